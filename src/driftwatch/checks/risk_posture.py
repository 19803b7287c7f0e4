"""`risk_posture`: on like subjects one partner would rather avoid a risk, the other rather take it and learn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from driftwatch.domain.attitude_cues import Reason
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Severity
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.risk_areas import Area, Floats, Stance, areas, items_of, likeness, seeded, stances
from driftwatch.stages.settle import settlement
from driftwatch.statistics.matched_stances import matched_test, matched_weight
from driftwatch.statistics.stances import StanceTest, stance_test

OVERALL = "risk posture"
LEAST_DOCUMENTS = 3
"""Documents of each side in which it takes a side."""
LEAST_POLE = 3
"""Statements of each side that carry the pole to which it leans; so many can be quoted."""
LEAST_DIFFERENCE = 0.6
"""On a scale from -1 to 1, where plain statements of the two poles lie about 1.2 apart."""
LEAST_LOW = 0.2
"""Lower end of the interval of the difference."""
LEAST_SHARE = 0.6
"""Share of each side's statements that carry the pole to which it leans."""
LARGEST_P_WITHOUT_SPEAKER = 0.20
"""The difference must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
AREA_POLE, AREA_LOW, AREA_AGREED = 5, 0.5, 0.75
"""LEAST_POLE, LEAST_LOW and LEAST_SHARE for an area by itself: areas are many and small. On minutes of one group dealt at random the bounds of
the whole let four areas pass in 180 deals, these none."""
AREA_SHARE = 0.4
"""Share of both sides' statements from which on the posture is told as that of one area."""
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK, Label.COMMITMENT)
_LEANS = {-1: "leans to avoiding or proving first", 1: "leans to trying and accepting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """The stances of two partners on one subject, and their test."""

    subject: str
    held: tuple[Stance, ...]
    test: StanceTest
    weight: Floats
    """Of each stance: how much the other side says on a like subject; shape (stances,)."""

    def of(self, partner: str) -> list[int]:
        """Places of the partner's stances."""
        return [place for place, one in enumerate(self.held) if one.said.partner == partner]

    def pole(self, side: int) -> int:
        """To which the side leans: the side with the lower mean to -1, the other to 1."""
        mean, other = float(self.test.means[side][0]), float(self.test.means[1 - side][0])
        return -1 if mean < other else 1

    def carried(self, side: int, partner: str) -> list[int]:
        """The partner's stances of the pole to which it leans."""
        return [place for place in self.of(partner) if self.held[place].attitude.score * self.pole(side) > 0]


@dataclass(frozen=True, slots=True)
class RiskPosture:
    """Compares what every two partners hold of risks where they speak of like things, over all and around each area."""

    detection: Detection = Detection()
    kind = AlertKind.RISK_POSTURE

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """One finding for each pair of partners, and one for each area around which both take sides."""
        held = stances(material.statements)
        pairs = list(combinations(sorted(partner.id for partner in material.partners), 2))
        findings, coverage = [], []
        for pair in pairs:
            both = tuple(one for one in held if one.said.partner in pair)
            lacking = self._lacking(both, pair, material)
            compared = None if lacking else self._overall(both, pair, material)
            if compared is None:
                coverage.append(_row(pair, CoverageStatus.INSUFFICIENT_DATA, f"{lacking or 'no shared subjects'}; {_volume(pair, material)}"))
                continue
            findings += self._findings(compared, pair, material, tests=len(pairs))
            why = f"{_counts(both, pair)} that take a side; {_volume(pair, material)}"
            coverage.append(_row(pair, CoverageStatus.RAN, why))
        return findings, coverage

    def _lacking(self, held: Sequence[Stance], pair: tuple[str, str], material: Material) -> str:
        for partner in pair:
            own = [one for one in held if one.said.partner == partner]
            documents = {one.said.document for one in own}
            if len(own) < self.detection.min_statements or len(documents) < LEAST_DOCUMENTS:
                need = f"{self.detection.min_statements} in {LEAST_DOCUMENTS} documents needed"
                return f"{partner}: {len(own)} statements in {len(documents)} documents take a side for or against a risk, {need}"
        return "" if material.statement_vectors is not None else "no statement of risks, goals or criteria"

    def _overall(self, held: tuple[Stance, ...], pair: tuple[str, str], material: Material) -> _Compared | None:
        assert material.statement_vectors is not None  # noqa: S101  _lacking has said so
        items, alike = items_of(held, pair), likeness(held, material.statements, material.statement_vectors)
        if min(matched_weight(alike, items.side)) < self.detection.min_statements - 1:
            return None
        test = matched_test(items, alike, rng=seeded(held))
        between = np.where(items.side[:, None] != items.side[None, :], alike, 0.0).sum(axis=1)
        return None if test is None else _Compared(subject=OVERALL, held=held, test=test, weight=between / max(float(between.max()), 1e-9))

    def _findings(self, overall: _Compared, pair: tuple[str, str], material: Material, *, tests: int) -> list[Finding]:
        """An area that goes with the whole is told with it; one that does not is a matter of its own."""
        names = {word for each in material.partners for name in (each.name, *each.aliases, *each.people) for word in folded_phrase(name)}
        local = [(area, _around(area, overall, pair)) for area in areas(overall.held, material.statements, pair, names=names)]
        raised = self._stands_out(overall, pair)
        told = raised and overall.test.p_value <= self.detection.fdr
        leading = next((area for area, around in local if told and _goes_with(around, overall) and self._is_main(area, overall, pair)), None)
        found = [self._finding(overall, pair, material, tests=tests, area=leading, holds=raised)]
        for area, around in local:
            apart = self._stands_out(around, pair) and _is_clear(around, pair) and not (told and _goes_with(around, overall))
            if area is not leading:
                found.append(self._finding(around, pair, material, tests=tests, area=area, holds=apart))
        return found

    def _is_main(self, area: Area, overall: _Compared, pair: tuple[str, str]) -> bool:
        carried = [set(overall.carried(side, partner)) for side, partner in enumerate(pair)]
        inside = [places & set(area.members) for places in carried]
        return all(len(some) >= max(LEAST_POLE, AREA_SHARE * len(every)) for some, every in zip(inside, carried, strict=True))

    def _stands_out(self, compared: _Compared, pair: tuple[str, str]) -> bool:
        test = compared.test
        low = test.interval[0] if test.interval else 0.0
        means = sorted(float(mean[0]) for mean in test.means)
        return (
            means[0] < 0.0 < means[1]
            and test.distance >= LEAST_DIFFERENCE
            and test.distance > test.within
            and low >= LEAST_LOW
            and test.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER
            and _carry(compared, pair, least=LEAST_POLE, share=LEAST_SHARE)
        )

    def _finding(self, compared: _Compared, pair: tuple[str, str], material: Material, *, tests: int, area: Area | None, holds: bool) -> Finding:
        one, other = (next(partner.name for partner in material.partners if partner.id == identifier) for identifier in pair)
        test, subject = compared.test, area.name if area else OVERALL
        lacking = test.smallest_p > self.detection.fdr / tests
        poles = (compared.carried(side, partner) for side, partner in enumerate(pair))
        least = min(len(places) for places in poles)
        low = test.interval[0] if test.interval else 0.0
        about = f"around “{subject}”" if area else "on like subjects"
        return Finding(
            kind=self.kind,
            subject=subject,
            partners=pair,
            positions=tuple(_position(compared, side, partner, area) for side, partner in enumerate(pair)),
            p_value=None if lacking else test.p_value,
            holds=holds and not lacking,
            insufficient=f"too few documents: no p value below {test.smallest_p:.2g} can be reached" if lacking else None,
            sensitive=test.smallest_p <= self.detection.fdr / (2 * tests) and least >= LEAST_POLE,
            effect=Effect(measure="difference of attitude to risk, -1 … 1", value=test.distance, interval=test.interval, within=test.within),
            confidence=max(0.05, min(0.9, 0.4 + 0.25 * low + 0.02 * min(least, 10))),
            severity=_severity(compared, pair, material),
            title=f"{one} and {other} lean to different sides between avoiding a risk and taking it {about}",
            questions=_questions(subject if area else ""),
            against=_against(compared, pair),
            common_ground=_common(compared, pair),
            clears_when=f"both partners write down what may go wrong {about} and what must not, or their statements lean the same way",
            settlement=settlement(subject, pair, material.statements) if holds and area else None,
        )


def _is_clear(around: _Compared, pair: tuple[str, str]) -> bool:
    """Whether an area would be raised by itself."""
    low = around.test.interval[0] if around.test.interval else 0.0
    return low >= AREA_LOW and _carry(around, pair, least=AREA_POLE, share=AREA_AGREED)


def _carry(compared: _Compared, pair: tuple[str, str], *, least: int, share: float) -> bool:
    counts = [(len(compared.carried(side, partner)), len(compared.of(partner))) for side, partner in enumerate(pair)]
    return all(carried >= max(least, share * own) for carried, own in counts)


def _around(area: Area, overall: _Compared, pair: tuple[str, str]) -> _Compared:
    held = tuple(overall.held[place] for place in area.members)
    test = stance_test(items_of(held, pair), rng=seeded(held, area.name))
    weight = np.array([1.0 if place in area.naming else 0.7 for place in area.members])
    return _Compared(subject=area.name, held=held, test=test, weight=weight)


def _goes_with(around: _Compared, overall: _Compared) -> bool:
    """Whether the sides differ around the area in the direction in which they do over all."""
    return around.pole(0) == overall.pole(0)


def _position(compared: _Compared, side: int, partner: str, area: Area | None) -> Position:
    own, carried = compared.of(partner), compared.carried(side, partner)
    documents = len({compared.held[place].said.document for place in carried})
    reasons = Counter(compared.held[place].attitude.reasons[0] for place in carried).most_common()
    most = "; ".join(f"{reason.value} ({count})" for reason, count in sorted(reasons, key=lambda each: (-each[1], each[0]))[:3])
    summary = f"{_LEANS[compared.pole(side)]}: {len(carried)} of {len(own)} statements that take a side, in {documents} documents; {most}"
    naming = area.naming if area else frozenset[int]()
    around = frozenset(area.members) if area and compared.subject == OVERALL else frozenset[int]()
    ranked = sorted(carried, key=lambda place: _rank(compared, place, around, naming if compared.subject == OVERALL else frozenset()))
    return Position(partner=partner, summary=summary, statements=len(own), evidence=tuple(compared.held[place].said.id for place in ranked))


def _rank(compared: _Compared, place: int, around: frozenset[int], naming: frozenset[int]) -> tuple[bool, float, str]:
    """In the area first; then by how plain it is, how much the other side says on the like, and minutes before chats."""
    one = compared.held[place]
    chat = one.said.register == Register.CHAT
    plain = abs(one.attitude.score) * (0.5 + 0.5 * float(compared.weight[place])) * (0.85 if chat else 1.0) * (1.2 if place in naming else 1.0)
    return bool(around) and place not in around, -round(plain, 2), one.said.id


def _against(compared: _Compared, pair: tuple[str, str]) -> tuple[str, ...]:
    found = []
    for side, partner in enumerate(pair):
        carried = set(compared.carried(side, partner))
        found += [compared.held[place].said.id for place in compared.of(partner) if place not in carried]
    return tuple(found)


def _common(compared: _Compared, pair: tuple[str, str]) -> tuple[str, ...]:
    """What both sides show at least twice, whichever way they lean."""
    counts = [
        Counter((_pole(compared.held[place]), reason) for place in compared.of(partner) for reason in compared.held[place].attitude.reasons)
        for partner in pair
    ]
    shared = [
        (pole, reason) for pole in (-1, 1) for reason in Reason if reason is not Reason.PREFERS and min(count[pole, reason] for count in counts) >= 2
    ]
    return tuple(f"at times each side {reason.value}" for _, reason in shared)


def _pole(one: Stance) -> int:
    return 1 if one.attitude.score > 0 else -1


def _questions(area: str) -> tuple[str, ...]:
    about = f" around “{area}”" if area else ""
    return (
        f"What may go wrong{about}, what must not, and who says so beforehand?",
        "What would have to be shown first for both to agree to a try, and how would it be undone?",
    )


def _severity(compared: _Compared, pair: tuple[str, str], material: Material) -> Severity:
    """Effect times stakes: how often it is said of goals, criteria, measures and risks, and in how many documents of both."""
    rows = [one.row for one in compared.held]
    columns = [LABELS.index(label) for label in _STAKES]
    stakes = float(material.probabilities[rows][:, columns].max(axis=1).mean())
    documents = min(len({compared.held[place].said.document for place in compared.of(partner)}) for partner in pair)
    weight = compared.test.distance * stakes * min(1.0, documents / 8)
    return Severity.HIGH if weight >= 1.1 else Severity.MEDIUM if weight >= 0.35 else Severity.LOW


def _counts(held: Sequence[Stance], pair: tuple[str, str]) -> str:
    count = Counter(one.said.partner for one in held)
    documents = {partner: len({one.said.document for one in held if one.said.partner == partner}) for partner in pair}
    return ", ".join(f"{partner}: {count[partner]} statements in {documents[partner]} documents" for partner in pair)


def _volume(pair: tuple[str, str], material: Material) -> str:
    """How much each side speaks of risks: no posture, and no alert."""
    spoken, risky = Counter[str](), Counter[str]()
    for partner, text, labels in zip(material.statements.partner, material.statements.text, material.labels, strict=True):
        if partner in pair:
            spoken[partner] += sum(word.folded not in GRAMMAR for word in words(text))
            risky[partner] += Label.RISK in labels
    told = ", ".join(f"{partner} {1000 * risky[partner] / max(spoken[partner], 1):.0f}" for partner in pair)
    return f"statements of risk in 1,000 words that carry meaning: {told}"


def _row(pair: tuple[str, str], status: CoverageStatus, why: str) -> Coverage:
    return Coverage(check=AlertKind.RISK_POSTURE, partners=pair, status=status, why=why)
