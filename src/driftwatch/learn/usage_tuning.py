"""Tunes all-MiniLM-L6-v2 so that usages of a word lie near each other where they mean the same, and apart where they do not.

Two losses on groups of usages of one word each. Supervised contrast inside the word, its mean removed (Khosla et al. 2020, NeurIPS): what the
comparison of partners looks at. And cross-entropy on the cosines of pairs, the mean of all words removed: one scale for all words.
"""

import random
import re
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from driftwatch.domain.window import window
from driftwatch.encoders.pieces import Pieces, Placed
from driftwatch.encoders.transformer import load_sentence_transformer
from driftwatch.learn.recipe import UsageRecipe
from driftwatch.learn.senses import Draw, Sensed, Usage

_PARTS = 3
"""A step's windows go through the network in so many parts of like length, so that little is padded."""
_TOLD_EVERY = 10


class UsageNetwork(nn.Module):
    """The encoder, whose last layer is read at the word's own pieces; scale and bias turn a cosine into log-odds."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.scale = nn.Parameter(torch.tensor(6.0))
        self.centre = nn.Parameter(torch.tensor(0.6))

    def forward(self, ids: Tensor) -> Tensor:
        """What is made of each piece of one window alone, shape (1, pieces) -> (1, pieces, dimensions): what is exported."""
        embedded = self.encoder.get_submodule("embeddings")(input_ids=ids, token_type_ids=torch.zeros_like(ids))
        hidden: Tensor = self.encoder.get_submodule("encoder")(embedded).last_hidden_state
        return hidden

    def read(self, ids: Tensor, mask: Tensor, own: Tensor) -> Tensor:
        """Means over the pieces marked in `own`, shape (windows, dimensions); all inputs have shape (windows, pieces)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        read: Tensor = (hidden * own.unsqueeze(-1)).sum(1) / own.sum(1, keepdim=True).clamp(min=1)
        return read


def new_network() -> UsageNetwork:
    """The network before training; raises ModelError where the weights are not the pinned ones."""
    encoder = cast("nn.Module", load_sentence_transformer()[0].auto_model)
    encoder.set_attn_implementation("eager")  # type: ignore[operator]  # the only one that can be exported
    return UsageNetwork(encoder)


def tune(network: UsageNetwork, draw: Draw, *, pieces: Pieces, recipe: UsageRecipe, told: Callable[[str], None] = lambda _: None) -> UsageNetwork:
    """Train it in place."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    optimizer = _optimizer(network, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, recipe))
    chance = random.Random(recipe.seed)  # noqa: S311  no secret hangs on it
    network.train()
    for step in range(1, recipe.steps + 1):
        groups = [draw.own_word() if chance.random() < recipe.own else draw.pseudo_word() for _ in range(recipe.words)]
        vectors = _read(network, [sensed.usage for group in groups for sensed in group], pieces)
        loss = _loss(network, vectors, groups, recipe)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if step % _TOLD_EVERY == 0:
            told(f"tuning: step {step:,} of {recipe.steps:,}")
    return network.eval()


def placed_windows(usages: Sequence[Usage], pieces: Pieces) -> tuple[list[Placed], list[list[int]]]:
    """The windows of usages as pieces, and which pieces are the word's own."""
    cuts = [window(*usage) for usage in usages]
    placed = pieces.placed([cut.text for cut in cuts])
    own = [[at for at, (start, end) in enumerate(read.places) if start < cut.end and end > cut.start] for read, cut in zip(placed, cuts, strict=True)]
    return placed, own


def _read(network: UsageNetwork, usages: Sequence[Usage], pieces: Pieces) -> Tensor:
    placed, own = placed_windows(usages, pieces)
    order = sorted(range(len(usages)), key=lambda row: len(placed[row].ids))
    size = -(-len(order) // _PARTS)
    parts = [order[begin : begin + size] for begin in range(0, len(order), size)]
    read = torch.cat([network.read(*_padded([placed[row] for row in rows], [own[row] for row in rows])) for rows in parts])
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor([row for rows in parts for row in rows])] = torch.arange(len(order))
    return read[back]


