"""What comparing terms costs: `python benchmarks/term_cost.py [--terms 300] [--usages 100] [--documents 40] [--seed 1]`, on one core.

Usages of made-up vectors, so many of each term and side, spread over documents that both sides speak in or one. Three ways of 1,999 permutations,
one after the other in one run: cell by cell as driftwatch does (sums over cells, one product of matrices), usage by usage (the same statistic
from the full matrix of similarities, permuted by documents all the same), and the whole stage as a scan runs it (permutations, interval, own
variation, leaving each speaker out where a term is a candidate). Prints seconds for all terms, and the ratios.
"""

import argparse
import os
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from driftwatch.domain.meaning import Term
from driftwatch.stages.contrast import DRAWS, contrast, described_by_others, usage_vectors
from driftwatch.statistics.energy import Kernel, distances, energy_test, kernel
from driftwatch.statistics.permutation import gather, p_value, rearrangements
from driftwatch.tables import Statements, Usages

DIMENSIONS = 384


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=300)
    parser.add_argument("--usages", type=int, default=100, help="of each term and side")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    statements, usages, terms = programme(options.terms, options.usages, options.documents, rng)
    vectors = usage_vectors(rng.normal(size=(len(usages), 2 * DIMENSIONS)).astype(np.float32))
    document = np.array([int(name[1:]) for name in statements.document])
    side = np.array([partner == "a" for partner in statements.partner])
    rows = [np.flatnonzero(usages.term == term.name) for term in terms]
    by_cells = seconds(lambda: [of_cells(vectors[own], document[own], side[own], rng) for own in rows])
    by_usages = seconds(lambda: [of_usages(vectors[own], document[own], side[own], rng) for own in rows])
    whole = seconds(lambda: contrast(usages, statements, vectors, terms, least=(10, 5)))
    print(f"{options.terms} terms, {options.usages} usages a side, {options.documents} documents, {DRAWS:,} permutations, one core")
    print(f"permutations, cell by cell   {by_cells:8.2f} s   (target: under 5 s)")
    print(f"permutations, usage by usage {by_usages:8.2f} s   {by_usages / by_cells:.1f} times as long")
    print(f"the whole stage              {whole:8.2f} s   {whole / by_cells:.1f} times as long")


def programme(terms: int, usages: int, documents: int, rng: np.random.Generator) -> tuple[Statements, Usages, list[Term]]:
    """One usage a statement; the sides share half of their documents."""
    said, used, names = [], [], [Term(name=f"term{number}", words=(f"term{number}",)) for number in range(terms)]
    for term in names:
        for partner, first in (("a", 0), ("b", documents // 4)):
            for _ in range(usages):
                row, document = len(said), f"d{first + int(rng.integers(3 * documents // 4))}"
                speaker = f"{partner}{int(rng.integers(6))}"
                said.append((f"s{row}", term.name, partner, speaker, None, document, "line 1", document, "minutes", None, None, row, 0))
                used.append((term.name, row, 0, len(term.name), partner, document, None))
    return Statements.of(said), Usages.of(used), names


def of_cells(vectors: np.ndarray, document: np.ndarray, side: np.ndarray, rng: np.random.Generator) -> float:
    cells, cell = gather(document, np.zeros_like(document), side)
    return energy_test(kernel(described_by_others(vectors), cell, cells), cells, draws=DRAWS, rng=rng).p_value


def of_usages(vectors: np.ndarray, document: np.ndarray, side: np.ndarray, rng: np.random.Generator) -> float:
    cells, cell = gather(document, np.zeros_like(document), side)
    described = described_by_others(vectors).astype(np.float64)
    apart = (document[:, None] != document[None, :]).astype(np.float64)
    full = Kernel(described @ described.T * apart, apart)
    return p_value(float(distances(full, side[None, :])[0]), distances(full, rearrangements(cells, DRAWS, rng)[:, cell]))


def seconds(run: Callable[[], object]) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
