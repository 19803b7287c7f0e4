"""Errors as RFC 9457 problem documents: one kind a status, and nothing of the request repeated."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch.errors import ActionRefusedError, DriftwatchError, ModelError, StaleError, StoreError, UnknownAlertError

MEDIA_TYPE = "application/problem+json"
_MOST_ERRORS = 20
_LONGEST_POINTER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """A kind of error, told once for the answer and for the page that its `type` leads to."""

    name: str
    title: str
    meaning: str


_TOLD = (
    (400, "malformed", "The request cannot be read", "The body is not JSON in UTF-8, or is nested too deeply."),
    (401, "unauthenticated", "A valid key is needed", "Send `Authorization: Bearer dw_live_…`; `driftwatch keys create` makes a key."),
    (403, "forbidden", "This key may not do that", "The key is valid but lacks the scope that the operation asks for."),
    (404, "not-found", "There is no such thing here", "It does not exist, or it is not for this key: the answer is the same."),
    (405, "method-not-allowed", "Not with this method", "The header Allow lists the methods of this address."),
    (408, "too-slow", "The body came too slowly", "Nothing of it arrived for a minute; nothing of it is kept."),
    (409, "refused", "Not in this state", "What is there now does not allow it; nothing was changed. `see` leads to what stands in the way."),
    (412, "changed", "It has changed meanwhile", "What If-Match names is no more what is there; read it again, then decide."),
    (413, "too-large", "The body is too large", "A JSON body may have 2 MiB, an upload 512 MiB."),
    (415, "media-type", "Not this kind of body", "Content-Type is none that the operation reads."),
    (422, "invalid", "The request does not fit", "`errors` names each place and what would be right there."),
    (429, "too-many-requests", "Too many requests", "Too many with this key or from this address, or wrong keys; `Retry-After` says when to go on."),
    (500, "internal", "Something broke here", "The fault is ours; the request id leads to the line in the log."),
    (507, "no-room", "There is no room", "The disk is nearly full: nothing more is taken in until there is room again. Reading goes on."),
    (503, "unavailable", "A part is not available", "The store or the model does not answer now; /readyz says which and why."),
)
KINDS: Mapping[int, ProblemKind] = {status: ProblemKind(name=name, title=title, meaning=meaning) for status, name, title, meaning in _TOLD}
_PLACE: dict[str, JsonValue] = {"in": "query", "pointer": "/limit", "detail": "Input should be less than or equal to 200"}


class Place(BaseModel):
    """One thing that is wrong, and where."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, json_schema_extra={"examples": [_PLACE]})

    part: Literal["body", "query", "path", "header"] = Field(alias="in")
    pointer: str = Field(description="JSON pointer into that part of the request.")
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "type": "/docs#not-found",
                    "title": "There is no such thing here",
                    "status": 404,
                    "detail": "No alert answers to this id.",
                    "errors": [],
                    "request_id": "5f2b9c0de5a14c7f8f5f0b0c9a3d7e21",
                }
            ]
        },
    )

    type: str = Field(description="Leads to the description of this kind of problem.")
    title: str
    status: int
    detail: str
    errors: list[Place] = []
    see: str | None = Field(default=None, description="Address of what stands in the way, a running job for instance.")
    request_id: str


class Refused(HTTPException):
    """A refusal that names places of the request, or leads to what stands in the way."""

    def __init__(self, status: int, detail: str, *, places: Sequence[Place] = (), see: str | None = None, retry_after: int | None = None) -> None:
        headers = ({"Location": see} if see else {}) | ({"Retry-After": str(retry_after)} if retry_after is not None else {})
        super().__init__(status, detail, headers or None)
        self.places = tuple(places)


def place(part: Literal["body", "query", "path", "header"], pointer: str, detail: str) -> Place:
    """One thing that is wrong, and where."""
    return Place(**{"in": part, "pointer": pointer[:_LONGEST_POINTER], "detail": detail})


def problem(request_id: str, status: int, detail: str, *, errors: Sequence[Place] = (), headers: Mapping[str, str] | None = None) -> Response:
    """The answer that says what is wrong."""
    kind = KINDS.get(status) or ProblemKind(name=f"status-{status}", title=HTTPStatus(status).phrase, meaning="")
    see = (headers or {}).get("Location")
    body = Problem(type=f"/docs#{kind.name}", title=kind.title, status=status, detail=detail, errors=list(errors), see=see, request_id=request_id)
    # ASCII only: what a client sent as half a surrogate pair must not break the answer that complains of it.
    return Response(json.dumps(body.model_dump(exclude_none=True), ensure_ascii=True), status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every error of the application end as a problem document."""
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(DriftwatchError)(_ours)


async def _refused(request: Request, error: HTTPException) -> Response:
    places = error.places if isinstance(error, Refused) else ()
    headers = {"Allow": ", ".join(_methods(request))} if error.status_code == 405 else error.headers
    return problem(request.state.request_id, error.status_code, error.detail, errors=places, headers=headers)


def _methods(request: Request) -> list[str]:
    """What the address takes: the framework names those of the first route alone."""
    routers = (getattr(route, "original_router", None) for route in request.app.routes)
    routes = (route for router in routers if router for route in router.routes if isinstance(route, APIRoute))
    return sorted({method for route in routes if route.path_regex.match(request.url.path) for method in route.methods or ()})


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    found = error.errors()
    places = [_place(entry["type"], entry["loc"], entry["msg"]) for entry in found[:_MOST_ERRORS]]
    return problem(request.state.request_id, 422, f"Places that do not fit: {len(found)}; listed: {len(places)}.", errors=places)


def _place(kind: str, location: Sequence[str | int], message: str) -> Place:
    part, *steps = location
    if kind == "json_invalid":
        return Place(**{"in": "body", "pointer": "", "detail": f"not JSON at character {steps[0] if steps else 0}"})
    pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)
    return Place(**{"in": part, "pointer": pointer[:_LONGEST_POINTER], "detail": message})


async def _ours(request: Request, error: DriftwatchError) -> Response:
    request_id = request.state.request_id
    match error:
        case UnknownAlertError():
            return problem(request_id, 404, "No alert answers to this id.")
        case StaleError():
            return problem(request_id, 412, "The alert was changed since it was read; read it again, then decide.")
        case ActionRefusedError():
            return problem(request_id, 409, str(error))
        case StoreError():
            return problem(request_id, 503, "The store does not answer.", headers={"Retry-After": "5"})
        case ModelError():
            return problem(request_id, 503, "The model cannot be loaded.", headers={"Retry-After": "60"})
        case _:
            raise error
