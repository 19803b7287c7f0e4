"""`done_criteria`: the partners hold different criteria for "done", "ready", "accepted" … of the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from driftwatch.domain.criteria import Criterion
from driftwatch.domain.gate_families import FAMILIES
from driftwatch.domain.gate_matrix import GateMatrix, Standing, matrix_of
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Convergence, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.ordinary import STATES
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Contrast, Material
from driftwatch.settings import Detection
from driftwatch.stages.converge import convergence
from driftwatch.stages.definitions import points_of
from driftwatch.stages.gate_talk import GateReader, GateTalk
from driftwatch.stages.glosses import glosses
from driftwatch.stages.settle import settlement
from driftwatch.statistics.permutation import seed_of
from driftwatch.statistics.stances import Items, StanceTest, stance_test

LEAST_Z = 1.5
"""From which on the usages stand out: lower than for other terms, as criteria must differ too; chosen on null runs: docs/evidence/terms.md."""
ALONE_Z = 3.0
"""Where too few criteria are named, or the sets do not differ, the usages alone must tell the sides apart, as for any term."""
LEAST_DIFFERENCE = 0.5
"""Of the profiles of criteria, from which on usages that stand out less are enough where one side requires what the other never names."""
LARGEST_P_WITHOUT_SPEAKER = 0.20
"""The difference must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
LEAST_DOCUMENTS = 3
"""Of each side, in which criteria are named."""
LEAST_REQUIRED = 2
"""Documents in which a side says something as a condition: one of them, where the usages stand out as well, else both."""
LEAST_BEYOND = -0.5
"""How far below the bound the usages count against confidence: of a gate of several words none are compared."""
MOST_ASKED = 2
"""Criteria of each side in the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A gate with all that was found out of it."""

    contrast: Contrast
    talk: GateTalk
    matrix: GateMatrix
    named: tuple[int, int]
    """Statements of each side that name a recurring criterion."""
    spread: tuple[int, int]
    """Documents of each side in which they stand."""
    test: StanceTest | None
    """Of the criteria; None where a side names none."""

    def lacks(self, least: int) -> str | None:
        """Why the criteria cannot be held against each other; None where they can."""
        side = min((0, 1), key=lambda side: (self.named[side], self.spread[side]))
        if self.test is None or min(self.named) < least or min(self.spread) < LEAST_DOCUMENTS:
            return (
                f"{self.contrast.partners[side]}: criteria named {self.named[side]} times in {self.spread[side]} documents"
                f" beside “{self.contrast.term}”, {least} in {LEAST_DOCUMENTS} needed"
            )
        return None

    def paths(self, least: int) -> list[tuple[bool, float]]:
        """The ways in which a difference can show, the criteria first: whether all its conditions are met, and its p value."""
        contrast = self.contrast
        if self.test is None or self.lacks(least) is not None:
            return [(self.usages_differ(), contrast.p_value)] if contrast.tested and contrast.z >= ALONE_Z else []
        by_usages = [(self.missing and self.usages_differ(), contrast.p_value)] if contrast.tested and contrast.z >= LEAST_Z else []
        return [(self.criteria_differ, self.test.p_value), *by_usages]

    @property
    def missing(self) -> bool:
        """Whether the sets differ, and one side requires what the other never names."""
        required = [row for side in (0, 1) for row in self.matrix.absent(side) if row.standing(1 - side) is Standing.REQUIRED]
        return bool(required) and self.test is not None and self.test.distance >= LEAST_DIFFERENCE

    @property
    def criteria_differ(self) -> bool:
        """Whether the sets lie further apart than documents of one side do, whoever is left out, and something is said as a condition."""
        required = [self.matrix.required_in(side) for side in (0, 1)]
        stands_out = self.contrast.z >= LEAST_Z
        if self.test is None or (max(required) if stands_out else min(required)) < LEAST_REQUIRED:
            return False
        low = self.test.interval[0] if self.test.interval else 0.0
        return low > 0.0 and self.test.distance > self.test.within and self.test.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER

    def usages_differ(self) -> bool:
        """Whether the gate is used in different ways, whoever is left out; the usages must lie far apart where they are all there is."""
        contrast = self.contrast
        low = contrast.interval[0] if contrast.interval else 0.0
        far = self.missing or contrast.distance > contrast.within
        return far and low > 0.0 and contrast.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER


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
        reader = GateReader(material.statements, material.labels, material.partners)
        least = self.detection.min_statements
        own = [(contrast, frozenset(folded_phrase(contrast.term)) & STATES) for contrast in material.contrasts]
        gates = [
            _gate(contrast, material, reader, gate) for contrast, gate in own if gate and (contrast.tested or len(folded_phrase(contrast.term)) == 1)
        ]
        compared = [gate for gate in gates if gate.contrast.tested or gate.lacks(least) is None]
        known = {(gate.contrast.partners, word) for gate in compared for word in folded_phrase(gate.contrast.term)}
        pairs = combinations(sorted(partner.id for partner in material.partners), 2)
        unknown = [(pair, family) for pair in pairs for family in FAMILIES if not any((pair, word) in known for word in family)]
        joined = [_gate(contrast, material, reader, family) for pair, family in unknown if (contrast := reader.joined(pair, family, least=least))]
        return compared + [gate for gate in joined if gate.talk.of_one_thing and gate.lacks(least) is None]

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
            effect=_effect(gate),
            confidence=_confidence(gate),
            severity=_severity(contrast, material),
            title=f"“{contrast.term}” stands for different criteria at {names[0]} and {names[1]}",
            questions=(*_questions(contrast.term, matrix), *defined.questions),
            against=tuple(material.statements.row(row).id for row in contrast.against),
            common_ground=(*matrix.common_ground(), *defined.common_ground),
            clears_when=f"both partners name the same criteria for “{contrast.term}”, or agree on one list in writing",
            settlement=_settled(contrast, material) if holds else None,
        )

    def _lacking(self, gate: Gate, *, tests: int) -> str | None:
        least = self.detection.min_statements
        paths = gate.paths(least)
        if not paths:
            return gate.lacks(least)
        known = gate.test is not None and gate.lacks(least) is None
        smallest = min(gate.test.smallest_p if known and gate.test else 1.0, gate.contrast.smallest_p if len(paths) > known else 1.0)
        if smallest * len(paths) > self.detection.fdr / tests:
            return f"too few documents: with {sum(gate.talk.documents)} no p value below {smallest:.2g} can be reached"
        return None

    def _coverage(self, gates: Sequence[Gate], material: Material) -> list[Coverage]:
        found = []
        for pair in combinations(sorted(partner.id for partner in material.partners), 2):
            compared = sorted(gate.contrast.term for gate in gates if gate.contrast.partners == pair)
            status = CoverageStatus.RAN if compared else CoverageStatus.INSUFFICIENT_DATA
            need = f"{self.detection.min_usages} statements in {self.detection.min_documents} documents of each"
            why = f"gates compared: {', '.join(compared)}" if compared else f"no word for finished, ready or accepted has {need}"
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
        named=(int(sides[0].sum()), int(sides[1].sum())),
        spread=_spread(items),
        test=stance_test(items, rng=np.random.default_rng(seed)) if both else None,
    )


