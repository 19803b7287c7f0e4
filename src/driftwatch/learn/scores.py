"""Figures of a benchmark: what was right among what was said, and how much of what is there was found."""

from dataclasses import dataclass


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
    f1_interval: tuple[float, float] | None = None
    """95 %, by drawing documents with replacement; None where it was not computed."""

    @property
    def precision(self) -> float | None:
        """0 … 1; None where nothing was said."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """0 … 1; None where nothing was to be found."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """0 … 1; None where there was nothing to find and nothing was said."""
        return 2 * self.right / (self.expected + self.said) if self.expected + self.said else None
