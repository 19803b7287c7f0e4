"""The report as Markdown, for wikis and mails: the same content and words as the page, its pictures as tables."""

from collections.abc import Iterator, Sequence

from driftwatch.domain.alerts import Alert
from driftwatch.records import ScanRecord
from driftwatch.report.absences import absences
from driftwatch.report.cards import Card, Context, Quote, card
from driftwatch.report.cautions import cautions
from driftwatch.report.gallery import pictures_of
from driftwatch.report.inputs import URGENCY, coverage_row, file_row, set_aside, span, to_look_into, unchecked
from driftwatch.report.markdown_pictures import pictured
from driftwatch.report.markdown_text import quoted, said, table
from driftwatch.report.standing import UNSETTLED, Standing, Told, standing, unsettled, weight
from driftwatch.report.tidings import Tidings, closer_tidings, new_tidings
from driftwatch.report.verdict import trust, verdict
from driftwatch.report.wording import BLIND_SPOT, PURPOSE, counted, day, joined

MOST_CARDS, MOST_LISTED, MOST_FILES = 80, 400, 500
"""Told in full, named with their titles, and rows of files; the others are counted and stand in the data."""
LIMITS = (
    "It rests on written words alone: what was never exported, minuted or typed is not in it.",
    "Silence is not agreement, and “not enough data” means unknown.",
    "A difference is not a fault. Two sides may differ for good reasons and agree to keep it so.",
    "English is claimed. Passages in other languages may be missed or misread.",
    "It measures organisations, never persons, and infers no mood or intent.",
    "A statistical test can err: of the differences raised, a small share is expected to be chance. That is what q says.",
)


def markdown_report(scan: ScanRecord, *, told: Told | None = None, charter: Sequence[str] = (), shown: str = "") -> str:
    """The whole report; `shown` says for whom, where it is not for whoever holds the exports."""
    context = Context(
        partners=scan.partners,
        statements={row.id: row for row in scan.statements},
        told=told,
        charter=tuple(charter),
        pictures=pictures_of(scan),
        window=scan.window,
    )
    alerts = [*unsettled(scan.outcome.alerts), *sorted((alert for alert in scan.outcome.alerts if alert.status not in UNSETTLED), key=weight)]
    cards = [card(alert, context, place=place) for place, alert in enumerate(alerts[:MOST_CARDS])]
    counts = standing(scan, told=told)
    lines = [
        *_head(scan, charter, shown),
        *_cautions(counts, cards, context),
        *_in_short(scan, counts),
        *_tidings("What is new", new_tidings(alerts, told, {})),
        *_tidings("What got closer", closer_tidings(alerts, told, {})),
        *_trust(scan, counts),
        *_differences(cards, alerts[MOST_CARDS:]),
        *pictured(context.pictures, context),
        *_compared(scan, context),
        *_read(scan),
        "## What this cannot tell",
        "",
        *(f"- {limit}" for limit in LIMITS),
        "",
        *_foot(scan),
    ]
    return "\n".join(lines) + "\n"


def _head(scan: ScanRecord, charter: Sequence[str], shown: str) -> Iterator[str]:
    period = span(scan.files)
    parts = ["driftwatch report", *([period] if period else []), *([f"Charter: {joined(list(map(said, charter)))}"] if charter else [])]
    yield f"# {said(scan.outcome.programme)}: where the partners differ"
    yield ""
    yield f"**{' × '.join(said(partner.name) for partner in scan.partners)}** · {' · '.join(parts)}"
    yield ""
    if shown:
        yield from (f"**{said(shown)}**", "")


def _cautions(counts: Standing, cards: Sequence[Card], context: Context) -> Iterator[str]:
    private, own = cautions(cards, context)
    if counts.warning:
        yield from (f"**Read this first.** {said(counts.warning)}", "")
    if private:
        words = f"**Contains quotes from chats, mails or transcripts** ({private}). Pass it on only to people who may read those sources."
        yield from (words, "")
    if own:
        yield from (f"**Contains quotes from sources of one partner alone** ({said(own)}). `driftwatch report --view` makes one for each side.", "")


def _in_short(scan: ScanRecord, counts: Standing) -> list[str]:
    numbers = [(counts.new, "new"), (counts.unsettled, "open"), (counts.resolved, "resolved")]
    aside = [(number, word) for number, word in ((counts.agreed, "agreed to differ"), (counts.snoozed, "snoozed")) if number]
    told = [f"{number} {word}" for number, word in [*numbers, *aside] if number is not None]
    found, first = map(said, verdict(scan, counts))
    return ["## In short", "", f"**{found}** {first}", "", f"{joined(told)}; {counted(counts.insufficient, 'check')} without enough data.", ""]


def _tidings(head: str, tidings: Tidings) -> list[str]:
    more = [f"- {tidings.more}"] if tidings.more else []
    lines = [*(f"- {said(line.title)} ({said(line.what)})" for line in tidings.lines), *more] or [said(tidings.nothing)]
    return [f"### {head}", "", *lines, ""]


def _trust(scan: ScanRecord, counts: Standing) -> list[str]:
    gaps = absences(scan.statements, scan.partners, scan.files)
    rows = [(fact.what, said(fact.value), said(fact.note)) for fact in trust(scan, counts)]
    if gaps:
        rows.append(("Heard throughout", "with gaps", said("; ".join(gaps))))
    return ["## How far can this be trusted?", "", *table(("What", "Value", "Note"), rows), BLIND_SPOT, ""]


