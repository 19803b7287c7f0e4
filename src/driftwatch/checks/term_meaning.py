"""`term_meaning`: both partners use one term in different senses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Severity
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR, STATES
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Contrast, Material
from driftwatch.settings import Detection
from driftwatch.stages.settle import settlement
from driftwatch.statistics.keyness import typical

LEAST_Z = 3.0
LEAST_Z_WHERE_TOPICS_DIFFER = 3.6
BROAD = 0.4
"""Share of all words, background included, that differ at 0.05: beyond it the partners speak of other things, and one term has
to stand out further. All three were chosen on null runs: docs/evidence/terms.md."""
LARGEST_P_WITHOUT_SPEAKER = 0.10
"""The difference must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
NEIGHBOURS = 6
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK)


@dataclass(frozen=True, slots=True)
class TermMeaning:
    """Judges the contrast of every term but those of state, which `done_criteria` looks at."""

    detection: Detection = Detection()
    kind = AlertKind.TERM_MEANING

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each term that both partners use often enough."""
        mine = [contrast for contrast in material.contrasts if not set(folded_phrase(contrast.term)) & STATES]
        tested = [contrast for contrast in mine if contrast.tested]
        findings = [self._finding(contrast, material, tests=len(tested)) for contrast in tested]
        return findings, list(_coverage(mine, material, self.detection))

    def _finding(self, contrast: Contrast, material: Material, *, tests: int) -> Finding:
        names = [next(partner.name for partner in material.partners if partner.id == identifier) for identifier in contrast.partners]
        too_few = f"too few documents: with {sum(contrast.documents)} no p value below {contrast.smallest_p:.2g} can be reached"
        reachable = contrast.smallest_p <= self.detection.fdr / tests
        holds = _stands_out(contrast, least_z=_least_z(contrast, material.contrasts))
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
            ),
            against=tuple(material.statements.row(row).id for row in contrast.against),
            clears_when=f"both partners use “{contrast.term}” alike, or agree in writing on one sense or on two words",
            settlement=settlement(contrast.term, contrast.partners, material.statements) if holds else None,
        )


def _least_z(contrast: Contrast, contrasts: Sequence[Contrast]) -> float:
    background = [other.p_value <= 0.05 for other in contrasts if other.partners == contrast.partners]
    return LEAST_Z_WHERE_TOPICS_DIFFER if sum(background) > BROAD * len(background) else LEAST_Z


def _stands_out(contrast: Contrast, *, least_z: float) -> bool:
    """Whether the difference exceeds the background, each partner's own variation, and what one speaker can make."""
    low = contrast.interval[0] if contrast.interval else 0.0
    return contrast.z >= least_z and contrast.distance > contrast.within and low > 0.0 and contrast.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER


def _confidence(contrast: Contrast) -> float:
    """A provisional 0 … 0.9 from the distance to the background; to be calibrated on judged alerts (science.md, 10)."""
    return max(0.05, min(0.9, 0.5 + 0.2 * (contrast.z - LEAST_Z)))


def _positions(contrast: Contrast, material: Material) -> tuple[Position, ...]:
    bags = [_bag(rows, contrast.term, material) for rows in contrast.rows]
    found = []
    for side, partner in enumerate(contrast.partners):
        neighbours = typical(bags[side], bags[1 - side], most=NEIGHBOURS)
        summary = f"mostly near: {', '.join(neighbours)}" if neighbours else "no typical neighbours"
        rows = sorted(contrast.rows[side], key=lambda row: (row in contrast.against, _is_chat(row, material)))
        evidence = tuple(material.statements.row(row).id for row in rows)
        found.append(Position(partner=partner, summary=summary, statements=contrast.usages[side], evidence=evidence))
    return tuple(found)


def _is_chat(row: int, material: Material) -> bool:
    """Minutes and mail are quoted before chats: they are what both sides have in hand, and jokes are rarer there."""
    return bool(material.statements.row(row).register == Register.CHAT)


def _bag(rows: Iterable[int], term: str, material: Material) -> Counter[str]:
    """The content words beside the term, each counted once a statement; names of people and organisations are none."""
    hidden = set(folded_phrase(term)) | _names(material)
    bag: Counter[str] = Counter()
    for row in rows:
        folded = {word.folded for word in words(material.statements.row(row).text)}
        bag.update(word for word in folded - hidden - GRAMMAR - BACKGROUND - CALENDAR if len(word) > 2 and word.isalpha())
    return bag


def _names(material: Material) -> set[str]:
    return {word for partner in material.partners for name in (partner.name, *partner.aliases, *partner.people) for word in folded_phrase(name)}


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
