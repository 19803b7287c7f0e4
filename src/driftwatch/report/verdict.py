"""The first screen: a verdict in two sentences, and how far it can be trusted."""

from dataclasses import dataclass

from driftwatch.domain.meaning import AlertKind, CoverageStatus
from driftwatch.domain.talk import FileStatus
from driftwatch.records import ScanRecord
from driftwatch.report.inputs import to_look_into
from driftwatch.report.standing import ENOUGH_ATTRIBUTED, Standing, unsettled, verdicts
from driftwatch.report.wording import KIND_NAMES, counted, joined, one_line, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """One reason to rely on the report, or to be careful with it."""

    what: str
    value: str
    note: str
    sound: bool | None
    """None where nothing is known, which is never shown as good."""


def verdict(scan: ScanRecord, counts: Standing) -> tuple[str, str]:
    """What was found, and what to do first; silence is never called agreement."""
    names = joined([partner.name for partner in scan.partners])
    if counts.unsettled:
        weights = f", {counts.high} of high severity" if counts.high else ""
        waits = "waits" if counts.unsettled == 1 else "wait"
        first = unsettled(scan.outcome.alerts)[0]
        found = f"{counted(counts.unsettled, 'difference')} between {names} {waits} for a talk{weights}."
        return found, f"Begin here: {one_line(first.title).rstrip('.')}."
    if counts.checks == 0 or counts.insufficient == counts.checks:
        return (
            f"There is not enough data to say where {names} differ.",
            "No conclusion can be drawn, neither of agreement nor of difference; the table of checks says what is missing.",
        )
    settled = f" {counted(counts.resolved, 'earlier difference')} {'is' if counts.resolved == 1 else 'are'} resolved." if counts.resolved else ""
    return (
        f"No open difference between {names} could be shown in what was read.{settled}",
        f"This is no proof of agreement: {counts.insufficient} of {counted(counts.checks, 'check')} had not enough data."
        if counts.insufficient
        else "This is no proof of agreement: it covers the checks and files listed below, nothing else.",
    )


def trust(scan: ScanRecord, counts: Standing) -> tuple[Trust, ...]:
    """Attribution, checks, files: each with its figure and what it means."""
    return _attribution(counts), _checks(scan, counts), _files(scan, counts)


def _attribution(counts: Standing) -> Trust:
    if counts.attributed is None:
        return Trust(what="Statements attributed", value="unknown", note="no statement was read", sound=None)
    note = (
        "every statement has a partner"
        if not counts.unattributed
        else f"without a known partner: {counts.unattributed:,} of {counts.statements:,}; they count for nobody"
    )
    return Trust(what="Statements attributed", value=share(counts.attributed), note=note, sound=counts.attributed >= ENOUGH_ATTRIBUTED)


def _checks(scan: ScanRecord, counts: Standing) -> Trust:
    if not counts.checks:
        return Trust(what="Checks with enough data", value="unknown", note="no check was run", sound=None)
    ran = counts.checks - counts.insufficient
    note = (
        "every check that ran could compare the partners"
        if not counts.insufficient
        else f"{counts.insufficient} could not compare the partners ({_lacking(scan)}); unknown is not agreement"
    )
    return Trust(what="Checks with enough data", value=f"{ran} of {counts.checks}", note=note, sound=None if counts.insufficient else True)


def _lacking(scan: ScanRecord) -> str:
    """The kinds of difference for which there was not enough data between some of the partners."""
    found = verdicts(scan.outcome.coverage)
    kinds = {check for (check, _), status in found.items() if status is CoverageStatus.INSUFFICIENT_DATA}
    return joined([KIND_NAMES[kind].lower() for kind in AlertKind if kind.value in kinds])


def _files(scan: ScanRecord, counts: Standing) -> Trust:
    looked_into = to_look_into(scan.files)
    parts = [
        (counts.files[FileStatus.FAILED], "could not be read"),
        (counts.files[FileStatus.PARTLY], "read in part"),
        (len(looked_into) - sum(counts.files[status] for status in (FileStatus.FAILED, FileStatus.PARTLY, FileStatus.READ)), "skipped"),
    ]
    notes = [f"{number} {words}" for number, words in parts if number]
    whole = counts.files[FileStatus.READ]
    sound = not counts.files[FileStatus.FAILED] and not counts.files[FileStatus.PARTLY]
    return Trust(
        what="Files read in full",
        value=f"{whole} of {len(looked_into)}",
        note=joined(notes) or "nothing was left out",
        sound=sound if scan.files else None,
    )
