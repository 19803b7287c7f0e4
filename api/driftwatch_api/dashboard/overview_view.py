"""The overview as people see it: the verdict, what to look at first, what moved, and how far it can be trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from driftwatch.domain.alert_counts import AlertCounts
from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, Outcome, Substatus
from driftwatch.domain.meaning import CoverageStatus, Severity
from driftwatch.domain.pictures import Heard
from driftwatch.domain.searches import AlertSearch
from driftwatch.domain.talk import FileReport, FileStatus
from driftwatch.records import ScanRecord
from driftwatch.report.absences import LONG, absences
from driftwatch.report.cards import Column, Context
from driftwatch.report.inputs import coverage_row
from driftwatch.report.standing import UNSETTLED, Standing, standing
from driftwatch.report.verdict import Trust
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, counted, day, figure, likelihood
from driftwatch_api.dashboard.alert_words import MOVE_WORDS
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.inbox_view import BARS, Row
from driftwatch_api.dashboard.shell import below

MOST_LACKING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One count, and the list behind it."""

    count: int
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One side of an alert in a line."""

    column: Column
    statements: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """An alert as a small card."""

    id: str
    title: str
    kind: str
    severity: str
    bars: int
    likelihood: str
    confidence: str
    status: str
    trend: str
    lines: tuple[Line, ...]
    question: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """The whole page."""

    period: str
    run_at: str
    verdict: tuple[str, str]
    warning: str
    waiting: int
    tiles: tuple[Tile, ...]
    tops: tuple[Top, ...]
    moved: tuple[tuple[datetime | None, Row], ...]
    trust: tuple[Trust, ...]
    missing: tuple[str, ...]
    lacking: tuple[str, ...]
    more_lacking: int


def tops(alerts: Sequence[Alert], context: Context, place: Place) -> tuple[Top, ...]:
    """The alerts to begin with."""
    return tuple(
        Top(
            id=alert.id,
            title=alert.title,
            kind=KIND_NAMES[alert.kind],
            severity=alert.severity.value,
            bars=BARS[alert.severity],
            likelihood=likelihood(alert.confidence),
            confidence=figure(alert.confidence),
            status=STATUS_WORDS[alert.status],
            trend=MOVE_WORDS[alert.substatus],
            lines=tuple(
                Line(column=context.column(side.partner), statements=counted(side.statements, "statement"), summary=side.summary)
                for side in alert.sides
            ),
            question=alert.questions[0] if alert.questions else "",
            address=below(place, "alerts", alert.id),
        )
        for alert in alerts
    )


def tiles(counts: AlertCounts, place: Place) -> tuple[Tile, ...]:
    """What there is; nothing is left out because it is none, but for what seldom happens."""
    waiting = AlertSearch(statuses=UNSETTLED)
    every: tuple[tuple[AlertSearch, str, Mapping[str, str], bool], ...] = (
        (waiting, "waiting for a talk", {}, True),
        (replace(waiting, substatuses=(Substatus.NEW,)), "of them new", {"trend": "new"}, True),
        (replace(waiting, substatuses=(Substatus.NARROWING,)), "getting closer", {"trend": "narrowing"}, True),
        (replace(waiting, substatuses=(Substatus.ESCALATING,)), "graver than before", {"trend": "escalating"}, False),
        (AlertSearch(statuses=(AlertStatus.RESOLVED,)), "resolved", {"status": "resolved"}, True),
        (AlertSearch(statuses=(AlertStatus.AGREED,)), "agreed differences", {"status": "agreed"}, True),
        (AlertSearch(statuses=(AlertStatus.SNOOZED,)), "snoozed", {"status": "snoozed"}, True),
        (AlertSearch(baselines=(BaselineState.ABSENT,)), "not found any more", {"status": "any", "baseline": "absent"}, False),
    )
    found = (
        Tile(count=counts.total(search), words=words, address=below(place, "alerts", **query)) if always or counts.total(search) else None
        for search, words, query, always in every
    )
    return tuple(tile for tile in found if tile is not None)


def stand(run: Outcome, alerts: Sequence[Alert], counts: AlertCounts, place: Place, files: Sequence[FileReport]) -> tuple[ScanRecord, Standing]:
    """What the report's words are made of, without the alerts that nobody looks at first."""
    scan = ScanRecord(outcome=replace(run, alerts=tuple(alerts)), partners=place.partners, files=tuple(files), statements=(), terms=())

    def number(*statuses: AlertStatus, severities: tuple[Severity, ...] = ()) -> int:
        return counts.total(AlertSearch(statuses=statuses, severities=severities))

    counted_here = replace(
        standing(scan),
        unsettled=number(*UNSETTLED),
        high=number(*UNSETTLED, severities=(Severity.HIGH,)),
        resolved=number(AlertStatus.RESOLVED),
        agreed=number(AlertStatus.AGREED),
        snoozed=number(AlertStatus.SNOOZED),
    )
    return scan, counted_here


def lacking(run: Outcome, context: Context) -> tuple[tuple[str, ...], int]:
    """The checks that had not enough data, a line each, and how many more there are."""
    rows = [coverage_row(row, context) for row in run.coverage if row.status is CoverageStatus.INSUFFICIENT_DATA]
    told = tuple(dict.fromkeys(f"{row.check}, {row.between}: {row.why or 'not enough data'}" for row in rows))
    return told[:MOST_LACKING], max(0, len(told) - MOST_LACKING)


def missing(files: Sequence[FileReport], heard: Sequence[Heard], place: Place) -> tuple[str, ...]:
    """Who was not heard lately, what did not come, what could not be read."""
    failed = [file.source for file in files if file.status is FileStatus.FAILED]
    told = [f"{counted(len(failed), 'file')} could not be read: {', '.join(failed[:3])}{' …' if len(failed) > 3 else ''}"] if failed else []
    return (*told, *_unheard(heard, place), *absences((), place.partners, files))


def _unheard(heard: Sequence[Heard], place: Place) -> list[str]:
    """Partners of whom nothing was read, or nothing for long while others were heard."""
    last: Mapping[str, date] = {
        partner.id: max((each.window for each in heard if each.partner == partner.id and each.statements), default=date.min)
        for partner in place.partners
    }
    newest = max(last.values(), default=date.min)
    lines = []
    for partner in place.partners:
        if last[partner.id] == date.min and newest > date.min:
            lines.append(f"Nothing with a date was read of {partner.name}")
        elif newest - last[partner.id] >= LONG + timedelta(days=7):
            lines.append(f"{partner.name} was last heard in the week of {day(last[partner.id])}, others until the week of {day(newest)}")
    return lines
