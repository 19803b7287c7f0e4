"""Pictures as people see them: the done matrix, the profiles of goals and risks, the silence map; each is a table that draws itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.pictures import CriterionRow, DoneMatrix, Mention, Part, Profile, ProfileRow, Raising, SilenceMap, TopicRow
from driftwatch.report.cards import Column, Context, Quote, spoken
from driftwatch.report.wording import counted, share

MOST_QUOTES = 2
"""Behind one cell; its count says of how many."""
LEVELS = ("simulated", "lab", "staging", "field", "accepted")
"""Where a criterion can be verified, each nearer to real use than the one before."""
SIGNS = {Standing.REQUIRED: "✔", Standing.MENTIONED: "○", Standing.ABSENT: "–"}
STANDING_WORDS = {Standing.REQUIRED: "required", Standing.MENTIONED: "mentioned", Standing.ABSENT: "not named"}
NOT_ENOUGH = "not enough data"
_SCALES = (0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneCell:
    """What one partner makes of one criterion."""

    column: Column
    standing: str
    sign: str
    words: str
    count: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRow:
    """One criterion."""

    criterion: str
    level: str
    rung: int
    """Place of the level among LEVELS, from 1; 0 where nothing says."""
    apart: bool
    """Whether the partners make different things of it."""
    cells: tuple[DoneCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneView:
    """Criterion by partner."""

    gate: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[DoneRow, ...]
    rungs: int
    alert: str
    """Address of the alert on it; empty without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One partner's share, on a scale of 0 … 100 of the drawing's width."""

    column: Column
    enough: bool
    share: str
    interval: str
    count: str
    to: float
    low: float | None
    high: float | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """Outcomes or attitudes, and each partner's bar under one another."""

    says: str
    scale: str
    rows: tuple[tuple[str, tuple[Bar, ...]], ...]
    lacking: tuple[str, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceCell:
    """What became of a topic when one partner raised it."""

    column: Column
    words: str
    documents: str
    raised: float
    """On a scale of 0 … 100 of the drawing's width, as is `answered`."""
    answered: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceView:
    """Topic by partner."""

    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str, tuple[SilenceCell, ...]], ...]
    """Topic, address of the alert on it (empty without one), and a cell a partner."""


def done_view(matrix: DoneMatrix, context: Context) -> DoneView:
    """The matrix of one gate."""
    rows = tuple(_done_row(row, matrix.partners, context) for row in matrix.rows)
    apart = sum(row.apart for row in rows)
    return DoneView(
        gate=matrix.gate,
        says=_done_says(matrix.gate, len(rows), apart),
        columns=tuple(context.column(partner) for partner in matrix.partners),
        rows=rows,
        rungs=len(LEVELS),
        alert=context.alert_links.get(matrix.alert or "", ""),
    )


def _done_says(gate: str, rows: int, apart: int) -> str:
    found = f"{apart} of {counted(rows, 'criterion', 'criteria')} {'is' if apart == 1 else 'are'} not held alike" if apart else "The lists are alike"
    return f"What each partner names beside “{gate}”. {found}. Signs: ✔ required, ○ mentioned, – not named in what was read."


def _done_row(row: CriterionRow, partners: Sequence[str], context: Context) -> DoneRow:
    mentions = {mention.partner: mention for mention in row.mentions}
    silent = [Mention(partner=partner, standing=Standing.ABSENT, count=0) for partner in partners]
    cells = tuple(_done_cell(mentions.get(mention.partner, mention), context) for mention in silent)
    return DoneRow(
        criterion=row.criterion,
        level=row.level,
        rung=LEVELS.index(row.level) + 1 if row.level in LEVELS else 0,
        apart=len({cell.standing for cell in cells}) > 1,
        cells=cells,
    )


def _done_cell(mention: Mention, context: Context) -> DoneCell:
    return DoneCell(
        column=context.column(mention.partner),
        standing=mention.standing.value,
        sign=SIGNS[mention.standing],
        words=STANDING_WORDS[mention.standing],
        count=counted(mention.count, "statement") if mention.count else "",
        quotes=quotes_of(mention.statements, context),
    )


