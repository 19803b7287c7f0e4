"""Trains the usage model and writes its folder: what `driftwatch learn usages` does."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from driftwatch.corpora import corpus
from driftwatch.encoders.artefact import CARD, DESCRIPTION, NETWORK, TOKENIZER, write_sums
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.usage_model import INPUT, NAME, OUTPUT, UsageModel
from driftwatch.encoders.weights import MINILM_SHA256, minilm_folder
from driftwatch.errors import ConfigurationError
from driftwatch.learn.evaluate_usages import PairEvaluation, pair_figures
from driftwatch.learn.recipe import UsageRecipe
from driftwatch.learn.row_graph import draw_usages, in_plain_bytes
from driftwatch.learn.senses import OWN, Draw, Part, Senses, occurrences, read_senses
from driftwatch.learn.statements import Part as StatementPart
from driftwatch.learn.statements import read_part
from driftwatch.learn.term_beds import read_series
from driftwatch.learn.usage_card import card
from driftwatch.learn.usage_tuning import UsageNetwork, new_network, placed_windows, tune
from driftwatch.tables import Statements

BASE = f"all-MiniLM-L6-v2@{MINILM_SHA256[:12]}"
STATEMENTS = "statements"
"""Our labelled statements, whose words serve as pseudo-words too."""
_OPSET = 17
_LOOKED_AT = 1000
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageMaterial:
    """One body of text that was learnt from."""

    name: str
    usages: int
    words: int
    sha256: str | None = None
    """Of our own corpus; public text has none, since single files of it are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageDescription:
    """The content of model.json."""

    name: str
    encoder: str
    recipe: dict[str, object]
    training: tuple[UsageMaterial, ...]
    series: tuple[str, ...]
    """The public series whose text was read."""
    scale: float
    centre: float
    """Two usages mean the same with log-odds scale x (cosine - centre), the mean of all usages removed."""
    loss_by_bytes: float
    """Mean cosine between vectors before and after the weights became bytes."""
    figures: tuple[PairEvaluation, ...]


def train_usages(talk: Path, folder: Path, recipe: UsageRecipe, *, pairs: Sequence[Path] = (), told: Told = lambda _: None) -> UsageDescription:
    """Read, tune, export, measure and write everything into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TOKENIZER).write_bytes((minilm_folder() / TOKENIZER).read_bytes())
    pieces = Pieces(folder / TOKENIZER)
    own = read_senses(corpus(OWN), Part.TRAINING)
    public = public_talk(talk, recipe, told=told)
    nouns = occurrences({**public, **_our_statements()})
    told(f"{len(own):,} words of ours, {len(nouns):,} of public talk")
    network = tune(new_network(), Draw(own, nouns, random.Random(recipe.seed)), pieces=pieces, recipe=recipe, told=told)  # noqa: S311
    told("exporting")
    export(network, folder)
    (folder / DESCRIPTION).write_text("{}", encoding="utf-8")
    write_sums(folder)
    model = UsageModel(folder)
    description = UsageDescription(
        name=NAME,
        encoder=BASE,
        recipe=asdict(recipe),
        training=(
            UsageMaterial(name=OWN, usages=_count(own), words=len(own), sha256=checksum(corpus(OWN))),
            UsageMaterial(name="pseudo-words", usages=sum(map(len, nouns.values())), words=len(nouns)),
        ),
        series=tuple(sorted(public)),
        scale=round(network.scale.item(), 3),
        centre=round(network.centre.item(), 3),
        loss_by_bytes=round(_loss(network, model, pieces), 4),
        figures=pair_figures(model, pairs),
    )
    (folder / DESCRIPTION).write_text(json.dumps(asdict(description), indent=1) + "\n", encoding="utf-8")
    (folder / CARD).write_text(card(description), encoding="utf-8")
    write_sums(folder)
    return description


def public_talk(talk: Path, recipe: UsageRecipe, *, told: Told = lambda _: None) -> Mapping[str, Statements]:
    """Every series of the folder but those that figures are measured on; raises ConfigurationError where there is none."""
    names = sorted(each.name for each in talk.iterdir() if each.is_dir() and each.name not in recipe.measured_on)
    found = {}
    for name in names:
        told(f"reading {name}")
        found[name] = read_series(talk / name, most=recipe.most_statements)
    if not found:
        raise ConfigurationError(f"{talk}: holds no folder with minutes; name one that holds a folder for each series")
    return found


def export(network: UsageNetwork, folder: Path) -> None:
    """Write the network as one ONNX file, quantised by channel: dynamic int8, embeddings too."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with TemporaryDirectory() as temporary:
        whole, small = Path(temporary) / "whole.onnx", Path(temporary) / "small.onnx"
        torch.onnx.export(
            network.eval(),
            (torch.full((1, 12), 1000),),
            str(whole),
            input_names=[INPUT],
            output_names=[OUTPUT],
            dynamic_axes={INPUT: {1: "pieces"}, OUTPUT: {1: "pieces"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(small), per_channel=True, weight_type=QuantType.QInt8)
        model = onnx.load(str(small))
    in_plain_bytes(model)
    onnx.save(model, str(folder / NETWORK))
    draw_usages(folder)


def checksum(folder: Path) -> str:
    """One checksum over the files of a corpus of senses."""
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in sorted(folder.glob("*.jsonl")))).hexdigest()


def _loss(network: UsageNetwork, model: UsageModel, pieces: Pieces) -> float:
    unseen = [usage for senses in read_senses(corpus(OWN), Part.HELD_OUT).values() for usages in senses.values() for usage in usages][:_LOOKED_AT]
    placed, own = placed_windows(unseen, pieces)
    with torch.inference_mode():
        before = np.stack(
            [network(torch.tensor([read.ids]))[0].numpy()[places or slice(None)].mean(axis=0) for read, places in zip(placed, own, strict=True)]
        )
    after = np.hsplit(model.usages([usage.text for usage in unseen], [(usage.start, usage.end) for usage in unseen]), 2)[0]
    return float(np.mean((before * after).sum(axis=1) / np.linalg.norm(before, axis=1) / np.linalg.norm(after, axis=1)))


def _our_statements() -> dict[str, Statements]:
    """What is learnt from of our labelled statements, by field of work."""
    rows = read_part(corpus(STATEMENTS), StatementPart.TRAINING)
    by_field: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_field[f"{STATEMENTS}/{row.series}"].append(
            (str(number), row.text, None, None, None, "", "", row.document, "minutes", None, None, number, 0)
        )
    return {name: Statements.of(found) for name, found in by_field.items()}


def _count(senses: Senses) -> int:
    return sum(len(usages) for each in senses.values() for usages in each.values())
