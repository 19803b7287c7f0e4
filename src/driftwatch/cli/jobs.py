"""`driftwatch jobs`: what is in the queue."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.programmes import ChosenProgramme, now, served_store
from driftwatch.cli.terminal import lines, say, table
from driftwatch.domain.jobs import Job
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.store.sql import SqlStore

JobId = Annotated[str, typer.Argument(metavar="JOB", help="The job's id.", show_default=False)]
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look at the scans, imports and mails that are waited for, and cancel them.\n\nExample: driftwatch jobs list",
)


@app.command("list")
def list_jobs(
    only: Annotated[
        str | None, typer.Option("--only", metavar="KEY", help="A programme, as it stands in addresses; else all.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many, the newest first.")] = 20,
    programme: ChosenProgramme = None,
) -> None:
    """List the jobs, the newest first.

    Example: driftwatch jobs list --only horizon
    """
    with served_store(programme) as store:
        found = store.jobs.find(only, limit=limit).rows
    if not found:
        say("no jobs; they are made by the API and by [schedule] in driftwatch.toml")
        return
    rows = [(job.id, job.programme, job.kind.value, job.state.value, _short(job.created), _short(job.finished), _note(job)) for job in found]
    table(("Job", "Programme", "Kind", "State", "Made", "Ended", "Note"), rows)


@app.command("show")
def show(job: JobId, programme: ChosenProgramme = None) -> None:
    """Show all that is known of a job.

    Example: driftwatch jobs show job_k3v7q2mab4cd5efg
    """
    with served_store(programme) as store:
        found = _known(store, job)
    rows = [
        ("job", found.id),
        ("programme", found.programme),
        ("kind", found.kind.value),
        ("state", found.state.value + (", to be cancelled" if found.cancelling else "")),
        ("asked by", found.asked_by),
        ("made", _told(found.created)),
        ("due", _told(found.due)),
        ("started", _told(found.started)),
        ("ended", _told(found.finished)),
        ("attempts", str(found.attempts)),
        ("step", found.step + ("" if found.progress is None else f" ({found.progress:.0%})")),
        ("error", found.error),
        *((name.replace("_", " "), value) for name, value in [*found.words.items(), *found.result.items()]),
    ]
    lines(("", ""), [row for row in rows if row[1]])


@app.command("cancel")
def cancel(job: JobId, programme: ChosenProgramme = None) -> None:
    """Cancel a job: at once while it waits, at its next step while it runs.

    Example: driftwatch jobs cancel job_k3v7q2mab4cd5efg
    """
    with served_store(programme) as store:
        before = _known(store, job)
        after = store.jobs.cancel(job, now(UTC))
    if after == before:
        say(f"{job}: {after.state}{', and is to be cancelled' if after.cancelling else ' already'}; nothing is changed")
    else:
        say(f"{job}: {'stops at its next step' if after.cancelling else after.state}")


def _known(store: "SqlStore", identifier: str) -> Job:
    found = store.jobs.get(identifier)
    if found is None:
        raise ConfigurationError(f"no job has the id {identifier!r}; `driftwatch jobs list` shows them")
    return found


def _note(job: Job) -> str:
    return job.error or job.step or " ".join(f"{value} {name}" for name, value in job.result.items() if name in ("alerts", "statements"))


def _short(moment: datetime | None) -> str:
    return "-" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def _told(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="seconds")
