"""How the alerts on programmes compare with what their gold knows: recall, precision, traps, what is settled, onset, quotes.

An alert is right when its kind is one that the gold allows for a difference, its partners are those of the difference, and its
subject is one of those named or at least two of its quotes stand among the gold's; so is one on a matter that the gold tolerates,
which is no recall. On what is settled none may be open. Whatever matches nothing is wrong, on a trap or elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from driftwatch.domain.alerts import Alert, AlertStatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.learn.programme_gold import LEAST_SHARED_QUOTES, Difficulty, Gold, Planted, Trap, is_subject, shared_quotes
from driftwatch.learn.scores import Score, binomial_interval


class Judgement(StrEnum):
    """What the gold says of an alert."""

    RIGHT = "right"
    TOLERATED = "tolerated"
    OUT_OF_DATE = "out of date"
    """Open, though the matter is settled."""
    WRONG = "wrong"
    RESOLVED = "resolved"
    TOO_EARLY = "resolved too early"
    """Resolved, though the matter is not settled."""
    NOT_PLANTED = "resolved, not planted"


class Fate(StrEnum):
    """What became of a planted difference."""

    FOUND = "found"
    MISSED = "missed"
    RESOLVED = "settled, resolved"
    SILENT = "settled, silent"
    STILL_OPEN = "settled, still open"


_RAISED = (Judgement.RIGHT, Judgement.TOLERATED, Judgement.OUT_OF_DATE, Judgement.WRONG)
_RIGHT = (Judgement.RIGHT, Judgement.TOLERATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAlert:
    """An alert beside the gold; its text is left out, so that no person is named."""

    kind: AlertKind
    subject: str
    partners: tuple[str, ...]
    severity: Severity
    confidence: float
    judgement: Judgement
    meets: tuple[str, ...]
    """Ids of the planted differences that it speaks of."""
    traps: tuple[str, ...]
    """The first subject of each trap that it met."""
    quotes: int
    known_quotes: int
    """How many of the quotes stand among those of the differences that it speaks of."""

    @property
    def raised(self) -> bool:
        """Whether it waits for people: all but what comes as resolved."""
        return self.judgement in _RAISED

    @property
    def right(self) -> bool:
        """Whether raising it was right."""
        return self.judgement in _RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlanted:
    """A planted difference beside the alerts."""

    id: str
    kind: AlertKind
    difficulty: Difficulty | None
    fate: Fate
    days_late: int | None = None
    """From the gold's onset to the first alert's `first_seen`, below zero where that lies before; None where one is not known."""

    @property
    def settled(self) -> bool:
        """Whether nothing was to be found any more."""
        return self.fate not in (Fate.FOUND, Fate.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeResult:
    """One programme beside its gold."""

    name: str
    planted: tuple[JudgedPlanted, ...]
    alerts: tuple[JudgedAlert, ...]


def compared(name: str, alerts: Sequence[Alert], gold: Gold) -> ProgrammeResult:
    """Each planted difference with what became of it, each alert with what it is worth."""
    return ProgrammeResult(
        name=name,
        planted=tuple(_fate(one, alerts) for one in gold.planted),
        alerts=tuple(_judged(alert, gold) for alert in alerts),
    )


def score(results: Sequence[ProgrammeResult], *, benchmark: str, what: str) -> Score:
    """One line over these programmes: open alerts against the differences that are not settled."""
    return _score(benchmark, what, _open(results), _raised(results))


def by_kind(results: Sequence[ProgrammeResult], *, benchmark: str) -> list[Score]:
    """A line for each kind that was planted or raised; planted differences count under what they mainly are, whatever kind found them."""
    planted, alerts = _open(results), _raised(results)
    kinds = sorted({one.kind for one in planted} | {alert.kind for alert in alerts}, key=list(AlertKind).index)
    return [
        _score(benchmark, kind.value, [one for one in planted if one.kind is kind], [alert for alert in alerts if alert.kind is kind])
        for kind in kinds
    ]


def by_difficulty(results: Sequence[ProgrammeResult], *, benchmark: str) -> list[Score]:
    """A line for each difficulty; alerts have none."""
    planted = _open(results)
    return [_score(benchmark, level.value, [one for one in planted if one.difficulty is level], ()) for level in Difficulty]


def without_tolerated(results: Sequence[ProgrammeResult], *, benchmark: str, what: str) -> Score:
    """The same as `score` with the alerts on tolerated matters left out of the count."""
    return _score(benchmark, what, _open(results), [alert for alert in _raised(results) if alert.judgement is not Judgement.TOLERATED])


def trapped(results: Iterable[ProgrammeResult]) -> list[tuple[str, JudgedAlert]]:
    """Every raised alert that met a trap, beside its programme."""
    return [(result.name, alert) for result in results for alert in result.alerts if alert.raised and alert.traps]


def fates(results: Sequence[ProgrammeResult], fate: Fate) -> int:
    """How many planted differences ended so."""
    return sum(one.fate is fate for result in results for one in result.planted)


def days_late(results: Iterable[ProgrammeResult]) -> list[int]:
    """Of each open difference that was found, sorted."""
    return sorted(one.days_late for result in results for one in result.planted if one.days_late is not None)


def localised(results: Sequence[ProgrammeResult]) -> list[float]:
    """Of each alert on an open difference, the share of its quotes that stand among the gold's, sorted."""
    return sorted(alert.known_quotes / alert.quotes for alert in _raised(results) if alert.judgement is Judgement.RIGHT and alert.quotes)


