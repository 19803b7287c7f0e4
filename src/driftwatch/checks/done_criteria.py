"""`done_criteria`: the partners hold different criteria for "done", "ready", "accepted" … of the same thing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from driftwatch.domain.criteria import Criterion, criteria_in
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Convergence, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.ordinary import STATES
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Contrast, Material
from driftwatch.settings import Detection
from driftwatch.stages.converge import convergence
from driftwatch.stages.definitions import points_of
from driftwatch.stages.glosses import Gloss, glosses
from driftwatch.stages.settle import settlement

LEAST_Z = 1.5
"""Lower than for other terms, as the criteria that the two sides name must differ as well; chosen on null runs: docs/evidence/terms.md."""
ALONE_Z = 3.0
"""Where too few criteria are named, or none that we know, the usages alone must say that the sides mean other things by it, as for any term."""
LARGEST_P_WITHOUT_SPEAKER = 0.20
"""The difference must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
LEAST_DIFFERENCE = 0.25
"""Difference between the shares of statements that name a criterion, from which on it belongs to one side."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many statements of each side name each criterion; the sides in the order of the contrast."""

    counts: tuple[Counter[Criterion], Counter[Criterion]]
    statements: tuple[int, int]

    def share(self, side: int, criterion: Criterion) -> float:
        """0 … 1: share of the side's statements that name the criterion."""
        return self.counts[side][criterion] / max(self.statements[side], 1)

    def own(self, side: int) -> list[Criterion]:
        """Criteria that this side names clearly more often than the other, most telling first."""
        difference = {criterion: self.share(side, criterion) - self.share(1 - side, criterion) for criterion in Criterion}
        found = [criterion for criterion in Criterion if difference[criterion] >= LEAST_DIFFERENCE / 2 and self.counts[side][criterion] >= 2]
        return sorted(found, key=lambda criterion: (-difference[criterion], criterion))

    def tells(self, least: int) -> bool:
        """Whether both sides name criteria often enough to be held against each other."""
        return min(counts.total() for counts in self.counts) >= least

    def common(self) -> list[Criterion]:
        """Criteria that both sides name, neither of them clearly more often."""
        return [
            criterion
            for criterion in Criterion
            if min(self.counts[0][criterion], self.counts[1][criterion]) >= 2
            and abs(self.share(0, criterion) - self.share(1, criterion)) < LEAST_DIFFERENCE / 2
        ]

    def difference(self) -> float:
        """Half the sum of the differences between the shares."""
        return float(np.abs([self.share(0, criterion) - self.share(1, criterion) for criterion in Criterion]).sum() / 2)


@dataclass(frozen=True, slots=True)
class DoneCriteria:
    """Judges the contrast of every word of state, together with the criteria that stand beside it."""

    detection: Detection = Detection()
    kind = AlertKind.DONE_CRITERIA

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each gate that both partners speak of often enough."""
        gates = [contrast for contrast in material.contrasts if set(folded_phrase(contrast.term)) & STATES]
        tested = [contrast for contrast in gates if contrast.tested]
        findings = [self._finding(contrast, material, tests=len(tested)) for contrast in tested]
        return findings, self._coverage(tested, material)

    def _finding(self, contrast: Contrast, material: Material, *, tests: int) -> Finding:
        names = [next(partner.name for partner in material.partners if partner.id == identifier) for identifier in contrast.partners]
        matrix = _matrix(contrast, material)
        lacking = self._lacking(contrast, matrix, tests=tests)
        defined = points_of(contrast.term, contrast.partners, material.definitions, partners=material.partners)
        told = glosses(
            contrast.term,
            tuple(zip(contrast.partners, contrast.rows, strict=True)),
            statements=material.statements,
            definitions=material.definitions,
            partners=material.partners,
        )
        holds = _stands_out(contrast, matrix, known=matrix.tells(self.detection.min_statements))
        return Finding(
            kind=self.kind,
            subject=contrast.term,
            partners=contrast.partners,
            positions=_positions(contrast, matrix, material, told),
            p_value=None if lacking else contrast.p_value,
            holds=holds,
            insufficient=lacking,
            sensitive=contrast.sensitive,
            effect=Effect(measure="energy distance between usages", value=contrast.distance, interval=contrast.interval, within=contrast.within),
            confidence=max(0.05, min(0.9, 0.5 + 0.2 * (contrast.z - LEAST_Z) + 0.1 * matrix.difference())),
            severity=_severity(contrast, material),
            title=f"“{contrast.term}” stands for different criteria at {names[0]} and {names[1]}",
            questions=(f"Which of these criteria must hold before we both say “{contrast.term}”, and who confirms each of them?", *defined.questions),
            against=tuple(material.statements.row(row).id for row in contrast.against),
            common_ground=(*(criterion.value for criterion in matrix.common()), *defined.common_ground),
            clears_when=f"both partners name the same criteria for “{contrast.term}”, or agree on one list in writing",
            settlement=_settled(contrast, material) if holds else None,
        )

    def _lacking(self, contrast: Contrast, matrix: Matrix, *, tests: int) -> str | None:
        if not matrix.tells(self.detection.min_statements) and contrast.z < ALONE_Z:
            side = min((0, 1), key=lambda side: matrix.counts[side].total())
            named, partner = matrix.counts[side].total(), contrast.partners[side]
            return f"{partner}: criteria named {named} times beside “{contrast.term}”, {self.detection.min_statements} needed"
        if contrast.smallest_p > self.detection.fdr / tests:
            return f"too few documents: with {sum(contrast.documents)} no p value below {contrast.smallest_p:.2g} can be reached"
        return None

    def _coverage(self, tested: Sequence[Contrast], material: Material) -> list[Coverage]:
        identifiers = sorted(partner.id for partner in material.partners)
        found = []
        for pair in [(a, b) for i, a in enumerate(identifiers) for b in identifiers[i + 1 :]]:
            gates = sorted(contrast.term for contrast in tested if contrast.partners == pair)
            status = CoverageStatus.RAN if gates else CoverageStatus.INSUFFICIENT_DATA
            need = f"{self.detection.min_usages} statements in {self.detection.min_documents} documents of each"
            why = f"gates compared: {', '.join(gates)}" if gates else f"no word for finished, ready or accepted has {need}"
            found.append(Coverage(check=self.kind, partners=pair, status=status, why=why))
        return found


def _matrix(contrast: Contrast, material: Material) -> Matrix:
    counts = tuple(Counter(criterion for row in rows for criterion in criteria_in(_beside(contrast.term, row, material))) for rows in contrast.rows)
    return Matrix(counts=(counts[0], counts[1]), statements=(len(contrast.rows[0]), len(contrast.rows[1])))


def _beside(term: str, row: int, material: Material) -> str:
    """The statement without the gate's own word, which is no criterion of itself."""
    text: str = material.statements.row(row).text
    return " ".join(word for word in text.split() if not set(folded_phrase(word)) & set(folded_phrase(term)))


