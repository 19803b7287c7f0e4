"""A programme folder to messages: which files there are, who reads each, and what became of it."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from driftwatch.domain.names import folded
from driftwatch.domain.talk import QUOTED, Attendance, FileReport, FileStatus, Message, Problem, SourceRule
from driftwatch.errors import UnreadableSourceError
from driftwatch.ports import Notes, Reader
from driftwatch.settings import FILE_NAME, Settings
from driftwatch.sources import Archive, FileSource, MemberSource
from driftwatch.tables import Messages, Statements

_OUTPUTS = frozenset({"alerts.json", "statements.jsonl", "import.json", "report.html"})
_ZIP = b"PK\x03\x04"
_PACKAGES = (b"mimetypeapplication/", b"[Content_Types].xml")
"""How the one file of an office program begins that happens to be a zip too."""
_ANY = SourceRule(path="**/*")
_NOT_RECOGNISED = "no reader recognised it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the files of a programme hold, and what became of each of them."""

    messages: Messages
    attendance: Mapping[str, Attendance]
    """Document -> whom it lists."""
    owners: Mapping[str, str]
    """Source -> the partner for whom its `[[source]]` rule says that it speaks."""
    files: tuple[FileReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """One file's part of it."""

    report: FileReport
    messages: Sequence[Message] = ()
    notes: Notes
    owner: str | None = None


def read_programme(settings: Settings, readers: Mapping[str, Reader]) -> Reading:
    """Everything that the programme's files say; a file that cannot be read is reported and stops nothing."""
    read = _without_repeats([each for name, rule in sorted(_found(settings).items()) for each in _read(settings, name, rule, readers)])
    return Reading(
        messages=Messages.gathered(message for each in read for message in each.messages),
        attendance=_attendance(each.notes for each in read),
        owners={each.report.source: each.owner for each in read if each.owner is not None},
        files=tuple(sorted((each.report for each in read), key=lambda report: report.source)),
    )


def counted(files: Sequence[FileReport], statements: Statements, dropped: Mapping[str, int]) -> tuple[FileReport, ...]:
    """The reports with their statements, and those of no partner, counted; `dropped`: source -> pieces that say nothing."""
    said = Counter(statements.source)
    lost = Counter(statements.where(statements.partner.isna()).source)
    return tuple(
        replace(
            report,
            statements=said[report.source],
            unattributed=lost[report.source],
            dropped={**report.dropped, **({"empty": dropped[report.source]} if dropped.get(report.source) else {})},
        )
        for report in files
    )


def _without_repeats(read: Sequence[_Read]) -> list[_Read]:
    """What mails quote is left out where the quoted mail itself, or an earlier quotation of it, is there."""
    own = {_words(message) for each in read for message in each.messages if not message.document.endswith(QUOTED)}
    kept: list[_Read] = []
    for each in read:
        messages: list[Message] = []
        for message in each.messages:
            if not message.document.endswith(QUOTED) or _words(message) not in own:
                messages.append(message)
                own.add(_words(message))
        repeats = len(each.messages) - len(messages)
        dropped = {**each.report.dropped, "quoted reply": each.report.dropped.get("quoted reply", 0) + repeats} if repeats else each.report.dropped
        kept.append(replace(each, messages=messages, report=replace(each.report, messages=len(messages), dropped=dropped)))
    return kept


def _words(message: Message) -> tuple[str, str]:
    """Who says what, whatever marks and line breaks a quotation has added."""
    return folded(message.speaker or ""), " ".join(re.sub(r"^[> ]+", "", message.text, flags=re.MULTILINE).split())


def _found(settings: Settings) -> dict[str, SourceRule | None]:
    """Each file to be read with the rule that says so; None for a link that leads out."""
    found: dict[str, SourceRule | None] = {}
    matched = ((path, rule) for rule in settings.sources for path in settings.folder.glob(rule.path))
    for path, rule in matched if settings.sources else _everything(settings.folder):
        name = path.relative_to(settings.folder).as_posix()
        if name in found or _excluded(settings, name) or not (path.is_file() or path.is_symlink()):
            continue
        found[name] = rule if path.resolve().is_relative_to(settings.folder) and path.is_file() else None
    return found


def _everything(folder: Path) -> Iterator[tuple[Path, SourceRule]]:
    """Every file below the folder; folders are not followed through links, but a link that leads out is told."""
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        outside = [name for name in links if not (Path(place) / name).resolve().is_relative_to(folder)]
        folders[:] = sorted(set(folders) - set(links))
        for name in sorted([*files, *outside]):
            yield Path(place) / name, _ANY


def _excluded(settings: Settings, name: str) -> bool:
    """Whether the file is no export: configuration, charter, hidden, or our own output."""
    path = PurePosixPath(name)
    if path.name == FILE_NAME or name in {PurePosixPath(charter).as_posix() for charter in settings.charter}:
        return True
    if any(part.startswith(".") for part in path.parts):
        return True
    if path.name in _OUTPUTS and _ours(settings.folder):
        return len(path.parts) == 1
    return any(_ours(settings.folder / folder) for folder in list(path.parents)[:-1])


def _ours(folder: Path) -> bool:
    """Whether a scan has written its results into this folder."""
    file = folder / "alerts.json"
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        head = stream.read(4096)
    return b'"schema_version"' in head and b'"programme"' in head


def _read(settings: Settings, name: str, rule: SourceRule | None, readers: Mapping[str, Reader]) -> Iterator[_Read]:
    """One file, or each member of an archive."""
    if rule is None:
        yield _refused(name, "leads out of the programme folder; copy the file into it")
        return
    source = FileSource(folder=settings.folder, name=name, timezone=rule.timezone or settings.timezone, people=_people(settings))
    try:
        head = source.head()
    except UnreadableSourceError as error:
        yield _refused(name, str(error))
        return
    chosen = _chosen(name, head, rule, readers)
    if chosen is None and head.startswith(_ZIP) and not any(mark in head[:256] for mark in _PACKAGES):
        yield from _read_archive(source, rule, readers)
    elif chosen is None:
        yield _passed_over(name, rule, readers)
    else:
        yield _with(source, chosen, readers[chosen], rule)


def _read_archive(source: FileSource, rule: SourceRule, readers: Mapping[str, Reader]) -> Iterator[_Read]:
    archive = Archive(source)
    try:
        members = list(archive.members())
    except UnreadableSourceError as error:
        yield _refused(source.name, str(error))
        return
    for member, refusal in members:
        part = MemberSource(archive=archive, member=member, timezone=source.timezone, people=source.people)
        if refusal is not None:
            yield _refused(part.name, refusal)
        elif not _hidden(member):
            yield _read_member(part, rule, readers)
    archive.close()


def _hidden(member: str) -> bool:
    """Whether it is a file system's own litter: `.DS_Store`, `__MACOSX/…`."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member).parts)


def _read_member(part: MemberSource, rule: SourceRule, readers: Mapping[str, Reader]) -> _Read:
    try:
        head = part.head()
    except UnreadableSourceError as error:
        return _refused(part.name, str(error))
    wanted = {kind: reader for kind, reader in readers.items() if rule.kind in (None, kind)}
    chosen = _chosen(part.member, head, replace(rule, kind=None), wanted)
    if chosen is None:
        return _unread(part.name, FileStatus.SKIPPED, _NOT_RECOGNISED)
    return _with(part, chosen, readers[chosen], rule)


def _chosen(name: str, head: bytes, rule: SourceRule, readers: Mapping[str, Reader]) -> str | None:
    """The reader that the rule names, else the first by name that recognises the content."""
    if rule.kind is not None and rule.kind in readers and not (head.startswith(_ZIP) and not readers[rule.kind].recognises(name, head)):
        return rule.kind
    return next((kind for kind in sorted(readers) if readers[kind].recognises(name, head)), None)


def _with(source: FileSource | MemberSource, kind: str, reader: Reader, rule: SourceRule) -> _Read:
    """What this reader makes of the source; here, and only here, any error of a format's library ends as a problem of the file."""
    notes, messages = Notes(), list[Message]()
    try:
        messages.extend(reader.read(source, notes))
    except UnreadableSourceError as error:
        notes.problems.append(Problem(line=error.line, what=str(error)))
    except Exception as error:  # noqa: BLE001  the one border: libraries raise what they like on broken files
        notes.problems.append(Problem(line=None, what=f"the reader `{kind}` could not cope with it: {type(error).__name__}: {error}"[:300]))
    return _Read(report=_report(source.name, kind, notes, messages), messages=messages, notes=notes, owner=rule.partner)


def _report(source: str, kind: str, notes: Notes, messages: Sequence[Message]) -> FileReport:
    times = [message.said_at for message in messages if message.said_at is not None]
    problems = tuple(sorted(notes.problems, key=lambda problem: (problem.line or 0, problem.what)))
    return FileReport(
        source=source,
        kind=kind,
        status=_status(notes, messages),
        messages=len(messages),
        first=min(times, default=None),
        last=max(times, default=None),
        guessed=tuple(dict.fromkeys(notes.guessed)),
        problems=(Problem(line=None, what=notes.reference), *problems) if notes.reference else problems,
        dropped={reason: n for reason, n in sorted(notes.dropped.items()) if n},
    )


def _status(notes: Notes, messages: Sequence[Message]) -> FileStatus:
    if notes.reference is not None:
        return FileStatus.SKIPPED
    if not notes.problems:
        return FileStatus.READ
    return FileStatus.PARTLY if messages else FileStatus.FAILED


def _refused(name: str, what: str) -> _Read:
    return _unread(name, FileStatus.FAILED, what)


def _unread(name: str, status: FileStatus, what: str) -> _Read:
    return _Read(report=FileReport(source=name, kind=None, status=status, problems=(Problem(line=None, what=what),)), notes=Notes())


def _passed_over(name: str, rule: SourceRule, readers: Mapping[str, Reader]) -> _Read:
    """A file that nobody can read: a failure where a rule asks for it, else something that lies there."""
    status = FileStatus.SKIPPED if rule is _ANY else FileStatus.FAILED
    known = ", ".join(sorted(readers))
    what = _NOT_RECOGNISED if rule is _ANY else f"{_NOT_RECOGNISED}; formats known: {known}; `kind` in its [[source]] names one"
    return _unread(name, status, what)


def _attendance(all_notes: Iterable[Notes]) -> dict[str, Attendance]:
    """The lists of all sources by document; two sources of one document (a channel's day) are laid together."""
    organisations: dict[str, dict[str, str]] = {}
    known_as: dict[str, dict[str, str]] = {}
    for notes in all_notes:
        for document, listed in notes.attendees.items():
            organisations.setdefault(document, {}).update(listed)
        for document, others in notes.known_as.items():
            known_as.setdefault(document, {}).update(others)
    return {
        document: Attendance(organisations=organisations.get(document, {}), known_as=known_as.get(document, {}))
        for document in sorted({*organisations, *known_as})
    }


def _people(settings: Settings) -> tuple[str, ...]:
    return tuple(name for partner in settings.partners for name in (*partner.people, partner.name, *partner.aliases))
