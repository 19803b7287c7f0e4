"""Compared terms as pages show them: a line each in the list, both senses beside each other on a page of their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.meaning import Verdict
from driftwatch.domain.pictures import Estimate, Neighbour, Sense, TermMap
from driftwatch.records import TermRecord
from driftwatch.report.cards import Column, Context, Quote
from driftwatch.report.drawings import quotes_of
from driftwatch.report.wording import counted, figure, joined, odds, share
from driftwatch_api.dashboard.chart_data import Drawing

MOST_QUOTES = 3
"""Behind one word, and typical of a side."""
VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.DIVERGENT: ("≠", "different meanings"),
    Verdict.SAME: ("=", "no difference found"),
    Verdict.INSUFFICIENT: ("?", "not enough data"),
}
"""Sign and words; the first are shown first."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A difference with its interval, for people and for a line of 0 … 100."""

    value: str
    interval: str
    to: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One term between two partners, in the list."""

    term: str
    page: str
    verdict: Verdict
    sign: str
    words: str
    counts: tuple[str, ...]
    """Usages of each partner of the programme; empty for those between whom it was not compared."""
    reach: Reach | None
    chance: str
    """How often chance alone would show so much, after all tests of the run; empty where nothing was tested."""
    shift: str
    """What this sample would have shown; empty where nobody reckoned."""
    alert: str
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """A word that one side says beside the term more than the other."""

    row: str
    """Its place on the page."""
    word: str
    head: str
    share: str
    count: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRow:
    """One usage on the map."""

    row: str
    column: Column
    head: str
    quotes: tuple[Quote, ...]
    """One; none where its words may not be read here, or name somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseView:
    """How one partner uses the term."""

    column: Column
    gloss: str
    count: str
    words: tuple[WordRow, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """Both senses of a term."""

    name: str
    """Begins every id on the page that belongs to it."""
    between: str
    verdict: Verdict
    sign: str
    says: str
    caption: str
    senses: tuple[SenseView, ...]
    usages: tuple[UsageRow, ...]
    drawing: Drawing
    drawn: bool
    alert: str


def term_rows(
    records: Iterable[TermRecord], outlines: Mapping[tuple[str, Pair], TermMap], context: Context, *, page_of: Callable[[str], str]
) -> tuple[TermRow, ...]:
    """The list: what differs first, then by how sure it is; `page_of` gives the address of a term's page."""
    rows = [(record, outlines.get((record.term, record.partners))) for record in records]
    verdicts = list(VERDICTS)

    def rank(row: tuple[TermRecord, TermMap | None]) -> tuple[int, bool, float, int, str, Pair]:
        record, drawn = row
        told, sure = verdicts.index(Verdict(record.verdict)), 1.0 if record.q_value is None else record.q_value
        return told, drawn is None or drawn.alert is None, sure, -min(record.n), record.term, record.partners

    ordered = sorted(rows, key=rank)
    scale = max((found.high or found.value for record, drawn in ordered if (found := _divergence(record, drawn))), default=1.0)
    return tuple(_term_row(record, drawn, context, page_of=page_of, scale=scale) for record, drawn in ordered)


def _term_row(record: TermRecord, drawn: TermMap | None, context: Context, *, page_of: Callable[[str], str], scale: float) -> TermRow:
    sign, words = VERDICTS[Verdict(record.verdict)]
    found = _divergence(record, drawn)
    tested, counts = record.verdict != Verdict.INSUFFICIENT, dict(zip(record.partners, record.n, strict=True))
    smallest = record.smallest_shift if record.verdict == Verdict.SAME else None
    return TermRow(
        term=record.term,
        page=page_of(record.term),
        verdict=Verdict(record.verdict),
        sign=sign,
        words=words,
        counts=tuple(f"{counts[partner.id]:,}" if partner.id in counts else "" for partner in context.partners),
        reach=_reach(found, scale) if found and tested else None,
        chance="" if record.q_value is None or not tested else odds(record.q_value),
        shift="" if smallest is None else share(smallest),
        alert=context.alert_links.get((drawn.alert or "") if drawn else "", ""),
        drawn=drawn is not None,
    )


def _divergence(record: TermRecord, drawn: TermMap | None) -> Estimate | None:
    if drawn is not None and drawn.divergence is not None:
        return drawn.divergence
    return None if record.divergence is None else Estimate(value=record.divergence)


def _reach(found: Estimate, scale: float) -> Reach:
    def along(value: float | None) -> float | None:
        return None if value is None else round(100 * max(0.0, min(1.0, value / scale if scale > 0 else 0.0)), 1)

    known = found.low is not None and found.high is not None
    interval = f"{figure(found.low)} to {figure(found.high)}" if found.low is not None and found.high is not None else ""
    return Reach(
        value=figure(found.value),
        interval=interval,
        to=along(found.value) or 0.0,
        low=along(found.low) if known else None,
        high=along(found.high) if known else None,
    )


def map_view(drawn: TermMap, context: Context, *, name: str) -> MapView:
    """The map of one term between two partners, each side in the order in which the map has them."""
    partners = [sense.partner for sense in drawn.senses]
    columns = {partner: context.column(partner) for partner in partners}
    each = min((len(quotes_of(sense.statements, context, most=MOST_QUOTES)) for sense in drawn.senses), default=0)
    senses = tuple(_sense(sense, drawn.term, context, name=f"{name}-{place}", quotes=each) for place, sense in enumerate(drawn.senses))
    usages = tuple(_usage(point.statement, columns[point.partner], context, row=f"{name}-usage-{place}") for place, point in enumerate(drawn.points))
    sign, _ = VERDICTS[drawn.verdict]
    caption = _caption(drawn, context)
    return MapView(
        name=name,
        between=joined([columns[partner].name for partner in partners]),
        verdict=drawn.verdict,
        sign=sign,
        says=_says(drawn, context),
        caption=caption,
        senses=senses,
        usages=usages,
        drawn=bool(drawn.points),
        alert=context.alert_links.get(drawn.alert or "", ""),
        drawing={
            "says": f"{caption} {_says(drawn, context)}",
            "term": drawn.term,
            "sides": [{"name": columns[partner].name, "mark": columns[partner].mark, "hue": columns[partner].hue} for partner in partners],
            "points": [
                {"side": partners.index(point.partner), "x": point.x, "y": point.y, "row": usage.row}
                for point, usage in zip(drawn.points, usages, strict=True)
            ],
            "words": [
                {"side": side, "word": near.word, "weight": near.weight, "x": near.x, "y": near.y, "row": word.row}
                for side, (sense, view) in enumerate(zip(drawn.senses, senses, strict=True))
                for near, word in zip(sense.neighbours, view.words, strict=True)
            ],
        },
    )


def statements_of(drawn: Iterable[TermMap]) -> frozenset[str]:
    """Every statement that these maps point at."""
    return frozenset(
        found
        for one in drawn
        for found in (
            *(point.statement for point in one.points),
            *(statement for sense in one.senses for statement in (*sense.statements, *_behind(sense.neighbours))),
        )
    )


def _behind(neighbours: Sequence[Neighbour]) -> Iterable[str]:
    return (statement for neighbour in neighbours for statement in neighbour.statements)


def _sense(sense: Sense, term: str, context: Context, *, name: str, quotes: int) -> SenseView:
    column = context.column(sense.partner)
    return SenseView(
        column=column,
        gloss=sense.gloss,
        count=f"{counted(sense.usages, 'usage')} in {counted(sense.documents, 'document')}",
        words=tuple(_word(word, term, column, context, row=f"{name}-word-{place}") for place, word in enumerate(sense.neighbours)),
        quotes=quotes_of(sense.statements, context, most=quotes),
    )


def _word(neighbour: Neighbour, term: str, column: Column, context: Context, *, row: str) -> WordRow:
    quotes = quotes_of(neighbour.statements, context, most=MOST_QUOTES)
    return WordRow(
        row=row,
        word=neighbour.word,
        head=f"{column.mark} “{neighbour.word}” beside “{term}” at {column.name}",
        share=share(neighbour.weight),
        count=counted(len(quotes), "example") if quotes else "no example that can be shown here",
        quotes=quotes,
    )


def _usage(statement: str, column: Column, context: Context, *, row: str) -> UsageRow:
    quotes = quotes_of((statement,), context, most=1)
    head = f"{column.mark} One statement of {column.name}"
    return UsageRow(row=row, column=column, head=head if quotes else f"{head}: its words cannot be shown here", quotes=quotes)


def _says(drawn: TermMap, context: Context) -> str:
    names = joined([context.name(sense.partner) for sense in drawn.senses])
    counts = [f"{sense.usages:,} {'' if place else 'usages '}of {context.name(sense.partner)}" for place, sense in enumerate(drawn.senses)]
    usages = joined(counts)
    if drawn.verdict is Verdict.INSUFFICIENT:
        return f"Not enough data to say whether {names} mean the same: {usages} were found."
    found = drawn.divergence
    within = f"; inside one partner it is {figure(drawn.within)}" if drawn.within is not None else ""
    measured = f" The difference is {figure(found.value)}{_bounds(found)}{within}, from {usages}." if found else ""
    told = "use this word in different meanings." if drawn.verdict is Verdict.DIVERGENT else "show no difference in how they use this word."
    return f"{names} {told}{measured}"


def _bounds(found: Estimate) -> str:
    return "" if found.low is None or found.high is None else f" ({figure(found.low)} to {figure(found.high)} with 95 % confidence)"


def _caption(drawn: TermMap, context: Context) -> str:
    sides = joined([f"{context.column(sense.partner).mark} {context.name(sense.partner)}" for sense in drawn.senses])
    return (
        f"Each hollow mark is one statement with “{drawn.term}” of {sides}; the closer two marks, the more alike the word is used. "
        "Filled marks are the words that one side says beside it more than the other. Directions mean nothing; where the marks mix, the use is alike."
    )
