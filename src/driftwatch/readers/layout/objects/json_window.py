"""The window through which JSON of strangers is looked at, and what is odd about the values in it."""

import codecs
import io
import json
import math
import re
from dataclasses import dataclass, field
from typing import BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason
from driftwatch.readers.layout.text.decoding import settled
from driftwatch.reading import Notes

Record = dict[str, object]

_BLANK = re.compile(r"[ \t\r\n]*")
_CHUNK = 1 << 18
_SNIFFED = 4096
_WESTERN = "driftwatch.western"
"""Of decoding: single bytes that are no UTF-8 are taken as Windows would."""


class Refused:
    """What stands for a piece that was refused."""


REFUSED = Refused()


class Values:
    """Decodes single values and notes what is odd about them."""

    def __init__(self, limits: Limits, notes: Notes) -> None:
        self._limits, self._notes = limits, notes
        self._odd: list[str] = []
        self._scan = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, parse_int=self._integer, parse_float=self._float, strict=False
        ).scan_once  # type: ignore[attr-defined]  # in every release of the standard library; known to no stub

    def at(self, text: str, start: int) -> tuple[object, int]:
        """The value that begins there, and where it ends; raises JSONDecodeError."""
        try:
            found: tuple[object, int] = self._scan(text, start)
        except StopIteration as stop:
            raise json.JSONDecodeError("Expecting value", text, stop.value) from None
        return found

    def of_line(self, text: str, number: int) -> object:
        """The one value of a line; raises JSONDecodeError."""
        text = text.strip()
        value, end = self.at(text, 0)
        if end != len(text):
            raise json.JSONDecodeError("something follows it", text, end)
        if self._odd or text.count("[") + text.count("{") > self._limits.json_depth:
            return self.checked(value, text, "line", number)
        return value

    def checked(self, value: object, text: str, what: str, number: int | None) -> object:
        """The value that stands in the text, or what stands for a refused one."""
        line = number if what == "line" else None
        if self._odd:
            for odd in dict.fromkeys(self._odd):
                self._notes.problem(f"{named(what, number)}: {odd}", Reason.BAD_VALUE, line=line)
            self._odd.clear()
        deepest = self._limits.json_depth
        if text.count("[") + text.count("{") > deepest and _deeper(value, deepest):
            self._notes.problem(f"{named(what, number)} is nested deeper than {deepest}; it is left out", Reason.TOO_DEEP, line=line)
            return REFUSED
        return value

    def forget(self) -> None:
        """Drop what was noted about a value that turned out to be incomplete."""
        self._odd.clear()

    def _object(self, pairs: list[tuple[str, object]]) -> Record:
        made = dict(pairs)
        if len(made) != len(pairs):
            self._odd.append("a key stands twice in an object; the last counts")
        return made

    def _constant(self, name: str) -> None:
        self._odd.append(f"{name} is no number; it is left out")

    def _integer(self, digits: str) -> int | None:
        if len(digits) <= self._limits.integer_digits:
            return int(digits)
        self._odd.append(f"a number of {len(digits):,} digits is left out")
        return None

    def _float(self, digits: str) -> float | None:
        number = float(digits)
        if math.isfinite(number):
            return number
        self._odd.append("a number that is too large is left out")
        return None


def _deeper(value: object, left: int) -> bool:
    """Whether it is nested deeper than that."""
    within = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    return within is not None and (left <= 0 or any(_deeper(each, left - 1) for each in within))


def after_blank(text: str, position: int) -> int:
    """The next position that holds no blank."""
    hit = _BLANK.match(text, position)
    return hit.end() if hit else position


@dataclass(slots=True)
class _Decoding:
    """Bytes to text as they come: JSON is UTF-8 unless a mark or its empty bytes say otherwise; what is not valid is taken as Windows would."""

    notes: Notes
    decoder: codecs.IncrementalDecoder | None = None

    def text(self, data: bytes, *, final: bool) -> str:
        """The text of the next bytes; raises UnreadableSourceError where the file is no text at all."""
        if self.decoder is None:
            encoding = settled(io.BytesIO(data[:_SNIFFED]))
            wide = encoding.codec.startswith(("utf-16", "utf-32"))
            self.decoder = codecs.getincrementaldecoder(encoding.codec if wide else "utf-8")()
            data = data[encoding.mark :]
        state = self.decoder.getstate()
        try:
            return self.decoder.decode(data, final)
        except UnicodeDecodeError as error:
            lenient = "replace" if error.encoding != "utf-8" else _WESTERN
            meant = "were replaced" if error.encoding != "utf-8" else "were read as Windows-1252"
            self.notes.problem(f"bytes that are not valid {error.encoding.upper()} {meant}; export it again as UTF-8", Reason.BAD_ENCODING)
            self.decoder = codecs.getincrementaldecoder(error.encoding)(lenient)
            self.decoder.setstate(state)
            return self.decoder.decode(data, final)


@dataclass(slots=True)
class Window:
    """The stretch of text that is looked at; it moves on and grows only as long as one piece does."""

    stream: BinaryIO
    limits: Limits
    notes: Notes
    text: str = ""
    position: int = 0
    ended: bool = False
    lines: int = 0
    """Line breaks before the window; of JSON lines, lines taken."""
    values: Values = field(init=False)
    _decoding: _Decoding = field(init=False)

    def __post_init__(self) -> None:
        self.values, self._decoding = Values(self.limits, self.notes), _Decoding(self.notes)

    def more(self) -> bool:
        """Let go of what is behind and take in as much again as is left; False at the end."""
        if self.ended:
            return False
        left = self.text[self.position :]
        data = self.stream.read(max(_CHUNK, len(left)))
        self.ended = not data
        self.lines += self.text.count("\n", 0, self.position)
        self.text, self.position = left + self._decoding.text(data, final=self.ended), 0
        return True

    def sign(self) -> str:
        """The next character that is not blank, "" at the end."""
        while True:
            self.position = after_blank(self.text, self.position)
            if self.position < len(self.text):
                return self.text[self.position]
            if not self.more():
                return ""

    def at_line(self, position: int) -> int:
        """The line of a position in the window, from 1."""
        return self.lines + self.text.count("\n", 0, position) + 1

    def line(self) -> str | None:
        """The next line, "" for one that is too long, None at the end."""
        longest = self.limits.line_bytes
        too_long = False
        while (end := self.text.find("\n", self.position)) < 0:
            if len(self.text) - self.position > longest:
                self.position, too_long = len(self.text), True
            taken = self.lines
            if not self.more():
                end = len(self.text)
                break
            self.lines = taken
        if end == self.position == len(self.text) and not too_long and self.ended:
            return None
        line, self.position = self.text[self.position : end], min(end + 1, len(self.text))
        self.lines += 1
        if too_long or len(line) > longest:
            self.notes.problem(f"line {self.lines} is longer than {longest:,} bytes; it is left out", Reason.TOO_LARGE, line=self.lines)
            return ""
        return line


def named(what: str, number: int | None) -> str:
    """What is spoken of: `entry 3`."""
    return what if number is None else f"{what} {number}"