def _spread(items: Items) -> tuple[int, int]:
    return len(np.unique(items.document[items.side])), len(np.unique(items.document[~items.side]))


def _p_value(paths: Sequence[tuple[bool, float]]) -> float:
    """The smallest of the ways that hold, times how many were asked (Bonferroni)."""
    return min(1.0, len(paths) * min([p for holds, p in paths if holds] or [p for _, p in paths]))


def _effect(gate: Gate) -> Effect:
    """Of what the alert rests on."""
    test, contrast = gate.test, gate.contrast
    if test is not None and (gate.criteria_differ or not gate.usages_differ()):
        return Effect(measure="difference between the criteria named", value=test.distance, interval=test.interval, within=test.within)
    return Effect(measure="energy distance between usages", value=contrast.distance, interval=contrast.interval, within=contrast.within)


def _confidence(gate: Gate) -> float:
    beyond = max(gate.contrast.z - LEAST_Z, LEAST_BEYOND)
    return max(0.05, min(0.9, 0.5 + 0.2 * beyond + 0.1 * (gate.test.distance if gate.test else 0.0)))


def _settled(contrast: Contrast, material: Material) -> Settlement | None:
    """Agreed in so many words, or by definitions alike; not where the usages afterwards lie as far apart as before."""

    def converging(day: date) -> Convergence:
        if material.compared is None or material.usage_vectors is None:
            return Convergence.NOT_SHOWN
        return convergence(
            contrast.term, contrast.partners, day, usages=material.compared, statements=material.statements, vectors=material.usage_vectors
        )

    return settlement(contrast.term, contrast.partners, material.statements, definitions=material.definitions, converging=converging)


