"""The parts of driftwatch.toml that say who is told what, and when."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from difflib import get_close_matches
from enum import StrEnum
from typing import TypedDict, TypeVar

from driftwatch.domain.talk import Share
from driftwatch.errors import ConfigurationError
from driftwatch.settings.values import DigestSettings, Recipient, ScheduleSettings

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
JOINT = "joint"
Choice = TypeVar("Choice", bound=StrEnum)
Complaint = Callable[[str, int, str | None, str], ConfigurationError]
"""Makes the error from section, place among the sections of this name, key, and what is wrong."""
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


class Visibility(TypedDict):
    """Who may read a source, and what the others get of it."""

    visibility: str | None
    share: Share


def digest(entry: Mapping[str, object], programme: Mapping[str, object], wrong: Complaint) -> DigestSettings:
    """`[digest]`, with `base_url` of `[programme]`."""
    usual = DigestSettings()
    items = entry.get("items", usual.items)
    if not isinstance(items, int) or isinstance(items, bool) or items < 1:
        raise wrong("digest", 0, "items", f"{items!r} is not a whole number from 1 on")
    base_url = programme.get("base_url")
    if base_url is not None and not str(base_url).startswith(("https://", "http://")):
        raise wrong("programme", 0, "base_url", f"{base_url!r} does not begin with https://")
    return DigestSettings(
        sender=str(entry.get("sender", usual.sender)),
        items=items,
        base_url=None if base_url is None else str(base_url).rstrip("/"),
        reply_to=_address(entry, "digest", 0, "reply_to", wrong) if "reply_to" in entry else None,
        day=_day(entry, "digest", wrong),
        time=_time(entry, "digest", usual.time, wrong),
        empty=_choice(entry, "digest", 0, "empty", usual.empty, wrong=wrong),
    )


def schedule(entry: Mapping[str, object], wrong: Complaint) -> ScheduleSettings:
    """`[schedule]`."""
    usual = ScheduleSettings()
    sends = entry.get("digest", usual.digest)
    if not isinstance(sends, bool):
        raise wrong("schedule", 0, "digest", f"{sends!r} is neither true nor false")
    return ScheduleSettings(
        scan=_choice(entry, "schedule", 0, "scan", usual.scan, wrong=wrong),
        day=_day(entry, "schedule", wrong),
        time=_time(entry, "schedule", usual.time, wrong),
        digest=sends,
    )


def recipient(entry: Mapping[str, object], index: int, known: Recipient, wrong: Complaint) -> Recipient:
    """A `[[recipient]]` of whom address, partner and zone are known, with what they want."""
    _address(entry, "recipient", index, "address", wrong)
    return replace(
        known,
        frequency=_choice(entry, "recipient", index, "frequency", known.frequency, wrong=wrong),
        min_severity=_choice(entry, "recipient", index, "min_severity", known.min_severity, wrong=wrong),
        format=_choice(entry, "recipient", index, "format", known.format, wrong=wrong),
    )


def visibility(entry: Mapping[str, object], index: int, partner: str | None, ids: Sequence[str], wrong: Complaint) -> Visibility:
    """Who may read a `[[source]]`: its partner alone where one is named, unless it says otherwise."""
    wanted = entry.get("visibility", partner if partner is not None else JOINT)
    if wanted != JOINT and wanted not in ids:
        near = get_close_matches(str(wanted), [JOINT, *ids], n=1, cutoff=0.3)
        mend = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join([JOINT, *ids])}"
        raise wrong("source", index, "visibility", f"`{wanted}` is neither `{JOINT}` nor a partner's id{mend}")
    share = _choice(entry, "source", index, "share", Share.COUNTS, wrong=wrong)
    return Visibility(visibility=None if wanted == JOINT else str(wanted), share=share)


def _address(entry: Mapping[str, object], section: str, index: int, key: str, wrong: Complaint) -> str:
    address = entry.get(key)
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        raise wrong(section, index, key, f"`{address}` is not a mail address")
    return address


def _choice(entry: Mapping[str, object], section: str, index: int, key: str, usual: Choice, *, wrong: Complaint) -> Choice:
    value, kinds = entry.get(key, usual), list(type(usual))
    if value not in kinds:
        near = get_close_matches(str(value), kinds, n=1, cutoff=0.4)
        mend = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(kinds)}"
        raise wrong(section, index, key, f"`{value}` is not known; {mend}")
    return type(usual)(str(value))


def _day(entry: Mapping[str, object], section: str, wrong: Complaint) -> int:
    value = entry.get("day", DAYS[0])
    if not isinstance(value, str) or value[:3].casefold() not in DAYS:
        raise wrong(section, 0, "day", f"`{value}` is not a day of the week; known: {', '.join(DAYS)}")
    return DAYS.index(value[:3].casefold())


def _time(entry: Mapping[str, object], section: str, usual: time, wrong: Complaint) -> time:
    value = entry.get("time")
    if value is None:
        return usual
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if found is None:
        raise wrong(section, 0, "time", f"`{value}` is not a time of the day such as 07:30")
    return time(int(found[1]), int(found[2]))


