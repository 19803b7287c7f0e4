"""The application: `uvicorn --factory driftwatch_api.app:create_app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from anyio import CapacityLimiter
from fastapi import Depends, FastAPI

from driftwatch import __version__
from driftwatch_api import problems
from driftwatch_api.admission import GuardedRoute, admitted, note_use
from driftwatch_api.entrance import Entrance
from driftwatch_api.frame import Frame
from driftwatch_api.limiting import Failures, Rates
from driftwatch_api.metrics import Metrics
from driftwatch_api.routes import (
    alerts,
    classify,
    hosting,
    imports,
    jobs,
    keys,
    mail,
    operations,
    pages,
    programmes,
    recipients,
    schedules,
    statements,
    terms,
    webhooks,
)
from driftwatch_api.service import Service, from_environment

ROUTERS = (
    programmes.router,
    hosting.router,
    imports.router,
    jobs.router,
    schedules.router,
    recipients.router,
    webhooks.router,
    alerts.router,
    statements.router,
    terms.router,
    classify.router,
    keys.router,
    mail.router,
    operations.router,
    pages.router,
)


def create_app(service: Service | None = None) -> FastAPI:
    """The HTTP service; without parts of your own it takes those that the environment names."""
    app = with_routes()
    _equip(app, service or from_environment())
    return app


def with_routes() -> FastAPI:
    """The application with nothing to answer from yet: enough to describe it."""
    app = FastAPI(
        title="driftwatch",
        version=__version__,
        summary="Where two organisations that work together mean different things, with evidence.",
        openapi_url=None,
        redirect_slashes=False,
        dependencies=[Depends(admitted)],
        lifespan=_lifespan,
    )
    app.router.route_class = GuardedRoute
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    return app


def _equip(app: FastAPI, service: Service) -> None:
    app.state.service = service
    app.state.metrics = Metrics(service.store, service.clock)
    app.state.failures = Failures(service.failures_per_minute)
    app.state.rates = Rates(key=service.key_requests_per_minute, address=service.address_requests_per_minute)
    app.state.entrance = Entrance(service.uploads, usage=service.usage)
    app.state.model_turns = CapacityLimiter(1)
    app.add_middleware(Frame, metrics=app.state.metrics, log=service.log, clock=service.clock, used=partial(note_use, service))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.service.store.close()
