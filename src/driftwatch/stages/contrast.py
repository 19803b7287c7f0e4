"""Compares every term between every two partners, document by document.

A usage is the vector of the term's own tokens, the mean over all usages removed, of unit length; inside
one term it is described by how alike it is to each of the term's usages. How far apart two partners'
usages of *any* word lie, background words included, is the null against which one term stands out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.meaning import Term
from driftwatch.domain.sampling import LEAST_BACKGROUND
from driftwatch.ports import Contrast, Vectors
from driftwatch.statistics.discovery import random_effects_z, robust_z
from driftwatch.statistics.energy import EnergyTest, Kernel, distances_without, energy_test, halves_of_each, interval, kernel
from driftwatch.statistics.leaning import contrary, ordered
from driftwatch.statistics.permutation import Cells, Counts, Flags, codes, gather, seed_of, smallest_p
from driftwatch.statistics.stances import ENOUGH_OTHERS, of_others, of_several
from driftwatch.tables import Statements, Usages

DRAWS = 1999
LEAST_LOOKED_AT = 7
"""Usages a side from which on a term that has too few for a verdict of its own can still support what else is known of it."""
AT_ITS_FLOOR = 3
"""Where no more than two draws reach the observed distance ..."""
MORE_DRAWS = 19_999
"""... so many are drawn: one divergent term among hundreds could not be found otherwise (Besag & Clifford 1991, Biometrika)."""
BOOTSTRAPS = 400
CANDIDATE_P = 0.05
"""Terms with a larger p value are no candidates: what would come out without one speaker is not asked."""
HALVES = 100
TWO_WORDS = 0.30
"""Energy distance of two clearly different senses, one a side, such as partners quarrel about (0.25 to 0.6 in three programmes; two words planted at
random are often near each other, 0.0 to 0.55: docs/evidence/terms.md). Of a shift of a share d of the usages it is d squared of that."""
SENSITIVE = 0.6
"""Smallest shift that a sample must be able to show, for "none found" to be "the same"."""
AROUND = 0.85
"""Weight of what surrounds a word beside the word itself: two firms can mean different things by a word in one sense of the dictionary."""
PRIOR_TERMS = 10
"""Weight, in terms, of what is known of backgrounds from elsewhere (docs/evidence/terms.md)."""
PRIOR_CLEARNESS = (1.2, 1.5)
PRIOR_EXCESS = (0.02, 0.02)
LEAST_ERROR = 1e-3
_ROWS = 4096
"""Usages that are worked on together: what bounds the memory."""
_NOTHING = 1e-6
"""Length below which a vector is that of the mean, but for rounding: it is like no other."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Usage:
    """One usage that counts: its row in the table of usages and in that of statements."""

    row: int
    statement: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A contrast before it is held against its background."""

    contrast: Contrast
    test: EnergyTest


def contrast(usages: Usages, statements: Statements, vectors: Vectors, terms: Sequence[Term], *, least: tuple[int, int]) -> tuple[Contrast, ...]:
    """All contrasts, by partners and term; `usages` are those of stages.sample, `vectors` their usage_vectors(), `least` the usages and
    documents a side for a verdict.
    """
    bench = _Bench(usages, statements, vectors)
    partners = sorted({partner for partner in usages.partner if partner is not None})
    compared: dict[tuple[str, str], list[Compared]] = {pair: [] for pair in combinations(partners, 2)}
    for term in terms:
        for one in bench.compare(term, partners, least=least):
            compared[one.contrast.partners].append(one)
    found = [one for of_pair in compared.values() for one in _against_background(of_pair)]
    return tuple(sorted(found, key=lambda one: (one.partners, one.term)))


def usage_vectors(raw: Vectors, *, out: Vectors | None = None) -> Vectors:
    """What an encoder makes of usages, shape (usages, 2 x dimensions), ready to be compared: each half with its mean over all usages removed
    and of unit length, what surrounds a word weighing less than the word itself; together of unit length. They are written to `out` where it
    is given, which may be `raw` itself.
    """
    if not len(raw):
        return raw
    centre = raw.mean(axis=0, dtype=np.float64)
    found = np.empty(raw.shape, dtype=np.float32) if out is None else out
    for begin in range(0, len(raw), _ROWS):
        word, around = (_unit(half) for half in np.hsplit(raw[begin : begin + _ROWS] - centre, 2))
        found[begin : begin + _ROWS] = _unit(np.hstack([word, np.float32(AROUND) * around]))
    return found


def described_by_others(vectors: Vectors) -> Vectors:
    """Usages of one term as their likeness to each of them, shape (usages, usages), of mean square length 1.

    Vectors are seen from the term's own mean. Two usages are alike then when they are alike to the same usages: what many usages share, as
    senses are, counts for more than what sets single ones apart. Nothing of it depends on who said what, so the permutation test stays exact.
    """
    return described(inner_products(vectors))


def inner_products(vectors: Vectors) -> Vectors:
    """Of every two vectors, shape (vectors, vectors)."""
    return np.asarray(vectors @ vectors.T)


def described(products: Vectors) -> Vectors:
    """described_by_others() from the inner products of the vectors: those of some usages are part of those of all, so each is found once."""
    towards = products.mean(axis=1, dtype=np.float64)
    alike = products - towards[:, None].astype(np.float32)
    alike -= (towards - towards.mean()).astype(np.float32)
    length = np.sqrt(np.maximum(np.diagonal(alike), 0.0))
    inverse = np.where(length > _NOTHING, 1.0 / np.maximum(length, _NOTHING), 0.0).astype(np.float32)
    alike *= inverse[:, None]
    alike *= inverse[None, :]
    alike *= np.float32(1.0 / max(np.sqrt(np.vdot(alike, alike) / max(len(alike), 1)), 1e-12))
    return np.asarray(alike)


def _unit(rows: "Vectors") -> "Vectors":
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)


class _Bench:
    """The tables in the form in which terms are compared one after the other."""

    def __init__(self, usages: Usages, statements: Statements, vectors: Vectors) -> None:
        self.vectors = vectors
        self.ids = list(statements.id)
        self.document = codes(list(statements.document))
        self.speaker = codes([voice or document for voice, document in zip(statements.voices, statements.document, strict=True)])
        self.register = codes(list(statements.register))
        self.by_term: dict[tuple[str, str], list[Usage]] = {}
        for row, usage in enumerate(usages.rows()):
            if usage.partner is not None:
                self.by_term.setdefault((usage.term, usage.partner), []).append(Usage(row, usage.statement))

    def compare(self, term: Term, partners: Sequence[str], *, least: tuple[int, int]) -> Iterator[Compared]:
        """The term between every two partners who use it often enough; what is alike to what is found once for all of them."""
        spoken = {partner: own for partner in partners if self._speaks(own := self.by_term.get((term.name, partner), []))}
        if len(spoken) < 2:
            return
        every = [usage for own in spoken.values() for usage in own]
        products = inner_products(self.vectors[[usage.row for usage in every]])
        end = np.cumsum([len(own) for own in spoken.values()])
        places = {partner: np.arange(at - len(own), at) for (partner, own), at in zip(spoken.items(), end, strict=True)}
        for pair in combinations(spoken, 2):
            inside = np.concatenate([places[partner] for partner in pair])
            yield self._pair(term, pair, [spoken[partner] for partner in pair], described(products[np.ix_(inside, inside)]), least=least)

    def _speaks(self, usages: Sequence[Usage]) -> bool:
        return len(usages) >= LEAST_BACKGROUND[0] and self._documents(usages) >= LEAST_BACKGROUND[1]

    def _documents(self, usages: Sequence[Usage]) -> int:
        return len({int(self.document[usage.statement]) for usage in usages})

    def _pair(self, term: Term, pair: tuple[str, str], sides: Sequence[Sequence[Usage]], vectors: Vectors, *, least: tuple[int, int]) -> Compared:
        documents = [self._documents(side) for side in sides]
        chosen = [*sides[0], *sides[1]]
        side = np.array([True] * len(sides[0]) + [False] * len(sides[1]))
        rows = np.array([usage.statement for usage in chosen])
        cells, cell = gather(self.document[rows], self.register[rows], side)
        matrix = kernel(vectors, cell, cells)
        rng = np.random.default_rng(seed_of(term.name, *sorted(self.ids[row] for row in rows)))
        test = _tested(matrix, cells, rng)
        enough = min(map(len, sides)) >= least[0] and min(documents) >= least[1]
        tested = term.tested and enough
        looked_at = term.tested and min(map(len, sides)) >= LEAST_LOOKED_AT and min(documents) >= least[1]
        lean = _lean(vectors, side)
        return Compared(
            Contrast(
                term=term.name,
                term_like=term.tested,
                tested=tested,
                partners=pair,
                usages=(len(sides[0]), len(sides[1])),
                documents=(documents[0], documents[1]),
                distance=test.distance,
                p_value=test.p_value,
                smallest_p=smallest_p(cells),
                z=0.0,
                interval=interval(matrix, cells, draws=BOOTSTRAPS, rng=rng) if looked_at else None,
                within=_within(matrix, cells, rng) if looked_at else 0.0,
                smallest_shift=(shift := _smallest_shift(test)),
                sensitive=shift is not None and shift <= SENSITIVE,
                rows=(ordered(rows[side], lean[side]), ordered(rows[~side], -lean[~side])),
                against=contrary(rows, np.where(side, lean, -lean)),
                kept_without_speaker=self._kept(vectors, rows, side, test.distance) if looked_at and test.p_value <= CANDIDATE_P else 0.0,
                others=of_others([self.speaker[rows[of]] for of in (side, ~side)]),
                several_voices=all(of_several(sign * lean[of], self.speaker[rows[of]]) for sign, of in ((1.0, side), (-1.0, ~side))),
            ),
            test,
        )

    def _kept(self, vectors: Vectors, rows: Counts, side: Flags, distance: float) -> float:
        """The smallest share that remains without any one speaker. How clear that is says little: it is often too few usages for any test."""
        speaker = self.speaker[rows]
        others = [int(of.sum()) - np.bincount(speaker[of], minlength=speaker.max() + 1) for of in (side, ~side)]
        left = distances_without(vectors, self.document[rows], side, speaker).items()
        found = [value for who, value in left if min(others[0][who], others[1][who]) >= ENOUGH_OTHERS]
        return max(min((value if np.isfinite(value) else 0.0 for value in found), default=distance), 0.0) / max(distance, LEAST_ERROR)


def _tested(matrix: Kernel, cells: Cells, rng: np.random.Generator) -> EnergyTest:
    test = energy_test(matrix, cells, draws=DRAWS, rng=rng)
    return energy_test(matrix, cells, draws=MORE_DRAWS, rng=rng) if test.p_value <= AT_ITS_FLOOR / (1 + DRAWS) else test


def _smallest_shift(test: EnergyTest) -> float | None:
    """The smallest share of one side's usages in another sense that would be seen in four of five cases, above 0; None where not even all would."""
    if test.error <= 0:
        return None
    share = float(np.sqrt(max(test.smallest_seen, 0.0) / TWO_WORDS))
    return round(share, 2) if share <= 1.0 else None


