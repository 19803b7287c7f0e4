"""How programs that transcribe call things in their JSON: data, and an utterance from any of them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from driftwatch.readers.layout.objects.json_shapes import Shapes
from driftwatch.readers.layout.objects.json_stream import list_of, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.speech.captions import TIMING, clock
from driftwatch.readers.layout.text.times import parse_time

NAMES = (
    "speaker_name",
    "speakerName",
    "speakerDisplayName",
    "speaker",
    "participant_name",
    "participantName",
    "participant",
    "speaker_label",
    "speakerLabel",
)
"""Keys whose value is, or holds, the name of who speaks, the surer first."""
LOOSE_NAMES = ("name", "user", "username", "user_name", "who", "author")
"""Keys that say so only beside a time that counts from the beginning of the call."""
IDS = ("speaker_id", "speakerId", "participant_id")
"""Keys of a number or id that a table of speakers explains."""
TEXTS = ("text", "content", "utterance", "transcript", "sentence", "raw_text", "spokenText", "caption", "message")
WORDS = ("elements", "words", "sentences")
"""Keys of lists whose pieces make up the text."""
STARTS = (
    "start", "start_time", "startTime", "start_ms", "startMs", "startOffset", "start_offset", "begin", "start_timestamp", "startDateTime", "offset",
    "offsetInTicks", "timestamp", "time", "ts",
)  # fmt: skip
SUMMARY = frozenset(
    "highlights action_items actionItems decisions targets summary summaries key_points keyPoints next_steps nextSteps overview takeaways "
    "key_takeaways chapters bullet_gist shorthand_bullet gist outline".split()
)
"""Keys of what a machine makes of a call: nobody said it."""
MEETING = (
    "date",
    "meeting_date",
    "meetingDate",
    "start_time",
    "startTime",
    "startDateTime",
    "recorded_at",
    "started_at",
    "created_at",
    "createdAt",
    "created",
)
"""Keys of when a call began, the surer first."""
SPEAKER_TABLES = ("speakers", "speech.speakers", "participants", "data.transcript.speakers")
_OTTER = "speech.transcripts.*"
_OTTER_HERTZ = 16_000
_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?")
_PER_SECOND = (0.5, 5e-5)
"""Letters to a unit of time: people speak about fifteen a second; below the first it counts milliseconds, below the second ticks."""
_UNITS = (1.0, 1e3, 1e7)


class Layout(NamedTuple):
    """Where a file keeps what was said."""

    path: str
    """Of the utterances: `results.utterances.*`; "" where each line is one."""
    named: bool
    """Whether they say who speaks."""


def layout_of(found: Shapes) -> Layout | None:
    """Where the utterances lie, None where there are none that we know."""
    best: tuple[int, int, Layout] | None = None
    for path, objects in found.items():
        if "words" in path or "alternatives" in path or "elements" in path:
            continue
        named = sum(_names_who(keys) for keys in objects)
        bare = sum(bool(keys & set(TEXTS)) and {"start", "end"} <= keys for keys in objects) if path.rpartition(".")[0].endswith("segments") else 0
        if (named or bare) and (path == "" or path.endswith("*")):
            rank = (2 if named else 1, named or bare, Layout(path, bool(named)))
            best = max(best or rank, rank, key=lambda each: each[:2])
    return best[2] if best else None


def _names_who(keys: frozenset[str]) -> bool:
    says = not keys.isdisjoint(TEXTS) or not keys.isdisjoint(WORDS)
    if not says:
        return False
    timed = not keys.isdisjoint(STARTS)
    return (
        not keys.isdisjoint(NAMES)
        or not keys.isdisjoint(IDS)
        or (timed and not keys.isdisjoint(LOOSE_NAMES) and bool({"end", "end_time", "endTime", "duration"} & keys))
    )


def text_in(record: Record) -> str:
    """What was said, "" where nothing was."""
    for key in TEXTS:
        if isinstance(value := record.get(key), str):
            return value
    for key in WORDS:
        pieces = [record_of(piece) for piece in list_of(record.get(key))]
        if key == "elements" and pieces:
            return "".join(text_of(piece.get("value")) for piece in pieces)
        if words := [text_of(piece.get("text") or piece.get("word")) for piece in pieces]:
            return " ".join(word for word in words if word)
    return ""


def name_in(record: Record, speakers: Mapping[str, str]) -> str:
    """Who said it as the program writes it, "" where it does not say."""
    for key in (*NAMES, *IDS, *LOOSE_NAMES):
        value = record.get(key)
        if isinstance(value, dict):
            value = next((value[own] for own in ("name", "display_name", "displayName", "id") if value.get(own) not in (None, "")), None)
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            continue
        return speakers.get(str(value), str(value))
    return ""


def speaker_in(record: Record) -> tuple[str, str] | None:
    """Id and name of a row in a table of speakers."""
    identity = next((record[key] for key in ("speaker_id", "speakerId", "id", "participant_id") if isinstance(record.get(key), str | int)), None)
    name = next(
        (record[key] for key in ("speaker_name", "speakerName", "name", "displayName") if isinstance(record.get(key), str) and record[key]), None
    )
    return (str(identity), str(name)) if identity is not None and name else None


def start_in(record: Record) -> object:
    """When it began, as the program writes it."""
    for key in STARTS:
        value = record.get(key)
        if isinstance(value, dict):
            value = value.get("relative", value.get("absolute"))
        if value is not None:
            return value
    for key in WORDS:
        if first := record_of(next(iter(list_of(record.get(key))), None)):
            return first.get("ts") if key == "elements" else start_in(first)
    return None


def unit_of(path: str, samples: Sequence[tuple[object, str]]) -> float:
    """How many of the file's units of time make a second, by how much is said in them."""
    if path == _OTTER:
        return _OTTER_HERTZ
    numbers = [(float(start), len(text)) for start, text in samples if isinstance(start, int | float) and not isinstance(start, bool)]
    if len(numbers) < 2 or any(start != int(start) for start, _ in numbers):
        return 1.0
    lasted, said = numbers[-1][0] - numbers[0][0], sum(length for _, length in numbers[:-1])
    if lasted <= 0:
        return 1.0
    return _UNITS[sum(said / lasted < limit for limit in _PER_SECOND)]


def moment(start: object, unit: float, zone: tzinfo) -> tuple[float | None, datetime | None]:
    """Seconds from the beginning, or the moment itself; neither where it is no time."""
    if isinstance(start, bool) or start is None:
        return None, None
    if isinstance(start, int | float):
        return (None, parse_time(start, zone)) if start / unit > 1e8 else (start / unit, None)
    text = text_of(start).strip()[:64]
    if hit := _DURATION.fullmatch(text):
        hours, minutes, seconds = (float(part or 0) for part in hit.groups())
        return hours * 3600 + minutes * 60 + seconds, None
    if TIMING.fullmatch(f"{text} --> 0:00"):
        return clock(text), None
    return (
        (float(text), None) if re.fullmatch(r"\d{1,7}(?:\.\d{1,9})?s?", text) and not text.endswith("s") else (_seconds(text), parse_time(text, zone))
    )


def _seconds(text: str) -> float | None:
    """`12.5s`, as Google writes it."""
    return float(text[:-1]) if re.fullmatch(r"\d{1,7}(?:\.\d{1,9})?s", text) else None