def _questions(term: str, matrix: GateMatrix) -> tuple[str, ...]:
    """Which of the criteria that only one side requires shall hold; and how long, where both ask for a time of their own."""
    phrases = [phrase for side in (0, 1) for phrase in matrix.asked(side, MOST_ASKED)]
    told = f" ({', '.join(f'“{phrase}”' for phrase in phrases)})" if phrases else ""
    asked = f"Which of these criteria{told} must hold before we both say “{term}”, and who confirms each of them?"
    lasting = next((row for row in matrix.rows if row.kind is Criterion.LASTING), None)
    if lasting is None or any(lasting.standing(side) is not Standing.REQUIRED for side in (0, 1)):
        return (asked,)
    own = [piece.text for side in (0, 1) if (piece := lasting.plainest(side))]
    return (asked, f"How long must it have held: “{own[0]}” or “{own[1]}”?") if len(set(own)) > 1 else (asked,)


def _positions(gate: Gate, material: Material) -> tuple[Position, ...]:
    contrast, matrix = gate.contrast, gate.matrix
    summaries = [matrix.summary(side) for side in (0, 1)]
    if not all(summaries):
        sides = tuple(zip(contrast.partners, contrast.rows, strict=True))
        told = glosses(contrast.term, sides, statements=material.statements, definitions=material.definitions, partners=material.partners)
        summaries = [gloss.summary for gloss in told]
    found = []
    for side, partner in enumerate(contrast.partners):
        evidence = tuple(material.statements.row(row).id for row in _evidence(side, gate, material))
        found.append(Position(partner=partner, summary=summaries[side], statements=contrast.usages[side], evidence=evidence))
    return tuple(found)


def _evidence(side: int, gate: Gate, material: Material) -> list[int]:
    """Statements that say a criterion as a condition come first, those of minutes before chats, then those that name one of the side's own."""
    own = {each.statement for row in gate.matrix.own(side) for each in row.named[side]}
    required = {each.statement for row in gate.matrix.own(side) for each in row.named[side] if each.required}
    order = {row: at for at, row in enumerate(gate.contrast.rows[side])}

    def rank(row: int) -> tuple[bool, bool, bool, bool, float, int]:
        chat = bool(material.statements.row(row).register == Register.CHAT)
        stated = -round(float(material.probabilities[row, LABELS.index(Label.DONE)]), 2)
        return row in gate.contrast.against, row not in own, row not in required, chat, stated, order[row]

    return sorted(order, key=rank)


def _severity(contrast: Contrast, material: Material) -> Severity:
    rows = [row for side in contrast.rows for row in side]
    stakes = float(material.probabilities[rows, LABELS.index(Label.DONE)].mean())
    return Severity.HIGH if contrast.z * stakes >= 0.9 else Severity.MEDIUM
