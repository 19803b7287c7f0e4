"""How often terms are called divergent where none should be: proposals of one project, by the group that wrote them.

    python benchmarks/term_background.py ../shared/bench/kep-sections/kubernetes.train.jsonl --seed 1

Null A deals the proposals of one group at random to two sides; null B sets one group against another: the same project and
vocabulary, other topics. A flagged term of A is false for sure, one of B almost surely. Prints one line a run and the totals.
"""

import argparse
import json
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from driftwatch.checks.term_meaning import TermMeaning
from driftwatch.domain.meaning import Verdict
from driftwatch.domain.talk import Partner
from driftwatch.encoders.definition_model import definition_form
from driftwatch.encoders.usage_model import usage_model
from driftwatch.learn.answers import Memory
from driftwatch.ports import Material
from driftwatch.stages.contrast import contrast, usage_vectors
from driftwatch.stages.definitions import find_definitions
from driftwatch.stages.embed import embed_usages
from driftwatch.stages.judge import judge
from driftwatch.stages.locate import distortion, locate
from driftwatch.stages.sample import sample
from driftwatch.stages.terms import find_terms
from driftwatch.tables import Statements

SIDES = (Partner(id="a", name="A"), Partner(id="b", name="B"))
LEAST_SENTENCES = 1200
MOST_OF_A_DOCUMENT = 50
Said = list[tuple[str, str, str]]
"""(text, side, document)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=6, help="of each null")
    parser.add_argument("--sentences", type=int, default=450, help="a side")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    groups = {name: documents for name, documents in read(options.sections).items() if sum(map(len, documents.values())) >= LEAST_SENTENCES}
    cache = Memory()
    pairs = rng.sample(list(combinations(sorted(groups), 2)), options.runs)
    beds = [(f"B {a} | {b}", [*drawn(groups[a], "a", options.sentences, rng), *drawn(groups[b], "b", options.sentences, rng)]) for a, b in pairs]
    beds += [(f"A {name}", halved(drawn(groups[name], "a", 2 * options.sentences, rng), rng)) for name in rng.choices(sorted(groups), k=options.runs)]
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, said in beds:
        tested, flagged = run(said, cache)
        print(f"{name}: {tested} terms tested, flagged: {', '.join(flagged) or 'none'}", flush=True)
        totals[name[0]] = [total + more for total, more in zip(totals[name[0]], (1, tested, len(flagged)), strict=True)]
    for null, (runs, tested, flagged) in sorted(totals.items()):
        print(f"null {null}: {runs} runs, {tested} terms tested, {flagged} flagged ({1000 * flagged / max(tested, 1):.0f} in 1,000)")


def read(file: Path) -> dict[str, dict[str, list[str]]]:
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        groups[row["doc"].split("/")[1]][row["doc"]].append(row["text"])
    return groups


def drawn(documents: dict[str, list[str]], side: str, sentences: int, rng: random.Random) -> Said:
    said: Said = []
    for document in rng.sample(sorted(documents), len(documents)):
        if len(said) >= sentences:
            break
        said += [(text, side, document) for text in documents[document][:MOST_OF_A_DOCUMENT]]
    return said


def halved(said: Said, rng: random.Random) -> Said:
    documents = sorted({document for _, _, document in said})
    first = set(rng.sample(documents, len(documents) // 2))
    return [(text, "a" if document in first else "b", document) for text, _, document in said]


def run(said: Said, cache: Memory) -> tuple[int, list[str]]:
    statements = Statements.of(
        (f"{document} {n}", text, side, document, None, document, f"line {n}", document, "document", None, None, n, 0)
        for n, (text, side, document) in enumerate(said)
    )
    encoder = usage_model()
    terms = find_terms(statements)
    usages = sample(locate(statements, terms), statements)
    joined = usage_vectors(embed_usages(usages, statements, encoder, cache))
    contrasts = contrast(usages, statements, joined, terms, least=(10, 5))
    material = Material(
        partners=SIDES,
        statements=statements,
        probabilities=np.zeros((len(statements), 7), dtype=np.float32),
        labels=[()] * len(statements),
        usages=usages,
        contrasts=contrasts,
        definitions=find_definitions(statements, definition_form(), distorted=distortion),
    )
    findings, _ = TermMeaning().test(material)
    flagged = [entry.finding.subject for entry in judge(findings, fdr=0.10) if entry.verdict is Verdict.DIVERGENT]
    return len(findings), flagged


if __name__ == "__main__":
    main()
