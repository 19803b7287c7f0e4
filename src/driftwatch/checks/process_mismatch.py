"""`process_mismatch`: the partners decide, order, approve, announce or record one thing in different ways."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.procedures import DECISIONS, steps_named, subject_of
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.procedures import Item, Measure, Procedure, Ways, clauses_given
from driftwatch.stages.settle import settlement
from driftwatch.statistics.stances import Items, StanceTest, stance_test

LEAST_ITEMS = 3
"""Statements of each partner, and of each pole, from which on two ways are compared: these are explicit, so fewer than for a distribution."""
LEAST_DOCUMENTS = 2
LEAST_DIFFERENCE = 1.0
"""Difference of the means from -1 to 1: three quarters of one side's statements go one way, three quarters of the other's the other way."""
LEAST_LOW = 0.5
"""What the interval of the difference must exclude."""
LEAST_EXCHANGES = 2
"""Documents in which both ways meet; one is enough where the partners share a word of the matter, none where they share several."""
LEAST_SHARED = 4
LEAST_PLAIN = 2
"""Statements that stand for the direct way in words, more than telling of an act."""
LEAST_MISSING = 2
"""Statements that miss a step or a record."""
MANY = 30
"""Items that make a difference weigh fully."""
_MEETS = (Register.MINUTES, Register.TRANSCRIPT, Register.DOCUMENT)
_POLES = {
    Measure.FORMALITY: ("done directly, on one's own word or told afterwards", "steps beforehand"),
    Measure.RECORD: ("decided in talk: in a thread or by word", "decided where it stands on record"),
}
_QUESTIONS = {
    Measure.FORMALITY: "Which steps does {subject} need, from which size or risk on, and who may act without them?",
    Measure.RECORD: "Where must a decision stand before both sides act on it, and who puts it there by when?",
    Measure.CADENCE: "Which rhythm holds for {subject}, and what may happen in between?",
    Measure.LEAD: "How long before does each side need to know of {subject}, and what is exempt?",
}


@dataclass(frozen=True, slots=True)
class ProcessMismatch:
    """Compares, procedure by procedure, the ways that the partners speak for."""

    detection: Detection = Detection()
    kind = AlertKind.PROCESS_MISMATCH

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each procedure of which both partners say how it is done."""
        spelt = {each.id: [word for name in (each.name, *each.aliases) for word in folded_phrase(name)] for each in material.partners}
        people = {word for each in material.partners for name in (each.name, *each.aliases, *each.people) for word in folded_phrase(name)}
        ways = Ways(material.statements, given=clauses_given(material.charter, spelt), names=people)
        findings: list[Finding] = []
        coverage: list[Coverage] = []
        for pair in combinations(sorted(spelt), 2):
            found = [self._finding(one, ways, material) for one in ways.procedures(pair) if _is_worth_telling(one)]
            findings += found
            coverage.append(_coverage(pair, found, ways))
        return findings, coverage

    def _finding(self, procedure: Procedure, ways: Ways, material: Material) -> Finding:
        lacking = _lacking(procedure, ways)
        test = None if lacking else _tested(procedure, ways)
        if test is not None and test.smallest_p > self.detection.fdr:
            lacking = f"too few documents: no p value below {test.smallest_p:.2g} can be reached"
        subject = _subject(procedure, ways)
        names = [next(each.name for each in material.partners if each.id == identifier) for identifier in procedure.pair]
        holds = test is not None and lacking is None and _stands_out(procedure, test)
        return Finding(
            kind=self.kind,
            subject=subject,
            partners=procedure.pair,
            positions=tuple(_position(side, procedure, ways, material) for side in (0, 1)),
            p_value=test.p_value if test is not None and lacking is None else None,
            holds=holds,
            insufficient=lacking,
            effect=None if test is None else Effect(measure=procedure.measure.value, value=test.distance, interval=test.interval, within=test.within),
            confidence=_confidence(procedure, test),
            severity=_severity(procedure, test),
            title=_title(procedure, subject, names),
            questions=(_QUESTIONS[procedure.measure].format(subject=subject),),
            against=tuple(ways.rows[item.row].id for side in (0, 1) for item in procedure.sides[side] if item.value != _pole(procedure.sides[side])),
            common_ground=_common(procedure, names),
            clears_when=f"both partners describe {subject} in the same way, or write down one way that both then follow",
            settlement=_settled(subject, procedure, ways, material) if holds else None,
        )


