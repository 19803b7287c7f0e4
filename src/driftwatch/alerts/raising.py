"""From judged findings to alerts: neutral, with as many verbatim quotes of each side, the same on every machine."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, tzinfo

from driftwatch.alerts.identity import alert_id, parity
from driftwatch.alerts.merging import grouped, told
from driftwatch.alerts.quoting import quotes
from driftwatch.domain.alerts import Alert, AlertStatus, Side, Windows
from driftwatch.domain.groups import Group
from driftwatch.domain.meaning import AlertKind, Effect, Finding, Judged, Position, Severity, Verdict
from driftwatch.domain.persons import Persons
from driftwatch.domain.talk import Partner
from driftwatch.domain.weeks import windows_of
from driftwatch.records import StatementRecord

_SEVERITIES = tuple(Severity)
EVEN, DOUBTED = 0.5, 0.4
"""Share of what confidence has above even that is left where the interval reaches into what a side differs within itself: more likely than
not, no more."""


def raise_alerts(
    judged: Iterable[Judged],
    statements: Mapping[str, StatementRecord],
    *,
    programme: str,
    partners: Sequence[Partner],
    formerly: Collection[str] = (),
    formerly_told_with: Collection[str] = (),
    aside: Collection[str] = (),
    timezone: tzinfo = UTC,
    raise_windows: int = 2,
) -> tuple[Group, ...]:
    """The alerts of a scan, those of one matter together, high severity and confidence first.

    `statements` are those that the findings name, by id; `programme` is its key; `partners` are needed to quote statements
    that name nobody; `formerly` are the ids of alerts raised earlier, and `formerly_told_with` of those that were
    told with them: one that is settled now is raised as resolved; `aside` are those that people have put aside. A finding without a
    quotable statement of each side is not raised. What was said in fewer than `raise_windows` calendar windows is raised all the
    same, and called pooled.
    """
    persons = Persons(partners, speakers=_speakers(statements), texts=(statement.text for statement in statements.values()))
    raised: dict[str, Alert] = {}
    for entry in judged:
        identifier = alert_id(programme, entry.finding.kind, entry.finding.partners, entry.finding.subject)
        if _concerns_people(entry, identifier in formerly or identifier in formerly_told_with):
            for alert in _raised(entry, identifier, statements, persons):
                counted = replace(alert, windows=_windows(entry.finding, statements, timezone, raise_windows))
                raised[identifier] = min(counted, raised.get(identifier, counted), key=_rank)
    return tuple(sorted(grouped(tuple(raised.values()), formerly=formerly, aside=aside), key=lambda group: _rank(told(group))))


def _speakers(statements: Mapping[str, StatementRecord]) -> list[str]:
    return list(dict.fromkeys(statement.speaker for statement in statements.values() if statement.speaker))


def _windows(finding: Finding, statements: Mapping[str, StatementRecord], timezone: tzinfo, least: int) -> Windows:
    said = [statements[name].said_at for position in finding.positions for name in position.evidence]
    count = len(windows_of(said, timezone))
    return Windows(count=count, pooled=count < least)


def _concerns_people(entry: Judged, raised_before: bool) -> bool:
    return entry.verdict is Verdict.DIVERGENT or (raised_before and entry.finding.settlement is not None)


def _rank(alert: Alert) -> tuple[int, float, str, float, str]:
    """Severity, confidence, id; between two findings on one matter the stronger, then the one that reads first."""
    return -_SEVERITIES.index(alert.severity), -alert.confidence, alert.id, 1.0 if alert.p_value is None else alert.p_value, repr(alert)


def _raised(entry: Judged, identifier: str, statements: Mapping[str, StatementRecord], persons: Persons) -> Iterator[Alert]:
    """The finding as an alert; nothing where a side has nothing to quote."""
    finding = entry.finding
    order = sorted(finding.partners, reverse=bool(parity(identifier)))
    places = {partner: place for place, partner in enumerate(order)}
    positions = sorted(finding.positions, key=lambda position: places.get(position.partner, len(places)))
    sides = [(position, _named(finding, position, statements)) for position in positions]
    evidence = quotes(sides, subject=finding.subject, persons=persons)
    unheard = set(order) - {piece.partner for piece in evidence}
    if not evidence or (unheard and finding.kind is not AlertKind.ONE_SIDED_TOPIC):
        return
    first, last = _seen(said for _, said in sides)
    yield Alert(
        id=identifier,
        kind=finding.kind,
        subject=finding.subject,
        title=finding.title,
        partners=tuple(order),
        severity=finding.severity,
        confidence=_confidence(finding),
        p_value=_significant(finding.p_value),
        q_value=_significant(entry.q_value),
        status=AlertStatus.RESOLVED if finding.settlement else AlertStatus.OPEN,
        first_seen=first,
        last_seen=last,
        sides=tuple(Side(partner=position.partner, summary=position.summary, statements=position.statements) for position in positions),
        evidence=evidence,
        against=finding.against,
        questions=finding.questions,
        effect=_rounded(finding.effect),
        common_ground=finding.common_ground,
        clears_when=finding.clears_when,
    )


def _named(finding: Finding, position: Position, statements: Mapping[str, StatementRecord]) -> list[StatementRecord]:
    unknown = [identifier for identifier in position.evidence if identifier not in statements]
    if unknown:
        raise ValueError(f"{finding.kind} on {finding.subject!r}: the evidence names statements that do not exist: {', '.join(unknown[:3])}")
    return [statements[identifier] for identifier in position.evidence]


def _seen(said: Iterable[Sequence[StatementRecord]]) -> tuple[date | None, date | None]:
    """The first and the last day on which any of it was said, in the statements' own zones."""
    days = [statement.said_at.date() for statements in said for statement in statements if statement.said_at]
    return min(days, default=None), max(days, default=None)


def _confidence(finding: Finding) -> float:
    effect, sure = finding.effect, min(max(float(finding.confidence), 0.0), 1.0)
    doubtful = effect is not None and effect.interval is not None and effect.within is not None and effect.interval[0] < effect.within
    return round(min(sure, EVEN + (sure - EVEN) * DOUBTED) if doubtful else sure, 2)


def _significant(probability: float | None) -> float | None:
    return None if probability is None else float(f"{float(probability):.4g}")


def _rounded(effect: Effect | None) -> Effect | None:
    if effect is None:
        return None
    interval = effect.interval and (round(float(effect.interval[0]), 3), round(float(effect.interval[1]), 3))
    within = None if effect.within is None else round(float(effect.within), 3)
    return replace(effect, value=round(float(effect.value), 3), interval=interval, within=within)
