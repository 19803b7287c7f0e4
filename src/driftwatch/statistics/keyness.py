"""Which words are typical of one side."""

from collections import Counter
from math import log, sqrt

_LEAST_REST = 1e-9
"""What is left of a bag that holds one single word, so that its odds stay finite."""


def typical(own: Counter[str], other: Counter[str], *, most: int, least: int = 2) -> list[str]:
    """Words that `own` uses more than `other`, most telling first."""
    return [word for word, _ in scored(own, other, least=least)][:most]


def scored(own: Counter[str], other: Counter[str], *, least: int = 2) -> list[tuple[str, float]]:
    """The same with how clearly: a z above 0.

    z-scored log-odds with an informative Dirichlet prior of both sides' pooled counts (Monroe,
    Colaresi & Quinn 2008, Political Analysis); only words with z > 0 and at least `least` uses.
    """
    pooled = own + other
    total = sum(pooled.values())
    if not total:
        return []
    prior = {word: 10.0 * count / total for word, count in pooled.items()}
    odds = {word: _log_odds(own[word], sum(own.values()), other[word], sum(other.values()), prior[word]) for word in own if own[word] >= least}
    return [(word, odds[word]) for word in sorted(odds, key=lambda word: (-round(odds[word], 9), word)) if odds[word] > 0]


def _log_odds(own: int, all_own: int, other: int, all_other: int, prior: float) -> float:
    a, b = own + prior, other + prior
    rest, other_rest = max(all_own + 10.0 - a, _LEAST_REST), max(all_other + 10.0 - b, _LEAST_REST)
    difference = log(a / rest) - log(b / other_rest)
    return difference / sqrt(1 / a + 1 / b)
