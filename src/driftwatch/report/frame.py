"""The head and the foot that all our mails have in common."""

from datetime import datetime, tzinfo

from driftwatch.records import ScanRecord
from driftwatch.report.items import between
from driftwatch.report.news import Reader
from driftwatch.report.week import week_bounds
from driftwatch.report.wording import PURPOSE, cut, day, one_line
from driftwatch.settings import Settings

LONGEST_SUBJECT = 60


def framed(scan: ScanRecord, period: str, *, reader: Reader, settings: Settings) -> dict[str, object]:
    """What every mail's template is given."""
    digest = settings.digest
    return {
        "programme": one_line(scan.outcome.programme),
        "partners": between(scan.partners),
        "week": _week_line(period, settings.timezone),
        "as_of": f"As of {moment(scan.outcome.run.at, reader.timezone)}.",
        "base_url": digest.base_url,
        "items": (),
        "audit": reader.audit,
        "links": reader.links,
        "mailbox": digest.reply_to or digest.sender,
        "purpose": PURPOSE,
    }


def short_subject(programme: str, tail: str) -> str:
    """`[Horizon] Week 14: …` in at most 60 characters: the name gives way, what is told does not."""
    return f"[{cut(one_line(programme), limit=LONGEST_SUBJECT - 3 - len(tail))}] {tail}"


def moment(at: datetime, timezone: tzinfo) -> str:
    """`6 Apr 2026, 07:30 (Europe/Berlin)`."""
    local = at.astimezone(timezone)
    return f"{day(local.date())}, {local:%H:%M} ({timezone})"


def _week_line(period: str, timezone: tzinfo) -> str:
    monday, sunday = week_bounds(period)
    return f"Week {int(period[-2:])}, Mon {day(monday)} to Sun {day(sunday)} ({timezone}), ISO week {period}"
