"""`driftwatch classify`: lines of text in, JSON lines with their labels out."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from driftwatch.cli.terminal import prepare_stdout, say
from driftwatch.domain.labels import LABELS
from driftwatch.errors import ConfigurationError

if TYPE_CHECKING:
    from driftwatch.watch import LabelledText

BATCH = 256
"""Lines that are labelled together; the answers to the first come before the last are read."""


def classify(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Text, a statement a line; stdin by default.", show_default=False)] = None,
) -> None:
    """Label lines of plain text, as JSON lines. Every line has its answer, in the order of the input; needs no programme.

    A line without words is answered too, with every label at 0, so that answers and lines stay side by side.

    Example: echo "Done means accepted in the field." | driftwatch classify
    """
    from driftwatch.wiring import labeller

    prepare_stdout()
    with _opened(file) as stream:
        label = labeller()
        size = BATCH
        if stream.isatty():
            say("reading from the terminal, a statement a line; Ctrl-D ends")
            size = 1
        for batch in _batches(_lines(stream), size):
            labelled = iter(label([text for text in batch if text.strip()]))
            for text in batch:
                print(_line(text, next(labelled) if text.strip() else None))
            sys.stdout.flush()


def _opened(file: Path | None) -> "nullcontext[BinaryIO] | BinaryIO":
    if file is None or file == Path("-"):
        return nullcontext(sys.stdin.buffer)
    try:
        return file.open("rb")
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror or error}); name a text file, or pipe the lines in") from error


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines end with a line feed and with nothing else: what U+2028 parts is one statement still."""
    for number, line in enumerate(stream):
        text = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")
        yield text.removeprefix("\ufeff") if number == 0 else text


def _batches(lines: Iterator[str], size: int) -> Iterator[Sequence[str]]:
    while batch := list(islice(lines, size)):
        yield batch


def _line(text: str, labelled: "LabelledText | None") -> str:
    labels = {label.value: labelled.labels[label] if labelled else 0.0 for label in LABELS}
    predicted = [label.value for label in labelled.predicted] if labelled else []
    return json.dumps({"text": text, "labels": labels, "predicted": predicted}, ensure_ascii=False, allow_nan=False)
