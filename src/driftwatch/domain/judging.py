"""One statement in which a partner says what it holds dear, or sets one thing above another."""

from collections.abc import Mapping
from dataclasses import dataclass

from driftwatch.domain.outcomes import Pull
from driftwatch.domain.valuing import Form, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is chosen and set aside in it, and in which directions that leans."""

    row: int
    partner: str
    document: str
    values: tuple[Value, ...]
    leans: Mapping[Pull, int]

    @property
    def explicit(self) -> bool:
        """Whether it sets something above, before or behind something else in so many words."""
        return any(value.form in (Form.TRADE, Form.FIRST, Form.ASIDE) for value in self.values)
