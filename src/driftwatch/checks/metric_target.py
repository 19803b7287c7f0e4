"""`metric_target`: same measure, different target, or counted in different ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from driftwatch.domain.assertion import withheld
from driftwatch.domain.counting import stem
from driftwatch.domain.facets import Facet
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import COUNTS, AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.measure_wording import amount, span, times
from driftwatch.domain.measures import Measure
from driftwatch.domain.talk import Register
from driftwatch.domain.words import words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.bases import basis_of
from driftwatch.stages.counts import counts
from driftwatch.stages.measure_contrast import LEAST_DOCUMENTS, LEAST_STATEMENTS, Compared, Held, Point, compared
from driftwatch.stages.measure_sayings import sayings
from driftwatch.stages.measures import named_measures
from driftwatch.stages.settle import settlement

CERTAIN = 0.5
_MEASURES = {
    Point.TARGET: "share of stated targets that differ",
    Point.COUNTING: "difference between the ways of counting, as shares of statements",
    Point.READING: "difference between readings, in logarithms",
}


@dataclass(frozen=True, slots=True)
class MetricTarget:
    """Judges every measure of which both partners of a pair state targets, give readings or say how they count it."""

    detection: Detection = Detection()
    kind = AlertKind.METRIC_TARGET

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each measure and pair of partners of which both sides say something; the measures of a pair are told in its coverage.

        So is every noun of which both give counts often enough.
        """
        named = named_measures(material.statements, material.charter)
        measures = sayings(named, material.statements, material.partners, material.sides(Facet.FIGURE))
        things = [each for each in counts(material.statements) if each.name not in {measure.name for measure in measures}]
        findings: list[Finding] = []
        coverage: list[Coverage] = []
        for pair in combinations(sorted(partner.id for partner in material.partners), 2):
            found = [(measure, points) for measure in measures if measure.name and (points := compared(measure, pair))]
            found += [(thing, points) for thing in things if _is_tested(points := compared(thing, pair))]
            findings += [self._judged(measure, pair, points, material) for measure, points in found]
            coverage.append(_coverage(pair, found))
        return findings, coverage

    def _judged(self, measure: Measure, pair: tuple[str, str], points: Sequence[Compared], material: Material) -> Finding:
        """With an agreement, what was said before it, unless what is said afterwards differs still."""
        agreed = settlement(measure.name, pair, material.statements) if _is_tested(points) else None
        if agreed is not None:
            before = compared(measure.within(date.min, agreed.on - timedelta(days=1)), pair)
            after = compared(measure.within(agreed.on + timedelta(days=1), date.max), pair)
            if any(point.differs for point in before) and not any(point.differs for point in after):
                return self._finding(measure, before, agreed, material)
        since = next((point.agreed_since for point in points if point.differs and point.agreed_since is not None), None)
        open_still = any(point.differs and point.agreed_since is None and point.point is Point.TARGET for point in points)
        own = _of_one_value(measure, pair, since, material) if since is not None and not open_still else None
        return self._finding(measure, points, own, material)

    def _finding(self, measure: Measure, points: Sequence[Compared], settled: Settlement | None, material: Material) -> Finding:
        pair = (points[0].sides[0].partner, points[0].sides[1].partner)
        tested = [point for point in points if point.p_value is not None]
        chief = _chief(tested or points)
        differing = [point for point in tested if point.differs]
        p = min(1.0, len(tested) * chief.p_value) if chief.p_value is not None else None
        lacking = None if tested else f"“{measure.name}”: {chief.lacking}"
        holds, effect = bool(differing), COUNTS if measure.counted else _MEASURES[chief.point]
        return Finding(
            kind=self.kind,
            subject=measure.name,
            partners=pair,
            positions=tuple(_position(side, measure, points, differing or [chief], material) for side in (0, 1)),
            p_value=p,
            holds=holds,
            insufficient=lacking,
            sensitive=chief.smallest <= self.detection.fdr,
            effect=Effect(measure=effect, value=chief.distance, interval=chief.interval, within=chief.within),
            confidence=_confidence(chief, measure) if holds else 0.05,
            severity=_severity(differing, measure, material) if holds else Severity.LOW,
            title=_title(measure, [point.point for point in differing] or [chief.point], [_name(side, material) for side in pair]),
            questions=_questions(measure, [point.point for point in differing] or [chief.point]),
            against=tuple(material.statements.row(row).id for row in _against(differing)),
            common_ground=_common(measure, points),
            clears_when=_clears_when(measure),
            settlement=settled if holds else None,
            basis=basis_of(chief.items, pair, material.statements) if holds else None,
        )


