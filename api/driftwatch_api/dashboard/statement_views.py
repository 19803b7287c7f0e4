"""Statements as pages show them: whose, when, where, with which labels, and which words carried them. No speaker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.labels import LABELS, Label
from driftwatch.domain.searches import FoundAlert
from driftwatch.domain.words import words
from driftwatch.labelling import LabelledText
from driftwatch.records import StatementRecord
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, cut, day, figure, joined
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.shell import below
from driftwatch_api.stored import alert_row

LONGEST = 700
"""Characters of a statement in a list; its own page shows it whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelBar:
    """One label of a statement, and how probable it is."""

    name: str
    figure: str
    width: float
    """0 … 100."""
    predicted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """One statement."""

    id: str
    text: str
    cut: bool
    partner: str | None
    """Id; None where it could be attributed to nobody."""
    name: str
    said: str
    moment: str
    source: str
    of_source: str
    """Address of all that was read from there."""
    locator: str
    page: str
    """Address of its own page."""
    bars: tuple[LabelBar, ...]
    """Of all labels."""

    @property
    def predicted(self) -> tuple[LabelBar, ...]:
        """The labels that it got."""
        return tuple(bar for bar in self.bars if bar.predicted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text; `numbers` are those of the reasons to which it belongs, from 1."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Which words carried a label."""

    number: int
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A text with the words marked that carried its labels."""

    pieces: tuple[Piece, ...]
    reasons: tuple[Reason, ...]
    note: str
    """What is to be known of it besides; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotingAlert:
    """An alert whose evidence a statement is."""

    id: str
    page: str
    title: str
    kind: str
    status: str


def statement_view(row: StatementRecord, place: Place, *, limit: int | None = None) -> StatementView:
    """A statement for the page; with a `limit` its text is cut after so many characters."""
    shown = row.text if limit is None else cut(row.text, limit=limit)
    return StatementView(
        id=row.id,
        text=shown.removesuffix("…") if shown != row.text else row.text,
        cut=shown != row.text,
        partner=row.partner,
        name=place.partner_name(row.partner),
        said=day(row.said_at) if row.said_at else "no date",
        moment=row.said_at.isoformat() if row.said_at else "",
        source=row.source,
        of_source=below(place, "statements", source=row.source),
        locator=row.locator,
        page=below(place, "statements", row.id),
        bars=bars(row.labels, row.predicted),
    )


def bars(labels: Mapping[Label, float], predicted: Sequence[Label]) -> tuple[LabelBar, ...]:
    """Every label: those that it got first, then by how probable it is."""
    ordered = sorted(LABELS, key=lambda label: (label not in predicted, -labels.get(label, 0.0), LABELS.index(label)))
    return tuple(_bar(label, labels.get(label, 0.0), label in predicted) for label in ordered)


def why_view(explained: LabelledText, predicted: Sequence[Label]) -> Why:
    """The words that carried each label that the model gives the text now."""
    reasons = tuple(
        Reason(number=number, label=label.value, words=explained.reasons.get(label, ())) for number, label in enumerate(explained.predicted, start=1)
    )
    return Why(pieces=pieces(explained.text, reasons), reasons=reasons, note=_note(explained, predicted))


def pieces(text: str, reasons: Sequence[Reason]) -> tuple[Piece, ...]:
    """The text cut where a word stands that carried a label."""
    carried: dict[str, list[int]] = {}
    for reason in reasons:
        for carrier in reason.words:
            carried.setdefault(carrier.casefold(), []).append(reason.number)
    if not carried:
        return (Piece(text=text),)
    found: list[Piece] = []
    end = 0
    for word in words(text):
        numbers = carried.get(text[word.start : word.end].casefold())
        if numbers:
            found += [Piece(text=text[end : word.start]), Piece(text=text[word.start : word.end], numbers=tuple(numbers))]
            end = word.end
    return tuple(piece for piece in [*found, Piece(text=text[end:])] if piece.text)


def quoting_view(found: FoundAlert, place: Place) -> QuotingAlert:
    """One line of the list of alerts that quote a statement."""
    row = alert_row(found)
    return QuotingAlert(
        id=found.id, page=below(place, "alerts", found.id), title=str(row["title"]), kind=KIND_NAMES[found.kind], status=STATUS_WORDS[found.status]
    )


def _bar(label: Label, probability: float, predicted: bool) -> LabelBar:
    return LabelBar(name=label.value, figure=figure(probability), width=round(max(0.0, min(1.0, probability)) * 100, 1), predicted=predicted)


def _note(explained: LabelledText, predicted: Sequence[Label]) -> str:
    if explained.foreign:
        return f"No labels are claimed for this language ({explained.foreign})."
    now = set(explained.predicted)
    if now == set(predicted):
        return ""
    had = joined([label.value for label in predicted]) or "no label"
    return f"The scan gave {had}: it may have read the sentence before too, or been taught by its users. The words are those of the sentence alone."
