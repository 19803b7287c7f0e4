"""`term_meaning`: both partners use one term in different senses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from driftwatch.domain.gate_families import EVENTS
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import (
    AlertKind,
    Basis,
    Convergence,
    Coverage,
    CoverageStatus,
    Effect,
    Finding,
    Position,
    Reckoning,
    Settlement,
    Severity,
)
from driftwatch.domain.ordinary import STATES
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Contrast, Material
from driftwatch.settings import Detection
from driftwatch.shared import one_voice_question
from driftwatch.stages.converge import convergence
from driftwatch.stages.definitions import points_of
from driftwatch.stages.glosses import glosses
from driftwatch.stages.settle import settlement
from driftwatch.statistics.stances import one_voice_penalty

LEAST_KEPT = 0.5
"""Share of the distance that must remain whoever is left out, where others say enough to tell: one loud speaker is not a partner."""
LEAST_Z = 3.0
LEAST_Z_WHERE_TOPICS_DIFFER = 3.6
BROAD = 0.4
"""Share of ordinary words that differ at 0.05: beyond it the partners speak of other things, and one term has to stand out further.
All three were chosen on null runs: docs/evidence/terms.md."""
PRIOR_WORDS, USUAL = 10, 0.15
"""So many ordinary words, of which so many differ, are known from elsewhere: a handful of them says nothing."""
CLEAR_P, CLEAR_DISTANCE, CLEAR_LOW = 0.0005, 0.3, 0.1
"""So clear, and as far apart as two senses of a word in the dictionary: no need then to stand out among words that differ as well, as partners who
mean different things by one word often do by several. Not where the partners speak of other things."""
_GATES = STATES - EVENTS
"""Words that say of a thing how far it has come; a noun among them names what happens, and can be meant in two senses like any other."""
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK)


@dataclass(frozen=True, slots=True)
class TermMeaning:
    """Judges the contrast of every term but those that say how far a thing has come, which `done_criteria` looks at."""

    detection: Detection = Detection()
    kind = AlertKind.TERM_MEANING

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each term that both partners use often enough."""
        mine = [contrast for contrast in material.contrasts if not set(folded_phrase(contrast.term)) & _GATES]
        tested = [contrast for contrast in mine if contrast.tested]
        findings = [self._finding(contrast, material, tests=len(tested)) for contrast in tested]
        return findings, list(_coverage(mine, material, self.detection))

    def _finding(self, contrast: Contrast, material: Material, *, tests: int) -> Finding:
        names = [next(partner.name for partner in material.partners if partner.id == identifier) for identifier in contrast.partners]
        too_few = f"too few documents: with {sum(contrast.documents)} no p value below {contrast.smallest_p:.2g} can be reached"
        reachable = contrast.smallest_p <= self.detection.fdr / tests
        defined = points_of(contrast.term, contrast.partners, material.definitions, partners=material.partners)
        holds = _stands_out(contrast, least_z=_least_z(contrast, material))
        return Finding(
            kind=self.kind,
            subject=contrast.term,
            partners=contrast.partners,
            positions=_positions(contrast, material),
            p_value=contrast.p_value if reachable else None,
            holds=holds,
            insufficient=None if reachable else too_few,
            sensitive=contrast.sensitive,
            effect=Effect(measure="energy distance between usages", value=contrast.distance, interval=contrast.interval, within=contrast.within),
            confidence=_confidence(contrast),
            severity=_severity(contrast, material),
            title=f"“{contrast.term}” is used in different senses by {names[0]} and {names[1]}",
            questions=(
                f"What does each of us count as “{contrast.term}”, and can we each give one recent example?",
                f"Which sense of “{contrast.term}” shall hold in our joint minutes and figures?",
                *defined.questions,
                *one_voice_question(contrast.others),
            ),
            common_ground=defined.common_ground,
            against=tuple(material.statements.row(row).id for row in contrast.against),
            clears_when=f"both partners use “{contrast.term}” alike, or agree in writing on one sense or on two words",
            settlement=_settled(contrast, material) if holds else None,
            basis=Basis(reckoning=Reckoning.USAGES) if holds else None,
        )


