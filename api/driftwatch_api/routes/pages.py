"""What people and generators read about the service: the OpenAPI file and pages without a script."""

import json
import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from jinja2 import Environment, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import Response

from driftwatch_api.admission import GuardedRoute, public
from driftwatch_api.frame import CONTENT_POLICY
from driftwatch_api.openapi import document
from driftwatch_api.problems import KINDS

router: APIRouter = APIRouter(route_class=GuardedRoute, include_in_schema=False)
_ID = re.compile(r"DW-[0-9A-Z]{12}", re.ASCII)


@router.get("/openapi.json", openapi_extra=public())
def openapi(request: Request) -> Response:
    """Describe the service for programs."""
    return Response(_described(request.app), media_type="application/json")


@router.get("/docs", openapi_extra=public())
def docs(request: Request) -> Response:
    """Describe the service, and every kind of problem, for people."""
    return _page("docs.html", described=json.loads(_described(request.app)), kinds=KINDS)


@router.get("/a/{alert_id}", openapi_extra=public())
def alert_link(alert_id: str) -> Response:
    """Lead people who follow a link in a mail on to the dashboard; nothing is looked up, the link opens nothing.

    A link of another site, as one in a web mailer is, brings no cookie along (SameSite=Strict); the way on from this page, which is ours, does.
    """
    if not _ID.fullmatch(alert_id):
        raise HTTPException(404, "No alert answers to this id.")
    return _page("alert.html", identifier=alert_id)


def _page(template: str, **shown: object) -> Response:
    templates = files("driftwatch_api") / "templates"
    style = (templates / "docs.css").read_text("utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string((templates / template).read_text("utf-8"))
    body = page.render(**shown, style=style)
    policy = f"{CONTENT_POLICY}; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    return Response(body, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})


@lru_cache(maxsize=1)
def _described(app: FastAPI) -> str:
    """Made when somebody asks for it, and once: it takes longer than everything else here."""
    return document(app)
