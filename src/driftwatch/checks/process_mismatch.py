"""`process_mismatch`: the partners decide, order, approve, announce or record one thing in different ways."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from driftwatch.domain.facets import NONE, VALUES, Facet
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.procedures import DECISIONS, steps_named, subject_of
from driftwatch.domain.stance import Stance, plainest
from driftwatch.domain.talk import Register
from driftwatch.domain.way_items import Measure, Procedure
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.attitudes import plain, way_stances
from driftwatch.stages.bases import basis_of
from driftwatch.stages.postures import Area, Compared, areas, in_area, is_main, overall
from driftwatch.stages.postures import items_of as stances_of
from driftwatch.stages.procedures import Ways, clauses_given
from driftwatch.stages.settle import agreements, settlement
from driftwatch.stages.way_tests import LEAST_DIFFERENCE, LEAST_DOCUMENTS, LEAST_ITEMS, items_of, lacking_of, pole_of, stands_out, tested
from driftwatch.statistics.stances import Items, StanceTest

WHOLE_DIFFERENCE, WHOLE_LOW, WHOLE_P, WHOLE_P_WITHOUT_SPEAKER = 0.45, 0.1, 0.01, 0.2
"""From which on ways of working differ over all, where no procedure does by itself; on a scale from -1 to 1."""
LEAST_POLE, SURE, LEAST_PLAIN = 3, 0.5, 2
"""Statements of each side, each so likely to take that side, that can be quoted, and in how many phrases of ours must stand: the model alone
carries no alert."""
MANY = 30
"""Items that make a difference weigh fully."""
_POLES = {
    Measure.FORMALITY: ("done directly or at once, on one's own word or told afterwards", "steps or time beforehand"),
    Measure.RECORD: ("decided in talk: in a thread or by word", "decided where it stands on record"),
}
OVERALL = "ways of working"
_EFFECT = "steps and time beforehand and on record against at once and in talk"
_WHOLE = {1: "asks for steps or time beforehand, or for the record", -1: "does it at once, or decides in talk"}
_QUESTIONS = {
    Measure.FORMALITY: "Which steps are needed for {subject}, from which size or risk on, and who may act without them?",
    Measure.RECORD: "Where must a decision stand before both sides act on it, and who puts it there by when?",
    Measure.CADENCE: "Which rhythm holds for {subject}, and what may happen in between?",
    Measure.LEAD: "How long before does each side need to know of {subject}, and what is exempt?",
}

_OVER_ALL = "Before which things are steps or time needed, and which may be done at once and told afterwards?"


@dataclass(frozen=True, slots=True)
class ProcessMismatch:
    """Compares, procedure by procedure, the ways that the partners speak for."""

    detection: Detection = Detection()
    kind = AlertKind.PROCESS_MISMATCH

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each procedure of which both partners say how it is done."""
        spelt = {each.id: [word for name in (each.name, *each.aliases) for word in folded_phrase(name)] for each in material.partners}
        people = {word for each in material.partners for name in (each.name, *each.aliases, *each.people) for word in folded_phrase(name)}
        sides, rhythms = material.sides(Facet.WAY), material.sides(Facet.PACE)
        ways = Ways(material.statements, sides, rhythms, given=clauses_given(material.charter, spelt), names=people)
        held = way_stances(material.statements, sides)
        findings: list[Finding] = []
        coverage: list[Coverage] = []
        for pair in combinations(sorted(spelt), 2):
            found = [self._finding(one, ways, material) for one in ways.procedures(pair) if _is_worth_telling(one)]
            if not any(finding.holds for finding in found) and (over_all := self._over_all(held, pair, material, names=people)):
                found.append(over_all)
            findings += found
            coverage.append(_coverage(pair, found, ways))
        return findings, coverage

    def _finding(self, procedure: Procedure, ways: Ways, material: Material) -> Finding:
        lacking = lacking_of(procedure, ways.rows)
        test = None if lacking else tested(procedure, ways.rows)
        if test is not None and test.smallest_p > self.detection.fdr:
            lacking = f"too few documents: no p value below {test.smallest_p:.2g} can be reached"
        subject = _subject(procedure, ways)
        names = [next(each.name for each in material.partners if each.id == identifier) for identifier in procedure.pair]
        holds = test is not None and lacking is None and stands_out(procedure, test)
        return Finding(
            kind=self.kind,
            subject=subject,
            partners=procedure.pair,
            positions=tuple(_position(side, procedure, ways) for side in (0, 1)),
            p_value=test.p_value if test is not None and lacking is None else None,
            holds=holds,
            insufficient=lacking,
            effect=None if test is None else Effect(measure=procedure.measure.value, value=test.distance, interval=test.interval, within=test.within),
            confidence=_confidence(procedure, test),
            severity=_severity(procedure, test),
            title=_title(procedure, subject, names),
            questions=_questions(procedure, subject, ways),
            against=tuple(ways.rows[item.row].id for side in procedure.sides for item in side if item.value != pole_of(side)),
            common_ground=_common(procedure, names),
            clears_when=f"both partners describe {subject} in the same way, or write down one way that both then follow",
            settlement=_settled(subject, procedure, ways, material) if holds else None,
            basis=basis_of(items_of(procedure, ways.rows), procedure.pair, material.statements) if holds else None,
        )


    def _over_all(self, held: Sequence[Stance], pair: tuple[str, str], material: Material, *, names: Collection[str]) -> Finding | None:
        """The whole way of working, on like subjects; told where it differs clearly, by the name of the subject around which it mostly does."""
        both = tuple(one for one in held if one.partner in pair)
        if material.statement_vectors is None or {one.partner for one in both} != set(pair):
            return None
        least = self.detection.min_statements
        whole = overall(both, pair, material.statements, material.statement_vectors, least=least, subject=OVERALL)
        if whole is None:
            return None
        differs = _differs(whole, pair)
        found = areas(whole.held, material.statements, pair, names=names)
        leading = next((area for area in found if is_main(area, whole) and in_area(area, whole, pair).pole(0) == whole.pole(0)), None)
        subject = leading.name if leading else OVERALL
        one, other = (next(each.name for each in material.partners if each.id == identifier) for identifier in pair)
        test = whole.test
        return Finding(
            kind=self.kind,
            subject=subject,
            partners=pair,
            positions=tuple(_posture(whole, side, material, leading) for side in (0, 1)),
            p_value=test.p_value,
            holds=differs,
            sensitive=whole.test.smallest_p <= self.detection.fdr,
            effect=Effect(measure=_EFFECT, value=test.distance, interval=test.interval, within=test.within),
            confidence=max(0.05, min(0.8, 0.4 + 0.4 * (test.interval[0] if test.interval else 0.0))),
            severity=Severity.MEDIUM if test.distance >= 2 * WHOLE_DIFFERENCE else Severity.LOW,
            title=f"{one} and {other} want different steps before a thing is done{f', most of all around “{subject}”' if leading else ''}",
            questions=(_QUESTIONS[Measure.FORMALITY].format(subject=subject) if leading else _OVER_ALL,),
            against=tuple(each.id for side in (0, 1) for each in _opposed(whole, side)),
            clears_when=f"both partners describe {subject} in the same way, or write down one way that both then follow",
            settlement=_agreed(whole, both, found, material) if differs else None,
            basis=basis_of(_matched(whole), whole.pair, material.statements) if differs else None,
        )


