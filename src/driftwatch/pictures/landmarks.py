"""What happened on the way: the charter and its changes, what both sides agreed on, the first evidence of each alert, days that both wait for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from driftwatch.domain.assertion import withheld
from driftwatch.domain.charter_days import CharterDay, DayKind, charter_days
from driftwatch.domain.dates import dates_in, near, yearless
from driftwatch.domain.gate_families import EVENTS, GATE_WORDS
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.persons import Persons
from driftwatch.domain.pictures import HappeningKind, Landmark
from driftwatch.domain.words import words
from driftwatch.pictures.raised import raised
from driftwatch.pictures.sight import Sight
from driftwatch.tables import StatementRow

MOST_DAYS = 12
"""Days that are waited for: those that most statements name."""
AHEAD = timedelta(days=400)
"""How far ahead a day without its year, or with it, is taken for one that is waited for."""
_AWAITED = (
    EVENTS
    | GATE_WORDS
    | frozenset("pilot release rollout review audit cutover switchover freeze milestone deadline trial kickoff opening rehearsal premiere".split())
)
_AGREED = (
    AlertKind.TERM_MEANING,
    AlertKind.TERM_VARIANT,
    AlertKind.DONE_CRITERIA,
    AlertKind.GOAL_PRIORITY,
    AlertKind.METRIC_TARGET,
    AlertKind.RISK_POSTURE,
    AlertKind.PROCESS_MISMATCH,
    AlertKind.CHARTER_DRIFT,
    AlertKind.TIME_DRIFT,
)
"""Where a settlement is an agreement in words; elsewhere it is that a thing came, or was taken up."""
_CHARTER = {
    DayKind.SIGNED: "The charter is signed",
    DayKind.IN_FORCE: "The charter takes effect",
    DayKind.AMENDED: "The charter is changed",
    DayKind.DUE: "A day that the charter names",
}
_KINDS = tuple(HappeningKind)


def landmarks(sight: Sight) -> tuple[Landmark, ...]:
    """In the order of time; only what is said with a day."""
    rows = list(sight.material.statements.rows())
    found = [*_of_charter(sight.material.charter), *_agreements(sight, rows), *_first_evidence(sight, rows)]
    found += _awaited(rows, known={landmark.on for landmark in found if landmark.kind is HappeningKind.GATE})
    return tuple(sorted(found, key=lambda landmark: (landmark.on, _KINDS.index(landmark.kind), landmark.what, landmark.alert or "")))


def _of_charter(charter: str) -> Iterator[Landmark]:
    for day in charter_days(charter):
        kind = HappeningKind.GATE if day.kind is DayKind.DUE else HappeningKind.CHARTER
        yield Landmark(on=day.on, kind=kind, what=_CHARTER[day.kind] + _part(day))


def _part(day: CharterDay) -> str:
    if not day.part:
        return ""
    if day.kind is DayKind.DUE:
        return f" (clause {day.part}{f', {day.heading}' if day.heading else ''})"
    return f" (annex {day.part})" if day.kind is DayKind.AMENDED else f" (version {day.part})"


def _agreements(sight: Sight, rows: list[StatementRow]) -> list[Landmark]:
    """Each once: a term and its criteria are settled by the same words. Of alerts that may be known of, where two partners can be read."""
    said_by = {row.id: row.partner for row in rows}
    found: dict[tuple[date, str], Landmark] = {}
    alerts = {id(one.finding): one.id for one in raised(sight)}
    for entry in sight.judged:
        settled = entry.finding.settlement
        alert = alerts.get(id(entry.finding))
        if settled is None or alert is None or entry.finding.kind not in _AGREED:
            continue
        read = tuple(name for name in settled.evidence if name in said_by)
        if len({said_by[name] for name in read} - {None}) < 2:
            continue
        subject = entry.finding.subject
        own = Landmark(on=settled.on, kind=HappeningKind.AGREEMENT, what=f"Agreement on “{subject}”", alert=alert, statements=read)
        found.setdefault((settled.on, subject), own)
    return list(found.values())


def _first_evidence(sight: Sight, rows: list[StatementRow]) -> Iterator[Landmark]:
    """Where several statements are of the first day, one that names nobody."""
    days = {row.id: row.said_at.date() for row in rows if row.said_at is not None}
    persons = Persons(sight.material.partners, speakers=sorted({row.speaker for row in rows if row.speaker}))
    texts = {row.id: row.text for row in rows}
    for one in raised(sight):
        evidence = [name for position in one.finding.positions for name in position.evidence if name in days]
        said = [(days[name], persons.search(texts[name]) is not None, name) for name in evidence]
        if said:
            on, _, name = min(said)
            what = f"First statement on “{one.finding.subject}”"
            yield Landmark(on=on, kind=HappeningKind.FIRST_EVIDENCE, what=what, alert=one.id, statements=(name,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Naming:
    """A statement that names a day ahead, and what it says will be then."""

    on: date
    what: frozenset[str]
    partner: str
    statement: str
    said: date


def _awaited(rows: list[StatementRow], *, known: set[date]) -> list[Landmark]:
    """Days that two partners name ahead of time in the same word for what will be then."""
    named: defaultdict[date, list[_Naming]] = defaultdict(list)
    for row in rows:
        for naming in _naming(row):
            named[naming.on].append(naming)
    found = [(each, landmark) for on, each in sorted(named.items()) if on not in known for landmark in _of_day(on, each)]
    return [landmark for _, landmark in sorted(found, key=lambda one: (-len(one[0]), one[1].on))[:MOST_DAYS]]


def _naming(row: StatementRow) -> Iterator[_Naming]:
    if row.partner is None or row.said_at is None or not any(sign.isdigit() for sign in row.text):
        return
    said = row.said_at.date()
    days = {hit.day for hit in dates_in(row.text) if hit.guessed is None}
    days |= {day for month, number, _ in yearless(row.text) if (day := near(month, number, said)) is not None}
    ahead = {day for day in days if said < day <= said + AHEAD}
    what = frozenset(word.folded for word in words(row.text)) & _AWAITED if len(ahead) == 1 else frozenset[str]()
    if what and withheld(row.text) is None:
        yield _Naming(on=min(ahead), what=what, partner=row.partner, statement=row.id, said=said)


def _of_day(on: date, named: list[_Naming]) -> Iterator[Landmark]:
    """The word that most statements share, if those are of two partners."""
    counted = {word: [one for one in named if word in one.what] for word in sorted({word for one in named for word in one.what})}
    shared = {word: each for word, each in counted.items() if len({one.partner for one in each}) > 1}
    if not shared:
        return
    word = min(shared, key=lambda word: (-len(shared[word]), word))
    first = {one.partner: one.statement for one in sorted(shared[word], key=lambda one: (one.said, one.statement), reverse=True)}
    yield Landmark(on=on, kind=HappeningKind.GATE, what=f"“{word}”: both sides name this day ahead", statements=tuple(sorted(first.values())))
