"""Captions of a call (WebVTT, SRT, SBV): who spoke when; neighbouring cues of one speaker are one turn."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from posixpath import splitext
from typing import NamedTuple

from driftwatch.domain.names import folded
from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.meetings.turns import shaped_like_a_name
from driftwatch.readers.layout.speech.calls import Call, Utterance, began
from driftwatch.readers.layout.speech.captions import TIMING, Cue, cues, header, plain, unescaped, unrolled
from driftwatch.readers.layout.speech.voices import NOBODY, Voice, Voices
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:[ \t]++(?P<name>[^<>]*+))?>")
_PREFIX = re.compile(r"[ \t]*(?P<mark>(?:[-–»>]|&gt;){1,3}[ \t]*)?(?P<name>[^\s:\-–>»(\[][^:\n]{0,63}):(?:[ \t]+|$)")
_BRACKET = re.compile(r"[ \t]*(?P<mark>[-–>»]{1,3}[ \t]*)?[\[(](?P<name>[^\[\]()\n]{2,60})[\])][ \t:]+(?=\S)")
_CHANGE = re.compile(r"[ \t]*(?:>>|»|&gt;&gt;)")
_SOUND = re.compile(r"\W{0,20}[\[(*♪♫][^\])*♪♫]{0,60}[\])*♪♫]\W{0,20}")
_SOUNDS = frozenset("music applause laughter inaudible crosstalk silence musik beifall gelächter laughs laughing".split())
_TEAMS_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{20,40}/\d+-\d+")
_BETTER = ("_corrected", "-corrected", ".corrected", " (corrected)", "_edited")
"""How people name the transcript that they went through by hand."""
_EVERY = 0.8
"""The share of cues that begin with a name from which on a cue without one is nobody's: programs put it before each cue, people where it changes."""
_NEARLY_ALL = 0.97
"""The share from which on a nickname that comes once is one too."""


class _Names(NamedTuple):
    """Which beginnings of lines are names in this file, and whether a cue without one goes on with the speaker before."""

    accepted: frozenset[str]
    goes_on: bool


def recognises(name: str, head: bytes) -> bool:
    """Whether this is WebVTT by its first word, or SRT or SBV by its first timing."""
    text = glimpse(head).lstrip()
    if re.match(r"WEBVTT(?:\s|$)", text):
        return True
    first = [line for line in text[:4096].split("\n")[:12] if line.strip()][:3]
    return any("-->" in line and TIMING.fullmatch(line) for line in first) or bool(first and TIMING.fullmatch(first[0]))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The turns of the call; `cue 00:01:22.688` is where a text begins, one such place for each line of a turn."""
    stem, ending = splitext(source.name.replace("!", "/").rpartition("/")[2])
    better = next((f"{stem}{mark}{ending}" for mark in _BETTER if source.sibling(f"{stem}{mark}{ending}") is not None), None)
    if better is not None:
        notes.reference = f"the same call lies beside it, corrected: {better} is read instead"
        return
    lines = _cut(decoded(source.data(), notes), source.limits.document_chars, notes).split("\n")
    shown = unrolled([cue for cue in cues(lines, notes) if _shows(cue, notes)], notes)
    if not shown:
        raise UnreadableSourceError("no cue with a text in it", line=1, reason=Reason.NO_TEXT)
    said = [each for each in _said(shown, Voices(source.people)) if _letters(each.text, notes)]
    begun = began(source, header(lines), notes)
    call = Call(source=source, notes=notes, reader="vtt", unit="cue", begun=begun, document=source.name)
    yield from call.messages(said)


def _said(shown: Sequence[Cue], voices: Voices) -> Iterator[Utterance]:
    """Who says what, by whichever of the ways to name a speaker the file keeps to."""
    if any("<v" in line and _VOICE.search(line) for cue in shown for line in cue.shown):
        return (each for cue in shown for each in _voiced(cue, voices))
    if _is_metadata(shown[0]):
        return (each for cue in shown for each in _from_metadata(cue, voices))
    if _names_above(shown):
        return (each for cue in shown for each in _below_name(cue, voices))
    names = _names(shown, voices)
    if not names.accepted:
        what = "no speakers in it: export the transcript with names, not the bare captions (`<v Name>` in Teams, `Name:` in Zoom and Meet)"
        raise UnreadableSourceError(what, line=shown[0].line, reason=Reason.NO_SPEAKER)
    return _prefixed(shown, names, voices)


def _voiced(cue: Cue, voices: Voices) -> Iterator[Utterance]:
    """A piece for each voice in the cue; what stands before the first is nobody's."""
    payload = "\n".join(cue.shown)
    hits = list(_VOICE.finditer(payload))
    edges = [0, *(hit.start() for hit in hits), len(payload)]
    starts = [0, *(hit.end() for hit in hits)]
    whole = plain(payload)
    for number, (start, end) in enumerate(zip(starts, edges[1:], strict=True)):
        written = hits[number - 1]["name"] if number else None
        before = len(plain(payload[:start]))
        yield from _piece(cue, voices.of(unescaped(written)) if written else NOBODY, whole[before : before + len(plain(payload[start:end]))], before)


