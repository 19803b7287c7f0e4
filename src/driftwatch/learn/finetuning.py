"""Fine-tuning: all-MiniLM-L6-v2 with one output a label, all layers trained together.

Loaded by sentence-transformers; binary cross-entropy over the labels, AdamW (Loshchilov & Hutter 2019, ICLR) with rates that fall from layer
to layer (Howard & Ruder 2018, ACL) and over the steps, and a moving average of the weights (Polyak & Juditsky 1992), which is what ships.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from driftwatch.encoders.pieces import Read
from driftwatch.encoders.transformer import load_sentence_transformer
from driftwatch.learn.recipe import Recipe

_AVERAGED_EVERY = 10
_NEIGHBOURS = 40
"""Batches whose statements are sorted by length together, so that little is padded."""
Batch = tuple[Tensor, Tensor, Tensor, Tensor]
Targets = NDArray[np.float32]
Reading = Callable[[Sequence[str], Sequence[str]], list[Read]]
Loss = Callable[[Tensor, list[int]], Tensor]
"""The mean loss of a batch, from its scores, shape (rows, outputs), and the places of its statements."""


class Said(Protocol):
    """A statement to learn from."""

    @property
    def text(self) -> str:
        """What is said."""

    @property
    def before(self) -> str:
        """What was said before it; empty where that is not known."""


class LabelNetwork(nn.Module):
    """The encoder, the mean over a statement's own pieces, and a linear output a label."""

    def __init__(self, encoder: nn.Module, *, dimensions: int, labels: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(dimensions, labels)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, kinds: Tensor, own: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Scores, shape (rows, labels), and vectors, shape (rows, dimensions); all inputs have shape (rows, pieces)."""
        if mask is None:  # one statement alone: nothing to hide, and nothing of it in what is exported
            embedded = self.encoder.get_submodule("embeddings")(input_ids=ids, token_type_ids=kinds)
            hidden = self.encoder.get_submodule("encoder")(embedded).last_hidden_state
        else:
            hidden = self.encoder(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        vectors = (hidden * own.unsqueeze(-1)).sum(1) / own.sum(1, keepdim=True)
        return self.head(self.dropout(vectors)), vectors


def new_network(labels: int) -> LabelNetwork:
    """The network before training; raises ModelError where the weights are not the pinned ones."""
    transformer = load_sentence_transformer()
    encoder = cast("nn.Module", transformer[0].auto_model)
    encoder.set_attn_implementation("eager")  # type: ignore[operator]  # the only one that can be exported; of the same speed here
    torch.manual_seed(0)  # the outputs begin at random: at the same each time, whatever drew before
    return LabelNetwork(encoder, dimensions=int(transformer.get_embedding_dimension() or 0), labels=labels)


def label_loss(targets: Targets) -> Loss:
    """Binary cross-entropy over the labels, for targets of 0 … 1, shape (statements, labels)."""
    labels = torch.tensor(targets)
    return lambda scores, rows: nn.functional.binary_cross_entropy_with_logits(scores, labels[rows], reduction="none").sum(1).mean()


def fine_tune(
    network: LabelNetwork,
    statements: Sequence[Said],
    loss: Loss,
    *,
    read: Reading,
    recipe: Recipe,
    told: Callable[[str], None] = lambda _: None,
) -> LabelNetwork:
    """Train it in place to make the loss small; `read` gives the word pieces of statements and of those before."""
    chance = random.Random(recipe.seed)  # noqa: S311  # order and context of training statements, no secret
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    steps = max(1, int(-(-len(statements) // recipe.batch) * recipe.epochs))
    optimizer, average = _optimizer(network, recipe), {name: value.detach().clone() for name, value in network.state_dict().items()}
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, recipe.warm_up))
    network.train()
    for step, rows in enumerate(_rows(statements, read, chance, recipe, steps), start=1):
        batch, chosen = rows
        scores, _ = network(*batch)
        loss(scores, chosen).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        if step % _AVERAGED_EVERY == 0:
            _average(average, network, step // _AVERAGED_EVERY, recipe.averaging)
            told(f"fine-tuning: step {step:,} of {steps:,}")
    network.load_state_dict(average)
    return network.eval()


def batch_of(read: Sequence[Read]) -> Batch:
    """Statements of unlike lengths side by side, padded."""
    width = max(len(one.ids) for one in read)
    ids, kinds, own, mask = (torch.zeros(len(read), width, dtype=kind) for kind in (torch.long, torch.long, torch.float32, torch.long))
    for row, one in enumerate(read):
        length = len(one.ids)
        ids[row, :length] = torch.tensor(one.ids)
        kinds[row, :length] = torch.tensor(one.kinds)
        own[row, :length] = torch.tensor(one.kinds, dtype=torch.float32) if any(one.kinds) else 1.0
        mask[row, :length] = 1
    return ids, kinds, own, mask


def _rows(
    statements: Sequence[Said],
    read: Reading,
    chance: random.Random,
    recipe: Recipe,
    steps: int,
) -> Iterator[tuple[Batch, list[int]]]:
    """Batches without end of epochs, each with the rows that it holds; statements of like length stand together."""
    given = 0
    while True:
        before = [statement.before if chance.random() < recipe.context else "" for statement in statements]
        pieces = read([statement.text for statement in statements], before)
        order = list(range(len(statements)))
        chance.shuffle(order)
        batches = []
        for begin in range(0, len(order), recipe.batch * _NEIGHBOURS):
            alike = sorted(order[begin : begin + recipe.batch * _NEIGHBOURS], key=lambda row: len(pieces[row].ids))
            batches += [alike[start : start + recipe.batch] for start in range(0, len(alike), recipe.batch)]
        chance.shuffle(batches)
        for rows in batches:
            if given == steps:
                return
            given += 1
            yield batch_of([pieces[row] for row in rows]), rows


def _optimizer(network: LabelNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    layers = 1 + max(int(found[1]) for name, _ in network.named_parameters() if (found := re.search(r"layer\.(\d+)\.", name)))
    groups = []
    for name, parameter in network.named_parameters():
        found = re.search(r"layer\.(\d+)\.", name)
        if name.startswith("head."):
            groups.append({"params": [parameter], "lr": recipe.head_rate, "weight_decay": recipe.weight_decay})
        elif found:
            rate = recipe.rate * recipe.decay ** (layers - 1 - int(found[1]))
            groups.append({"params": [parameter], "lr": rate, "weight_decay": recipe.weight_decay if parameter.ndim > 1 else 0.0})
        else:
            parameter.requires_grad = False
    return torch.optim.AdamW(groups)


def _rate(step: int, steps: int, warm_up: float) -> float:
    """Up in a straight line, then down in one."""
    warm = max(1, int(warm_up * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _average(average: dict[str, Tensor], network: LabelNetwork, number: int, most: float) -> None:
    kept = min(most, (1 + number) / (10 + number))
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                average[name].mul_(kept).add_(value, alpha=1 - kept)
