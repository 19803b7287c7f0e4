"""`driftwatch classify`: lines of text in, JSON lines with their labels out."""

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import nullcontext
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from driftwatch.cli.terminal import draws_progress, prepare_stdout, progress, say
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.labelling import LabelledText

FIRST = 32
"""Lines of the first batch, and of each where words are left out one by one: soon done."""
BATCH = 1024
"""Lines that are labelled together at most: as many as the model works on at once."""
CHUNK = 1 << 16
"""Bytes that are read at once at most: what a pipe holds."""


def classify(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Text, a statement a line; stdin by default.", show_default=False)] = None,
    *,
    why: Annotated[bool, typer.Option("--why", help="Add the words that carried each label; takes longer.")] = False,
) -> None:
    """Label lines of plain text, as JSON lines. Every line has its answer, in the order of the input; needs no programme.

    A line without words, and one in a language for which no labels are claimed, is answered too, with every label at 0: answers and lines stay
    side by side. Lines are answered as they come.

    Example: echo "Done means accepted in the field." | driftwatch classify --why
    """
    from driftwatch.wiring import explainer, labeller

    prepare_stdout()
    label = explainer() if why else labeller()
    answered = 0
    with _opened(file) as stream, progress(quiet=sys.stdout.isatty() or not draws_progress()) as told:
        if stream.isatty():
            say("reading from the terminal, a statement a line; Ctrl-D ends")
        for batch in _batches(stream, largest=FIRST if why else BATCH):
            print("\n".join(_line(labelled, why=why) for labelled in label(batch)), flush=True)
            answered += len(batch)
            told(f"{answered:,} lines labelled")


def _opened(file: Path | None) -> "nullcontext[BufferedIOBase] | BufferedIOBase":
    if file is None or file == Path("-"):
        return nullcontext(cast("BufferedIOBase", sys.stdin.buffer))
    try:
        return file.open("rb")
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror or error}); name a text file, or pipe the lines in") from error


def _batches(stream: BufferedIOBase, *, largest: int) -> Iterator[list[str]]:
    """The lines in their order, those together that are there by now."""
    mark, size = BOM_UTF8, FIRST
    for lines in _arriving(stream):
        lines[0], mark = lines[0].removeprefix(mark), b""
        begin = 0
        while begin < len(lines):
            yield [_text(line) for line in lines[begin : begin + size]]
            begin, size = begin + size, largest


def _arriving(stream: BufferedIOBase) -> Iterator[list[bytes]]:
    """Lines end with a line feed and with nothing else: what U+2028 parts is one statement still."""
    begun: list[bytes] = []
    while chunk := stream.read1(CHUNK):
        first, *others = chunk.split(b"\n")
        begun.append(first)
        if others:
            yield [b"".join(begun), *others[:-1]]
            begun = [others[-1]]
    if last := b"".join(begun):
        yield [last]


def _text(line: bytes) -> str:
    return line.removesuffix(b"\r").decode("utf-8", errors="replace")


def _line(labelled: "LabelledText", *, why: bool) -> str:
    row: dict[str, object] = {
        "text": labelled.text,
        "labels": labelled.labels,
        "predicted": labelled.predicted,
        "unsure": labelled.unsure,
    }
    if why:
        row["why"] = labelled.reasons
    if labelled.foreign:
        row["note"] = f"not claimed for this language ({labelled.foreign})"
    return json.dumps(row, ensure_ascii=False, allow_nan=False)
