"""How well terms are compared, in tables of a hundred columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from driftwatch.cli.figures import SCORE_HEADS, figure, score_row
from driftwatch.cli.terminal import lines

if TYPE_CHECKING:
    from driftwatch.learn.answers import Answer
    from driftwatch.learn.evaluate_candidates import Found
    from driftwatch.learn.evaluate_judged_terms import JudgedEvaluation
    from driftwatch.learn.evaluate_usages import PairEvaluation
    from driftwatch.learn.scores import Score


def print_pairs(evaluations: "Sequence[PairEvaluation]") -> None:
    """A row for each set of word-in-context pairs."""
    rows = [
        (each.name, f"{each.pairs:,}", f"{each.words:,}", figure(each.area, interval=True), figure(each.accuracy, interval=True))
        for each in evaluations
    ]
    lines(("Set", "Pairs", "Words", "Area", "Accuracy"), rows, title="Does a word mean the same in two sentences?")


def print_answers(answers: "Sequence[Answer]") -> None:
    """A row for each question and series, and one for all series together; nothing of nothing."""
    from driftwatch.learn.answers import pooled

    if not answers:
        return
    print()

    rows = [
        (
            each.question,
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


def print_scores(scores: "Sequence[Score]", *, title: str) -> None:
    """A row for each score; nothing of nothing."""
    if scores:
        print()
        lines(SCORE_HEADS, [score_row(score) for score in scores], title=title)


def print_found(found: "Sequence[Found]") -> None:
    """Candidates and their usages, then each reason for which a usage is kept out of the comparison."""
    rows = [
        (each.what, f"{each.expected:,}", f"{each.said:,}", f"{each.right:,}", str(each.precision), str(each.recall), str(each.f1)) for each in found
    ]
    print()
    lines(SCORE_HEADS[1:], rows, title="Candidate terms, their usages, and usages that show no meaning of the speaker's own")


def _share(answer: "Answer") -> str:
    if answer.interval is None:
        return "-"
    return f"{answer.share:.3f} ({answer.interval[0]:.3f}–{answer.interval[1]:.3f})"
