"""What the report rests on: which checks could compare whom, and what became of each file."""

from collections.abc import Iterable
from dataclasses import dataclass

from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus
from driftwatch.domain.talk import FileReport, FileStatus, Problem, Share
from driftwatch.report.cards import Context
from driftwatch.report.wording import COVERAGE_WORDS, FILE_WORDS, KIND_NAMES, counted, cut, day, joined, one_line

MOST_NOTES, MOST_ASIDE = 6, 12
URGENCY = (FileStatus.FAILED, FileStatus.PARTLY, FileStatus.SKIPPED, FileStatus.READ)
"""The order of the table: what somebody should look into comes first."""
_SHARED = {
    Share.COUNTS: "the others get counts of it, no words",
    Share.HIDDEN: "the others do not learn that it exists",
    Share.EVIDENCE: "the others see what alerts quote of it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """What one check could see between certain partners."""

    check: str
    between: str
    status: str
    ran: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """What became of one file."""

    source: str
    kind: str
    status: str
    good: bool
    counts: str
    period: str
    notes: tuple[tuple[str, str], ...]
    """What was wrong, guessed or left out, each after the word that says which."""


def coverage_row(coverage: Coverage, context: Context) -> CoverageRow:
    """One line of the table of checks."""
    return CoverageRow(
        check=KIND_NAMES[coverage.check],
        between=joined([context.name(partner) for partner in coverage.partners]),
        status=COVERAGE_WORDS[coverage.status],
        ran=coverage.status is CoverageStatus.RAN,
        why=context.named(coverage.why),
    )


def unchecked(coverage: tuple[Coverage, ...]) -> list[str]:
    """The kinds of difference that nobody looked for."""
    looked = {row.check for row in coverage}
    return [KIND_NAMES[kind].lower() for kind in AlertKind if kind not in looked]


def file_row(file: FileReport) -> FileRow:
    """One line of the table of files."""
    read = file.status in (FileStatus.READ, FileStatus.PARTLY)
    unknown = f", {file.unattributed:,} without a partner" if file.unattributed else ""
    return FileRow(
        source=file.source,
        kind=file.kind or "not recognised",
        status=FILE_WORDS[file.status],
        good=file.status is FileStatus.READ,
        counts=f"{counted(file.messages, 'message')}, {counted(file.statements, 'statement')}{unknown}" if read else "nothing",
        period=_period(file),
        notes=tuple(_notes(file)),
    )


def to_look_into(files: Iterable[FileReport]) -> list[FileReport]:
    """All but those that were set aside on purpose."""
    return [file for file in files if not _on_purpose(file)]


def set_aside(files: Iterable[FileReport]) -> str:
    """What is no source of its own, such as the tables of an export: named in a line, never beside failures."""
    names = sorted(file.source for file in files if _on_purpose(file))
    more = f" and {len(names) - MOST_ASIDE:,} more" if len(names) > MOST_ASIDE else ""
    return f"{', '.join(names[:MOST_ASIDE])}{more}" if names else ""


def _on_purpose(file: FileReport) -> bool:
    return file.status is FileStatus.SKIPPED and not any(problem.reason for problem in file.problems)


def span(files: tuple[FileReport, ...]) -> str:
    """From when to when something was said; empty where nothing carries a date."""
    first = min((file.first for file in files if file.first), default=None)
    last = max((file.last for file in files if file.last), default=None)
    return f"{day(first)} to {day(last)}" if first and last else ""


def _period(file: FileReport) -> str:
    if file.first is None or file.last is None:
        return "no dates"
    return day(file.first) if file.first.date() == file.last.date() else f"{day(file.first)} to {day(file.last)}"


def _notes(file: FileReport) -> list[tuple[str, str]]:
    problems = [(_word(problem), _told(problem)) for problem in file.problems[:MOST_NOTES]]
    if len(file.problems) > MOST_NOTES:
        problems.append(("Problem", f"{len(file.problems) - MOST_NOTES:,} more in import.json"))
    guesses = [cut(one_line(guess), limit=200) for guess in file.guessed[:MOST_NOTES]]
    if len(file.guessed) > MOST_NOTES:
        guesses.append(f"{len(file.guessed) - MOST_NOTES:,} more in import.json")
    dropped = joined([f"{number:,} {reason.replace('_', ' ')}" for reason, number in sorted(file.dropped.items()) if number])
    return [
        *_own(file),
        *problems,
        *(("Guessed", guess) for guess in guesses),
        *([("Left out", dropped)] if dropped else []),
    ]


def _own(file: FileReport) -> list[tuple[str, str]]:
    """Whose source it is, where it is not joint."""
    return [] if file.visibility is None else [("Own", f"for {file.visibility} alone; {_SHARED[file.share]}")]


def _word(problem: Problem) -> str:
    """A remark takes nothing away and is no problem."""
    return "Note" if problem.reason is None else "Problem"


def _told(problem: Problem) -> str:
    place = f"line {problem.line}"
    told = cut(one_line(problem.what), limit=300)
    return told if not problem.line or problem.what.startswith(place) else f"{place}: {told}"
