"""One file after the other: which reader takes it, what it gives, and what is to be told of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from driftwatch.domain.limits import Limits
from driftwatch.domain.omission import is_litter
from driftwatch.domain.talk import FileReport, FileStatus, Message, Problem
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.intake.archives import Archive, MemberSource
from driftwatch.intake.blame import whose
from driftwatch.intake.border import Border, clean_text
from driftwatch.intake.sources import HEAD_BYTES, FileSource
from driftwatch.intake.strangers import told
from driftwatch.intake.watched import Pace, Unwatched, Watched
from driftwatch.reading import FileReading, Notes, Reader, Wanted

_ZIP = b"PK\x03\x04"
_PACKAGES = (b"mimetypeapplication/", b"[Content_Types].xml")
"""How the one file of an office program begins that happens to be a zip too."""
_NOT_RECOGNISED = "no reader recognised it"
_CHUNK = 256
_TOO_LATE = datetime(9000, 1, 1, tzinfo=UTC)


class Begun(NamedTuple):
    """A file, or a member of an archive, is opened."""

    source: str
    kind: str | None


class Ended(NamedTuple):
    """It is through; its messages came before."""

    report: FileReport
    notes: Notes


Event = Begun | list[Message] | Ended
Opened = FileSource | MemberSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Reads files in this process; whoever does not trust them puts it into another: intake.sandbox."""

    readers: Mapping[str, Reader]
    limits: Limits = Limits()
    latest: datetime = _TOO_LATE
    """Nothing was said after this."""
    pace: Pace = field(default_factory=Unwatched)

    def read(self, wanted: Wanted) -> Iterator[FileReading]:
        """The file, or every member of the archive that it is."""
        messages: list[Message] = []
        for event in self.events(wanted):
            if isinstance(event, Ended):
                yield FileReading(report=event.report, notes=event.notes, messages=messages)
                messages = []
            elif isinstance(event, list):
                messages.extend(event)

    def close(self) -> None:
        """Nothing is held."""

    def events(self, wanted: Wanted) -> Iterator[Event]:
        """The same, piece by piece as it is read."""
        source = FileSource(
            folder=wanted.folder, name=wanted.name, timezone=wanted.timezone, people=wanted.people, columns=wanted.columns, limits=self.limits
        )
        yield from self._file(source, wanted)

    def _file(self, source: Opened, wanted: Wanted, within: Archive | None = None) -> Iterator[Event]:
        if source.name in wanted.done:
            return
        yield Begun(source.name, None)
        self.pace.file()
        try:
            head = source.head()
        except UnreadableSourceError as error:
            yield _unread(source.name, FileStatus.FAILED, str(error), error.reason)
            return
        if not head.strip() and len(head) < HEAD_BYTES:
            asked = wanted.asked and within is None
            yield _unread(source.name, FileStatus.FAILED if asked else FileStatus.SKIPPED, "is empty", Reason.NO_TEXT)
            return
        name = source.member if isinstance(source, MemberSource) else source.name
        chosen = self._chosen(name, head, wanted.kind, strictly=within is not None)
        if chosen is None and head.startswith(_ZIP) and not any(mark in head[:256] for mark in _PACKAGES):
            yield from self._archive(source, wanted, within)
        elif chosen is None:
            yield self._passed_over(source.name, asked=wanted.asked and within is None)
        else:
            yield Begun(source.name, chosen)
            yield from self._with(source, chosen)

    def _archive(self, source: Opened, wanted: Wanted, within: Archive | None) -> Iterator[Event]:
        depth = within.depth + 1 if within else 1
        if depth > self.limits.archive_depth:
            what = f"archives within archives, deeper than {self.limits.archive_depth}; unpack it"
            yield _unread(source.name, FileStatus.FAILED, what, Reason.NESTED_ARCHIVE)
            return
        archive = Archive(source, within.budget if within else None, depth=depth)
        try:
            members = list(archive.members())
        except UnreadableSourceError as error:
            yield _unread(source.name, FileStatus.FAILED, str(error), error.reason)
            return
        for member, refusal in members:
            self.pace.progress()
            part = MemberSource(archive=archive, member=member, timezone=source.timezone, people=source.people, columns=source.columns)
            if refusal is not None and part.name not in wanted.done:
                yield _unread(part.name, FileStatus.FAILED, refusal[1], refusal[0])
            elif refusal is None and not _hidden(member):
                yield from self._file(part, wanted, archive)
        archive.close()

    def _chosen(self, name: str, head: bytes, kind: str | None, *, strictly: bool) -> str | None:
        """The reader that the rule names (in an archive only for what it recognises), else the first by name that does; the general ones last."""
        if kind is not None and kind in self.readers:
            recognised = self._recognised(kind, name, head)
            if recognised or not (strictly or head.startswith(_ZIP)):
                return kind
            if strictly:
                return None
        in_turn = sorted(self.readers, key=lambda each: (bool(getattr(self.readers[each], "fallback", False)), each))
        return next((each for each in in_turn if self._recognised(each, name, head)), None)

    def _recognised(self, kind: str, name: str, head: bytes) -> bool:
        try:
            return self.readers[kind].recognises(name, head)
        except Exception:  # noqa: BLE001  the same border as in _with: a stumbling glance recognises nothing
            return False

    def _with(self, source: Opened, kind: str) -> Iterator[Event]:
        """What this reader makes of the source; here, and only here, any error of a format's library ends as a problem of the file."""
        notes, reader = Notes(), self.readers[kind]
        border, tally = Border(self.limits, self.latest, notes), _Tally()
        chunk: list[Message] = []
        try:
            for message in map(border.passed, reader.read(Watched(source, self.pace), notes)):
                chunk.append(message)
                if len(chunk) >= _CHUNK:
                    self.pace.progress()
                    yield tally.taken(chunk)
                    chunk = []
        except UnreadableSourceError as error:
            notes.problem(str(error), error.reason, line=error.line)
        except MemoryError:
            chunk = []
            notes.problem(f"needs more than {self.limits.memory_bytes:,} bytes of memory; split it", Reason.MEMORY)
        except Exception as error:  # noqa: BLE001  the one border: libraries raise what they like on broken files
            what = f"the reader `{kind}` could not cope with it: {type(error).__name__}: {error}"[:300]
            notes.problem(what, whose(error))
        if chunk:
            yield tally.taken(chunk)
        border.finished()
        yield Ended(_report(source.name, kind, notes, tally), notes)

    def _passed_over(self, name: str, *, asked: bool) -> Ended:
        """A file that nobody can read: a failure where a rule asks for it, else something that lies there."""
        status = FileStatus.FAILED if asked else FileStatus.SKIPPED
        what = _NOT_RECOGNISED
        if hint := told(name):
            what = f"{_NOT_RECOGNISED}; {hint}"
        elif asked:
            what = f"{_NOT_RECOGNISED}; formats known: {', '.join(sorted(self.readers))}; `kind` in its [[source]] names one"
        return _unread(name, status, what, Reason.NOT_RECOGNISED)


