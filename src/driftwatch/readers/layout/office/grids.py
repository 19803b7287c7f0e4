"""Tables of documents, row by row: header, cells that span columns, cells that go on from the row above."""

import re
from collections.abc import Iterator, Sequence

from driftwatch.readers.layout.pages.blocks import Block, Kind, authored, row

_WIDEST = 64
"""Columns; what is declared to be wider is not believed."""
_NAME_WORDS = 4
"""A cell of more words is not said again where it spans rows."""
_BAND_WORDS = 8


class Grid:
    """One table, told cell by cell and row by row."""

    def __init__(self, place: str) -> None:
        self._place, self._rows = place, 0
        self._cells: list[Block] = []
        self._blocks: list[list[Block]] = []
        self._above: list[Block] = []
        self._heads: list[str] | None = None
        self._first: list[Block] | None = None
        """The first row, as long as nobody knows whether it is the header."""

    def next_row(self) -> str:
        """Begin a row; gives its place."""
        self._rows += 1
        self._cells, self._blocks = [], []
        return f"{self._place} row {self._rows}"

    def cell(self, blocks: Sequence[Block], *, span: int = 1, merged: bool = False) -> None:
        """The next cell of the row: what stands in it, over how many columns it goes, whether it goes on from the row above."""
        place = f"{self._place} row {self._rows}"
        text = "\n".join(block.content() for block in blocks)
        column = len(self._cells)
        if merged and not text.strip() and column < len(self._above) and len(self._above[column].content().split()) <= _NAME_WORDS:
            text = self._above[column].content()
        self._blocks.append(list(blocks))
        self._cells.append(authored(text, place, Kind.PARAGRAPH))
        self._cells += [authored("", place, Kind.PARAGRAPH) for _ in range(min(span, _WIDEST) - 1) if len(self._cells) < _WIDEST]

    def row(self, *, header: bool) -> Iterator[Block]:
        """The row that is now complete, as far as it can be told what it is."""
        said = [block for block in self._blocks if block]
        if len(self._blocks) <= 1:
            yield from self.end()
            yield from self._band() if len(self._cells) > 1 else said[0] if said else ()
            return
        cells, self._above = self._cells, self._cells
        if header:
            self._heads = [f"{above} {cell.content()}".strip() for above, cell in zip(_padded(self._heads, len(cells)), cells, strict=False)]
        elif self._heads is None and self._first is None:
            self._first = cells
        else:
            if self._first is not None:
                held, self._first = self._first, None
                if _are_heads(held):
                    self._heads = [cell.content() for cell in held]
                else:
                    self._heads = []
                    yield row(held)
            if any(cell.content().strip() for cell in cells):
                yield row(cells, self._heads or [])

    def end(self) -> Iterator[Block]:
        """What was still held back when the table ended."""
        if self._first is not None and any(cell.content().strip() for cell in self._first):
            yield row(self._first)
        self._first = None

    def _band(self) -> Iterator[Block]:
        """One cell across the table: a heading over the rows below it, or text."""
        for block in self._blocks[0]:
            text = block.content()
            if len(self._blocks[0]) == 1 and len(text.split()) <= _BAND_WORDS and text.rstrip()[-1:] not in ".!?;,":
                self._heads = None
                yield authored(text, block.lines[0].place, Kind.HEADING, 3)
            else:
                yield block


def _padded(heads: Sequence[str] | None, columns: int) -> list[str]:
    return [*(heads or ()), *("" for _ in range(columns))][:columns]


def _are_heads(cells: Sequence[Block]) -> bool:
    """Whether a first row is a header: few words in every cell, no figures, and no sentence."""
    texts = [cell.content().strip() for cell in cells]
    return all(text and len(text.split()) <= 4 and not (" " in text and text[-1] in ".!?;,") and not re.search(r"\d", text) for text in texts)
