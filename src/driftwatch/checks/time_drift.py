"""`time_drift`: what one partner means by a term, or what it says that holds of a thing, has changed over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import (
    AlertKind,
    Basis,
    Coverage,
    CoverageStatus,
    Effect,
    Finding,
    Item,
    Position,
    Reckoning,
    Settlement,
    Severity,
)
from driftwatch.domain.measure_wording import times
from driftwatch.domain.talk import Partner, Register
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.drift import CANDIDATE_P, Drift, drifts
from driftwatch.stages.glosses import glosses
from driftwatch.stages.moving_figures import FACTOR, Moving, moving_figures
from driftwatch.stages.moving_figures import LEAST_DOCUMENTS as LEAST_OF_FIGURES
from driftwatch.stages.settle import settlement
from driftwatch.statistics.change_points import LEAST_DOCUMENTS, Shape

LEAST_Z = 2.6
"""Chosen on real series in which nothing was planted: docs/evidence/terms.md."""
LARGEST_P_WITHOUT_SPEAKER = 0.10
"""The change must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
SEEN_P = 0.01
"""From which on a change that is not raised is told in the coverage: everybody's, or one that went back."""
MOST_TOLD = 3
LEAST_PARTED = 0.85
"""Share of the documents whose figure must lie on its own side of the middle between before and after."""
LARGEST_P = 0.05
"""Of a figure, before it is counted together with others: with three documents on either side none is raised."""
SENSES, FIGURES = "senses", "figures"
"""Families of tests."""
LARGE_STAKES = 0.4
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK)


