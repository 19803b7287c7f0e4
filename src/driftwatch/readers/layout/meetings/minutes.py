"""A page of minutes to messages: who said what under which heading, as far as the page itself tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from driftwatch.domain.dates import month_first
from driftwatch.domain.talk import Message, Register
from driftwatch.readers.layout.meetings.asides import about_the_meeting, agenda_of_next_time, is_topic, section_about_the_meeting
from driftwatch.readers.layout.meetings.headings import bare_agendas, discussion, headed, is_called
from driftwatch.readers.layout.meetings.people import Lists
from driftwatch.readers.layout.meetings.pieces import Part, Piece, charged, cut, paragraphs
from driftwatch.readers.layout.meetings.rolling import meetings, midnight
from driftwatch.readers.layout.meetings.turns import Form, Speakers, prefixes, shaped_like_a_name
from driftwatch.readers.layout.meetings.words import (
    ACTION_HEADINGS,
    AGENDA_HEADINGS,
    BODY_HEADINGS,
    PERSON_HEADS,
    SAID_HEADS,
    SPEAKER_HEADS,
    TRACKING_HEADS,
    label,
)
from driftwatch.readers.layout.pages.blocks import Block, Kind
from driftwatch.readers.layout.text.dates import said_at
from driftwatch.reading import Notes, Source

_CELL_WORDS = 5
"""A table cell of fewer words that nobody says is a figure or a name and no statement."""
_SAID_WORDS = 3
"""The same of one that somebody says."""
_ITALIC = re.compile(r"([*_])(?![*_]).+\1", re.DOTALL)
"""A paragraph in italics is a remark of the minutes, not the speaker above who goes on."""

_LINE = re.compile(r".*\bline (\d{1,9})")
Voice = tuple[str, str | None]
"""A speaker and the organisation that stands beside the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is known of a file before its blocks are looked at."""

    source: Source
    notes: Notes
    reader: str
    register: Register = Register.MINUTES
    front: tuple[str, ...] = ()
    """Lines that tell of the meeting and stand outside the page: its front matter."""


def minuted(blocks: Sequence[Block], sheet: Sheet) -> Iterator[Message]:
    """The messages of all meetings of the file, in order."""
    order = month_first(block.content() for block in blocks)
    parts = meetings(blocks, sheet.source.name, month_first=order)
    if len(parts) > 1:
        days = {part.day for part in parts if part.day}
        sheet.notes.guess(f"a log of {len(days)} meetings, told apart by the dates in their headings")
    zone = sheet.source.timezone
    for document, day, part in parts:
        at = midnight(day, zone) if day else _begun(part, sheet, order) if len(parts) == 1 else None
        if at is not None:
            sheet.notes.held.append(at)
        yield from _Meeting(document, at, part, sheet).messages()


def _begun(blocks: Sequence[Block], sheet: Sheet, order: bool | None) -> datetime | None:
    lines = [block.line(n) for block in blocks for n in range(len(block.lines))]
    return said_at(sheet.source.name, [*sheet.front, *lines], sheet.source.timezone, sheet.notes, month_first=order)


@dataclass(slots=True)
class _Place:
    """Where on the page the reading stands."""

    heading: str | None = None
    actions: bool = False
    agenda: int = 0
    """Level of the heading under which an agenda stands, 0 outside of one."""
    aside: int = 0
    """Level of the heading under which the minutes tell how to join or of themselves, 0 outside of such."""
    voice: Voice | None = None
    """Whose paragraph came last."""
    items: dict[int, Voice | None] = field(default_factory=dict)
    """Who speaks at each depth of the list."""
    mixed: set[int] = field(default_factory=set)
    """Depths below whose item somebody else has spoken since."""
    begun: bool = False
    """Whether a section or a turn has begun, so that titles and notes about the notes are over."""


class _Meeting:
    """One meeting, read twice: once for the people, once for what they said."""

    def __init__(self, document: str, at: datetime | None, blocks: Sequence[Block], sheet: Sheet) -> None:
        self.document, self.at, self.sheet = document, at, sheet
        self.lists = Lists(document, blocks, sheet.notes)
        lines = [(b, block.line(n)) for b, block in enumerate(blocks) if block.kind in (Kind.PARAGRAPH, Kind.ITEM) for n in range(self.lists.free(b))]
        self.speakers = Speakers(self.lists.roll, [line for _, line in lines], sheet.source.people)
        turns = [b for b, line in lines if self.speakers.begin(line)]
        late = 2 * min(turns, default=0) > len(blocks)
        self.spoken = (bool(turns) and not late) or any(self._columns(block) for block in blocks)
        """Whether the page is made of turns: paragraphs before the first of them then tell of the meeting, and list items are talk all the same."""
        self.flows = 2 * sum(blocks[b].spaced for b in turns) >= len(turns)
        """Whether turns are set apart by blank lines, so that a paragraph without a name goes on with the one above."""
        self.blocks = headed(blocks, self.lists, self.speakers)
        self.agendas = bare_agendas(self.blocks, self.speakers)
        self.body = discussion(self.blocks)
        """The heading under which the discussion stands; an agenda before it holds no statements."""
        self.continued = 0

    def messages(self) -> Iterator[Message]:
        """What was said, block by block."""
        place, dropped = _Place(), self.sheet.notes.dropped
        for number, block in enumerate(self.blocks):
            if block.kind is Kind.HEADING:
                self._enter(place, number, block)
            elif number in self.lists:
                dropped["attendance"] += 1
            elif place.agenda or number in self.agendas:
                dropped["agenda"] += 1
            elif place.aside:
                dropped["about the meeting"] += 1
            elif block.kind is Kind.ROW:
                yield from self._row(place, block)
            else:
                yield from self._block(place, number, block)
        if self.continued:
            self.sheet.notes.guessed.append(f"of paragraphs and items without a name, {self.continued} read as going on with the speaker above")

    def _enter(self, place: _Place, number: int, block: Block) -> None:
        """A heading: what was said before is over."""
        self.sheet.notes.dropped["heading"] += 1
        place.heading = re.sub(r"[*_`]+|<[^<>]*>", "", " ".join(block.content().split())).strip(" #") or None
        place.actions = is_called(block, ACTION_HEADINGS)
        place.begun = place.begun or block.depth != 1
        place.voice, place.items, place.mixed = None, {}, set()
        if is_called(block, BODY_HEADINGS) or (place.agenda and block.depth <= place.agenda):
            place.agenda = 0
        if place.aside and block.depth <= place.aside:
            place.aside = 0
        listed = number < self.body and is_called(block, AGENDA_HEADINGS) and not is_called(block, BODY_HEADINGS)
        if listed or agenda_of_next_time(block):
            place.agenda = max(block.depth, 1)
        elif section_about_the_meeting(block):
            place.aside = max(block.depth, 1)

    def _row(self, place: _Place, block: Block) -> Iterator[Message]:
        """A table row: under "who" and "said" a turn, else the cells long enough to say something."""
        if columns := self._columns(block):
            who, said = (block.cells[column] for column in columns)
            named = next((each for each in prefixes(f"{who.content().strip()}:") if each.form is Form.COLON), None)
            known = named is not None and (shaped_like_a_name(named.name) or bool(self.speakers.roll.meant(named.name)))
            place.begun = True
            yield from self._cell(place, said, (named.name, named.organisation) if named and known else None)
            return
        voice, words = self._rows_voice(block)
        for n, cell in enumerate(block.cells):
            spoken = voice if n in words else None
            if len(cell.content().split()) >= (_SAID_WORDS if spoken else _CELL_WORDS):
                yield from self._cell(place, cell, spoken)
            elif cell.content().strip():
                self.sheet.notes.dropped["table cell"] += 1

    def _columns(self, row: Block) -> tuple[int, int] | None:
        """Where in a row the speaker and the words stand: under a header that says so, or a listed name beside words in a table of two columns."""
        if row.kind is not Kind.ROW:
            return None
        if not any(row.heads):
            cells = [cell.content().strip(" *_:") for cell in row.cells]
            return (0, 1) if len(cells) == 2 and cells[1] and len(cells[0].split()) <= _CELL_WORDS and self.speakers.listed(cells[0]) else None
        heads = [label(head) for head in row.heads]
        who = next((n for n, head in enumerate(heads) if head in SPEAKER_HEADS), None)
        said = next((n for n, head in enumerate(heads) if head in SAID_HEADS), None)
        return (who, said) if who is not None and said is not None and max(who, said) < len(row.cells) else None

    def _rows_voice(self, row: Block) -> tuple[Voice | None, tuple[int, ...]]:
        """Who says what stands in the other columns of a row (`Who | Went well | Should change`), and which those are; None where nobody known."""
        heads = [label(head) for head in row.heads]
        who = next((n for n, head in enumerate(heads) if head in PERSON_HEADS and n < len(row.cells)), None)
        name = row.cells[who].content().strip(" *_:") if who is not None else ""
        if not name or not self.speakers.listed(name):
            return None, ()
        return (name, None), tuple(n for n in range(len(row.cells)) if n != who and n < len(heads) and heads[n] not in TRACKING_HEADS)

    def _cell(self, place: _Place, cell: Block, voice: Voice | None) -> Iterator[Message]:
        for piece in paragraphs(cell) if voice else cut(cell, len(cell.lines), self.speakers):
            if piece.part is not Part.DROPPED:
                named = (piece.speaker, piece.organisation) if piece.speaker else None
                yield from self._message(place, cell, piece, voice or named)

    def _block(self, place: _Place, number: int, block: Block) -> Iterator[Message]:
        """A paragraph or item: its turns, and what goes on with one."""
        if block.kind is Kind.ITEM:
            voice = self._item_voice(place, block)
        else:
            place.items, place.mixed = {}, set()
            voice = place.voice if not block.apart and (self.flows or not block.spaced) else None
        inherited = voice
        pieces = cut(block, self.lists.free(number), self.speakers, reporting=inherited is None)
        for n, piece in enumerate(pieces):
            alone = piece.bare and not block.text[piece.start : piece.end].strip()
            if piece.part is Part.TURN and piece.speaker and not (alone and self._ends_in_name(number, n + 1 == len(pieces))):
                voice, place.begun = (piece.speaker, piece.organisation), True
            elif piece.part is Part.LABEL or piece.note:
                voice = None
            elif piece.part is Part.REST and place.actions and (task := self._task(block, piece)):
                voice = task
            elif piece.part is Part.REST and voice is inherited and _ITALIC.fullmatch(block.text, piece.start, piece.end):
                voice = None
            if reason := self._says_nothing(place, number, piece, voice):
                self.sheet.notes.dropped[reason] += 1
                continue
            self.continued += piece.part is Part.REST and voice is not None and voice is inherited and not place.actions
            charged = self._task(block, piece) if piece.part is Part.LABEL else None
            yield from self._message(place, block, piece, voice or charged)
        self._leave(place, block, voice, spoke=any(piece.part is Part.TURN for piece in pieces))

    def _says_nothing(self, place: _Place, number: int, piece: Piece, voice: Voice | None) -> str | None:
        """Why a piece is no statement, None where it is one."""
        if piece.part is Part.DROPPED:
            return "boilerplate"
        if self.spoken and not place.begun and voice is None and self.blocks[number].kind is not Kind.ITEM:
            return "heading"
        if voice is not None or piece.part is Part.LABEL:
            return None
        block, text = self.blocks[number], self.blocks[number].text[piece.start : piece.end]
        if about_the_meeting(text):
            return "about the meeting"
        if block.kind is Kind.ITEM and is_topic(block, self.blocks[number + 1] if number + 1 < len(self.blocks) else None):
            return "heading"
        return None

    def _item_voice(self, place: _Place, block: Block) -> Voice | None:
        """Who speaks in an item that names nobody: he of the item above it, unless others have spoken below that one since."""
        place.items = {depth: voice for depth, voice in place.items.items() if depth < block.depth}
        place.mixed = {depth for depth in place.mixed if depth < block.depth}
        if not place.items:
            return place.voice if self.flows else None
        above = max(place.items)
        return None if above in place.mixed else place.items[above]

    def _leave(self, place: _Place, block: Block, voice: Voice | None, *, spoke: bool) -> None:
        """Remember whose turn it is after this block."""
        if block.kind is not Kind.ITEM:
            place.voice = voice
            return
        if spoke:
            place.mixed |= {depth for depth, other in place.items.items() if other != voice}
            place.voice = place.voice if place.items else None
        place.items[block.depth] = voice

    def _ends_in_name(self, number: int, last: bool) -> bool:
        """Whether nothing follows on which a name on a line of its own could bear."""
        if not last:
            return False
        block, after = self.blocks[number], self.blocks[number + 1] if number + 1 < len(self.blocks) else None
        if after is None or after.kind in (Kind.HEADING, Kind.ROW):
            return True
        return block.kind is Kind.ITEM and not (after.kind is Kind.ITEM and after.depth > block.depth)

    def _task(self, block: Block, piece: Piece) -> Voice | None:
        """Who takes a task on: `Piotr Zielinski to look at the offset`, in a list of actions or behind a word that says so."""
        name = charged(block, piece)
        return (name, None) if name and self.speakers.listed(name) else None

    def _message(self, place: _Place, block: Block, piece: Piece, voice: Voice | None) -> Iterator[Message]:
        start = piece.end - len(block.text[piece.start : piece.end].lstrip())
        text = block.text[start : piece.end].rstrip().rstrip("\\").rstrip()
        if not any(sign.isalpha() for sign in text):
            return
        speaker, organisation = voice or (None, None)
        yield Message(
            source=self.sheet.source.name,
            locator=_locator(block, start, start + len(text), piece.place),
            document=self.document,
            reader=self.sheet.reader,
            register=self.sheet.register,
            text=text,
            speaker=speaker,
            organisation=organisation,
            said_at=self.at,
            heading=place.heading,
            offset=start - (block.text.rfind("\n", 0, start) + 1) if _LINE.fullmatch(piece.place) else start,
        )


def _locator(block: Block, start: int, end: int, place: str) -> str:
    """Where a text begins; of one whose lines do not follow each other (over the end of a page), where each of them stands."""
    places = list(dict.fromkeys(line.place for line in block.within(start, end)))
    numbers = [int(hit[1]) for each in places if (hit := _LINE.fullmatch(each))]
    if len(numbers) < len(places) or all(after == before + 1 for before, after in pairwise(numbers)):
        return place
    unit = place.partition(" ")[0]
    return f"{unit} {', '.join(each.removeprefix(unit).lstrip() for each in places)}"
