"""Own statements in which a reader has marked the usages of the programme's terms."""

import json
from dataclasses import dataclass
from pathlib import Path

from driftwatch.errors import ConfigurationError

PLAIN = "plain"
"""The mark of a usage that shows how its speaker means the term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedUsage:
    """A term at text[start:end]."""

    start: int
    end: int
    term: str
    """What it is a usage of: a shortened or otherwise spelt form has its full form here."""
    mark: str
    """`plain`, or why it says nothing of the speaker's own meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A statement with all usages of terms in it."""

    document: str
    field: str
    voice: str
    speaker: str | None
    text: str
    usages: tuple[MarkedUsage, ...]


def read_marked(file: Path) -> tuple[MarkedText, ...]:
    """The lines of `corpora/terms`; raises ConfigurationError naming the line that is none."""
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(_text(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(f"{file}:{number}: no statement with `document`, `text` and `usages`: {error}") from error
    return tuple(found)


def _text(row: dict[str, object]) -> MarkedText:
    listed = row["usages"]
    if not isinstance(listed, list):
        raise TypeError("`usages` is no list")
    return MarkedText(
        document=str(row["document"]),
        field=str(row["field"]),
        voice=str(row["voice"]),
        speaker=str(row["speaker"]) if row.get("speaker") else None,
        text=str(row["text"]),
        usages=tuple(MarkedUsage(**usage) for usage in listed),
    )
