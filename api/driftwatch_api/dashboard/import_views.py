"""Imports and coverage as pages show them: each file with what to do about it, and which checks could compare whom. No person is listed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus
from driftwatch.domain.talk import FileReport, FileStatus, Partner
from driftwatch.report.cards import Context
from driftwatch.report.inputs import URGENCY, FileRow, file_row, unchecked
from driftwatch.report.wording import COVERAGE_WORDS, FILE_WORDS, KIND_NAMES, counted
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.shell import below

PAGE = 30
"""Files a page."""
SIGNS = {CoverageStatus.RAN: "✓", CoverageStatus.INSUFFICIENT_DATA: "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacet:
    """How many files stand so, and the address that shows them alone."""

    words: str
    count: int
    page: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesView:
    """The files of the last scan."""

    facets: tuple[StatusFacet, ...]
    rows: tuple[FileRow, ...]
    further: str
    """Address of the next page; empty on the last one."""
    statements: str
    unattributed: int
    """Statements that could be attributed to no partner."""
    csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """What one check could do between two partners."""

    sign: str
    words: str
    ran: bool | None
    """None where nobody looked."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    """Check by who was compared: pairs of partners, or one partner with its own past."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CoverageCell, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """What could be compared, and what could not."""

    tables: tuple[CoverageTable, ...]
    unchecked: tuple[str, ...]
    says: str


def files_view(files: Sequence[FileReport], place: Place, *, status: FileStatus | None, start: int) -> FilesView:
    """What somebody should look into comes first."""
    counts = Counter(file.status for file in files)
    wanted = sorted((file for file in files if status in (None, file.status)), key=lambda file: (URGENCY.index(file.status), file.source))
    more = start + PAGE < len(wanted)
    return FilesView(
        facets=tuple(_facets(counts, place, status)),
        rows=tuple(file_row(file) for file in wanted[start : start + PAGE]),
        further=below(place, "imports", status=status and status.value, start=start + PAGE) + "#files" if more else "",
        statements=counted(sum(file.statements for file in files), "statement"),
        unattributed=sum(file.unattributed for file in files),
        csv=below(place, "imports", status=status and status.value, format="csv"),
    )


def _facets(counts: Mapping[FileStatus, int], place: Place, chosen: FileStatus | None) -> Sequence[StatusFacet]:
    everything = StatusFacet(words="all", count=sum(counts.values()), page=below(place, "imports") + "#files", current=chosen is None)
    return [
        everything,
        *(
            StatusFacet(words=FILE_WORDS[one], count=counts[one], page=below(place, "imports", status=one.value) + "#files", current=one is chosen)
            for one in URGENCY
            if counts[one] or one is chosen
        ),
    ]


def coverage_view(coverage: Sequence[Coverage], partners: tuple[Partner, ...]) -> CoverageView | None:
    """The matrix; None before the first scan."""
    if not coverage:
        return None
    context = Context(partners=partners, statements={})
    between = [row for row in coverage if len(row.partners) > 1]
    within = [row for row in coverage if len(row.partners) == 1]
    lacking = sum(row.status is CoverageStatus.INSUFFICIENT_DATA for row in coverage)
    return CoverageView(
        tables=tuple(
            _table(title, rows, context) for title, rows in (("Between partners", between), ("Each partner with its own past", within)) if rows
        ),
        unchecked=tuple(unchecked(tuple(coverage))),
        says=_says(len(coverage), lacking),
    )


def _table(title: str, coverage: Sequence[Coverage], context: Context) -> CoverageTable:
    known = {(row.check, frozenset(row.partners)): row for row in coverage}
    groups = sorted({frozenset(row.partners) for row in coverage}, key=lambda group: sorted((context.number(one), one) for one in group))
    kinds = [kind for kind in AlertKind if any(kind is check for check, _ in known)]
    return CoverageTable(
        title=title,
        columns=tuple(_heading(group, context) for group in groups),
        rows=tuple((KIND_NAMES[kind], tuple(_cell(known.get((kind, group)), context) for group in groups)) for kind in kinds),
    )


def _says(checks: int, lacking: int) -> str:
    if not lacking:
        return f"All {checks} comparisons had enough to go by." if checks > 1 else "The comparison had enough to go by."
    return f"{lacking} of {checks} comparisons had not enough data. That is no agreement and no difference: nobody can tell yet."


def _heading(group: frozenset[str], context: Context) -> str:
    return " × ".join(context.name(partner) for partner in sorted(group, key=lambda one: (context.number(one), one)))


def _cell(row: Coverage | None, context: Context) -> CoverageCell:
    if row is None:
        return CoverageCell(sign="–", words="not looked for", ran=None, why="")
    ran = row.status is CoverageStatus.RAN
    return CoverageCell(sign=SIGNS[row.status], words=COVERAGE_WORDS[row.status], ran=ran, why=context.named(row.why))