def profile_view(profile: Profile, context: Context, *, of: str) -> ProfileView:
    """How each partner's statements of some sort (`of`: "on goals", "on risk") divide."""
    reach = max((_reach(part) for row in profile.rows for part in row.parts), default=0.0)
    scale = next(step for step in _SCALES if step >= min(1.0, reach or 1.0))
    return ProfileView(
        says=f"Share of each partner’s statements {of}, from 0 to {share(scale)}. The line through the end of a bar is its 95 % interval: "
        "where the lines of two bars overlap, the partners may well be alike. A large share says what is spoken of, not what is better.",
        scale=share(scale),
        rows=tuple((row.name, _bars(row, scale, context)) for row in profile.rows),
        lacking=tuple(context.named(why) for why in profile.lacking),
        alerts=tuple(context.alert_links[alert] for alert in profile.alerts if alert in context.alert_links),
    )


def _reach(part: Part) -> float:
    return 0.0 if part.share is None else part.share.value if part.share.high is None else part.share.high


def _bars(row: ProfileRow, scale: float, context: Context) -> tuple[Bar, ...]:
    return tuple(_bar(part, scale, context) for part in row.parts)


def _bar(part: Part, scale: float, context: Context) -> Bar:
    found = part.share
    low, high = (None, None) if found is None else (found.low, found.high)
    return Bar(
        column=context.column(part.partner),
        enough=found is not None,
        share=NOT_ENOUGH if found is None else share(found.value),
        interval="" if low is None or high is None else f"{share(low)} to {share(high)}",
        count=f"{part.count:,} of {counted(part.of, 'statement')}",
        to=0.0 if found is None else _along(found.value, scale),
        low=None if low is None else _along(low, scale),
        high=None if high is None else _along(high, scale),
        quotes=quotes_of(part.statements, context),
    )


def silence_view(silence: SilenceMap, context: Context) -> SilenceView:
    """Who raises which topic, and how often nobody of the other side takes it up."""
    most = max((raising.raised for row in silence.rows for raising in row.raisings), default=0)
    ids = [partner.id for partner in context.partners]
    present = {raising.partner for row in silence.rows for raising in row.raisings}
    return SilenceView(
        says=f"From {counted(silence.documents, 'document')} in which more than one partner takes part. The longer a bar, the more often the partner "
        "raised the topic; the filled part was taken up by another, the hollow part was not. It may have been answered elsewhere.",
        columns=tuple(context.column(partner) for partner in [*(known for known in ids if known in present), *sorted(present - set(ids))]),
        rows=tuple((row.topic, context.alert_links.get(row.alert or "", ""), _silence_cells(row, most, context)) for row in silence.rows),
    )


def _silence_cells(row: TopicRow, most: int, context: Context) -> tuple[SilenceCell, ...]:
    ordered = sorted(row.raisings, key=lambda raising: (context.number(raising.partner), raising.partner))
    return tuple(_silence_cell(raising, most, context) for raising in ordered)


def _silence_cell(raising: Raising, most: int, context: Context) -> SilenceCell:
    if raising.raised:
        words = f"raised {raising.raised:,}, not taken up {raising.unanswered:,}"
    else:
        words = "named, never raised" if raising.documents else "not named"
    return SilenceCell(
        column=context.column(raising.partner),
        words=words,
        documents=f"named in {counted(raising.documents, 'document')}" if raising.documents else "",
        raised=_along(raising.raised, most),
        answered=_along(raising.raised - raising.unanswered, most),
        quotes=quotes_of(raising.statements, context),
    )


def quotes_of(statements: Sequence[str], context: Context, *, most: int = MOST_QUOTES) -> tuple[Quote, ...]:
    """The first of these statements that the reader may read and that name nobody."""
    persons = context.persons
    readable = (context.statements[statement] for statement in statements if statement in context.statements)
    plain = [record for record in readable if record.text.strip() and not persons.search(record.text)]
    return tuple(spoken(record, context) for record in plain[:most])


def _along(number: float, end: float) -> float:
    """Its place on a line of 100."""
    return round(max(0.0, min(1.0, number / end if end else 0.0)) * 100, 1)
