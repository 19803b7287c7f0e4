"""The application: `uvicorn --factory driftwatch_api.app:create_app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from anyio import CapacityLimiter
from fastapi import Depends, FastAPI

from driftwatch import __version__
from driftwatch_api import problems
from driftwatch_api.admission import GuardedRoute, admitted, note_use
from driftwatch_api.dashboard import alert_page, assets, deciding, inbox, matrices, nowhere, overview, sign_in, timeline
from driftwatch_api.dashboard import audit as audit_pages
from driftwatch_api.dashboard import imports as import_pages
from driftwatch_api.dashboard import jobs as job_pages
from driftwatch_api.dashboard import keys as key_pages
from driftwatch_api.dashboard import mail as digest_pages
from driftwatch_api.dashboard import programmes as dashboard_programmes
from driftwatch_api.dashboard import statements as statement_pages
from driftwatch_api.dashboard import terms as term_pages
from driftwatch_api.dashboard import uploads as upload_pages
from driftwatch_api.dashboard import webhooks as webhook_pages
from driftwatch_api.entrance import Entrance
from driftwatch_api.frame import Frame
from driftwatch_api.known_keys import KnownKeys
from driftwatch_api.lanes import Lane
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

PAGES = (
    assets.router,
    sign_in.router,
    dashboard_programmes.router,
    overview.router,
    inbox.router,
    deciding.router,
    alert_page.router,
    statement_pages.router,
    import_pages.router,
    job_pages.router,
    upload_pages.router,
    digest_pages.router,
    webhook_pages.router,
    key_pages.router,
    audit_pages.router,
    term_pages.router,
    matrices.router,
    timeline.router,
    nowhere.router,
)
"""The dashboard."""
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
    *PAGES,
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
    app.state.keys = KnownKeys(service.store, service.ticks)
    app.state.metrics = Metrics(service.store, service.clock, shared=service.shared)
    app.state.failures = Failures(service.part(service.failures_per_minute))
    app.state.rates = Rates(key=service.part(service.key_requests_per_minute), address=service.part(service.address_requests_per_minute))
    app.state.entrance = Entrance(service.uploads, usage=service.usage, shared=service.shared)
    app.state.model_turns = CapacityLimiter(1)
    app.state.lane = Lane()
    app.add_middleware(Frame, metrics=app.state.metrics, log=service.log, clock=service.clock, used=partial(note_use, service, app.state.keys))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.service.store.close()
