"""`time_drift`: what one partner means by a term has changed over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.talk import Partner, Register
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.drift import Drift, drifts
from driftwatch.stages.glosses import glosses
from driftwatch.stages.settle import settlement
from driftwatch.statistics.change_points import LEAST_DOCUMENTS, Shape

LEAST_Z = 2.6
"""Chosen on real series in which nothing was planted: docs/evidence/terms.md."""
LARGEST_P_WITHOUT_SPEAKER = 0.10
"""The change must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
SEEN_P = 0.01
"""From which on a change that is not raised is told in the coverage: everybody's, or one that went back."""
MOST_TOLD = 3
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK)


@dataclass(frozen=True, slots=True)
class TimeDrift:
    """Judges the change of every term of every partner, each for itself."""

    detection: Detection = Detection()
    kind = AlertKind.TIME_DRIFT

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each term that a partner says often enough, on enough days, before and after."""
        least = (self.detection.min_usages, max(self.detection.min_documents, LEAST_DOCUMENTS))
        found: tuple[Drift, ...] = ()
        if material.compared is not None and material.usage_vectors is not None:
            tested = {term.name for term in material.terms if term.tested}
            found = drifts(material.compared, material.statements, material.usage_vectors, tested=tested, least=least)
        findings = [self._finding(drift, material, tests=len(found)) for drift in found]
        return findings, [_coverage([drift for drift in found if drift.partner == each.id], each, material, least) for each in material.partners]

    def _finding(self, drift: Drift, material: Material, *, tests: int) -> Finding:
        name = next(partner.name for partner in material.partners if partner.id == drift.partner)
        lacking = _lacking(drift, material, bound=self.detection.fdr / tests)
        holds = _stands_out(drift) and drift.shape is not Shape.PULSE and not drift.together
        return Finding(
            kind=self.kind,
            subject=drift.term,
            partners=(drift.partner,),
            positions=_positions(drift, material),
            p_value=None if lacking else max(drift.p_value, drift.p_alike),
            holds=holds,
            insufficient=lacking,
            sensitive=drift.sensitive,
            effect=Effect(measure="energy distance of usages before and after", value=drift.distance, interval=drift.interval, within=drift.within),
            confidence=max(0.05, min(0.9, 0.5 + 0.2 * (drift.z - LEAST_Z))),
            severity=_severity(drift, material),
            title=f"The use of “{drift.term}” by {name} changed {_when(drift)}",
            questions=(
                f"Does “{drift.term}” mean the same in the first and in the later statements quoted here?",
                f"If its sense has changed, which one holds for what was agreed before {drift.between[1]}?",
            ),
            against=tuple(material.statements.row(row).id for row in drift.against),
            clears_when=f"{name} uses “{drift.term}” as before, or the partners write down which sense holds from when on",
            settlement=_settled(drift, material) if holds else None,
        )


def _lacking(drift: Drift, material: Material, *, bound: float) -> str | None:
    if drift.smallest_p > bound:
        return f"too few documents: with {sum(drift.documents)} no p value below {drift.smallest_p:.2g} can be reached"
    if drift.unknown:
        names = [partner.name for partner in material.partners if partner.id in drift.unknown]
        return f"{', '.join(names)}: too few usages before or after {drift.between[1]} to tell one partner's change from the programme's"
    return None


def _stands_out(drift: Drift) -> bool:
    """Whether the change exceeds that of other words, the variation within each time, and what one speaker can make."""
    low = drift.interval[0] if drift.interval else 0.0
    return drift.z >= LEAST_Z and drift.distance > drift.within and low > 0.0 and drift.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER


def _settled(drift: Drift, material: Material) -> Settlement | None:
    """The last agreement with another partner on the term, made while the use changed or later; one made before did not foresee the change."""
    pairs = [(drift.partner, other.id) for other in material.partners if other.id != drift.partner]
    found = [one for pair in pairs if (one := settlement(drift.term, pair, material.statements)) is not None and one.on >= drift.between[0]]
    return max(found, key=lambda one: (one.on, one.evidence), default=None)


def _when(drift: Drift) -> str:
    first, last = drift.between
    return f"little by little between {first} and {last}" if drift.shape is Shape.RAMP else f"between {first} and {last}"


def _positions(drift: Drift, material: Material) -> tuple[Position, ...]:
    """Two of the one partner: before and after."""
    sides = [(drift.partner, rows) for rows in drift.rows]
    told = glosses(drift.term, sides, statements=material.statements, definitions=material.definitions, partners=material.partners)
    times = (f"up to {drift.between[0]}", f"from {drift.between[1]}")
    found = []
    for place, rows in enumerate(drift.rows):
        order = sorted(rows, key=lambda row: (_is_amid(row, drift, material), row in drift.against, _is_chat(row, material)))
        evidence = tuple(material.statements.row(row).id for row in order)
        found.append(
            Position(partner=drift.partner, summary=f"{times[place]}, {told[place].summary}", statements=drift.usages[place], evidence=evidence)
        )
    return tuple(found)


def _is_amid(row: int, drift: Drift, material: Material) -> bool:
    """Whether it was said in the days of the change, when either use can be meant."""
    said_at = material.statements.row(row).said_at
    return said_at is not None and drift.between[0] < said_at.date() < drift.between[1]


def _is_chat(row: int, material: Material) -> bool:
    """Minutes and mail are quoted before chats: they are what both sides have in hand, and jokes are rarer there."""
    return bool(material.statements.row(row).register == Register.CHAT)


def _severity(drift: Drift, material: Material) -> Severity:
    """Effect times stakes: how often the term stands in goals, criteria, measures and risks."""
    rows = [row for side in drift.rows for row in side]
    stakes = sum(max(float(material.probabilities[row, LABELS.index(label)]) for label in _STAKES) for row in rows) / len(rows)
    weight = max(drift.z, 0.0) * stakes
    return Severity.HIGH if weight >= 1.5 else Severity.MEDIUM if weight >= 0.6 else Severity.LOW


def _coverage(found: Sequence[Drift], partner: Partner, material: Material, least: tuple[int, int]) -> Coverage:
    """With what was seen and is not raised: a change that all made is the programme's."""
    if not found:
        own = material.statements.where(material.statements.partner == partner.id)
        dated = sum(said_at is not None for said_at in own.said_at)
        need = f"no term has {least[0]} usages in {least[1]} documents both before and after any day"
        why = f"{need}; {dated:,} of {len(own):,} statements carry a date"
        return Coverage(check=AlertKind.TIME_DRIFT, partners=(partner.id,), status=CoverageStatus.INSUFFICIENT_DATA, why=why)
    seen = [drift for drift in found if drift.p_value <= SEEN_P and _stands_out(drift)]
    told = [
        _told([drift.term for drift in seen if drift.together], "changed with the other partners alike: the programme's use, not one partner's"),
        _told([drift.term for drift in seen if drift.shape is Shape.PULSE and not drift.together], "changed and went back"),
    ]
    why = "; ".join([f"{len(found)} {'term' if len(found) == 1 else 'terms'} followed over time", *filter(None, told)])
    return Coverage(check=AlertKind.TIME_DRIFT, partners=(partner.id,), status=CoverageStatus.RAN, why=why)


def _told(terms: Sequence[str], what: str) -> str:
    more = f" and {len(terms) - MOST_TOLD} more" if len(terms) > MOST_TOLD else ""
    return f"{', '.join(f'“{term}”' for term in terms[:MOST_TOLD])}{more} {what}" if terms else ""
