"""The weekly mail: what is new, what came closer, and at most a few things to talk about; no chat quote, no name."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import cache

import jinja2

from driftwatch.domain.alerts import Alert, AlertStatus
from driftwatch.domain.meaning import CoverageStatus
from driftwatch.domain.talk import FileStatus
from driftwatch.records import Digest, ScanRecord
from driftwatch.report.items import Discretion, Item, between, closer_line, headline, item
from driftwatch.report.standing import Told, standing, unsettled, verdicts, weight
from driftwatch.report.week import week_bounds, week_name
from driftwatch.report.wording import KIND_NAMES, PURPOSE, counted, cut, day, joined, one_line
from driftwatch.settings import DigestSettings

LONGEST_SUBJECT = 60
LARGEST_MAIL = 90_000
"""Bytes of HTML; a mail that comes out longer tells fewer items in full."""
MOST_LINES = 5
"""Of what came closer, and of what could not be compared; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since people were last told."""

    fresh: tuple[Alert, ...]
    """Unsettled and never told before."""
    moved: tuple[Alert, ...]
    """Told before, and since then with another status or with evidence of this week."""
    unchanged: int
    closer: tuple[Alert, ...]
    """Resolved, and not yet told so."""
    high: int
    """Unsettled alerts of high severity, told before or not."""

    @property
    def items(self) -> tuple[Alert, ...]:
        """What is worth a talk this week: first the new, and of those the weightiest."""
        return (*self.fresh, *self.moved)


def render_digest(scan: ScanRecord, period: str, *, timezone: tzinfo, settings: DigestSettings, told: Told | None = None) -> Digest:
    """The mail of one ISO week; `told` holds the alerts of the mail before with their status then, nothing before the first."""
    period = week_name(period)
    news = news_of(scan, period, told or {})
    discretion = Discretion(partners=scan.partners)
    items = [item(alert, discretion, new=alert in news.fresh, base_url=settings.base_url) for alert in news.items[: settings.items]]
    frame = {
        "programme": one_line(scan.outcome.programme),
        "partners": between(scan.partners),
        "week": _week_line(period, timezone),
        "in_short": _in_short(scan, news, discretion),
        "closer": _closer(news, discretion),
        "base_url": settings.base_url,
        "sender": settings.sender,
        "purpose": PURPOSE,
    }
    text, html = _rendered(frame, items, _good_to_know(scan, news, len(items), discretion))
    while len(html.encode()) > LARGEST_MAIL and items:
        items.pop()
        text, html = _rendered(frame, items, _good_to_know(scan, news, len(items), discretion))
    return Digest(programme=scan.outcome.programme, period=period, subject=subject_line(scan.outcome.programme, period, news), text=text, html=html)


def news_of(scan: ScanRecord, period: str, told: Told) -> News:
    """Sort the alerts into new, moved, unchanged and closer."""
    monday, sunday = week_bounds(period)
    waiting = unsettled(scan.outcome.alerts)
    known = [alert for alert in waiting if alert.id in told]
    moved = tuple(alert for alert in known if told[alert.id] is not alert.status or _within(alert.last_seen, monday, sunday))
    closer = [alert for alert in scan.outcome.alerts if alert.status is AlertStatus.RESOLVED and told.get(alert.id) is not AlertStatus.RESOLVED]
    return News(
        fresh=tuple(alert for alert in waiting if alert.id not in told),
        moved=moved,
        unchanged=len(known) - len(moved),
        closer=tuple(sorted(closer, key=weight)),
        high=standing(scan).high,
    )


def subject_line(programme: str, period: str, news: News) -> str:
    """`[Horizon] Week 14: 1 new gap, 2 closer, 0 high`, in at most 60 characters."""
    counts = f"{counted(len(news.fresh), 'new gap')}, {len(news.closer)} closer, {news.high} high"
    if not news.items and not news.closer:
        counts = f"nothing new, {counted(news.unchanged, 'open gap')}"
    tail = f"Week {int(period[-2:])}: {counts}"
    return f"[{cut(one_line(programme), limit=LONGEST_SUBJECT - 3 - len(tail))}] {tail}"


def _within(when: date | None, first: date, last: date) -> bool:
    return when is not None and first <= when <= last


def _week_line(period: str, timezone: tzinfo) -> str:
    monday, sunday = week_bounds(period)
    return f"Week {int(period[-2:])}, Mon {day(monday)} to Sun {day(sunday)} ({timezone})"


def _in_short(scan: ScanRecord, news: News, discretion: Discretion) -> list[str]:
    counts = standing(scan)
    lines = [counts.warning] if counts.warning else []
    if counts.checks and counts.insufficient == counts.checks:
        return [*lines, "There is not enough data yet to say where the partners differ."]
    if not news.items and not news.closer:
        return [*lines, "Nothing new: no difference was found that you have not been told of."]
    if news.fresh:
        lines.append(
            f"{counted(len(news.fresh), 'new difference')}{'; the weightiest' if len(news.fresh) > 1 else ''}: {headline(news.fresh[0], discretion)}."
        )
    if news.moved:
        lines.append(f"{counted(len(news.moved), 'known difference')} with something new this week.")
    if news.closer:
        lines.append(f"{counted(len(news.closer), 'difference')} resolved.")
    return lines


def _closer(news: News, discretion: Discretion) -> list[str]:
    lines = [closer_line(alert, discretion) for alert in news.closer[:MOST_LINES]]
    return [*lines, *([f"{len(news.closer) - MOST_LINES} more."] if len(news.closer) > MOST_LINES else [])]


def _good_to_know(scan: ScanRecord, news: News, told_in_full: int, discretion: Discretion) -> list[str]:
    counts = standing(scan)
    rest = len(news.items) - told_in_full
    open_ones = [
        (rest, "not told above"),
        (news.unchanged, "told before and unchanged"),
    ]
    others = [f"{number} {words}" for number, words in open_ones if number]
    lines = [f"Open differences {joined(others)}."] if others else []
    states = [(counts.snoozed, "Snoozed"), (counts.agreed, "Agreed differences")]
    lines += [f"{words}: {number}." for number, words in states if number]
    return [*lines, *_read(scan), *_not_compared(scan, discretion)]


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


def _rendered(frame: Mapping[str, object], items: Sequence[Item], good_to_know: list[str]) -> tuple[str, str]:
    import css_inline

    text, html = (_environment().get_template(name).render(**frame, items=items, good_to_know=good_to_know) for name in ("digest.txt", "digest.html"))
    return text.strip() + "\n", css_inline.inline(html, keep_at_rules=True, load_remote_stylesheets=False)


@cache
def _environment() -> jinja2.Environment:
    """HTML is escaped, plain text wrapped; a name that the template is not given is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("driftwatch.report"),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment


def _wrapped(text: str, first: str = "", after: str = "") -> str:
    """The text in lines of at most 72 characters behind what is put before the first and the others."""
    return textwrap.fill(text, 72, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)
