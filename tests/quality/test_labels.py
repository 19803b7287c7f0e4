"""Floors under the quality of the labels, a little below what was measured: docs/evidence/labels.md."""

from dataclasses import replace

import pytest

from driftwatch.corpora import corpus
from driftwatch.encoders.statement_model import statement_model
from driftwatch.learn.evaluate_labels import evaluate_labels
from driftwatch.learn.statements import Part, read_gold, read_labelled, read_part

HELD_OUT_FLOOR = 0.73
HELD_OUT_LABEL_FLOOR = 0.66
"""Of the label that is given worst."""
REAL_FLOOR = 0.61
REAL_CALIBRATION_CEILING = 0.05
PROGRAMME_FLOOR = 0.60
CASCADE_LOSS_CEILING = 0.01
"""Mean F1 that the gates may cost on what is drawn at random from real talk."""


@pytest.fixture(scope="module")
def dev(shared):
    """Real sentences that nothing is trained on."""
    return read_labelled(shared / "bench" / "statements-real" / "dev.jsonl")


def test_labels_carry_over_to_fields_that_were_never_seen():
    figures = evaluate_labels(read_part(corpus("statements"), Part.HELD_OUT), statement_model(), name="held out")

    assert figures.mean_f1.value >= HELD_OUT_FLOOR
    assert min(score.f1.value for score in figures.scores) >= HELD_OUT_LABEL_FLOOR


def test_labels_hold_on_real_minutes(dev):
    figures = evaluate_labels(dev, statement_model(), name="real")

    assert figures.mean_f1.value >= REAL_FLOOR
    assert max(score.calibration_error.value for score in figures.scores) <= REAL_CALIBRATION_CEILING


def test_the_gates_cost_next_to_nothing_where_most_statements_carry_no_label(dev, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1)")
    at_random = [statement for statement in dev if statement.stratum == "random"]

    cascade, whole = (evaluate_labels(at_random, model, name="random") for model in (statement_model(), replace(statement_model(), everything=True)))

    assert whole.mean_f1.value - cascade.mean_f1.value <= CASCADE_LOSS_CEILING


@pytest.mark.parametrize("programme", ["horizon", "orchard"])
def test_labels_hold_on_programmes_of_other_fields(shared, programme):
    figures = evaluate_labels(read_gold(shared / "programmes" / programme / "gold.json"), statement_model(), name=programme)

    assert figures.mean_f1.value >= PROGRAMME_FLOOR