def _agreed(whole: Compared, held: Sequence[Stance], subjects: Sequence[Area], material: Material) -> Settlement | None:
    """The last agreement on a way that is `held` or on a subject around which ways were compared, unless they differ as much afterwards."""
    made = [one for area in subjects if (one := settlement(area.name, whole.pair, material.statements)) is not None]
    made += agreements({one.row for one in held}, whole.pair, material.statements)
    last = max(made, key=lambda one: (one.on, one.evidence), default=None)
    if last is None:
        return None
    said_at = {one.id: material.statements.row(one.row).said_at for one in whole.held}
    after = [[one for one in _held(whole, whole.of(partner)) if (moment := said_at[one.id]) and moment.date() > last.on] for partner in whole.pair]
    if not all(after):
        return last
    means = [float(np.average([one.score for one in side], weights=[one.weight for one in side])) for side in after]
    return last if abs(means[0] - means[1]) < WHOLE_DIFFERENCE else None


def _differs(whole: Compared, pair: tuple[str, str]) -> bool:
    test = whole.test
    low = test.interval[0] if test.interval else 0.0
    held = [_held(whole, whole.carried(side, partner)) for side, partner in enumerate(pair)]
    sure = min(sum(each.likely >= SURE for each in side) for side in held)
    said = min(len(plain(side)) for side in held)
    clear = test.distance >= WHOLE_DIFFERENCE and low >= WHOLE_LOW and test.p_value <= WHOLE_P
    return clear and test.p_without_speaker <= WHOLE_P_WITHOUT_SPEAKER and sure >= LEAST_POLE and said >= LEAST_PLAIN


