"""Whom a page of minutes lists, and which of its lines do nothing but list them."""

from collections.abc import Sequence

from driftwatch.domain.names import Roll
from driftwatch.readers.layout.attendance import Person, begins_list, labelled, listed, people_of, tabled
from driftwatch.readers.layout.blocks import Block, Kind, looks_like_heading
from driftwatch.reading import Notes

_EARLY = 30
"""Blocks from the beginning in which a table of two columns without header may be a list of people."""

_VACANT_WORDS = 6
"""An entry of no more words in a list of people is part of it, though it names nobody: `TBD, Epic Games`."""


class Lists:
    """The lists of people of one meeting: who stands in them, and where they begin."""

    def __init__(self, document: str, blocks: Sequence[Block], notes: Notes) -> None:
        self._document, self._blocks, self._notes = document, blocks, notes
        self._first: dict[int, int] = {}
        """Number of a block -> number of the line from which on it lists people."""
        self._take()

    @property
    def roll(self) -> Roll:
        """Everybody listed."""
        return Roll(self._notes.attendees.get(self._document, {}), self._notes.known_as.get(self._document, {}))

    def free(self, number: int) -> int:
        """How many lines of this block, from its beginning, list nobody."""
        return self._first.get(number, len(self._blocks[number].lines))

    def __contains__(self, number: int) -> bool:
        """Whether the whole block is part of a list."""
        return self._first.get(number) == 0

    def _take(self) -> None:
        in_list, follows, level = False, False, 0
        for number, block in enumerate(self._blocks):
            if block.kind is Kind.HEADING or looks_like_heading(block):
                begins = begins_list(block.content())
                in_list, follows = begins or (in_list and block.depth > level > 0), False
                level = block.depth if begins else level
            elif block.kind is Kind.ROW:
                self._attend(tabled(block, early=number < _EARLY, in_list=in_list), number, 0)
            elif in_list or (follows and block.kind is Kind.ITEM):
                self._attend(people := people_of(block), number, 0)
                if not people and len(block.content().split()) <= _VACANT_WORDS:
                    self._first[number] = 0
            else:
                follows = self._label(number, block)

    def _label(self, number: int, block: Block) -> bool:
        """Take in `Present: …`; True where the label stands alone and its list follows as items."""
        lines = [block.line(n) for n in range(len(block.lines))]
        if (hit := labelled(lines)) is None:
            return False
        first, rest = hit
        more = lines[first + 1 :]
        if not rest.strip() and not more:
            self._first[number] = first
            return True
        people = listed([rest, *more], [block.indent(n) for n in range(first, len(lines))])
        if len(people) > 1 or (people and len(rest.split()) <= 4):
            self._attend(people, number, first)
        return False

    def _attend(self, people: Sequence[Person], number: int, line: int) -> None:
        if people:
            self._first[number] = line
        for person in people:
            known = self._notes.attendees.get(self._document, {}).get(person.name, "")
            self._notes.attend(self._document, person.name, person.organisation or known)
            if person.short:
                self._notes.also(self._document, person.name, person.short)
