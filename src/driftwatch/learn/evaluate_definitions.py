"""How well definitions are found: sentences that define something, and the definitions themselves, term and body."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.definitions import Definition, definitions
from driftwatch.encoders.definition_model import definition_form
from driftwatch.learn.definition_corpus import DefinitionPart, MarkedStatement, read_definitions
from driftwatch.learn.measures import draws
from driftwatch.learn.scores import Interval, Score

RESAMPLES = 1000
BLOCK = 10
"""Statements in a row that are drawn together: neighbours of our set are written as pairs."""
Extractor = Callable[[str], Sequence[Definition]]
Counts = NDArray[np.int_]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionEvaluation:
    """The two lines of a benchmark."""

    sentences: Score
    """Whether a statement defines something."""
    spans: Score | None
    """Whether term and body are found; None where the benchmark marks no spans."""


def evaluate_definitions(
    statements: Sequence[MarkedStatement] | None = None, *, name: str = "definitions", extract: Extractor | None = None
) -> DefinitionEvaluation:
    """On our test part, or on the statements given."""
    given = read_definitions(DefinitionPart.TEST) if statements is None else statements
    found = [(extract or shipped)(statement.text) for statement in given]
    blocks = [str(at // BLOCK) for at in range(len(given))]
    sentences = np.array([(bool(each.marked), bool(said), bool(each.marked and said)) for each, said in zip(given, found, strict=True)], dtype=int)
    spans = np.array([(len(each.marked), len(said), _right(each, said)) for each, said in zip(given, found, strict=True)], dtype=int)
    return DefinitionEvaluation(
        sentences=_score(sentences, blocks, name=name, what="defines something"), spans=_score(spans, blocks, name=name, what="term and body")
    )


def evaluate_deft(file: Path, *, extract: Extractor | None = None) -> DefinitionEvaluation:
    """On sentences of the form of DEFT (`tokens`, `has_definition`), drawn by file; they are measured with and never learnt from."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    found = [bool((extract or shipped)(_joined(row["tokens"]))) for row in rows]
    truth = [bool(row["has_definition"]) for row in rows]
    counts = np.array([(true, said, true and said) for true, said in zip(truth, found, strict=True)], dtype=int)
    return DefinitionEvaluation(sentences=_score(counts, [row["file"] for row in rows], name="deft", what="has a definition"), spans=None)


def shipped(text: str) -> Sequence[Definition]:
    """What a scan finds, by the weights that ship."""
    return definitions(text, definition_form())


def _right(statement: MarkedStatement, found: Sequence[Definition]) -> int:
    left = list(statement.marked)
    for definition in found:
        hit = next((marked for marked in left if marked.is_found(definition.term, definition.body_start, definition.body_end)), None)
        if hit is not None:
            left.remove(hit)
    return len(statement.marked) - len(left)


def _score(counts: Counts, blocks: Sequence[str], *, name: str, what: str) -> Score:
    """Of rows (there, said, right), with intervals from drawing blocks again."""
    expected, said, right = (int(total) for total in counts.sum(axis=0))
    drawn = draws(blocks, resamples=RESAMPLES, seed=0) @ counts
    with np.errstate(invalid="ignore"):
        precision, recall, both = drawn[:, 2] / drawn[:, 1], drawn[:, 2] / drawn[:, 0], 2 * drawn[:, 2] / (drawn[:, 0] + drawn[:, 1])
    return Score(
        benchmark=name,
        what=what,
        expected=expected,
        said=said,
        right=right,
        precision_interval=_interval(precision),
        recall_interval=_interval(recall),
        f1_interval=_interval(both),
    )


def _interval(resampled: NDArray[np.float64]) -> Interval:
    low, high = np.nanquantile(resampled, [0.025, 0.975])
    return float(low), float(high)


def _joined(tokens: Sequence[str]) -> str:
    """Tokens as they would be written."""
    text = " ".join(tokens)
    for apart, together in ((" ,", ","), (" .", "."), (" ;", ";"), (" :", ":"), (" ?", "?"), ("( ", "("), (" )", ")"), (" '", "'"), (" n't", "n't")):
        text = text.replace(apart, together)
    return text
