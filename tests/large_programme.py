"""An invented programme of any size as a scan leaves it, with all its pictures: the same for the same seed, whatever the machine.

`large_scan(statements=100_000, alerts=1_000)` is what sizes and times are measured on; `large_scan(statements=n)` with n of 0, 1, 2 or 10 is
what must not crash. One in twenty sources is one partner's own, so that the views of the partners differ.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from driftwatch.alerts.identity import alert_id
from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState, Evidence, Outcome, RunRecord, Side, Substatus, Windows
from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Severity, Verdict
from driftwatch.domain.pictures import (
    Course,
    CoursePoint,
    CriterionRow,
    DoneMatrix,
    Estimate,
    HappeningKind,
    Heard,
    Landmark,
    Mention,
    Neighbour,
    Part,
    Pictures,
    Profile,
    ProfileRow,
    Raising,
    Sense,
    SilenceMap,
    TermMap,
    TopicRow,
    UsagePoint,
)
from driftwatch.domain.talk import FileReport, FileStatus, Partner, Register, Share, programme_key
from driftwatch.domain.view import EVERYTHING, JOINT, Owned, View
from driftwatch.records import ScanRecord, StatementRecord, TermRecord

Chosen = TypeVar("Chosen")
NAME = "Meridian Corridor"
PARTNERS = (
    Partner(id="kestrel", name="Kestrel Robotics", aliases=("KR",), people=("Ines Falk", "Otto Brandt", "Runa Voss", "Emil Sorge", "Lea Marten")),
    Partner(id="harbourline", name="Harbourline Freight", people=("Jack Tolland", "Moira Pell", "Sean Wick", "Abel Crane", "Tess Rowan")),
)
BETWEEN = ("kestrel", "harbourline")
AUDIENCES: Mapping[str, View] = {"joint": JOINT, "all": EVERYTHING, **{partner: View(partner=partner) for partner in BETWEEN}}
START, DAYS = date(2025, 1, 6), 450
AT = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
TERMS = tuple(
    "acceptance availability backlog baseline capacity cutover deadline delivery efficiency escalation forecast handover incident "
    "interface latency launch milestone outage pilot pipeline priority quality readiness release resilience rollout rollback safety scale scope "
    "service shipment sign-off slot standard support throughput trial turnaround uptime utilisation validation visibility yard".split()
)
_THINGS = (
    "crane gate", "dock scheduler", "forecast service", "kiosk", "lane planner", "loading robot", "manifest import", "pallet scanner",
    "port portal", "route engine", "sensor mesh", "slot booking", "storage grid", "tracking feed", "yard map", "weighbridge link",
)  # fmt: skip
_CHECKS = (
    "the simulator ran a full day without an error", "the metrics are signed", "it has stood two weeks at a live depot",
    "the operators are trained", "the audit is closed", "the rollback was rehearsed", "the hand-over notes are accepted",
    "both duty managers have signed", "the load test held at peak", "the data was reconciled",
)  # fmt: skip
_OUTCOMES = ("market share", "revenue", "lower cost", "innovation", "fit with daily work", "reliability", "compliance", "speed")
_ATTITUDES = ("avoid failure in public", "learn from failure", "insure against loss", "wait for proof", "try it small first")
_TAILS = (
    "before the spring window", "in the next two sprints", "for the northern yards", "once the permits are in", "unless the weather turns",
    "as we agreed in March", "for every shift, nights included", "with the present crew", "and not only on paper", "when the season starts",
    "at the second terminal", "without another board paper", "for the first three lanes", "and we keep a record of it",
    "as the charter has it", "on both sides of the gate",
)  # fmt: skip
_SAYINGS: Mapping[Label, tuple[str, ...]] = {
    Label.GOAL: (
        "We want more {term} of the {thing} {tail}.",
        "What counts for us is {outcome}, {tail}.",
        "The {thing} has to bring {outcome} {tail}.",
    ),
    Label.DONE: (
        "The {thing} is done when {check}, {tail}.",
        "We call the {term} finished once {check}.",
        "Nothing is accepted before {check} {tail}.",
    ),
    Label.RISK: ("If the {thing} fails {tail}, the {term} is gone.", "We would rather {attitude} with the {thing} {tail}."),
    Label.METRIC: ("{term} of the {thing} stands at {n} per cent {tail}.", "The target for {term} is {n} a day {tail}."),
    Label.COMMITMENT: ("We send {n} people for the {thing} {tail}.", "Our side pays the {term} of the {thing} {tail}."),
    Label.PROCESS: ("A change of the {thing} needs {n} days of notice {tail}.", "The {term} goes through the steering group {tail}."),
    Label.DEFINITION: ("By {term} we mean that {check}.", "{term} is what the {thing} does {tail}."),
}
_WORDS: Mapping[str, Sequence[str]] = {
    "term": TERMS,
    "thing": _THINGS,
    "check": _CHECKS,
    "tail": _TAILS,
    "outcome": _OUTCOMES,
    "attitude": _ATTITUDES,
    "n": tuple(map(str, range(2, 99))),
}
_ASIDES = ("Who has the key to the {thing}?", "Let us go through the {thing} again {tail}.", "The minutes on {term} are corrected {tail}.")
_STATUSES = (AlertStatus.OPEN,) * 10 + (AlertStatus.ACKNOWLEDGED,) * 4 + (AlertStatus.RESOLVED,) * 3 + tuple(AlertStatus)
_SEVERITIES = (Severity.LOW,) * 11 + (Severity.MEDIUM,) * 7 + (Severity.HIGH,) * 2
_REGISTERS = (Register.MINUTES,) * 5 + (Register.CHAT,) * 3 + (Register.MAIL, Register.TRANSCRIPT, Register.DOCUMENT)
_ENDINGS = {Register.MINUTES: "md", Register.CHAT: "json", Register.MAIL: "eml", Register.TRANSCRIPT: "vtt", Register.DOCUMENT: "pdf"}
_PLACES = {Register.MINUTES: "line", Register.CHAT: "message", Register.MAIL: "message", Register.TRANSCRIPT: "cue", Register.DOCUMENT: "paragraph"}
_DOUBTS = tuple(place / 1024 for place in range(1, 100))
_SOURCES, _LARGEST = 40, 180
"""There are so many sources at least, and none holds more statements than this."""


def large_scan(*, statements: int, alerts: int = 0, seed: int = 7, pictures: bool = True) -> ScanRecord:
    """A scan of so many statements and alerts; where there are fewer statements than alerts need, there are fewer alerts."""
    chance = random.Random(f"large programme {seed}")
    each = max(1, min(_LARGEST, statements // _SOURCES))
    sources = _sources(chance, -(-statements // each))
    said = tuple(_statement(chance, number, sources[number // each], each) for number in range(statements))
    by_partner = {partner: [row for row in said if row.partner == partner] for partner in BETWEEN}
    raised = _alerts(chance, by_partner, alerts)
    run = RunRecord(at=AT, driftwatch="0.1.0", models=(("statements", "ab" * 32), ("usages", "ef" * 32)), config="cd" * 32)
    scan = ScanRecord(
        outcome=Outcome(programme=NAME, run=run, coverage=_coverage(statements), alerts=raised),
        partners=PARTNERS,
        files=tuple(_file(source, said[place * each : (place + 1) * each]) for place, source in enumerate(sources)),
        statements=said,
        terms=_terms(chance, statements),
    )
    return with_pictures(scan, seed=seed) if pictures else scan


def with_pictures(scan: ScanRecord, *, seed: int = 7) -> ScanRecord:
    """The scan with the pictures of every audience."""
    own = any(file.visibility for file in scan.files)
    audiences = AUDIENCES if own else {"joint": JOINT}
    return replace(scan, pictures={name: large_pictures(scan, view, seed=seed) for name, view in audiences.items()})


def large_pictures(scan: ScanRecord, view: View, *, seed: int = 7) -> Pictures:
    """What is drawn of the scan for this audience, of the statements that it may read alone."""
    chance = random.Random(f"pictures {seed}")
    readable = [row for row in scan.statements if view.reads(row.own.partner if row.own else None)]
    if not readable:
        return Pictures()
    by_partner = {partner: [row.id for row in readable if row.partner == partner] for partner in BETWEEN}
    by_kind = defaultdict[AlertKind, list[Alert]](list)
    for alert in scan.outcome.alerts:
        by_kind[alert.kind].append(alert)
    palette = _Palette(chance, by_partner)
    few = 1 if len(readable) < 100 else 8 if len(readable) < 10_000 else 99
    return Pictures(
        terms=tuple(palette.term(term, alert) for term, alert in zip(TERMS[:few], _padded(by_kind[AlertKind.TERM_MEANING]), strict=False)),
        done=tuple(palette.gate(gate, alert) for gate, alert in zip(_THINGS[:few], _padded(by_kind[AlertKind.DONE_CRITERIA]), strict=False)),
        goals=palette.profile(_OUTCOMES, by_kind[AlertKind.GOAL_PRIORITY][:6]),
        risks=palette.profile(_ATTITUDES, by_kind[AlertKind.RISK_POSTURE][:6]),
        silence=SilenceMap(
            rows=tuple(palette.topic(term, alert) for term, alert in zip(TERMS[:few], _padded(by_kind[AlertKind.ONE_SIDED_TOPIC]), strict=False)),
            documents=len({row.document for row in readable}),
        ),
        heard=_heard(readable),
        courses=tuple(palette.course(alert) for alert in scan.outcome.alerts if alert.effect),
        landmarks=tuple(palette.landmark(number, scan.outcome.alerts) for number in range(min(120, len(readable)))),
        kinds=tuple(AlertKind),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    name: str
    register: Register
    day: date
    owner: str | None


def _sources(chance: random.Random, count: int) -> list[_Source]:
    found = []
    for place in range(count):
        register, day = chance.choice(_REGISTERS), START + timedelta(days=place * DAYS // count)
        owner = BETWEEN[place // 20 % 2] if place % 20 == 19 else None
        folder = f"own-{owner}" if owner else register.value
        found.append(_Source(name=f"{folder}/{day}-{place:04}.{_ENDINGS[register]}", register=register, day=day, owner=owner))
    return found


def _statement(chance: random.Random, number: int, source: _Source, each: int) -> StatementRecord:
    partner = source.owner or (None if chance.random() < 0.06 else PARTNERS[chance.random() < 0.48].id)
    label = None if chance.random() < 0.25 else _one(chance, LABELS)
    saying = _one(chance, _SAYINGS[label] if label else _ASIDES)
    people = next((known.people for known in PARTNERS if known.id == partner), ())
    said_at = datetime(source.day.year, source.day.month, source.day.day, 8 + number % 9, number * 7 % 60, tzinfo=UTC)
    return StatementRecord(
        id=f"{chance.getrandbits(64):016x}",
        text=_worded(chance, saying),
        partner=partner,
        speaker=_one(chance, people) if people else None,
        said_at=None if number % 97 == 96 else said_at,
        source=source.name,
        locator=f"{_PLACES[source.register]} {number % each + 4}",
        document=source.name.rpartition("/")[2],
        register=source.register.value,
        labels={known: (0.8 if known is label else 0.0) + _one(chance, _DOUBTS) for known in LABELS},
        predicted=(label,) if label else (),
        own=Owned(partner=source.owner) if source.owner else None,
    )


def _one(chance: random.Random, choices: Sequence[Chosen]) -> Chosen:
    """Any of them, three times as quickly as `choice` takes it."""
    return choices[int(chance.random() * len(choices))]


def _worded(chance: random.Random, saying: str) -> str:
    text = saying.format_map({name: _one(chance, words) for name, words in _WORDS.items() if f"{{{name}}}" in saying})
    return text[0].upper() + text[1:]


def _file(source: _Source, rows: Sequence[StatementRecord]) -> FileReport:
    dated = [row.said_at for row in rows if row.said_at]
    partly = sum(map(ord, source.name)) % 40 == 0
    return FileReport(
        source=source.name,
        kind=source.register.value,
        status=FileStatus.PARTLY if partly else FileStatus.READ,
        messages=len(rows),
        statements=len(rows),
        unattributed=sum(row.partner is None for row in rows),
        first=min(dated, default=None),
        last=max(dated, default=None),
        guessed=("no time zone: taken as UTC",) if source.register is Register.CHAT else (),
        dropped={"heading": 3, "boilerplate": 1},
        visibility=source.owner,
        share=Share.COUNTS,
    )


def _coverage(statements: int) -> tuple[Coverage, ...]:
    if statements < 100:
        return tuple(
            Coverage(check=kind, partners=BETWEEN, status=CoverageStatus.INSUFFICIENT_DATA, why=f"{BETWEEN[0]}: {statements // 2} of 25 statements")
            for kind in AlertKind
        )
    return tuple(Coverage(check=kind, partners=BETWEEN, status=CoverageStatus.RAN) for kind in AlertKind)


def _terms(chance: random.Random, statements: int) -> tuple[TermRecord, ...]:
    if not statements:
        return ()
    verdicts = [Verdict.INSUFFICIENT] if statements < 100 else [Verdict.SAME] * 5 + [Verdict.INSUFFICIENT] * 3 + [Verdict.DIVERGENT] * 2
    found = []
    for term in sorted(TERMS):
        verdict = chance.choice(verdicts)
        known = verdict is not Verdict.INSUFFICIENT
        found.append(
            TermRecord(
                term=term,
                partners=("kestrel", "harbourline"),
                n=(chance.randrange(9, 400), chance.randrange(9, 400)) if known else (chance.randrange(4), chance.randrange(4)),
                divergence=round(chance.random() / 2, 4) if known else None,
                p_value=round(chance.random() / 20, 5) if known else None,
                q_value=round(chance.random() / 10, 5) if known else None,
                verdict=verdict.value,
                smallest_shift=0.3 if known else None,
                glosses=(_gloss(chance), _gloss(chance)) if known else None,
            )
        )
    return tuple(found)


def _alerts(chance: random.Random, by_partner: Mapping[str, Sequence[StatementRecord]], count: int) -> tuple[Alert, ...]:
    if min(map(len, by_partner.values())) < 4:
        return ()
    kinds, key, seen, found = list(AlertKind), programme_key(NAME), set[str](), list[Alert]()
    while len(found) < count:
        kind = kinds[len(found) % len(kinds)]
        subject = f"{chance.choice(TERMS)} of the {chance.choice(_THINGS)}" + (f", part {len(found) // 500 + 1}" if len(found) >= 500 else "")
        identifier = alert_id(key, kind, BETWEEN, subject)
        if identifier not in seen:
            seen.add(identifier)
            found.append(_alert(chance, identifier, kind, subject, by_partner))
    return tuple(found)


def _alert(chance: random.Random, identifier: str, kind: AlertKind, subject: str, by_partner: Mapping[str, Sequence[StatementRecord]]) -> Alert:
    partners = BETWEEN[:: chance.choice((1, -1))]
    said = {partner: chance.sample(by_partner[partner], min(6, len(by_partner[partner]))) for partner in partners}
    evidence = tuple(_evidence(row) for partner in partners for row in said[partner])
    dated = sorted(piece.said_at.date() for piece in evidence if piece.said_at)
    value, tested = round(0.15 + 0.4 * chance.random(), 6), kind is not AlertKind.METRIC_TARGET
    weeks = len({day.isocalendar()[:2] for day in dated})
    return Alert(
        id=identifier,
        kind=kind,
        subject=subject,
        title=f"The partners speak of “{subject}” in two ways",
        partners=partners,
        severity=chance.choice(_SEVERITIES),
        confidence=round(chance.uniform(0.5, 0.99), 4),
        p_value=round(0.0002 + chance.random() / 100, 6) if tested else None,
        q_value=round(0.001 + chance.random() / 20, 6) if tested else None,
        status=chance.choice(_STATUSES),
        first_seen=dated[0] if dated else None,
        last_seen=dated[-1] if dated else None,
        sides=tuple(Side(partner=partner, summary=f"mostly with: {_gloss(chance)}", statements=chance.randrange(12, 90)) for partner in partners),
        evidence=evidence,
        against=tuple(row.id for partner in partners for row in chance.sample(by_partner[partner], 2) if row.own is None),
        questions=(f"What would each side count as {subject} in May?", "Where would that be written down for both?"),
        effect=Effect(measure=f"difference by {kind.value}", value=value, interval=(round(value - 0.1, 6), round(value + 0.12, 6)), within=0.07)
        if tested
        else None,
        common_ground=(chance.choice(_CHECKS),),
        clears_when="both sides match for 3 windows, or the difference is agreed",
        baseline_state=chance.choice([BaselineState.UNCHANGED] * 8 + [BaselineState.UPDATED, BaselineState.NEW]),
        substatus=chance.choice(tuple(Substatus)),
        windows=Windows(count=weeks, pooled=weeks < 2),
    )


def _evidence(row: StatementRecord) -> Evidence:
    return Evidence(
        statement_id=row.id,
        partner=row.partner or "",
        quote=row.text,
        source=row.source,
        locator=row.locator,
        said_at=row.said_at,
        label=row.predicted,
    )


class _Palette:
    """Draws from the statements that one audience may read."""

    def __init__(self, chance: random.Random, by_partner: Mapping[str, Sequence[str]]) -> None:
        self._chance, self._said = chance, by_partner

    def some(self, partner: str, most: int) -> tuple[str, ...]:
        return tuple(self._chance.sample(self._said[partner], min(most, len(self._said[partner]))))

    def estimate(self, value: float) -> Estimate:
        return Estimate(value=round(value, 4), low=round(max(0.0, value - 0.09), 4), high=round(min(1.0, value + 0.11), 4))

    def term(self, term: str, alert: Alert | None) -> TermMap:
        points = tuple(
            UsagePoint(partner=partner, statement=name, x=self._place(at), y=self._place(-at))
            for at, partner in zip((-0.4, 0.4), BETWEEN, strict=True)
            for name in self.some(partner, 60)
        )
        senses = tuple(self._sense(partner, at) for at, partner in zip((-0.4, 0.4), BETWEEN, strict=True))
        thin = len(points) < 20
        verdict = Verdict.INSUFFICIENT if thin else Verdict.DIVERGENT if alert else self._chance.choice((Verdict.SAME, Verdict.INSUFFICIENT))
        measured = None if verdict is Verdict.INSUFFICIENT else self.estimate(0.15 + 0.4 * self._chance.random())
        return TermMap(
            term=term,
            verdict=verdict,
            senses=senses,
            points=points,
            divergence=measured,
            within=None if measured is None else 0.08,
            alert=alert.id if alert else None,
        )

    def gate(self, gate: str, alert: Alert | None) -> DoneMatrix:
        levels = ("simulated", "lab", "staging", "field", "accepted", "")
        rows = tuple(
            CriterionRow(criterion=check, level=levels[place % len(levels)], mentions=tuple(self._mention(partner) for partner in BETWEEN))
            for place, check in enumerate(_CHECKS)
        )
        return DoneMatrix(gate=gate, partners=BETWEEN, rows=rows, alert=alert.id if alert else None)

    def profile(self, names: Sequence[str], alerts: Sequence[Alert]) -> Profile:
        of = {partner: len(self._said[partner]) // 7 for partner in BETWEEN}
        rows = tuple(ProfileRow(name=name, parts=tuple(self._part(partner, of[partner], len(names)) for partner in BETWEEN)) for name in names)
        lacking = tuple(f"{partner}: {of[partner]} of 25 statements" for partner in BETWEEN if of[partner] < 25)
        return Profile(rows=rows, lacking=lacking, alerts=tuple(alert.id for alert in alerts))

    def topic(self, term: str, alert: Alert | None) -> TopicRow:
        raisings = []
        for partner in BETWEEN:
            raised = self._chance.randrange(0, 40)
            unanswered, said = self._chance.randrange(0, raised + 1), self.some(partner, 3)
            raisings.append(Raising(partner=partner, documents=raised + 3, raised=raised, unanswered=unanswered, statements=said))
        return TopicRow(topic=term, raisings=tuple(raisings), alert=alert.id if alert else None)

    def course(self, alert: Alert) -> Course:
        assert alert.effect is not None
        points = []
        for week in range(26):
            counts = (self._chance.randrange(0, 30), self._chance.randrange(0, 30))
            value = None if min(counts) < 4 else self.estimate(alert.effect.value + 0.1 * (self._chance.random() - 0.5))
            points.append(CoursePoint(window=START + timedelta(days=7 * (week + 38)), value=value, counts=counts))
        return Course(alert=alert.id, measure=alert.effect.measure, partners=alert.partners, points=tuple(points), within=alert.effect.within)

    def landmark(self, number: int, alerts: Sequence[Alert]) -> Landmark:
        kind = tuple(HappeningKind)[number % len(HappeningKind)]
        partner = BETWEEN[number % 2]
        return Landmark(
            on=START + timedelta(days=number * DAYS // 120),
            kind=kind,
            what=f"{kind.value}: {_THINGS[number % len(_THINGS)]}",
            alert=alerts[number % len(alerts)].id if alerts else None,
            statements=self.some(partner, 1),
        )

    def _sense(self, partner: str, at: float) -> Sense:
        words = self._chance.sample(TERMS, 12)
        neighbours = tuple(
            Neighbour(word=word, weight=round(1 - place / 14, 4), x=self._place(at), y=self._place(-at), statements=self.some(partner, 3))
            for place, word in enumerate(words)
        )
        said = self.some(partner, 5)
        usages = len(self._said[partner]) // 12
        return Sense(partner=partner, gloss=", ".join(words[:4]), usages=usages, documents=usages // 9, neighbours=neighbours, statements=said)

    def _mention(self, partner: str) -> Mention:
        standing = self._chance.choice(tuple(Standing))
        said = () if standing is Standing.ABSENT else self.some(partner, 4)
        return Mention(partner=partner, standing=standing if said else Standing.ABSENT, count=3 * len(said), statements=said)

    def _part(self, partner: str, of: int, among: int) -> Part:
        count = min(of, round(of * 2 * self._chance.random() / among))
        share = self.estimate(count / of) if of >= 25 else None
        return Part(partner=partner, count=count, of=of, share=share, statements=self.some(partner, 4) if count else ())

    def _place(self, at: float) -> float:
        return round(max(-1.0, min(1.0, self._chance.gauss(at, 0.25))), 4)


def _heard(rows: Iterable[StatementRecord]) -> tuple[Heard, ...]:
    counts, documents = Counter[tuple[date, str, str]](), defaultdict[tuple[date, str, str], set[str]](set)
    for row in rows:
        if row.said_at:
            day = row.said_at.date()
            key = (day - timedelta(days=day.weekday()), row.partner or "", row.register)
            counts[key] += 1
            documents[key].add(row.document)
    return tuple(
        Heard(window=window, partner=partner or None, register=register, statements=count, documents=len(documents[window, partner, register]))
        for (window, partner, register), count in sorted(counts.items())
    )


def _padded(alerts: Sequence[Alert]) -> list[Alert | None]:
    """Every other picture has an alert, as long as there are some."""
    return [alerts[place // 2] if place % 2 == 0 and place // 2 < len(alerts) else None for place in range(99)]


def _gloss(chance: random.Random) -> str:
    return ", ".join(chance.sample(TERMS, 5))
