"""The lines of a file that may be larger than memory, with their numbers."""

from collections.abc import Iterator
from contextlib import closing

from driftwatch.errors import Reason
from driftwatch.readers.layout.text.decoding import CHUNK_BYTES, Encoding, settled
from driftwatch.reading import Notes, Source

_BYTES_PER_SIGN = 4
Block = tuple[int, list[str]]
"""Lines that follow each other, and the number of the first."""


def settled_for(source: Source, notes: Notes) -> Encoding:
    """The encoding of the whole source, told where it was guessed; raises UnreadableSourceError where it is no text."""
    with closing(source.stream()) as stream:
        return settled(stream).noted(notes)


def lines(source: Source, notes: Notes, *, encoding: Encoding) -> Iterator[tuple[int, str]]:
    """Every line without its line break, numbered from 1; what is longer than any line may be costs that line, which is named."""
    for first, block in blocks(source, notes, encoding=encoding):
        yield from enumerate(block, first)


def blocks(source: Source, notes: Notes, *, encoding: Encoding) -> Iterator[Block]:
    """The same lines in bundles, for those who count every microsecond."""
    limit = source.limits.line_bytes
    number, over, parts = 1, False, list[str]()
    for text in texts(source, encoding):
        found = text.split("\n")
        parts.append(found[0])
        if over or _longer("".join(parts), limit):
            parts, over = [], True
        if len(found) == 1:
            continue
        found[0] = "" if over else "".join(parts)
        if over:
            notes.problem(f"line {number} is longer than {limit:,} bytes and is left out", Reason.TOO_LARGE, line=number)
        parts, over = [found.pop()], False
        yield number, found
        number += len(found)
    if over:
        notes.problem(f"line {number} is longer than {limit:,} bytes and is left out", Reason.TOO_LARGE, line=number)
    elif any(parts):
        yield number, ["".join(parts)]


def texts(source: Source, encoding: Encoding) -> Iterator[str]:
    """The decoded source in pieces, cut anywhere, its line breaks `\\n`."""
    decoder = encoding.decoder()
    size = max(1, min(CHUNK_BYTES, source.limits.line_bytes))
    with closing(source.stream()) as stream:
        stream.read(encoding.mark)
        while chunk := stream.read(size):
            if text := decoder.decode(chunk):
                yield text
        if text := decoder.decode(b"", final=True):
            yield text


def _longer(line: str, limit: int) -> bool:
    return len(line) * _BYTES_PER_SIGN > limit and len(line.encode("utf-8", "surrogatepass")) > limit
