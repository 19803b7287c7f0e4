"""The program `driftwatch`: its commands, and what becomes of errors."""

import sys
import traceback
from types import TracebackType
from typing import Annotated

import typer

from driftwatch import __version__
from driftwatch.cli import (
    alerts,
    audit,
    backup,
    classify,
    demo,
    digest,
    doctor,
    evaluate,
    importing,
    init,
    jobs,
    keys,
    learn,
    limits,
    report,
    scan,
    serve,
    terms,
    webhooks,
    worker,
)
from driftwatch.cli.guard import INTERRUPTED, Guarded
from driftwatch.cli.terminal import say
from driftwatch.cycles import look_seldom

EXIT_OF_A_MISTAKE_OF_OURS = 70

app = typer.Typer(
    name="driftwatch",
    cls=Guarded,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Finds, with evidence and statistics, where organisations that work together mean different things.",
    epilog="Begin with `driftwatch demo`, then `driftwatch init` in a folder of your own.",
)
app.command("demo")(demo.demo)
app.command("init")(init.init)
app.command("import")(importing.import_programme)
app.command("scan")(scan.scan)
app.command("report")(report.report)
app.add_typer(alerts.app, name="alerts")
app.command("digest")(digest.digest)
app.command("terms")(terms.terms)
app.command("classify")(classify.classify)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.add_typer(jobs.app, name="jobs")
app.add_typer(keys.app, name="keys")
app.add_typer(webhooks.app, name="webhooks")
app.add_typer(audit.app, name="audit")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(learn.app, name="learn")
app.command("limits")(limits.limits)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run the command that the arguments name; the process ends with the exit code of the contract."""
    sys.excepthook = _tell_a_mistake_of_ours
    look_seldom()
    typer.main.get_command(app)(prog_name="driftwatch")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"driftwatch {__version__}")
        raise typer.Exit


@app.callback()
def _driftwatch(
    debug: Annotated[bool, typer.Option("--debug", envvar="DRIFTWATCH_DEBUG", help="Show where in the program an error arose.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")] = False,
) -> None:
    if debug:
        sys.excepthook = sys.__excepthook__


def _tell_a_mistake_of_ours(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Nobody's input should lead here; 1 would say that alerts were found."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(INTERRUPTED)
    place = traceback.extract_tb(trace)[-1:]
    where = "".join(f" at {frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in place)
    say(f"driftwatch: this is a mistake of ours, please report it: {kind.__name__}: {error}{where} (`driftwatch --debug …` shows more)")
    raise SystemExit(EXIT_OF_A_MISTAKE_OF_OURS)
