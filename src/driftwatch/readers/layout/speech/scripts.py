"""What a transcript in running text holds: who says what, piece by piece, without what the program adds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from driftwatch.domain.names import folded
from driftwatch.readers.layout.meetings.words import ATTENDANCE_LABELS, label
from driftwatch.readers.layout.speech.script_forms import HALF_A_DAY, Form, Script
from driftwatch.reading import Notes

_LONGEST = 2000
"""Characters of a list of people."""
_NOTICE = re.compile(
    r"\W{0,4}(?:transcribed by https?://\S+.{0,80}|this editable transcript was computer generated.{0,200}|meeting ended after [\d:]+.{0,10}"
    r"|transcription (?:ended|started) .{0,40}|.{1,80} (?:started|stopped) (?:the )?(?:transcription|recording|transcribing).{0,20}"
    r"|.{1,80} hat die (?:transkription|aufzeichnung) (?:gestartet|beendet).{0,20}"
    r"|[\d:.,]{3,20} --> [\d:.,]{3,20}|this transcript was exported on .{0,120}|\d{1,3} (?:hours?|minutes?|seconds?)[ \d\w]{0,40}\d:\d\d(?::\d\d)?)",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line of a transcript, and where it stands."""

    text: str
    place: str
    offset: int = 0


class Spoken(NamedTuple):
    """What one person says under one name and time."""

    name: str
    seconds: float | None
    lines: tuple[Line, ...]
    """Blank ones between paragraphs included."""


@dataclass(slots=True)
class _Speech:
    """What is gathered under one name until the next."""

    name: str = ""
    seconds: float | None = None
    lines: list[Line] = field(default_factory=list)


def spoken(script: Script, lines: Iterable[Line], notes: Notes) -> Iterator[Spoken]:
    """What was said, in its order; what stands before the first name, and what the program adds, is counted."""
    speech, above, days, begun = _Speech(), "", 0.0, False
    mark: float | None = None
    for line in lines:
        head = script.head(line.text, above)
        above = line.text
        if head is None:
            speech.lines.append(line)
            continue
        if head.form in (Form.SPELT, Form.OVER):
            _take_name_off(speech.lines, head.name)
        yield from _said(speech, notes, begun=begun)
        begun = begun or bool(head.name)
        if head.seconds is not None:
            days += 86_400 if script.by_the_clock and mark is not None and head.seconds + days < mark - HALF_A_DAY else 0
            mark = head.seconds + days
        speech = _Speech(head.name or speech.name, mark, [Line(line.text[head.end :], line.place, line.offset + head.end)])
    yield from _said(speech, notes, begun=begun)


def listed(lines: Sequence[str]) -> list[str]:
    """The people whom the transcript lists above the first turn: `Attendees`, `SPEAKERS`, and the names below."""
    for number, line in enumerate(lines[:40]):
        head, colon, rest = line[:_LONGEST].partition(":")
        if len(head) <= 64 and label(head) in ATTENDANCE_LABELS and (colon or not rest):
            names = rest if rest.strip() else next((below for below in lines[number + 1 : number + 3] if below.strip()), "")
            return [name.strip() for name in names[:_LONGEST].split(",") if 0 < len(name.strip()) <= 64]
    return []


def _take_name_off(lines: list[Line], name: str) -> None:
    """Drop the name that stands above its time, or once more above that."""
    while lines and (not lines[-1].text.strip() or _is_notice(lines[-1]) or folded(lines[-1].text.strip()) == folded(name)):
        lines.pop()


def _said(speech: _Speech, notes: Notes, *, begun: bool) -> Iterator[Spoken]:
    kept = [line for line in speech.lines if not _is_notice(line)]
    if len(kept) < len(speech.lines):
        notes.dropped["notice of the program"] += len(speech.lines) - len(kept)
    first = next((n for n, line in enumerate(kept) if line.text.strip()), len(kept))
    last = next((n for n in range(len(kept), first, -1) if kept[n - 1].text.strip()), first)
    kept = kept[first:last]
    if not begun:
        notes.dropped["heading"] += sum(bool(line.text.strip()) for line in kept)
    elif any(sign.isalpha() for line in kept for sign in line.text):
        yield Spoken(speech.name, speech.seconds, tuple(kept))
    elif kept:
        notes.dropped["empty"] += 1


def _is_notice(line: Line) -> bool:
    text = line.text.strip()
    return 0 < len(text) <= 300 and bool(_NOTICE.fullmatch(text))
