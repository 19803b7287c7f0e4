"""A programme folder to messages: which files there are, who reads each, and what became of it."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from driftwatch.domain.omission import admitted, is_litter
from driftwatch.domain.repeats import Once, said_once
from driftwatch.domain.talk import Attendance, FileReport, FileStatus, Message, Problem, SourceRule
from driftwatch.errors import ConfigurationError, Reason
from driftwatch.reading import FileReading, Intake, Notes, Wanted
from driftwatch.remote_files import RemoteFiles
from driftwatch.settings import FILE_NAME, Settings
from driftwatch.tables import Messages, Statements

_OUTPUTS = frozenset({"alerts.json", "statements.jsonl", "import.json", "report.html"})
_PLAIN = frozenset({".md", ".markdown", ".txt", ".rst", ""})
_ANY = SourceRule(path="**/*")


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


def in_turn(files: Sequence[Wanted], intake: Intake) -> Iterator[Sequence[FileReading]]:
    """What comes of each file, one read after the other."""
    return (list(intake.read(wanted)) for wanted in files)


def read_programme(
    settings: Settings, intake: Intake, *, reading: Callable[[Sequence[Wanted], Intake], Iterator[Sequence[FileReading]]] = in_turn
) -> Reading:
    """Everything that the programme's files say; a file that cannot be read is reported and stops nothing. `reading` gives what comes of each."""
    found = sorted(_found(settings).items())
    came = reading([_wanted(settings, name, rule) for name, rule in found if rule is not None], intake)
    read = _once([each for name, rule in found for each in ([_outside(name)] if rule is None else _read(settings, rule, next(came)))])
    return Reading(
        messages=Messages.gathered(message for each in read for message in each.messages),
        attendance=_attendance(each.notes for each in read),
        owners={each.report.source: each.owner for each in read if each.owner is not None},
        files=tuple(sorted((each.report for each in read), key=lambda report: report.source)),
    )


def charter_text(settings: Settings, intake: Intake) -> str:
    """What the charter's files say, as Markdown; raises ConfigurationError where one of them is not there."""
    return "\n\n".join(_charter(settings, path, intake) for path in settings.charter)


def counted(
    files: Sequence[FileReport], statements: Statements, *, dropped: Mapping[str, Mapping[str, int]], guessed: Mapping[str, tuple[str, ...]]
) -> tuple[FileReport, ...]:
    """The reports with their statements, and those of no partner, counted; `dropped`: reason -> source -> how many pieces, `guessed`: who spoke."""
    said = Counter(statements.source)
    lost = Counter(statements.where(statements.partner.isna()).source)
    return tuple(
        replace(
            report,
            statements=said[report.source],
            unattributed=lost[report.source],
            guessed=(*report.guessed, *guessed.get(report.source, ())),
            dropped=dict(sorted((Counter(report.dropped) + Counter({reason: by.get(report.source, 0) for reason, by in dropped.items()})).items())),
        )
        for report in files
    )


def _charter(settings: Settings, path: str, intake: Intake) -> str:
    """A plain file as it stands; of any other what a reader finds in it, under its headings."""
    file = settings.folder / path
    if not file.is_file():
        raise ConfigurationError(f"{settings.folder / FILE_NAME}: charter `{path}`: no such file; mend the path, which is relative to {FILE_NAME}")
    if file.suffix.lower() in _PLAIN:
        return file.read_text("utf-8", errors="replace")
    parts, heading = [], None
    for each in intake.read(Wanted(folder=settings.folder, name=path, timezone=settings.timezone, people=_people(settings))):
        for message in each.messages:
            if message.heading and message.heading != heading:
                parts.append(f"## {message.heading}")
            heading = message.heading
            parts.append(message.text)
    return "\n\n".join(parts)


def _once(read: Sequence[_Read]) -> list[_Read]:
    """The files with what others hold too left out of all but one of them."""
    removed = [(each.report.kind or "", native) for each in read for native in each.notes.removed]
    once = said_once({each.report.source: each.messages for each in read if each.messages}, removed)
    return [_left(each, once) if each.messages else each for each in read]


