"""`goal_priority`: the partners pursue different outcomes or rank them differently."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from driftwatch.domain.judging import Judgement
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.outcomes import Pull
from driftwatch.domain.talk import Register
from driftwatch.domain.words import words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.shared import judgements_of
from driftwatch.stages.bases import basis_of
from driftwatch.stages.clashes import Clashes
from driftwatch.stages.priorities import named
from driftwatch.stages.settle import settlement
from driftwatch.statistics.permutation import codes
from driftwatch.statistics.stances import Items, StanceTest, stance_test

LEAST_JUDGEMENTS = 4
"""Judgements of each side along the same line; fewer say nothing of an organisation."""
LEAST_DOCUMENTS = 3
"""Documents of each side in which they stand."""
LEAST_EXPLICIT = 2
"""Judgements of each side, in as many documents, that set one thing above another: who only speaks of its own trade is in nobody's way."""
LEAST_LEAN = 0.2
"""Mean lean (0 … 1) of each side towards its own pole."""
LEAST_LOW = 0.10
"""What the interval of the difference must exclude."""
LARGEST_P_WITHOUT_SPEAKER = 0.30
"""The difference must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
MOSTLY = 2 / 3
"""Share of statements that are risks and no goals from which on the matter is one of risk posture."""
SHARED = 0.5
"""Share of common statements from which on two findings are one matter, of which the clearer is raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tug:
    """Two partners' judgements along one line; the partners stand in the order of their ids."""

    name: str
    poles: tuple[str, str]
    """The outcomes towards which the weights are positive and negative."""
    pair: tuple[str, str]
    sides: tuple[tuple[Judgement, ...], tuple[Judgement, ...]]
    weights: Mapping[int, float]
    """Row of each judgement -> -1 … 1."""
    result: StanceTest

    def sign(self, side: int) -> int:
        """Towards which pole the side leans: 1 or -1, 0 where to neither."""
        lean = float(self.result.means[side][0])
        return 1 if lean >= LEAST_LEAN else -1 if lean <= -LEAST_LEAN else 0

    def own(self, side: int, *, explicit: bool = False) -> list[Judgement]:
        """The side's judgements towards the pole that it leans to."""
        return [one for one in self.sides[side] if self.weights[one.row] * self.sign(side) > 0 and (one.explicit or not explicit)]

    def against(self) -> list[Judgement]:
        """Those of both sides towards the other's pole."""
        return [one for side in (0, 1) for one in self.sides[side] if self.weights[one.row] * self.sign(side) < 0]

    def rows(self) -> set[int]:
        """The statements on which it rests."""
        return {one.row for side in (0, 1) for one in self.own(side)}


