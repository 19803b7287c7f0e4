"""How good labels are, in tables of a hundred columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from driftwatch.cli.terminal import lines

if TYPE_CHECKING:
    from driftwatch.learn.evaluate_groups import GroupScore, SetEvaluation
    from driftwatch.learn.evaluate_labels import LabelEvaluation
    from driftwatch.learn.evaluate_recognition import Recognition
    from driftwatch.learn.measures import Measured
    from driftwatch.learn.scores import Interval, Score

MOST_SHOWN = 20
FEWEST_DOCUMENTS = 5
"""Intervals come from drawing documents again: of fewer they say nothing."""
_HEADS = ("Label", "n", "Precision", "Recall", "F1", "Avg precision", "Calib. error")
SCORE_HEADS = ("Benchmark", "What", "Expected", "Said", "Right", "Precision", "Recall", "F1")


def print_labels(evaluation: "LabelEvaluation") -> None:
    """A row for each label, and their means."""
    known = evaluation.documents >= FEWEST_DOCUMENTS
    rows = [
        (
            score.label.value,
            f"{score.statements:,}",
            *(figure(each, interval=known) for each in (score.precision, score.recall, score.f1, score.average_precision, score.calibration_error)),
        )
        for score in evaluation.scores
    ]
    mean = (figure(evaluation.mean_f1, interval=known), _decimal(evaluation.mean_average_precision))
    rows.append(("mean", "", "", "", *mean, figure(evaluation.mean_calibration_error, interval=known)))
    lines(_HEADS, rows, title=f"{evaluation.name}: {evaluation.statements:,} statements, {evaluation.documents:,} documents")


def print_groups(evaluation: "SetEvaluation") -> None:
    """A row for each stratum and each series, the largest first; nothing where there is but one."""
    rows = [(kind, *_row(score)) for kind, scores in (("stratum", evaluation.strata), ("series", evaluation.series)) for score in _largest(scores)]
    if rows:
        print()
        lines(("Part", "Name", "Statements", "Labels", "Mean F1"), rows)
    if len(evaluation.series) > MOST_SHOWN:
        print(f"{len(evaluation.series) - MOST_SHOWN} more series: --json")


def print_recognition(rows: "Sequence[Recognition]") -> None:
    """A row for each facet of each programme."""
    said = [(row, row.interval) for row in rows]
    content = [
        (
            row.programme,
            row.facet.value,
            f"{row.planted:,}",
            f"{row.found:,}",
            f"{_decimal(row.found / row.planted)} ({_short(interval[0])}–{_short(interval[1])})" if interval else "-",
        )
        for row, interval in said
    ]
    lines(("Programme", "Takes sides on", "Planted", "Found", "Share"), content)


def figure(value: "Measured", *, interval: bool) -> str:
    """A figure with its interval, as `0.72 (.68–.75)`."""
    return _decimal(value.value) + (f" ({_short(value.low)}–{_short(value.high)})" if interval else "")


def _largest(scores: "Sequence[GroupScore]") -> "Sequence[GroupScore]":
    return sorted(scores, key=lambda score: -score.statements)[:MOST_SHOWN] if len(scores) > 1 else ()


def _row(score: "GroupScore") -> tuple[str, ...]:
    f1 = figure(score.mean_f1, interval=score.documents >= FEWEST_DOCUMENTS) if score.mean_f1 else "-"
    return score.name or "-", f"{score.statements:,}", str(score.labels), f1


def _decimal(share: float) -> str:
    return f"{share:.2f}"


def _short(share: float) -> str:
    return "1.0" if share >= 0.995 else _decimal(share).removeprefix("0")


def score_row(score: "Score") -> tuple[str, ...]:
    """What was expected, said and right, with precision, recall and F1."""
    figures = (
        _with_interval(score.precision, score.precision_interval),
        _with_interval(score.recall, score.recall_interval),
        _with_interval(score.f1, score.f1_interval),
    )
    return score.benchmark, score.what, f"{score.expected:,}", f"{score.said:,}", f"{score.right:,}", *figures


def _with_interval(value: float | None, interval: "Interval | None") -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")
