"""What goes between the process that reads and the one that asked: frames of JSON, each with its length before it, and nothing but plain values."""

import json
import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import FileReport, FileStatus, Message, Problem, Register, held_once
from driftwatch.errors import Reason
from driftwatch.intake.desk import Begun, Ended, Event
from driftwatch.reading import Notes, Wanted

_LENGTH = struct.Struct(">I")
MOST_BYTES = 1 << 30
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""Anything that JSON can say."""


class WireError(Exception):
    """A frame that is none of ours."""


def send(pipe: BinaryIO, plain: Plain) -> None:
    """Write one frame."""
    content = json.dumps(plain, separators=(",", ":")).encode("ascii")
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: BinaryIO) -> Plain:
    """Read one frame; raises EOFError where the other side has gone, WireError where it is no frame."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(head)
    if size > MOST_BYTES:
        raise WireError(f"a frame of {size:,} bytes")
    content = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return _parsed(content)


class Frames:
    """Frames out of the pieces in which they arrive."""

    def __init__(self) -> None:
        self._held = bytearray()

    def arrived(self, piece: bytes) -> None:
        """More of them."""
        self._held += piece

    def next(self) -> Plain:
        """The next frame, taken out; None where it is not whole yet. Raises WireError where it is no frame."""
        if len(self._held) < _LENGTH.size:
            return None
        (size,) = _LENGTH.unpack_from(self._held)
        if size > MOST_BYTES:
            raise WireError(f"a frame of {size:,} bytes")
        if len(self._held) < _LENGTH.size + size:
            return None
        content = bytes(self._held[_LENGTH.size : _LENGTH.size + size])
        del self._held[: _LENGTH.size + size]
        return _parsed(content)


def _parsed(content: bytes) -> Plain:
    try:
        return cast("Plain", json.loads(content))
    except (ValueError, RecursionError) as error:
        raise WireError(str(error)) from error


def wanted_out(wanted: Wanted) -> Plain:
    """A request as it is sent."""
    return {
        "folder": str(wanted.folder),
        "name": wanted.name,
        "timezone": _zone_out(wanted.timezone),
        "kind": wanted.kind,
        "people": list(wanted.people),
        "columns": dict(wanted.columns),
        "asked": wanted.asked,
        "storage": wanted.storage,
        "done": [*sorted(wanted.done)],
    }


def wanted_in(plain: Plain) -> Wanted:
    """A request as it is received; it comes from our own side."""
    content = cast("dict[str, object]", plain)
    return Wanted(
        folder=Path(str(content["folder"])),
        name=str(content["name"]),
        timezone=_zone_in(cast("str | float", content["timezone"])),
        kind=cast("str | None", content["kind"]),
        people=tuple(cast("list[str]", content["people"])),
        columns=cast("dict[str, str]", content["columns"]),
        asked=bool(content["asked"]),
        storage=cast("str | None", content["storage"]),
        done=frozenset(cast("list[str]", content["done"])),
    )


def terms_out(limits: Limits, latest: datetime) -> Plain:
    """What holds for all files."""
    return {"limits": cast("dict[str, Plain]", asdict(limits)), "latest": latest.isoformat()}


def terms_in(plain: Plain) -> tuple[Limits, datetime]:
    """The same, received."""
    content = cast("dict[str, object]", plain)
    return Limits(**cast("dict[str, int]", content["limits"])), datetime.fromisoformat(str(content["latest"]))


def event_out(event: Event) -> Plain:
    """A piece of what was read, as it is sent."""
    if isinstance(event, list):
        return ["messages", cast("Plain", [_message_out(message) for message in event])]
    if isinstance(event, Begun):
        return ["begun", event.source, event.kind]
    return ["ended", _report_out(event.report), _notes_out(event.notes)]


def event_in(plain: Plain) -> Event:
    """A piece of what was read, as it is received from a process that is not trusted; raises WireError unless every value is of its kind."""
    try:
        match plain:
            case ["messages", list(rows)]:
                return [_message_in(row) for row in rows]
            case ["begun", str(source), (None | str()) as kind]:
                return Begun(source, kind)
            case ["ended", dict(report), dict(notes)]:
                return Ended(_report_in(report), _notes_in(notes))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise WireError(f"{type(error).__name__}: {error}") from error
    raise WireError("a frame that says nothing we know")


def _message_out(message: Message) -> Plain:
    row = cast("list[Plain]", list(message))
    row[4] = message.register.value
    row[8] = _time_out(message.said_at)
    row[13] = _time_out(message.edited)
    return row


_TEXTS = (0, 1, 2, 3, 5)
_TEXTS_OR_NONE = (6, 7, 9, 10, 12)
_REPEATED = (0, 1, 2, 3, 6, 7, 9, 10)
"""What many messages share: held in memory once."""
_REGISTERS = {register.value: register for register in Register}