def _differences(cards: Sequence[Card], further: Sequence[Alert]) -> Iterator[str]:
    yield from ("## The differences, one by one", "")
    if not cards:
        yield from ("No difference was raised. The table of checks below says what could be compared and what could not.", "")
    for place, shown in enumerate(cards):
        yield from _card(shown, place + 1)
    if further:
        yield from ("### Further differences", "")
        yield from (f"- {said(alert.title)} ({alert.severity.value}, {said(alert.id)})" for alert in further[:MOST_LISTED])
        more = len(further) - MOST_LISTED
        yield from ("", f"{f'{more:,} more, and all of them' if more > 0 else 'They are told'} in full in alerts.json.", "")


def _card(shown: Card, place: int) -> Iterator[str]:
    marks = [*(["new"] if shown.new else []), shown.status, *([said(shown.state)] if shown.state else [])]
    tags = [shown.kind, *marks, f"**{shown.severity}** severity", f"{shown.likelihood} ({shown.confidence})", said(shown.id)]
    yield from (f"### {place}. {said(shown.title)}", "", " · ".join(tags), "", said(shown.why), "")
    for side in shown.sides:
        summary = f": {said(side.summary)}" if side.summary else ""
        yield from (f"**{said(side.name)}** ({counted(side.statements, 'statement')}){summary}", "")
        for quote in (*side.quotes, *side.more):
            yield from _quote(quote)
    if shown.questions:
        yield from ("**To ask each other**", "", *(f"- {said(question)}" for question in shown.questions), "")
    for head, words in _facts(shown):
        yield from (f"**{head}** {words}", "")
    for quote in shown.against:
        yield from _quote(quote)


def _facts(shown: Card) -> Iterator[tuple[str, str]]:
    yield "Common ground:", said("; ".join(shown.common_ground)) or "what was read here names none; that does not say that there is none"
    yield "How sure:", _how_sure(shown)
    told = [("Charter:", shown.charter), ("Basis:", shown.basis), ("Since:", shown.since), ("Linked:", "; ".join(shown.linked))]
    for head, words in [*told, ("Clears when:", shown.clears_when), ("Quotes:", shown.readers)]:
        if words:
            yield head, said(words)
    if shown.against_count:
        named = [said(name) for name in shown.against_ids if name]
        ids = f" By id, in statements.jsonl: {', '.join(named)}." if named else ""
        does = "statement does" if shown.against_count == 1 else "statements do"
        yield "Against:", f"{shown.against_count} {does} not fit this reading.{ids}"
    else:
        yield "Against:", "nothing was found that speaks against this reading."


def _how_sure(shown: Card) -> str:
    parts = [f"{shown.likelihood} ({shown.confidence})"]
    if shown.effect:
        interval = f" (95 % interval {shown.effect.interval})" if shown.effect.interval else ""
        within = f"; inside one partner {shown.effect.within}" if shown.effect.within else ""
        parts.append(f"difference {shown.effect.value}{interval}, measured as {said(shown.effect.measure)}{within}")
    if shown.p_value:
        parts.append(f"p {shown.p_value}" + (f", q {shown.q_value}: {shown.q_odds} of such differences are chance" if shown.q_value else ""))
    else:
        parts.append("no statistical test: it rests on the statements quoted here alone")
    return "; ".join(parts) + "."


def _quote(quote: Quote) -> list[str]:
    words = f"“{said(quote.text)}{' …' if quote.cut else ''}”" if quote.text else "not quotable: see the source"
    whose = f"{said(quote.partner)}, " if quote.partner else ""
    return quoted(words, f"{whose}{said(quote.source)}, {said(quote.locator)}, {quote.said}")


def _compared(scan: ScanRecord, context: Context) -> list[str]:
    rows = [coverage_row(row, context) for row in scan.outcome.coverage]
    shown = table(("Check", "Between", "Result", "Why"), [(row.check, said(row.between), row.status, said(row.why)) for row in rows])
    left = "; ".join(unchecked(scan.outcome.coverage))
    return [
        "## What could be compared",
        "",
        *(shown if rows else ["No check was run.", ""]),
        *([f"Not looked for in this run: {left}.", ""] if left else []),
    ]


def _read(scan: ScanRecord) -> list[str]:
    files = [file_row(file) for file in sorted(to_look_into(scan.files), key=lambda file: (URGENCY.index(file.status), file.source))]
    cells = [
        (said(row.source), said(row.kind), row.status, row.counts, row.period, said("; ".join(f"{head}: {note}" for head, note in row.notes)))
        for row in files[:MOST_FILES]
    ]
    more = [f"{len(files) - MOST_FILES:,} more files stand in import.json.", ""] if len(files) > MOST_FILES else []
    heads, aside = ("File", "Kind", "Status", "Understood", "Period", "Notes"), set_aside(scan.files)
    rest = [f"Set aside, being no sources: {said(aside)}.", ""] if aside else []
    return ["## What was read", "", *(table(heads, cells) if files else ["No file was read.", ""]), *more, *rest]


def _foot(scan: ScanRecord) -> list[str]:
    run = scan.outcome.run
    models = "".join(f" · {said(name)} {said(sha[:12])}" for name, sha in run.models)
    made = (
        f"driftwatch {said(run.driftwatch)} · run {day(run.at)}, {run.at:%H:%M} ({said(f'{run.at:%Z}')}) · settings {said(run.config[:12])}{models}"
    )
    return ["---", "", PURPOSE, "", made]
