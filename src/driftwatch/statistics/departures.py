"""How likely it is that so many documents hold a departure by chance, when a side speaks so also of other things."""

from collections.abc import Sequence


def at_least(hits: int, chances: Sequence[float]) -> float:
    """Probability that at least so many of independent events happen, each with a chance of its own (0 … 1): the Poisson binomial tail, exactly."""
    none_yet = [1.0]
    for chance in chances:
        spread = [0.0, *none_yet]
        none_yet = [stays * (1 - chance) + comes * chance for stays, comes in zip([*none_yet, 0.0], spread, strict=True)]
    return min(1.0, max(0.0, sum(none_yet[hits:])))


def chance_of_any(share: float, statements: int) -> float:
    """Chance that at least one of so many statements is of a sort that has this share."""
    return float(1 - (1 - share) ** statements)
