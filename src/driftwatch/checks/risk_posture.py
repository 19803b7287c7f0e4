"""`risk_posture`: on like subjects one partner would rather avoid a risk, the other rather take it and learn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from driftwatch.domain.attitude_cues import LOSS, PROOF, Reason
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Severity
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.stance import Stance, plainest
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded, folded_phrase
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.shared import one_voice_question, risk_stances_of
from driftwatch.stages.bases import basis_of
from driftwatch.stages.postures import Area, Compared, areas, is_main, items_of, nearby
from driftwatch.stages.settle import settlement
from driftwatch.statistics.stances import one_voice_penalty

OVERALL = "risk posture"
LEAST_DOCUMENTS = 3
"""Documents of each side in which it takes a side."""
LEAST_POLE, SURE = 3, 0.5
"""Statements of each side that can be quoted for the pole to which it leans, since phrases or the model are sure of them: as many as an alert
shows."""
LEAST_DIFFERENCE = 0.6
"""On a scale from -1 to 1, where plain statements of the two poles lie about 1.2 apart."""
LEAST_LOW = 0.2
"""Lower end of its interval."""
LEAST_SHARE = 0.6
"""Share of each side's statements, by their weight, that carry the pole to which it leans."""
LARGEST_P = 0.10
LEAST_KEPT = 0.5
"""Share of the difference that must remain whoever is left out, where others say enough to tell: one loud speaker is not a partner ..."""
LARGEST_P_WITHOUT_SPEAKER = 0.10
"""... unless the sides differ over all like subjects as well, whoever is left out there."""
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK, Label.COMMITMENT)
MEASURE = "difference between the mean attitudes to risk, each -1 … 1"
_LEANS = {-1: "leans to avoiding or proving first", 1: "leans to trying and accepting"}


@dataclass(frozen=True, slots=True)
class RiskPosture:
    """Compares what every two partners hold of risks on the like subjects on which they lie furthest apart."""

    detection: Detection = Detection()
    kind = AlertKind.RISK_POSTURE

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """One finding for each pair of partners: the like subjects on which they lie furthest apart."""
        held = risk_stances_of(material)
        pairs = list(combinations(sorted(partner.id for partner in material.partners), 2))
        findings, coverage = [], []
        for pair in pairs:
            both = tuple(one for one in held if one.partner in pair)
            lacking = self._lacking(both, pair, material)
            found = None if lacking else self._nearby(both, pair, material)
            if found is None:
                coverage.append(_row(pair, CoverageStatus.INSUFFICIENT_DATA, f"{lacking or 'no shared subjects'}; {_volume(pair, material)}"))
                continue
            findings.append(self._finding(found, pair, material, tests=len(pairs)))
            why = f"{_counts(both, pair)} that take a side; {_volume(pair, material)}"
            coverage.append(_row(pair, CoverageStatus.RAN, why))
        return findings, coverage

    def _nearby(self, held: tuple[Stance, ...], pair: tuple[str, str], material: Material) -> Compared | None:
        assert material.statement_vectors is not None  # noqa: S101  _lacking has said so
        return nearby(held, pair, material.statements, material.statement_vectors, subject=OVERALL)

    def _lacking(self, held: Sequence[Stance], pair: tuple[str, str], material: Material) -> str:
        for partner in pair:
            own = [one for one in held if one.partner == partner]
            documents = {one.document for one in own}
            if len(own) < self.detection.min_statements or len(documents) < LEAST_DOCUMENTS:
                need = f"{self.detection.min_statements} in {LEAST_DOCUMENTS} documents needed"
                return f"{partner}: {len(own)} statements in {len(documents)} documents take a side for or against a risk, {need}"
        return "" if material.statement_vectors is not None else "no statement of risks, goals or criteria"

    def _finding(self, compared: Compared, pair: tuple[str, str], material: Material, *, tests: int) -> Finding:
        area, holds = _area(compared, material), _stands_out(compared, pair)
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
            effect=Effect(measure=MEASURE, value=test.distance, interval=test.interval, within=test.within),
            confidence=max(0.05, min(0.9, 0.4 + 0.25 * low + 0.02 * min(least, 10) - one_voice_penalty(test.others))),
            severity=_severity(compared, pair, material),
            title=f"{about[0].upper()}{about[1:]}, {one} and {other} lean to different sides: avoiding a risk, or taking it",
            questions=(*_questions(subject if area else ""), *one_voice_question(test.others)),
            against=_against(compared, pair),
            common_ground=_common(compared, pair),
            clears_when=f"both partners write down what may go wrong {about} and what must not, or their statements lean the same way",
            settlement=settlement(subject, pair, material.statements) if holds and area else None,
            basis=basis_of(items_of(compared.held, pair), pair, material.statements) if holds else None,
        )


def _stands_out(compared: Compared, pair: tuple[str, str]) -> bool:
    """Whether the sides lean to opposite poles, further than chance, one speaker or a few doubtful statements could make it."""
    test = compared.test
    low = test.interval[0] if test.interval else 0.0
    means = sorted(float(mean[0]) for mean in test.means)
    clear = means[0] < 0.0 < means[1] and test.distance >= LEAST_DIFFERENCE and low >= LEAST_LOW
    several = (test.several_voices and test.kept_without_speaker >= LEAST_KEPT) or compared.p_over_all_without_speaker <= LARGEST_P_WITHOUT_SPEAKER
    return clear and test.p_value <= LARGEST_P and several and _is_carried(compared, pair)