@dataclass(frozen=True, slots=True)
class GoalPriority:
    """Compares what two partners set above what: along general lines of outcomes, and over the matters on which they answer each other."""

    detection: Detection = Detection()
    kind = AlertKind.GOAL_PRIORITY

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each pair and line along which both sides judge often enough; of those on one matter only the clearest holds."""
        said = judgements_of(material)
        clashes = Clashes(said, material.statements, material.statement_vectors, hidden=_names(material))
        findings: list[Finding] = []
        coverage = []
        for first, second in combinations(sorted(partner.id for partner in material.partners), 2):
            pair = (first, second)
            tested = [*_matters(clashes, pair, material), *_lines(said, pair, material)]
            raised = _distinct([tug for tug in tested if _stands_out(tug, material)])
            findings += [self._finding(tug, material, holds=tug in raised) for tug in tested]
            coverage.append(self._coverage(pair, tested, said))
        return findings, coverage

    def _finding(self, tug: Tug, material: Material, *, holds: bool) -> Finding:
        nouns = _nouns(tug, material) if holds else _poles(tug)
        names = [partner.name for identifier in tug.pair for partner in material.partners if partner.id == identifier]
        result = tug.result
        return Finding(
            kind=self.kind,
            subject=" vs ".join(nouns),
            partners=tug.pair,
            positions=tuple(_position(tug, side, nouns, material) for side in (0, 1)),
            p_value=result.p_value,
            holds=holds,
            sensitive=result.smallest_p <= self.detection.fdr,
            effect=Effect(measure="difference of the mean leans", value=result.distance, interval=result.interval, within=result.within),
            confidence=_confidence(result),
            severity=_severity(tug),
            title=f"{' and '.join(names)} rank “{nouns[0]}” and “{nouns[1]}” in different order",
            questions=(
                f"Where “{nouns[0]}” and “{nouns[1]}” cannot both be had to the full: how much of each is enough, and by when?",
                "Which of the two does the charter put first, and who decides where they meet?",
            ),
            against=tuple(material.statements.row(one.row).id for one in tug.against()),
            clears_when=f"the partners write down in which order “{nouns[0]}” and “{nouns[1]}” come, or both judge alike for three windows",
            settlement=_settled(tug, nouns, material) if holds else None,
            basis=basis_of(_items([*tug.sides[0], *tug.sides[1]], tug.pair, tug.weights, material), tug.pair, material.statements) if holds else None,
        )

    def _coverage(self, pair: tuple[str, str], tested: Sequence[Tug], said: Sequence[Judgement]) -> Coverage:
        counts = ", ".join(f"{partner}: {sum(one.partner == partner for one in said)}" for partner in pair)
        lines = "; ".join(dict.fromkeys(" against ".join(tug.poles) for tug in tested))
        need = f"along no line {LEAST_JUDGEMENTS} of each side in {LEAST_DOCUMENTS} documents"
        status = CoverageStatus.RAN if tested else CoverageStatus.INSUFFICIENT_DATA
        told = f"judgements of what is worth more: {counts}; {f'compared: {lines}' if tested else need}"
        return Coverage(check=self.kind, partners=pair, status=status, why=told)


def _lines(said: Sequence[Judgement], pair: tuple[str, str], material: Material) -> Iterator[Tug]:
    """The general lines; their sum alone is none, as it differs between any two trades."""
    for pull in Pull:
        own = {one.row: float(one.leans[pull]) for one in said if one.partner in pair and pull in one.leans}
        if pull is not Pull.GROWTH_CARE:
            yield from _tug(pull.name, pull.poles, pair, [one for one in said if one.row in own], weights=own, material=material)


def _matters(clashes: Clashes, pair: tuple[str, str], material: Material) -> Iterator[Tug]:
    for matter in clashes.between(pair):
        weights = {one.row: weight for one, weight in zip(matter.judgements, matter.weights, strict=True)}
        towards = {pull: sum(weights[one.row] * one.leans.get(pull, 0) for one in matter.judgements) for pull in Pull}
        chief = max(towards, key=lambda pull: (round(abs(towards[pull]), 6), pull))
        poles = chief.poles if towards[chief] >= 0 else chief.poles[::-1]
        yield from _tug("matter", (poles[0], poles[1]), pair, matter.judgements, weights=weights, material=material)


def _tug(
    name: str, poles: tuple[str, str], pair: tuple[str, str], own: Sequence[Judgement], *, weights: Mapping[int, float], material: Material
) -> Iterator[Tug]:
    first, second = (tuple(one for one in own if one.partner == partner) for partner in pair)
    if all(len(side) >= LEAST_JUDGEMENTS and len(_documents(side)) >= LEAST_DOCUMENTS for side in (first, second)):
        yield Tug(name=name, poles=poles, pair=pair, sides=(first, second), weights=weights, result=_tested(name, pair, own, weights, material))


def _tested(name: str, pair: tuple[str, str], own: Sequence[Judgement], weights: Mapping[int, float], material: Material) -> StanceTest:
    """Whether the two sides lean alike: cells are permuted, drawn by the content of the statements."""
    said = sorted(material.statements.row(one.row).id for one in own)
    seed = int.from_bytes(hashlib.sha256("\n".join([name, *said]).encode()).digest()[:8], "big")
    return stance_test(_items(own, pair, weights, material), rng=np.random.default_rng(seed))


def _items(own: Sequence[Judgement], pair: tuple[str, str], weights: Mapping[int, float], material: Material) -> Items:
    ordered = sorted(own, key=lambda one: material.statements.row(one.row).id)
    rows = [material.statements.row(one.row) for one in ordered]
    return Items(
        values=np.array([weights[one.row] for one in ordered]),
        document=codes([row.document for row in rows]),
        register=codes([str(row.register) for row in rows]),
        speaker=codes([f"{row.partner} {material.statements.voices[one.row]}" for row, one in zip(rows, ordered, strict=True)]),
        side=np.array([one.partner == pair[0] for one in ordered]),
        row=np.array([one.row for one in ordered], dtype=np.int64),
    )


def _stands_out(tug: Tug, material: Material) -> bool:
    """Whether the sides lean to opposite poles, say so in so many words, and not through one speaker alone."""
    if tug.sign(0) * tug.sign(1) >= 0:
        return False
    for side in (0, 1):
        own = tug.own(side)
        if len(own) < LEAST_JUDGEMENTS or len(_documents(own)) < LEAST_DOCUMENTS or len(_documents(tug.own(side, explicit=True))) < LEAST_EXPLICIT:
            return False
        if _fears(own, material) > MOSTLY:
            return False
    low = tug.result.interval[0] if tug.result.interval else 0.0
    return low > LEAST_LOW and tug.result.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER


def _fears(own: Sequence[Judgement], material: Material) -> float:
    """Share that is labelled risk and not goal."""
    labels = [material.labels[one.row] for one in own]
    return sum(Label.RISK in each and Label.GOAL not in each for each in labels) / len(labels)


def _distinct(tugs: Sequence[Tug]) -> list[Tug]:
    """The clearest of those that rest on the same statements."""
    kept: list[Tug] = []
    for tug in sorted(tugs, key=lambda tug: (tug.result.p_value, tug.name, min(tug.rows()))):
        rows = tug.rows()
        if all(len(rows & other.rows()) < SHARED * min(len(rows), len(other.rows())) for other in kept):
            kept.append(tug)
    return kept


def _names(material: Material) -> frozenset[str]:
    spoken = [name for partner in material.partners for name in (partner.name, *partner.aliases, *partner.people)]
    return frozenset(word.folded for name in spoken for word in words(name))


def _poles(tug: Tug) -> tuple[str, str]:
    """The outcomes in general words, that of the first side first."""
    return tug.poles[::-1] if tug.sign(0) < 0 or tug.sign(1) > 0 else tug.poles


def _nouns(tug: Tug, material: Material) -> tuple[str, str]:
    """What each side calls the outcome that it chooses; the general words where it has none of its own."""
    hidden = _names(material)
    first, second = (named(tug.own(side), tug.own(1 - side), material.statements, hidden=hidden) for side in (0, 1))
    general = _poles(tug)
    return first or general[0], second or general[1]


def _position(tug: Tug, side: int, nouns: tuple[str, str], material: Material) -> Position:
    own, explicit = tug.own(side), tug.own(side, explicit=True)
    counts = f"{len(own)} of {len(tug.sides[side])} judgements, {len(explicit)} in so many words, in {len(_documents(own))} documents"
    rows = [material.statements.row(one.row) for one in sorted(own, key=lambda one: _rank(one, tug, material))]
    summary = f"sets “{nouns[side]}” above “{nouns[1 - side]}”: {counts}"
    return Position(partner=tug.pair[side], summary=summary, statements=len(tug.sides[side]), evidence=tuple(row.id for row in rows))


def _rank(one: Judgement, tug: Tug, material: Material) -> tuple[bool, bool, bool, float, str]:
    """Judgements that name both outcomes first, those of minutes before chats."""
    both = any(value.chosen and value.rejected for value in one.values)
    row = material.statements.row(one.row)
    return not both, row.register == Register.CHAT, not one.explicit, -abs(tug.weights[one.row]), row.id


def _documents(own: Collection[Judgement]) -> set[str]:
    return {one.document for one in own}


def _confidence(result: StanceTest) -> float:
    low = result.interval[0] if result.interval else 0.0
    return max(0.05, min(0.9, 0.45 + 0.2 * low + (0.15 if result.p_value <= 0.01 else 0.0)))


def _severity(tug: Tug) -> Severity:
    """Effect, and how often it comes up: medium where both sides come back to it in five documents."""
    spread = min(len(_documents(tug.own(side))) for side in (0, 1))
    return Severity.MEDIUM if tug.result.distance >= 1.0 and spread >= 5 else Severity.LOW


def _settled(tug: Tug, nouns: tuple[str, str], material: Material) -> Settlement | None:
    """An agreement on either outcome after which neither side set its own above the other's again."""
    found = [one for noun in nouns if (one := settlement(noun, tug.pair, material.statements)) is not None]
    last = max(found, key=lambda one: (one.on, one.evidence), default=None)
    if last is None:
        return None
    later = [material.statements.row(one.row).said_at for side in (0, 1) for one in tug.own(side, explicit=True)]
    return None if any(said_at is not None and said_at.date() > last.on for said_at in later) else last
