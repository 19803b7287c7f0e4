"""How well the usage model tells whether a word means the same in two sentences."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftwatch.corpora import corpus
from driftwatch.errors import ConfigurationError
from driftwatch.learn.measures import Measured, draws, measured
from driftwatch.learn.senses import OWN, Part, Usage, read_senses
from driftwatch.ports import Encoder

RESAMPLES = 1000
_FOLDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two usages of one word, and whether it means the same in both."""

    word: str
    first: Usage
    second: Usage
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvaluation:
    """Figures on pairs; intervals by drawing words with replacement."""

    name: str
    pairs: int
    words: int
    area: Measured
    """Under the curve of hits against false alarms: chance is 0.5."""
    accuracy: Measured
    """With a threshold chosen on one random half and applied to the other, the mean over several halves."""
    best_accuracy: float
    """With the threshold that suits the pairs best: flatters, but is how others often report it."""


def pair_figures(encoder: Encoder, files: Sequence[Path]) -> tuple[PairEvaluation, ...]:
    """On the words of our corpus that nothing was trained on, and on each file of pairs."""
    own = evaluate_pairs(encoder, held_out_pairs(), name="our held-out words")
    return own, *(evaluate_pairs(encoder, read_pairs(file), name=file.parent.name) for file in files)


def evaluate_pairs(encoder: Encoder, given: Sequence[Pair], *, name: str) -> PairEvaluation:
    """Compare cosines, the mean of all usages removed, with what readers said."""
    usages = [usage for pair in given for usage in (pair.first, pair.second)]
    distinct = list(dict.fromkeys(usages))
    place = {usage: row for row, usage in enumerate(distinct)}
    raw = encoder.usages([usage.text for usage in distinct], [(usage.start, usage.end) for usage in distinct]).astype(np.float64)
    vectors = np.hsplit(raw, 2)[0]
    centred = vectors - vectors.mean(axis=0)
    unit = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    scores = np.array([float(unit[place[pair.first]] @ unit[place[pair.second]]) for pair in given])
    truth = np.array([pair.same for pair in given])
    words = [pair.word for pair in given]
    weights = draws(words, resamples=RESAMPLES, seed=0)
    return PairEvaluation(
        name=name,
        pairs=len(given),
        words=len(set(words)),
        area=measured(area(scores, truth), np.array([area(scores, truth, weight) for weight in weights])),
        accuracy=_accuracy(scores, truth, words),
        best_accuracy=round(_best(scores, truth)[1], 4),
    )


def held_out_pairs() -> list[Pair]:
    """All pairs of usages of the words of our corpus that nothing was trained on."""
    found = []
    for word, senses in read_senses(corpus(OWN), Part.HELD_OUT).items():
        usages = [(usage, sense) for sense, each in senses.items() for usage in each]
        found += [Pair(word=word, first=a, second=b, same=x == y) for (a, x), (b, y) in combinations(usages, 2)]
    return found


def read_pairs(file: Path) -> list[Pair]:
    """Word-in-context pairs as JSON lines: lemma, sentence1, start1, end1, sentence2, start2, end2, tag (T or F)."""
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            first, second = (Usage(str(row[f"sentence{n}"]), int(row[f"start{n}"]), int(row[f"end{n}"])) for n in (1, 2))
            found.append(Pair(word=str(row["lemma"]), first=first, second=second, same={"T": True, "F": False}[row["tag"]]))
        except (ValueError, TypeError, KeyError) as error:
            mend = "lemma, sentence1, start1, end1, sentence2, start2, end2 and tag (T or F) are needed"
            raise ConfigurationError(f"{file}, line {number}: not a word-in-context pair; {mend}") from error
    if not found:
        raise ConfigurationError(f"{file}: holds no pair")
    return found


def area(scores: NDArray[np.float64], truth: NDArray[np.bool_], weights: NDArray[np.int_] | None = None) -> float:
    """Chance that what is true scores higher than what is not, ties half (Hanley & McNeil 1982, Radiology); 0.5 where one of them is missing."""
    weight = np.ones(len(scores)) if weights is None else weights.astype(np.float64)
    order = np.argsort(scores, kind="stable")
    values, yes = scores[order], np.where(truth[order], weight[order], 0.0)
    no = weight[order] - yes
    _, group = np.unique(values, return_inverse=True)
    hits, alarms = np.bincount(group, weights=yes), np.bincount(group, weights=no)
    if not hits.sum() or not alarms.sum():
        return 0.5
    below = np.concatenate([[0.0], np.cumsum(alarms)[:-1]])
    return float((hits * (below + alarms / 2)).sum() / (hits.sum() * alarms.sum()))


def _accuracy(scores: NDArray[np.float64], truth: NDArray[np.bool_], words: Sequence[str]) -> Measured:
    rng = np.random.default_rng(0)
    names, number = np.unique(np.array(words), return_inverse=True)
    right: NDArray[np.float64] = np.zeros(len(scores))
    for _ in range(_FOLDS):
        chosen = (rng.permutation(len(names)) < len(names) / 2)[number]
        for half in (chosen, ~chosen):
            threshold = _best(scores[half], truth[half])[0] if half.any() else 0.0
            right[~half] += (scores[~half] >= threshold) == truth[~half]
    share = right / _FOLDS
    weights = draws(words, resamples=RESAMPLES, seed=1)
    return measured(float(share.mean()), (weights @ share) / np.maximum(weights.sum(axis=1), 1))


def _best(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """The threshold of the highest accuracy, and that accuracy."""
    order = np.argsort(-scores, kind="stable")
    right = np.concatenate([[0], np.cumsum(np.where(truth[order], 1, -1))]) + int((~truth).sum())
    at = int(np.argmax(right))
    cut = np.concatenate([[np.inf], scores[order], [-np.inf]])
    return float((cut[at] + cut[at + 1]) / 2 if 0 < at < len(scores) else cut[at + (at > 0)]), float(right[at] / max(len(scores), 1))
