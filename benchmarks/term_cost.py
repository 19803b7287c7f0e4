"""What comparing terms costs: `python benchmarks/term_cost.py [--terms 300] [--usages 100] [--documents 40] [--seed 1] [--goal]`, on one core.

Usages of made-up vectors, so many of each term and side, spread over documents that both sides speak in or one. Three ways of 1,999 permutations,
one after the other in one run: cell by cell as driftwatch does (sums over cells, one product of matrices), usage by usage (the same statistic
from the full matrix of similarities, permuted by documents all the same), and the whole stage as a scan runs it (permutations, interval, own
variation, leaving each speaker out where a term is a candidate). Prints seconds for all terms, and the ratios.

With --goal: 500 terms of 2,000 usages each, spread over six partners and --documents documents, every pair of partners, 1,000 permutations; as a
scan compares them (at most so many usages a side as stages.sample leaves), and all of them. --json FILE keeps the figures for performance.py.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from driftwatch.domain.meaning import Term
from driftwatch.domain.sampling import MOST_A_SIDE
from driftwatch.stages.contrast import DRAWS, contrast, described, described_by_others, inner_products, usage_vectors
from driftwatch.statistics.energy import Kernel, distances, energy_test, kernel
from driftwatch.statistics.permutation import gather, p_value, rearrangements
from driftwatch.tables import Statements, Usages

DIMENSIONS = 384
GOAL_TERMS, GOAL_PARTNERS, GOAL_USAGES, GOAL_DRAWS = 500, 6, 2_000, 1_000
MADE_UP = 10
"""Terms whose vectors are drawn; the others take them again, dealt to other documents and partners."""
ALL_USAGES = 5
"""Terms on which comparing all usages is timed; the rest is reckoned."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=300)
    parser.add_argument("--usages", type=int, default=100, help="of each term and side")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--goal", action="store_true", help="the sizes of the goal, in place of a whole stage")
    parser.add_argument("--json", type=Path, help="a file for the figures of --goal")
    options = parser.parse_args()
    if options.goal:
        goal(options)
        return
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


def goal(options: argparse.Namespace) -> None:
    """Seconds of CPU for what the goal names, its parts, and the same without the limit on usages a side."""
    rng = np.random.default_rng(options.seed)
    spent = dict.fromkeys(("cells", "likeness", "kernel", "permutations"), 0.0)
    whole = 0.0
    drawn = [usage_vectors(rng.normal(size=(GOAL_USAGES, 2 * DIMENSIONS)).astype(np.float32)) for _ in range(MADE_UP)]
    for number in range(GOAL_TERMS):
        vectors = drawn[number % MADE_UP]
        document, partner = rng.integers(options.documents, size=GOAL_USAGES), rng.integers(GOAL_PARTNERS, size=GOAL_USAGES)
        own = [np.flatnonzero(partner == each) for each in range(GOAL_PARTNERS)]
        compared([rows[:MOST_A_SIDE] for rows in own], vectors, document, rng, spent)
        if number < ALL_USAGES:
            taken = dict.fromkeys(spent, 0.0)
            compared(own, vectors, document, rng, taken)
            whole += sum(taken.values())
    parts = {f"{GOAL_TERMS} terms, 15 pairs each, at most {MOST_A_SIDE} usages a side": sum(spent.values())}
    parts |= {f"… {name}": value for name, value in spent.items()}
    parts[f"… all usages, about {GOAL_USAGES // GOAL_PARTNERS} a side (reckoned from {ALL_USAGES} terms)"] = whole * GOAL_TERMS / ALL_USAGES
    size = f"{GOAL_TERMS} terms of {GOAL_USAGES:,} usages over {GOAL_PARTNERS} partners and {options.documents} documents"
    for name, value in parts.items():
        print(f"{name:70} {value:8.2f} s")
    if options.json:
        figures = {name: round(value, 2) for name, value in parts.items()}
        told = {"what": f"{size}, {GOAL_DRAWS:,} permutations.", "goal": round(sum(spent.values()), 2), "parts": figures}
        options.json.write_text(json.dumps(told), encoding="utf-8")


def compared(own: Sequence[np.ndarray], vectors: np.ndarray, document: np.ndarray, rng: np.random.Generator, spent: dict[str, float]) -> None:
    """One term between every two partners, as stages.contrast does it; adds to what each part has taken."""
    begun = time.process_time()
    every, end = np.concatenate(own), np.cumsum([len(rows) for rows in own])
    products = inner_products(vectors[every])
    places = [np.arange(at - len(rows), at) for rows, at in zip(own, end, strict=True)]
    spent["likeness"] += time.process_time() - begun
    for pair in combinations(places, 2):
        inside, side = np.concatenate(pair), np.repeat([True, False], [len(each) for each in pair])
        begun = time.process_time()
        cells, cell = gather(document[every[inside]], np.zeros_like(inside), side)
        gathered = time.process_time()
        alike = described(products[np.ix_(inside, inside)])
        likened = time.process_time()
        matrix = kernel(alike, cell, cells)
        summed = time.process_time()
        energy_test(matrix, cells, draws=GOAL_DRAWS, rng=rng)
        ended = time.process_time()
        for name, taken in zip(spent, (gathered - begun, likened - gathered, summed - likened, ended - summed), strict=True):
            spent[name] += taken


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
