"""How well terms are compared, in tables of a hundred columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from driftwatch.cli.figures import figure
from driftwatch.cli.terminal import lines

if TYPE_CHECKING:
    from driftwatch.learn.evaluate_judged_terms import JudgedEvaluation
    from driftwatch.learn.evaluate_terms import Answer
    from driftwatch.learn.evaluate_usages import PairEvaluation


def print_pairs(evaluations: "Sequence[PairEvaluation]") -> None:
    """A row for each set of word-in-context pairs."""
    rows = [
        (each.name, f"{each.pairs:,}", f"{each.words:,}", figure(each.area, interval=True), figure(each.accuracy, interval=True))
        for each in evaluations
    ]
    lines(("Set", "Pairs", "Words", "Area", "Accuracy"), rows, title="Does a word mean the same in two sentences?")


def print_answers(answers: "Sequence[Answer]") -> None:
    """A row for each question and series, and one for all series together; nothing of nothing."""
    from driftwatch.learn.evaluate_terms import pooled

    if not answers:
        return
    print()

    rows = [
        (
            str(each.question),
            each.series,
            "" if each.usages is None else str(each.usages),
            f"{each.said} of {each.asked:,}",
            _share(each),
            f"{each.runs_with_any} of {each.runs}",
        )
        for each in (*answers, *pooled(answers))
    ]
    lines(("Asked", "Series", "Usages", "Said", "Share", "Runs with any"), rows, title="Made-up words in real minutes, and sides dealt at random")


def print_judged(evaluation: "JudgedEvaluation | None") -> None:
    """The terms that lie furthest apart, with what a reader says of them."""
    if evaluation is None:
        return
    print()
    rows = [(row.term, row.judgement, f"{row.usages[0]}, {row.usages[1]}", f"{row.distance:.2f}", f"{row.z:.1f}") for row in evaluation.terms]
    title = f"{evaluation.name}: area {figure(evaluation.area, interval=True)} of `differs` against `same`, {len(rows)} terms"
    lines(("Term", "Judged", "Usages", "Distance", "z"), rows[:20], title=title)


def _share(answer: "Answer") -> str:
    if answer.interval is None:
        return "-"
    return f"{answer.share:.3f} ({answer.interval[0]:.3f}–{answer.interval[1]:.3f})"