@dataclass(frozen=True, slots=True)
class TimeDrift:
    """Judges the change of every term of every partner, each for itself, and of every thing for which a partner gives figures again and again."""

    detection: Detection = Detection()
    kind = AlertKind.TIME_DRIFT

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each term that a partner says often enough, and each thing of which it says often enough what holds, before and after."""
        least = (self.detection.min_usages, max(self.detection.min_documents, LEAST_DOCUMENTS))
        found: tuple[Drift, ...] = ()
        if material.compared is not None and material.usage_vectors is not None:
            tested = {term.name for term in material.terms if term.tested}
            found = drifts(material.compared, material.statements, material.usage_vectors, tested=tested, least=least)
        moving = moving_figures(material.statements, charter=material.charter, names=_names(material))
        findings = [self._finding(drift, material, tests=len(found)) for drift in found]
        findings += [self._figure_finding(one, material) for one in moving]
        coverage = []
        for each in material.partners:
            own = [drift for drift in found if drift.partner == each.id]
            coverage.append(_coverage(own, [one for one in moving if one.partner == each.id], each, material, least))
        return findings, coverage

    def _finding(self, drift: Drift, material: Material, *, tests: int) -> Finding:
        name = _name(drift.partner, material)
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
            settlement=_settled(drift.term, drift.partner, drift.between[0], material) if holds else None,
            family=SENSES,
            basis=_basis_of_sense(drift, material) if holds else None,
        )

    def _figure_finding(self, one: Moving, material: Material) -> Finding:
        name = _name(one.partner, material)
        lacking = None
        if one.shift.smallest_p > LARGEST_P:
            lacking = f"too few documents: with {sum(one.documents)} no p value below {one.shift.smallest_p:.2g} can be reached"
        settled = _settled(one.thing, one.partner, one.between[0], material)
        holds = one.shift.p_value <= LARGEST_P and _moved(one) and (settled is not None or not _together(one))
        former, new = (min(_written(one, place), key=len) for place in (0, 1))
        signed = (f"The charter has “{one.charter}”: does it still hold?",) if one.charter else ()
        return Finding(
            kind=self.kind,
            subject=one.thing,
            partners=(one.partner,),
            positions=tuple(_figure_position(one, place, material) for place in (0, 1)),
            p_value=None if lacking else one.shift.p_value,
            holds=holds,
            insufficient=lacking,
            effect=_figure_effect(one),
            confidence=_figure_confidence(one),
            severity=_figure_severity(one, material),
            title=f"What {name} gives for “{one.thing}” changed between {one.between[0]} and {one.between[1]}",
            questions=(f"Which holds for “{one.thing}” now, “{former}” or “{new}”, and since when?", *signed),
            against=tuple(material.statements.row(row).id for row in one.against),
            clears_when=f"the partners write down which figure holds for “{one.thing}” from when on, or {name} gives the former one again",
            settlement=settled if holds else None,
            family=FIGURES,
            basis=_basis_of_figure(one, material) if holds else None,
        )


def _names(material: Material) -> frozenset[str]:
    """Folded words of people and organisations."""
    return frozenset(word for each in material.partners for name in (each.name, *each.aliases, *each.people) for word in folded_phrase(name))


def _name(partner: str, material: Material) -> str:
    return next(each.name for each in material.partners if each.id == partner)


def _moved(one: Moving) -> bool:
    """Whether the figures before and after lie apart, hardly cross, and do so without any one speaker where there are several."""
    low, high = one.shift.interval
    apart = abs(one.shift.medians[1] - one.shift.medians[0]) >= log(FACTOR) and low * high > 0
    return apart and one.shift.parted >= LEAST_PARTED and one.survives is not False


def _together(one: Moving) -> bool:
    return any(other.alike for other in one.others)


def _written(one: Moving, place: int) -> list[str]:
    """The figures as they are written, those nearest to the median first."""
    written = [told.holding.words for told in one.told[place]]
    return list({words.casefold(): words for words in reversed(written)}.values())[::-1][:MOST_TOLD]


def _figure_position(one: Moving, place: int, material: Material) -> Position:
    time = f"up to {one.between[0]}" if place == 0 else f"from {one.between[1]}"
    rows = [told.row for told in one.told[place]]
    order = sorted(rows, key=lambda row: (row in one.against, _is_chat(row, material)))
    summary = f"{time}: {', '.join(f'“{words}”' for words in _written(one, place))} ({times(len(rows), one.documents[place])})"
    return Position(partner=one.partner, summary=summary, statements=len(rows), evidence=tuple(material.statements.row(row).id for row in order))


def _figure_effect(one: Moving) -> Effect:
    step = one.shift.medians[1] - one.shift.medians[0]
    low, high = sorted(exp(bound if step > 0 else -bound) for bound in one.shift.interval)
    return Effect(measure="factor between the medians before and after", value=exp(abs(step)), interval=(low, high), within=exp(one.shift.within))


def _basis_of_figure(one: Moving, material: Material) -> Basis:
    """The figures as logarithms; the effect grows as they move on from where they were."""
    told = sorted((material.statements.row(each.row).id, log(each.holding.value)) for part in one.told for each in part)
    items = tuple(Item(statement=statement, partner=one.partner, values=(value,)) for statement, value in told)
    rising = one.shift.medians[1] > one.shift.medians[0]
    return Basis(reckoning=Reckoning.FACTOR, items=items, scale=1.0 if rising else -1.0, origin=float(one.shift.medians[0]))


def _basis_of_sense(drift: Drift, material: Material) -> Basis:
    """The statements before the change, against which all others are held."""
    items = tuple(Item(statement=name, partner=drift.partner) for name in sorted(material.statements.row(row).id for row in drift.rows[0]))
    return Basis(reckoning=Reckoning.CHANGE, items=items)


def _figure_confidence(one: Moving) -> float:
    """By how often it was said, how many speakers carry it, and whether the charter has the figure."""
    often = 0.05 * min(min(one.documents) - LEAST_OF_FIGURES, 2)
    return round(0.5 + often + 0.1 * (one.shift.p_value <= 0.01) + 0.1 * (one.survives is True) + 0.1 * bool(one.charter), 2)


def _figure_severity(one: Moving, material: Material) -> Severity:
    """Effect and stakes: how far it moved, whether the charter fixes it, whether goals, criteria, measures or risks are told with it."""
    rows = [told.row for side in one.told for told in side]
    step = abs(one.shift.medians[1] - one.shift.medians[0]) / log(FACTOR)
    weight = (step >= 2) + (step >= 4) + bool(one.charter) + (_stakes(rows, material) >= LARGE_STAKES)
    return Severity.HIGH if weight == 4 else Severity.MEDIUM if weight >= 2 else Severity.LOW


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


def _settled(subject: str, partner: str, since: date, material: Material) -> Settlement | None:
    """The last agreement with another partner on the subject, made while it changed or later; one made before did not foresee the change."""
    pairs = [(partner, other.id) for other in material.partners if other.id != partner]
    found = [one for pair in pairs if (one := settlement(subject, pair, material.statements)) is not None and one.on >= since]
    return max(found, key=lambda one: (one.on, one.evidence), default=None)


def _when(drift: Drift) -> str:
    first, last = drift.between
    return f"little by little between {first} and {last}" if drift.shape is Shape.RAMP else f"between {first} and {last}"


def _positions(drift: Drift, material: Material) -> tuple[Position, ...]:
    """Two of the one partner: before and after; what each is like is looked for only where an alert may come of it."""
    summaries = [f"up to {drift.between[0]}", f"from {drift.between[1]}"]
    if drift.p_value <= CANDIDATE_P:
        sides = [(drift.partner, rows) for rows in drift.rows]
        told = glosses(drift.term, sides, statements=material.statements, definitions=material.definitions, partners=material.partners)
        summaries = [f"{time}, {gloss.summary}" for time, gloss in zip(summaries, told, strict=True)]
    found = []
    for place, rows in enumerate(drift.rows):
        order = sorted(rows, key=lambda row: (_is_amid(row, drift, material), row in drift.against, _is_chat(row, material)))
        evidence = tuple(material.statements.row(row).id for row in order)
        found.append(Position(partner=drift.partner, summary=summaries[place], statements=drift.usages[place], evidence=evidence))
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
    weight = max(drift.z, 0.0) * _stakes([row for side in drift.rows for row in side], material)
    return Severity.HIGH if weight >= 1.5 else Severity.MEDIUM if weight >= 0.6 else Severity.LOW


def _stakes(rows: Sequence[int], material: Material) -> float:
    return sum(max(float(material.probabilities[row, LABELS.index(label)]) for label in _STAKES) for row in rows) / len(rows)


def _coverage(
    found: Sequence[Drift], moving: Sequence[Moving], partner: Partner, material: Material, least: tuple[int, int]
) -> Coverage:
    """With what was seen and is not raised: a change that all made is the programme's."""
    if not (found or moving):
        own = material.statements.where(material.statements.partner == partner.id)
        dated = sum(said_at is not None for said_at in own.said_at)
        need = f"no term has {least[0]} usages in {least[1]} documents, and nothing a figure in {LEAST_OF_FIGURES}, both before and after any day"
        why = f"{need}; {dated:,} of {len(own):,} statements carry a date"
        return Coverage(check=AlertKind.TIME_DRIFT, partners=(partner.id,), status=CoverageStatus.INSUFFICIENT_DATA, why=why)
    seen = [drift for drift in found if drift.p_value <= SEEN_P and _stands_out(drift)]
    alike = [drift.term for drift in seen if drift.together] + [one.thing for one in moving if _moved(one) and _together(one)]
    told = [
        f"what holds of {len(moving)} {'thing' if len(moving) == 1 else 'things'}" if moving else "",
        _told(alike, "changed with the other partners alike: the programme's use, not one partner's"),
        _told([drift.term for drift in seen if drift.shape is Shape.PULSE and not drift.together], "changed and went back"),
    ]
    why = "; ".join([f"{len(found)} {'term' if len(found) == 1 else 'terms'} followed over time", *filter(None, told)])
    return Coverage(check=AlertKind.TIME_DRIFT, partners=(partner.id,), status=CoverageStatus.RAN, why=why)


def _told(terms: Sequence[str], what: str) -> str:
    more = f" and {len(terms) - MOST_TOLD} more" if len(terms) > MOST_TOLD else ""
    return f"{', '.join(f'“{term}”' for term in terms[:MOST_TOLD])}{more} {what}" if terms else ""
