"""What a reader is given and what it hands over; nothing here is heavier than the standard library."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import BinaryIO, Protocol

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import FileReport, Message, Problem
from driftwatch.errors import Reason

MOST_PROBLEMS = 20
"""Of one reason and file are told one by one; the others are counted."""


class Source(Protocol):
    """One file, or one member of an archive, opened for a reader."""

    @property
    def name(self) -> str:
        """Path relative to the programme; `export.zip!member` for a member of an archive."""

    @property
    def timezone(self) -> tzinfo:
        """The zone of times that carry none."""

    @property
    def people(self) -> tuple[str, ...]:
        """Names of people and organisations that the programme's configuration knows: who stands before a colon is then no guess."""

    @property
    def limits(self) -> Limits:
        """How much of it may be taken in."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Of a table: what a column holds (`text`, `speaker`, `time` …) -> the column's name, as the [[source]] says."""

    def data(self) -> bytes:
        """The whole content, for formats that cannot be read as a stream; raises UnreadableSourceError past limits.whole_bytes."""

    def stream(self) -> BinaryIO:
        """The content from its beginning, anew at each call, to be closed by the caller; for formats that may be larger than memory."""

    def sibling(self, relative: str) -> bytes | None:
        """The content of a file named relative to this one (`../users.json`), None where there is none."""


@dataclass(slots=True)
class Notes:
    """What a reader tells about one file besides its messages.

    `attendees` maps document -> name as written -> organisation as written ("" where the source names none);
    `known_as` maps document -> another name of somebody (initials, handle, user id) -> the name.
    `removed` holds the native ids of messages that were deleted: no other export brings them back.
    `reference` says why a file of this format holds no talk of its own (a table of users): it is then skipped.
    """

    guessed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    attendees: dict[str, dict[str, str]] = field(default_factory=dict)
    known_as: dict[str, dict[str, str]] = field(default_factory=dict)
    absent: dict[str, set[str]] = field(default_factory=dict)
    """Document -> names that it lists as of people who were not there."""
    removed: set[str] = field(default_factory=set)
    held: list[datetime] = field(default_factory=list)
    """When the meetings were of which the file tells, also of one that was called off and holds no talk."""
    reference: str | None = None
    unnamed: Counter[Reason] = field(default_factory=Counter)
    """Problems past the first twenty of their reason."""

    def problem(self, what: str, reason: Reason, *, line: int | None = None) -> None:
        """Tell of something that was left out or cut, and where; after the first twenty of a reason they are only counted."""
        if sum(problem.reason == reason for problem in self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(line=line, what=what, reason=reason))
        else:
            self.unnamed[reason] += 1

    def guess(self, what: str) -> None:
        """Tell, once, of something that the file does not say for certain."""
        if what not in self.guessed:
            self.guessed.append(what)

    def attend(self, document: str, name: str, organisation: str) -> None:
        """Note that the source lists this person as somebody of this organisation."""
        self.attendees.setdefault(document, {})[name.strip()] = organisation.strip()

    def missing(self, document: str, name: str) -> None:
        """Note that the source lists this person as absent."""
        self.absent.setdefault(document, set()).add(name.strip())

    def also(self, document: str, name: str, other: str) -> None:
        """Note that the source knows this person by another name too."""
        self.known_as.setdefault(document, {})[other.strip()] = name.strip()


class Reader(Protocol):
    """Understands one format; a plain module will do.

    A reader of what could be many things (plain text, any table) says `fallback = True`: it is asked after all others.
    """

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether the content (its first 64 KiB) is of this format; the name is a hint only."""

    def read(self, source: Source, notes: Notes) -> Iterator[Message]:
        """The messages of the source in their order; raises UnreadableSourceError where nothing can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file of a programme folder that is to be read, and what the configuration says of it."""

    folder: Path
    name: str
    timezone: tzinfo
    kind: str | None = None
    """The reader that the [[source]] names."""
    people: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False
    """Whether a [[source]] asks for it: what nobody can read has then failed, and does not merely lie there."""
    storage: str | None = None
    """The URL below which it lies, where that is not the folder."""
    done: frozenset[str] = frozenset()
    """Sources that have been read already: members of an archive that an earlier attempt came through with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What came of one file, or of one member of an archive."""

    report: FileReport
    notes: Notes
    messages: Sequence[Message] = ()


class Intake(Protocol):
    """Reads files, each with all that lies in it."""

    def read(self, wanted: Wanted) -> Iterator[FileReading]:
        """The file itself, or every member of the archive that it is; nothing that it holds can raise an error here."""

    def close(self) -> None:
        """Let go of what reading took; the next file takes it anew."""
