"""The short mail of a month in which nothing changed, so that silence differs from breakage."""

from driftwatch.domain.talk import FileStatus
from driftwatch.records import Digest
from driftwatch.report.frame import framed, moment, short_subject
from driftwatch.report.mail_body import rendered
from driftwatch.report.news import News, Reader
from driftwatch.report.standing import standing
from driftwatch.report.week import month_name, week_name
from driftwatch.report.wording import counted
from driftwatch.settings import Settings


def render_heartbeat(news: News, period: str, *, reader: Reader, settings: Settings) -> Digest:
    """`[Horizon] April: nothing new, everything running`."""
    period, programme = week_name(period), news.scan.outcome.programme
    frame = {**framed(news.scan, period, reader=reader, settings=settings), "lines": _lines(news, reader)}
    text, html = rendered("heartbeat", frame)
    subject = short_subject(programme, f"{month_name(period)}: nothing new, everything running")
    return Digest(programme=programme, period=period, subject=subject, text=text, html=html)


def _lines(news: News, reader: Reader) -> list[str]:
    counts = standing(news.scan)
    read = sum(counts.files[status] for status in (FileStatus.READ, FileStatus.PARTLY))
    lines, ran = [counts.warning] if counts.warning else [], moment(news.scan.outcome.run.at, reader.timezone)
    lines.append(f"The last scan ran on {ran} and read {counted(read, 'document')}. No new or worsening gaps.")
    if counts.checks and counts.insufficient:
        lines.append(f"{counts.insufficient} of {counted(counts.checks, 'comparison')} had not enough data: of them nothing is known.")
    states = [(news.unchanged, "open difference", ", unchanged since your last mail"), (counts.agreed, "agreed difference", " unchanged")]
    return [*lines, *(f"{counted(number, noun)}{words}." for number, noun, words in states if number)]
