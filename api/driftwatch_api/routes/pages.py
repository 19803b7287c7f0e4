"""What people and generators read about the service: the OpenAPI file and one page without a script."""

import json
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from jinja2 import Environment, StrictUndefined
from starlette.responses import Response

from driftwatch_api.admission import GuardedRoute, public
from driftwatch_api.frame import CONTENT_POLICY
from driftwatch_api.openapi import document
from driftwatch_api.problems import KINDS

router: APIRouter = APIRouter(route_class=GuardedRoute, include_in_schema=False)


@router.get("/openapi.json", openapi_extra=public())
def openapi(request: Request) -> Response:
    """Describe the service for programs."""
    return Response(_described(request.app), media_type="application/json")


@router.get("/docs", openapi_extra=public())
def docs(request: Request) -> Response:
    """Describe the service, and every kind of problem, for people."""
    templates = files("driftwatch_api") / "templates"
    style = (templates / "docs.css").read_text("utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string((templates / "docs.html").read_text("utf-8"))
    body = page.render(described=json.loads(_described(request.app)), kinds=KINDS, style=style)
    policy = f"{CONTENT_POLICY}; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    return Response(body, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})


@lru_cache(maxsize=1)
def _described(app: FastAPI) -> str:
    """Made when somebody asks for it, and once: it takes longer than everything else here."""
    return document(app)
