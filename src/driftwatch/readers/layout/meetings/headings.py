"""Which lines of minutes are headings though nothing marks them as such, and where the discussion begins behind an agenda."""

import re
from collections.abc import Sequence
from dataclasses import replace

from driftwatch.readers.layout.meetings.people import Lists
from driftwatch.readers.layout.meetings.turns import Speakers
from driftwatch.readers.layout.meetings.words import ACTION_HEADINGS, AGENDA_HEADINGS, BODY_HEADINGS, label
from driftwatch.readers.layout.pages.blocks import Block, Kind, looks_like_heading

_HEADING_WORDS = 8
_TOPIC_WORDS = 16
_UNMARKED_DEPTH = 7
"""Such headings stand below all that are marked."""
_NAMED = AGENDA_HEADINGS | BODY_HEADINGS | (ACTION_HEADINGS - {"next"})


def headed(blocks: Sequence[Block], lists: Lists, speakers: Speakers) -> list[Block]:
    """The blocks, those that are headings to the eye as headings."""
    return [
        replace(block, kind=Kind.HEADING, depth=_UNMARKED_DEPTH) if _is_heading(blocks, number, lists, speakers) else block
        for number, block in enumerate(blocks)
    ]


def is_called(heading: Block, wanted: frozenset[str]) -> bool:
    """Whether a short heading holds one of these words."""
    parts = re.findall(r"\w+", label(heading.content()))
    return len(parts) <= 6 and not wanted.isdisjoint(parts)


def discussion(blocks: Sequence[Block]) -> int:
    """Number of the heading under which the discussion stands, behind an agenda that holds no statements; -1 where no such agenda can be told."""
    heads = [(n, block) for n, block in enumerate(blocks) if block.kind is Kind.HEADING]
    agenda = next((each for each in heads if is_called(each[1], AGENDA_HEADINGS) and not is_called(each[1], BODY_HEADINGS)), None)
    if agenda is None:
        return -1
    behind = [(n, block) for n, block in heads if n > agenda[0] and is_called(block, BODY_HEADINGS) and len(blocks) - n >= n - agenda[0]]
    beside = [n for n, block in behind if block.depth <= agenda[1].depth]
    return min(beside or [n for n, _ in behind], default=-1)


def bare_agendas(blocks: Sequence[Block], speakers: Speakers) -> frozenset[int]:
    """Numbers of the items of agendas that are plain lists of topics before the text begins: nobody speaks, nothing is said of a topic."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if block.kind is not Kind.HEADING or label(block.content()) not in AGENDA_HEADINGS:
            continue
        end = next((n for n in range(number + 1, len(blocks)) if blocks[n].kind is not Kind.ITEM), len(blocks))
        topics = blocks[number + 1 : end]
        if end + len(topics) < len(blocks) and all(_is_topic(each, speakers) for each in topics):
            found.update(range(number + 1, end))
    return frozenset(found)


def _is_topic(item: Block, speakers: Speakers) -> bool:
    text = " ".join(item.content().split())
    return item.depth == 1 and len(text.split()) <= _TOPIC_WORDS and text[-1:] not in ".!?" and speakers.begin(item.line(0)) is None


def _is_heading(blocks: Sequence[Block], number: int, lists: Lists, speakers: Speakers) -> bool:
    """Whether a paragraph is one: bold, `Agenda:`, or a few words without a point over somebody's turn; and nobody's name."""
    block = blocks[number]
    if block.kind is not Kind.PARAGRAPH or len(block.lines) != 1 or number in lists or speakers.begin(block.content()):
        return False
    if looks_like_heading(block):
        return True
    text = block.content()
    few = len(text.split()) <= _HEADING_WORDS
    if few and text.rstrip("*_ ").endswith(":") and not _NAMED.isdisjoint(re.findall(r"\w+", label(text))):
        return True
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    if not few or text[-1:] in ".!?:;,…" or not block.spaced or after is None or not after.spaced or not after.lines:
        return False
    return speakers.begin(after.line(0)) is not None
