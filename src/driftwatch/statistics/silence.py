"""Whether somebody is silent on a matter beyond what chance and their share of the talk would give: exact counts, no draws."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, factorial, log, prod

from scipy.special import bdtr, betaincinv


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceTest:
    """What the counts say of one matter and one listener."""

    p_words: float
    """That so few of the documents that speak of it are the listener's, by its share of the talk."""
    p_replies: float
    """That so few of the times it was named found an answer, by how often what this side says finds one."""
    p_raising: float
    """That it was so often raised and not told, by how often this side raises what it speaks of."""
    p_concern: float
    """Replies and raising together: words of its own each side has for all its daily work."""
    p_value: float
    """All three together (Fisher 1932)."""
    odds: float
    """How many times likelier the raising side is to speak of it, volume taken out; 0.5 added to each count."""
    odds_at_least: float
    """The lower end of its one-sided 95 % interval (Clopper & Pearson 1934)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What becomes of all that a side says, statement by statement, the matter itself included."""

    utterances: int
    met: int
    raised: int


def silence_test(*, spoken: tuple[int, int], share: float, met: int, raised: int, usual: Usual) -> SilenceTest:
    """`spoken`: documents in which the raising and the listening side speak of it; `share`: the listener's share of all that both say (0 … 1).

    `met` and `raised`: of the documents in which the raising side speaks of it, those in which it found an answer, and those in which it was put to
    the others. Sides of a document change places in the permutation of cells, so that a document speaks
    for silence with 1/2 at most: the smaller of that and the share is taken, which makes the p value the larger of both tests'.
    """
    fair = min(max(share, 0.0), 0.5)
    p_words = at_most(spoken[1], sum(spoken), fair)
    p_replies = drawn_at_most(met, spoken[0], marked=usual.met, among=usual.utterances)
    p_raising = drawn_at_most(spoken[0] - raised, spoken[0], marked=usual.utterances - usual.raised, among=usual.utterances)
    largest = _largest_share(spoken[1], sum(spoken), tail=0.05)
    prior = share / (1 - share) if 0 < share < 1 else 1.0
    return SilenceTest(
        p_words=p_words,
        p_replies=p_replies,
        p_raising=p_raising,
        p_concern=fisher(p_replies, p_raising),
        p_value=fisher(p_words, p_replies, p_raising),
        odds=(spoken[0] + 0.5) / (spoken[1] + 0.5) * prior,
        odds_at_least=(1 - largest) / largest * prior if largest > 0 else 0.0,
    )


def at_most(count: int, tries: int, chance: float) -> float:
    """P(Bin(tries, chance) <= count)."""
    return float(bdtr(count, tries, chance))


def drawn_at_most(count: int, draws: int, *, marked: int, among: int) -> float:
    """P of at most `count` marked ones in `draws` without replacement from `among`, of which `marked` are marked (hypergeometric)."""
    draws = min(draws, among)
    ways = sum(comb(marked, n) * comb(among - marked, draws - n) for n in range(min(count, marked, draws) + 1) if draws - n <= among - marked)
    return min(1.0, ways / comb(among, draws))


def fisher(*values: float) -> float:
    """Independent p values as one: P(chi-square with twice as many degrees > -2 ln of their product), in closed form."""
    product = prod(values)
    if product <= 0:
        return 0.0
    half = -log(product)
    return min(1.0, product * sum(half**n / factorial(n) for n in range(len(values))))


def silence_interval(unanswered: int, raised: int) -> tuple[float, float]:
    """95 % interval of the share of unanswered ones (Clopper & Pearson 1934)."""
    return 1.0 - _largest_share(raised - unanswered, raised, tail=0.025), _largest_share(unanswered, raised, tail=0.025)


def tests_within_reach(least: Sequence[float], *, fdr: float) -> float:
    """The p value that a test must be able to reach to be worth making (Tarone 1990, Biometrics; with false discovery Gilbert 2005, JRSS C).

    `least` are the smallest p values that the counts allow, whichever way they had fallen: what could never be found takes no room from the others.
    """
    ordered = sorted(least)
    for tests in range(1, len(least) + 1):
        if bisect_right(ordered, fdr / tests) <= tests:
            return fdr / tests
    return fdr


def _largest_share(count: int, tries: int, *, tail: float) -> float:
    """The upper end of the exact interval of a share: a quantile of the beta distribution."""
    return 1.0 if count >= tries else float(betaincinv(count + 1, tries - count, 1.0 - tail))