def _least_z(contrast: Contrast, material: Material) -> float:
    """Higher where the partners speak of other things altogether, but for a term that one of them defines: for them it is one of art."""
    ordinary = [other.p_value <= 0.05 for other in material.contrasts if other.partners == contrast.partners and not other.term_like]
    if sum(ordinary) + PRIOR_WORDS * USUAL <= BROAD * (len(ordinary) + PRIOR_WORDS):
        return LEAST_Z
    phrase = folded_phrase(contrast.term)
    defined = any(each.words == phrase and each.partner in contrast.partners and each.left_out is None for each in material.definitions)
    return LEAST_Z if defined else LEAST_Z_WHERE_TOPICS_DIFFER


def _stands_out(contrast: Contrast, *, least_z: float) -> bool:
    """Whether the difference exceeds the background, each partner's own variation, and what one speaker can make."""
    low = contrast.interval[0] if contrast.interval else 0.0
    clear = contrast.p_value <= CLEAR_P and contrast.distance >= CLEAR_DISTANCE and low >= CLEAR_LOW and least_z <= LEAST_Z
    apart = contrast.distance > contrast.within and low > 0.0
    return (contrast.z >= least_z or clear) and apart and contrast.several_voices and contrast.kept_without_speaker >= LEAST_KEPT


def _confidence(contrast: Contrast) -> float:
    """A provisional 0 … 0.9 from the distance to the background; to be calibrated on judged alerts (science.md, 10)."""
    return max(0.05, min(0.9, 0.5 + 0.2 * (contrast.z - LEAST_Z) - one_voice_penalty(contrast.others)))


def _settled(contrast: Contrast, material: Material) -> Settlement | None:
    """Agreed in so many words, or by definitions alike; not where the usages afterwards lie as far apart as before."""

    def converging(day: date) -> Convergence:
        if material.compared is None or material.usage_vectors is None:
            return Convergence.NOT_SHOWN
        return convergence(
            contrast.term, contrast.partners, day, usages=material.compared, statements=material.statements, vectors=material.usage_vectors
        )

    return settlement(contrast.term, contrast.partners, material.statements, definitions=material.definitions, converging=converging)


def _positions(contrast: Contrast, material: Material) -> tuple[Position, ...]:
    sides = tuple(zip(contrast.partners, contrast.rows, strict=True))
    told = glosses(
        contrast.term, sides, statements=material.statements, definitions=material.definitions, partners=material.partners
    )
    found = []
    for side, (partner, own) in enumerate(sides):
        defining = told[side].definition
        rows = sorted(own, key=lambda row: (defining is None or row != defining.statement, row in contrast.against, _is_chat(row, material)))
        evidence = tuple(material.statements.row(row).id for row in rows)
        found.append(Position(partner=partner, summary=told[side].summary, statements=contrast.usages[side], evidence=evidence))
    return tuple(found)


def _is_chat(row: int, material: Material) -> bool:
    """Minutes and mail are quoted before chats: they are what both sides have in hand, and jokes are rarer there."""
    return bool(material.statements.row(row).register == Register.CHAT)


def _severity(contrast: Contrast, material: Material) -> Severity:
    """Effect times stakes: how often the term stands in goals, criteria, measures and risks."""
    rows = [row for side in contrast.rows for row in side]
    stakes = sum(max(float(material.probabilities[row, LABELS.index(label)]) for label in _STAKES) for row in rows) / len(rows)
    weight = max(contrast.z, 0.0) * stakes
    return Severity.HIGH if weight >= 1.5 else Severity.MEDIUM if weight >= 0.6 else Severity.LOW


def _coverage(contrasts: Sequence[Contrast], material: Material, detection: Detection) -> Iterable[Coverage]:
    identifiers = sorted(partner.id for partner in material.partners)
    for pair in [(a, b) for i, a in enumerate(identifiers) for b in identifiers[i + 1 :]]:
        own = [contrast for contrast in contrasts if contrast.partners == pair]
        tested = [contrast for contrast in own if contrast.tested]
        if tested:
            yield Coverage(
                check=AlertKind.TERM_MEANING, partners=pair, status=CoverageStatus.RAN, why=_compared(len(tested))
            )
        else:
            need = f"{detection.min_usages} usages in {detection.min_documents} documents of each"
            yield Coverage(check=AlertKind.TERM_MEANING, partners=pair, status=CoverageStatus.INSUFFICIENT_DATA, why=f"no term has {need}")


def _compared(number: int) -> str:
    return f"{number} {'term' if number == 1 else 'terms'} compared"