@dataclass(slots=True)
class _Tally:
    """How many messages, from when to when."""

    messages: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def taken(self, chunk: list[Message]) -> list[Message]:
        self.messages += len(chunk)
        times = [message.said_at for message in chunk if message.said_at is not None]
        self.first = min([*times, *([self.first] if self.first else [])], default=None)
        self.last = max([*times, *([self.last] if self.last else [])], default=None)
        return chunk


def _hidden(member: str) -> bool:
    """Whether it is a file system's own litter: `.DS_Store`, `__MACOSX/…`."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member).parts) or is_litter(PurePosixPath(member).name)


def _report(source: str, kind: str, notes: Notes, tally: _Tally) -> FileReport:
    problems = sorted(notes.problems, key=lambda problem: (problem.line or 0, problem.what))
    problems += [Problem(line=None, what=f"{n:,} more of the kind {reason}", reason=reason) for reason, n in sorted(notes.unnamed.items())]
    remark = [Problem(line=None, what=notes.reference)] if notes.reference else []
    return FileReport(
        source=clean_text(source),
        kind=kind,
        status=_status(notes, tally.messages),
        messages=tally.messages,
        first=tally.first or min(notes.held, default=None),
        last=tally.last or max(notes.held, default=None),
        guessed=tuple(dict.fromkeys(notes.guessed)),
        problems=(*remark, *problems),
        dropped={reason: n for reason, n in sorted(notes.dropped.items()) if n},
    )


def _status(notes: Notes, messages: int) -> FileStatus:
    if notes.reference is not None:
        return FileStatus.SKIPPED
    if not notes.problems:
        return FileStatus.READ
    return FileStatus.PARTLY if messages else FileStatus.FAILED


def _unread(name: str, status: FileStatus, what: str, reason: Reason) -> Ended:
    problem = Problem(line=None, what=clean_text(what), reason=reason)
    return Ended(FileReport(source=clean_text(name), kind=None, status=status, problems=(problem,)), Notes())