def _is_worth_telling(procedure: Procedure) -> bool:
    return all(len({item.row for item in side}) >= LEAST_DOCUMENTS for side in procedure.sides)


def _lacking(procedure: Procedure, ways: Ways) -> str | None:
    """Why the ways cannot be compared; counts of poles and exchanges stay the same when sides are swapped, so the test may rest on them."""
    for partner, side in zip(procedure.pair, procedure.sides, strict=True):
        rows, documents = {item.row for item in side}, {ways.rows[item.row].document for item in side}
        if len(rows) < LEAST_ITEMS or len(documents) < LEAST_DOCUMENTS:
            return f"{partner}: {len(rows)} statements in {len(documents)} documents, {LEAST_ITEMS} in {LEAST_DOCUMENTS} needed"
    poles = Counter(item.value for side in procedure.sides for item in side)
    if min(poles[1.0], poles[-1.0]) < LEAST_ITEMS:
        return f"one way is named {min(poles[1.0], poles[-1.0])} times, {LEAST_ITEMS} needed"
    if procedure.exchanges >= LEAST_EXCHANGES or (procedure.exchanges and procedure.shared) or len(procedure.shared) >= LEAST_SHARED:
        return None
    return "nothing shows that both speak of the same thing"


def _tested(procedure: Procedure, ways: Ways) -> StanceTest:
    items = [item for side in procedure.sides for item in side]
    rows = [ways.rows[item.row] for item in items]
    # Where a decision is taken is the matter itself: there the register is no stratum.
    strata = [procedure.measure is not Measure.RECORD and row.register in _MEETS for row in rows]
    items_of = Items(
        values=np.array([item.value for item in items]),
        document=np.unique([row.document for row in rows], return_inverse=True)[1].astype(np.int64),
        register=np.array(strata, dtype=np.int64),
        speaker=np.unique([row.speaker or "" for row in rows], return_inverse=True)[1].astype(np.int64),
        side=np.array([row.partner == procedure.pair[0] for row in rows]),
    )
    digest = hashlib.sha256("\n".join(sorted(row.id for row in rows)).encode()).digest()
    return stance_test(items_of, rng=np.random.default_rng(int.from_bytes(digest[:8], "big")))


def _stands_out(procedure: Procedure, test: StanceTest) -> bool:
    low = test.interval[0] if test.interval else 0.0
    poles = [_pole(side) for side in procedure.sides]
    fitting = [sum(item.value == pole for item in side) for pole, side in zip(poles, procedure.sides, strict=True)]
    far = test.distance >= LEAST_DIFFERENCE and test.distance > test.within and low > LEAST_LOW
    return far and poles[0] != poles[1] and min(fitting) >= LEAST_ITEMS - 1 and _is_meant(procedure)


def _is_meant(procedure: Procedure) -> bool:
    """Whether somebody stands for the direct way in words, or somebody misses the steps: acts and demands alone may be two roles."""
    missing = sum(item.missing for side in procedure.sides for item in side)
    if procedure.measure is Measure.RECORD:
        return missing >= LEAST_MISSING or procedure.exchanges >= LEAST_EXCHANGES
    plain = sum(item.value < 0 and not item.weak for side in procedure.sides for item in side)
    return procedure.measure is not Measure.FORMALITY or plain >= LEAST_PLAIN or (plain > 0 and missing >= LEAST_MISSING)


def _pole(side: Sequence[Item]) -> float:
    return 1.0 if sum(item.value for item in side) > 0 else -1.0


def _subject(procedure: Procedure, ways: Ways) -> str:
    if procedure.name == DECISIONS:
        return DECISIONS
    named = subject_of([[ways.rows[item.row].text for item in side] for side in procedure.sides], procedure.name)
    return named if procedure.measure is not Measure.CADENCE or named != procedure.name else f"cadence of {named}"


def _title(procedure: Procedure, subject: str, names: Sequence[str]) -> str:
    if procedure.measure is Measure.RECORD:
        return f"{names[0]} and {names[1]} take a decision as made in different places: in talk, or on record"
    what = {Measure.CADENCE: "rhythms", Measure.LEAD: "lead times"}.get(procedure.measure, "ways")
    return f"{names[0]} and {names[1]} name different {what} for “{subject}”"


