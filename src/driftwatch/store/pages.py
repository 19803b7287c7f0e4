"""Where the next page begins: the sort key of the last row, opaque to whoever carries it."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence

from driftwatch.errors import ConfigurationError
from driftwatch.records import Page, Row


def page(found: Sequence[Row], limit: int, key: Callable[[Row], Sequence[str]]) -> Page[Row]:
    """A page of rows of which one more than `limit` was asked for."""
    rows = tuple(found[:limit])
    return Page(rows=rows, next_after=_encoded(key(rows[-1])) if len(found) > limit else None)


def asked(limit: int) -> int:
    """How many rows to ask the database for: one more, to know whether another page follows."""
    if limit < 1:
        raise ConfigurationError(f"a page holds 1 row or more, not {limit}")
    return limit + 1


def decoded(after: str, parts: int) -> list[str]:
    """The sort key in a page's `next_after`, which has so many parts."""
    try:
        key = json.loads(base64.b64decode(after.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise unknown(after) from error
    if not isinstance(key, list) or len(key) != parts or not all(isinstance(part, str) for part in key):
        raise unknown(after)
    return key


def unknown(after: str) -> ConfigurationError:
    """What is said of a beginning that no page gave."""
    return ConfigurationError(f"`{after[:40]}` is no beginning of a page; take it from the page before")


def _encoded(key: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode("ascii")).decode("ascii")
