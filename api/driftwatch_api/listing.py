"""How a list is answered: as JSON or CSV, with a tag by which it is known again, and the way to the next page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import JsonValue

from driftwatch.errors import ConfigurationError
from driftwatch.report.spreadsheet import csv_line

Row = Mapping[str, JsonValue]
JSON, CSV = "application/json", "text/csv"
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_TAGGED = {"ETag": {"description": "Names this content; send it as If-None-Match.", "schema": {"type": "string"}}}
_LINKED = {"Link": {"description": "The next page, rel=next; absent on the last one.", "schema": {"type": "string"}}}
_AS_IT_WAS: dict[int | str, dict[str, Any]] = {304: {"description": "It is as it was: the tag in If-None-Match still names it."}}
UNCHANGED: dict[int | str, dict[str, Any]] = {200: {"headers": _TAGGED}, **_AS_IT_WAS}
"""What one thing may answer beside the problems."""
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {CSV: {"schema": {"type": "string"}}}, "headers": {**_TAGGED, **_LINKED}},
    **_AS_IT_WAS,
}
"""What a list may answer beside the problems."""


def answered(request: Request, name: str, rows: Iterable[Row], columns: Sequence[str], cursor: str | None) -> Response:
    """A page: `{name: rows, "next_cursor": cursor}`, or a line a row where CSV is preferred."""
    headers = {"Vary": "Accept", **_link_next(request, cursor)}
    if prefers_csv(request.headers.get("accept", "")):
        lines = [csv_line(columns), *(csv_line([_cell(row.get(column)) for column in columns]) for row in rows)]
        return tagged(request, "".join(lines).encode(), f"{CSV}; charset=utf-8", headers)
    return tagged(request, orjson.dumps({name: list(rows), "next_cursor": cursor}), JSON, headers)


def tagged(request: Request, content: bytes, media_type: str, headers: Mapping[str, str], *, version: int | None = None) -> Response:
    """The content with its tag, or 304 where the client has it; what is shown to others has no part in the tag."""
    tag = content_tag(content, version)
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag.strip('"') in _TAG.findall(known):
        return Response(status_code=304, headers={**headers, "ETag": tag})
    return Response(content, headers={**headers, "ETag": tag}, media_type=media_type)


def content_tag(content: bytes, version: int | None = None) -> str:
    """An ETag: the version of what can be changed, and a digest of what is shown of it."""
    digest = blake2b(content, digest_size=12).hexdigest()
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def version_in(tag: str) -> int | None:
    """The version that an If-Match header names; None where it names none."""
    found = re.fullmatch(r'"(\d{1,18})-[0-9a-f]{24}"', tag.strip())
    return int(found[1]) if found else None


def prefers_csv(accept: str) -> bool:
    """Whether an Accept header wants CSV rather than JSON; JSON where it does not care."""
    weights = dict(_weighted(part) for part in accept.lower().split(","))
    csv = weights.get(CSV, 0.0)
    return csv > 0.0 and csv > weights.get(JSON, 0.0)


@contextmanager
def refusing_unknown_cursors() -> Iterator[None]:
    """Answer 422 to a cursor that no page of this order gave."""
    try:
        yield
    except ConfigurationError as error:
        place = {"type": "cursor", "loc": ("query", "cursor"), "msg": "Not a cursor that this service gave out for this order"}
        raise RequestValidationError([place]) from error


def _link_next(request: Request, cursor: str | None) -> dict[str, str]:
    """The next page (RFC 8288), with the filters of this one."""
    if cursor is None:
        return {}
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    return {"Link": f'<{request.url.path}?{urlencode([*query, ("cursor", cursor)])}>; rel="next"'}


def _weighted(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip() for piece in part.split(";"))
    weight = next((value for name, _, value in (piece.partition("=") for piece in parameters) if name.strip() == "q"), "1")
    return kind, float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight.strip()) else 0.0


def _cell(value: JsonValue) -> str:
    """Plain values as they are, a list of words with blanks between, anything else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return " ".join(map(str, value))
    return orjson.dumps(value).decode()