def _is_tested(points: Sequence[Compared]) -> bool:
    return any(point.p_value is not None for point in points)


def _chief(points: Sequence[Compared]) -> Compared:
    """The point that carries the finding: one that differs, then the least likely by chance, then the order of the points."""
    order = list(Point)
    return min(points, key=lambda point: (not point.differs, 1.0 if point.p_value is None else point.p_value, order.index(point.point)))


def _name(identifier: str, material: Material) -> str:
    return next(partner.name for partner in material.partners if partner.id == identifier)


def _title(measure: Measure, points: Sequence[Point], names: Sequence[str]) -> str:
    if Point.TARGET in points:
        return f"{names[0]} and {names[1]} give different targets for “{measure.name}”"
    if Point.COUNTING in points:
        return f"“{measure.name}” is counted in different ways at {names[0]} and {names[1]}"
    return f"{names[0]} and {names[1]} report figures for “{measure.name}” that lie too far apart to be counted alike"


def _questions(measure: Measure, points: Sequence[Point]) -> tuple[str, ...]:
    target = f"Which target holds for “{measure.name}”, from when on, and what is it needed for?"
    counting = f"What is “{measure.name}” counted of, over which period, and what does each figure quoted here become when counted so?"
    if measure.counted:
        return (f"What does each of us count as one “{measure.name}”, and can we each give an example?", counting)
    return tuple(
        question for question, asked in ((target, Point.TARGET in points), (counting, {Point.COUNTING, Point.READING} & set(points))) if asked
    )


def _clears_when(measure: Measure) -> str:
    if measure.counted:
        return f"both partners write down what counts as one “{measure.name}”, or agree on two words"
    return f"both partners give one target and one way of counting for “{measure.name}”, or agree in writing on two names"


def _position(side: int, measure: Measure, points: Sequence[Compared], carrying: Sequence[Compared], material: Material) -> Position:
    held = carrying[0].sides[side]
    said = [text for point in points if not point.lacking and (text := _summary(point.point, point.sides[side], measure, material))]
    rows = [row for point in carrying for row in point.sides[side].rows]
    evidence = tuple(material.statements.row(row).id for row in _best(rows, measure, material))
    return Position(
        partner=held.partner,
        summary="; ".join(said) if said else times(held.statements, held.documents),
        statements=len(set(rows)),
        evidence=evidence,
    )


def _summary(point: Point, held: Held, measure: Measure, material: Material) -> str:
    often = times(held.statements, held.documents)
    if not held.statements:
        return ""
    if point is Point.TARGET:
        return f"gives {span(held.low, held.high, measure.dimension)} as the target ({often})"
    if point is Point.COUNTING:
        return f"counts it by: {', '.join(_whole(held, material))} ({often})" if held.words else ""
    return f"reports {span(held.low, held.high, measure.dimension)} ({often})"


def _whole(held: Held, material: Material) -> list[str]:
    """The words behind the stems, as this side first writes them."""
    written = {stem(word.folded): word.folded for row in reversed(held.rows) for word in words(material.statements.row(row).text)}
    return [written.get(each, each) for each in held.words][:5]


