"""What a programme's driftwatch.toml can say, as frozen values."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path

from driftwatch.domain.limits import Limits
from driftwatch.domain.omission import Exclusion
from driftwatch.domain.talk import Partner, SourceRule

FILE_NAME = "driftwatch.toml"
COLUMNS = ("text", "speaker", "time", "organisation", "thread", "id", "channel", "edited")
"""What the columns of a table can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """When a difference becomes an alert."""

    fdr: float = 0.10
    """Share of false alerts that is accepted among all (0 … 1)."""
    min_usages: int = 10
    """Usages of a term that each partner must have."""
    min_documents: int = 5
    """Documents in which each partner must have them."""
    min_statements: int = 5
    """How often each partner must name a criterion beside a word such as "done"."""
    terms: tuple[str, ...] = ()
    """Terms to compare whatever their rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who gets the weekly mail."""

    address: str
    partner: str | None = None
    timezone: tzinfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """How the weekly mail is made up."""

    sender: str = "driftwatch@localhost"
    items: int = 3
    """Alerts told in full; the others are counted."""
    base_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One programme as its driftwatch.toml describes it."""

    folder: Path
    name: str
    partners: tuple[Partner, ...]
    timezone: tzinfo = UTC
    charter: tuple[str, ...] = ()
    sources: tuple[SourceRule, ...] = ()
    detection: Detection = Detection()
    digest: DigestSettings = DigestSettings()
    recipients: tuple[Recipient, ...] = ()
    limits: Limits = Limits()
    exclusion: Exclusion = Exclusion()

    @property
    def file(self) -> Path:
        """The driftwatch.toml that this came from."""
        return self.folder / FILE_NAME
