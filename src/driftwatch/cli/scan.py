"""`driftwatch scan`: the whole job on one folder."""

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.alerts.gating import baseline_of, new_to
from driftwatch.cli.engines import HERE, AddressOption, EngineChoice, EngineName, EngineOption, FilesOption, WorkersOption
from driftwatch.cli.gate import baseline_in
from driftwatch.cli.programmes import Programme, now, remember
from driftwatch.cli.terminal import progress, say, table
from driftwatch.domain.alerts import Alert
from driftwatch.domain.meaning import Severity
from driftwatch.domain.talk import FileReport, FileStatus, programme_key
from driftwatch.errors import ConfigurationError, UnreadableSourceError
from driftwatch.settings import Settings

if TYPE_CHECKING:
    from driftwatch.records import ScanRecord
    from driftwatch.watch import Window

OUT = Path("driftwatch-out")
ALERTS_FOUND = 1
MOST_SHOWN = 10
INCOMPLETE = (FileStatus.FAILED, FileStatus.PARTLY)
DAY = ["%Y-%m-%d"]
OutOption = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Where alerts.json, statements.jsonl, import.json and report.html are written.")
]
SinceOption = Annotated[datetime | None, typer.Option("--since", metavar="DATE", formats=DAY, help="Leave out what was said before this day.")]
UntilOption = Annotated[datetime | None, typer.Option("--until", metavar="DATE", formats=DAY, help="Leave out what was said after this day.")]
FailOption = Annotated[Severity | None, typer.Option("--fail-on", help="End with 1 where an unsettled alert is at least so severe.")]
NewOption = Annotated[bool, typer.Option("--new-only", help="Of --fail-on: only alerts that the scan before did not have, or had as less severe.")]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="The same against an earlier alerts.json in place of the scan before.", show_default=False),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Do not tell what is being done.")]


