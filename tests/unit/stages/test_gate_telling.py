"""What is told of a difference in criteria besides its summaries."""

from types import SimpleNamespace

from driftwatch.domain.criterion_marks import marks
from driftwatch.domain.gate_matrix import Named, matrix_of
from driftwatch.domain.labels import Label
from driftwatch.stages.gate_telling import crossing


def _named(side, text, statement):
    return Named(side=side, statement=statement, document=f"d{statement}", text=text, required=True, marks=marks(text))


FILTERED = [_named(0, "it went through the filter", number) for number in range(3)]
SEALED = [_named(1, "the drum is sealed", number) for number in range(10, 13)]
CROSSED = _named(1, "the batch went through the filter", 20)


def _crossing(*further, against=(), unlabelled=()):
    matrix = matrix_of([*FILTERED, *SEALED, *further], {"filt", "drum", "seal"})
    labels = [() if row in unlabelled else (Label.DONE,) for row in range(30)]
    return crossing(SimpleNamespace(against=against), matrix, SimpleNamespace(labels=labels))


def test_what_names_only_what_the_other_side_asks_for_does_not_fit():
    assert _crossing() == []
    assert _crossing(CROSSED) == [20]


def test_what_names_its_own_sides_criterion_fits_whatever_the_usage():
    assert _crossing(against=(0, 10)) == []


def test_usages_that_name_no_criterion_or_have_no_label_tell_nothing():
    assert _crossing(against=(25,)) == []
    assert _crossing(CROSSED, unlabelled=(20,)) == []
