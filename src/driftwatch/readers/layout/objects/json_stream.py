"""JSON of strangers as a stream: what it holds piece by piece, in the memory of one piece.

The standard library's decoder is run over a window of text that moves on: as fast as ijson's C backend, which we measured it against and
which ends the process on a number of 5,000 digits; here every error is an exception. What was read before an error stays read.
"""

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from driftwatch.errors import Reason
from driftwatch.readers.layout.objects.json_window import REFUSED, Record, Window, named
from driftwatch.reading import Notes, Source

_DIGITS = frozenset("0123456789")
_CUT_NUMBER = 3
"""Of a number that goes on behind the window, a point or an exponent may be left over."""
_NEAR = 16
"""An error so near to the end of what is there may be one of what is not there yet: no word or escape of JSON is longer."""
_LINES_OF_A_PIECE = 16
"""A piece of a document may be as large as so many lines of JSON lines: pictures lie in some."""


class Piece(NamedTuple):
    """One value of a document, whole."""

    path: str
    """Keys from the top, joined by points; `*` for any element of a list: `chats.list.*.messages.*`."""
    at: tuple[int, ...]
    """Which element it is of each list that leads to it, from 1."""
    value: object


def pieces(source: Source, notes: Notes, opened: Collection[str], *, wanted: Collection[str] | None = None) -> Iterator[Piece]:
    """What lies in the lists and objects at the opened paths ("" is the document itself), in its order, each piece whole.

    With `{"", "messages"}`, `{"name": "x", "messages": [a, b]}` gives `name`, `messages.*` and `messages.*`. Pieces that are not wanted are passed
    over, however large. An error ends the stream with a problem noted; nothing is raised.
    """
    with source.stream() as stream:
        window = Window(stream, source.limits, notes)
        yield from _Walk(window, frozenset(opened), None if wanted is None else frozenset(wanted)).document()


def records(source: Source, notes: Notes, path: str = "") -> Iterator[tuple[int, Record]]:
    """The objects of the list at this path with their numbers, from 1; what is no object there is named and left out."""
    parts = path.split(".") if path else []
    opened = {".".join(parts[:end]) for end in range(len(parts) + 1)}
    element = f"{path}.*" if path else "*"
    for piece in pieces(source, notes, opened, wanted={element}):
        number = piece.at[-1]
        if isinstance(piece.value, dict):
            yield number, piece.value
        else:
            notes.problem(f"entry {number} is no object; it is left out", Reason.BAD_VALUE)


def json_lines(source: Source, notes: Notes) -> Iterator[tuple[int, Record]]:
    """The object of each line with its number, from 1; a line that holds none is named and left out."""
    with source.stream() as stream:
        window = Window(stream, source.limits, notes)
        while (line := window.line()) is not None:
            if not line or line.isspace():
                continue
            number = window.lines
            try:
                value = window.values.of_line(line, number)
            except json.JSONDecodeError as error:
                notes.problem(f"line {number} is not valid JSON: {error.msg}; it is left out", Reason.MALFORMED_JSON, line=number)
            except RecursionError:
                notes.problem(f"line {number} is nested too deeply; it is left out", Reason.TOO_DEEP, line=number)
            else:
                if isinstance(value, dict):
                    yield number, value
                elif value is not REFUSED:
                    notes.problem(f"line {number} holds no object; it is left out", Reason.BAD_VALUE, line=number)


def text_of(value: object) -> str:
    """The value where it is text, else nothing."""
    return value if isinstance(value, str) else ""


def record_of(value: object) -> Record:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[object]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


class _Stop(Exception):  # noqa: N818
    """The stream cannot be followed any further; the problem is noted."""


