"""The weekly mail: what is new, what came closer, and at most a few things to talk about; no chat quote, no name."""

from collections import Counter

from driftwatch.domain.alerts import Substatus
from driftwatch.domain.meaning import CoverageStatus
from driftwatch.domain.talk import FileStatus
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.frame import framed, short_subject
from driftwatch.report.items import Discretion, closer_line, headline, item
from driftwatch.report.mail_body import LARGEST_MAIL, rendered
from driftwatch.report.news import News, Reader
from driftwatch.report.standing import standing, verdicts
from driftwatch.report.week import week_bounds, week_name
from driftwatch.report.wording import KIND_NAMES, counted, joined
from driftwatch.settings import Settings

MOST_LINES = 5
"""Of what came closer, and of what could not be compared; the others are counted."""


def render_digest(news: News, period: str, *, reader: Reader, settings: Settings) -> Digest:
    """The mail of one ISO week for one recipient; one that would be too long tells fewer items in full."""
    period, programme = week_name(period), news.scan.outcome.programme
    frame = framed(news.scan, period, reader=reader, settings=settings)
    discretion = Discretion(partners=news.scan.partners)
    items = [
        item(alert, discretion, before=reader.told.get(alert.id), base_url=settings.digest.base_url) for alert in news.items[: settings.digest.items]
    ]
    frame |= {"in_short": _in_short(news, reader, period, discretion), "closer": _closer(news, discretion)}
    while True:
        text, html = rendered("digest", {**frame, "items": items, "good_to_know": _good_to_know(news, len(items), discretion)})
        if len(html.encode()) <= LARGEST_MAIL or not items:
            break
        items.pop()
    return Digest(programme=programme, period=period, subject=subject_line(programme, period, news), text=text, html=html)


def subject_line(programme: str, period: str, news: News) -> str:
    """`[Horizon] Week 14: 1 new gap, 2 closer, 0 high`, in at most 60 characters."""
    narrowing = sum(alert.substatus is Substatus.NARROWING for alert in news.moved)
    closer, changed = len(news.closer) + narrowing, len(news.moved) - narrowing
    moves = f"{changed} changed" if changed and not news.fresh and not closer else f"{closer} closer"
    counts = f"{counted(len(news.fresh), 'new gap')}, {moves}, {news.high} high"
    if news.quiet:
        counts = f"nothing new, {counted(news.unchanged, 'open gap')}"
    return short_subject(programme, f"Week {int(period[-2:])}: {counts}")


def _in_short(news: News, reader: Reader, period: str, discretion: Discretion) -> list[str]:
    counts = standing(news.scan)
    lines = [counts.warning] if counts.warning else []
    lines += _since(reader, period)
    if counts.checks and counts.insufficient == counts.checks:
        return [*lines, "There is not enough data yet to say where the partners differ."]
    if news.quiet:
        return [*lines, "Nothing new: no difference was found that you have not been told of."]
    if news.fresh:
        leads = "; the weightiest" if len(news.fresh) > 1 else ""
        lines.append(f"{counted(len(news.fresh), 'new difference')}{leads}: {headline(news.fresh[0], discretion)}.")
    if news.moved:
        lines.append(f"{counted(len(news.moved), 'known difference')} with something new{_ways(news)}.")
    if news.closer:
        lines.append(f"{counted(len(news.closer), 'difference')} settled.")
    return lines


def _since(reader: Reader, period: str) -> list[str]:
    """Where the mail before was not that of the week before, whoever reads this one must know from when on it tells."""
    if reader.last is None or (week_bounds(period)[0] - week_bounds(reader.last.period)[0]).days == 7:
        return []
    return [f"What changed since the mail of ISO week {reader.last.period}."]


def _ways(news: News) -> str:
    ways = [(sum(alert.substatus is way for alert in news.moved), way) for way in (Substatus.NARROWING, Substatus.ESCALATING)]
    told = [f"{number} {way.value}" for number, way in ways if number]
    return f" ({', '.join(told)})" if told else ""


def _closer(news: News, discretion: Discretion) -> list[str]:
    lines = [closer_line(alert, discretion) for alert in news.closer[:MOST_LINES]]
    return [*lines, *([f"{len(news.closer) - MOST_LINES} more."] if len(news.closer) > MOST_LINES else [])]


def _good_to_know(news: News, told_in_full: int, discretion: Discretion) -> list[str]:
    counts = standing(news.scan)
    rest = len(news.items) - told_in_full
    open_ones = [
        (rest, "not told above"),
        (news.unchanged, "unchanged since your last mail"),
        (news.below, "of a lower severity than you asked for"),
    ]
    others = [f"{number} {words}" for number, words in open_ones if number]
    lines = [f"Open differences: {joined(others)}."] if others else []
    states = [(counts.snoozed, "Snoozed"), (counts.agreed, "Agreed differences")]
    lines += [f"{words}: {number}." for number, words in states if number]
    return [*lines, *_read(news.scan), *_not_compared(news.scan, discretion)]


def _read(scan: ScanRecord) -> list[str]:
    kinds = Counter(file.kind or "other" for file in scan.files if file.status in (FileStatus.READ, FileStatus.PARTLY))
    lines = [f"Read: {joined([f'{kind} ({number})' for kind, number in sorted(kinds.items())])}."] if kinds else ["Read: no file."]
    partly = sum(file.status is FileStatus.PARTLY for file in scan.files)
    failed = sum(file.status is FileStatus.FAILED for file in scan.files)
    gaps = [f"{number} {words}" for number, words in ((partly, "in part only"), (failed, "not at all")) if number]
    return [*lines, *([f"Of the files, {joined(gaps)}; the report says why."] if gaps else [])]


def _not_compared(scan: ScanRecord, discretion: Discretion) -> list[str]:
    """The checks that had not enough data, each between its partners once."""
    unknown = [key for key, status in verdicts(scan.outcome.coverage).items() if status is CoverageStatus.INSUFFICIENT_DATA]
    rows = [row for row in scan.outcome.coverage if (row.check.value, row.partners) in unknown]
    first = {(row.check, row.partners): row for row in reversed(rows)}
    lines = []
    for check, partners in sorted(first, key=lambda key: (list(KIND_NAMES).index(key[0]), key[1])):
        who = joined([discretion.name(partner) for partner in partners]) if len(scan.partners) > 2 else ""
        why = discretion.mailable(first[check, partners].why)
        for partner in scan.partners:
            why = why.replace(f"{partner.id}:", f"{partner.name}:")
        detail = "; ".join(part for part in (who, why) if part)
        lines.append(f"{KIND_NAMES[check]}: not enough data to compare{f' ({detail})' if detail else ''}. No verdict.")
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"{counted(more, 'more check')} without enough data."] if more > 0 else [])]
