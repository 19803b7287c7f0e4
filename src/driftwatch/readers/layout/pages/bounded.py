"""The blocks of a document as far as it can be read: where it breaks off, or grows past all measure, what stands before that."""

from collections.abc import Iterable

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.pages.blocks import Block
from driftwatch.reading import Notes, Source


def bounded(blocks: Iterable[Block], source: Source, notes: Notes) -> list[Block]:
    """All blocks, or those before the first that cannot be had; raises UnreadableSourceError where there is none at all."""
    kept: list[Block] = []
    left = source.limits.document_chars
    try:
        for block in blocks:
            left -= sum(len(cell.text) for cell in block.cells) or len(block.content())
            if left < 0:
                what = f"{block.lines[0].place}: only the first {source.limits.document_chars:,} characters were read; split the document"
                notes.problem(what, Reason.TRUNCATED_TEXT)
                break
            kept.append(block)
    except UnreadableSourceError as error:
        if not kept:
            raise
        notes.problem(f"{error}; it was read as far as {kept[-1].lines[0].place}", error.reason, line=error.line)
    return kept
