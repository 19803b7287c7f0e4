"""`term_variant`: the partners use different terms for one thing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log10

from driftwatch.domain.kinship import Kinship, kinship
from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Severity
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.answering import REACH, Answered, answering
from driftwatch.stages.links import Link, apart, links
from driftwatch.stages.locate import distortion
from driftwatch.stages.variants import LEAST_TERMS, LEAST_USAGES, Match, Matching, match, said_by

MOST_BY_CHANCE = 0.6
"""Pairs that may be expected to fit as well by chance, among all that were tried. A mutual best match is more than a good fit, hence so many."""
RIVAL = 4
"""How often they are counted anew for each word that fits one of the two better. Both were chosen on planted synonyms: docs/evidence/terms.md."""
LEAST_BEYOND = 1.15
"""How many times as alike as 95 of 100 chance pairs of such frequent words two must be: among few words the best pair is mostly a chance one."""
MOST_ALERTS = 5
"""Of two partners: what is a question to people has to stay few."""
LEAST_WITHOUT_SPEAKER = 3
"""Statements that must remain of a linked word when the speaker who says it most is left out: one loud speaker is not a partner."""
LEAST_OF_OTHERS, FEW = 1, 2
"""The same of words that fit by what stands beside them: as nobody of the other side says the word, one further person makes it the side's own;
but where fewer than LEAST_WITHOUT_SPEAKER remain, chance counts so often."""
MOST_TOGETHER = 0.1
"""Share of a word's statements that may hold the other word too; what is one thing is seldom named twice."""
SHARED_NEIGHBOURS = 5
_STAKES = (Label.GOAL, Label.DONE, Label.METRIC, Label.RISK)
_ORDINARY = GRAMMAR | BACKGROUND | CALENDAR

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two words, one a partner, that may stand for one thing, and what speaks for it; what belongs to side A stands first."""

    terms: Pair
    rows: tuple[Sequence[int], Sequence[int]]
    against: Sequence[int]
    p_value: float
    match: Match | None = None
    answered: Answered | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class TermVariant:
    """Judges words of (almost) one side each that stand in the same contexts, or that somebody equates."""

    detection: Detection = Detection()
    kind = AlertKind.TERM_VARIANT

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each two words that are each other's best match, answer each other, or are linked in so many words."""
        findings: list[Finding] = []
        coverage: list[Coverage] = []
        barred = _barred(material)
        said = said_by(material.usages, list(material.statements.text))
        for pair in combinations(sorted(partner.id for partner in material.partners), 2):
            matching = match(said, material.statements, pair, barred=barred)
            linked = links(material.statements, pair)
            answered = answering(said, material.statements, pair, barred=barred)
            findings += self._findings(_candidates(matching, _meant(linked, material), answered, material, pair), material, pair)
            coverage.append(_coverage(matching, [*linked, *answered], pair))
        return findings, coverage

    def _findings(self, candidates: Sequence[Candidate], material: Material, pair: Pair) -> list[Finding]:
        found = [(one, self._finding(one, material, pair)) for one in candidates if one.link or kinship(*one.terms) is not Kinship.FORM]
        found.sort(key=lambda each: (each[0].link is None, each[0].p_value, each[1].subject))
        best = [finding.subject for _, finding in found if finding.holds][:MOST_ALERTS]
        return [replace(finding, holds=finding.subject in best) for _, finding in found]

    def _finding(self, one: Candidate, material: Material, pair: Pair) -> Finding:
        names = [next(partner.name for partner in material.partners if partner.id == identifier) for identifier in pair]
        first, second = one.terms
        against = _against(one, material)
        return Finding(
            kind=self.kind,
            subject=" / ".join(sorted(one.terms)),
            partners=pair,
            positions=_positions(one, material, pair),
            p_value=one.p_value,
            holds=_holds(one, material, pair, least=self.detection.min_usages),
            sensitive=False,
            effect=_effect(one, material),
            confidence=_confidence(one),
            severity=_severity(one, material),
            title=f"“{first}” ({names[0]}) and “{second}” ({names[1]}) seem to be two words for one thing",
            questions=(
                f"Do we mean the same by “{first}” and “{second}”?",
                "If so, which of the two words shall stand in our joint minutes and plans? If not, what is the one without being the other?",
            ),
            against=tuple(material.statements.row(row).id for row in against),
            common_ground=_shared_neighbours(one, material),
            clears_when=f"both partners use one word, or agree in writing that “{first}” and “{second}” are one thing, or two",
        )


def _barred(material: Material) -> frozenset[str]:
    """Terms that are no candidates: words of conversation unless a hyphen makes one of them, and parts of the speakers' names."""
    names = {word.folded for speaker in set(material.statements.speaker) if speaker for word in words(speaker)}
    names |= {word for partner in material.partners for name in (partner.name, *partner.aliases, *partner.people) for word in folded_phrase(name)}
    every = set(material.usages.term)
    common = {term for term in every if set(folded_phrase(term)) <= _ORDINARY and "-" not in term}
    return frozenset(common | {term for term in every if set(folded_phrase(term)) & names})


