"""The numbers that a training run depends on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the statement head is trained; each value was chosen by cross-validation on the training statements."""

    seed: int = 20261121
    folds: int = 5
    seed_weight: float = 3.0
    """What a statement of our own corpora weighs against one of public minutes: they are few, and of many fields."""
    kept_words: int = 1000
    least_series: int = 2
    """N-grams and kept words that fewer series use are left out: names of people and things, mostly."""
    least_statements: tuple[int, int, int] = (2, 2, 3)
    """N-grams that fewer statements hold are left out; shapes, words, characters."""
    vocabulary: tuple[int, int, int] = (30_000, 20_000, 40_000)
    """N-grams that are kept at most; shapes, words, characters."""
    linear_c: float = 2.0
    networks: int = 4
    hidden: int = 64
    network_alpha: float = 0.1
    network_rounds: int = 12
    network_rate: float = 0.002
    shares: tuple[float, ...] = (0.3, 0.4, 0.5, 0.6, 0.7)
    """The networks' shares in the average that are tried, label by label."""