def _stands_out(contrast: Contrast, matrix: Matrix, *, known: bool) -> bool:
    """By the criteria where both sides name such as we know, and otherwise by the usages alone."""
    low = contrast.interval[0] if contrast.interval else 0.0
    if low <= 0.0 or contrast.p_without_speaker > LARGEST_P_WITHOUT_SPEAKER:
        return False
    if not known:
        return contrast.z >= ALONE_Z and contrast.distance > contrast.within
    return contrast.z >= LEAST_Z and matrix.difference() >= LEAST_DIFFERENCE and bool(matrix.own(0) or matrix.own(1))


def _settled(contrast: Contrast, material: Material) -> Settlement | None:
    """Agreed in so many words, or by definitions alike; not where the usages afterwards lie as far apart as before."""

    def converging(day: date) -> Convergence:
        if material.compared is None or material.usage_vectors is None:
            return Convergence.NOT_SHOWN
        return convergence(
            contrast.term, contrast.partners, day, usages=material.compared, statements=material.statements, vectors=material.usage_vectors
        )

    return settlement(contrast.term, contrast.partners, material.statements, definitions=material.definitions, converging=converging)


def _positions(contrast: Contrast, matrix: Matrix, material: Material, told: Sequence[Gloss]) -> tuple[Position, ...]:
    found = []
    for side, partner in enumerate(contrast.partners):
        own = matrix.own(side)
        named = [f"{criterion.value} ({matrix.counts[side][criterion]} of {matrix.statements[side]} statements)" for criterion in own[:3]]
        summary = f"names more often: {'; '.join(named)}" if named else told[side].summary
        rows = sorted(contrast.rows[side], key=lambda row: _rank(row, contrast, material, own))
        found.append(
            Position(
                partner=partner, summary=summary, statements=contrast.usages[side], evidence=tuple(material.statements.row(row).id for row in rows)
            )
        )
    return tuple(found)


def _rank(row: int, contrast: Contrast, material: Material, own: Sequence[Criterion]) -> tuple[bool, bool, bool, float, int]:
    """Statements that name the side's own criteria come first, those of minutes before chats, then those that read as criteria."""
    names_own = bool(criteria_in(_beside(contrast.term, row, material)) & set(own))
    order = [*contrast.rows[0], *contrast.rows[1]].index(row)
    chat = bool(material.statements.row(row).register == Register.CHAT)
    return row in contrast.against, not names_own, chat, -round(float(material.probabilities[row, LABELS.index(Label.DONE)]), 2), order


def _severity(contrast: Contrast, material: Material) -> Severity:
    rows = [row for side in contrast.rows for row in side]
    stakes = float(material.probabilities[rows, LABELS.index(Label.DONE)].mean())
    return Severity.HIGH if contrast.z * stakes >= 0.9 else Severity.MEDIUM