def _best(rows: Iterable[int], measure: Measure, material: Material) -> list[int]:
    """Those that carry most points first, that name the measure, minutes and mail before chats, those that read as a measure, the earliest."""
    often = list(rows)
    named = set(measure.rows)

    def rank(row: int) -> tuple[bool, int, bool, float, int]:
        chat = bool(material.statements.row(row).register == Register.CHAT)
        return row not in named, -often.count(row), chat, -round(float(material.probabilities[row, LABELS.index(Label.METRIC)]), 1), row

    quotable = [row for row in dict.fromkeys(often) if withheld(material.statements.row(row).text) is None]
    return sorted(quotable, key=rank)


def _against(differing: Sequence[Compared]) -> list[int]:
    carrying = {row for point in differing for side in point.sides for row in side.rows}
    return sorted({row for point in differing for side in point.sides for row in side.against} - carrying)


def _common(measure: Measure, points: Sequence[Compared]) -> tuple[str, ...]:
    same = [point for point in points if point.point is Point.TARGET and not point.lacking and not point.differs]
    one = [f"one target: {amount(point.sides[0].low, measure.dimension)}" for point in same if point.sides[0].low == point.sides[1].low]
    return (*one, *([f"the charter lists it as {measure.key.upper()}"] if measure.key else []))


def _confidence(chief: Compared, measure: Measure) -> float:
    """How likely a careful reader confirms it: by how often, how clearly, by how many speakers, and under which name it is said."""
    documents = min(side.documents for side in chief.sides)
    clear = sum(len(side.against) for side in chief.sides) == 0
    several = all(side.speakers > 1 for side in chief.sides)
    strong = chief.p_value is not None and chief.p_value <= 0.01
    return round(min(0.9, CERTAIN + 0.05 * min(documents - 1, 3) + 0.1 * clear + 0.05 * several + 0.05 * strong + 0.05 * bool(measure.key)), 2)


def _severity(differing: Sequence[Compared], measure: Measure, material: Material) -> Severity:
    """Effect and stakes: a key figure of the charter, a criterion that gates something, repetition on both sides, targets far apart."""
    rows = {row for point in differing for side in point.sides for row in side.rows}
    gates = [float(material.probabilities[row, LABELS.index(Label.DONE)]) >= 0.5 for row in rows]
    repeated = all(max(point.sides[side].documents for point in differing) >= 4 for side in (0, 1))
    weight = bool(measure.key) + repeated + (sum(gates) >= max(2, 0.2 * len(gates))) + (len(differing) > 1)
    return Severity.HIGH if weight >= 4 else Severity.MEDIUM if weight >= 2 else Severity.LOW


def _of_one_value(measure: Measure, pair: tuple[str, str], since: int, material: Material) -> Settlement | None:
    """From this statement on both sides give one and the same target, or like readings."""
    start = material.statements.row(since).said_at
    if start is None:
        return None
    given = sorted((*measure.targets, *measure.readings), key=lambda value: value.saying.row)
    later = [value.saying for value in given if value.saying.said_at is not None and value.saying.said_at >= start]
    rows = [next((one.row for one in later if one.partner == side), since) for side in pair]
    return Settlement(on=start.date(), evidence=tuple(material.statements.row(row).id for row in rows))


def _coverage(pair: tuple[str, str], found: Sequence[tuple[Measure, Sequence[Compared]]]) -> Coverage:
    tested = sorted(measure.name for measure, points in found if _is_tested(points))
    if tested:
        return Coverage(check=AlertKind.METRIC_TARGET, partners=pair, status=CoverageStatus.RAN, why=f"measures compared: {', '.join(tested)}")
    need = f"{LEAST_STATEMENTS} statements in {LEAST_DOCUMENTS} documents of each side that state a target or say how it is counted"
    lacking = [f"“{measure.name}” ({points[0].lacking})" for measure, points in found][:2]
    why = f"no measure has {need}" + (f"; nearest: {'; '.join(lacking)}" if lacking else "")
    return Coverage(check=AlertKind.METRIC_TARGET, partners=pair, status=CoverageStatus.INSUFFICIENT_DATA, why=why)