def _open(results: Iterable[ProgrammeResult]) -> list[JudgedPlanted]:
    return [one for result in results for one in result.planted if not one.settled]


def _raised(results: Iterable[ProgrammeResult]) -> list[JudgedAlert]:
    return [alert for result in results for alert in result.alerts if alert.raised]


def _score(benchmark: str, what: str, planted: Sequence[JudgedPlanted], alerts: Sequence[JudgedAlert]) -> Score:
    found = sum(one.fate is Fate.FOUND for one in planted)
    right = sum(alert.right for alert in alerts)
    return Score(
        benchmark=benchmark,
        what=what,
        expected=len(planted),
        said=len(alerts),
        right=right,
        found=found,
        precision_interval=binomial_interval(right, len(alerts)),
        recall_interval=binomial_interval(found, len(planted)),
    )


def _judged(alert: Alert, gold: Gold) -> JudgedAlert:
    meant = [one for one in gold.planted if one.is_meant_by(alert)]
    judgement = _judgement(alert, meant, gold)
    known = [quote for one in meant for quote in one.quotes]
    return JudgedAlert(
        kind=alert.kind,
        subject=alert.subject,
        partners=tuple(sorted(alert.partners)),
        severity=alert.severity,
        confidence=alert.confidence,
        judgement=judgement,
        meets=tuple(one.id for one in meant),
        traps=tuple(dict.fromkeys(trap.subjects[0] for trap in gold.traps if _meets(alert, trap, right=judgement in _RIGHT))),
        quotes=len({piece.quote for piece in alert.evidence}),
        known_quotes=shared_quotes(alert, known),
    )


def _judgement(alert: Alert, meant: Sequence[Planted], gold: Gold) -> Judgement:
    unsettled = any(not one.settled for one in meant)
    tolerated = any(matter.allows(alert) and is_subject(alert.subject, matter.subjects) for matter in gold.tolerated)
    if alert.status is AlertStatus.RESOLVED:
        return Judgement.TOO_EARLY if unsettled else Judgement.RESOLVED if meant or tolerated else Judgement.NOT_PLANTED
    if unsettled:
        return Judgement.RIGHT
    if tolerated:
        return Judgement.TOLERATED
    return Judgement.OUT_OF_DATE if meant else Judgement.WRONG


def _meets(alert: Alert, trap: Trap, *, right: bool) -> bool:
    """By its quotes, or by its subject where that is not right for another reason."""
    return shared_quotes(alert, trap.quotes) >= LEAST_SHARED_QUOTES or (not right and is_subject(alert.subject, trap.subjects))


def _fate(one: Planted, alerts: Sequence[Alert]) -> JudgedPlanted:
    meant = [alert for alert in alerts if one.is_meant_by(alert)]
    raised = [alert for alert in meant if alert.status is not AlertStatus.RESOLVED]
    if one.settled:
        fate = Fate.STILL_OPEN if raised else Fate.RESOLVED if meant else Fate.SILENT
        return JudgedPlanted(id=one.id, kind=one.kind, difficulty=one.difficulty, fate=fate)
    fate = Fate.FOUND if raised else Fate.MISSED
    seen = min((alert.first_seen for alert in raised if alert.first_seen), default=None)
    return JudgedPlanted(id=one.id, kind=one.kind, difficulty=one.difficulty, fate=fate, days_late=_days(one.onset, seen))


def _days(onset: date | None, seen: date | None) -> int | None:
    return (seen - onset).days if onset and seen else None
