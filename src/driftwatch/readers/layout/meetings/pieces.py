"""A block cut where somebody begins to speak, where the minutes themselves speak, and where a line is broken on purpose."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from driftwatch.readers.layout.meetings.reported import reports
from driftwatch.readers.layout.meetings.turns import Form, Prefix, Speakers, within
from driftwatch.readers.layout.meetings.words import BOILERPLATE, DROPPED_LABELS, LABELS, label
from driftwatch.readers.layout.pages.blocks import Block, Line

_LABELLED = re.compile(r"\W{0,4}(?P<label>[^\W\d_][\w .\-]{0,28}?)\W{0,3}:(?=\W)")
_EMPHASIS = re.compile(r"^[*_]+|(?<![*_])[*_]+$")
_NOTE = re.compile(r"[*_]*(?!https?:|ftp:|mailto:)[^\W\d_]")
_LABEL_END = re.compile(r"\W{0,4}(?P<label>[^\W\d_][\w .\-]{0,28}?)\W{0,3}:\W*$")

_TASK = re.compile(
    r"(?:\[[ xX]\][ \t]+)?(?:(?P<label>[*_]{0,3}(?:action|action item|ai|todo|to do|task)[*_]{0,3}:[*_]{0,3}[ \t]{1,9}))?"
    r"\[?(?P<name>[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,3}?)(?:\]\([^()\s]{1,200}\))? (?:to|will|zu) [^\W\d_]",
    re.IGNORECASE,
)
"""`Piotr Zielinski to look at the offset`, `ACTION: Piotr to …`, `[ ] [Piotr Zielinski](mailto:…) to …`."""


class Part(StrEnum):
    """What a piece is to the one before it."""

    TURN = "turn"
    """Somebody begins to speak."""
    REST = "rest"
    """Without a name: it may go on with what was said before."""
    LABEL = "label"
    """The minutes themselves speak; the turn is over."""
    DROPPED = "dropped"
    """Says something of the meeting and is no statement."""


class Piece(NamedTuple):
    """A slice of a block's text."""

    part: Part
    start: int
    end: int
    place: str
    speaker: str | None = None
    organisation: str | None = None
    bare: bool = False
    note: bool = False
    """Dropped in words: a note about the minutes, with which a turn is over, rather than a lone link or rule."""


def cut(block: Block, free: int, speakers: Speakers, *, reporting: bool = False) -> list[Piece]:
    """The pieces of the first `free` lines of a block; `reporting`: nobody is speaking, so that its sentences may report what somebody said."""
    pieces = _cut(block, free, speakers)
    if not reporting:
        return pieces
    return [part for piece in pieces for part in (_reported(piece, block, speakers) if piece.part is Part.REST else [piece])]


def paragraphs(cell: Block) -> Iterator[Piece]:
    """What one person says in a table cell, cut where its author broke it: items and cells of a table within end without a stop."""
    start = 0
    for number, line in enumerate(cell.lines):
        if line.broken or number + 1 == len(cell.lines):
            yield Piece(Part.TURN, cell.lines[start].start, line.end, cell.lines[start].place)
            start = number + 1


def charged(block: Block, piece: Piece) -> str | None:
    """The name of whoever is to do what the piece says, None where it is no task; in what the minutes themselves say, a label tells that it is."""
    hit = _TASK.match(block.text, piece.start, piece.end)
    return hit["name"] if hit and (hit["label"] or piece.part is not Part.LABEL) else None


def _reported(piece: Piece, block: Block, speakers: Speakers) -> list[Piece]:
    """The piece, cut where the minutes report somebody; what they say themselves in between is nobody's."""
    found = reports(block.text[piece.start : piece.end], speakers)
    if not found:
        return [piece]
    parts, at = list[Piece](), piece.start
    for report in found:
        start, end = piece.start + report.start, piece.start + report.end
        if block.text[at:start].strip():
            parts.append(Piece(Part.LABEL, at, start, block.place(at) or piece.place))
        parts.append(Piece(Part.TURN, start, end, block.place(start) or piece.place, report.name, report.organisation))
        at = end
    return [*parts, Piece(Part.LABEL, at, piece.end, block.place(at) or piece.place)]


def _cut(block: Block, free: int, speakers: Speakers) -> list[Piece]:
    pieces: list[Piece] = []
    joins = False
    for number in range(free):
        line, text = block.lines[number], block.line(number)
        if not text.strip():
            joins = False
            continue
        begun = _begun(text, line, speakers, joins=joins)
        if begun is None and joins:
            pieces[-1] = pieces[-1]._replace(end=line.end)
        else:
            pieces.append(begun or Piece(Part.REST, line.start, line.end, line.place))
        if pieces[-1].part is not Part.DROPPED:
            _take_over(pieces, text, line, speakers)
        joins = not line.broken and (pieces[-1].part is not Part.DROPPED or pieces[-1].note)
    return pieces


def _take_over(pieces: list[Piece], text: str, line: Line, speakers: Speakers) -> None:
    """Cut the last piece where listed names begin to speak in the middle of this line."""
    for at, prefix in within(text, speakers):
        pieces[-1] = pieces[-1]._replace(end=line.start + at)
        pieces.append(_turn(prefix, line, at))


def _begun(text: str, line: Line, speakers: Speakers, *, joins: bool) -> Piece | None:
    """What the beginning of a line tells of it, None where it tells nothing."""
    if not joins and BOILERPLATE.fullmatch(_EMPHASIS.sub("", text)):
        return Piece(Part.DROPPED, line.start, line.end, line.place, note=_NOTE.match(text) is not None)
    if prefix := speakers.begin(text):
        return _turn(prefix, line, 0)
    if hit := _LABELLED.match(text) or _LABEL_END.match(text):
        plain = label(hit["label"])
        if plain in DROPPED_LABELS:
            return Piece(Part.DROPPED, line.start, line.end, line.place, note=True)
        if plain in LABELS:
            return Piece(Part.LABEL, line.start, line.end, line.place)
    return Piece(Part.LABEL, line.start, line.end, line.place) if speakers.doubtful(text) else None


def _turn(prefix: Prefix, line: Line, offset: int) -> Piece:
    bare = prefix.form is Form.BARE
    start = line.end if bare else line.start + offset + prefix.end
    return Piece(Part.TURN, start, line.end, line.place, prefix.name, prefix.organisation, bare)
