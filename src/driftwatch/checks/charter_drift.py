"""`charter_drift`: what a partner says now departs from a clause of the charter, and another partner holds to it."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import numpy as np

from driftwatch.domain.clause_stance import Sign, Stance
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.provisions import FactKind
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.bases import basis_of
from driftwatch.stages.clause_cases import ClauseCase, clause_cases
from driftwatch.stages.clause_stances import CharterTalk
from driftwatch.statistics.departures import at_least, chance_of_any
from driftwatch.statistics.exact import exact_p
from driftwatch.statistics.stances import Items, StanceTest, stance_test

LEAST_DOCUMENTS = 2
"""In which a side departs, and in which the other holds to the clause."""
LEAST_SHARE = 0.6
"""Of a side's statements on the clause since the first departure that depart from it."""
MOST_SHARE = 0.4
"""Of the other side's that do."""
MOST_ALERTS = 2
"""Of one programme: the clauses with most evidence; what else departs is told in the coverage."""
SHORTEST_QUOTE = 6
"""Words; shorter statements are quoted last."""
_LONGEST_CLAUSE = 120
_STRENGTH = (Sign.OTHER, Sign.LACKING, Sign.ALONE, Sign.LEAVES, Sign.CITES, Sign.MISSES, Sign.SAME, Sign.PRACTICE)
_SAID = {
    FactKind.CADENCE: "names another rhythm than",
    FactKind.PERIOD: "names another period than",
    FactKind.AMOUNT: "speaks of less, or later, than",
    FactKind.TARGET: "names another target than",
    FactKind.DUTY: "speaks of it otherwise than",
}
_HELD = {Sign.CITES: "name the clause or the charter", Sign.MISSES: "miss what it gives", Sign.SAME: "say the same"}


