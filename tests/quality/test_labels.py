"""Floors under the quality of the labels, a little below what was measured: docs/evidence/labels.md."""

import pytest

from driftwatch.corpora import corpus
from driftwatch.encoders.head import statement_head
from driftwatch.encoders.transformer import minilm
from driftwatch.learn.evaluate_labels import evaluate_labels
from driftwatch.learn.statements import Part, read_gold, read_labelled, read_part

HELD_OUT_FLOOR = 0.62
REAL_FLOOR = 0.48
PROGRAMME_FLOOR = 0.45
CALIBRATION_CEILING = 0.10


def test_labels_carry_over_to_fields_that_were_never_seen():
    figures = evaluate_labels(read_part(corpus("seed-statements"), Part.HELD_OUT), minilm(), statement_head(), name="held out")

    assert figures.mean_f1.value >= HELD_OUT_FLOOR
    assert min(score.f1.value for score in figures.scores) >= 0.3


def test_labels_hold_on_real_minutes(shared):
    figures = evaluate_labels(read_labelled(shared / "bench" / "statements-real" / "dev.jsonl"), minilm(), statement_head(), name="real")

    assert figures.mean_f1.value >= REAL_FLOOR
    assert figures.mean_calibration_error.value <= CALIBRATION_CEILING


@pytest.mark.parametrize("programme", ["horizon", "orchard"])
def test_labels_hold_on_programmes_of_other_fields(shared, programme):
    figures = evaluate_labels(read_gold(shared / "programmes" / programme / "gold.json"), minilm(), statement_head(), name=programme)

    assert figures.mean_f1.value >= PROGRAMME_FLOOR
