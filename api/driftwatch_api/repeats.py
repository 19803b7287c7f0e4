"""Idempotency-Key: a request that is sent twice is done once, and answered alike for a day, also by a service that was started anew."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from driftwatch.store.requests import Answered, Begun, SqlRequests
from driftwatch_api.admission import GuardedRoute
from driftwatch_api.problems import Refused, place
from driftwatch_api.service import Service

HEADER = "Idempotency-Key"
Entry = dict[str, Any]
"""What a route adds to its OpenAPI entry: what it may hold is told by the OpenAPI specification."""
_LONGEST = 255
_KEPT_HEADERS = ("content-type", "location", "retry-after", "etag")
_MARK = "x-repeatable"
_DESCRIPTION = (
    "Any text of your own, unique for each thing that is to be done: the same request under the same key is done once, and answered alike for a day."
)


@dataclass(slots=True)
class Turn:
    """The one who answers a request; without an Idempotency-Key everybody is."""

    service: Service
    key: str
    """Prefix of the API key."""
    token: str | None
    holder: str
    begun: Begun = Begun()

    @classmethod
    async def begin(cls, request: Request) -> "Turn":
        """Take the request; raises 422 where the key is none, 409 while somebody else answers it."""
        service: Service = request.app.state.service
        turn = cls(service=service, key=request.state.access.key.prefix, token=request.headers.get(HEADER), holder=request.state.request_id)
        if turn.token is None:
            return turn
        if not 1 <= len(turn.token) <= _LONGEST or not turn.token.isprintable():
            what = f"1 to {_LONGEST} printable characters are expected"
            raise Refused(422, f"{HEADER} does not fit.", places=[place("header", f"/{HEADER}", what)])
        turn.begun = await run_in_threadpool(turn._requests.begin, turn.key, turn.token, holder=turn.holder, at=service.clock())
        if turn.begun.busy is not None:
            wait = max(1, ceil(turn.begun.busy / timedelta(seconds=1)))
            raise Refused(409, f"A request with this {HEADER} is being answered; ask again in {wait} s.", retry_after=min(wait, 5))
        return turn

    @property
    def again(self) -> bool:
        """Whether somebody began it and died: what it makes may be there already."""
        return self.begun.again

    def name(self, what: str) -> str | None:
        """The same for the same request, so that what is made by it is made once; None without an Idempotency-Key."""
        if self.token is None:
            return None
        return hashlib.sha256(f"{what}\n{self.key}\n{self.token}".encode()).hexdigest()[:24]

    async def answer(self, content: str, produce: Callable[[], Awaitable[Response]]) -> Response:
        """The answer that was given before, or the one that is produced now; `content` tells this request from others."""
        if self.begun.earlier is not None:
            return _given_again(self.begun.earlier, content)
        try:
            response = await produce()
        except BaseException:
            await self.abandon()
            raise
        await self._keep(content, response)
        return response

    async def renew(self) -> None:
        """Say that it is still being answered."""
        if self.token is not None and self.begun.earlier is None:
            await run_in_threadpool(self._requests.renew, self.key, self.token, holder=self.holder, at=self.service.clock())

    async def abandon(self) -> None:
        """Nothing came of it: whoever sends it again is answered anew."""
        if self.token is not None and self.begun.earlier is None:
            await run_in_threadpool(self._requests.forget, self.key, self.token, holder=self.holder)

    async def _keep(self, content: str, response: Response) -> None:
        if self.token is None:
            return
        if not 200 <= response.status_code < 300:
            await self.abandon()
            return
        kept = {"status": response.status_code, "headers": _kept(response.headers), "body": bytes(response.body).decode()}
        answered = Answered(content=content, answer=json.dumps(kept))
        await run_in_threadpool(self._requests.finish, self.key, self.token, holder=self.holder, answered=answered, at=self.service.clock())

    @property
    def _requests(self) -> SqlRequests:
        return self.service.store.requests


class RepeatableRoute(APIRoute):
    """Answers a request once; stands behind the guard: `class Route(GuardedRoute, RepeatableRoute)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, if the route says that it is repeatable()."""
        answer = super().get_route_handler()
        if not (self.openapi_extra or {}).get(_MARK):
            return answer

        async def once(request: Request) -> Response:
            turn = await Turn.begin(request)
            request.state.turn = turn
            try:
                content = content_of(request, await request.body())
            except BaseException:
                await turn.abandon()
                raise
            return await turn.answer(content, lambda: answer(request))

        return once


class CreatingRoute(GuardedRoute, RepeatableRoute):
    """A guarded route whose operations can be repeated."""


def repeatable() -> Entry:
    """What a route that makes something adds to its OpenAPI entry."""
    return {_MARK: True, **described()}


def described() -> Entry:
    """The header, for routes that deal with it themselves."""
    schema = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
    return {"parameters": [{"name": HEADER, "in": "header", "required": False, "description": _DESCRIPTION, "schema": schema}]}


def content_of(request: Request, body: bytes) -> str:
    """What tells this request from others under the same key; JSON that says the same is the same."""
    told = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    if request.headers.get("content-type", "").startswith("application/json"):
        with suppress(ValueError, RecursionError):
            body = json.dumps(json.loads(body), sort_keys=True).encode()
    return hashlib.sha256(told + body).hexdigest()


def used_for_another() -> Refused:
    """What is said of an Idempotency-Key under which something else was done."""
    what = "was used for another request; take a new one for what is new"
    return Refused(422, f"This {HEADER} {what}.", places=[place("header", f"/{HEADER}", what)])


def _given_again(earlier: Answered, content: str) -> Response:
    if earlier.content != content:
        raise used_for_another()
    kept = json.loads(earlier.answer)
    return Response(kept["body"], kept["status"], {**kept["headers"], "Idempotency-Replayed": "true"})


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in _KEPT_HEADERS if name in headers}
