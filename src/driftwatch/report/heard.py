"""Who was heard, when and from which kind of source: a matrix of months, and the weeks in which somebody was not heard."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from driftwatch.domain.pictures import Heard
from driftwatch.report.cards import Column, Context
from driftwatch.report.periods import Periods, periods
from driftwatch.report.wording import counted

SHADES = 5
"""Steps of shading beside the figure, which alone counts."""
_SOURCES = {"minutes": "Minutes", "transcript": "Transcripts", "mail": "Mail", "chat": "Chat", "document": "Documents"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardCell:
    """Statements of one partner from one kind of source in one period."""

    count: str
    """Empty where there are none."""
    shade: int
    """0 (nothing) … SHADES."""
    documents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardRow:
    """One kind of source of one partner."""

    source: str
    cells: tuple[HeardCell, ...]
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardView:
    """Period by partner and kind of source."""

    says: str
    unit: str
    periods: tuple[str, ...]
    groups: tuple[tuple[Column | None, tuple[HeardRow, ...]], ...]
    """Each partner's rows; those that could be attributed to nobody come last, under None."""


def heard_view(heard: Sequence[Heard], context: Context) -> HeardView | None:
    """The matrix; None where nothing was heard."""
    if not heard:
        return None
    spans = periods(row.window for row in heard)
    counts = _counted(heard, spans)
    most = max(statements for statements, _ in counts.values())
    present = {row.partner for row in heard}
    owners: list[str | None] = [partner.id for partner in context.partners]
    owners += sorted(partner for partner in present if partner is not None and partner not in owners)
    owners += [None] if None in present else []
    return HeardView(
        says=f"Statements per {spans.unit}, partner and kind of source; the darker, the more. An empty field: nothing was read from there. "
        "It shows what the comparison rests on, not who contributes more.",
        unit=spans.unit,
        periods=tuple(spans.label(period) for period in spans.all),
        groups=tuple((None if owner is None else context.column(owner), _rows(owner, spans.all, counts, most)) for owner in owners),
    )


Counts = dict[tuple[str | None, str, int], tuple[int, int]]
"""Partner, kind of source and period -> statements and documents."""


def _counted(heard: Sequence[Heard], spans: Periods) -> Counts:
    statements, documents = Counter[tuple[str | None, str, int]](), Counter[tuple[str | None, str, int]]()
    for row in heard:
        key = row.partner, row.register, spans.of(row.window)
        statements[key] += row.statements
        documents[key] += row.documents
    return {key: (statements[key], documents[key]) for key in statements}


def _rows(owner: str | None, numbers: range, counts: Counts, most: int) -> tuple[HeardRow, ...]:
    sources = {source for partner, source, _ in counts if partner == owner}
    known = [source for source in _SOURCES if source in sources]
    return tuple(_row(owner, source, numbers, counts, most=most) for source in [*known, *sorted(sources - set(known))])


def _row(owner: str | None, source: str, numbers: range, counts: Counts, *, most: int) -> HeardRow:
    found = [counts.get((owner, source, period), (0, 0)) for period in numbers]
    return HeardRow(
        source=_SOURCES.get(source, source),
        cells=tuple(_cell(statements, documents, most) for statements, documents in found),
        total=f"{sum(statements for statements, _ in found):,}",
    )


def _cell(statements: int, documents: int, most: int) -> HeardCell:
    if not statements:
        return HeardCell(count="", shade=0, documents="")
    return HeardCell(count=f"{statements:,}", shade=max(1, -(-statements * SHADES // most)), documents=f"in {counted(documents, 'document')}")
