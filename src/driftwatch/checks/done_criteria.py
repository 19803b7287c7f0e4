"""`done_criteria`: the partners hold different criteria for "done", "ready", "accepted" … of the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from driftwatch.domain.gate_matrix import GateMatrix, Standing, matrix_of
from driftwatch.domain.meaning import AlertKind, Basis, Convergence, Coverage, CoverageStatus, Effect, Finding, Position, Reckoning, Settlement
from driftwatch.ports import Contrast, Material
from driftwatch.settings import Detection
from driftwatch.shared import gate_reader_of, gated, joined_gates, one_voice_question
from driftwatch.stages.bases import basis_of
from driftwatch.stages.converge import convergence
from driftwatch.stages.definitions import points_of
from driftwatch.stages.gate_standings import Standings, standings_of
from driftwatch.stages.gate_talk import GateReader, GateTalk
from driftwatch.stages.gate_telling import crossing, evidence, questions, severity
from driftwatch.stages.glosses import glosses
from driftwatch.stages.settle import settlement
from driftwatch.statistics.permutation import seed_of
from driftwatch.statistics.stances import Items, StanceTest, one_voice_penalty, stance_test

LEAST_Z = 1.5
"""From which on the usages stand out: lower than for other terms, as criteria must differ too; chosen on null runs: docs/evidence/terms.md."""
CLEAR_P, CLEAR_DISTANCE = 0.0005, 0.2
"""From which on they stand out as well, however far other words of these partners lie apart."""
ALONE_Z = 3.0
"""Where too few criteria are named, or the sets do not differ, the usages alone must tell the sides apart, as for any term."""
LEAST_DIFFERENCE = 0.5
"""Of the profiles of criteria, from which on usages that stand out less are enough where one side requires what the other never names."""
LEAST_CRITERIA_KEPT = 0.5
"""Share of the difference between the criteria that must remain whoever is left out, where others say enough to tell."""
LEAST_KEPT = 1 / 3
"""Share of the usages' distance that must."""
LEAST_DOCUMENTS = 3
"""Of each side, in which criteria are named."""
LEAST_REQUIRED = 2
"""Documents in which a side says something as a condition: one of them, where the usages stand out or one contradicts the other, else both."""
LEAST_BEYOND = -0.5
"""How far below the bound the usages count against confidence: of a gate of several words none are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A gate with all that was found out of it."""

    contrast: Contrast
    talk: GateTalk
    matrix: GateMatrix
    items: Items
    """The criteria that each statement names."""
    named: tuple[int, int]
    """Statements of each side that name a recurring criterion."""
    spread: tuple[int, int]
    """Documents of each side in which they stand."""
    test: StanceTest | None
    """Of the criteria; None where a side names none."""
    standings: Standings
    """Of what each side says that it has passed."""

    def lacks(self, least: int) -> str | None:
        """Why the criteria cannot be held against each other; None where they can."""
        side = min((0, 1), key=lambda side: (self.named[side], self.spread[side]))
        if self.test is None or min(self.named) < least or min(self.spread) < LEAST_DOCUMENTS:
            return (
                f"{self.contrast.partners[side]}: criteria named {self.named[side]} times in {self.spread[side]} documents"
                f" beside “{self.contrast.term}”, {least} in {LEAST_DOCUMENTS} needed"
            )
        return None

    def comparable(self, least: int) -> bool:
        """Whether there is something to hold against each other besides the usages."""
        return self.standings.test is not None or self.lacks(least) is None

    def paths(self, least: int) -> list[tuple[bool, float]]:
        """The ways in which a difference can show, the criteria first: whether all its conditions are met, and its p value."""
        contrast = self.contrast
        standings = self.standings.test
        by_standings = [(self.contested, standings.p_value)] if standings else []
        if self.test is None or self.lacks(least) is not None:
            alone = self._looked_at and contrast.z >= ALONE_Z
            return by_standings + ([(self.usages_differ(), contrast.p_value)] if alone else [])
        by_usages = [(self.missing and self.usages_differ(), contrast.p_value)] if self._looked_at and self._stand_out else []
        return [(self.criteria_differ, self.test.p_value), *by_standings, *by_usages]

    @property
    def _looked_at(self) -> bool:
        """Whether there are usages enough to support what else is known."""
        return self.contrast.tested or self.contrast.interval is not None

    @property
    def _stand_out(self) -> bool:
        return self.contrast.z >= LEAST_Z or (self.contrast.p_value <= CLEAR_P and self.contrast.distance >= CLEAR_DISTANCE)

    @property
    def others(self) -> int:
        """What remains of a side without the one who says most of it, in its criteria or its usages, whichever has more."""
        return max(self.contrast.others, self.test.others if self.test else 0)

    @property
    def missing(self) -> bool:
        """Whether the sets differ, and one side requires what the other never names."""
        required = [row for side in (0, 1) for row in self.matrix.absent(side) if row.standing(1 - side) is Standing.REQUIRED]
        return bool(required) and self.test is not None and self.test.distance >= LEAST_DIFFERENCE

    @property
    def contested(self) -> bool:
        """Whether one side counts as passed what the other does not, and the other says, twice, what it takes."""
        demanding = int(self.standings.contested[1] < self.standings.contested[0])
        return self.standings.differ and self.matrix.required_in(demanding) >= LEAST_REQUIRED

    @property
    def criteria_differ(self) -> bool:
        """Whether the sets lie further apart than documents of one side do, whoever is left out, and something is said as a condition."""
        required = [self.matrix.required_in(side) for side in (0, 1)]
        stands_out = self._stand_out or self.standings.clash
        if self.test is None or (max(required) if stands_out else min(required)) < LEAST_REQUIRED:
            return False
        low = self.test.interval[0] if self.test.interval else 0.0
        several = self.test.several_voices and self.test.kept_without_speaker >= LEAST_CRITERIA_KEPT
        return low > 0.0 and self.test.distance > self.test.within and several

    def usages_differ(self) -> bool:
        """Whether the gate is used in different ways, whoever is left out; the usages must lie far apart where they are all there is."""
        contrast = self.contrast
        low = contrast.interval[0] if contrast.interval else 0.0
        far = self.missing or contrast.distance > contrast.within
        return far and low > 0.0 and contrast.several_voices and contrast.kept_without_speaker >= LEAST_KEPT


