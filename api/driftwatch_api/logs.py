"""One JSON line a request, with a closed set of fields: no path, no query, no body, no key."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TextIO

import structlog


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """What is written down of a request; whatever else it held is nobody's business."""

    at: datetime
    request_id: str
    method: str
    route: str
    """The template, never the path: ids and search words stay out."""
    status: int
    milliseconds: float
    key: str | None
    """The visible prefix of the key that was shown, where it is a valid one."""
    job: str | None = None
    """Id of the job that the answer leads to."""
    error: str | None = None
    """Type and place of an error that is ours; never its message, which may hold somebody's text."""


_FIELDS = tuple(field.name for field in fields(RequestLine))


def json_lines(stream: TextIO) -> Callable[[RequestLine], None]:
    """A log that writes to the stream, a line each."""
    logger = structlog.wrap_logger(
        structlog.PrintLogger(stream),
        processors=[structlog.processors.JSONRenderer(sort_keys=False)],
        wrapper_class=structlog.BoundLogger,
    )

    def write(line: RequestLine) -> None:
        told = {name: getattr(line, name) for name in _FIELDS}
        logger.info("request", **told | {"at": line.at.isoformat()})

    return write
