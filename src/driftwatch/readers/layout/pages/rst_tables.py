"""Tables of reStructuredText: grid tables, simple tables and list tables, row by row."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from driftwatch.readers.layout.pages.blocks import Block, Kind, Line, row
from driftwatch.readers.layout.pages.rst_lines import FIELD, GRID_BORDER, SIMPLE_BORDER, RstLines

Span = tuple[int, int | None]


def grid_table(page: RstLines, first: int) -> tuple[int, list[Block]]:
    """Number of the line behind a table of `+---+`, and its rows."""
    end = first
    while end < len(page) and page.bare(end).startswith(("+", "|")):
        end += 1
    edges = [hit.start() for hit in re.finditer(r"\+", page.lines[first])]
    columns: list[Span] = [(left + 1, right) for left, right in pairwise(edges)]
    rows: list[list[int]] = [[]]
    heads = 0
    for number in range(first + 1, end):
        if GRID_BORDER.fullmatch(page.lines[number]):
            heads = len(rows) if "=" in page.lines[number] else heads
            rows.append([])
        else:
            rows[-1].append(number)
    return end, _rows(page, [each for each in rows if each], columns, heads)


def simple_table(page: RstLines, first: int) -> tuple[int, list[Block]]:
    """Number of the line behind a table of `====  ====`, and its rows."""
    borders, number = [first], first + 1
    while number < len(page):
        if SIMPLE_BORDER.fullmatch(page.lines[number]):
            borders.append(number)
            if page.blank(number + 1) or len(borders) > 2:
                break
        number += 1
    if len(borders) < 2:
        return first + 1, []
    spans = [hit.span() for hit in re.finditer(r"=+", page.lines[first])]
    columns: list[Span] = [*((left, right) for left, right in spans[:-1]), (spans[-1][0], None)]
    rows: list[list[int]] = []
    heads = 0
    for each in range(first + 1, borders[-1]):
        if each in borders:
            heads = len(rows)
        elif not page.blank(each):
            begins = bool(page.lines[each][columns[0][0] : columns[0][1]].strip()) or not rows
            rows.append([each]) if begins else rows[-1].append(each)
    return borders[-1] + 1, _rows(page, rows, columns, heads)


def list_table(page: RstLines, first: int, end: int) -> Iterator[Block]:
    """The rows of a `list-table`, whose lines stand from `first` to before `end`."""
    heads, count = list[str](), 0
    rows: list[list[list[Line]]] = []
    for number in range(first, end):
        bare = page.bare(number)
        if (field := FIELD.match(bare)) and not rows:
            header = re.fullmatch(r"[0-9]", bare[field.end() :].strip()) if field["name"] == "header-rows" else None
            count = int(header[0]) if header else count
        elif hit := re.match(r"\*[ ]+-(?:[ ]+|$)", bare):
            rows.append([[page.piece(number, page.indent(number) + hit.end())]])
        elif rows and (hit := re.match(r"-(?:[ ]+|$)", bare)):
            rows[-1].append([page.piece(number, page.indent(number) + hit.end())])
        elif rows and bare:
            rows[-1][-1].append(page.piece(number))
    for position, cells in enumerate(rows):
        blocks = [_cell(page, lines) for lines in cells]
        if position < count:
            heads = [block.content() for block in blocks]
        else:
            yield row(blocks, heads)


def _rows(page: RstLines, rows: Sequence[Sequence[int]], columns: Sequence[Span], heads: int) -> list[Block]:
    """The rows behind those that are header."""
    cells = [[_cell(page, [page.piece(number, *span) for number in lines]) for span in columns] for lines in rows]
    header = [" ".join(" ".join(each[n].content().split()) for each in cells[:heads]).strip() for n in range(len(columns))] if heads else []
    return [row(each, header) for each in cells[heads:]]


def _cell(page: RstLines, lines: Sequence[Line]) -> Block:
    said = tuple(line for line in lines if line.end > line.start)
    return Block(kind=Kind.PARAGRAPH, text=page.text, lines=said or tuple(lines[:1]))
