"""Matters over which two partners' priorities meet: judgements that follow on each other in talk, and all that are like them.

A matter is grown without regard to which of the two sides said what, but for the turns that it begins with: one partner's judgement
and the other's within a few statements. Exchanging the sides of a document leaves these as they are, so that cells can be permuted.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from driftwatch.domain.judging import OUTCOMES, Judgement
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.outcomes import Pull
from driftwatch.domain.words import folded
from driftwatch.some_rows import SomeRows
from driftwatch.tables import StatementRow, Statements

REACH = 5
"""Statements within which a judgement of one side follows on that of the other."""
LEAST_CLASHES = 2
"""Documents in which that must have happened."""
ANSWERING = 0.1
LINKED = 0.45
JOINING = 0.38
"""Likeness from which on two judgements answer each other, two exchanges are one matter, and a further judgement belongs to it."""
ROUNDS = 2
OUTCOME_WEIGHT = 1.5
"""Of the outcomes that the model names, beside a word's 1.0; they stand against the matter's mean, so that what all want tells nobody apart."""
_SHARED_WORD = 0.5
_RAREST = 6.0
_LEAST_WEIGHT = 0.1
_CELLS_AT_ONCE = 4_000_000
_ROWS = 512
_MANY = 400
_ORDINARY = GRAMMAR | CONVERSATION | CALENDAR
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Judgements on one matter, each with its place between the two outcomes that the matter sets against each other."""

    judgements: tuple[Judgement, ...]
    weights: tuple[float, ...]
    """-1 … 1, in the order of the judgements."""


class Clashes:
    """Finds the matters of any two partners among all judgements."""

    def __init__(self, said: Sequence[Judgement], statements: Statements, vectors: SomeRows | None, *, hidden: Collection[str]) -> None:
        self._said, self._rows, self._hidden = said, list(statements.rows()), frozenset(hidden)
        self._vectors = _centred(vectors, [one.row for one in said])
        self._at = {one.row: at for at, one in enumerate(said)}
        self._spread = Counter(word for row in self._rows for word in self._words(row.text))
        self._place = _places(self._rows)

    def between(self, pair: tuple[str, str]) -> tuple[Matter, ...]:
        """The matters of these two, in the order of their first statement."""
        own = [one for one in self._said if one.partner in pair]
        alike = self._likeness(own)
        following = self._following(own)
        exchanges = [both for both, likeness in zip(following, alike.of_pairs(following).tolist(), strict=True) if likeness > ANSWERING]
        found = []
        for members, core in _grown(exchanges, alike):
            if len({own[at].document for at in core}) >= LEAST_CLASHES:
                found.append(self._matter([own[at] for at in sorted(members)]))
        return tuple(sorted(found, key=lambda matter: matter.judgements[0].row))

    def _likeness(self, own: Sequence[Judgement]) -> "_Likeness":
        content = [sorted(self._words(self._rows[one.row].text)) for one in own]
        column = {word: at for at, word in enumerate(sorted({word for each in content for word in each}))}
        places = np.array([column[word] for each in content for word in each], dtype=np.int64)
        shape = (len(own), max(len(column), 1))
        held = sparse.csr_array((np.ones(len(places)), places, np.cumsum([0, *map(len, content)])), shape=shape, dtype=np.float64)
        weight = np.array([self._weight(word) for word in column] or [0.0])
        return _Likeness(self._vectors[[self._at[one.row] for one in own]], held, sparse.csr_array(held * weight))

    def _following(self, own: Sequence[Judgement]) -> list[tuple[int, int]]:
        """Judgements of the two sides that stand near each other in one part of a document."""
        parts = defaultdict[tuple[str, str | None], list[tuple[int, int]]](list)
        for at, one in enumerate(own):
            parts[one.document, self._rows[one.row].heading].append((self._place[one.row], at))
        found = []
        for part in map(sorted, parts.values()):
            for first, (place, at) in enumerate(part):
                near = takewhile(lambda other, place=place: other[0] - place <= REACH, part[first + 1 :])  # type: ignore[misc]
                found += [(min(at, other), max(at, other)) for _, other in near if own[other].partner != own[at].partner]
        return sorted(found)

    def _matter(self, own: Sequence[Judgement]) -> Matter:
        """Along the chief direction of what is chosen and set aside in these judgements, whoever said them."""
        bags = [self._bag(one) for one in own]
        places = {feature: at for at, feature in enumerate(sorted({feature for bag in bags for feature in bag}))}
        columns = [places[feature] for bag in bags for feature in bag]
        weights_of = [weight for bag in bags for weight in bag.values()]
        matrix = sparse.csr_array((weights_of, columns, np.cumsum([0, *map(len, bags)])), shape=(len(own), max(len(places), 1)), dtype=np.float64)
        outcomes = np.array([[one.outcomes.get(outcome, 0.0) for outcome in OUTCOMES] for one in own])
        told = outcomes.any(axis=1)
        if told.any():
            outcomes[told] -= outcomes[told].mean(axis=0)
        likeness = OUTCOME_WEIGHT * outcomes @ outcomes.T
        for begin in range(0, len(own), _ROWS):
            likeness[begin : begin + _ROWS] += (matrix[begin : begin + _ROWS] @ matrix.T).toarray()
        np.clip(likeness, -1.0, 1.0, out=likeness)
        np.fill_diagonal(likeness, 0.0)
        direction = _chief(likeness)
        largest = int(np.argmax(np.round(np.abs(direction), 6)))
        weights = np.clip(2 * direction / direction[largest], -1.0, 1.0)
        kept = [at for at in range(len(own)) if abs(weights[at]) >= _LEAST_WEIGHT]
        return Matter(judgements=tuple(own[at] for at in kept), weights=tuple(round(float(weights[at]), 6) for at in kept))

    def _bag(self, one: Judgement) -> dict[str, float]:
        bag = defaultdict[str, float](float)
        for value in one.values:
            for sign, piece in ((1.0, value.chosen), (-1.0, value.rejected)):
                for word in self._words(piece):
                    bag[word] += sign * self._weight(word)
        return dict(bag) | {f"\x1f{pull}": float(lean) for pull, lean in one.leans.items() if pull is not Pull.GROWTH_CARE}

    def _words(self, text: str) -> frozenset[str]:
        said = set(folded(text)) - _ORDINARY - self._hidden
        return frozenset(word for word in said if len(word) > 3 and word.isalpha())

    def _weight(self, word: str) -> float:
        return min(1.0, math.log(len(self._rows) / max(self._spread[word], 1)) / _RAREST)