def _within(matrix: Kernel, cells: Cells, rng: np.random.Generator) -> float:
    """What halves of one partner's own documents would show if they were as large as the two sides: noise falls with 1/n + 1/m."""
    sizes = [int(cells.count[cells.side == side].sum()) for side in (True, False)]
    found = [
        inner * min(1.0, (1 / sizes[0] + 1 / sizes[1]) * size / 4)
        for inner, size in zip(halves_of_each(matrix, cells, draws=HALVES, rng=rng), sizes, strict=True)
    ]
    inner = np.concatenate(found)
    return float(np.quantile(inner, 0.95)) if len(inner) else 0.0


def _lean(vectors: Vectors, side: Flags) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The witness function: similarity to side A's other usages less that to side B's (Kim, Khanna & Koyejo 2016, NeurIPS)."""
    own = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)
    near = [vectors @ vectors[of].sum(axis=0, dtype=np.float64) - own * of for of in (side, ~side)]
    return np.asarray(near[0] / np.maximum(side.sum() - side, 1) - near[1] / np.maximum((~side).sum() - ~side, 1))


def _against_background(compared: Sequence[Compared]) -> Iterator[Contrast]:
    """The contrasts of one pair with their z, two parts how clearly and one part how much a term differs more than any word does.

    Clearness alone grows with frequency and so flags frequent words wherever topics differ; size alone misses rare ones.
    """
    standardised = np.array([one.test.standardised for one in compared])
    known = PRIOR_CLEARNESS[0] + PRIOR_CLEARNESS[1] * np.linspace(-1.65, 1.65, PRIOR_TERMS)
    clearly = robust_z(standardised, np.concatenate([standardised, known]), least_scale=1.0)
    errors = np.array([max(one.test.error, LEAST_ERROR) for one in compared])
    much = random_effects_z(np.array([one.test.excess for one in compared]), errors, prior=PRIOR_EXCESS, weight=PRIOR_TERMS)
    return (replace(one.contrast, z=float(2 * a + b) / 3) for one, a, b in zip(compared, clearly, much, strict=True))
