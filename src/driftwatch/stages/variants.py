"""Finds two words that stand for one thing, one a partner: they stand in the same contexts, and hardly in each other's mouth.

A term is the bag of what stands beside it, its own words left out: the next words on either side in their places, the four words
on either side, and the content words within fifteen. What says which things are spoken of lies in the last, what says of which
kind the thing is in the others; either alone finds far fewer (docs/evidence/terms.md). Words of neighbouring statements blur it.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh

from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.sampling import MOST_A_DOCUMENT, MOST_A_SIDE
from driftwatch.domain.words import folded_phrase, placed, words
from driftwatch.statistics.matching import chance, csls, is_own, mutual, rank_p, rivals
from driftwatch.statistics.weighting import Bag, Weighting, unit
from driftwatch.tables import Said, Statements, UsageRow, Usages

LEAST_USAGES = 8
"""Usages of a side from which on its contexts say something of a word."""
LEAST_DOCUMENTS = 3
LEAST_TERMS = 12
"""Words of each side without which chance cannot be told from sense: as many squared are some 140 chance pairs."""
MOST_SHARED = 0.1
"""How often the other side may say the word, as a share of how often its own side does: both words on both sides are two things."""
BLOCKS = (1.0, 1.0, 1.0, 1.5)
"""Weights of the next words, the second next, those within four, and the content words within fifteen."""
NEAR, AROUND = 4, 15
DIMENSIONS, LATENT = 100, 0.3
"""Of the latent semantic analysis, and its weight: it joins words that never stand together, and things that are merely akin."""
_ROWS = 512
MANY_WORDS = 1500
"""From which on the latent semantic analysis does without the products of every two words."""
LEAST_PAIRS = 30
"""So many pairs are counted as having been tried, however few words are of one side only."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two words that stand in the same contexts; what belongs to side A stands first."""

    terms: tuple[str, str]
    usages: tuple[int, int]
    crossed: tuple[int, int]
    """How often each word is said by the side that prefers the other."""
    documents: tuple[int, int]
    similarity: float
    """Cosine of the two contexts."""
    usual: float
    """Similarity that 95 of 100 chance pairs of such frequent words stay below."""
    p_value: float
    """Share of chance pairs that fit at least as well."""
    by_chance: float
    """Pairs that would fit as well by chance among all that could have been matched here."""
    rivals: int
    """Words of either side that fit better than the partner word does, the parts of the two left out."""
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    """Statements of each side, those first that stand most in the other word's contexts."""
    against: tuple[int, ...]
    """Statements in which a side uses the other's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """All matches of two partners, and what there was to match; the numbers of side A stand first."""

    matches: tuple[Match, ...]
    own: tuple[int, int]
    """Words that (almost) only one side uses."""
    terms: tuple[int, int]
    """Words with enough usages of a side."""

    @property
    def tested(self) -> bool:
        """Whether there are enough words to tell chance from sense."""
        return min(self.terms) >= LEAST_TERMS


def match(said: Said, statements: Statements, pair: tuple[str, str], *, barred: Collection[str] = ()) -> Matching:
    """Every two words, one a partner, that are each other's best match; words among `barred` (as they are named) only make up the background."""
    sides = [sorted(term for term, partner in said if partner == own and len(said[term, own]) >= LEAST_USAGES) for own in pair]
    if min(map(len, sides)) < LEAST_TERMS:
        return Matching(matches=(), own=(0, 0), terms=(len(sides[0]), len(sides[1])))
    bench = _Bench(said, statements, pair, sides)
    own = bench.one_sided(frozenset(barred))
    found = [bench.judged(own, row, column) for row, column in mutual(bench.scores[np.ix_(own[0], own[1])])]
    return Matching(matches=tuple(found), own=(len(own[0]), len(own[1])), terms=(len(sides[0]), len(sides[1])))


def said_by(usages: Usages, texts: Sequence[str]) -> Said:
    """Usages by term and partner; a word inside a longer term counts for itself as well, as what one side says in two words may be one elsewhere."""
    found: defaultdict[tuple[str, str], dict[int, UsageRow]] = defaultdict(dict)
    singles = {folded[0]: term for term in sorted(set(usages.term)) if len(folded := folded_phrase(term)) == 1}
    counting = [usage for usage in usages.rows() if usage.partner is not None and usage.distorted is None]
    for usage in counting:
        found[usage.term, str(usage.partner)][usage.statement] = usage
    for usage in counting:
        for word in words(texts[usage.statement][usage.start : usage.end]) if len(folded_phrase(usage.term)) > 1 else ():
            if term := singles.get(word.folded):
                inside = usage._replace(term=term, start=usage.start + word.start, end=usage.start + word.end)
                found[term, str(usage.partner)].setdefault(usage.statement, inside)
    return {key: list(rows.values()) for key, rows in found.items()}


