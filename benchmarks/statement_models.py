"""Ways to give statements their labels, side by side: `python benchmarks/statement_models.py [--only NAME …] [--limit N] [--epochs E]`.

All that is trained here learns from the same statements: our own corpora (without the held-out fields) and statements-real/train, without the
documents that `driftwatch learn statements` keeps back; those choose what a way leaves open (a regularisation, a weight). What ships learnt from
further public talk as well, and longer. Measured on what none of them was trained on: statements-real/dev, the labelled quotes of the two
programmes taken together, the held-out fields of our corpora. Printed for each, as a Markdown table: the mean over the seven labels of F1
at the best threshold, which is chosen on the measured statements and so flatters all alike, and of average precision, which needs none,
with its 95 % interval over documents; seconds of training, and statements labelled a second. `--limit` trains on the first N statements of a
fixed shuffle, and chooses on as many of those kept back (what ships stays as it is); `--only` takes any of the names in the table.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import precision_recall_curve
from statement_ways import SHIPPED, WAYS, Bench, Claims, Floats, Statements, mean_precision, texts_of

from driftwatch.corpora import corpus
from driftwatch.encoders.artefact import TOKENIZER
from driftwatch.encoders.pieces import Pieces
from driftwatch.encoders.weights import minilm_folder
from driftwatch.learn.measures import draws, measured
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import Part, label_matrix, read_gold, read_labelled, read_part
from driftwatch.learn.train import OWN, lessons

SHARED = Path(__file__).resolve().parents[2] / "shared"
REAL = SHARED / "bench" / "statements-real"
PROGRAMMES = ("horizon", "orchard")
RESAMPLES = 200
NETWORK_EPOCHS = 1.0


def main() -> None:
    """Print the table, a row as soon as it is known."""
    options = _options()
    bench = _bench(options.limit, replace(Recipe(), epochs=options.epochs, seed=options.seed))
    sets = _sets()
    print(f"{len(bench.training):,} statements to learn from, {len(bench.kept_back):,} kept back; the fine-tuned network: {options.epochs:g} epochs")
    print(f"Measured on {', '.join(f'{name} ({len(statements):,})' for name, statements in sets.items())}\n")
    head = ["", *(f"{name}: {what}" for name in sets for what in ("best F1", "average precision")), "trained in (s)", "labelled a second"]
    for cells in (head, ["---"] * len(head)):
        print(f"| {' | '.join(cells)} |")
    for name in options.only or WAYS:
        print(f"| {' | '.join(_row(name, bench, sets))} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=list(WAYS), help=f"any of: {', '.join(WAYS)}")
    parser.add_argument("--limit", type=int, default=0, help="statements to learn from; 0: all")
    parser.add_argument("--epochs", type=float, default=NETWORK_EPOCHS, help="of the fine-tuned network")
    parser.add_argument("--seed", type=int, default=Recipe().seed, help="of all that is drawn")
    return parser.parse_args()


def _bench(limit: int, recipe: Recipe) -> Bench:
    taught = lessons(REAL / "train.jsonl", None, recipe)
    parts = [[each for each in taught.firm if taught.kept_back(each) is back] for back in (False, True)]
    for part in parts:
        random.Random(recipe.seed).shuffle(part)
    training, kept_back = (tuple(part[: limit or None]) for part in parts)
    return Bench(training=training, kept_back=kept_back, recipe=recipe, pieces=Pieces(minilm_folder() / TOKENIZER))


def _sets() -> dict[str, Statements]:
    gold = [statement for name in PROGRAMMES for statement in read_gold(SHARED / "programmes" / name / "gold.json")]
    return {"dev": read_labelled(REAL / "dev.jsonl"), "programmes": tuple(gold), "held-out fields": read_part(corpus(OWN), Part.HELD_OUT)}


def _row(name: str, bench: Bench, sets: dict[str, Statements]) -> Iterator[str]:
    scorer = bench.way(name)
    scorer(texts_of(bench.training[:8]))
    begun = time.perf_counter()
    scores = {of: scorer(texts_of(statements)) for of, statements in sets.items()}
    taken = time.perf_counter() - begun
    yield name
    for of, statements in sets.items():
        yield from _figures(scores[of], statements)
    yield f"{bench.seconds[name]:,.0f}" if name not in SHIPPED else ""
    yield f"{sum(map(len, sets.values())) / taken:,.0f}"


def _figures(scores: Floats, statements: Statements) -> tuple[str, str]:
    truth, scores = label_matrix(statements), scores.astype(np.float32)
    drawn = draws([each.document for each in statements], resamples=RESAMPLES, seed=0)
    means = np.array([mean_precision(np.repeat(truth, counts, axis=0), np.repeat(scores, counts, axis=0)) for counts in drawn])
    best = np.mean([_best_f1(column, values) for column, values in zip(truth.T, scores.T, strict=True)])
    return f"{best:.2f}", str(measured(mean_precision(truth, scores), means))


def _best_f1(truth: Claims, scores: Floats) -> float:
    precision, recall, _ = precision_recall_curve(truth, scores)
    return float((2 * precision * recall / np.maximum(precision + recall, 1e-12)).max())


if __name__ == "__main__":
    main()
