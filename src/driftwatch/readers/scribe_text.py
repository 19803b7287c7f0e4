"""Minutes as the scribe tools of the W3C mail them: plain text, wrapped, a turn a paragraph or a hanging line."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.scribed import LATER, Record, decision
from driftwatch.readers.layout.pages.blocks import line_starts
from driftwatch.readers.layout.text.dates import said_at
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

_HEAD = re.compile(
    r"^[ \t]{0,8}(?:Present|Regrets|Scribes?|Chairs?|Organizers?|Attendees|Topics|Contents|Agenda|Audio|Guests|IRC log):?[ \t]{0,8}$", re.MULTILINE
)
_MAILED = re.compile(r"(?:Minutes|Transcript) for \d{4}-\d\d-\d\d[ \t]*$", re.MULTILINE)
_PRINTED = re.compile(r"^[ \t]{0,8}(?:Meeting minutes|Minutes formatted by .{0,80}|Minutes manually created .{0,200})[ \t]*$", re.MULTILINE)
_FIELDS = re.compile(r"[A-Za-z-]{1,40}:[ \t]\S")
_TOPIC = re.compile(r"(?:sub)?topic:[ \t]+\S", re.IGNORECASE)
_SUMMARY = re.compile(r"summary of (?:action items|resolutions|issues)|minutes (?:manually created|formatted by)\b.*|diagnostics", re.IGNORECASE)
_RULE = re.compile(r"[-=_*]{5,}")


class _Piece(NamedTuple):
    """A paragraph, or a line with the lines that hang from it."""

    start: int
    end: int
    line: int
    indent: int


def recognises(name: str, head: bytes) -> bool:
    """Whether these are minutes by a scribe tool: its header, and how it announces what follows."""
    text = glimpse(head)
    return not _FIELDS.match(text) and len(_HEAD.findall(text)) >= 2 and bool(_MAILED.search(text) or _PRINTED.search(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the meeting."""
    text = decoded(source.data(), notes)
    hangs = _MAILED.search(text) is not None
    pieces = list(_pieces(text, hangs=hangs))
    body = _body(text, pieces, hangs=hangs)
    record = Record(
        source,
        notes,
        "scribe_text",
        said_at(source.name, text[: pieces[body].end if body < len(pieces) else None].split("\n")[:40], source.timezone, notes),
    )
    record.attend(_present(text, pieces[:body]))
    for number, piece in enumerate(pieces[body:], start=body):
        if _SUMMARY.fullmatch(" ".join(text[piece.start : piece.end].split())):
            record.notes.dropped["summary"] += len(pieces) - number
            break
        if (message := _line(text, piece, record)) is not None:
            yield message


def _line(text: str, piece: _Piece, record: Record) -> Message | None:
    said = text[piece.start : piece.end]

    def at(offset: int) -> tuple[str, str, int]:
        while offset < len(said) and said[offset].isspace():
            offset += 1
        begun = said.rfind("\n", 0, offset)
        return said[offset:], f"line {piece.line + said.count(chr(10), 0, offset)}", offset - begun - 1 if begun >= 0 else piece.indent + offset

    if _TOPIC.match(said):
        record.section(" ".join(said.split()))
        return None
    if decision(said):
        return record.decided(*at(0))
    if later := LATER.match(said):
        return record.more(*at(later.end()))
    if hit := record.begins(said):
        later = LATER.match(said, hit.end())
        return record.said(hit["who"], *at(later.end() if later else hit.end()))
    if "\n" not in said and len(said.split()) <= 8 and said[-1] not in ".!?:;," and piece.indent < 3 and not said.startswith(("http", "-")):
        record.section(said)
        return None
    return record.note(*at(0))


def _pieces(text: str, *, hangs: bool) -> Iterator[_Piece]:
    """Paragraphs; where turns hang, a line that is not set in begins a new one."""
    begun: _Piece | None = None
    starts = line_starts(text)
    for number, (start, behind) in enumerate(pairwise(starts), start=1):
        line = text[start : behind - 1]
        stripped = line.strip()
        if not stripped or _RULE.fullmatch(stripped):
            if begun:
                yield begun
            begun = None
            continue
        indent = len(line) - len(line.lstrip())
        if begun is None or (hangs and not indent) or stripped.startswith("<") or LATER.match(stripped):
            if begun:
                yield begun
            begun = _Piece(start + indent, start + len(line.rstrip()), number, indent)
        else:
            begun = begun._replace(end=start + len(line.rstrip()))
    if begun:
        yield begun


def _body(text: str, pieces: list[_Piece], *, hangs: bool) -> int:
    """The first piece behind the header: behind the blank line after its fields, or behind `Meeting minutes`."""
    if not hangs:
        return next((n + 1 for n, piece in enumerate(pieces) if re.fullmatch(r"meeting minutes", text[piece.start : piece.end], re.IGNORECASE)), 0)
    title = _MAILED.search(text)
    present = re.compile(r"^Present:", re.MULTILINE).search(text, title.end() if title else 0)
    blank = text.find("\n\n", present.end() if present else title.end() if title else 0)
    return next((n for n, piece in enumerate(pieces) if piece.start >= blank >= 0), len(pieces))


def _present(text: str, pieces: list[_Piece]) -> Iterator[str]:
    """The names under `Present`, be they on its line, hanging from it or in the paragraph below."""
    for piece in pieces:
        head, _, names = text[piece.start : piece.end].partition("\n")
        if head.strip().rstrip(":").casefold() in ("present", "scribe", "scribes", "chair", "chairs", "organizer", "organizers", "guests"):
            yield from (name for name in re.split(r",\s+|(?<!\s)\s++and\s+(?=[A-Z])", " ".join(names.split())) if name.strip(" -"))
