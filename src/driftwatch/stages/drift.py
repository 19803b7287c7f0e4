"""Compares what each partner meant by a term before and after, document by document.

How clearly *any* word of a partner changes over time, words of conversation included, is the null against which one term stands out:
topics move on, and take a little of every word along.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from threadpoolctl import threadpool_limits

from driftwatch.ports import Vectors
from driftwatch.statistics.change_points import (
    LEAST_DOCUMENTS,
    Beside,
    Change,
    Course,
    Shape,
    beside,
    change,
    course,
    shape,
    smallest_p,
    split_range,
)
from driftwatch.statistics.discovery import random_effects_z, robust_z
from driftwatch.statistics.energy import Floats, inner_distances, interval, kernel, summed
from driftwatch.statistics.leaning import contrary, ordered
from driftwatch.statistics.permutation import Counts, Flags, codes, gather, seed_of
from driftwatch.tables import Statements, Usages

DRAWS = 3999
DRAWS_WITHOUT = 199
BOOTSTRAPS = 200
HALVES = 200
CANDIDATE_P = 0.05
"""Terms with a larger p value are no candidates: their dates and what would come out without one speaker are not asked."""
LEAST_BACKGROUND = 5
"""Usages of a segment from which on a word tells something of the background."""
SENSITIVE_FROM = 60
"""Usages of the smaller segment from which on nothing found counts as "the same": at 30 a complete change was found in one of four cases only
(docs/evidence/terms.md)."""
PRIOR_WORDS = 10
"""Weight, in words, of what is known of backgrounds from elsewhere (docs/evidence/terms.md)."""
PRIOR_CLEARNESS = (0.6, 1.2)
PRIOR_EXCESS = (0.01, 0.02)
LEAST_ERROR = 1e-3
TOGETHER = 0.5
"""Share of one partner's move that the other makes as well, from which on it is the programme that changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One term of one partner, split where its usages change most; what was said before stands first."""

    term: str
    partner: str
    usages: tuple[int, int]
    documents: tuple[int, int]
    distance: float
    """Energy distance between the usages before and after, 0 … 4."""
    p_value: float
    smallest_p: float
    """The smallest p value that so many documents can reach."""
    z: float
    """How far the term stands out from what any word of this partner shows, in robust standard deviations."""
    shape: Shape
    between: tuple[date, date]
    """The days between which the change lies (90 %)."""
    interval: tuple[float, float] | None
    within: float
    """The 95th percentile of the distance between halves of the usages before, and of those after."""
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    """Statements by row number, the most characteristic of their time first."""
    against: tuple[int, ...]
    """Statements that lie nearer to the usages of the other time."""
    sensitive: bool
    p_without_speaker: float = 1.0
    p_alike: float = 0.0
    """The largest p value of another partner's usages having moved alike; 0 where no other says the term."""
    together: tuple[str, ...] = ()
    """Partners whose usages moved mostly the same way over the same days."""
    unknown: tuple[str, ...] = ()
    """Partners who say the term too, but too seldom before or after to tell whether they moved as well."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The dated usages of one term by one partner: rows of the table of usages and of that of statements."""

    row: Counts
    statement: Counts


@dataclass(frozen=True, slots=True)
class _Followed:
    """A term before it is held against its background; `place` is that of each usage's document in the sequence."""

    term: str
    partner: str
    said: _Said
    sequence: Course
    place: Counts
    change: Change
    tested: bool


def drifts(usages: Usages, statements: Statements, vectors: Vectors, *, tested: Collection[str], least: tuple[int, int]) -> tuple[Drift, ...]:
    """The change of every term in `tested`, for each partner, by partner and term; `vectors` are the usages' own, of unit length, and `least`
    the usages and documents that each of the two times needs. All other terms serve as background.
    """
    line = _Line(usages, statements, vectors)
    with threadpool_limits(limits=1, user_api="blas"):  # the products are small: a second thread waits for longer than it helps
        return tuple(found for partner in sorted({partner for _, partner in line.said}) for found in _of_partner(line, partner, tested, least))


