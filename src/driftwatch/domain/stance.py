"""One statement that takes a side between two poles."""

from collections.abc import Iterable
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

    @property
    def plainness(self) -> float:
        """0 … 2: how far it lies from the middle, told by a phrase, by the model or by both."""
        return abs(self.score) * (bool(self.reasons) + self.likely)


def plainest(stances: Iterable[Stance], *, sure: float) -> list[Stance]:
    """Those of which a phrase, or the model by so much, is sure, the plainest first."""
    told = [one for one in stances if one.likely >= sure or one.reasons]
    return sorted(told, key=lambda one: (-round(one.plainness, 2), one.id))
