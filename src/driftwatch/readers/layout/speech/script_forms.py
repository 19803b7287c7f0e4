"""The ways in which transcripts in running text put name and time: data, and how to tell which of them a text keeps to."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from driftwatch.domain.names import folded
from driftwatch.readers.layout.meetings.turns import shaped_like_a_name
from driftwatch.readers.layout.meetings.words import ATTENDANCE_LABELS, DROPPED_LABELS, LABELS, ROLES, label
from driftwatch.readers.layout.speech.captions import TIMING, clock
from driftwatch.readers.layout.speech.voices import Voices

_TIME = r"(?P<time>(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)"
_NAME = r"(?P<name>[^\s\d\[\](){}<>|:,;.!?\-–—*#@\"][^\[\](){}<>\t\n:*]{0,63}?(?:[ ]?\([^()\n]{1,40}\))?)"
_LONGEST = 200
"""Characters of a line that is looked at for a name and a time."""
CLOCK_FROM = 6 * 3600
"""A transcript that begins later than that after its beginning tells the time of day."""
HALF_A_DAY = 12 * 3600
"""Times that fall by more are those of the next day."""
_MOST_BEFORE = 200
"""Lines of a summary that may stand above the first turn."""
_MOST_ITEMS = 5
"""More items of lists above the first turn make minutes of it, whose lists of people would be lost."""


class Form(StrEnum):
    """How name and time stand."""

    SPELT = "Name 0 minutes 3 seconds"
    ZOOM = "[Name] 10:02:11"
    UNDER = "Name  0:03"
    BEHIND = "[0:03] Name"
    STAMPED = "[0:03] Name: text"
    NAMED = "Name (0:03): text"
    OVER = "Name, and the time on the next line"
    ARROW = "0:0:3.12 --> 0:0:5.0, and the name on the next line"
    HEADED = "0:05:00, and below it Name: text"


_WHOLE = (
    (
        Form.SPELT,
        re.compile(
            rf"[ \t]*{_NAME}(?<![ \t])[ \t]+"
            r"(?:(?P<h>\d{1,2}) hours?,? ?)?(?:(?P<m>\d{1,3}) minutes?,? ?)?(?P<s>\d{1,2}) seconds?[ \t]*"
        ),
    ),
    (Form.ZOOM, re.compile(rf"[ \t]*\[(?P<name>[^\[\]\n]{{1,64}})\][ \t]+{_TIME}[ \t]*")),
    (Form.UNDER, re.compile(rf"[ \t]*\*{{0,2}}{_NAME}\*{{0,2}}:?(?:[ \t\u00a0]{{1,8}}|[ ][-–—|·•][ ])[(\[@]?{_TIME}[)\]]?:?\*{{0,2}}[ \t]*")),
    (Form.BEHIND, re.compile(rf"[ \t]*[(\[@]?{_TIME}[)\]]?(?:[ ]{{1,3}}[-–—|·•][ ]|[ \u00a0]{{1,8}})\*{{0,2}}{_NAME}\*{{0,2}}:?[ \t]*")),
)
"""Forms that take their whole line; what is said stands below."""
_INLINE = (
    (Form.STAMPED, re.compile(rf"[ \t]*[(\[]?{_TIME}[)\]]?[ \u00a0]{{1,4}}(?:[-–—|][ ])?\*{{0,2}}{_NAME}\*{{0,2}}:\*{{0,2}}[ \u00a0]+(?=[^\s<])")),
    (Form.NAMED, re.compile(rf"[ \t]*\*{{0,2}}{_NAME}\*{{0,2}}:?[ \t]{{0,3}}[(\[]{_TIME}[)\]]:?\*{{0,2}}:?[ \t]+(?=[^\s<*])")),
)
_ITEM = re.compile(r"[ \t]*(?:[*+•-]|\d{1,3}[.)])[ \t]+\S")
_ALONE = re.compile(rf"[ \t]*[(\[]?{_TIME}[)\]]?[ \t]*")
_PREFIX = re.compile(rf"[ \t]*\*{{0,2}}{_NAME}:\*{{0,2}}[ \t]+(?=\S)")
_NO_NAMES = (LABELS | ATTENDANCE_LABELS | DROPPED_LABELS) - ROLES


class Head(NamedTuple):
    """Where somebody begins to speak."""

    form: Form
    name: str
    """"" where only a time stands."""
    seconds: float | None
    end: int
    """Where in the line what is said begins; its length where that stands below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How one transcript names who speaks."""

    forms: frozenset[Form]
    names: frozenset[str]
    """Folded."""
    by_the_clock: bool
    """Whether its times are times of day."""

    def head(self, line: str, above: str) -> Head | None:
        """Who begins to speak with this line; `above` is the line over it."""
        if Form.HEADED in self.forms:
            return next((head for head in _headed(line) if not head.name or folded(head.name) in self.names), None)
        return next((head for head in _heads(line, above) if head.form in self.forms and folded(head.name) in self.names), None)


def script_of(lines: Sequence[str]) -> Script | None:
    """How the text names who speaks, None where it is no transcript."""
    before = ["", *lines]
    heads = [(number, head) for number, (line, above) in enumerate(zip(lines, before, strict=False)) for head in _heads(line, above)]
    if heads:
        by_form = Counter(head.form for _, head in heads)
        for form in sorted(by_form, key=lambda form: (-by_form[form], list(Form).index(form))):
            if (script := _kept_to(form, [each for each in heads if each[1].form is form], lines)) is not None:
                return script
    return _meet(lines)


def _kept_to(form: Form, heads: list[tuple[int, Head]], lines: Sequence[str]) -> Script | None:
    """The script, if so many lines of this form, with such times and names, are no accident."""
    times = Counter(folded(head.name) for _, head in heads)
    kept = [(number, head) for number, head in heads if _is_name(head.name, times[folded(head.name)])]
    if len(kept) < 2:
        return None
    seconds = [head.seconds or 0.0 for _, head in kept]
    orderly = sum(after >= before or before - after > HALF_A_DAY for before, after in pairwise(seconds)) >= 0.9 * (len(seconds) - 1)
    comes_back = form is Form.ZOOM or any(times[folded(head.name)] > 1 for _, head in kept)
    full = sum(bool(line.strip()) for line in lines)
    if not orderly or not (comes_back or seconds[0] <= 120) or 40 * len(kept) < full or not _says(form, kept, lines):
        return None
    by_the_clock = seconds[0] >= CLOCK_FROM
    if form is not Form.ZOOM and (_maybe_chat(kept, lines) or (by_the_clock and not _to_the_second(kept, lines))):
        return None
    before = [line for line in lines[: kept[0][0]] if line.strip()]
    if len(before) > _MOST_BEFORE or sum(bool(_ITEM.match(line)) for line in before) > _MOST_ITEMS:
        return None
    return Script(forms=frozenset({form}), names=frozenset(folded(head.name) for _, head in kept), by_the_clock=by_the_clock)


def _says(form: Form, heads: list[tuple[int, Head]], lines: Sequence[str]) -> bool:
    """Whether something is said below most of the names."""
    if form in (Form.STAMPED, Form.NAMED):
        return True
    numbers = {number for number, _ in heads}
    said = 0
    for number in numbers:
        below = next((n for n in range(number + 1, min(number + 4, len(lines))) if lines[n].strip()), None)
        said += below is not None and below not in numbers
    return said >= 0.7 * len(numbers)


def _maybe_chat(heads: list[tuple[int, Head]], lines: Sequence[str]) -> bool:
    """Whether `10:02` may well be a time of day, as when a chat is copied: never past 23:59, and not from the beginning."""
    seconds = [head.seconds or 0.0 for _, head in heads]
    short = all(len(re.findall(r":\d\d", lines[number][:_LONGEST])) == 1 for number, _ in heads)
    return short and seconds[0] >= 6 * 60 and seconds[-1] < 24 * 60


def _to_the_second(heads: list[tuple[int, Head]], lines: Sequence[str]) -> bool:
    """Whether every time has hours, minutes and seconds: `10:02` alone is a time of day as people and chats write it."""
    return all(re.search(r"(?<![\d:])\d{1,2}:\d\d:\d\d", lines[number][:_LONGEST]) for number, _ in heads)


def _meet(lines: Sequence[str]) -> Script | None:
    """The transcript of Google Meet: a time alone every five minutes, below it `Name: text`."""
    found = [head for line in lines for head in _headed(line)]
    marks = [head.seconds for head in found if not head.name and head.seconds is not None]
    names = Counter(folded(head.name) for head in found if head.name and _is_name(head.name, 1))
    said = sum(names.values())
    even = len(marks) > 0 and sum(mark % 300 == 0 for mark in marks) >= 0.5 * len(marks) and marks == sorted(marks)
    if said < 2 or not even or 12 * said < sum(bool(line.strip()) for line in lines):
        return None
    return Script(forms=frozenset({Form.HEADED}), names=frozenset(names), by_the_clock=False)


def _heads(line: str, above: str) -> Iterator[Head]:
    if len(line) > _LONGEST:
        line_ = line[:_LONGEST]
    else:
        line_ = line
        if ":" in line or " second" in line:
            for form, pattern in _WHOLE:
                if hit := pattern.fullmatch(line):
                    yield from _head(form, hit, len(line))
    if "-->" in above and (timing := TIMING.fullmatch(above)) and 0 < len(line.strip()) <= 64 and (at := clock(timing["start"])) is not None:
        yield Head(Form.ARROW, line.strip(), at, len(line))
    if ":" not in line_:
        return
    for form, pattern in _INLINE:
        if hit := pattern.match(line_):
            yield from _head(form, hit, hit.end())
    name = above.strip()
    if 0 < len(name) <= 64 and (hit := _ALONE.fullmatch(line)) and (at := _seconds(hit)) is not None:
        yield Head(Form.OVER, name, at, len(line))


def _headed(line: str) -> Iterator[Head]:
    if ":" not in line[:_LONGEST]:
        return
    if len(line) < 20 and (hit := _ALONE.fullmatch(line)) and (at := _seconds(hit)) is not None:
        yield Head(Form.HEADED, "", at, len(line))
    elif hit := _PREFIX.match(line[:_LONGEST]):
        yield Head(Form.HEADED, hit["name"].strip(), None, hit.end())


def _head(form: Form, hit: "re.Match[str]", end: int) -> Iterator[Head]:
    name = hit["name"].strip()
    if (seconds := _seconds(hit)) is not None and not name.startswith("From "):
        yield Head(form, name, seconds, end)


def _seconds(hit: "re.Match[str]") -> float | None:
    groups = hit.groupdict()
    if groups.get("s") is not None:
        return int(groups["h"] or 0) * 3600 + int(groups["m"] or 0) * 60 + int(groups["s"])
    *higher, minutes, seconds = groups["time"].replace(",", ".").split(":")
    if float(seconds) >= 60 or (higher and int(minutes) > 59):
        return None
    return int(higher[0] if higher else 0) * 3600 + int(minutes) * 60 + float(seconds)


def _is_name(written: str, times: int) -> bool:
    """Whether it is somebody: of the shape of a name, numbered by the program, or met again and again."""
    if label(written) in _NO_NAMES or sum(sign.isdecimal() for sign in written) > 4:
        return False
    voice = _VOICES.of(written)
    return not voice.name or shaped_like_a_name(voice.name) or (times >= 3 and len(written.split()) <= 5)


_VOICES = Voices()