def _chief(likeness: Floats) -> Floats:
    """The direction of the largest eigenvalue; of many judgements by Lanczos' method, which asks for products alone."""
    if len(likeness) <= _MANY or not likeness.any():
        return np.asarray(np.linalg.eigh(likeness)[1][:, -1])
    from scipy.sparse.linalg import eigsh

    return np.asarray(eigsh(likeness, k=1, which="LA", v0=np.linspace(1.0, 2.0, len(likeness)))[1][:, 0])


def _centred(vectors: SomeRows | None, rows: Sequence[int]) -> Floats:
    """Unit vectors of these rows less what all rows have in common; zeros where there is none."""
    if vectors is None or not len(rows):
        return np.zeros((len(rows), 1))
    found = vectors.take(rows).astype(np.float64)
    told = found.any(axis=1)
    if told.any():
        found[told] -= vectors.vectors.sum(axis=0, dtype=np.float64) / len(vectors.vectors)
    found /= np.maximum(np.linalg.norm(found, axis=1), 1e-9)[:, None]
    return found


def _places(rows: Sequence[StatementRow]) -> dict[int, int]:
    """How many statements of its document stand before each row."""
    documents = defaultdict[str, list[int]](list)
    for at in sorted(range(len(rows)), key=lambda at: (rows[at].position, rows[at].id)):
        documents[rows[at].document].append(at)
    return {at: place for members in documents.values() for place, at in enumerate(members)}


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Of judgements: the product of their vectors, and the weight of the words that both hold; only what is asked for is worked out."""

    vectors: Floats
    held: sparse.csr_array
    """Which words each holds, shape (judgements, words) ..."""
    weighed: sparse.csr_array
    """... and how much they count."""

    def between(self, places: Counts, others: Counts) -> Floats:
        """Of some to others, 0 to themselves; shape (places, others)."""
        found = self.vectors[places] @ self.vectors[others].T + _SHARED_WORD * (self.weighed[places] @ self.held[others].T).toarray()
        found[places[:, None] == others[None, :]] = 0.0
        return np.asarray(np.round(found, 6))

    def joining(self, places: Collection[int]) -> set[int]:
        """All that are like two of these."""
        members, portion = np.array(sorted(places)), max(1, _CELLS_AT_ONCE // len(places))
        found: set[int] = set()
        for begin in range(0, len(self.vectors), portion):
            others = np.arange(begin, min(begin + portion, len(self.vectors)))
            second = np.partition(self.between(members, others), -2, axis=0)[-2]
            found.update(others[second >= JOINING].tolist())
        return found

    def of_pairs(self, pairs: Sequence[tuple[int, int]]) -> Floats:
        """Shape (pairs,)."""
        one, other = ([pair[side] for pair in pairs] for side in (0, 1))
        shared = self.weighed[one].multiply(self.held[other]).sum(axis=1)
        return np.asarray(np.round((self.vectors[one] * self.vectors[other]).sum(axis=1) + _SHARED_WORD * shared, 6))


def _grown(exchanges: Sequence[tuple[int, int]], alike: _Likeness) -> list[tuple[set[int], set[int]]]:
    """Exchanges joined where they are alike, then the judgements that are like two members: all members, and those that it began with."""
    groups: list[set[int]] = []
    group = np.full(len(alike.vectors), -1)
    """Of each judgement the place of its group among them; what it was joined to takes all that it had."""
    answering = np.unique(np.array(exchanges, dtype=np.int64).reshape(-1))
    for exchange in exchanges:
        both = np.array(exchange)
        near = answering[(alike.between(both, answering) >= LINKED).any(axis=0)]
        touched = np.unique(group[np.concatenate([both, near])])
        joined = set(exchange).union(*(groups[at] for at in touched[touched >= 0]))
        group[sorted(joined)] = len(groups)
        groups.append(joined)
    cores = [core for at, core in enumerate(groups) if group[next(iter(core))] == at]
    return [(_with_those_like_it(core, alike), core) for core in cores]


def _with_those_like_it(core: Collection[int], alike: _Likeness) -> set[int]:
    members = set(core)
    for _ in range(ROUNDS):
        members |= alike.joining(members)
    return members
