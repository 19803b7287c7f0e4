"""For those who run the service: does it live, can it work, what has it done."""

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.datastructures import State
from starlette.responses import Response

from driftwatch import __version__
from driftwatch.errors import DriftwatchError
from driftwatch_api.admission import GuardedRoute, public
from driftwatch_api.documents import Health
from driftwatch_api.metrics import Metrics
from driftwatch_api.problems import problem
from driftwatch_api.service import Parts, Service

router = APIRouter(tags=["operations"], route_class=GuardedRoute)


@router.get("/healthz", operation_id="health", openapi_extra=public())
async def health() -> Health:
    """Say that the process runs."""
    return Health(status="ok", driftwatch=__version__)


@router.get("/readyz", operation_id="readiness", openapi_extra=public(), response_model=Health, responses={503: {}})
async def readiness(parts: Parts, request: Request) -> Response | Health:
    """Say whether store and model can be used, and if not, why not."""
    state = request.app.state
    reasons = [await to_thread.run_sync(_store_fault, parts), await to_thread.run_sync(_model_fault, parts, state, limiter=state.model_turns)]
    missing = [reason for reason in reasons if reason]
    if not missing:
        return Health(status="ready", driftwatch=__version__)
    return problem(request.state.request_id, 503, "Not ready: " + "; ".join(missing), headers={"Retry-After": "5"})


@router.get("/metrics", operation_id="metrics", openapi_extra=public(), response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Count requests by route template and status, for Prometheus."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _store_fault(service: Service) -> str | None:
    try:
        service.store.check()
    except DriftwatchError as error:
        return f"store: {error}"
    return None


def _model_fault(service: Service, state: State) -> str | None:
    """Why texts cannot be labelled; once they could be, asking again costs nothing."""
    try:
        state.model_answers = getattr(state, "model_answers", False) or bool(service.label(("Are you ready?",)))
    except DriftwatchError as error:
        return f"model: {error}"
    return None
