"""What an upload may say of its files: the `[[source]]` that is written for them, and the folder that it names."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from driftwatch.domain.talk import programme_key
from driftwatch.jobs.toml import Tables, Toml
from driftwatch.settings import COLUMNS

IMPORTS = "imports"
KEPT_OPEN = ".keep"
"""A file that no scan reads, so that the rule's pattern names one even while nothing else is there."""
_REST: Tables = {"path": "**/*"}
"""Takes in what no rule names: with one rule, files without any would be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is known of the files of one upload; None leaves it to be told from the content."""

    kind: str | None = None
    partner: str | None = None
    timezone: str | None = None
    visibility: str | None = None
    share: str | None = None
    pushed: bool = False
    """Whether it is a table that we wrote ourselves, of messages that were pushed."""

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return self == Rule()

    @property
    def place(self) -> str:
        """The folder for such files, relative to the programme's: one for each distinct rule."""
        if self.empty:
            return IMPORTS
        told = [f"{field.name}={getattr(self, field.name)}" for field in fields(self)]
        named = programme_key(self.partner or self.visibility or ("pushed" if self.pushed else self.kind) or "told")
        return f"{IMPORTS}/{named}-{hashlib.sha256(chr(10).join(told).encode()).hexdigest()[:6]}"

    @property
    def source(self) -> Tables:
        """The `[[source]]`."""
        kind = "table" if self.pushed else self.kind
        told = {"kind": kind, "partner": self.partner, "timezone": self.timezone, "visibility": self.visibility, "share": self.share}
        columns: dict[str, Toml] = {"columns": {name: name for name in COLUMNS}} if self.pushed else {}
        return {"path": f"{self.place}/*", **{name: value for name, value in told.items() if value is not None}, **columns}


def with_rule(tables: Mapping[str, Toml], rule: Rule) -> Tables:
    """The tables of a driftwatch.toml that has this rule among its sources, and one for the rest behind them."""
    sources = tables.get("source", ())
    there = [entry for entry in sources if isinstance(entry, Mapping)] if isinstance(sources, Sequence) else []
    if rule.empty or any(entry.get("path") == rule.source["path"] for entry in there):
        return tables
    return {**tables, "source": [*(entry for entry in there if entry != _REST), rule.source, _REST]}
