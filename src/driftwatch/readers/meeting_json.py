"""Transcripts of calls as JSON or JSON lines: one object an utterance, or a meeting with a list of them, whichever program made it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC
from itertools import chain, groupby, islice

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.objects.json_shapes import shapes
from driftwatch.readers.layout.objects.json_stream import json_lines, list_of, pieces, record_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.speech.calls import Call, Utterance, began
from driftwatch.readers.layout.speech.spoken_json import (
    IDS,
    MEETING,
    NAMES,
    SPEAKER_TABLES,
    SUMMARY,
    Layout,
    layout_of,
    moment,
    name_in,
    speaker_in,
    start_in,
    text_in,
    unit_of,
)
from driftwatch.readers.layout.speech.voices import Voices
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_ANY_NAME = re.compile("|".join(rf'"{key}"' for key in (*NAMES, *IDS, "name", "user", "segments", "timeline", *SUMMARY)))
_HEAD = 64 * 1024
_MARKS = re.compile(r"(?:[ \t]{0,4}\{[a-z]{2,20}\}[ \t.,]{0,4}){1,40}")
_MARK_BEHIND = re.compile(r"\{[a-z]{2,20}\}[ \t.,]{0,4}$")
_LONGEST_MARK = 40
"""`{vocalsound}` and the like."""
_SAMPLES = 40
"""Utterances by which the unit of their times is told."""


def recognises(name: str, head: bytes) -> bool:
    """Whether it holds utterances with who says them, or is what a program writes beside them."""
    text = glimpse(head).lstrip()
    if not text.startswith(("{", "[")) or not _ANY_NAME.search(text):
        return False
    return _layout(text) is not None or _aside(text) is not None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The turns of the call; `entry 12` is the twelfth utterance, `entry 3.12` that of the third meeting in the file."""
    with closing(source.stream()) as stream:
        head = stream.read(_HEAD)
    text = glimpse(head).lstrip()
    layout = _layout(text)
    if layout is None:
        if (aside := _aside(text)) is None:
            raise UnreadableSourceError("no utterances in it that name who speaks; export the transcript", reason=Reason.NO_TEXT)
        notes.reference = aside
        return
    if not layout.named:
        what = "no speakers in it: transcribe with speakers (diarisation) and name them, then export again"
        raise UnreadableSourceError(what, reason=Reason.NO_SPEAKER)
    in_lines = _in_lines(source, text)
    about = _About() if in_lines else _about(source, layout)
    yield from _messages(source, notes, layout, about, _lines(source, notes, layout) if in_lines else _pieces(source, notes, layout))


@dataclass(slots=True)
class _About:
    """What the file says beside the utterances."""

    speakers: dict[str, str] = field(default_factory=dict)
    begun: object = None
    begun_by: str = ""
    """The key that says so."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An utterance, and which it is."""

    at: tuple[int, ...]
    record: Record
    about: _About | None = None
    """Of a meeting that is a line of its own."""


def _messages(source: Source, notes: Notes, layout: Layout, about: _About, entries: Iterator[_Entry]) -> Iterator[Message]:
    first = list(islice(entries, _SAMPLES))
    if not first:
        raise UnreadableSourceError("no utterance in it", reason=Reason.NO_TEXT)
    unit = unit_of(layout.path, [(start_in(each.record), text_in(each.record)) for each in first])
    voices = Voices(source.people)
    for meeting, group in groupby(chain(first, entries), key=lambda each: each.at[:-1]):
        opening = next(group)
        beside = opening.about or about
        document = f"{source.name}#{'.'.join(map(str, meeting))}" if meeting else source.name
        begun = parse_time(beside.begun, source.timezone) or moment(start_in(opening.record), unit, source.timezone)[1]
        if begun is None:
            begun = began(source, [], notes)
        elif "creat" in beside.begun_by:
            notes.guess(f"date: {begun.date().isoformat()}, when the transcript was made (`{beside.begun_by}`)")
        call = Call(source=source, notes=notes, reader="meeting_json", unit="entry", begun=begun, document=document)
        spoken = (_utterance(each, unit, voices, call, beside) for each in chain([opening], group))
        yield from call.messages(each for each in spoken if each is not None)