def _matched(whole: Compared) -> Items:
    """The stances, those weighing more on whose subjects the other side says more."""
    items = stances_of(whole.held, whole.pair)
    return replace(items, weight=items.weights * whole.weight)


def _held(whole: Compared, places: Iterable[int]) -> list[Stance]:
    return [whole.held[place] for place in sorted(places)]


def _opposed(whole: Compared, side: int) -> list[Stance]:
    """What the side surely says towards the other's pole, the plainest first."""
    partner = whole.pair[side]
    return plainest(_held(whole, set(whole.of(partner)) - set(whole.carried(side, partner))), sure=SURE)


def _posture(whole: Compared, side: int, material: Material, area: Area | None) -> Position:
    partner, pole = whole.pair[side], whole.pole(side)
    own, carried = whole.of(partner), whole.carried(side, partner)
    inside = frozenset(area.members) if area else frozenset()

    def rank(place: int) -> tuple[bool, bool, float, str]:
        one = whole.held[place]
        return one.likely < SURE, place not in inside, -round(one.likely * (0.5 + 0.5 * float(whole.weight[place])), 2), one.id

    summary = f"{_WHOLE[pole]}: {len(carried)} of {len(own)} statements on how things are done, as far as they were recognised"
    evidence = tuple(whole.held[place].id for place in sorted(carried, key=rank))
    return Position(partner=partner, summary=summary, statements=len(own), evidence=evidence)


def _is_worth_telling(procedure: Procedure) -> bool:
    return all(len({item.row for item in side}) >= LEAST_DOCUMENTS for side in procedure.sides)


def _subject(procedure: Procedure, ways: Ways) -> str:
    if procedure.name == DECISIONS:
        return DECISIONS
    named = subject_of([[ways.rows[item.row].text for item in side] for side in procedure.sides], procedure.name)
    return named if procedure.measure is not Measure.CADENCE or named != procedure.name else f"cadence of {named}"


def _questions(procedure: Procedure, subject: str, ways: Ways) -> tuple[str, ...]:
    """What to ask; of steps against times the first that each side names."""
    asked = _QUESTIONS[procedure.measure].format(subject=subject)
    by_pole = {pole_of(side) > 0: place for place, side in enumerate(procedure.sides)}
    if procedure.measure is not Measure.FORMALITY or len(by_pole) < len(procedure.sides):
        return (asked,)
    steps = steps_named([ways.rows[item.row].text for item in procedure.sides[by_pole[True]] if item.value > 0])[:2]
    times = ways.times(procedure, by_pole[False])[:1]
    told = f"Which cases of {subject} need “{' and '.join(steps)}”, and for which does “{times[0]}” do?" if steps and times else ""
    return (asked, told) if told else (asked,)


def _title(procedure: Procedure, subject: str, names: Sequence[str]) -> str:
    if procedure.measure is Measure.RECORD:
        return f"{names[0]} and {names[1]} take a decision as made in different places: in talk, or on record"
    what = {Measure.CADENCE: "rhythms", Measure.LEAD: "lead times"}.get(procedure.measure, "ways")
    return f"{names[0]} and {names[1]} name different {what} for “{subject}”"


def _position(place: int, procedure: Procedure, ways: Ways) -> Position:
    side, pole = procedure.sides[place], pole_of(procedure.sides[place])
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
    evidence = tuple(ways.rows[row].id for row in sorted(fitting, key=lambda row: _rank(row, ways)))
    return Position(partner=procedure.pair[place], summary=summary, statements=len(rows), evidence=evidence)


def _rank(row: int, ways: Ways) -> tuple[bool, bool, float, int]:
    """Minutes and mail before chats, whole sentences before scraps, then those of which the facet model is surest that they tell of a way."""
    statement = ways.rows[row]
    likely = 1.0 - float(ways.sides[row, VALUES[Facet.WAY].index(NONE)])
    return statement.register == Register.CHAT, len(statement.text.split()) < 5, -round(likely, 1), row


def _common(procedure: Procedure, names: Sequence[str]) -> tuple[str, ...]:
    found = []
    for name, side in zip(names, procedure.sides, strict=True):
        pole = pole_of(side)
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