class _Walk:
    """Goes through one document."""

    def __init__(self, window: Window, opened: frozenset[str], wanted: frozenset[str] | None) -> None:
        self._window, self._opened, self._wanted = window, opened, wanted

    def document(self) -> Iterator[Piece]:
        window = self._window
        try:
            if not window.sign():
                window.notes.problem("empty; export it again", Reason.MALFORMED_JSON)
                return
            yield from self._value("", ())
            if window.sign():
                self._fail("something follows after its end")
        except _Stop:
            return

    def _value(self, path: str, at: tuple[int, ...]) -> Iterator[Piece]:
        sign = self._window.sign()
        if path in self._opened and sign in ("[", "{"):
            yield from self._list(path, at) if sign == "[" else self._object(path, at)
        elif self._wanted is not None and path not in self._wanted:
            self._pass_over(0)
        else:
            element = path.endswith("*")
            value = self._taken("entry" if element else f"`{path[:80]}`" if path else "the document", at[-1] if element else None)
            if value is not REFUSED:
                yield Piece(path, at, value)

    def _list(self, path: str, at: tuple[int, ...]) -> Iterator[Piece]:
        below = f"{path}.*" if path else "*"
        if below in self._opened or (self._wanted is not None and below not in self._wanted):
            for number in self._elements():
                yield from self._value(below, (*at, number))
            return
        for number in self._elements():
            if (value := self._taken("entry", number)) is not REFUSED:
                yield Piece(below, (*at, number), value)

    def _object(self, path: str, at: tuple[int, ...]) -> Iterator[Piece]:
        for key in self._members():
            yield from self._value(f"{path}.{key}" if path else key, at)

    def _elements(self) -> Iterator[int]:
        """Stops before each element of a list."""
        window = self._window
        window.position += 1
        number = 0
        while (sign := window.sign()) != "]":
            if number:
                self._expect(sign, ",")
                sign = window.sign()
            number += 1
            yield number
        window.position += 1

    def _members(self) -> Iterator[str]:
        """Stops before each value of an object, telling its key."""
        window = self._window
        window.position += 1
        first = True
        while (sign := window.sign()) != "}":
            if not first:
                self._expect(sign, ",")
                sign = window.sign()
            first = False
            if sign != '"':
                self._expect(sign, '"')
            key = self._taken("a key")
            self._expect(window.sign(), ":")
            window.sign()
            yield str(key)
        window.position += 1

    def _expect(self, sign: str, wanted: str) -> None:
        if sign != wanted:
            self._fail(f"expected `{wanted}`")
        self._window.position += wanted != '"'

    def _taken(self, what: str, number: int | None = None) -> object:
        """The value that stands here, whole."""
        window, values = self._window, self._window.values
        while True:
            text, start = window.text, window.position
            try:
                value, end = values.at(text, start)
            except json.JSONDecodeError as error:
                values.forget()
                self._longer(error, named(what, number))
            except RecursionError:
                self._fail(f"{named(what, number)} is nested too deeply", Reason.TOO_DEEP)
            else:
                if end + _CUT_NUMBER > len(text) and text[end - 1] in _DIGITS and window.more():
                    values.forget()
                    continue
                window.position = end
                return value if value.__class__ is str else values.checked(value, text[start:end], what, number)

    def _longer(self, error: json.JSONDecodeError, what: str) -> None:
        """Take in more where that may mend what could not be decoded."""
        window = self._window
        longest = window.limits.line_bytes * _LINES_OF_A_PIECE
        if len(window.text) - error.pos > _NEAR and not error.msg.startswith("Unterminated string"):
            self._fail(f"{what}: {error.msg}", at=error.pos)
        if len(window.text) - window.position > longest:
            self._fail(f"{what} is larger than {longest:,} bytes", Reason.TOO_LARGE)
        if not window.more():
            self._fail(f"{what}: {error.msg}", at=len(window.text) if error.msg.startswith("Unterminated string") else error.pos)

    def _pass_over(self, depth: int) -> None:
        """Go past the value that stands here, piece by piece where it is larger than what is there."""
        window = self._window
        sign = window.sign()
        try:
            _, end = window.values.at(window.text, window.position)
        except (json.JSONDecodeError, RecursionError):
            end = len(window.text)
        window.values.forget()
        if end + _CUT_NUMBER < len(window.text):
            window.position = end
        elif depth < window.limits.json_depth and sign in ("[", "{"):
            for _ in self._elements() if sign == "[" else self._members():
                self._pass_over(depth + 1)
        else:
            self._taken("a value that is not needed")

    def _fail(self, what: str, reason: Reason = Reason.MALFORMED_JSON, *, at: int | None = None) -> None:
        """Note why nothing more can be read."""
        window = self._window
        where = window.position if at is None else min(at, len(window.text))
        line = window.at_line(where)
        cut = "; was the export cut off?" if window.ended and reason == Reason.MALFORMED_JSON and where + _NEAR > len(window.text) else ""
        window.notes.problem(f"{what}{cut}; what stands before was read", reason, line=line)
        raise _Stop
