"""`driftwatch report`: what the last scan found, in the form that is wanted, without scanning anew."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.programmes import Opened, opened
from driftwatch.cli.terminal import prepare_stdout
from driftwatch.domain.alerts import Alert, AlertStatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW, View
from driftwatch.domain.weeks import window_of
from driftwatch.errors import ConfigurationError
from driftwatch.report.table_names import Table
from driftwatch.whole_files import write_whole

if TYPE_CHECKING:
    from driftwatch.records import ScanRecord


class Form(StrEnum):
    """In which form the report is given."""

    HTML = "html"
    MD = "md"
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"


FOR_PEOPLE = (Form.HTML, Form.MD)
"""They draw conclusions, which hold of all alerts together."""


def report(
    folder: Annotated[Path | None, typer.Argument(metavar="[PROGRAMME]", help="The programme's folder.", show_default=False)] = None,
    *,
    form: Annotated[Form, typer.Option("--format", "-f", help="html and md for people; json, csv and sarif for programs.")] = Form.HTML,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where it is written; else it is printed.", show_default=False)
    ] = None,
    view: Annotated[
        str, typer.Option("--view", metavar="joint|PARTNER|all", help="Only what everybody, or this partner, may see; all is for the operator.")
    ] = WHOLE_VIEW,
    table: Annotated[Table, typer.Option("--table", help="Which table csv gives.")] = Table.ALERTS,
    status: Annotated[list[AlertStatus] | None, typer.Option("--status", help="Data: only alerts that stand so; can be repeated.")] = None,
    severity: Annotated[Severity | None, typer.Option("--severity", help="Data: only alerts at least so severe.")] = None,
    kind: Annotated[AlertKind | None, typer.Option("--kind", metavar="KIND", help="Data: only alerts of this kind, such as term_meaning.")] = None,
    since: Annotated[
        datetime | None, typer.Option("--since", metavar="DATE", formats=["%Y-%m-%d"], help="Data: only alerts with evidence from this day on.")
    ] = None,
) -> None:
    """Give the report of the last scan again, as its alerts stand now. Nothing is scanned.

    html is the page that the scan wrote; md is for wikis and mails; json is alerts.json with pictures, files and terms; csv is one table; sarif 2.1.0
    is for code hosts and editors.

    Example: driftwatch report horizon --format md --view globallogistics --out horizon.md
    """
    wanted = _Wanted(status=frozenset(status or ()), severity=severity, kind=kind, since=since.date() if since else None)
    if form in FOR_PEOPLE and wanted != _Wanted():
        mend = "leave out --status, --severity, --kind and --since, or take json, csv or sarif"
        raise ConfigurationError(f"--format {form.value} says what all alerts come to, not some of them; {mend}")
    with opened(folder) as place:
        content = _content(place, _seen_by(view, place), form, table=table, wanted=wanted)
    _give(content, out)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Which alerts are wanted; nothing said means any."""

    status: frozenset[AlertStatus] = frozenset()
    severity: Severity | None = None
    kind: AlertKind | None = None
    since: date | None = None

    def takes(self, alert: Alert) -> bool:
        ranks = list(Severity)
        return (
            (not self.status or alert.status in self.status)
            and (self.severity is None or ranks.index(alert.severity) >= ranks.index(self.severity))
            and self.kind in (None, alert.kind)
            and (self.since is None or (alert.last_seen is not None and alert.last_seen >= self.since))
        )


def _content(place: Opened, view: View, form: Form, *, table: Table, wanted: _Wanted) -> Iterable[str]:
    seen = place.store.seen(view)
    scan = seen.scan(place.key, cited_only=form not in FOR_PEOPLE)
    if scan is None:
        raise place.unscanned()
    scan = replace(scan, outcome=replace(scan.outcome, alerts=tuple(filter(wanted.takes, scan.outcome.alerts))))
    if form is Form.CSV:
        from driftwatch.report.tables import csv_lines

        return csv_lines(scan, table)
    if form is Form.SARIF:
        from driftwatch.report.sarif import sarif_document

        return [sarif_document(scan, words=seen.words(place.key, scan.outcome))]
    if form is Form.JSON:
        from driftwatch.report.report_json import report_document

        return [report_document(scan, view=_name(view))]
    return [_page(place, scan, view, form)]


def _page(place: Opened, scan: "ScanRecord", view: View, form: Form) -> str:
    """For people: marked with what the last scan found for the first time, and with for whom it is."""
    scan = replace(scan, window=window_of((file.last for file in scan.files), place.settings.timezone))
    told, charter = place.store.seen(view).told(place.key, scan.outcome), place.settings.charter
    if form is Form.HTML:
        from driftwatch.report.html import render_report

        return render_report(scan, told=told, charter=charter, shown=_shown(view, scan))
    from driftwatch.report.markdown import markdown_report

    return markdown_report(scan, told=told, charter=charter, shown=_shown(view, scan))


def _seen_by(name: str, place: Opened) -> View:
    if name == WHOLE_VIEW:
        return View(all=True)
    if name == JOINT_VIEW:
        return View()
    partners = place.store.partners(place.key) or place.settings.partners
    known = {written.casefold(): partner.id for partner in reversed(partners) for written in (partner.name, partner.id)}
    if name.casefold() in known:
        return View(partner=known[name.casefold()])
    near = get_close_matches(name.casefold(), [*known, JOINT_VIEW, WHOLE_VIEW], n=1)
    meant = f"; did you mean `{known.get(near[0], near[0])}`?" if near else ""
    views = ", ".join([JOINT_VIEW, *(partner.id for partner in partners), WHOLE_VIEW])
    raise ConfigurationError(f"--view `{name}`: no such view; there is {views}{meant}")


def _name(view: View) -> str:
    return WHOLE_VIEW if view.all else view.partner or JOINT_VIEW


def _shown(view: View, scan: "ScanRecord") -> str:
    """Which sources it shows, where it does not show all."""
    if view.all:
        return ""
    if view.partner is None:
        return "Shown: the joint sources, which every partner may read. Of a partner's own sources it tells what that partner shares."
    name = next((partner.name for partner in scan.partners if partner.id == view.partner), view.partner)
    return f"Shown: what {name} may read, its own sources and the joint ones. Of the other partners' own sources it tells what they share."


def _give(content: Iterable[str], out: Path | None) -> None:
    """To the named file, whole or not at all, or to stdout."""
    if out is None:
        prepare_stdout()
        sys.stdout.writelines(content)
        return
    try:
        write_whole(out, content)
    except OSError as error:
        raise ConfigurationError(f"{out}: cannot be written ({error.strerror or error}); name another file with --out") from error
