"""One statement that takes a side between two poles."""

from dataclasses import dataclass

from driftwatch.domain.talk import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Who takes which side where, and how sure that is."""

    row: int
    """Of the table of statements."""
    id: str
    partner: str
    speaker: str | None
    document: str
    register: Register
    score: float
    """-1 … 1, from one pole to the other."""
    reasons: tuple[str, ...] = ()
    """What it was read from; empty where the model says so, and no phrase."""
    weight: float = 1.0
    """How sure it is that it takes a side, 0 … 1."""
    likely: float = 0.0
    """How sure the model is of this very side, 0 … 1, whatever phrases say."""
