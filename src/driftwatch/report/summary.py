"""What a scan prints at its end: plain rows, which the command line draws as a table."""

from dataclasses import dataclass

from driftwatch.domain.talk import FileStatus
from driftwatch.records import ScanRecord
from driftwatch.report.standing import Standing, Told, standing
from driftwatch.report.wording import counted, share


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One line of the summary."""

    what: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The table and what must be read before it."""

    warning: str | None
    rows: tuple[SummaryRow, ...]


def summary_rows(scan: ScanRecord, *, told: Told | None = None) -> Summary:
    """The summary of a scan; `told` holds the alerts of the scan before, to tell what is new."""
    counts = standing(scan, told=told)
    rows = (*_alert_rows(counts), *_trust_rows(counts))
    return Summary(warning=counts.warning, rows=rows)


def _alert_rows(counts: Standing) -> list[SummaryRow]:
    rows = [] if counts.new is None else [SummaryRow(what="New", value=str(counts.new))]
    rows.append(SummaryRow(what="Open", value=str(counts.unsettled), note=f"{counts.high} high" if counts.unsettled else ""))
    rows.append(SummaryRow(what="Resolved", value=str(counts.resolved)))
    if counts.agreed:
        rows.append(SummaryRow(what="Agreed differences", value=str(counts.agreed)))
    if counts.snoozed:
        rows.append(SummaryRow(what="Snoozed", value=str(counts.snoozed)))
    return rows


def _trust_rows(counts: Standing) -> list[SummaryRow]:
    files = counts.files
    read = files[FileStatus.READ] + files[FileStatus.PARTLY]
    notes = [(files[FileStatus.PARTLY], "partly"), (files[FileStatus.FAILED], "not read"), (files[FileStatus.SKIPPED], "skipped")]
    attributed = "no statements" if counts.attributed is None else share(counts.attributed)
    return [
        SummaryRow(what="Not enough data", value=str(counts.insufficient), note=f"of {counted(counts.checks, 'check')}"),
        SummaryRow(what="Files read", value=str(read), note=", ".join(f"{number} {word}" for number, word in notes if number)),
        SummaryRow(what="Statements", value=f"{counts.statements:,}"),
        SummaryRow(what="Attributed", value=attributed, note=f"{counts.unattributed:,} without a partner" if counts.unattributed else ""),
    ]
