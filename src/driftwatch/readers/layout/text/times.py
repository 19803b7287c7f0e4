"""When something was said, from whatever an export writes for it: one parse for all of them."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,12})?")
_DOTNET = re.compile(r"/?Date\((?P<ms>-?[0-9]{1,17})(?:[+-][0-9]{4})?\)/?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:]{4,8}(?:[.,][0-9]{1,12})?(?: ?(?:Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2}){0,2}))?)?")
_ZERO = re.compile(r" ?(?:Z|z|UTC|GMT)$")
_MOST_SECONDS = 1e11
"""What is larger counts milliseconds since 1970, a thousand times larger microseconds, and so on: each of them reaches past the year 5000."""


def parse_time(value: object, zone: tzinfo) -> datetime | None:
    """The moment, told in the zone; None for what is no time.

    Takes seconds, milli-, micro- or nanoseconds since 1970 as a number or as digits, ISO 8601 with and without zone (without: the given one),
    and .NET's `/Date(1718096400000)/`. Whether a moment can be when something was said is for the border to judge.
    """
    try:
        if isinstance(value, str):
            return _written(value.strip(), zone)
        return _since_1970(value, zone) if isinstance(value, int | float) and not isinstance(value, bool) else None
    except (ValueError, OverflowError, OSError):
        return None


def _since_1970(number: float, zone: tzinfo) -> datetime:
    size = abs(number)
    if size < _MOST_SECONDS:
        return datetime.fromtimestamp(number, tz=zone)
    if size < _MOST_SECONDS * 1e3:
        return datetime.fromtimestamp(number / 1e3, tz=zone)
    return datetime.fromtimestamp(number / (1e6 if size < _MOST_SECONDS * 1e6 else 1e9), tz=zone)


def _written(text: str, zone: tzinfo) -> datetime | None:
    if _ISO.fullmatch(text):
        moment = datetime.fromisoformat(_ZERO.sub("+00:00", text).replace(" +", "+").replace(" -", "-").replace(",", "."))
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    if _NUMBER.fullmatch(text):
        return _since_1970(float(text), zone)
    hit = _DOTNET.fullmatch(text)
    return (_EPOCH + timedelta(milliseconds=int(hit["ms"]))).astimezone(zone) if hit else None
