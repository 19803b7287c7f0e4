"""The frame that all pages have in common: head, navigation, policy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from driftwatch.domain.keys import Scope
from driftwatch.report.cards import MARKS
from driftwatch.report.wording import PURPOSE, day
from driftwatch_api.dashboard.assets import address
from driftwatch_api.dashboard.entry import Place, Visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": POLICY, "Cross-Origin-Opener-Policy": "same-origin"}
_HEADINGS = {
    401: "Sign in first",
    403: "Not with this key",
    404: "Not found",
    405: "Not here",
    409: "Not in this state",
    412: "Changed meanwhile",
    413: "Too large",
    422: "Something does not fit",
    429: "Too many requests",
    503: "Not available just now",
    507: "No room",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One page of a programme, as the navigation offers it."""

    name: str
    label: str
    scope: Scope = Scope.READ_ALERTS


DOORS = (
    Door(name="", label="Overview"),
    Door(name="alerts", label="Alerts"),
    Door(name="terms", label="Terms"),
    Door(name="done", label="Done"),
    Door(name="goals", label="Goals"),
    Door(name="risks", label="Risk"),
    Door(name="topics", label="Topics"),
    Door(name="timeline", label="Timeline"),
    Door(name="statements", label="Statements"),
    Door(name="imports", label="Imports and coverage"),
    Door(name="mail", label="Digests", scope=Scope.ADMIN),
    Door(name="keys", label="Keys", scope=Scope.ADMIN),
)
"""Pages below /p/{programme}/ in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where a page stands: which programme, which door."""

    place: Place | None = None
    at: str | None = None
    """Name of the door that is marked as the present one."""


NOWHERE = Shown()


def page(
    request: Request, visitor: Visitor | None, template: str, *, title: str, where: Shown = NOWHERE, status: int = 200, **shown: object
) -> HTMLResponse:
    """A page made of a template of templates/; what comes from outside is escaped, and a name that the template is not given is an error."""
    place = where.place
    doors = [door for door in DOORS if visitor is not None and visitor.may(door.scope)] if place else []
    frame = {
        "title": title,
        "place": place,
        "at": where.at,
        "doors": doors,
        "visitor": visitor,
        "purpose": PURPOSE,
        "marks": marks(place) if place else {},
        "path": request.url.path,
        "query": request.url.query,
        "request_id": request.state.request_id,
    }
    return HTMLResponse(_environment().get_template(template).render({**frame, **shown}), status, _HEADERS)


def marks(place: Place) -> dict[str, tuple[str, int]]:
    """Partner -> its mark, and the number of its colour from 1, as in the report."""
    return {partner.id: (MARKS[number % len(MARKS)], number % len(MARKS) + 1) for number, partner in enumerate(place.partners)}


def refusal_page(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """Says what is wrong, and leads back."""
    visitor: Visitor | None = request.state.visitor
    answer = page(request, visitor, "refusal.html", title=_HEADINGS.get(status, "That did not work"), status=status, detail=detail)
    answer.headers.update(headers or {})
    return answer


def below(place: Place, *steps: str, **query: object) -> str:
    """An address of the programme's pages; what is None or empty in the query is left out."""
    path = "/".join(["/p", quote(place.key, safe=""), *(quote(step, safe="") for step in steps if step)])
    asked = [(name, value) for name, value in query.items() if value not in (None, "", (), [])]
    return f"{path}?{urlencode(asked, doseq=True)}" if asked else path


def data(value: object) -> Markup:
    """What a script of ours reads out of a page: JSON that can end no element."""
    told = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(told.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028"))  # noqa: S704  escaped above


@cache
def _environment() -> Environment:
    made = Environment(
        loader=ChoiceLoader([PackageLoader("driftwatch_api.dashboard"), PackageLoader("driftwatch.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"asset": address, "below": below, "data": data}
    made.filters["day"] = day
    return made
