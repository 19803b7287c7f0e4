"""What all transcripts of calls share: when the call began, turns put together from pieces, and the messages that they become."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from driftwatch.domain.talk import Message, Register
from driftwatch.readers.layout.speech.voices import NOBODY, Voice
from driftwatch.readers.layout.text.dates import FIRST_LINES, said_at
from driftwatch.reading import Notes, Source

_STAMP = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[-_/.]?(?P<m>[01]\d)[-_/.]?(?P<d>[0-3]\d)[ T_\-](?P<h>[0-2]\d)[:._h]?(?P<min>[0-5]\d)(?:[:._]?(?P<s>[0-5]\d))?(?!\d)"
    r"[ _]?(?P<zone>Z\b|UTC|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d\d)?|GMT)?",
    re.IGNORECASE,
)
"""`GMT20250722-140532_Recording` of Zoom, `-20250722_140300-Meeting Recording` of Teams, `(2025-07-22 14:03 GMT+1)` of Meet."""
_TURN_CHARS = 4000
"""A longer turn is cut where a sentence ends."""
_PAUSE = 120.0
"""Seconds of silence after which the same speaker begins anew."""
_MOST_SECONDS = 10 * 86400.0
_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", "。")
ONLY_NUMBERED = "speakers: the program only numbers them; name them there and export again, until then nobody is attributed"


class Utterance(NamedTuple):
    """A piece that somebody says without a break."""

    place: str
    """What the locator calls it, without its unit: `00:01:22.688`, `12`."""
    seconds: float | None
    """From the beginning of the call."""
    voice: Voice
    text: str
    offset: int = 0
    native: str | None = None


@dataclass(slots=True)
class Call:
    """One call while it is put together."""

    source: Source
    notes: Notes
    reader: str
    unit: str
    """Of the locators: `cue` and `entry` name a place for each line of a text, `line` and `paragraph` the first one."""
    begun: datetime | None
    document: str
    _met: dict[Voice, None] = field(default_factory=dict)

    def messages(self, utterances: Iterable[Utterance]) -> Iterator[Message]:
        """A message for each turn."""
        for turn in turns(utterances):
            yield self.message(turn)
        self.ended()

    def message(self, turn: Sequence[Utterance]) -> Message:
        """The pieces of one turn as one message."""
        first = turn[0]
        self._meet(first.voice)
        return Message(
            source=self.source.name,
            locator=self._locator(turn),
            document=self.document,
            reader=self.reader,
            register=Register.TRANSCRIPT,
            text="\n".join(each.text for each in turn),
            speaker=first.voice.name or None,
            organisation=first.voice.organisation or None,
            said_at=at(self.begun, first.seconds),
            offset=first.offset,
            native=first.native,
        )

    def ended(self) -> None:
        """Tell where nobody had a name."""
        if any(voice.label for voice in self._met) and not any(voice.name for voice in self._met):
            self.notes.guess(ONLY_NUMBERED)

    def _locator(self, turn: Sequence[Utterance]) -> str:
        if self.unit not in ("cue", "entry"):
            return f"{self.unit} {turn[0].place}"
        return f"{self.unit} " + ", ".join(each.place for each in turn for _ in range(each.text.count("\n") + 1))

    def _meet(self, voice: Voice) -> None:
        if voice in self._met:
            return
        self._met[voice] = None
        if voice.name:
            known = self.notes.attendees.get(self.document, {}).get(voice.name, "")
            self.notes.attend(self.document, voice.name, voice.organisation or known)
            for other in voice.others:
                self.notes.also(self.document, voice.name, other)


def turns(utterances: Iterable[Utterance]) -> Iterator[list[Utterance]]:
    """Neighbouring pieces of one speaker: whole turns, unless they are very long or a long silence parts them."""
    gathered, length = list[Utterance](), 0
    for piece in utterances:
        if gathered and not _goes_on(gathered[-1], piece, length):
            yield gathered
            gathered, length = [], 0
        gathered.append(piece)
        length += len(piece.text)
    if gathered:
        yield gathered


def _goes_on(last: Utterance, piece: Utterance, length: int) -> bool:
    if piece.voice != last.voice or length + len(piece.text) > 4 * _TURN_CHARS:
        return False
    if length > _TURN_CHARS and last.text.endswith(_ENDS):
        return False
    return last.seconds is None or piece.seconds is None or piece.seconds - last.seconds < _PAUSE


def began(source: Source, lines: Sequence[str], notes: Notes) -> datetime | None:
    """When the call began: by a stamp in its file's name or first lines, else by any date there or in its folder's; a bare date is its midnight."""
    own = source.name.replace("!", "/").rpartition("/")[2]
    for text in (own, *lines[:FIRST_LINES]):
        for hit in _STAMP.finditer(text[:300]):
            zone = _zone(hit["zone"] or ("GMT" if text[: hit.start()].upper().endswith("GMT") else ""), source.timezone)
            try:
                return datetime(*(int(hit[part] or 0) for part in ("y", "m", "d", "h", "min", "s")), tzinfo=zone)  # type: ignore[misc,arg-type]
            except ValueError:
                continue
    return said_at(source.name, list(lines), source.timezone, notes)


def at(begun: datetime | None, seconds: float | None) -> datetime | None:
    """The time of a piece: as long after the beginning as it stands behind it."""
    if begun is None or seconds is None or not 0 <= seconds < _MOST_SECONDS:
        return begun
    return (begun.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(begun.tzinfo)


def _zone(written: str, default: tzinfo) -> tzinfo:
    """`Z`, `GMT+1`, `-0500`."""
    sign = max(written.find("+"), written.find("-"))
    if sign < 0:
        return UTC if written else default
    figures = written[sign + 1 :].replace(":", "")
    hours, minutes = (int(figures[:-2]), int(figures[-2:])) if len(figures) > 2 else (int(figures), 0)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(ahead if written[sign] == "+" else -ahead) if ahead < timedelta(hours=15) else default


__all__ = ["NOBODY", "ONLY_NUMBERED", "Call", "Utterance", "at", "began", "turns"]