def _position(place: int, procedure: Procedure, ways: Ways, material: Material) -> Position:
    side, pole = procedure.sides[place], _pole(procedure.sides[place])
    rows = sorted({item.row for item in side})
    fitting = {item.row for item in side if item.value == pole}
    what = procedure.poles[pole > 0] if any(procedure.poles) else _POLES[procedure.measure][pole > 0]
    summary = f"{what}: {len(fitting)} of {len(rows)} statements"
    steps = steps_named([ways.rows[row].text for row in fitting]) if procedure.measure is Measure.FORMALITY and pole > 0 else ()
    times = ways.times(procedure, place)
    missing = len({item.row for item in side if item.missing})
    summary += "".join(
        [
            f"; steps named: {', '.join(steps)}" if steps else "",
            f"; times named: {', '.join(times)}" if times else "",
            f"; in {missing} of them a {'record' if procedure.measure is Measure.RECORD else 'step'} is missing" if missing else "",
        ]
    )
    evidence = tuple(ways.rows[row].id for row in sorted(fitting, key=lambda row: _rank(row, ways, material)))
    return Position(partner=procedure.pair[place], summary=summary, statements=len(rows), evidence=evidence)


def _rank(row: int, ways: Ways, material: Material) -> tuple[bool, bool, float, int]:
    """Minutes and mail before chats, whole sentences before scraps, then those that read as rules of procedure."""
    statement = ways.rows[row]
    label = float(material.probabilities[row, LABELS.index(Label.PROCESS)])
    return statement.register == Register.CHAT, len(statement.text.split()) < 5, -round(label, 1), row


def _common(procedure: Procedure, names: Sequence[str]) -> tuple[str, ...]:
    found = []
    for name, side in zip(names, procedure.sides, strict=True):
        pole = _pole(side)
        other = len({item.row for item in side if item.value != pole})
        if other:
            what = procedure.poles[pole < 0] if any(procedure.poles) else _POLES[procedure.measure][pole < 0]
            found.append(f"{name} also names the other way ({what}) in {other} of {len({item.row for item in side})} statements")
    return tuple(found)


def _confidence(procedure: Procedure, test: StanceTest | None) -> float:
    if test is None:
        return 0.05
    share = test.distance / 2 - 0.5
    return max(0.05, min(0.95, 0.5 + 0.3 * share + 0.05 * min(procedure.exchanges, 4) - 0.15 * (test.p_without_speaker > 0.2)))


def _severity(procedure: Procedure, test: StanceTest | None) -> Severity:
    """How far apart, how often it was said, met and missed."""
    if test is None:
        return Severity.LOW
    missing = sum(item.missing for side in procedure.sides for item in side)
    weight = test.distance / 2 * (min(len(procedure.rows), MANY) / MANY + min(procedure.exchanges + missing, 6) / 6) / 2
    return Severity.HIGH if weight >= 0.9 else Severity.MEDIUM if weight >= 0.4 else Severity.LOW


def _settled(subject: str, procedure: Procedure, ways: Ways, material: Material) -> Settlement | None:
    """The last agreement on it after which neither side goes on in a way of its own."""
    found = settlement(subject, procedure.pair, material.statements)
    if found is None:
        return None
    after = [[item.value for item in side if (said := ways.rows[item.row].said_at) and said.date() > found.on] for side in procedure.sides]
    return found if not all(after) or abs(float(np.mean(after[0])) - float(np.mean(after[1]))) < LEAST_DIFFERENCE else None


def _coverage(pair: tuple[str, str], findings: Sequence[Finding], ways: Ways) -> Coverage:
    tested = sorted({finding.subject for finding in findings if finding.insufficient is None})
    if tested:
        return Coverage(check=AlertKind.PROCESS_MISMATCH, partners=pair, status=CoverageStatus.RAN, why=f"procedures compared: {', '.join(tested)}")
    counts = Counter(ways.rows[item.row].partner for item in ways.items)
    said = "; ".join(f"{partner}: {counts[partner]} statements on how things are done" for partner in pair)
    need = f"no procedure has {LEAST_ITEMS} of each partner in {LEAST_DOCUMENTS} documents, and of each way"
    return Coverage(check=AlertKind.PROCESS_MISMATCH, partners=pair, status=CoverageStatus.INSUFFICIENT_DATA, why=f"{said}; {need}")
