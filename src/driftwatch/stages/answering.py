"""Finds two words, one a partner, of which the one is heard where the other was said: each side answers by its own word.

Contexts (stages/variants.py) need many usages; who calls a thing otherwise does so to the other's face. Words of two things that
belong together are heard so as well, which is why this must happen in half of the documents of either word at least.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from scipy.special import bdtrc

from driftwatch.domain.words import folded_phrase
from driftwatch.statistics.matching import is_own
from driftwatch.tables import Said, StatementRow, Statements

REACH = 4
"""Statements between one side's word and the other's."""
LEAST_USAGES = 6
LEAST_DOCUMENTS = 6
"""In which the one answers the other."""
LEAST_SHARE = 0.5
"""Of the documents of either word."""
MOST_SHARED = 0.2
"""How often the other side may say the word, as a share of how often its own side does."""
MOST_BY_CHANCE = 0.05
"""Pairs that may be expected to answer each other as often, among all that were tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Two words of which the one answers the other; what belongs to side A stands first."""

    terms: tuple[str, str]
    documents: int
    """In which both sides say their own within REACH statements."""
    share: float
    """Of the documents of that word of which it is the smaller share, 0 … 1."""
    p_value: float
    """Of that many documents, were one side's word said at any other places where that side speaks."""
    by_chance: float
    """Pairs that would answer each other as often by chance, among all that were tried."""
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    """Statements of each side, those first that answer or are answered."""
    near: frozenset[int]
    """These."""
    against: tuple[int, ...]
    """Statements in which a side uses the other's word."""


def answering(said: Said, statements: Statements, pair: tuple[str, str], *, barred: Collection[str] = ()) -> tuple[Answered, ...]:
    """Every two words of one side each of which each is the other's best, and which chance does not explain; `said` are usages by term and partner.

    Of shares that are the same in tenths the longer phrase is the better one.
    """
    talk = _Talk(said, statements, pair)
    own = [[term for term in talk.terms(side) if term not in barred and talk.is_own(term, side)] for side in (0, 1)]
    pairs = [(one, other) for one in own[0] for other in own[1] if set(folded_phrase(one)).isdisjoint(folded_phrase(other))]
    often = {words: heard for words in pairs if (heard := talk.heard(words)) is not None}
    order = sorted(often, key=lambda words: (-round(often[words].share, 1), -len(folded_phrase(" ".join(words))), -often[words].documents, words))
    best: tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]] = ({}, {})
    for words in order:
        for side in (0, 1):
            best[side].setdefault(words[side], words)
    mutual = [words for words in order if all(best[side][words[side]] == words for side in (0, 1))]
    found = [talk.answered(words, often[words], tried=len(pairs)) for words in mutual]
    return tuple(one for one in found if one.by_chance <= MOST_BY_CHANCE)


@dataclass(frozen=True, slots=True)
class _Heard:
    documents: int
    share: float
    near: frozenset[int]
    """Rows of either side's usages that stand within reach of the other's."""


class _Talk:
    """Who says which word where."""

    def __init__(self, said: Said, statements: Statements, pair: tuple[str, str]) -> None:
        self.said, self.pair = said, pair
        self.rows: list[StatementRow] = list(statements.rows())
        self.every = [Counter({term: len(rows) for (term, partner), rows in said.items() if partner == own}) for own in pair]
        self.all = [each.total() for each in self.every]
        self.places = [defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)]
        self._by_document: dict[tuple[str, int], Mapping[str, Mapping[int, int]]] = {}
        for row in self.rows:
            if row.partner in pair:
                self.places[pair.index(row.partner)][row.document].append(row.position)

    def terms(self, side: int) -> list[str]:
        return sorted(term for term, usages in self.every[side].items() if usages >= LEAST_USAGES)

    def is_own(self, term: str, side: int) -> bool:
        said = self.every[side][term], self.every[1 - side][term]
        return is_own(said, (self.all[side], self.all[1 - side]), most_shared=MOST_SHARED)

    def by_document(self, term: str, side: int) -> Mapping[str, Mapping[int, int]]:
        """Rows by their position, by document."""
        if (term, side) not in self._by_document:
            found = defaultdict[str, dict[int, int]](dict)
            for usage in self.said[term, self.pair[side]]:
                found[usage.document][self.rows[usage.statement].position] = usage.statement
            self._by_document[term, side] = found
        return self._by_document[term, side]

    def heard(self, words: tuple[str, str]) -> _Heard | None:
        """Where they are heard by each other; None where that is too seldom."""
        spoken = [self.by_document(word, side) for side, word in enumerate(words)]
        least = max(LEAST_DOCUMENTS, LEAST_SHARE * max(map(len, spoken)))
        shared = spoken[0].keys() & spoken[1].keys() if min(map(len, spoken)) >= least else set()
        if len(shared) < least:
            return None
        documents, near = 0, set[int]()
        for document in shared:
            one, other = spoken[0][document], spoken[1][document]
            close = [(row, answer) for at, row in one.items() for place, answer in other.items() if abs(at - place) <= REACH]
            documents += bool(close)
            near.update(*close)
        return _Heard(documents, documents / max(map(len, spoken)), frozenset(near)) if documents >= least else None

    def answered(self, words: tuple[str, str], heard: _Heard, *, tried: int) -> Answered:
        p_value = max(self._by_chance(words, side, heard.documents) for side in (0, 1))
        rows = [sorted({usage.statement for usage in self.said[word, self.pair[side]]}) for side, word in enumerate(words)]
        crossed = [self.said.get((word, self.pair[1 - side]), ()) for side, word in enumerate(words)]
        first, second = (tuple(sorted(each, key=lambda row: (row not in heard.near, row))) for each in rows)
        return Answered(
            terms=words,
            documents=heard.documents,
            share=heard.share,
            p_value=p_value,
            by_chance=min(1.0, p_value * tried),
            rows=(first, second),
            near=heard.near,
            against=tuple(sorted({usage.statement for each in crossed for usage in each})),
        )

    def _by_chance(self, words: tuple[str, str], side: int, documents: int) -> float:
        """The probability that so many documents of one word, said at any places of its side's talk, come near the other word (binomial).

        Each document counts by what the side says in it. Where that is little, near is all of it: then it is only asked who speaks where.
        """
        moved, fixed = self.by_document(words[side], side), self.by_document(words[1 - side], 1 - side)
        often = sum(map(len, moved.values())) / len(moved)
        reached = [(len(places), self._reached(places, fixed.get(document, {}))) for document, places in self.places[side].items()]
        usual = sum(size * (1 - (1 - share) ** often) for size, share in reached) / sum(size for size, _ in reached)
        return float(bdtrc(documents - 1, len(moved), usual))

    def _reached(self, places: Sequence[int], said: Collection[int]) -> float:
        """Share of the places that lie within reach of what was said."""
        return sum(any(abs(place - at) <= REACH for at in said) for place in places) / len(places) if said else 0.0
