"""Definitions as somebody gave them: by whom, where, when, and whether they show what the speaker's own side means."""

from dataclasses import dataclass
from datetime import datetime

from driftwatch.domain.definition_contrast import DefinitionContrast
from driftwatch.domain.definitions import Definition

CHARTER = "charter"
"""Where a partner would stand, for what the charter defines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDefinition:
    """A definition, by whom and where it is said; `left_out` says why it does not show its speaker's own meaning."""

    words: tuple[str, ...]
    """The term, folded: what it is found by."""
    definition: Definition
    partner: str | None
    """Or CHARTER."""
    statement: int | None = None
    """Row in Statements; None in the charter."""
    speaker: str | None = None
    document: str = CHARTER
    said_at: datetime | None = None
    left_out: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTwice:
    """Two sides' definitions of one term, and how the first stands to the second."""

    words: tuple[str, ...]
    first: SaidDefinition
    second: SaidDefinition
    contrast: DefinitionContrast
