"""How well terms are recognised in text, and the usages that say nothing of their speaker's own meaning.

Recognised in single documents of a few lines, so with the least demands on repetition: what remains is
whether the right words are taken, at their full length.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.meaning import Term
from driftwatch.domain.words import folded_phrase
from driftwatch.learn.measures import Measured, draws, measured
from driftwatch.learn.term_corpus import PLAIN, MarkedText
from driftwatch.stages.locate import distortion, locate
from driftwatch.stages.terms import Least, find_terms
from driftwatch.tables import Statements

RESAMPLES = 1000
ANYTHING = Least(usages=1, phrase_usages=1, documents=1)
Find = Callable[[Statements], Sequence[Term]]
Counts = NDArray[np.int_]
_KINDS = ("terms", "usages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was expected, said and right of one kind, with intervals over documents."""

    what: str
    expected: int
    said: int
    right: int
    precision: Measured
    recall: Measured
    f1: Measured


def evaluate_candidates(texts: Sequence[MarkedText], find: Find | None = None) -> tuple[Found, ...]:
    """Terms per document, then their usages by exact place, against the reader's."""
    find = find or (lambda statements: find_terms(statements, least=ANYTHING))
    documents = sorted({text.document for text in texts})
    counts = {kind: np.zeros((len(documents), 4), dtype=int) for kind in _KINDS}
    for at, document in enumerate(documents):
        inside = [text for text in texts if text.document == document]
        counts["terms"][at], counts["usages"][at] = _counted(inside, find)
    return tuple(_found(kind, counts[kind]) for kind in _KINDS)


def evaluate_marks(texts: Sequence[MarkedText]) -> tuple[Found, ...]:
    """Each kind of distortion, then `any`: whether a usage is kept out at all."""
    rows = [(text.document, usage.mark, distortion(text.text, usage.start, usage.end) or PLAIN) for text in texts for usage in text.usages]
    kinds = sorted({mark for _, mark, _ in rows} - {PLAIN})
    documents = sorted({document for document, _, _ in rows})
    found = []
    for kind in (*kinds, "any"):
        counts = np.zeros((len(documents), 4), dtype=int)
        for document, truth, given in rows:
            true, said = (truth != PLAIN, given != PLAIN) if kind == "any" else (truth == kind, given == kind)
            counts[documents.index(document)] += np.array([true, said, true and said, true and said])
        found.append(_found(kind, counts))
    return tuple(found)


def as_statements(texts: Iterable[MarkedText]) -> Statements:
    """The texts as the line would have them, of no partner and no day."""
    return Statements.of(
        (f"{text.document}:{at}", text.text, None, text.speaker, None, text.document, f"line {at}", text.document, text.voice, None, None, at, 0)
        for at, text in enumerate(texts)
    )


def _counted(texts: Sequence[MarkedText], find: Find) -> tuple[Counts, Counts]:
    """Expected, said, right of what was said and found of what was expected: of terms and of usages."""
    statements = as_statements(texts)
    terms = [term for term in find(statements) if term.tested and not term.describes]
    located = list(locate(statements, terms).rows())
    forms = {term.name: {term.words, *term.variants} for term in terms}
    said = {usage.term for usage in located}
    expected: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for text in texts:
        for usage in text.usages:
            key = folded_phrase(usage.term)
            expected[key] |= {key, folded_phrase(text.text[usage.start : usage.end])}
    right = [name for name in said if any(forms[name] & wanted for wanted in expected.values())]
    met = [key for key, wanted in expected.items() if any(forms[name] & wanted for name in said)]
    truth = {(at, usage.start, usage.end): folded_phrase(usage.term) for at, text in enumerate(texts) for usage in text.usages}
    given = {(usage.statement, usage.start, usage.end) for usage in located}
    places = {(at, key) for (at, _, _), key in truth.items()}
    hit = {(place[0], truth[place]) for place in given & truth.keys()}
    return np.array([len(expected), len(said), len(right), len(met)]), np.array([len(places), len(given), len(given & truth.keys()), len(hit)])


def _found(what: str, counts: Counts) -> Found:
    total = counts.sum(axis=0)
    drawn = draws([str(at) for at in range(len(counts))], resamples=RESAMPLES, seed=0) @ counts
    values, resampled = _scores(total[None, :]), _scores(drawn)
    figures = [measured(float(values[0, at]), resampled[:, at]) for at in range(3)]
    return Found(
        what=what, expected=int(total[0]), said=int(total[1]), right=int(total[2]), precision=figures[0], recall=figures[1], f1=figures[2]
    )


def _scores(counts: Counts) -> NDArray[np.float64]:
    """Precision, recall and F1, a row each; 0 where nothing was to be found or said."""
    expected, said, right, met = (counts[:, at].astype(float) for at in range(4))
    precision, recall = right / np.maximum(said, 1), met / np.maximum(expected, 1)
    return np.stack([precision, recall, 2 * precision * recall / np.maximum(precision + recall, 1e-12)], axis=1)
