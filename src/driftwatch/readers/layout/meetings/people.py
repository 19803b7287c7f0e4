"""Whom a page of minutes lists, and which of its lines do nothing but list them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from driftwatch.domain.names import Roll
from driftwatch.readers.layout.meetings.attendance import Person, begins_list, labelled, listed, lists_absent, people_of, represented, tabled
from driftwatch.readers.layout.meetings.words import ACTION_HEADINGS, AGENDA_HEADINGS, BODY_HEADINGS, MEMBERS, label
from driftwatch.readers.layout.pages.blocks import Block, Kind, looks_like_heading
from driftwatch.reading import Notes

_EARLY = 30
"""Blocks from the beginning in which a table of two columns without header may be a list of people."""

_LONGEST_LIST = 60
_ENTRY_WORDS = 9
_VACANT_WORDS = 6
"""An entry of no more words in a list of people is part of it, though it names nobody: `TBD, Epic Games`."""


class Lists:
    """The lists of people of one meeting: who stands in them, and where they begin."""

    def __init__(self, document: str, blocks: Sequence[Block], notes: Notes) -> None:
        self._document, self._blocks, self._notes = document, blocks, notes
        self._first: dict[int, int] = {}
        """Number of a block -> number of the line from which on it lists people."""
        self._people: list[Person] = []
        self._take()
        self._tell()

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
        in_list, gone, level, below = False, False, 0, -1
        for number, block in enumerate(self._blocks):
            if self._is_heading(number, within=in_list):
                inner = in_list and block.depth > level > 0
                begins = begins_list(block.content()) or self._lists_only(number, follows=in_list)
                in_list, below = begins or inner, -1
                gone = lists_absent(block.content()) if begins else gone
                level = block.depth if begins and not inner else level
            elif block.kind is Kind.ROW:
                self._attend(tabled(block, early=number < _EARLY, in_list=in_list), number, 0, gone=in_list and gone)
            elif in_list or (block.kind is Kind.ITEM and block.depth > below >= 0):
                self._attend(people := people_of(block), number, 0, gone=gone)
                if not people and len(block.content().split()) <= _VACANT_WORDS:
                    self._first[number] = 0
            else:
                below, gone = self._label(number, block)

    def _lists_only(self, number: int, *, follows: bool) -> bool:
        """Whether nothing but people stands under a heading, line by line: under `Voting members`, or whatever comes behind another list."""
        called = set(re.findall(r"\w+", label(self._blocks[number].content())))
        if not (follows or called & MEMBERS) or called & (AGENDA_HEADINGS | BODY_HEADINGS | ACTION_HEADINGS):
            return False
        section = []
        for other in range(number + 1, min(number + 1 + _LONGEST_LIST, len(self._blocks))):
            block = self._blocks[other]
            if self._is_heading(other, within=True) or labelled([block.line(n) for n in range(len(block.lines))]):
                break
            section.append(block)
        owned = sum(any(person.organisation for person in people_of(block)) for block in section)
        if not section or not (called & MEMBERS or 2 * owned >= len(section)):
            return False
        return 5 * sum(_is_entry(block) for block in section) >= 4 * len(section)

    def _is_heading(self, number: int, *, within: bool) -> bool:
        """Whether a block is a heading; within a list of people bold names are not, as long as more people or another list follow."""
        block = self._blocks[number]
        if block.kind is Kind.HEADING or not (within and looks_like_heading(block)):
            return block.kind is Kind.HEADING or looks_like_heading(block)
        if block.content().endswith(":") or not _is_entry(block):
            return True
        after = self._blocks[number + 1] if number + 1 < len(self._blocks) else None
        goes_on = after is not None and bool(after.lines) and (_is_entry(after) or (looks_like_heading(after) and after.content().endswith(":")))
        return not (goes_on or any(person.organisation for person in people_of(block)))

    def _label(self, number: int, block: Block) -> tuple[int, bool]:
        """Take in `Present: …`; the depth below which its list follows as items where the label stands alone (else -1), and whether of absentees."""
        lines = [block.line(n) for n in range(len(block.lines))]
        if people := represented(lines):
            self._attend(people, number, 0, gone=False)
            return -1, False
        if (hit := labelled(lines)) is None:
            return -1, False
        first, rest, absent = hit
        more = lines[first + 1 :]
        if not rest.strip(" *_") and not more:
            self._first[number] = first
            return (block.depth if block.kind is Kind.ITEM else 0), absent
        people = listed([rest, *more], [block.indent(n) for n in range(first, len(lines))])
        if len(people) > 1 or (people and len(rest.split()) <= 4):
            self._attend(people, number, first, gone=absent)
        return -1, False

    def _attend(self, people: Sequence[Person], number: int, line: int, *, gone: bool) -> None:
        if people:
            self._first[number] = line
        self._people.extend(replace(person, absent=person.absent or gone) for person in people)

    def _tell(self) -> None:
        """Note who is listed; boxes of which none is checked say nothing, and who stands among the present too was there."""
        people = _with_trailing_organisations(self._people)
        present = {person.name for person in people if not person.absent}
        for person in people:
            known = self._notes.attendees.get(self._document, {}).get(person.name, "")
            self._notes.attend(self._document, person.name, person.organisation or known)
            if person.short:
                self._notes.also(self._document, person.name, person.short)
            if present and person.name not in present:
                self._notes.missing(self._document, person.name)


def _is_entry(block: Block) -> bool:
    """Whether a block is one person on a list."""
    if block.kind is Kind.ROW or len(block.lines) != 1 or len(block.content().split()) > _ENTRY_WORDS:
        return False
    people = people_of(block)
    return bool(people) and all(" " in person.name or person.organisation for person in people)


def _with_trailing_organisations(people: Sequence[Person]) -> list[Person]:
    """`Keith Marlow ECX, Oona Varga ECX`: words in capitals behind a full name are its organisation where the list writes so more than once."""
    tails = Counter(word for person in people for word in set(person.name.split()[2:]))
    known = {person.name for person in people if " " not in person.name} | {person.organisation for person in people}
    owned = sum(bool(person.organisation) for person in people)
    found = []
    for person in people:
        parts = person.name.split()
        cut = next((n for n in range(2, len(parts)) if all(_mark(part) or part in known for part in parts[n:])), 0)
        sure = cut > 0 and (tails[parts[cut]] > 1 or parts[cut] in known or (not person.organisation and 2 * owned > len(people)))
        tail = " ".join([*parts[cut:], *([f"({person.organisation})"] if person.organisation else [])])
        found.append(replace(person, name=" ".join(parts[:cut]), organisation=tail) if sure else person)
    return found


def _mark(word: str) -> bool:
    """Whether a word is written as organisations are and people are not: `OMB`, `eCPIC`."""
    return sum(sign.isupper() for sign in word) > 1 and word.isalnum()
