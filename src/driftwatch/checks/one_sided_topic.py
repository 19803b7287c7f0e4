"""`one_sided_topic`: one partner raises a matter again and again, and the other never takes it up."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log10

from driftwatch.domain.assertion import withdraws, withheld
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Basis, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.raising import Form, forms
from driftwatch.domain.talk import Partner, Register
from driftwatch.domain.utterances import topic_of, written
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.shared import hearings_of, pairs_of
from driftwatch.stages.bases import share_of
from driftwatch.stages.silence import LEAST_DAYS, LEAST_RAISED, LEAST_WEEKS, Hearing, Matter, called, overlap
from driftwatch.statistics.silence import SilenceTest, Usual, silence_interval, silence_test, tests_within_reach
from driftwatch.tables import StatementRow

LARGEST_P_OF_WORDS = 0.05
LARGEST_P_OF_REPLIES = 0.20
"""The other side must be silent both ways: in its words, and after each naming; either alone is craft talk or a terse listener."""
LARGEST_P_OF_CONCERN = 0.05
"""Of replies and raising together: that the words are one side's own holds of all its daily work, and must not carry an alert alone."""
LARGEST_P = 0.001
"""Of all three together, beside false discovery: chosen on the speakers of one partner dealt at random."""
LEAST_OPEN = 0.75
"""Share of the documents in which it was raised and found no answer."""
LEAST_ODDS = 1.3
"""Lower bound of how much likelier the one side is to speak of it, volume taken out."""
LEAST_BESIDE = 1
"""Documents, mail and own notes among them, in which somebody else of the side names it than the one who does so most: it is the side's matter,
put to the others by whoever speaks for the side."""
SAME_MATTER = 0.5
"""Share of the smaller one's raisings from which on two topics are one matter, told once."""
LEAST_UTTERANCES = 20
"""Utterances in which a side puts something to the others, from which on one can say how such things are usually met."""
NAMING = 8
"""Utterances in which it is looked up how a matter is written."""
AFTER_TAKING_UP = 2
"""Documents in which it must stay open after the other side has named it: once taken up it is not one-sided."""
_URGENT = frozenset({Form.NEED, Form.HARM, Form.UNMET, Form.AGAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tested:
    """A matter with what the counts say of it."""

    matter: Matter
    heard: Hearing
    counts: SilenceTest
    lacking: str | None


@dataclass(frozen=True, slots=True)
class OneSidedTopic:
    """Follows every matter that a partner puts to the others, and looks for what the others make of it."""

    detection: Detection = Detection()
    kind = AlertKind.ONE_SIDED_TOPIC

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each matter that one side raises often and long enough towards another."""
        heard = {pair: hearings_of(material, pair) for pair in pairs_of(material)}
        enough = [one for pair in heard.values() for one in pair if one.raised >= LEAST_UTTERANCES]
        reach = tests_within_reach([_least_p(one, matter) for one in enough for matter in one.matters], fdr=self.detection.fdr)
        findings = [finding for one in enough for finding in self._findings(one, material, reach)]
        return findings, [_coverage(pair, both, material) for pair, both in heard.items()]

    def _findings(self, heard: Hearing, material: Material, reach: float) -> list[Finding]:
        rows = list(material.statements.rows())
        found: list[Finding] = []
        held: list[Matter] = []
        for one in sorted((_tested(matter, heard, reach) for matter in heard.matters), key=lambda one: (one.counts.p_value, one.matter.topic)):
            if not _stands_out(one) or any(overlap(one.matter, former) >= SAME_MATTER for former in held):
                found.append(_finding(one, rows, material))
                continue
            held.append(one.matter)
            settled = _taken_up(one.matter, rows)
            out = settled or _is_given(one.matter, material) or _is_withdrawn(one.matter, rows)
            told = replace(_finding(one, rows, material), positions=_positions(one, rows), severity=_severity(one, material))
            found.append(replace(told, holds=not out, settlement=settled, against=_against(one.matter, rows), basis=_basis(one.matter, material)))
        return found


def _tested(matter: Matter, heard: Hearing, reach: float) -> _Tested:
    least = _least_p(heard, matter)
    lacking = f"too few documents: {len(matter.documents)} raise it, no p value below {least:.2g} can be reached" if least > reach else None
    return _Tested(matter=matter, heard=heard, counts=_counts(matter, heard), lacking=lacking)


def _counts(matter: Matter, heard: Hearing) -> SilenceTest:
    met = matter.spoken[0] - len(matter.open)
    return silence_test(spoken=matter.spoken, share=heard.share, met=met, raised=matter.raising, usual=_usual(heard))


def _usual(heard: Hearing) -> Usual:
    return Usual(utterances=heard.utterances, met=heard.met, raised=heard.raised)


def _least_p(heard: Hearing, matter: Matter) -> float:
    """What would have come out had the other side never said a word on it: from counts that do not tell which side spoke."""
    named = sum(matter.spoken)
    return silence_test(spoken=(named, 0), share=heard.share, met=0, raised=named, usual=_usual(heard)).p_value


def _beside(matter: Matter) -> int:
    """Documents in which it is named by others than the one who names it most."""
    said = {(utterance.document, utterance.voice) for utterance in (*matter.mentions, *matter.elsewhere) if utterance.voice}
    counted = Counter(voice for _, voice in said)
    most = min(counted, key=lambda voice: (-counted[voice], voice), default="")
    return len({document for document, voice in said if voice != most})


def _stands_out(one: _Tested) -> bool:
    return (
        one.counts.p_value <= LARGEST_P
        and one.counts.p_words <= LARGEST_P_OF_WORDS
        and one.counts.p_replies <= LARGEST_P_OF_REPLIES
        and one.counts.p_concern <= LARGEST_P_OF_CONCERN
        and len(one.matter.unanswered) >= max(LEAST_RAISED, LEAST_OPEN * len(one.matter.documents))
        and one.counts.odds_at_least >= LEAST_ODDS
        and _beside(one.matter) >= LEAST_BESIDE
    )


def _taken_up(matter: Matter, rows: Sequence[StatementRow]) -> Settlement | None:
    """The day on which the other side spoke of it, after which it was hardly raised in vain."""
    for utterance in sorted(matter.named_by_other, key=lambda utterance: (str(utterance.day), utterance.row)):
        later = {one.document for one in matter.raised if utterance.day and one.day and one.day > utterance.day and one.document in matter.open}
        earlier = [one for one in matter.raised if utterance.day and one.day and one.day <= utterance.day]
        if utterance.day and earlier and len(later) < AFTER_TAKING_UP:
            return Settlement(on=utterance.day, evidence=(rows[utterance.row].id, rows[earlier[-1].row].id))
    return None


def _basis(matter: Matter, material: Material) -> Basis:
    """The documents in which it was raised, and beside them what the other side says of it."""
    raised: defaultdict[str, set[int]] = defaultdict(set)
    for utterance in matter.raised:
        raised[utterance.document].add(utterance.row)
    beside = [utterance.row for utterance in matter.named_by_other]
    return share_of(raised, matter.unanswered, material.statements, beside=beside)


def _is_withdrawn(matter: Matter, rows: Sequence[StatementRow]) -> bool:
    return any(withdraws(rows[utterance.row].text) for utterance in matter.mentions)


def _is_given(matter: Matter, material: Material) -> bool:
    """Whether the charter names the matter in a sentence that names the raising side alone: its role, so that it speaks of it."""
    sides = {partner.id: _called(partner) for partner in material.partners}
    for sentence in re.split(r"[.;\n]", material.charter):
        folded = [word.folded for word in words(sentence)]
        if set(matter.topic) <= set(topic_of(folded)):
            named = {identifier for identifier, names in sides.items() if names & set(folded)}
            if named == {matter.pair[0]}:
                return True
    return False


def _called(partner: Partner) -> set[str]:
    """What the organisation is called in one word."""
    return {folded[0] for name in (partner.name, *partner.aliases) if len(folded := folded_phrase(name)) == 1} | {partner.id}


def _finding(one: _Tested, rows: Sequence[StatementRow], material: Material) -> Finding:
    """Without quotes, which only a matter that stands out needs."""
    matter = one.matter
    name = written(called(matter), [rows[utterance.row].text for utterance in matter.mentions[:NAMING]]) or " ".join(matter.topic)
    names = {partner.id: partner.name for partner in material.partners}
    raising, hearing_side = (names[identifier] for identifier in matter.pair)
    raised, unanswered = len(matter.documents), len(matter.unanswered)
    return Finding(
        kind=AlertKind.ONE_SIDED_TOPIC,
        subject=name,
        partners=tuple(sorted(matter.pair)),
        positions=tuple(Position(partner=side, summary="", statements=0) for side in matter.pair),
        p_value=None if one.lacking else one.counts.p_value,
        holds=False,
        insufficient=one.lacking,
        effect=Effect(
            measure="share of the documents in which it was raised and not taken up",
            value=unanswered / raised,
            interval=silence_interval(unanswered, raised),
            within=1 - one.heard.met / max(one.heard.utterances, 1),
        ),
        confidence=max(0.05, min(0.9, 0.5 + 0.05 * (-log10(max(one.counts.p_value, 1e-12)) - 2) + 0.3 * (unanswered / raised - LEAST_OPEN))),
        title=f"“{name}”: raised by {raising} in {raised} documents of both, not taken up by {hearing_side} in {unanswered} of them",
        questions=(f"Does “{name}” belong to what {raising} and {hearing_side} do together, and if so, who takes it on?",),
        clears_when=f"both partners have spoken of “{name}” and noted who takes it on, or that it is left out",
    )


def _positions(one: _Tested, rows: Sequence[StatementRow]) -> tuple[Position, ...]:
    matter = one.matter
    days = sorted(utterance.day for utterance in matter.raised if utterance.day)
    counted = Counter(form for utterance in matter.raised for form in utterance.forms)
    ways = ", ".join(f"{form.value} {_often(counted[form])}" for form in Form if counted[form])
    naming = [utterance.row for utterance in matter.mentions if _names_it(rows[utterance.row].text, matter)]
    said = f"named in {matter.spoken[0]} documents of both, raised in {len(matter.documents)} from {days[0]} to {days[-1]}: {ways}"
    heard = (
        f"named in {matter.spoken[1]} of {one.heard.documents} documents of both; "
        f"no statement takes it up in {len(matter.open)} of the {matter.spoken[0]} in which it was named"
    )
    evidence = tuple(rows[row].id for row in sorted(naming, key=lambda row: _rank(row, matter, rows)))
    return (
        Position(partner=matter.pair[0], summary=said, statements=len(naming), evidence=evidence),
        Position(partner=matter.pair[1], summary=heard, statements=len(matter.named_by_other)),
    )


def _names_it(text: str, matter: Matter) -> bool:
    return bool(written(matter.topic, [text])) and withheld(text) in (None, "question", "reported")


def _rank(row: int, matter: Matter, rows: Sequence[StatementRow]) -> tuple[bool, bool, int, str]:
    """Where it was put to the others and left open, in minutes before chats, in the plainest form."""
    said = rows[row]
    is_open = any(row == utterance.row and utterance.document in matter.open for utterance in matter.raised)
    return not is_open, bool(said.register == Register.CHAT), -len(forms(said.text)), said.id


def _against(matter: Matter, rows: Sequence[StatementRow]) -> tuple[str, ...]:
    """What the others do say: answers, and every statement of the other side that names it."""
    replies = {utterance.reply for utterance in matter.raised if utterance.reply is not None}
    own = {utterance.row for utterance in (*matter.named_by_other, *matter.aside)}
    return tuple(rows[row].id for row in sorted(replies | own))


def _often(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _severity(one: _Tested, material: Material) -> Severity:
    """How often it stayed open, times how much of it is need, harm, something missing or said again, or reads as goal or risk."""
    matter = one.matter
    wanted = [LABELS.index(label) for label in (Label.GOAL, Label.RISK)]
    urgent = [len(utterance.forms & _URGENT) >= 2 or float(material.probabilities[utterance.row, wanted].max()) >= 0.5 for utterance in matter.raised]
    weight = min(1.0, len(matter.unanswered) / 10) * sum(urgent) / len(urgent)
    return Severity.HIGH if weight >= 0.75 else Severity.MEDIUM if weight >= 0.25 else Severity.LOW


def _coverage(pair: tuple[str, str], both: Sequence[Hearing], material: Material) -> Coverage:
    names = {partner.id: partner.name for partner in material.partners}
    told = [
        f"{names[one.pair[0]]}: {len(one.matters)} matters raised, {one.raised} of {one.utterances} statements raise one, {one.met} met"
        for one in both
    ]
    matters = sum(len(one.matters) for one in both if one.raised >= LEAST_UTTERANCES)
    status = CoverageStatus.RAN if matters else CoverageStatus.INSUFFICIENT_DATA
    need = (
        f"; needed {LEAST_UTTERANCES} concerns of a side, and a matter in {LEAST_RAISED} documents of both, "
        f"in {LEAST_WEEKS} weeks and over {LEAST_DAYS} days"
    )
    why = f"{both[0].documents} documents of both; {'; '.join(told)}{'' if matters else need}"
    return Coverage(check=AlertKind.ONE_SIDED_TOPIC, partners=pair, status=status, why=why)