@dataclass(frozen=True, slots=True)
class DoneCriteria:
    """Holds against each other what the two sides name beside every word of state, criterion by criterion."""

    detection: Detection = Detection()
    kind = AlertKind.DONE_CRITERIA

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each gate that both partners speak of often enough."""
        gates = self._gates(material)
        findings = [self._finding(gate, material, tests=len(gates)) for gate in gates]
        return findings, self._coverage(gates, material)

    def _gates(self, material: Material) -> list[Gate]:
        """Words of state that are compared as terms are, and those said less often of which both sides name criteria all the same."""
        reader = gate_reader_of(material)
        least = self.detection.min_statements
        own = [(reader.widened(contrast, gate), gate) for contrast, gate in gated(material.contrasts)]
        gates = [_gate(contrast, material, reader, gate) for contrast, gate in own]
        compared = [gate for gate in gates if gate.contrast.tested or gate.comparable(least)]
        known = [gate.contrast for gate in compared]
        joined = [_gate(contrast, material, reader, family) for contrast, family in joined_gates(material, known, least=least)]
        return compared + [gate for gate in joined if gate.talk.of_one_thing and gate.comparable(least)]

    def _finding(self, gate: Gate, material: Material, *, tests: int) -> Finding:
        contrast, matrix = gate.contrast, gate.matrix
        names = [next(partner.name for partner in material.partners if partner.id == identifier) for identifier in contrast.partners]
        paths = gate.paths(self.detection.min_statements)
        lacking = self._lacking(gate, tests=tests)
        defined = points_of(contrast.term, contrast.partners, material.definitions, partners=material.partners)
        holds = any(met for met, _ in paths)
        return Finding(
            kind=self.kind,
            subject=contrast.term,
            partners=contrast.partners,
            positions=_positions(gate, material),
            p_value=None if lacking else _p_value(paths),
            holds=holds,
            insufficient=lacking,
            sensitive=contrast.sensitive,
            effect=_effect(gate, material)[0],
            confidence=_confidence(gate),
            severity=severity(contrast, material),
            title=f"“{contrast.term}” stands for different criteria at {names[0]} and {names[1]}",
            questions=(*questions(contrast.term, matrix), *defined.questions, *one_voice_question(gate.others)),
            against=tuple(material.statements.row(row).id for row in crossing(contrast, matrix, material)),
            common_ground=(*matrix.common_ground(), *defined.common_ground),
            clears_when=f"both partners name the same criteria for “{contrast.term}”, or agree on one list in writing",
            settlement=_settled(contrast, material) if holds else None,
            basis=_effect(gate, material)[1] if holds else None,
        )

    def _lacking(self, gate: Gate, *, tests: int) -> str | None:
        least = self.detection.min_statements
        paths = gate.paths(least)
        if not paths:
            return gate.lacks(least)
        known = gate.test is not None and gate.lacks(least) is None
        standings = gate.standings.test
        smallest = min(
            gate.test.smallest_p if known and gate.test else 1.0,
            standings.smallest_p if standings else 1.0,
            gate.contrast.smallest_p if len(paths) > known + (standings is not None) else 1.0,
        )
        if smallest * len(paths) > self.detection.fdr / tests:
            return f"too few documents: with {sum(gate.talk.documents)} no p value below {smallest:.2g} can be reached"
        return None

    def _coverage(self, gates: Sequence[Gate], material: Material) -> list[Coverage]:
        found = []
        for pair in combinations(sorted(partner.id for partner in material.partners), 2):
            compared = sorted(gate.contrast.term for gate in gates if gate.contrast.partners == pair)
            status = CoverageStatus.RAN if compared else CoverageStatus.INSUFFICIENT_DATA
            need = f"{self.detection.min_usages} statements in {self.detection.min_documents} documents of each"
            less = f"{self.detection.min_statements} in {LEAST_DOCUMENTS} that name criteria"
            why = f"gates compared: {', '.join(compared)}" if compared else f"no word for finished, ready or accepted has {need}, or {less}"
            found.append(Coverage(check=self.kind, partners=pair, status=status, why=why))
        return found


def _gate(contrast: Contrast, material: Material, reader: GateReader, gate: frozenset[str]) -> Gate:
    talk = reader.talk(gate, tuple(zip(contrast.partners, contrast.rows, strict=True)))
    items = reader.items(talk)
    sides = (items.side, ~items.side)
    both = all(side.any() for side in sides)
    seed = seed_of(contrast.term, *sorted(str(material.statements.id.iloc[each.statement]) for each in talk.named))
    return Gate(
        contrast=contrast,
        talk=talk,
        matrix=matrix_of(talk.named, talk.recurring),
        items=items,
        named=(int(sides[0].sum()), int(sides[1].sum())),
        spread=_spread(items),
        test=stance_test(items, rng=np.random.default_rng(seed)) if both else None,
        standings=standings_of(material.statements, contrast.rows, gate, rng=np.random.default_rng(seed)),
    )


def _spread(items: Items) -> tuple[int, int]:
    return len(np.unique(items.document[items.side])), len(np.unique(items.document[~items.side]))


def _p_value(paths: Sequence[tuple[bool, float]]) -> float:
    """The smallest of the ways that hold, times how many were asked (Bonferroni)."""
    return min(1.0, len(paths) * min([p for holds, p in paths if holds] or [p for _, p in paths]))


def _effect(gate: Gate, material: Material) -> tuple[Effect, Basis]:
    """Of what the alert rests on."""
    test, contrast, pair = gate.test, gate.contrast, gate.contrast.partners
    if test is not None and (gate.criteria_differ or not (gate.usages_differ() or gate.contested)):
        effect = Effect(measure="difference between the criteria named", value=test.distance, interval=test.interval, within=test.within)
        return effect, basis_of(gate.items, pair, material.statements)
    passing = gate.standings.test
    if gate.contested and passing is not None and not (gate.contrast.tested and gate.usages_differ()):
        value, within = passing.distance / 2, passing.within / 2
        low, high = passing.interval or (0.0, 0.0)
        effect = Effect(measure="difference in what is counted as passed", value=value, interval=(low / 2, high / 2), within=within)
        return effect, basis_of(gate.standings.items, pair, material.statements, scale=0.5)
    effect = Effect(measure="energy distance between usages", value=contrast.distance, interval=contrast.interval, within=contrast.within)
    return effect, Basis(reckoning=Reckoning.USAGES)


def _confidence(gate: Gate) -> float:
    beyond = max(gate.contrast.z - LEAST_Z, LEAST_BEYOND)
    beyond = max(beyond, 1.0) if gate.contested else beyond
    return max(0.05, min(0.9, 0.5 + 0.2 * beyond + 0.1 * (gate.test.distance if gate.test else 0.0) - one_voice_penalty(gate.others)))


def _settled(contrast: Contrast, material: Material) -> Settlement | None:
    """Agreed in so many words, or by definitions alike; not where the usages afterwards lie as far apart as before."""

    def converging(day: date) -> Convergence:
        if material.compared is None or material.usage_vectors is None:
            return Convergence.NOT_SHOWN
        return convergence(
            contrast.term, contrast.partners, day, usages=material.compared, statements=material.statements, vectors=material.usage_vectors
        )

    return settlement(contrast.term, contrast.partners, material.statements, definitions=material.definitions, converging=converging)


def _positions(gate: Gate, material: Material) -> tuple[Position, ...]:
    contrast, matrix = gate.contrast, gate.matrix
    summaries = [matrix.summary(side) for side in (0, 1)]
    if gate.contested:
        told = [gate.standings.summary(side, contrast.term) for side in (0, 1)]
        summaries = [f"{told[side]}; {summaries[side] or 'names no criterion'}" for side in (0, 1)]
    if not all(summaries):
        sides = tuple(zip(contrast.partners, contrast.rows, strict=True))
        glossed = glosses(contrast.term, sides, statements=material.statements, definitions=material.definitions, partners=material.partners)
        summaries = [gloss.summary for gloss in glossed]
    found = []
    for side, partner in enumerate(contrast.partners):
        rows = evidence(side, contrast, matrix, material, contested=gate.standings.claims[side] if gate.contested else ())
        ids = tuple(material.statements.row(row).id for row in rows)
        found.append(Position(partner=partner, summary=summaries[side], statements=contrast.usages[side], evidence=ids))
    return tuple(found)