def _left(each: _Read, once: Once) -> _Read:
    """One file with what is left of it."""
    messages, dropped = once.messages[each.report.source], Counter(each.report.dropped) + once.dropped[each.report.source]
    return replace(each, messages=messages, report=replace(each.report, messages=len(messages), dropped=dict(sorted(dropped.items()))))


def _found(settings: Settings) -> dict[str, SourceRule | None]:
    """Each file to be read with the rule that says so; None for a link that leads out."""
    if settings.files is not None:
        return _remote(settings, settings.files)
    found: dict[str, SourceRule | None] = {}
    matched = ((path, rule) for rule in settings.sources for path in settings.folder.glob(rule.path))
    for path, rule in matched if settings.sources else _everything(settings.folder):
        name = path.relative_to(settings.folder).as_posix()
        if name in found or _excluded(settings, name) or not (path.is_file() or path.is_symlink()):
            continue
        found[name] = rule if path.resolve().is_relative_to(settings.folder) and path.is_file() else None
    return found


def _remote(settings: Settings, url: str) -> dict[str, SourceRule | None]:
    """Of files that lie elsewhere; the first rule that names one holds."""
    files, found = RemoteFiles(url), dict[str, SourceRule | None]()
    for rule in settings.sources or (_ANY,):
        found.update((name, rule) for name in files.names(rule.path) if name not in found and not _excluded(settings, name))
    return found


def left_aside(settings: Settings) -> tuple[str, ...]:
    """The files below the folder that are left out because there are `[[source]]` rules and none names them."""
    if not settings.sources or settings.files is not None:
        return ()
    named = _found(settings)
    names = (path.relative_to(settings.folder).as_posix() for path, _ in _everything(settings.folder))
    return tuple(sorted(name for name in names if name not in named and not _excluded(settings, name)))


def _asks(rule: SourceRule) -> bool:
    """Whether a rule names files, rather than whatever there is: `**/*`."""
    return bool(rule.path.strip("*?/."))


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
    if is_litter(path.name) or any(part.startswith(".") for part in path.parts):
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


def _outside(name: str) -> _Read:
    """A link that leads out of the programme is not followed."""
    problem = Problem(line=None, what="leads out of the programme folder; copy the file into it", reason=Reason.LINK)
    return _Read(report=FileReport(source=name, kind=None, status=FileStatus.FAILED, problems=(problem,)), notes=Notes())


def _wanted(settings: Settings, name: str, rule: SourceRule) -> Wanted:
    return Wanted(
        folder=settings.folder,
        name=name,
        timezone=rule.timezone or settings.timezone,
        kind=rule.kind,
        people=_people(settings),
        columns=rule.columns,
        asked=_asks(rule),
        storage=settings.files,
    )


def _read(settings: Settings, rule: SourceRule, readings: Sequence[FileReading]) -> Iterator[_Read]:
    """One file, or each member of an archive."""
    for each in readings:
        messages, dropped = admitted(each.messages, each.notes.known_as, settings.exclusion, direct=_asks(rule))
        report = replace(each.report, visibility=rule.visibility, share=rule.share)
        if dropped:
            report = replace(report, messages=len(messages), dropped=dict(sorted((Counter(report.dropped) + dropped).items())))
        yield _Read(report=report, messages=messages, notes=each.notes, owner=rule.partner)


def _attendance(all_notes: Iterable[Notes]) -> dict[str, Attendance]:
    """The lists of all sources by document; two sources of one document (a channel's day) are laid together."""
    organisations: dict[str, dict[str, str]] = {}
    known_as: dict[str, dict[str, str]] = {}
    absent: dict[str, set[str]] = {}
    for notes in all_notes:
        for document, listed in notes.attendees.items():
            organisations.setdefault(document, {}).update(listed)
        for document, others in notes.known_as.items():
            known_as.setdefault(document, {}).update(others)
        for document, missing in notes.absent.items():
            absent.setdefault(document, set()).update(missing)
    return {
        document: Attendance(
            organisations=organisations.get(document, {}), known_as=known_as.get(document, {}), absent=frozenset(absent.get(document, ()))
        )
        for document in sorted({*organisations, *known_as})
    }


def _people(settings: Settings) -> tuple[str, ...]:
    return tuple(name for partner in settings.partners for name in (*partner.people, partner.name, *partner.aliases))