def _padded(placed: Sequence[Placed], own: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor, Tensor]:
    width = max(len(read.ids) for read in placed)
    ids, mask, marked = np.zeros((len(placed), width), np.int64), np.zeros((len(placed), width), np.int64), np.zeros((len(placed), width), np.float32)
    for row, (read, places) in enumerate(zip(placed, own, strict=True)):
        ids[row, : len(read.ids)] = read.ids
        mask[row, : len(read.ids)] = 1
        marked[row, list(places) or slice(0, len(read.ids))] = 1.0
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(marked)


def _loss(network: UsageNetwork, vectors: Tensor, groups: Sequence[Sequence[Sensed]], recipe: UsageRecipe) -> Tensor:
    word = torch.tensor([number for number, group in enumerate(groups) for _ in group])
    sense = torch.tensor([sensed.sense for group in groups for sensed in group])
    same_word = word[:, None] == word[None]
    same_sense = same_word & (sense[:, None] == sense[None])
    return _contrast(vectors, same_word, same_sense, recipe.temperature) + _agreement(network, vectors, same_word, same_sense)


def _contrast(vectors: Tensor, same_word: Tensor, same_sense: Tensor, temperature: float) -> Tensor:
    """How far from certain it is, of a usage and the others of its word, which have its sense."""
    itself = torch.eye(len(vectors), dtype=torch.bool)
    means = (same_word / same_word.sum(1, keepdim=True)) @ vectors
    unit = nn.functional.normalize(vectors - means, dim=1)
    scores = (unit @ unit.T / temperature).masked_fill(~same_word | itself, -1e9)
    chances = scores - torch.logsumexp(scores, 1, keepdim=True)
    wanted = same_sense & ~itself
    asked = wanted.any(1) & (same_word & ~same_sense).any(1)
    return (-(chances * wanted).sum(1) / wanted.sum(1).clamp(min=1))[asked].mean()


def _agreement(network: UsageNetwork, vectors: Tensor, same_word: Tensor, same_sense: Tensor) -> Tensor:
    """Cross-entropy of "the same sense?" over the pairs of each word, both answers weighing alike."""
    unit = nn.functional.normalize(vectors - vectors.mean(0, keepdim=True).detach(), dim=1)
    pairs = torch.triu(same_word, 1)
    same = same_sense[pairs].float()
    odds = network.scale * ((unit @ unit.T)[pairs] - network.centre)
    share = same.mean()
    weight = torch.where(same > 0, 0.5 / share.clamp(min=0.05), 0.5 / (1 - share).clamp(min=0.05))
    return (nn.functional.binary_cross_entropy_with_logits(odds, same, reduction="none") * weight).mean()


def _optimizer(network: UsageNetwork, recipe: UsageRecipe) -> torch.optim.Optimizer:
    groups: list[dict[str, object]] = [{"params": [network.scale], "lr": 1e-2}, {"params": [network.centre], "lr": 1e-3}]
    layers = 1 + max(int(found[1]) for name, _ in network.named_parameters() if (found := re.search(r"layer\.(\d+)\.", name)))
    for name, parameter in network.encoder.named_parameters():
        found = re.search(r"layer\.(\d+)\.", name)
        if found and int(found[1]) >= recipe.frozen:
            rate = recipe.rate * recipe.decay ** (layers - 1 - int(found[1]))
            groups.append({"params": [parameter], "lr": rate, "weight_decay": recipe.weight_decay if parameter.ndim > 1 else 0.0})
        else:
            parameter.requires_grad = False
    return torch.optim.AdamW(groups)


def _rate(step: int, recipe: UsageRecipe) -> float:
    """Up in a straight line, then down in one."""
    if step < recipe.warm_up:
        return (step + 1) / recipe.warm_up
    return max(0.0, (recipe.steps - step) / max(1, recipe.steps - recipe.warm_up))
