"""How well alerts meet what is known of programmes, in tables that a developer reads daily."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from driftwatch.cli.terminal import lines

if TYPE_CHECKING:
    from driftwatch.learn.evaluate_alerts import JudgedAlert, JudgedPlanted
    from driftwatch.learn.evaluate_programmes import Examined, NullFigures, ProgrammeEvaluation
    from driftwatch.learn.scores import Interval, Score

_SCORES = ("Planted", "Found", "Recall", "Alerts", "Right", "Precision")


def print_examined(evaluation: "ProgrammeEvaluation") -> None:
    """Recall and precision, traps, what is settled, onset and quotes, then the deals at random."""
    _scores("Programme", ((f"{each.benchmark}, {each.what}", each) for each in evaluation.scores))
    _scores("Kind", ((each.what, each) for each in evaluation.kinds))
    lines(("Difficulty", *_SCORES[:3]), [(each.what, *_score(each)[:3]) for each in evaluation.difficulties])
    print()
    _traps(evaluation)
    _rest(evaluation)
    _nulls(evaluation.nulls)


def evaluation_content(evaluation: "ProgrammeEvaluation") -> dict[str, object]:
    """The same as one object for machines, with recall and precision in each line of scores."""
    scores = {"scores": evaluation.scores, "kinds": evaluation.kinds, "difficulties": evaluation.difficulties}
    lines_of = {key: [asdict(each) | {"recall": each.recall, "precision": each.precision} for each in found] for key, found in scores.items()}
    nulls = [asdict(each) | {"per_run": each.per_run} for each in evaluation.nulls]
    return {**asdict(evaluation), **lines_of, "nulls": nulls}


def print_listed(examined: "Sequence[Examined]") -> None:
    """Each programme's planted differences and alerts, and the alerts of its deals at random."""
    for one in examined:
        planted = [_planted(each) for each in one.result.planted]
        lines(("", "Planted", "Kind", "Difficulty", "Days late"), planted, title=f"{one.result.name}: what is planted")
        print()
        heads = ("", "Kind", "Subject", "Partners", "Severity", "Confidence", "Quotes known", "Meets")
        lines(heads, [_alert(each) for each in one.result.alerts], title=f"{one.result.name}: what is raised")
        print()
        dealt = [(run.partner, str(run.number), alert.kind.value, alert.subject, str(alert.sides)) for run in one.nulls for alert in run.alerts]
        if dealt:
            lines(("Partner", "Deal", "Kind", "Subject", "Sides"), dealt, title=f"{one.result.name}: what sides raise that were dealt at random")
            print()


def _planted(one: "JudgedPlanted") -> tuple[str, ...]:
    late = "" if one.days_late is None else f"{one.days_late:+d}"
    return one.fate.value, one.id, one.kind.value, one.difficulty.value if one.difficulty else "-", late


def _alert(alert: "JudgedAlert") -> tuple[str, ...]:
    judged = alert.judgement.value
    if alert.raised and alert.traps:
        judged = f"{judged}, trap" if alert.right else "trap"
    meets = [*alert.meets, *(f"trap: {subject}" for subject in alert.traps)]
    partners, quotes = ", ".join(alert.partners), f"{alert.known_quotes} of {alert.quotes}"
    return judged, alert.kind.value, alert.subject, partners, alert.severity.value, f"{alert.confidence:.2f}", quotes, "; ".join(meets)


def _scores(head: str, rows: "Iterable[tuple[str, Score]]") -> None:
    lines((head, *_SCORES), [(name, *_score(each)) for name, each in rows])
    print()


def _score(score: "Score") -> tuple[str, ...]:
    recall, precision = _figure(score.recall, score.recall_interval), _figure(score.precision, score.precision_interval)
    return f"{score.expected:,}", f"{score.found:,}", recall, f"{score.said:,}", f"{score.right:,}", precision


def _traps(evaluation: "ProgrammeEvaluation") -> None:
    met = evaluation.traps
    title = f"Alerts that meet a trap: {len(met)}, of medium or high severity: {evaluation.grave_traps}"
    rows = [(one.programme, one.alert.kind.value, one.alert.subject, one.alert.severity.value, ", ".join(one.alert.traps)) for one in met]
    if rows:
        lines(("Programme", "Kind", "Subject", "Severity", "Trap"), rows, title=title)
        print()
    else:
        print(title)


def _rest(evaluation: "ProgrammeEvaluation") -> None:
    settled, onset, quotes = evaluation.settled, evaluation.onset, evaluation.localisation
    became = f"{settled.resolved} resolved, {settled.silent} silent, {settled.still_open} still open"
    print(f"Settled: {settled.planted}; {became}. Resolved though not settled: {settled.too_early}, though not planted: {settled.not_planted}")
    if onset.median_distance is not None:
        print(f"Onset: median {onset.median_distance:g} days from the gold's, {onset.earliest:+d} to {onset.latest:+d}, of {onset.found} found")
    if quotes.mean_share is not None and quotes.least is not None:
        print(f"Quotes: {quotes.mean_share:.2f} of an alert's stand among the gold's, {quotes.least:.2f} at least, of {quotes.alerts} alerts")


def _nulls(figures: "Sequence[NullFigures]") -> None:
    if not figures:
        return
    print()
    rows = [
        (
            each.programme,
            each.partner,
            f"{each.runs:,}",
            f"{each.mean_tested:.0f}",
            f"{each.alerts:,}",
            f"{each.per_run:.2f}",
            f"{each.runs_with_any} of {each.runs}",
            _figure(each.runs_with_any / each.runs, each.interval),
        )
        for each in figures
    ]
    heads = ("Programme", "Partner", "Deals", "Tests a deal", "Alerts", "a deal", "Deals with any", "Share")
    lines(heads, rows, title="Speakers of one partner, dealt at random to two sides")


def _figure(value: float | None, interval: "Interval | None") -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")
