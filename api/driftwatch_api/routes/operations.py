"""For those who run the service: does it live, can it work, what has it done."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
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
    missing = await run_in_threadpool(_missing, parts)
    if not missing:
        return Health(status="ready", driftwatch=__version__)
    return problem(request.state.request_id, 503, "Not ready: " + "; ".join(f"{part}: {why}" for part, why in missing.items()))


@router.get("/metrics", operation_id="metrics", openapi_extra=public(), response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Count requests by route template and status, for Prometheus."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _missing(service: Service) -> dict[str, str]:
    """The parts that cannot be used, each with the reason."""
    missing = {}
    try:
        service.store.check()
    except DriftwatchError as error:
        missing["store"] = str(error)
    try:
        service.label(("Are you ready?",))
    except DriftwatchError as error:
        missing["model"] = str(error)
    return missing