def scan(
    programme: Programme,
    out: OutOption = OUT,
    since: SinceOption = None,
    until: UntilOption = None,
    *,
    fail_on: FailOption = None,
    new_only: NewOption = False,
    baseline: BaselineOption = None,
    files: FilesOption = None,
    engine: EngineOption = EngineName.LOCAL,
    address: AddressOption = None,
    workers: WorkersOption = None,
    quiet: QuietOption = False,
) -> None:
    """Do the whole job on one folder. Imports, classifies, compares and alerts; a second run does only what is new.

    Exit codes: 0 done; 1 an alert at or above --fail-on; 2 wrong usage or configuration; 3 nothing to read; 4 done, but some input could not be
    read (import.json names it); 130 interrupted.

    Example: driftwatch scan horizon --out driftwatch-out
    """
    from driftwatch.wiring import programme_settings

    if fail_on is None and (new_only or baseline):
        raise ConfigurationError("--new-only and --baseline narrow down --fail-on: add --fail-on low, medium or high")
    known = baseline_in(baseline) if baseline else None
    settings, window = programme_settings(programme, files=files), window_between(since, until)
    chosen = EngineChoice(name=engine, address=address, workers=workers)
    found = scanned(settings, out, window=window, quiet=quiet, chosen=chosen)
    remember(settings)
    if new_only and known is None:
        known = baseline_of(found.before)
    alerts = found.record.outcome.alerts
    code = exit_code(alerts if known is None else new_to(known, alerts), found.record.files, fail_on=fail_on)
    if code:
        raise typer.Exit(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What a scan found, and the alerts as they stood before it."""

    record: "ScanRecord"
    before: tuple[Alert, ...]


def scanned(settings: Settings, out: Path, *, window: "Window", quiet: bool, chosen: EngineChoice = HERE) -> Scanned:
    """Scan a programme, write its four files and print the summary."""
    from driftwatch.report.documents import write_outputs
    from driftwatch.report.html import render_report
    from driftwatch.report.summary import summary_rows
    from driftwatch.wiring import store_of, watch

    _make(out)
    with closing(store_of(settings, os.environ)) as store, progress(quiet=quiet) as told, closing(chosen.engine(settings, told)) as engine:
        before = store.outcome(programme_key(settings.name))
        known = None if before is None else {alert.id: alert.status for alert in before.alerts}
        record = watch(settings, store, told=told, engine=engine).scan(at=now(settings.timezone), window=window)
        told("writing the report")
        write_outputs(out, record, report=render_report(record, told=known, charter=settings.charter))
    summary = summary_rows(record, told=known)
    if summary.warning:
        say(f"warning: {summary.warning}")
    tell_problems(record.files)
    tell_left_aside(settings)
    table(("", "", ""), [(row.what, row.value, row.note) for row in summary.rows], title=record.outcome.programme)
    _print_alerts(record.outcome.alerts)
    print(f"\nReport: {out / 'report.html'}")
    return Scanned(record=record, before=() if before is None else before.alerts)


def tell_left_aside(settings: Settings) -> None:
    """Say which files lie in the folder and are not read because no `[[source]]` names them."""
    from driftwatch.stages.read import left_aside

    if names := left_aside(settings):
        first = ", ".join(names[:MOST_SHOWN]) + (", …" if len(names) > MOST_SHOWN else "")
        one = len(names) == 1
        say(
            f"warning: {len(names):,} {'file' if one else 'files'} below {settings.folder} {'is' if one else 'are'} not read, because no [[source]] "
            f'names {"it" if one else "them"}: {first}. A last [[source]] with path = "**/*" takes in all that the others leave'
        )


def window_between(since: datetime | None, until: datetime | None) -> "Window":
    """The days from and to which what was said counts."""
    from driftwatch.watch import Window

    first, last = (None if day is None else day.date() for day in (since, until))
    if (first or date.min) > (last or date.max):
        raise ConfigurationError(f"--since {first} lies after --until {last}: no day is left; swap them")
    return Window(since=first, until=last)


def exit_code(alerts: tuple[Alert, ...], files: tuple[FileReport, ...], *, fail_on: Severity | None) -> int:
    """0, 1 or 4 of the contract; a severe alert counts more than an incomplete input."""
    from driftwatch.report.standing import UNSETTLED

    ranks = list(Severity)
    if fail_on is not None and any(alert.status in UNSETTLED and ranks.index(alert.severity) >= ranks.index(fail_on) for alert in alerts):
        return ALERTS_FOUND
    return UnreadableSourceError.exit_code if any(file.status in INCOMPLETE for file in files) else 0


def tell_problems(files: tuple[FileReport, ...]) -> None:
    """Name the files that could not be read, or not in full, with line and reason."""
    broken = [file for file in files if file.status in INCOMPLETE]
    for file in broken[:MOST_SHOWN]:
        problem = file.problems[0]
        place = f"{file.source}:{problem.line}" if problem.line else file.source
        more = f" (and {len(file.problems) - 1} more)" if len(file.problems) > 1 else ""
        say(f"{'not read' if file.status is FileStatus.FAILED else 'read in part'}: {place}: {problem.what}{more}")
    if len(broken) > MOST_SHOWN:
        say(f"not read or read in part: {len(broken) - MOST_SHOWN} more files; import.json names them all")


def _make(out: Path) -> None:
    """Better told before the work than after it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{out}: no folder to write to ({error.strerror or error}); name another one with --out") from error
    if not os.access(out, os.W_OK):
        raise ConfigurationError(f"{out}: this folder cannot be written; name another one with --out")


def _print_alerts(alerts: tuple[Alert, ...]) -> None:
    from driftwatch.report.standing import unsettled

    waiting = unsettled(alerts)
    if not waiting:
        return
    print()
    rows = [(alert.id, alert.severity.value, f"{alert.confidence:.2f}", alert.title) for alert in waiting[:MOST_SHOWN]]
    table(("Alert", "Severity", "Confidence", "What differs"), rows)
    if len(waiting) > MOST_SHOWN:
        print(f"{len(waiting) - MOST_SHOWN} more: driftwatch alerts list")