def _meant(found: Iterable[Link], material: Material) -> list[Link]:
    """Links that somebody means: none that stands in jests and what-ifs alone."""
    texts = material.statements.text
    return [link for link in found if any(distortion(texts[row], 0, 0) not in ("joke", "hypothetical") for row in link.said_in)]


def _candidates(matching: Matching, linked: Sequence[Link], answered: Sequence[Answered], material: Material, pair: Pair) -> list[Candidate]:
    """The matches, what answers each other, and the links; what is found in several ways is one candidate."""
    by_words = {tuple(map(folded_phrase, link.terms)): link for link in linked}
    matched = {tuple(map(folded_phrase, one.terms)): one for one in matching.matches}
    heard = {tuple(map(folded_phrase, one.terms)): one for one in answered}
    by_link = len(linked) / (1 + _pairs_of_words(material, pair))
    found = []
    for phrases in sorted(by_words.keys() | matched.keys() | heard.keys()):
        link, fit, answer = by_words.get(phrases), matched.get(phrases), heard.get(phrases)
        against = {row for way in (fit, answer, link) if way for row in way.against} - set(link.said_in if link else ())
        each = [*(way.p_value for way in (fit, answer) if way), *([by_link] if link else [])]
        p_value = min(1.0, len(each) * min(each))
        if (found_by := answer or fit) is not None:
            rows = _stated_first(found_by, link)
            found.append(Candidate(terms=found_by.terms, rows=rows, against=sorted(against), p_value=p_value, match=fit, answered=answer, link=link))
        elif link and kinship(*link.terms) is None:
            found.append(Candidate(terms=link.terms, rows=link.rows, against=sorted(against), p_value=p_value, link=link))
    return found


def _pairs_of_words(material: Material, pair: Pair) -> int:
    """Pairs of words, one a side, of which any might have been equated by chance."""
    said = Counter(zip(material.usages.term, material.usages.partner, strict=True))
    sides = [sum(partner == own and count >= LEAST_WITHOUT_SPEAKER for (_, partner), count in said.items()) for own in pair]
    return int(sides[0] * sides[1])


def _stated_first(fit: Match | Answered, link: Link | None) -> tuple[Sequence[int], Sequence[int]]:
    said = set(link.said_in) if link else set()
    first, second = (tuple(sorted(rows, key=lambda row: row not in said)) for rows in fit.rows)
    return first, second


def _holds(one: Candidate, material: Material, pair: Pair, *, least: int) -> bool:
    """Whether both are taken for one thing: somebody says so, or they fit or answer each other too well for chance in `least` statements a side,
    and nothing parts them.
    """
    others = LEAST_WITHOUT_SPEAKER if one.link else LEAST_OF_OTHERS
    if not all(_of_several(rows, material, least=others) for rows in one.rows) or _converged(one, material, pair):
        return False
    if one.link:
        return True
    told = _told_apart(one, material) or _both_elsewhere(one, material, pair)
    return (one.answered is not None or _fits(one, material)) and min(map(len, one.rows)) >= least and kinship(*one.terms) is None and not told


def _fits(one: Candidate, material: Material) -> bool:
    """Whether their contexts are too alike for chance."""
    often = 1 if all(_of_several(rows, material, least=LEAST_WITHOUT_SPEAKER) for rows in one.rows) else FEW
    return _is_alike(one) and one.match is not None and often * one.match.by_chance * (1 + RIVAL * one.match.rivals) <= MOST_BY_CHANCE


def _is_alike(one: Candidate) -> bool:
    """Whether their contexts are clearly more alike than those of chance pairs."""
    return one.match is not None and one.match.similarity >= LEAST_BEYOND * one.match.usual


def _of_several(rows: Sequence[int], material: Material, *, least: int) -> bool:
    """Whether `least` of the statements remain when those of the loudest voice are left out."""
    statements = material.statements
    said = Counter(statements.voices[row] or statements.document[row] for row in rows)
    return said.total() - max(said.values(), default=0) >= least


def _told_apart(one: Candidate, material: Material) -> bool:
    """Whether the two stand together too often for one thing, or in a way in which two things do."""
    found = apart(material.usages, material.statements, one.terms)
    return bool(found.told) or len(found.together) > max(1, MOST_TOGETHER * min(map(len, one.rows)))


def _both_elsewhere(one: Candidate, material: Material, pair: Pair) -> bool:
    """Whether a third partner says both words: to somebody in the programme they are two things."""
    said = Counter(zip(material.usages.term, material.usages.partner, strict=True))
    others = [partner.id for partner in material.partners if partner.id not in pair]
    return any(min(said[term, other] for term in one.terms) >= LEAST_WITHOUT_SPEAKER for other in others)


