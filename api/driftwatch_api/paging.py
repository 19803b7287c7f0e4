"""Pages over several programmes, in an order that does not change while somebody turns them."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field

from driftwatch.errors import ConfigurationError
from driftwatch.records import Page

Row = TypeVar("Row")
Limit = Annotated[int, Field(ge=1, le=200, description="Rows a page.")]
Cursor = Annotated[str | None, Field(max_length=1000, description="Where the page begins: `next_cursor` of the one before.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread(Generic[Row]):
    """A page of rows, each with the key of its programme."""

    rows: tuple[tuple[str, Row], ...]
    next_cursor: str | None


def spread(programmes: Sequence[str], fetch: Callable[[str, int, str | None], Page[Row]], *, limit: int, cursor: str | None) -> Spread[Row]:
    """One page over the programmes in their order; `fetch` takes a programme, a number of rows and where to begin."""
    first, after = _position(cursor)
    rows: list[tuple[str, Row]] = []
    for programme in (key for key in programmes if key >= first):
        start = after if programme == first else None
        if len(rows) == limit:
            if fetch(programme, 1, None).rows:
                return Spread(rows=tuple(rows), next_cursor=_cursor(programme, None))
            continue
        page = _fetched(fetch, programme, limit - len(rows), start)
        rows += [(programme, row) for row in page.rows]
        if page.next_after is not None:
            return Spread(rows=tuple(rows), next_cursor=_cursor(programme, page.next_after))
    return Spread(rows=tuple(rows), next_cursor=None)


def _fetched(fetch: Callable[[str, int, str | None], Page[Row]], programme: str, limit: int, start: str | None) -> Page[Row]:
    try:
        return fetch(programme, limit, start)
    except ConfigurationError as error:
        raise _unknown() from error


def link_next(request: Request, response: Response, cursor: str | None) -> None:
    """Name the next page in the header (RFC 8288), with the filters of this one."""
    if cursor is not None:
        query = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        response.headers["Link"] = f'<{request.url.path}?{urlencode([*query, ("cursor", cursor)])}>; rel="next"'


def _cursor(programme: str, after: str | None) -> str:
    return urlsafe_b64encode(json.dumps([programme, after], separators=(",", ":")).encode()).decode().rstrip("=")


def _position(cursor: str | None) -> tuple[str, str | None]:
    if cursor is None:
        return "", None
    try:
        match json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))):
            case [str() as programme, str() | None as after]:
                return programme, after
    except (binascii.Error, ValueError, RecursionError):
        pass
    raise _unknown()


def _unknown() -> RequestValidationError:
    return RequestValidationError([{"type": "cursor", "loc": ("query", "cursor"), "msg": "Not a cursor that this service gave out"}])
