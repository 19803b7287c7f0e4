"""`risk_posture`: on like subjects one partner would rather avoid a risk, the other rather take it and learn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from driftwatch.domain.attitude_cues import LOSS, PROOF, Reason
from driftwatch.domain.facets import Facet
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Severity
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.stance import Stance
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.attitudes import plain, risk_stances
from driftwatch.stages.postures import Area, Compared, areas, around, is_main, overall
from driftwatch.stages.settle import settlement

OVERALL = "risk posture"
LEAST_DOCUMENTS = 3
"""Documents of each side in which it takes a side."""
LEAST_POLE, SURE = 3, 0.5
"""Statements of each side that carry the pole to which it leans; so many can be quoted, since phrases or the model
are sure of them."""
LEAST_PLAIN = 2
"""Of them those in which phrases stand: the model alone carries no alert."""
LARGEST_P_WITHOUT_SPEAKER = 0.20
"""The difference must remain visible whoever is left out; less data is left then, so the bound is not the test's own."""
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK, Label.COMMITMENT)
_LEANS = {-1: "leans to avoiding or proving first", 1: "leans to trying and accepting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    """What a difference must reach to be told."""

    difference: float
    """On a scale from -1 to 1, where plain statements of the two poles lie about 1.2 apart."""
    low: float
    """Lower end of its interval."""
    share: float
    """Share of each side's statements, by their weight, that carry the pole to which it leans."""
    p: float
    pole: int = LEAST_POLE


_PLAIN = _Bounds(difference=0.6, low=0.2, share=0.6, p=1.0)
"""Of statements in which our phrases stand; what chance makes of them is judged with all other tests."""
_LIKELY = _Bounds(difference=0.35, low=0.0, share=0.5, p=0.05)
"""Of all statements that take a side as the model sees it as well: every second of those takes none in truth, which brings the sides together."""
_AREA = _Bounds(difference=0.6, low=0.5, share=0.75, p=1.0, pole=5)
"""Of an area by itself: areas are many and small. On minutes of one group dealt at random _PLAIN let four areas pass in 180 deals, this none."""


@dataclass(frozen=True, slots=True)
class RiskPosture:
    """Compares what every two partners hold of risks where they speak of like things, over all and around each area."""

    detection: Detection = Detection()
    kind = AlertKind.RISK_POSTURE

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """One finding for each pair of partners, and one for each area around which both take sides."""
        held = risk_stances(material.statements, material.sides(Facet.RISK))
        pairs = list(combinations(sorted(partner.id for partner in material.partners), 2))
        findings, coverage = [], []
        for pair in pairs:
            both = tuple(one for one in held if one.partner in pair)
            lacking = self._lacking(both, pair, material)
            chosen = None if lacking else self._chosen(both, pair, material)
            if chosen is None:
                coverage.append(_row(pair, CoverageStatus.INSUFFICIENT_DATA, f"{lacking or 'no shared subjects'}; {_volume(pair, material)}"))
                continue
            findings += self._findings(*chosen, pair, material, tests=len(pairs))
            why = f"{_counts(both, pair)} that take a side; {_volume(pair, material)}"
            coverage.append(_row(pair, CoverageStatus.RAN, why))
        return findings, coverage

    def _chosen(self, held: tuple[Stance, ...], pair: tuple[str, str], material: Material) -> tuple[Compared, _Bounds] | None:
        """The plain statements, where they are enough and differ, else all; two looks at one question, so that the p value counts twice."""
        assert material.statement_vectors is not None  # noqa: S101  _lacking has said so
        looks = []
        for bounds, looked_at in ((_PLAIN, plain(held)), (_LIKELY, held)):
            if not self._lacking(looked_at, pair, material):
                least = self.detection.min_statements - 1
                found = overall(looked_at, pair, material.statements, material.statement_vectors, least=least, subject=OVERALL)
                looks += [(found, bounds)] if found is not None else []
        if not looks:
            return None
        best = next(((found, bounds) for found, bounds in looks if _stands_out(found, bounds, pair)), looks[-1])
        return _counted(best[0], looks=len({found.held for found, _ in looks})), best[1]

    def _lacking(self, held: Sequence[Stance], pair: tuple[str, str], material: Material) -> str:
        for partner in pair:
            own = [one for one in held if one.partner == partner]
            documents = {one.document for one in own}
            if len(own) < self.detection.min_statements or len(documents) < LEAST_DOCUMENTS:
                need = f"{self.detection.min_statements} in {LEAST_DOCUMENTS} documents needed"
                return f"{partner}: {len(own)} statements in {len(documents)} documents take a side for or against a risk, {need}"
        return "" if material.statement_vectors is not None else "no statement of risks, goals or criteria"

    def _findings(self, whole: Compared, bounds: _Bounds, pair: tuple[str, str], material: Material, *, tests: int) -> list[Finding]:
        """An area that goes with the whole is told with it; one that does not is a matter of its own."""
        names = {word for each in material.partners for name in (each.name, *each.aliases, *each.people) for word in folded_phrase(name)}
        local = [(area, around(area, whole, pair)) for area in areas(whole.held, material.statements, pair, names=names, poles=(LOSS, PROOF))]
        raised = _stands_out(whole, bounds, pair)
        told = raised and whole.test.p_value <= self.detection.fdr
        leading = next((area for area, part in local if told and _goes_with(part, whole) and is_main(area, whole)), None)
        found = [self._finding(whole, pair, material, tests=tests, area=leading, holds=raised)]
        for area, part in local:
            if area is not leading and _stands_out(part, _AREA, pair) and not (told and _goes_with(part, whole)):
                clearest = _counted(part, looks=len(local))  # of several that were looked at
                found.append(self._finding(clearest, pair, material, tests=tests, area=area, holds=True))
        return found

    def _finding(self, compared: Compared, pair: tuple[str, str], material: Material, *, tests: int, area: Area | None, holds: bool) -> Finding:
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


def _stands_out(compared: Compared, bounds: _Bounds, pair: tuple[str, str]) -> bool:
    test = compared.test
    low = test.interval[0] if test.interval else 0.0
    means = sorted(float(mean[0]) for mean in test.means)
    return (
        means[0] < 0.0 < means[1]
        and test.distance >= bounds.difference
        and (test.distance > test.within or bounds.p < 1.0)
        and low >= bounds.low
        and test.p_value <= bounds.p
        and test.p_without_speaker <= LARGEST_P_WITHOUT_SPEAKER
        and _carry(compared, bounds, pair)
    )


def _counted(compared: Compared, *, looks: int) -> Compared:
    return replace(compared, test=replace(compared.test, p_value=min(1.0, looks * compared.test.p_value)))


def _carry(compared: Compared, bounds: _Bounds, pair: tuple[str, str]) -> bool:
    places = [(compared.carried(side, partner), compared.of(partner)) for side, partner in enumerate(pair)]
    held = [[compared.held[place] for place in carried] for carried, _ in places]
    quotable = min(sum(one.likely >= SURE or bool(one.reasons) for one in side) for side in held)
    if quotable < bounds.pole or min(len(plain(side)) for side in held) < LEAST_PLAIN:
        return False
    return all(compared.sure(carried) >= bounds.share * compared.sure(own) for carried, own in places)


def _goes_with(part: Compared, whole: Compared) -> bool:
    """Whether the sides differ around the area in the direction in which they do over all."""
    return part.pole(0) == whole.pole(0)


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
    plain = abs(one.score) * (bool(one.reasons) + one.likely) * (0.5 + 0.5 * float(compared.weight[place]))
    plain *= (0.85 if chat else 1.0) * (1.2 if place in naming else 1.0)
    return bool(around) and place not in around, -round(plain, 2), one.id


def _against(compared: Compared, pair: tuple[str, str]) -> tuple[str, ...]:
    found = []
    for side, partner in enumerate(pair):
        carried = set(compared.carried(side, partner))
        found += [compared.held[place].id for place in compared.of(partner) if place not in carried]
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
            spoken[partner] += sum(word.folded not in GRAMMAR for word in words(text))
            risky[partner] += Label.RISK in labels
    told = ", ".join(f"{partner} {1000 * risky[partner] / max(spoken[partner], 1):.0f}" for partner in pair)
    return f"statements of risk in 1,000 words that carry meaning: {told}"


def _row(pair: tuple[str, str], status: CoverageStatus, why: str) -> Coverage:
    return Coverage(check=AlertKind.RISK_POSTURE, partners=pair, status=status, why=why)