def _converged(one: Candidate, material: Material, pair: Pair) -> bool:
    """Whether one side has gone over to the other's word: in the last third of its statements it says that one as often as its own."""
    statements = material.statements
    for partner, own in zip(pair, one.rows, strict=True):
        adopted = [row for row in one.against if statements.partner[row] == partner]
        said = sorted((*own, *adopted), key=lambda row: (str(statements.said_at[row] or ""), row))
        late = set(said[-max(LEAST_WITHOUT_SPEAKER, len(said) // 3) :])
        if 2 * len(late & set(adopted)) >= len(late):
            return True
    return False


def _against(one: Candidate, material: Material) -> list[int]:
    """What does not fit: a side that uses the other's word, and statements that tell the two apart."""
    if one.link:
        return list(one.against)
    return list(dict.fromkeys([*apart(material.usages, material.statements, one.terms).together, *one.against]))


def _positions(one: Candidate, material: Material, pair: Pair) -> tuple[Position, ...]:
    statements = material.statements
    found = []
    for side, partner in enumerate(pair):
        own, other = one.terms[side], one.terms[1 - side]
        crossed = sum(statements.partner[row] == partner for row in one.against)
        summary = f"says “{own}”, and {f'in {crossed} of {crossed + len(one.rows[side])} statements' if crossed else 'never'} “{other}”"
        if one.answered:
            summary += f"; within {REACH} statements of the other's word in {one.answered.documents} documents"
        first = {*(one.link.said_in if one.link else ()), *(one.answered.near if one.answered else ())}
        rows = sorted(one.rows[side], key=lambda row: (row not in first, statements.register[row] == Register.CHAT))
        evidence = tuple(statements.id[row] for row in rows)
        found.append(Position(partner=partner, summary=summary, statements=len(rows), evidence=evidence))
    return tuple(found)


def _shared_neighbours(one: Candidate, material: Material) -> tuple[str, ...]:
    """Content words that stand most beside both."""
    hidden = {word for term in one.terms for word in folded_phrase(term)} | _ORDINARY
    shares = []
    for rows in one.rows:
        bag = Counter(word for row in rows for word in {token.folded for token in words(material.statements.text[row])} - hidden)
        shares.append({word: count / len(rows) for word, count in bag.items() if count > 1 and len(word) > 2 and word.isalpha()})
    both = shares[0].keys() & shares[1].keys()
    return tuple(sorted(both, key=lambda word: (-round(min(shares[0][word], shares[1][word]), 6), word))[:SHARED_NEIGHBOURS])


def _effect(one: Candidate, material: Material) -> Effect:
    """Of what the alert rests on."""
    if one.link is None and one.answered is not None and not _fits(one, material):
        return Effect(measure="share of each word's documents, at least, in which the other side's word is near", value=one.answered.share)
    if one.match is None:
        return Effect(measure="statements that equate the two words", value=float(len(one.link.said_in) if one.link else 0))
    excess = one.match.similarity - one.match.usual
    return Effect(measure="similarity of the two words' contexts, beyond that which 95 of 100 chance pairs stay below", value=excess)


def _confidence(one: Candidate) -> float:
    """A provisional 0 … 0.9: how far from chance the fit is, and whether anybody says so; to be calibrated on judged alerts (science.md, 10)."""
    fit = 0.4 - 0.15 * log10(max(one.match.by_chance, 1e-6)) if one.match else 0.3
    heard = 0.3 + 0.3 * one.answered.share if one.answered else 0.0
    return round(max(0.05, min(0.9, max(fit, heard) + (0.3 if one.link else 0.0) + (0.1 if one.answered and _is_alike(one) else 0.0))), 2)


def _severity(one: Candidate, material: Material) -> Severity:
    """How often the two words stand in goals, criteria, measures and risks: two words there make two targets."""
    rows = [row for side in one.rows for row in side]
    stakes = sum(max(float(material.probabilities[row, LABELS.index(label)]) for label in _STAKES) for row in rows) / len(rows)
    return Severity.HIGH if stakes >= 0.6 else Severity.MEDIUM if stakes >= 0.3 else Severity.LOW


def _coverage(matching: Matching, otherwise: Sequence[Link | Answered], pair: Pair) -> Coverage:
    """`otherwise` is what was found without contexts."""
    if matching.tested:
        why = f"{matching.own[0]} words of {pair[0]} held against {matching.own[1]} of {pair[1]}"
        return Coverage(check=AlertKind.TERM_VARIANT, partners=pair, status=CoverageStatus.RAN, why=why)
    need = f"{LEAST_TERMS} words with {LEAST_USAGES} usages of each, here {matching.terms[0]} and {matching.terms[1]}"
    status = CoverageStatus.RAN if otherwise else CoverageStatus.INSUFFICIENT_DATA
    return Coverage(check=AlertKind.TERM_VARIANT, partners=pair, status=status, why=f"contexts are compared from {need}")