def _of_partner(line: "_Line", partner: str, tested: Collection[str], least: tuple[int, int]) -> list[Drift]:
    terms = sorted(term for term, other in line.said if other == partner)
    followed = [one for term in terms if (one := line.follow(term, partner, least=least if term in tested else None)) is not None]
    standing = zip(followed, _standing_out([one.change for one in followed]), strict=True)
    return [replace(line.drift(one, least=least), z=z) for one, z in standing if one.tested]


def _standing_out(changes: Sequence[Change]) -> list[float]:
    """As for differences between partners: two parts how clearly and one part how much a word changes more than any does."""
    clearness = np.array([one.clearness for one in changes])
    known = PRIOR_CLEARNESS[0] + PRIOR_CLEARNESS[1] * np.linspace(-1.65, 1.65, PRIOR_WORDS)
    clearly = robust_z(clearness, np.concatenate([clearness, known]), least_scale=1.0)
    errors = np.array([max(one.error, LEAST_ERROR) for one in changes])
    much = random_effects_z(np.array([one.excess for one in changes]), errors, prior=PRIOR_EXCESS, weight=PRIOR_WORDS)
    return [float(2 * a + b) / 3 for a, b in zip(clearly, much, strict=True)]


class _Line:
    """The tables in the form in which terms are followed over time, one after the other."""

    def __init__(self, usages: Usages, statements: Statements, vectors: Vectors) -> None:
        self.vectors = vectors
        self.ids = list(statements.id)
        self.document = codes(list(statements.document))
        self.register = codes(list(statements.register))
        self.speaker = codes([voice or document for voice, document in zip(statements.voices, statements.document, strict=True)])
        self.day = _days(statements)
        rows: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for row, usage in enumerate(usages.rows()):
            if usage.partner is not None and usage.distorted is None and self.day[usage.statement]:
                rows[usage.term, usage.partner].append((row, usage.statement))
        self.said = {key: _Said(*np.array(own, dtype=np.int64).T) for key, own in rows.items()}

    def follow(self, term: str, partner: str, *, least: tuple[int, int] | None) -> _Followed | None:
        """The term's change, with `least` for a verdict where there is enough for one; None where not even the background learns anything."""
        said = self.said[term, partner]
        for tested, usages, documents in [*([(True, *least)] if least else []), (False, LEAST_BACKGROUND, LEAST_DOCUMENTS)]:
            sequence, place = self._course(said.row, said.statement, least=usages)
            found = change(sequence, draws=DRAWS, rng=self._rng(term, said.statement)) if len(sequence) >= 2 * documents else None
            if found is not None:
                return _Followed(term, partner, said, sequence, place, found, tested)
        return None

    def drift(self, one: _Followed, *, least: tuple[int, int]) -> Drift:
        """All that is asked of a followed term but its standing among the others."""
        said, sequence, rng = one.said, one.sequence, self._rng(one.term, one.said.statement)
        after = one.place >= one.change.split
        candidate = one.change.p_value <= CANDIDATE_P
        span = split_range(sequence, draws=BOOTSTRAPS, rng=rng) if candidate else None
        cells, cell = gather(self.document[said.statement], self.register[said.statement], ~after)
        matrix = kernel(self.vectors[said.row], cell, cells)
        inner = inner_distances(matrix, cells, draws=HALVES, rng=rng)
        lean = _lean(self.vectors[said.row], self.document[said.statement], after)
        others = self._others(one) if candidate else {}
        told = [other for other in others.values() if other is not None]
        numbers = int((~after).sum()), int(after.sum())
        return Drift(
            term=one.term,
            partner=one.partner,
            usages=numbers,
            documents=(one.change.split, len(sequence) - one.change.split),
            distance=one.change.distance,
            p_value=one.change.p_value,
            smallest_p=smallest_p(sequence),
            z=0.0,
            shape=shape(sequence, one.change.split),
            between=_between(sequence, span or (one.change.split, one.change.split)),
            interval=interval(matrix, cells, draws=BOOTSTRAPS, rng=rng) if candidate else None,
            within=float(np.quantile(inner, 0.95)) if len(inner) else 0.0,
            rows=(ordered(said.statement[~after], -lean[~after]), ordered(said.statement[after], lean[after])),
            against=contrary(said.statement, np.where(after, lean, -lean)),
            sensitive=min(numbers) >= SENSITIVE_FROM,
            p_without_speaker=self._without_speaker(one, least=least[0]) if candidate else 1.0,
            p_alike=max((other.p_alike for other in told), default=0.0),
            together=tuple(name for name, other in others.items() if other is not None and other.share >= TOGETHER),
            unknown=tuple(name for name, other in others.items() if other is None),
        )

    def _others(self, one: _Followed) -> dict[str, Beside | None]:
        """Every other partner who says the term more than a few times."""
        names = [partner for term, partner in sorted(self.said) if term == one.term and partner != one.partner]
        return {name: self._beside(one, name) for name in names if len(self.said[one.term, name].row) >= LEAST_BACKGROUND}

    def _course(self, row: Counts, statement: Counts, *, least: int) -> tuple[Course, Counts]:
        return course(self.vectors[row], self.document[statement], self.day[statement], self.register[statement], least=least)

    def _without_speaker(self, one: _Followed, *, least: int) -> float:
        """The largest p value that remains without any one of the speakers who use the term more than once."""
        speakers, times = np.unique(self.speaker[one.said.statement], return_counts=True)
        largest = one.change.p_value
        for speaker in speakers[times > 1]:
            left = self.speaker[one.said.statement] != speaker
            sequence, _ = self._course(one.said.row[left], one.said.statement[left], least=min(least, LEAST_BACKGROUND))
            found = change(sequence, draws=DRAWS_WITHOUT, rng=self._rng(one.term, one.said.statement[left])) if len(sequence) else None
            largest = max(largest, found.p_value if found else 1.0)
        return largest

    def _beside(self, one: _Followed, other: str) -> Beside | None:
        """How this partner's move compares with that of another who says the term as well; None where that cannot be told."""
        own, others = one.said, self.said[one.term, other]
        statement, row = np.concatenate([own.statement, others.statement]), np.concatenate([own.row, others.row])
        first = np.arange(len(row)) < len(own.row)
        later = self.day[statement] >= one.sequence.day[one.change.split]
        if min((~first & later).sum(), (~first & ~later).sum()) < LEAST_BACKGROUND:
            return None
        cells, cell = gather(self.document[statement], self.register[statement], first)
        time = np.zeros(len(cells), dtype=bool)
        time[cell] = later
        found = beside(kernel(self.vectors[row], cell, cells), cells, time, draws=DRAWS, rng=self._rng(one.term, statement))
        return found if np.isfinite(found.share) else None

    def _rng(self, term: str, statement: Counts) -> np.random.Generator:
        return np.random.default_rng(seed_of(term, *sorted(self.ids[row] for row in statement)))