def _message_in(row: Plain) -> Message:
    if not isinstance(row, list) or len(row) != len(Message._fields):
        raise WireError("a message of another shape")
    for place in _TEXTS:
        if type(row[place]) is not str:
            raise WireError(f"`{Message._fields[place]}` is no text")
    for place in _TEXTS_OR_NONE:
        if row[place] is not None and type(row[place]) is not str:
            raise WireError(f"`{Message._fields[place]}` is no text")
    if type(row[11]) is not int or row[11] < 0:
        raise WireError("`offset` is no number")
    for place in _REPEATED:
        if type(value := row[place]) is str:
            row[place] = held_once(value)
    values = cast("list[object]", row)
    values[4] = _REGISTERS[cast("str", row[4])]
    values[8], values[13] = _time_in(row[8]), _time_in(row[13])
    return Message(*values)  # type: ignore[arg-type]


def _time_out(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _time_in(plain: Plain) -> datetime | None:
    return None if plain is None else _moment(cast("str", plain))


@lru_cache(maxsize=4096)
def _moment(plain: str) -> datetime:
    at = datetime.fromisoformat(plain)
    if at.tzinfo is None:
        raise WireError("a time without a zone")
    return at


def _report_out(report: FileReport) -> dict[str, Plain]:
    return {
        "source": report.source,
        "kind": report.kind,
        "status": report.status.value,
        "messages": report.messages,
        "first": _time_out(report.first),
        "last": _time_out(report.last),
        "guessed": list(report.guessed),
        "problems": [_problem_out(problem) for problem in report.problems],
        "dropped": dict(report.dropped),
    }


def _report_in(plain: Mapping[str, Plain]) -> FileReport:
    return FileReport(
        source=_text(plain["source"]),
        kind=None if plain["kind"] is None else _text(plain["kind"]),
        status=FileStatus(_text(plain["status"])),
        messages=_number(plain["messages"]),
        first=_time_in(plain["first"]),
        last=_time_in(plain["last"]),
        guessed=tuple(_text(guess) for guess in _list(plain["guessed"])),
        problems=tuple(_problem_in(problem) for problem in _list(plain["problems"])),
        dropped={_text(reason): _number(n) for reason, n in _dict(plain["dropped"]).items()},
    )


def _notes_out(notes: Notes) -> dict[str, Plain]:
    """All but what the report tells already."""
    return {
        "attendees": {document: dict(listed) for document, listed in notes.attendees.items()},
        "known_as": {document: dict(others) for document, others in notes.known_as.items()},
        "absent": {document: [*sorted(names)] for document, names in notes.absent.items()},
        "removed": [*sorted(notes.removed)],
        "reference": notes.reference,
    }


def _notes_in(plain: Mapping[str, Plain]) -> Notes:
    return Notes(
        attendees={document: _texts(listed) for document, listed in _dict(plain["attendees"]).items()},
        known_as={document: _texts(others) for document, others in _dict(plain["known_as"]).items()},
        absent={document: {_text(name) for name in _list(names)} for document, names in _dict(plain["absent"]).items()},
        removed={_text(native) for native in _list(plain["removed"])},
        reference=None if plain["reference"] is None else _text(plain["reference"]),
        dropped=Counter(),
    )


def _problem_out(problem: Problem) -> Plain:
    return [problem.line, problem.what, problem.reason and problem.reason.value]


def _problem_in(plain: Plain) -> Problem:
    line, what, reason = _list(plain)
    return Problem(line=None if line is None else _number(line), what=_text(what), reason=None if reason is None else Reason(_text(reason)))


def _text(plain: Plain) -> str:
    if not isinstance(plain, str):
        raise WireError(f"{plain!r} is no text")
    return plain


def _number(plain: Plain) -> int:
    if type(plain) is not int:
        raise WireError(f"{plain!r} is no number")
    return plain


def _list(plain: Plain) -> list[Plain]:
    if not isinstance(plain, list):
        raise WireError(f"{plain!r} is no list")
    return plain


def _dict(plain: Plain) -> dict[str, Plain]:
    if not isinstance(plain, dict):
        raise WireError(f"{plain!r} is no object")
    return plain


def _texts(plain: Plain) -> dict[str, str]:
    return {key: _text(value) for key, value in _dict(plain).items()}


def _zone_out(zone: tzinfo) -> str | float:
    """A zone by its name, or by its distance from UTC where it has none."""
    if isinstance(zone, ZoneInfo) and zone.key:
        return zone.key
    return (zone.utcoffset(None) or timedelta()).total_seconds()


def _zone_in(plain: str | float) -> tzinfo:
    if isinstance(plain, str):
        return ZoneInfo(plain)
    return timezone(timedelta(seconds=plain)) if plain else UTC
