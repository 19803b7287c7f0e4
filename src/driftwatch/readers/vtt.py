"""Captions of a call (WebVTT, SRT): who spoke when; cues of one speaker are joined where the sentence goes on."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from driftwatch.domain.names import Roll
from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.dates import said_at
from driftwatch.readers.layout.decoding import decoded, glimpse
from driftwatch.readers.layout.turns import Form, Speakers
from driftwatch.reading import Notes, Source

_TIMING = re.compile(r"[ \t]*(?P<start>(?:\d+:)?[0-5]?\d:[0-5]\d[.,]\d{1,3})[ \t]+-->[ \t]+(?:\d+:)?[0-5]?\d:[0-5]\d[.,]\d{1,3}(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^>]+)>")
_TAGS = re.compile(r"</?(?:v|c|b|i|u|ruby|rt|lang)(?:[.\s][^>]*)?>|<\d[\d:.]*>")
_BADGE = re.compile(r"\s*\((?:external|guest|host|unverified|extern|gast)\)\s*$", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", ":", ";")


class _Cue(NamedTuple):
    start: str
    """`00:01:22.688`."""
    line: int
    speaker: str | None
    text: str


def recognises(name: str, head: bytes) -> bool:
    """Whether this is WebVTT by its first word, or SRT by its first cue."""
    text = glimpse(head).lstrip()
    return bool(re.match(r"WEBVTT(?:\s|$)", text)) or bool(re.match(r"\d+[ \t]*\n\d\d:\d\d:\d\d,\d{3} --> ", text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The turns of the call; `cue 00:01:22.688` is where a text begins, one such place for each cue joined."""
    text = decoded(source.data(), notes)
    lines = text.split("\n")
    cues = _named(list(_cues(lines, notes)), notes, source.people)
    if not cues:
        raise UnreadableSourceError("no cue with a text in it", line=1, reason=Reason.NO_TEXT)
    begun = said_at(source.name, _header(lines), source.timezone, notes)
    if not any(cue.speaker for cue in cues):
        what = "no speakers in it: export the transcript with names (`<v Name>` or `Name:`)"
        raise UnreadableSourceError(what, line=cues[0].line, reason=Reason.NO_SPEAKER)
    for joined in _joined(cues):
        yield Message(
            source=source.name,
            locator="cue " + ", ".join(cue.start for cue in joined for _ in range(cue.text.count("\n") + 1)),
            document=source.name,
            reader="vtt",
            register=Register.TRANSCRIPT,
            text="\n".join(cue.text for cue in joined),
            speaker=joined[0].speaker,
            said_at=_at(begun, joined[0].start),
        )


def _cues(lines: list[str], notes: Notes) -> Iterator[_Cue]:
    """Every cue; a line with an arrow that is no timing is a problem of its own and nobody else's."""
    number = 0
    while number < len(lines):
        line = lines[number]
        hit = _TIMING.fullmatch(line)
        number += 1
        if hit is None:
            if "-->" in line and not _in_comment(lines, number - 1):
                notes.problem(f"not a timing: `{line.strip()[:60]}`; the cue is left out", Reason.BAD_TIME, line=number)
                while number < len(lines) and lines[number].strip():
                    number += 1
            continue
        first = number
        while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
            number += 1
        yield from _cue(_clock(hit["start"]), first + 1, lines[first:number])


def _cue(start: str, line: int, lines: list[str]) -> Iterator[_Cue]:
    """One cue, or one for each voice in it."""
    payload = "\n".join(lines).strip()
    voices = list(_VOICE.finditer(payload))
    edges = [*(hit.start() for hit in voices), len(payload)]
    if not voices and payload:
        yield _Cue(start, line, None, _plain(payload))
    for hit, end in zip(voices, edges[1:], strict=False):
        if text := _plain(payload[hit.end() : end]):
            yield _Cue(start, line, _BADGE.sub("", _unescaped(hit["name"])).strip() or None, text)


def _named(cues: list[_Cue], notes: Notes, people: tuple[str, ...]) -> list[_Cue]:
    """Names before a colon are speakers where there are no voice tags; a cue without any goes on with the speaker before."""
    if any(cue.speaker for cue in cues):
        return [cue for cue in cues if _letters(cue.text, notes)]
    speakers, named, current = Speakers(Roll(()), [cue.text.partition("\n")[0] for cue in cues], people), list[_Cue](), None
    usual = 2 * sum(bool(re.match(r"[^:\n]{1,40}: \S", cue.text)) for cue in cues) >= len(cues)
    for cue in cues:
        prefix = speakers.begin(cue.text.partition("\n")[0])
        hit = re.match(r"(?P<name>[^\W\d_][^:\n]{0,39}): +(?=\S)", cue.text) if usual else None
        if prefix is not None and prefix.form is Form.COLON:
            current, text = prefix.name, cue.text[prefix.end :]
        elif hit is not None:
            current, text = _BADGE.sub("", hit["name"]).strip(), cue.text[hit.end() :]
        else:
            text = cue.text
        if _letters(text, notes):
            named.append(cue._replace(speaker=current, text=text))
    return named


def _joined(cues: list[_Cue]) -> Iterator[list[_Cue]]:
    """Neighbouring cues of one speaker, cut where a sentence ends with its cue."""
    for _, turn in groupby(cues, key=lambda cue: cue.speaker):
        gathered: list[_Cue] = []
        for cue in turn:
            gathered.append(cue)
            if cue.text.endswith(_SENTENCE_ENDS):
                yield gathered
                gathered = []
        if gathered:
            yield gathered


def _header(lines: list[str]) -> list[str]:
    """What stands before the first cue: the title and the notes."""
    first = next((n for n, line in enumerate(lines) if "-->" in line), len(lines))
    return [line for line in lines[:first] if line.strip()]


def _in_comment(lines: list[str], number: int) -> bool:
    while number > 0 and lines[number - 1].strip():
        number -= 1
    return lines[number].startswith(("NOTE", "STYLE", "REGION"))


def _at(begun: datetime | None, start: str) -> datetime | None:
    """The time of a cue where the call's time of day is known, else the call's day."""
    if begun is None or (begun.hour, begun.minute) == (0, 0):
        return begun
    hours, minutes, seconds = start.split(":")
    return begun + timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))


def _clock(start: str) -> str:
    """Always `HH:MM:SS.mmm`."""
    parts = start.replace(",", ".").split(":")
    hours, minutes, seconds = ["0", *parts][-3:]
    return f"{int(hours):02d}:{int(minutes):02d}:{float(seconds):06.3f}"


def _plain(payload: str) -> str:
    return _unescaped(_TAGS.sub("", payload)).strip()


def _unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&lrm;", "\u200e"), ("&rlm;", "\u200f"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def _letters(text: str, notes: Notes) -> bool:
    if any(sign.isalpha() for sign in text):
        return True
    notes.dropped["empty"] += 1
    return False
