"""Trains the statement head and writes its folder.

python -m driftwatch.learn.train --real ../shared/bench/statements-real/train.jsonl \\
    --measure ../shared/bench/statements-real/dev.jsonl --measure ../shared/programmes/horizon/gold.json
"""

import logging
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from driftwatch.corpora import corpus
from driftwatch.encoders.artefact import CARD, DESCRIPTION, WEIGHTS, write_sums
from driftwatch.encoders.head import StatementHead, statement_head
from driftwatch.encoders.packing import HeadParts, packed
from driftwatch.encoders.transformer import minilm
from driftwatch.learn.card import card
from driftwatch.learn.description import Description, described, material, written
from driftwatch.learn.evaluate_labels import LabelEvaluation, evaluate_labels
from driftwatch.learn.fitting import fit_head
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import LabelledStatement, Part, read_gold, read_labelled, read_part
from driftwatch.ports import Encoder

OWN = "seed-statements"
_log = logging.getLogger("driftwatch.learn")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with the shipped recipe, measure, write."""
    given = _arguments(arguments)
    encoder, recipe = minilm(), Recipe()
    own, real = read_part(corpus(OWN), Part.TRAINING), read_labelled(given.real)
    parts = train(own, real, encoder, recipe)
    given.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.out / WEIGHTS, **packed(parts))  # type: ignore[arg-type]  # a name would have to be allow_pickle
    training = (material(OWN, own, *sorted(corpus(OWN).glob("*.jsonl"))), material("statements-real", real, given.real))
    describe(given.out, described(recipe, encoder.model, training, parts.combination, ()))
    figures = tuple(_measured(name, statements, encoder, given.out) for name, statements in _measures(given.measure))
    describe(given.out, described(recipe, encoder.model, training, parts.combination, figures))


def train(own: Sequence[LabelledStatement], real: Sequence[LabelledStatement], encoder: Encoder, recipe: Recipe) -> HeadParts:
    """The head that our own statements and those of public minutes give."""
    statements = [*own, *real]
    _log.info("encoding %d statements", len(statements))
    vectors = encoder.sentences([statement.text for statement in statements])
    _log.info("fitting")
    return fit_head(statements, vectors, np.arange(len(statements)) < len(own), recipe)


def describe(folder: Path, description: Description) -> None:
    """Write model.json, the card that it gives, and the checksums of all."""
    (folder / DESCRIPTION).write_text(written(description), encoding="utf-8")
    (folder / CARD).write_text(card(description), encoding="utf-8")
    write_sums(folder)


def _measures(files: Sequence[Path]) -> list[tuple[str, tuple[LabelledStatement, ...]]]:
    held_out = (f"{OWN}, held-out fields", read_part(corpus(OWN), Part.HELD_OUT))
    return [held_out, *((f"{file.parent.name}/{file.stem}", read_gold(file) if file.suffix == ".json" else read_labelled(file)) for file in files)]


def _measured(name: str, statements: Sequence[LabelledStatement], encoder: Encoder, folder: Path) -> LabelEvaluation:
    figures = evaluate_labels(statements, encoder, StatementHead(folder), name=name)
    _log.info("%s: mean F1 %s, calibration error %s", name, figures.mean_f1, figures.mean_calibration_error)
    return figures


def _arguments(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m driftwatch.learn.train", description="Train the statement head.")
    parser.add_argument("--real", type=Path, required=True, metavar="FILE", help="labelled sentences of public minutes, JSON lines")
    parser.add_argument(
        "--measure", type=Path, action="append", default=[], metavar="FILE", help="labelled sentences, or a gold.json, to measure with"
    )
    parser.add_argument("--out", type=Path, default=statement_head().folder, metavar="DIR", help="the artefact's folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    main()
