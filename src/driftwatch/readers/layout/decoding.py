"""Bytes to text: what the file says of its encoding, else UTF-8, else what Windows would have written."""

import codecs
import re

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.reading import Notes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, the longer before those that begin like them."""


def decoded(data: bytes, notes: Notes) -> str:
    """The text with its line breaks as `\\n`; a guessed encoding is noted."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(_strictly(data, encoding).removeprefix("\ufeff"))
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise UnreadableSourceError("holds bytes that no text holds; is this the file that you meant?", line=line, reason=Reason.BAD_ENCODING)
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        notes.guessed.append(f"encoding: Windows-1252, because line {line} is not valid UTF-8")
        return _lines(_strictly(data, "cp1252"))


def glimpse(head: bytes) -> str:
    """The beginning of a file as text, good enough to recognise a format; empty where it is no text."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _lines(head.decode(encoding, "replace").removeprefix("\ufeff"))
    return "" if b"\0" in head else _lines(head.decode("utf-8", "replace"))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableSourceError(f"line {line} is not valid {encoding}; save the file as UTF-8", line=line, reason=Reason.BAD_ENCODING) from error


def _lines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)
