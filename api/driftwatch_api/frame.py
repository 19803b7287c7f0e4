"""What holds for every answer: an id, headers, a limit on the body, a count, a log line, no stack trace."""

import re
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from driftwatch.records import ApiKey
from driftwatch_api.logs import RequestLine
from driftwatch_api.metrics import Metrics
from driftwatch_api.problems import problem

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of a JSON body."""
CONTENT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_JOB = re.compile(r"/v1/jobs/([A-Za-z0-9-]{8,64})", re.ASCII)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_UPLOADS = re.compile(r"/v1/programmes/[^/]+/imports|/p/[^/]+/uploads", re.ASCII)
_CLIENT_LEFT = 499


class Frame:
    """The outermost middleware."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: Metrics,
        log: Callable[[RequestLine], None],
        clock: Callable[[], datetime],
        used: Callable[[ApiKey | None], Awaitable[None]],
    ) -> None:
        self.app = app
        self.used = used
        self.metrics = metrics
        self.log = log
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass on what is none."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = Headers(scope=scope)
        answer = _Answer(send, _request_id(headers))
        scope.setdefault("state", {})["request_id"] = answer.request_id
        error = None
        try:
            await self.app(scope, _limited(receive, headers, _largest(scope, headers)), answer.send)
            await self.used(scope["state"].get("key"))
        except Exception as fault:  # the one border: whatever broke, the client learns only that something did
            error = _place_of(fault)
            if answer.status is not None:
                raise
            await problem(answer.request_id, 500, "The request could not be answered.")(scope, receive, answer.send)
        finally:
            self._note(scope, answer, error, time.perf_counter() - started)

    def _note(self, scope: Scope, answer: "_Answer", error: str | None, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        key = scope["state"].get("key")
        status = answer.status or _CLIENT_LEFT
        self.metrics.count(method=scope["method"], route=route, status=status, seconds=seconds)
        self.log(
            RequestLine(
                at=self.clock(),
                request_id=answer.request_id,
                method=scope["method"],
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 1),
                key=key.prefix if key else None,
                job=answer.job,
                error=error,
            )
        )


class _Answer:
    """Sends an answer on with the headers that all of them carry, and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.status: int | None = None
        self.job: str | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = dict(message["headers"])
            added = [header for header in _HEADERS if header[0] not in given]
            message["headers"] = [*message["headers"], *added, (b"x-request-id", self.request_id.encode("latin-1"))]
            found = _JOB.fullmatch(given.get(b"location", b"").decode("latin-1"))
            self.job = found and found[1]
        await self._send(message)


def _request_id(headers: Headers) -> str:
    """The caller's own id where it is harmless, so that both sides' logs can be laid beside each other."""
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _largest(scope: Scope, headers: Headers) -> int:
    """Bytes that the body may have: uploads, which are never held in memory, have a limit of their own."""
    uploads = _UPLOADS.fullmatch(scope["path"]) and headers.get("content-type", "").lower().startswith("multipart/form-data")
    return int(scope["app"].state.service.uploads.body) if uploads else LARGEST_BODY


def _limited(receive: Receive, headers: Headers, largest: int) -> Receive:
    """Gives the body on until there is more of it than allowed; trusts no declared length."""
    declared, taken = headers.get("content-length", ""), 0

    async def receive_within() -> Message:
        nonlocal taken
        if declared.isdecimal() and len(declared) < 20 and int(declared) > largest:
            raise _too_large(largest)
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise _too_large(largest)
        return message

    return receive_within


def _too_large(largest: int) -> HTTPException:
    return HTTPException(413, f"A body may have {largest} bytes here.")


def _place_of(fault: Exception) -> str:
    frames = extract_tb(fault.__traceback__)
    return f"{type(fault).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else type(fault).__name__