@dataclass(frozen=True, slots=True)
class CharterDrift:
    """Lays what is said beside the charter, clause by clause and pair by pair."""

    detection: Detection = Detection()
    kind = AlertKind.CHARTER_DRIFT

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each clause from which one side departs while another holds to it."""
        pairs = list(combinations(sorted(partner.id for partner in material.partners), 2))
        if not material.charter.strip():
            return [], [_coverage(pair, "no charter is named in driftwatch.toml, or it cannot be read as text") for pair in pairs]
        spelt = {each.id: [word for name in (each.name, *each.aliases) for word in folded_phrase(name)] for each in material.partners}
        talk = CharterTalk(material.statements, charter=material.charter, partners=spelt)
        if not talk.provisions:
            return [], [_coverage(pair, "no clause was recognised in the charter") for pair in pairs]
        cases = clause_cases(talk.talks(), talk.rows)
        findings = _most(sorted((self._finding(case, talk, material) for case in cases), key=_rank))
        return findings, [_coverage(pair, _told(pair, findings, talk), ran=True) for pair in pairs]

    def _finding(self, case: ClauseCase, talk: CharterTalk, material: Material) -> Finding:
        names = {partner.id: partner.name for partner in material.partners}
        pair = tuple(sorted((case.side, case.other)))
        items = _items(case)
        lacking = _lacking(case) or ("too few statements since the first departure" if items is None else None)
        test, clause = None if items is None else stance_test(items, rng=_seeded(case)), _shortened(case.talk.provision.text)
        return Finding(
            kind=self.kind,
            subject=case.talk.provision.name,
            partners=pair,
            positions=tuple(sorted((_departing(case), _holding(case)), key=lambda position: position.partner)),
            p_value=None if lacking or items is None else _p_value(case, talk, items),
            holds=lacking is None and _stands_out(case),
            insufficient=lacking,
            effect=None if test is None else _effect(test),
            confidence=_confidence(case),
            severity=_severity(case),
            title=f"{names[pair[0]]} and {names[pair[1]]} stand differently to {case.number} of the charter ({case.talk.provision.name})",
            questions=(f"Does {case.number} (“{clause}”) still hold as it stands?", "If not, what shall it say, and from when on?"),
            against=tuple(case.rows[stance.row].id for stance in (*case.own, *case.others) if _is_against(stance, case)),
            common_ground=_common_ground(case, names[case.side]),
            clears_when=f"both partners speak of {case.talk.provision.name} as {case.number} has it, or change the clause in writing",
            settlement=_settlement(case),
            basis=None if items is None else basis_of(items, (pair[0], pair[1]), material.statements),
        )


def _lacking(case: ClauseCase) -> str | None:
    for partner, stances, what in ((case.side, case.departures, "depart from"), (case.other, case.held, "hold to")):
        if (documents := case.documents(stances)) < LEAST_DOCUMENTS:
            return f"{partner}: {documents} documents {what} {case.number}, {LEAST_DOCUMENTS} needed"
    if not any(case.day(stance) >= case.since for stance in case.held):
        return f"{case.other}: nothing is said of {case.number} since {case.since.isoformat()}"
    cited = case.documents(stance for stance in case.held if stance.sign is Sign.CITES)
    if case.talk.provision.kind is FactKind.DUTY and cited < LEAST_DOCUMENTS:
        return f"{case.other}: {case.number} is named in {cited} documents, {LEAST_DOCUMENTS} needed where it fixes no figure"
    return None


def _stands_out(case: ClauseCase) -> bool:
    """Whether one side mostly departs and the other mostly holds, and somebody names the clause or its thing in so many words."""
    own, others = ([stance.departs for stance in side if stance.departs or stance.holds] for side in (case.own, case.others))
    told = any(stance.sign is Sign.CITES for stance in case.held) or any(stance.plain for stance in case.departures)
    return told and float(np.mean(own)) >= LEAST_SHARE and float(np.mean(others)) <= MOST_SHARE


def _items(case: ClauseCase) -> Items | None:
    """The stances of both sides since the first departure, read alike whoever speaks; None where a side has none."""
    both = [stance for stance in case.talk.alike if stance.partner in (case.side, case.other) and (stance.departs or stance.holds)]
    stances = [stance for stance in both if case.day(stance) >= case.since]
    side = np.array([stance.partner == min(case.side, case.other) for stance in stances], dtype=bool)
    if side.all() or not side.any():
        return None
    rows = [case.rows[stance.row] for stance in stances]
    return Items(
        values=np.array([float(stance.departs) for stance in stances]),
        document=np.unique([row.document for row in rows], return_inverse=True)[1].astype(np.int64),
        register=np.zeros(len(rows), dtype=np.int64),
        speaker=np.unique([row.speaker or "" for row in rows], return_inverse=True)[1].astype(np.int64),
        side=side,
        row=np.array([stance.row for stance in stances], dtype=np.int64),
    )


def _seeded(case: ClauseCase) -> np.random.Generator:
    said = "\n".join(sorted(case.rows[stance.row].id for stance in case.talk.stances))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], "big"))


def _p_value(case: ClauseCase, talk: CharterTalk, items: Items) -> float:
    """Cells dealt anew between the sides; of what one side owes also its departures against its other talk: the larger counts."""
    dealt, provision = exact_p(items, rng=_seeded(case)), case.talk.provision
    if provision.owner is None or provision.kind not in (FactKind.AMOUNT, FactKind.DUTY):
        return dealt
    spoken = case.talk.spoken.get(case.side, ())
    share = talk.lacking_share(case.side, spoken)
    counts = Counter(case.rows[row].document for row in spoken)
    named = case.documents(stance for stance in case.departures if stance.row in spoken)
    return max(dealt, at_least(named, [chance_of_any(share, counts[document]) for document in sorted(counts)]))


def _effect(test: StanceTest) -> Effect:
    what = "share of statements on the clause that depart from it, difference between the partners"
    return Effect(measure=what, value=test.distance, interval=test.interval, within=test.within)


def _departing(case: ClauseCase) -> Position:
    departures, kept = case.departures, sum(stance.holds for stance in case.own)
    summary = f"{_SAID[case.talk.provision.kind]} {case.number}: {len(departures)} statements in {case.documents(departures)} documents"
    summary += f", first on {case.since.isoformat()}" if case.since > date.min else ""
    summary += f"; {kept} since then hold to the clause" if kept else ""
    going_on = [stance for stance in case.own if stance.sign is Sign.PRACTICE]
    return Position(partner=case.side, summary=summary, statements=len(departures), evidence=_evidence([*departures, *going_on], case))


def _holding(case: ClauseCase) -> Position:
    counts = Counter(stance.sign for stance in case.held)
    parts = ", ".join(f"{counts[sign]} {what}" for sign, what in _HELD.items() if counts[sign])
    clause = f"{case.number} (“{_shortened(case.talk.provision.text)}”)"
    summary = f"holds to {clause}: {len(case.held)} statements in {case.documents(case.held)} documents; {parts}"
    # An alert is dated by its evidence: what was said before anybody departed is counted, not quoted.
    since = [stance for stance in case.held if case.day(stance) >= case.since]
    return Position(partner=case.other, summary=summary, statements=len(case.held), evidence=_evidence(since, case))


def _evidence(stances: Sequence[Stance], case: ClauseCase) -> tuple[str, ...]:
    """Plain statements before those that only the exchange explains, minutes before chats."""

    def rank(stance: Stance) -> tuple[bool, bool, bool, bool, int, date, int]:
        row = case.rows[stance.row]
        short, practice = len(row.text.split()) < SHORTEST_QUOTE, stance.sign is Sign.PRACTICE
        return not stance.plain, short, practice, row.register == Register.CHAT, _STRENGTH.index(stance.sign), case.day(stance), stance.row

    return tuple(case.rows[stance.row].id for stance in sorted(stances, key=rank))


def _is_against(stance: Stance, case: ClauseCase) -> bool:
    return stance.holds if stance.partner == case.side else stance.departs


def _common_ground(case: ClauseCase, name: str) -> tuple[str, ...]:
    if not case.before:
        return ()
    return (f"until {case.day(case.before[-1]).isoformat()} {name} held to {case.number} too ({len(case.before)} statements)",)


def _settlement(case: ClauseCase) -> Settlement | None:
    """The clause was changed with both sides' assent; nobody has held to the old words since."""
    if case.talk.amended is None or case.talk.amended < case.since:
        return None
    return Settlement(on=case.talk.amended, evidence=tuple(case.rows[row].id for row in case.talk.amendment))