def _days(statements: Statements) -> Counts:
    """The first day of each statement's document as an ordinal; 0 where the statement carries no date."""
    days = [0 if moment is None else moment.date().toordinal() for moment in statements.said_at]
    first: dict[str, int] = {}
    for document, day in zip(statements.document, days, strict=True):
        if day:
            first[document] = min(day, first.get(document, day))
    return np.array([first[document] if day else 0 for document, day in zip(statements.document, days, strict=True)], dtype=np.int64)


def _lean(vectors: Vectors, document: Counts, after: Flags) -> Floats:
    """How much nearer each usage lies to those after the change than to those before, usages of its own document aside."""
    names, place = np.unique(document, return_inverse=True)
    near = []
    for side in (after, ~after):
        sums = summed(vectors[side], place[side], len(names))
        count = np.bincount(place[side], minlength=len(names))
        towards = np.einsum("ij,ij->i", vectors, sums.sum(axis=0) - sums[place])
        near.append(towards / np.maximum(count.sum() - count[place], 1))
    return np.asarray(near[0] - near[1])


def _between(sequence: Course, splits: tuple[int, int]) -> tuple[date, date]:
    """From the last day of the old use to the first of the new one."""
    return date.fromordinal(int(sequence.day[splits[0] - 1])), date.fromordinal(int(sequence.day[splits[1]]))
