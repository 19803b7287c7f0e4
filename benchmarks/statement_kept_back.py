"""How well the labels are given to what was kept out of training: `python benchmarks/statement_kept_back.py REAL`.

REAL holds the labelled sentences of public talk that the model learnt from (statements-real/train.jsonl). One document of some was kept back,
by a hash of its name; these statements were labelled by the very annotation that is learnt from, so that other eyes explain nothing. The same for
our own corpora.
"""

import argparse
from pathlib import Path

from driftwatch.encoders.statement_model import statement_model
from driftwatch.learn.evaluate_labels import evaluate_labels
from driftwatch.learn.recipe import Recipe
from driftwatch.learn.statements import read_labelled
from driftwatch.learn.train import lessons


def main() -> None:
    """Print a row a label and their mean, for real talk and for our own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("real", type=Path)
    real = parser.parse_args().real
    taught, model = lessons(real, None, Recipe()), statement_model()
    public = {statement.text for statement in read_labelled(real)}
    kept = [statement for statement in taught.firm if taught.kept_back(statement)]
    print(f"{model.model}\n\n| kept back of | label | statements | best F1 | average precision |\n| --- | --- | --- | --- | --- |")
    for name, wanted in (("public talk", True), ("our corpora", False)):
        found = evaluate_labels([statement for statement in kept if (statement.text in public) is wanted], model, name=name)
        for score in found.scores:
            print(f"| {name} | {score.label} | {score.statements} | {score.f1_best:.2f} | {score.average_precision.value:.2f} |")
        print(f"| {name} | mean | {found.statements} | {found.mean_f1_best:.2f} | {found.mean_average_precision:.2f} |")


if __name__ == "__main__":
    main()
