"""What may be missing: weeks in which a partner was not heard, and gaps in a series of files that comes at regular times."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from statistics import median

from driftwatch.domain.talk import FileReport, FileStatus, Partner
from driftwatch.records import StatementRecord
from driftwatch.report.wording import day

LONG = timedelta(days=28)
"""Shorter silences are usual."""
UNUSUAL = 2.5
"""Times the usual distance from which on something seems to be missing."""
LEAST_SERIES = 5
"""Files that make a series."""
REGULAR = 0.75
"""Share of distances that lie near the usual one in a series that comes at regular times."""
MOST_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of time without something that was there before and after it, or before it."""

    days: int
    said: str


def absences(statements: Sequence[StatementRecord], partners: Sequence[Partner], files: Iterable[FileReport]) -> tuple[str, ...]:
    """The longest gaps, a line each."""
    gaps = [*_unheard(statements, partners), *_series(files)]
    ranked = [gap.said for gap in sorted(gaps, key=lambda gap: -gap.days)]
    more = len(ranked) - MOST_TOLD
    return (*ranked[:MOST_TOLD], *([f"{more} more, shorter {'gap' if more == 1 else 'gaps'}"] if more > 0 else []))


def _unheard(statements: Sequence[StatementRecord], partners: Sequence[Partner]) -> list[Gap]:
    """Weeks in which one partner was not heard while another was."""
    heard: dict[str, set[date]] = defaultdict(set)
    for statement in statements:
        if statement.said_at and statement.partner:
            heard[statement.partner].add(statement.said_at.date())
    every = sorted(set().union(*heard.values()))
    found = []
    for partner in partners:
        own = sorted(heard[partner.id])
        usual = median([(after - before).days for before, after in pairwise(own)] or [0])
        for before, after in pairwise([*own, every[-1]] if own else []):
            between = [on for on in every if before < on < after]
            if after - before >= LONG and (after - before).days > UNUSUAL * usual and between:
                until = f"to {day(after)}" if after in heard[partner.id] else f"up to the end, {day(after)}"
                found.append(Gap(days=(after - before).days, said=f"{partner.name} was not heard from {day(before)} {until}, while others were"))
    return found


def _series(files: Iterable[FileReport]) -> list[Gap]:
    """Gaps between the files of one folder and kind that otherwise come at about the same distance."""
    series: dict[tuple[str, str], set[date]] = defaultdict(set)
    for file in files:
        if file.first and file.status in (FileStatus.READ, FileStatus.PARTLY):
            series[PurePosixPath(file.source.split("!")[0]).parent.as_posix(), file.kind or ""].add(file.first.date())
    found = []
    for (folder, kind), days in sorted(series.items()):
        if len(days) < LEAST_SERIES:
            continue
        steps = [(after - before).days for before, after in pairwise(sorted(days))]
        usual = median(steps)
        if sum(usual / 2 <= step <= usual * 1.5 for step in steps) < REGULAR * len(steps):
            continue
        for (before, after), step in zip(pairwise(sorted(days)), steps, strict=True):
            if step >= LONG.days and step > UNUSUAL * usual:
                name = f"{folder} ({kind})" if kind else folder
                found.append(Gap(days=step, said=f"{name}: usually a file every {usual:g} days, none between {day(before)} and {day(after)}"))
    return found
