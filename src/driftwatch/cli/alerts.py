"""`driftwatch alerts`: the alerts as they stand."""

import json
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli import actions, grouping
from driftwatch.cli.cards import card_text
from driftwatch.cli.programmes import ChosenProgramme, Opened, opened
from driftwatch.cli.terminal import prepare_stdout, table
from driftwatch.domain.alerts import Alert, AlertStatus, BaselineState
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.report.spreadsheet import csv_line

if TYPE_CHECKING:
    from driftwatch.records import AlertFilter

PAGE = 200


class Form(StrEnum):
    """How alerts are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look at alerts, and say what became of them. An ID is any unambiguous beginning of one.\n\nExample: driftwatch alerts list",
)


@app.command("list")
def list_alerts(
    folder: Annotated[Path | None, typer.Argument(metavar="[PROGRAMME]", help="The programme's folder.", show_default=False)] = None,
    programme: ChosenProgramme = None,
    *,
    status: Annotated[AlertStatus | None, typer.Option("--status", help="Only those that stand so.")] = None,
    severity: Annotated[Severity | None, typer.Option("--severity", help="Only those of this severity.")] = None,
    kind: Annotated[AlertKind | None, typer.Option("--kind", metavar="KIND", help="Only those of this kind, such as term_meaning.")] = None,
    partner: Annotated[str | None, typer.Option("--partner", metavar="ID", help="Only those that concern this partner.")] = None,
    since: Annotated[
        datetime | None, typer.Option("--since", metavar="DATE", formats=["%Y-%m-%d"], help="Only those with evidence from this day on.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How they are printed.")] = Form.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """List the alerts as they stand now, the weightiest first. Those of the last scan, and those that have not been gone for long.

    Example: driftwatch alerts list --status open --format csv > open.csv
    """
    from driftwatch.records import AlertFilter

    wanted = AlertFilter(kind=kind, partner=partner, status=status, severity=severity, since=since.date() if since else None)
    with opened(programme or folder) as place:
        place.outcome()
        found = _all(place, wanted)
    prepare_stdout()
    _PRINTED[Form.JSON if as_json else form](found)


@app.command("show")
def show(
    identifier: actions.Identifier,
    programme: ChosenProgramme = None,
    as_json: Annotated[bool, typer.Option("--json", help="As it stands in alerts.json, with its history.")] = False,
) -> None:
    """Show one alert. Both sides with their quotes, how sure it is, what speaks against it, and its history.

    Example: driftwatch alerts show DW-9F2M
    """
    from driftwatch.report.documents import alert_content

    with opened(programme) as place:
        alert = place.store.alert(place.key, identifier)
        history = place.store.history(place.key, alert.id)
        partners = place.store.partners(place.key)
    prepare_stdout()
    if as_json:
        events = [
            {
                "at": event.at.isoformat(),
                "action": event.action,
                "actor": event.actor,
                "reason": event.reason,
                "status": event.status.value,
                "until": event.until.isoformat() if event.until else None,
            }
            for event in history
        ]
        print(json.dumps({**alert_content(alert), "history": events}, ensure_ascii=False, indent=2))
    else:
        print(card_text(alert, history, {partner.id: partner.name for partner in partners}))


actions.register(app)
grouping.register(app)


def _all(place: Opened, wanted: "AlertFilter") -> list[Alert]:
    found: list[Alert] = []
    after: str | None = None
    while True:
        page = place.store.alerts(place.key, wanted=wanted, limit=PAGE, after=after)
        found += page.rows
        after = page.next_after
        if after is None:
            return found


def _print_table(alerts: list[Alert]) -> None:
    if not alerts:
        print("no alerts")
        return
    rows = [(alert.id, alert.severity.value, alert.status.value, _course(alert), f"{alert.confidence:.2f}", alert.title) for alert in alerts]
    table(("Alert", "Severity", "Status", "Course", "Confidence", "What differs"), rows)


def _course(alert: Alert) -> str:
    return alert.baseline_state.value if alert.baseline_state is BaselineState.ABSENT else alert.substatus.value


def _print_json(alerts: list[Alert]) -> None:
    from driftwatch.report.documents import alert_content

    print(json.dumps([alert_content(alert) for alert in alerts], ensure_ascii=False, indent=2))


def _print_lines(alerts: list[Alert]) -> None:
    from driftwatch.report.documents import alert_content

    for alert in alerts:
        print(json.dumps(alert_content(alert), ensure_ascii=False))


def _print_csv(alerts: list[Alert]) -> None:
    from driftwatch.report.tables import ALERT_COLUMNS, alert_row

    print(csv_line(ALERT_COLUMNS), end="")
    for alert in alerts:
        print(csv_line(alert_row(alert)), end="")


_PRINTED: dict[Form, Callable[[list[Alert]], None]] = {
    Form.TABLE: _print_table,
    Form.JSON: _print_json,
    Form.JSONL: _print_lines,
    Form.CSV: _print_csv,
}