def _prefixed(shown: Sequence[Cue], names: _Names, voices: Voices) -> Iterator[Utterance]:
    """`Name: text`, also for each line of a cue that shows two people."""
    current = NOBODY
    for cue in shown:
        if not names.goes_on:
            current = NOBODY
        text, offset = "", 0
        at = 0
        for line in map(plain, cue.shown):
            hit = _name_in(line, names)
            if hit is not None or _CHANGE.match(line):
                yield from _piece(cue, current, text, offset)
                current, begin = (voices.of(hit["name"]), hit.end()) if hit else (NOBODY, 0)
                text, offset = line[begin:], at + begin
            else:
                text = f"{text}\n{line}" if text else line
                offset = offset if text != line else at
            at += len(line) + 1
        yield from _piece(cue, current, text, offset)


def _below_name(cue: Cue, voices: Voices) -> Iterator[Utterance]:
    """A name on the first line, as in the text of Teams."""
    name = plain(cue.shown[0])
    return _piece(cue, voices.of(name.strip()), "\n".join(map(plain, cue.shown[1:])), len(name) + 1)


def _from_metadata(cue: Cue, voices: Voices) -> Iterator[Utterance]:
    """`{"speakerName": …, "spokenText": …}`, the cues that Teams gives to programs."""
    said = _metadata(cue)
    name, text = said.get("speakerName"), said.get("spokenText")
    return _piece(cue, voices.of(name) if isinstance(name, str) else NOBODY, text if isinstance(text, str) else "", 0)


def _piece(cue: Cue, voice: Voice, text: str, offset: int) -> Iterator[Utterance]:
    lead = len(text) - len(text.lstrip())
    lines = [line.strip() for line in text.split("\n")]
    if said := "\n".join(line for line in lines if line):
        yield Utterance(cue.start, cue.seconds, voice, said, cue.rolled + offset + lead, cue.identity if _TEAMS_ID.fullmatch(cue.identity) else None)


def _names(shown: Sequence[Cue], voices: Voices) -> _Names:
    """The names of this file: of a kind that comes back, is known, or begins nearly every cue."""
    firsts = [plain(cue.shown[0]) for cue in shown]
    found = [hit["name"].strip() for line in firsts if (hit := _PREFIX.match(line))]
    times, share = Counter(map(folded, found)), len(found) / len(firsts)
    if share < 0.5:
        found += [hit["name"].strip() for line in firsts if (hit := _BRACKET.match(line))]
        times = Counter(map(folded, found))
    accepted = {folded(name) for name in dict.fromkeys(found) if _is_name(voices, name, times[folded(name)], share)}
    return _Names(frozenset(accepted), share < _EVERY or any(cue.rolled for cue in shown))


def _is_name(voices: Voices, written: str, times: int, share: float) -> bool:
    """Whether what stands before a colon is somebody: known, come back, or (where most cues have a name) of the shape of one."""
    voice = voices.of(written)
    if voices.known(written) or voices.known(voice.name):
        return True
    likely = not voice.name or shaped_like_a_name(voice.name) or (share >= _NEARLY_ALL and (" " not in written or bool(voice.organisation)))
    return (likely or times > 1) if share >= 0.5 else (likely and times > 1 and written.casefold() not in _SOUNDS)


def _name_in(line: str, names: _Names) -> "re.Match[str] | None":
    for pattern in (_PREFIX, _BRACKET):
        if (hit := pattern.match(line)) and folded(hit["name"].strip()) in names.accepted:
            return hit
    return None


def _names_above(shown: Sequence[Cue]) -> bool:
    """Whether nearly every cue has two lines or more whose first is one of a few names."""
    firsts = [plain(cue.shown[0]).strip() for cue in shown if len(cue.shown) > 1]
    if len(firsts) < 0.9 * len(shown) or len(shown) < 2:
        return False
    few = len(set(firsts)) <= max(1, len(firsts) // 2) or len(firsts) < 6
    return few and all(len(name) <= 64 and not name.endswith((".", ",", "?", "!", ":")) for name in set(firsts)) and any(map(_full, set(firsts)))


def _full(name: str) -> bool:
    return shaped_like_a_name(name) or not Voices().of(name).name


def _is_metadata(cue: Cue) -> bool:
    return cue.shown[0].startswith("{") and "spokenText" in _metadata(cue)


def _metadata(cue: Cue) -> dict[str, object]:
    try:
        said = json.loads("\n".join(cue.shown))
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _cut(text: str, most: int, notes: Notes) -> str:
    if len(text) <= most:
        return text
    notes.problem(f"{len(text):,} characters; what stands behind the first {most:,} is left out", Reason.TRUNCATED_TEXT)
    return text[:most]


def _shows(cue: Cue, notes: Notes) -> bool:
    if any(line.strip() for line in cue.shown):
        return True
    notes.dropped["empty"] += 1
    return False


def _letters(text: str, notes: Notes) -> bool:
    if any(sign.isalpha() for sign in text) and not _SOUND.fullmatch(text):
        return True
    notes.dropped["empty"] += 1
    return False
