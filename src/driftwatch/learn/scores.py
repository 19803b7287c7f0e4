"""Figures of a benchmark: what was right among what was said, and how much of what is there was found."""

from dataclasses import dataclass

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One line of the table of `driftwatch evaluate`."""

    benchmark: str
    what: str
    """The label, the kind of alert, or `all`."""
    expected: int
    """How many the benchmark holds."""
    said: int
    """How many driftwatch said."""
    right: int
    found: int | None = None
    """How many of the expected were found, where that is another number: two alerts can speak of one difference."""
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None
    """95 %; None where they were not computed."""

    @property
    def precision(self) -> float | None:
        """0 … 1; None where nothing was said."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """0 … 1; None where nothing was to be found."""
        return (self.right if self.found is None else self.found) / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """0 … 1; None where there was nothing to find or nothing was said."""
        if self.precision is None or self.recall is None:
            return None
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)


def binomial_interval(right: int, among: int) -> Interval | None:
    """The exact 95 % interval of a share (Clopper & Pearson 1934, Biometrika); None of nothing."""
    from scipy.stats import binomtest

    if not among:
        return None
    bounds = binomtest(right, among).proportion_ci(0.95, method="exact")
    return float(bounds.low), float(bounds.high)