class _Bench:
    """The words of two partners with their contexts, in the form in which they are matched."""

    def __init__(self, said: Said, statements: Statements, pair: tuple[str, str], sides: Sequence[Sequence[str]]) -> None:
        self.said, self.pair, self.sides = said, pair, sides
        self.contexts = _Contexts(statements)
        self.every = [Counter({term: len(rows) for (term, partner), rows in said.items() if partner == own}) for own in pair]
        self.all = [each.total() for each in self.every]
        self.weighting: list[Weighting] = []
        bags = [self.contexts.bag(term, said[term, own]) for own, side in zip(pair, sides, strict=True) for term in side]
        self.matrix = _joined(self._weighed(bags))
        self.similar = _similarity(self.matrix, len(sides[0]))
        self.scores = csls(self.similar)
        np.round(self.scores, 6, out=self.scores)
        self.wrong = ~_of_one_word(sides)
        self.scores[~self.wrong] = -np.inf
        self.sizes = tuple(np.array([len(said[term, own]) for term in side], dtype=np.float64) for own, side in zip(pair, sides, strict=True))

    def _weighed(self, bags: list[tuple[Bag, ...]]) -> Iterator[sparse.csr_array]:
        """Block by block; the bags, which take most of the memory, are let go of block by block, and the list is left empty."""
        blocks = deque(zip(*bags, strict=True))
        bags.clear()
        while blocks:
            self.weighting.append(Weighting(blocks[0]))
            yield self.weighting[-1].rows(blocks.popleft())

    def one_sided(self, barred: frozenset[str]) -> tuple[list[int], list[int]]:
        """Positions of the words that (almost) only their own side uses."""
        found = [[at for at, term in enumerate(side) if term not in barred and self._is_own(term, place)] for place, side in enumerate(self.sides)]
        return found[0], found[1]

    def _is_own(self, term: str, place: int) -> bool:
        said = self.every[place][term], self.every[1 - place][term]
        documents = {usage.document for usage in self.said[term, self.pair[place]]}
        return len(documents) >= LEAST_DOCUMENTS and is_own(said, (self.all[place], self.all[1 - place]), most_shared=MOST_SHARED)

    def judged(self, own: tuple[list[int], list[int]], row: int, column: int) -> Match:
        place = own[0][row], own[1][column]
        terms = self.sides[0][place[0]], self.sides[1][place[1]]
        others = chance(place, self.wrong, (self.sizes[0], self.sizes[1]))
        p_value = rank_p(float(self.scores[place]), self.scores.ravel()[others])
        said = self.said[terms[0], self.pair[0]], self.said[terms[1], self.pair[1]]
        crossed = self.said.get((terms[0], self.pair[1]), []), self.said.get((terms[1], self.pair[0]), [])
        return Match(
            terms=terms,
            usages=(len(said[0]), len(said[1])),
            crossed=(len(crossed[0]), len(crossed[1])),
            documents=(len({usage.document for usage in said[0]}), len({usage.document for usage in said[1]})),
            similarity=float(self.similar[place]),
            usual=float(np.quantile(self.similar.ravel()[others], 0.95)),
            p_value=p_value,
            by_chance=p_value * max(len(own[0]) * len(own[1]), LEAST_PAIRS),
            rivals=rivals(self.scores, *place, but=self._parts(terms)),
            rows=(self._ordered(terms[0], said[0], len(self.sides[0]) + place[1]), self._ordered(terms[1], said[1], place[0])),
            against=tuple(sorted(usage.statement for usage in (*crossed[0], *crossed[1]))),
        )

    def _parts(self, terms: tuple[str, str]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of each side the words of which one of the two is made, or that are made of it: they stand where that one does."""
        own = [frozenset(folded_phrase(term)) for term in terms]
        first, second = (
            np.array([term != one and not said.isdisjoint(folded_phrase(term)) for term in side])
            for one, said, side in zip(terms, own, self.sides, strict=True)
        )
        return first, second

    def _ordered(self, term: str, said: Sequence[UsageRow], other: int) -> tuple[int, ...]:
        """Statements of the word by how much their contexts are the other word's."""
        bags = [self.contexts.bag(term, [usage]) for usage in said]
        vectors = _joined(weighting.rows(block) for weighting, block in zip(self.weighting, zip(*bags, strict=True), strict=True))
        near = np.round((vectors @ self.matrix[[other]].T).toarray().ravel(), 6)
        order = sorted(range(len(said)), key=lambda at: (-near[at], self.contexts.ids[said[at].statement]))
        return tuple(said[at].statement for at in order)


def _joined(blocks: Iterable[sparse.csr_array]) -> sparse.csr_array:
    """The blocks side by side, each with its weight, rows of length 1."""
    weighed = []
    for weight, block in zip(BLOCKS, blocks, strict=True):
        block.data *= weight
        weighed.append(block)
    return unit(sparse.hstack(weighed, format="csr"))


def _similarity(matrix: sparse.csr_array, first: int) -> Floats:
    """Mostly the cosine of the weights, and some of their latent semantic analysis, shape (words of A, words of B)."""
    latent = _latent(matrix, min(DIMENSIONS, min(matrix.shape) - 1))
    latent /= np.maximum(np.linalg.norm(latent, axis=1, keepdims=True), 1e-12)
    mixed = latent[:first] @ latent[first:].T
    mixed *= LATENT
    others = sparse.csr_array(matrix[first:].T)
    for begin in range(0, first, _ROWS):  # of thousands of words at once the products would take more than everything else
        end = min(begin + _ROWS, first)
        plain = (matrix[begin:end] @ others).toarray()
        plain *= 1 - LATENT
        mixed[begin:end] += plain
    return np.asarray(mixed)


def _latent(matrix: sparse.csr_array, dimensions: int) -> Floats:
    """The rows in the space of the largest singular values, shape (words, dimensions): of few words from their products, which takes less time, of
    many without, as those would fill a gigabyte.
    """
    if matrix.shape[0] <= MANY_WORDS:
        products = (matrix @ matrix.T).toarray().astype(np.float64)
        strength, towards = eigh(products, subset_by_index=(len(products) - dimensions, len(products) - 1))
        return np.asarray(towards * np.sqrt(np.maximum(strength, 0.0)))
    from scipy.sparse.linalg import svds

    towards, strength, _ = svds(matrix.astype(np.float64), k=dimensions, v0=np.ones(min(matrix.shape)))
    return np.asarray(towards * strength)


def _of_one_word(sides: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
    """Which pairs share a word: one and the same term, a part of the other, or the same head."""
    holding: tuple[defaultdict[str, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for places, side in zip(holding, sides, strict=True):
        for place, term in enumerate(side):
            for word in set(folded_phrase(term)):
                places[word].append(place)
    found = np.zeros((len(sides[0]), len(sides[1])), dtype=bool)
    for word in holding[0].keys() & holding[1].keys():
        found[np.ix_(holding[0][word], holding[1][word])] = True
    return found


class _Sided(dict[str, str]):
    """Words with the side on which they stand, each made once: a hundred thousand usages hold the same few."""

    def __init__(self, side: str) -> None:
        super().__init__()
        self._side = side

    def __missing__(self, word: str) -> str:
        found = self[word] = f"{self._side} {word}"
        return found


class _Contexts:
    """What stands beside a usage."""

    def __init__(self, statements: Statements) -> None:
        self._left, self._right = _Sided("L"), _Sided("R")
        self.ids = list(statements.id)
        self.texts = list(statements.text)

    def bag(self, term: str, said: Sequence[UsageRow]) -> tuple[Bag, ...]:
        """The blocks of one word: of at most MOST_A_SIDE usages, few of one document, chosen by the hash in the statement's id."""
        own = frozenset(folded_phrase(term))
        bags = tuple(Counter[str]() for _ in BLOCKS)
        for usage in self._chosen(said):
            for bag, features in zip(bags, self._features(usage, own), strict=True):
                bag.update(features)
        return tuple(map(Bag, bags))

    def _chosen(self, said: Sequence[UsageRow]) -> Iterable[UsageRow]:
        taken: Counter[str] = Counter()
        for usage in sorted(said, key=lambda each: self.ids[each.statement]):
            if taken[usage.document] < MOST_A_DOCUMENT and taken.total() < MOST_A_SIDE:
                taken[usage.document] += 1
                yield usage

    def _features(self, usage: UsageRow, own: frozenset[str]) -> tuple[Iterable[str], ...]:
        folded, starts = self._folded(usage.statement)
        first, last = bisect_left(starts, usage.start), bisect_left(starts, usage.end)
        left, right = ["<", *folded[:first]], [*folded[last:], ">"]
        second = [*map(self._left.__getitem__, left[-2:-1]), *map(self._right.__getitem__, right[1:2])]
        beside = {self._left[word] for word in left[-NEAR:] if word not in own} | {self._right[word] for word in right[:NEAR] if word not in own}
        around = {word for word in (*left[-AROUND:], *right[:AROUND]) if len(word) > 1 and word not in GRAMMAR and not word.isdecimal()} - own
        return (self._left[left[-1]], self._right[right[0]]), second, beside, around

    def _folded(self, row: int) -> tuple[Sequence[str], Sequence[int]]:
        return placed(self.texts[row])[:2]
