"""For those who run the service: does it live, can it work, what has it done."""

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.datastructures import State
from starlette.responses import Response

from driftwatch import __version__
from driftwatch_api.access_documents import LayerDocument, Readiness
from driftwatch_api.admission import GuardedRoute, public
from driftwatch_api.documents import Health
from driftwatch_api.layers import disk_layer, model_layer, store_layer, worker_layer
from driftwatch_api.metrics import Metrics
from driftwatch_api.problems import Refused
from driftwatch_api.service import Parts, Service

router = APIRouter(tags=["operations"], route_class=GuardedRoute)


@router.get("/healthz", operation_id="health", openapi_extra=public())
async def health() -> Health:
    """Say that the process runs."""
    return Health(status="ok", driftwatch=__version__)


@router.get("/readyz", operation_id="readiness", openapi_extra=public(), responses={503: {}})
async def readiness(parts: Parts, request: Request) -> Readiness:
    """Say which parts can work; 503 only where nothing can be read."""
    state = request.app.state
    layers = [await to_thread.run_sync(layer, parts) for layer in (store_layer, disk_layer, worker_layer)]
    layers.append(await to_thread.run_sync(model_layer, lambda: _once_labelled(parts, state), limiter=state.model_turns))
    lost = [f"{layer.name}: {layer.why}" for layer in layers if layer.why and layer.needed]
    if lost:
        raise Refused(503, f"Not ready: {'; '.join(lost)}", retry_after=5)
    return Readiness(
        status="degraded" if any(layer.why for layer in layers) else "ready",
        driftwatch=__version__,
        layers=[LayerDocument(name=layer.name, status="degraded" if layer.why else "ready", why=layer.why) for layer in layers],
    )


@router.get("/metrics", operation_id="metrics", openapi_extra=public(), response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Count requests by route template and status, and what waits, for Prometheus; no programme is named."""
    counted: Metrics = request.app.state.metrics
    return Response(await to_thread.run_sync(counted.text), media_type="text/plain; version=0.0.4; charset=utf-8")


def _once_labelled(service: Service, state: State) -> None:
    """Label a text; once that went well, asking again costs nothing."""
    state.model_answers = getattr(state, "model_answers", False) or bool(service.label(("Are you ready?",)))
