"""One statement in which a partner says what it holds dear, or sets one thing above another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from driftwatch.domain.facets import VALUES, Facet
from driftwatch.domain.outcomes import Pull
from driftwatch.domain.valuing import Form, Value

OUTCOMES = VALUES[Facet.OUTCOME][1:]
"""What can be put first, in the order of the model's columns."""
PLAIN = 0.6
"""Probability of an outcome from which on a statement says plainly that it comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is chosen and set aside in it, and in which directions that leans."""

    row: int
    partner: str
    document: str
    values: tuple[Value, ...]
    leans: Mapping[Pull, int]
    outcomes: Mapping[str, float] = field(default_factory=dict)
    """How likely each outcome is what the statement puts first, as the model sees it; those that are likely at all."""

    @property
    def explicit(self) -> bool:
        """Whether it sets something above, before or behind something else, in so many words or so that the model is sure of it."""
        return max(self.outcomes.values(), default=0.0) >= PLAIN or any(value.form in (Form.TRADE, Form.FIRST, Form.ASIDE) for value in self.values)
