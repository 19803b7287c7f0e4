"""Both senses of a term on one map: each side's own words where they lie, and a statement behind each word."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from driftwatch.domain.meaning import Verdict
from driftwatch.domain.pictures import Neighbour, Sense, TermMap
from driftwatch.report.cards import Column, Context, Quote
from driftwatch.report.drawings import quotes_of
from driftwatch.report.placing import Box, placed
from driftwatch.report.wording import counted, cut, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_WORDS = 8
"""Of each side, the weightiest."""
LONGEST_GLOSS = 140
MOST_POINTS = 60
"""Usages of each side; of more, as many from all over."""
_WIDTH, _HEIGHT, _MARGIN = 360.0, 300.0, 34.0
_SHAPES = ("o", "D", "^", "s", "*", "P")
"""The shapes of MARKS, as matplotlib calls them."""
VERDICT_WORDS = {
    Verdict.DIVERGENT: "used in different senses",
    Verdict.SAME: "no difference could be shown",
    Verdict.INSUFFICIENT: "not enough data to compare",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """One word of one side with the statements in which it stands beside the term."""

    anchor: str
    word: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SenseView:
    """How one partner uses the term."""

    column: Column
    gloss: str
    counts: str
    words: tuple[WordView, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """One term with both senses."""

    term: str
    name: str
    verdict: str
    known: bool
    """Whether there was enough to compare it."""
    says: str
    picture: Markup | None
    senses: tuple[SenseView, ...]
    alert: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word as it is drawn."""

    text: str
    link: str
    hue: int
    size: float
    x: float
    y: float


def term_view(term: TermMap, context: Context, name: str, *, drawing: bool = True) -> TermView:
    """The view of one map; `name` makes anchors that no other has."""
    senses = tuple(_sense(sense, context, f"{name}-{place + 1}") for place, sense in enumerate(term.senses))
    words = tuple(word for sense, view in zip(term.senses, senses, strict=True) for word in _words(sense, view))
    points = tuple((context.number(sense.partner), _spread(term, sense.partner)) for sense in term.senses)
    drawn = drawing and term.verdict is not Verdict.INSUFFICIENT and (len(words) > 1 or any(spots for _, spots in points))
    return TermView(
        term=term.term,
        name=name,
        verdict=VERDICT_WORDS[term.verdict],
        known=term.verdict is not Verdict.INSUFFICIENT,
        says=_says(term),
        picture=_picture(name, words, points, _label(term, context)) if drawn else None,
        senses=senses,
        alert=context.alert_links.get(term.alert or "", ""),
    )


def _sense(sense: Sense, context: Context, name: str) -> SenseView:
    chosen = _weightiest(sense)
    return SenseView(
        column=context.column(sense.partner),
        gloss=cut(sense.gloss, limit=LONGEST_GLOSS),
        counts=f"{counted(sense.usages, 'usage')} in {counted(sense.documents, 'document')}",
        words=tuple(
            WordView(anchor=f"{name}-{place + 1}", word=word.word, quotes=quotes_of(word.statements, context, most=1))
            for place, word in enumerate(chosen)
        ),
        quotes=quotes_of(sense.statements, context),
    )


def _weightiest(sense: Sense) -> list[Neighbour]:
    return sorted(sense.neighbours, key=lambda word: (-word.weight, word.word))[:MOST_WORDS]


def _words(sense: Sense, view: SenseView) -> list[_Word]:
    return [
        _Word(
            text=f"{view.column.mark} {word.word}",
            link=f"#{told.anchor}",
            hue=view.column.hue,
            size=round(12.0 + 4.0 * max(0.0, min(1.0, word.weight))),
            x=_across(word.x),
            y=_up(word.y),
        )
        for word, told in zip(_weightiest(sense), view.words, strict=True)
    ]


def _spread(term: TermMap, partner: str) -> tuple[tuple[float, float], ...]:
    own = [(_across(point.x), _up(point.y)) for point in term.points if point.partner == partner]
    step = max(1, -(-len(own) // MOST_POINTS))
    return tuple(own[::step])


def _says(term: TermMap) -> str:
    if term.verdict is Verdict.INSUFFICIENT:
        return "Too few usages of one partner to say anything: unknown, which is neither agreement nor difference."
    found = term.divergence
    if found is None:
        return "No distance of the two senses was computed."
    interval = "" if found.low is None or found.high is None else f" (95 % interval {figure(found.low)} to {figure(found.high)})"
    within = "" if term.within is None else f"; one partner differs from itself by {figure(term.within)}"
    what = (
        "Look for words of one side where the other has none" if term.verdict is Verdict.DIVERGENT else "The words of both sides lie among each other"
    )
    return f"{what}. The senses lie {figure(found.value)} apart{interval}{within}."


def _label(term: TermMap, context: Context) -> str:
    parts = [
        f"{context.name(sense.partner)}: {', '.join(word.word for word in _weightiest(sense)) or 'no words of its own'}" for sense in term.senses
    ]
    return f"Map of “{term.term}”. {'; '.join(parts)}"


@lru_cache(maxsize=64)
def _picture(name: str, words: tuple[_Word, ...], points: tuple[tuple[int, tuple[tuple[float, float], ...]], ...], label: str) -> Markup:
    from driftwatch.report.plots import breadth, canvas, drawn, hue

    chart, axes = canvas(_HEIGHT)
    for number, spots in points:
        if spots:
            x, y = zip(*spots, strict=True)
            axes.plot(x, y, color=hue(number % len(_SHAPES) + 1), marker=_SHAPES[number % len(_SHAPES)], markersize=4, linestyle="none", alpha=0.5)
    homes = [Box(x=word.x, y=word.y, width=breadth(word.text, word.size), height=word.size * 1.3) for word in words]
    boxes = placed(homes, width=_WIDTH, height=_HEIGHT)
    for word, box in zip(words, boxes, strict=True):
        _draw_word(axes, word, box)
    return drawn(chart, f"map-{name}", label=label, role="group")


def _draw_word(axes: "Axes", word: _Word, box: Box) -> None:
    """The word, and a thin line to where it belongs if it found no room there."""
    from driftwatch.report.plots import QUIET, hue, write

    if abs(box.x - word.x) + abs(box.y - word.y) > box.height:
        axes.plot([word.x, box.x], [word.y, box.y], color=QUIET, linewidth=0.75)
    write(axes, (box.x, box.y - word.size * 0.35), word.text, size=word.size, paint=hue(word.hue), url=word.link)


def _across(x: float) -> float:
    return round(_MARGIN + (max(-1.0, min(1.0, x)) + 1) / 2 * (_WIDTH - 2 * _MARGIN), 1)


def _up(y: float) -> float:
    return round(_MARGIN / 2 + (max(-1.0, min(1.0, y)) + 1) / 2 * (_HEIGHT - _MARGIN), 1)