def _confidence(case: ClauseCase) -> float:
    documents = min(case.documents(case.departures), case.documents(case.held))
    cited, plain = any(stance.sign is Sign.CITES for stance in case.held), any(stance.plain for stance in case.departures)
    return min(0.9, 0.4 + 0.06 * min(documents, 5) + 0.1 * cited + 0.1 * plain)


def _severity(case: ClauseCase) -> Severity:
    """How often it was said and answered; the more where somebody waits for what the clause gives."""
    departed, held = case.documents(case.departures), case.documents(case.held)
    if departed >= 5 and held >= 4 and case.talk.provision.owner is not None:
        return Severity.HIGH
    return Severity.MEDIUM if departed >= 3 and held >= 3 else Severity.LOW


def _most(findings: Sequence[Finding]) -> list[Finding]:
    """All findings; of those that hold only the strongest few."""
    strongest = [finding for finding in findings if finding.holds][:MOST_ALERTS]
    return [finding if finding in strongest else replace(finding, holds=False) for finding in findings]


def _rank(finding: Finding) -> tuple[bool, float, float, str, tuple[str, ...]]:
    return not finding.holds, -finding.confidence, 1.0 if finding.p_value is None else finding.p_value, finding.subject, finding.partners


def _told(pair: tuple[str, str], findings: Sequence[Finding], talk: CharterTalk) -> str:
    compared = sorted({finding.subject for finding in findings if finding.partners == pair})
    what = f"departures looked at: {', '.join(compared)}" if compared else "no side departs from a clause to which the other holds"
    return f"{len(talk.provisions)} provisions of the charter; {what}"


def _coverage(pair: tuple[str, str], why: str, *, ran: bool = False) -> Coverage:
    status = CoverageStatus.RAN if ran else CoverageStatus.INSUFFICIENT_DATA
    return Coverage(check=AlertKind.CHARTER_DRIFT, partners=pair, status=status, why=why)


def _shortened(text: str) -> str:
    return text.rstrip(".") if len(text) <= _LONGEST_CLAUSE else f"{text[:_LONGEST_CLAUSE].rsplit(' ', 1)[0]} …"
