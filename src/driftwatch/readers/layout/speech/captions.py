"""Captions (WebVTT, SRT, SBV): cues with their times, and what a cue shows without its mark-up."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from driftwatch.errors import Reason
from driftwatch.reading import Notes

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,9})?"
TIMING = re.compile(rf"[ \t]{{0,8}}(?P<start>{_CLOCK})(?:[ \t]{{0,8}}-->[ \t]{{0,8}}|,)(?P<end>{_CLOCK})(?:[ \t].*)?")
"""`00:01.000 --> 00:04.000 align:start`; `0:00:01.000,0:00:04.000` in SBV; `0:0:0.0 --> 0:0:2.57` in transcripts of Teams."""
_TAGS = re.compile(r"</?(?:v|c|b|i|u|s|ruby|rt|lang|font|span)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]{0,60}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_NOT_SHOWN = ("NOTE", "STYLE", "REGION")


class Cue(NamedTuple):
    """What is shown from one time to another."""

    start: str
    """`00:01:22.688`."""
    seconds: float
    line: int
    """Of the first line shown, from 1."""
    shown: tuple[str, ...]
    """The lines with their mark-up."""
    identity: str
    """The line above the timing, "" where there is none."""
    rolled: int = 0
    """Characters of the lines above that only roll on from the cue before."""


def cues(lines: Sequence[str], notes: Notes) -> Iterator[Cue]:
    """Every cue; what has no timing, or none that is one, is a problem of its own and nobody else's."""
    number, first = 0, _first_timing(lines)
    while number < len(lines):
        hit = TIMING.fullmatch(lines[number])
        if hit is None:
            number = _passed(lines, number, notes, headed=number < first)
            continue
        number += 1
        begin = number
        while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
            number += 1
        above = lines[begin - 2].strip() if begin > 1 else ""
        seconds = clock(hit["start"])
        if seconds is None:
            notes.problem(f"not a time: `{hit['start'][:40]}`; the cue is left out", Reason.BAD_TIME, line=begin)
        else:
            yield Cue(written(seconds), seconds, begin + 1, tuple(lines[begin:number]), above)


def header(lines: Sequence[str]) -> list[str]:
    """What stands before the first cue: the title and the notes."""
    return [line for line in lines[: min(_first_timing(lines), 100)] if line.strip()]


def plain(shown: str) -> str:
    """A line as it is read: no tags, no entities."""
    text = _TAGS.sub("", shown) if "<" in shown or "{" in shown else shown
    return unescaped(text)


def unescaped(text: str) -> str:
    """Entities as the signs that they stand for; a lone `&` is a lone `&`."""
    return _ENTITY.sub(_sign, text) if "&" in text else text


def unrolled(all_cues: Sequence[Cue], notes: Notes) -> list[Cue]:
    """The cues without the lines that a rolling caption shows again above each new one."""
    texts = [[plain(line).strip() for line in cue.shown] for cue in all_cues]
    again = sum(bool(after and before) and _repeated(before, after) > 0 for before, after in pairwise(texts))
    if again < 2 or again < 0.3 * (len(all_cues) - 1):
        return list(all_cues)
    kept, before = list[Cue](), list[str]()
    for cue, text in zip(all_cues, texts, strict=True):
        rolled = _repeated(before, text) if before else 0
        notes.dropped["repeated caption"] += bool(rolled)
        if any(text[rolled:]):
            above = sum(len(plain(line)) + 1 for line in cue.shown[:rolled])
            kept.append(cue._replace(shown=cue.shown[rolled:], line=cue.line + rolled, rolled=above))
        before = [line for line in text if line] or before
    return kept


def clock(text: str) -> float | None:
    """Seconds from the beginning, None where minutes or seconds are none."""
    *higher, minutes, seconds = text.replace(",", ".").split(":")
    hours = int(higher[0]) if higher else 0
    if int(minutes) > 59 or float(seconds) >= 60:
        return None
    return hours * 3600 + int(minutes) * 60 + float(seconds)


def written(seconds: float) -> str:
    """Always `HH:MM:SS.mmm`."""
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"


def _first_timing(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if ("-->" in line or "," in line) and TIMING.fullmatch(line)), len(lines))


def _passed(lines: Sequence[str], number: int, notes: Notes, *, headed: bool) -> int:
    """The number of the line behind what is no cue: a header, a comment, an identifier, or text without a time."""
    line, begin = lines[number], number
    if not line.strip():
        return number + 1
    if line.startswith(_NOT_SHOWN):
        while number < len(lines) and lines[number].strip() and not TIMING.fullmatch(lines[number]):
            number += 1
        return number
    if "-->" in line:
        notes.problem(f"not a timing: `{line.strip()[:60]}`; the cue is left out", Reason.BAD_TIME, line=number + 1)
        number += 1
        while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
            number += 1
        return number
    while number < len(lines) and lines[number].strip() and "-->" not in lines[number] and not TIMING.fullmatch(lines[number]):
        number += 1
    identifier = number < len(lines) and lines[number].strip() and number == begin + 1
    if not headed and not identifier and not line.strip().isdecimal():
        notes.problem(f"a text without a time: `{line.strip()[:60]}`; it is left out", Reason.BAD_TIME, line=begin + 1)
    return number


def _repeated(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines at the head of the one were the last lines of the other."""
    return next((n for n in range(min(len(before), len(after)), 0, -1) if list(before[-n:]) == list(after[:n]) and any(after[:n])), 0)


def _sign(hit: "re.Match[str]") -> str:
    import html

    return html.unescape(hit[0])
