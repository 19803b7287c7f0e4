"""Transcripts of calls as text or in Word (Otter, Teams, Zoom, Meet, Rev, Fireflies …): a name and a time, and what was said."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.office.packages import Package
from driftwatch.readers.layout.office.word import WordBody, first_paragraphs
from driftwatch.readers.layout.speech.calls import Call, Utterance, began
from driftwatch.readers.layout.speech.script_forms import Script, script_of
from driftwatch.readers.layout.speech.scripts import Line, Spoken, listed, spoken
from driftwatch.readers.layout.speech.voices import Voices
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

_ZIP = b"PK\x03\x04"
_OTHER = ("{", "[{", "<", "WEBVTT", "From ")


def recognises(name: str, head: bytes) -> bool:
    """Whether again and again a name stands with a time that only grows, and something below or behind it."""
    if head.startswith(_ZIP):
        return b"word/" in head and script_of("\n".join(first_paragraphs(head)).split("\n")) is not None
    text = glimpse(head).lstrip()
    return bool(text) and not text.startswith(_OTHER) and "-->" not in text and script_of(text.split("\n")) is not None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The turns of the call; a `line` or `paragraph` is where what was said begins, its name left out."""
    with source.stream() as stream:
        in_word = stream.read(len(_ZIP)) == _ZIP
    lines, unit = (_paragraphs(source, notes), "paragraph") if in_word else (_lines(source, notes), "line")
    texts = [line.text for line in lines]
    script = script_of(texts)
    if script is None:
        what = 'no names with times in it: export the transcript with speakers and times, else it is read as minutes (`kind = "text"`)'
        raise UnreadableSourceError(what, line=1, reason=Reason.NO_SPEAKER)
    call = Call(source=source, notes=notes, reader="transcript", unit=unit, begun=_begun(source, texts, script, notes), document=source.name)
    voices = Voices(source.people)
    for name in listed(texts):
        if (voice := voices.of(name)).name:
            notes.attend(call.document, voice.name, voice.organisation)
    for each in spoken(script, lines, notes):
        yield from _messages(call, each, voices)
    call.ended()


def _messages(call: Call, each: Spoken, voices: Voices) -> Iterator[Message]:
    """One message; in Word one for each paragraph, as each has a place of its own."""
    parts = [list(each.lines)]
    if call.unit == "paragraph":
        parts = [list(lines) for _, lines in groupby(each.lines, key=lambda line: line.place)]
    for lines in parts:
        raw = "\n".join(line.text for line in lines)
        if text := raw.strip():
            offset = lines[0].offset + len(raw) - len(raw.lstrip())
            yield call.message([Utterance(lines[0].place, each.seconds, voices.of(each.name), text, offset)])


def _begun(source: Source, texts: Sequence[str], script: Script, notes: Notes) -> datetime | None:
    begun = began(source, [text for text in texts[:40] if text.strip()], notes)
    return begun.replace(hour=0, minute=0, second=0) if begun is not None and script.by_the_clock else begun


def _lines(source: Source, notes: Notes) -> list[Line]:
    text, most = decoded(source.data(), notes), source.limits.document_chars
    if len(text) > most:
        notes.problem(f"{len(text):,} characters; what stands behind the first {most:,} is left out", Reason.TRUNCATED_TEXT)
    return [Line(line, str(number)) for number, line in enumerate(text[:most].split("\n"), start=1)]


def _paragraphs(source: Source, notes: Notes) -> list[Line]:
    """The lines of each paragraph, a line break within one starting a line; where the document breaks off, what stands before that."""
    found: list[Line] = []
    left = source.limits.document_chars
    try:
        for place, text in _texts(source, notes):
            left -= len(text)
            if left < 0:
                notes.problem(f"paragraph {place}: only what stands before it was read; split it", Reason.TRUNCATED_TEXT)
                break
            offset = 0
            for line in text.split("\n"):
                found.append(Line(line, place, offset))
                offset += len(line) + 1
    except UnreadableSourceError as error:
        if not found or error.reason is Reason.DTD:
            raise
        notes.problem(f"{error}; what stands before was read", error.reason, line=error.line)
    return found


def _texts(source: Source, notes: Notes) -> Iterator[tuple[str, str]]:
    """The number and text of each paragraph of the body."""
    with Package(source) as package:
        for block in WordBody(package, source.limits, notes).blocks():
            for cell in block.cells or (block,):
                unit, _, place = cell.lines[0].place.partition(" ") if cell.lines else ("", "", "")
                if unit == "paragraph":
                    yield place, cell.text
