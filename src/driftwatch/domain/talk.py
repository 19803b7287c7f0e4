"""What was said: messages, and who could have said them."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from driftwatch.errors import Reason


class Register(StrEnum):
    """The manner of a source: like is compared with like."""

    MINUTES = "minutes"
    TRANSCRIPT = "transcript"
    MAIL = "mail"
    CHAT = "chat"
    DOCUMENT = "document"


QUOTED = "#quoted"
"""Ends the document of what a mail only quotes; it counts where the mail itself is not there."""

DIRECT = "direct: "
"""Begins the document of what was said between a few, not in a channel: left out unless a `[[source]]` names the file."""


@lru_cache(maxsize=65_536)
def held_once(text: str) -> str:
    """The text as it was first given: what thousands of messages share (a file's name, a speaker, "line 41") is held once.

    Not by sys.intern(), which in Python 3.12 never lets go of anything.
    """
    return text


class Message(NamedTuple):
    """One turn, list item, paragraph, mail part or chat post, as it stands in its source.

    `text` is a verbatim slice of the decoded source; the line breaks of a hard-wrapped
    paragraph stay in it, mark-up around the speaker does not.
    """

    source: str
    """Path relative to the programme, with `/`; a member of an archive is `export.zip!general/2026-03-11.json`."""
    locator: str
    """Where `text` begins: `line 41`, `message 1774339527.167688`, `paragraph 12`, `table 2 row 3`, `cue 00:01:22.688`."""
    document: str
    """The meeting, the mail, or the channel's day: the unit in which everything is resampled."""
    reader: str
    register: Register
    text: str
    speaker: str | None = None
    organisation: str | None = None
    """What the source itself says of the speaker's organisation: "TI", a mail domain, a chat team."""
    said_at: datetime | None = None
    """Aware; a bare date is that day's midnight in the source's zone."""
    thread: str | None = None
    heading: str | None = None
    offset: int = 0
    """Characters before `text` in the line, paragraph, cell or message that the locator names."""
    native: str | None = None
    """The product's own id of the message, unique among all exports of this reader (`general/1774339527.167688`): two exports that hold it hold
    one message. None where the format has none; then time, speaker and text tell equals."""
    edited: datetime | None = None
    """When the product says that it was last changed: of two versions the later counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One of the organisations that work together."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def programme_key(name: str) -> str:
    """The programme's name folded to [a-z0-9-], as it stands in addresses and in the store."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or f"programme-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


class Share(StrEnum):
    """What of a partner's own source the others may see."""

    COUNTS = "counts"
    HIDDEN = "hidden"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRule:
    """A `[[source]]` of driftwatch.toml: which files, and what is known of them."""

    path: str
    kind: str | None = None
    partner: str | None = None
    timezone: tzinfo | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of a table: what a column holds (text, speaker, time …) -> the column's name."""
    visibility: str | None = None
    """The one partner who may read it; None for a joint source."""
    share: Share = Share.COUNTS
    """What the other partners get of a source that is not joint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Whom a document itself lists, and under which names."""

    organisations: Mapping[str, str] = field(default_factory=dict)
    """Name as written -> organisation as written, "" where none is named."""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """Initials, handle or user id -> the name."""
    absent: frozenset[str] = frozenset()
    """Names that are listed as of people who were not there."""


class FileStatus(StrEnum):
    """How far a file could be read."""

    READ = "read"
    PARTLY = "partly"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong at one place of a file, and what would mend it."""

    line: int | None
    what: str
    reason: Reason | None = None
    """None for a remark that takes nothing away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file: the row of import.json."""

    source: str
    kind: str | None
    status: FileStatus
    messages: int = 0
    statements: int = 0
    unattributed: int = 0
    first: datetime | None = None
    last: datetime | None = None
    guessed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    """Count of what was left out, by reason: boilerplate, bot, quoted reply, deleted, empty, heading …"""
    visibility: str | None = None
    """The one partner who may read it; None for a joint source."""
    share: Share = Share.COUNTS
    """What the others get of it where it is not joint."""