def _is_carried(compared: Compared, pair: tuple[str, str]) -> bool:
    for side, partner in enumerate(pair):
        carried = compared.carried(side, partner)
        quotable = sum(compared.held[place].likely >= SURE or bool(compared.held[place].reasons) for place in carried)
        documents = {compared.held[place].document for place in carried}
        share = compared.sure(carried) >= LEAST_SHARE * compared.sure(compared.of(partner))
        if quotable < LEAST_POLE or len(documents) < LEAST_DOCUMENTS or not share:
            return False
    return True


def _area(compared: Compared, material: Material) -> Area | None:
    """What most of both sides' statements stand around, by name."""
    names = {word for each in material.partners for name in (each.name, *each.aliases, *each.people) for word in folded_phrase(name)}
    found = areas(compared.held, material.statements, compared.pair, names=names, poles=(LOSS, PROOF))
    return next((area for area in found if is_main(area, compared)), None)


def _position(compared: Compared, side: int, partner: str, area: Area | None) -> Position:
    own, carried = compared.of(partner), compared.carried(side, partner)
    documents = len({compared.held[place].document for place in carried})
    reasons = Counter(reason for place in carried for reason in compared.held[place].reasons[:1]).most_common()
    most = "".join(f"; {reason} ({count})" for reason, count in sorted(reasons, key=lambda each: (-each[1], each[0]))[:3])
    summary = f"{_LEANS[compared.pole(side)]}: {len(carried)} of {len(own)} statements that take a side, in {documents} documents{most}"
    naming = area.naming if area else frozenset[int]()
    around = frozenset(area.members) if area and compared.subject == OVERALL else frozenset[int]()
    ranked = sorted(carried, key=lambda place: _rank(compared, place, around, naming if compared.subject == OVERALL else frozenset()))
    return Position(partner=partner, summary=summary, statements=len(own), evidence=tuple(compared.held[place].id for place in ranked))


def _rank(compared: Compared, place: int, around: frozenset[int], naming: frozenset[int]) -> tuple[bool, float, str]:
    """In the area first; then by how plain it is, how much the other side says on the like, and minutes before chats."""
    one = compared.held[place]
    chat = one.register == Register.CHAT
    plain = one.plainness * (0.5 + 0.5 * float(compared.weight[place]))
    plain *= (0.85 if chat else 1.0) * (1.2 if place in naming else 1.0)
    return bool(around) and place not in around, -round(plain, 2), one.id


def _against(compared: Compared, pair: tuple[str, str]) -> tuple[str, ...]:
    """What surely leans towards the other side's pole, the plainest first."""
    found = []
    for side, partner in enumerate(pair):
        carried = set(compared.carried(side, partner))
        found += [one.id for one in plainest((compared.held[place] for place in compared.of(partner) if place not in carried), sure=SURE)]
    return tuple(found)


def _common(compared: Compared, pair: tuple[str, str]) -> tuple[str, ...]:
    """What both sides show at least twice, whichever way they lean."""
    counts = [
        Counter((_pole(compared.held[place]), reason) for place in compared.of(partner) for reason in compared.held[place].reasons)
        for partner in pair
    ]
    shared = [
        (pole, reason) for pole in (-1, 1) for reason in Reason if reason is not Reason.PREFERS and min(count[pole, reason] for count in counts) >= 2
    ]
    return tuple(f"at times each side {reason.value}" for _, reason in shared)


def _pole(one: Stance) -> int:
    return 1 if one.score > 0 else -1


def _questions(area: str) -> tuple[str, ...]:
    about = f" around “{area}”" if area else ""
    return (
        f"What may go wrong{about}, what must not, and who says so beforehand?",
        "What would have to be shown first for both to agree to a try, and how would it be undone?",
    )


def _severity(compared: Compared, pair: tuple[str, str], material: Material) -> Severity:
    """Effect times stakes: how often it is said of goals, criteria, measures and risks, and in how many documents of both."""
    rows = [one.row for one in compared.held]
    columns = [LABELS.index(label) for label in _STAKES]
    stakes = float(material.probabilities[rows][:, columns].max(axis=1).mean())
    documents = min(len({compared.held[place].document for place in compared.of(partner)}) for partner in pair)
    weight = compared.test.distance * stakes * min(1.0, documents / 8)
    return Severity.HIGH if weight >= 1.1 else Severity.MEDIUM if weight >= 0.35 else Severity.LOW


def _counts(held: Sequence[Stance], pair: tuple[str, str]) -> str:
    count = Counter(one.partner for one in held)
    documents = {partner: len({one.document for one in held if one.partner == partner}) for partner in pair}
    return ", ".join(f"{partner}: {count[partner]} statements in {documents[partner]} documents" for partner in pair)


def _volume(pair: tuple[str, str], material: Material) -> str:
    """How much each side speaks of risks: no posture, and no alert."""
    spoken, risky = Counter[str](), Counter[str]()
    for partner, text, labels in zip(material.statements.partner, material.statements.text, material.labels, strict=True):
        if partner in pair:
            spoken[partner] += sum(word not in GRAMMAR for word in folded(text))
            risky[partner] += Label.RISK in labels
    told = ", ".join(f"{partner} {1000 * risky[partner] / max(spoken[partner], 1):.0f}" for partner in pair)
    return f"statements of risk in 1,000 words that carry meaning: {told}"


def _row(pair: tuple[str, str], status: CoverageStatus, why: str) -> Coverage:
    return Coverage(check=AlertKind.RISK_POSTURE, partners=pair, status=status, why=why)