def _utterance(entry: _Entry, unit: float, voices: Voices, call: Call, about: _About) -> Utterance | None:
    """What stands in an entry, without the marks of noises around it; None where nothing does."""
    text, place = text_in(entry.record), ".".join(map(str, entry.at))
    begin = lead.end() if (lead := _MARKS.match(text)) else 0
    end = max(begin, len(text))
    while (mark := _MARK_BEHIND.search(text, max(begin, end - _LONGEST_MARK), end)) is not None:
        end = mark.start()
    said = text[begin:end]
    if not any(sign.isalpha() for sign in said):
        call.notes.dropped["empty"] += 1
        return None
    begin += len(said) - len(said.lstrip())
    start = start_in(entry.record)
    seconds, at = moment(start, unit, call.source.timezone)
    if start is not None and seconds is None and at is None:
        call.notes.problem(f"entry {place}: `{str(start)[:40]}` is no time; it counts as said when the call began", Reason.BAD_TIME)
    if at is not None and call.begun is not None:
        seconds = (at - call.begun).total_seconds()
    return Utterance(place, seconds, voices.of(name_in(entry.record, about.speakers)), said.strip(), begin)


def _lines(source: Source, notes: Notes, layout: Layout) -> Iterator[_Entry]:
    """The utterances of JSON lines: each line one, or a meeting with a list of them."""
    steps = layout.path.split(".")[:-1] if layout.path else []
    for number, record in json_lines(source, notes):
        if not steps:
            yield _Entry((number,), record)
            continue
        value: object = record
        for step in steps:
            value = record_of(value).get(step)
        about = _About(_table(record), *_beginning(record))
        yield from (_Entry((number, n), each, about) for n, each in enumerate(map(record_of, list_of(value)), start=1) if each)


def _pieces(source: Source, notes: Notes, layout: Layout) -> Iterator[_Entry]:
    for piece in pieces(source, notes, _above(layout.path), wanted={layout.path}):
        if isinstance(piece.value, dict):
            yield _Entry(piece.at, piece.value)
        else:
            notes.problem(f"entry {piece.at[-1] if piece.at else 1} is no utterance; it is left out", Reason.BAD_VALUE)


def _about(source: Source, layout: Layout) -> _About:
    """Who has which number, and when the call began: it may stand before the utterances or behind them."""
    about, beside = _About(), _above(layout.path)
    keys = {f"{path}.{key}" if path else key for path in beside if not path.endswith("*") for key in MEETING}
    wanted = {*keys, *(f"{table}.*" for table in SPEAKER_TABLES)} - {layout.path}
    tables = {path for table in SPEAKER_TABLES for path in _above(f"{table}.*")} - {layout.path}
    begun: dict[str, object] = {}
    for piece in pieces(source, Notes(), beside | tables, wanted=wanted):
        if piece.path in keys:
            begun.setdefault(piece.path.rpartition(".")[2], piece.value)
        elif row := speaker_in(record_of(piece.value)):
            about.speakers[row[0]] = row[1]
    about.begun, about.begun_by = _beginning(begun)
    return about


def _table(record: Record) -> dict[str, str]:
    """The table of speakers of a meeting that is one line."""
    rows = (speaker_in(record_of(each)) for table in SPEAKER_TABLES if "." not in table for each in list_of(record.get(table)))
    return dict(row for row in rows if row is not None)


def _beginning(record: Mapping[str, object]) -> tuple[object, str]:
    """The first of the keys that may hold a date and does: its value, and which it is."""
    return next(((record[key], key) for key in MEETING if key in record and parse_time(record[key], UTC) is not None), (None, ""))


def _above(path: str) -> frozenset[str]:
    """The lists and objects that lead to what lies at the path."""
    steps = path.split(".")
    return frozenset(".".join(steps[:end]) for end in range(len(steps)))


def _layout(text: str) -> Layout | None:
    return layout_of(shapes(text))


def _aside(text: str) -> str | None:
    """Why a file that a program wrote about a call holds nobody's words, None where it is no such file."""
    found = shapes(text)
    top = next(iter(found.get("", [])), frozenset[str]())
    if len(top & SUMMARY) >= 2:
        return "a machine's summary of a call: nobody's own words"
    if any({"ts", "users"} <= keys for keys in found.get("timeline.*", [])):
        return "when somebody spoke, not what: the transcript of the same call holds that"
    return None


def _in_lines(source: Source, text: str) -> bool:
    """Whether each line is a document of its own: a second one begins behind the first line."""
    if not text.startswith("{"):
        return False
    with closing(source.stream()) as stream:
        first = stream.readline(source.limits.line_bytes + 1)
        behind = stream.read(64).lstrip()
    return first.rstrip().endswith(b"}") and (behind.startswith(b"{") or (not behind and source.name.lower().endswith((".jsonl", ".ndjson"))))
