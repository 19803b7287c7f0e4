"""The OpenAPI document; `python -m driftwatch_api.openapi > docs/openapi.json` renews the one that is checked in."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from driftwatch_api.admission import SCHEME
from driftwatch_api.problems import KINDS, MEDIA_TYPE, Problem
from driftwatch_api.work_questions import PushRequest, UploadRequest

Node = dict[str, Any]
"""A part of the document: what it may hold is told by the OpenAPI specification, not by us."""
_REFERENCE = "#/components/schemas/{model}"
_DESCRIPTION = (
    "Send `Authorization: Bearer dw_live_…`; each operation names the scope that it needs. "
    "What is not for your key answers 404, as what does not exist. "
    "Lists have `limit` and an opaque `cursor`; the header `Link` names the next page. Errors are problem documents (RFC 9457)."
)


def document(app: FastAPI) -> str:
    """The description of everything that the application answers, as JSON."""
    tree = get_openapi(title=app.title, version=app.version, summary=app.summary, description=_DESCRIPTION, routes=app.routes)
    for path, method, operation in _operations(tree):
        responses = operation["responses"]
        responses.pop("422", None)
        refused = {*_refusals(path, method, operation), *(int(status) for status in responses if int(status) in KINDS)}
        responses |= {str(status): _answer(status) for status in sorted(refused)}
    components = tree["components"]
    components["securitySchemes"] = {SCHEME: {"type": "http", "scheme": "bearer", "description": "A key that `driftwatch keys create` made."}}
    _restore_examples(components["schemas"])
    components["schemas"] = dict(sorted((_without_default_errors(components["schemas"]) | _further_schemas()).items()))
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _operations(tree: Node) -> Iterator[tuple[str, str, Node]]:
    return ((path, method, operation) for path, methods in tree["paths"].items() for method, operation in methods.items())


def _refusals(path: str, method: str, operation: Node) -> list[int]:
    """The statuses with which an operation can refuse, in ascending order."""
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    when = {
        400: "requestBody" in operation,
        401: bool(operation["security"]),
        403: bool(operation["security"]),
        404: "{" in path or "programme" in names,
        409: method == "post" and "{action}" in path,
        413: "requestBody" in operation,
        422: bool(names) or "requestBody" in operation,
        429: bool(operation["security"]),
        503: bool(operation["security"]) or path == "/readyz",
    }
    return [status for status, possible in when.items() if possible]


def _answer(status: int) -> Node:
    kind = KINDS[status]
    return {"description": f"{kind.title}: {kind.meaning}", "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}}


def _restore_examples(schemas: Node) -> None:
    """FastAPI leaves out what is null, also in examples, which then lack what they have to show."""
    waiting = [BaseModel]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        extra = model.model_config.get("json_schema_extra")
        if model.__module__.startswith(__package__ or "") and isinstance(extra, dict) and model.__name__ in schemas:
            schemas[model.__name__] |= extra


def _without_default_errors(schemas: Node) -> Node:
    return {name: schema for name, schema in schemas.items() if name not in ("HTTPValidationError", "ValidationError")}


def _further_schemas() -> Node:
    """Of what routes do not declare: problems, and bodies that are read as they come."""
    found: Node = {}
    for model in (Problem, PushRequest, UploadRequest):
        schema = model.model_json_schema(ref_template=_REFERENCE)
        found |= {**schema.pop("$defs", {}), model.__name__: schema}
    return found


if __name__ == "__main__":
    from driftwatch_api.app import with_routes

    sys.stdout.write(document(with_routes()))
