"""Who may do and see what: every principal at every route, with what is theirs, shared, the other side's, another programme's, and absent.

The table below names every route; one that is not in it fails. What is foreign is answered as what is absent, byte for byte.
"""

import asyncio
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from tests.contract import two_sides
from tests.contract.two_sides import JOINT, NOW, PLACES, PROGRAMMES, SIDES, Canary

from driftwatch.alerts.reserving import reserved
from driftwatch.domain.alerts import AlertEvent, AlertStatus, BaselineState
from driftwatch.domain.jobs import JobKind
from driftwatch.domain.keys import Scope
from driftwatch.domain.searches import AlertSearch
from driftwatch.domain.talk import Share
from driftwatch.domain.view import View
from driftwatch.domain.webhooks import Template, Webhook
from driftwatch.jobs.composing import written
from driftwatch.jobs.hosting import Hosting
from driftwatch.notifiers.webhook import body_of
from driftwatch.report.news import Reader, news_of
from driftwatch.settings import DigestSettings, Settings
from driftwatch.store import open_store
from driftwatch.store.documents import read
from driftwatch.store.outbox import Outgoing
from driftwatch.store.schema import StoredDelivery
from driftwatch.wiring import programme_settings
from driftwatch_api.admission import declared
from driftwatch_api.app import ROUTERS, create_app
from driftwatch_api.dashboard.assets import address
from driftwatch_api.dashboard.entry import form_token
from driftwatch_api.service import Service

NIGHTLY = "DRIFTWATCH_NIGHTLY" in os.environ
RELATIONS = ("own", "joint", "private", "other", "absent")
BRIGHT, NORTH = SIDES
ABSENT = "nowhere"
FORM = "application/x-www-form-urlencoded"
SIGN_IN = ("/sign-in", "/sign-in?next")
"""Where pages send whoever is not signed in."""
READ, WRITE, INGEST, ADMIN = Scope.READ_ALERTS, Scope.WRITE_ALERTS, Scope.INGEST, Scope.ADMIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody with a key, or without a good one."""

    name: str
    header: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[Scope, ...] | None = None
    """None for whoever has no key that opens."""
    view: str = "joint"
    programmes: tuple[str, ...] = ("lantern",)

    def sees(self, owner: str | None) -> bool:
        return owner is None or self.view in ("all", owner)


class Asked(NamedTuple):
    """A request."""

    path: str
    body: object = None


WORK_PAGES = (
    "statements", "statements?unattributed=yes", "statements?format=csv", "imports", "imports?format=csv", "imports?format=coverage",
    "jobs", "keys", "audit", "mail", "mail/preview", f"mail/preview?side={BRIGHT}", f"mail/preview?side={NORTH}&form=html",
)  # fmt: skip


class Form(dict[str, str]):
    """Fields that a page sends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A route, how it is asked for, and what is told to whom."""

    make: Callable[["World", str], Asked]
    scope: Scope | None
    of_programme: bool = True
    """Whether it asks for one programme, or something of one."""
    for_all: bool = False
    """Whether it is for keys that are bound to no programme."""
    sided: bool = False
    """Whether something of one partner's own is absent for the others."""
    absent: bool = False
    """Whether nothing is there for anybody."""
    listed: str = ""
    """Of a list: the field that holds the rows, which are left empty instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


async def _answered(app, scope: dict[str, object], body: bytes) -> Answer:
    coming, gone = [{"type": "http.request", "body": body, "more_body": False}], []

    async def receive():
        return coming.pop() if coming else {"type": "http.disconnect"}

    async def send(message):
        gone.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in gone[0]["headers"]}
    return Answer(status_code=gone[0]["status"], headers=headers, content=b"".join(part.get("body", b"") for part in gone[1:]))


class World:
    """The service on a store of three programmes, and everybody who asks it."""

    def __init__(self, url: str, data: Path) -> None:
        self.lines: list[object] = []
        self.store = open_store(url)
        two_sides.seed(self.store)
        self.service = Service(
            store=self.store,
            label=two_sides.by_keyword,
            hosting=Hosting(data=data, settings=programme_settings),
            clock=lambda: NOW,
            log=self.lines.append,
            failures_per_minute=10**6,
            key_requests_per_minute=10**6,
            address_requests_per_minute=10**6,
        )
        self.app, self.runner = create_app(self.service), asyncio.Runner()
        self.victims = {name: two_sides.key(self.store, READ, programmes=(name,))[:16] for name in ("lantern", "harbour")}
        for prefix in self.victims.values():
            self.store.revoke_key(prefix, at=NOW)
        self.reading = two_sides.key(self.store, READ)
        self.alerts = {programme.lower(): two_sides.alerts(programme) for programme in PROGRAMMES}

    def ask(self, principal: Principal, method: str, asked: Asked, **headers: str) -> Answer:
        """Without a client and a socket: there are thousands of requests."""
        path, _, query = asked.path.partition("?")
        form = isinstance(asked.body, Form)
        body = b"" if asked.body is None else urlencode(asked.body).encode() if form else json.dumps(asked.body).encode()
        given = {"content-type": FORM if form else "application/json", **principal.header, **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "server": ("testserver", 80),
            "client": ("127.0.0.1", 40000),
            "root_path": "",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        }
        return self.runner.run(_answered(self.app, scope, body))

    def programme(self, relation: str) -> str:
        return {"other": "harbour", "absent": ABSENT}.get(relation, "lantern")

    def alert(self, relation: str) -> str:
        places = {"own": (BRIGHT, Share.HIDDEN), "private": (NORTH, Share.HIDDEN)}
        return "DW-000000000000" if relation == "absent" else self.alerts[self.programme(relation)][places.get(relation, (JOINT, None))].id

    def source(self, relation: str) -> str:
        owner = {"own": BRIGHT, "private": NORTH}.get(relation)
        return "none.md" if relation == "absent" else two_sides.source("Lantern", owner, Share.COUNTS if owner else None)

    def term(self, relation: str) -> str:
        places = {"own": (BRIGHT, Share.HIDDEN), "private": (NORTH, Share.HIDDEN)}
        programme = self.programme(relation).title()
        return "none" if relation == "absent" else two_sides.planted(programme, *places.get(relation, (JOINT, None)), "text")

    def statement(self, relation: str) -> str:
        places = {"own": (BRIGHT, Share.HIDDEN), "private": (NORTH, Share.HIDDEN)}
        number = PLACES.index(places.get(relation, (JOINT, None)))
        return "none" if relation == "absent" else two_sides.statements(self.programme(relation).title())[3 * number].id

    def job(self, relation: str, kind: JobKind = JobKind.IMPORT) -> str:
        return two_sides.job(self.programme(relation), kind)

    def webhook(self, relation: str, name: str = "wh_kept") -> str:
        """A webhook of the programme, set up anew where it was removed."""
        for programme in ("lantern", "harbour"):
            if self.store.webhooks.get(programme, name) is None:
                webhook = Webhook(id=name, url="https://hooks.example/in", created=NOW)
                self.store.webhooks.add(programme, webhook, secret="whsec_" + "A" * 32, actor="test")
        return f"/v1/programmes/{self.programme(relation)}/webhooks/{name}"

    def key(self, relation: str) -> str:
        return self.victims.get(self.programme(relation), "dw_live_aaaaaaaa")


def in_programme(path: str, body: object = None) -> Callable[[World, str], Asked]:
    return lambda world, relation: Asked(path.format(world.programme(relation)), body)


def always(path: str, body: object = None) -> Callable[[World, str], Asked]:
    return lambda world, relation: Asked(path, body)


def page_of(further: str, body: object = None) -> Callable[[World, str], Asked]:
    """An alert's page, or what is done there."""
    return lambda world, relation: Asked(f"/p/{world.programme(relation)}/alerts/{world.alert(relation)}{further}", body)


def deciding(what: str, **fields: str) -> Callable[[World, str], Asked]:
    """A form that concerns an alert."""
    return lambda world, relation: Asked(f"/p/{world.programme(relation)}/alerts/{what}", Form(**fields, id=world.alert(relation)))


def below_job(further: str, kind: JobKind = JobKind.IMPORT, body: object = None) -> Callable[[World, str], Asked]:
    """A job's page, or what is done there."""
    return lambda world, relation: Asked(f"/p/{world.programme(relation)}/jobs/{world.job(relation, kind)}{further}", body)


def below_key(further: str, body: object = None) -> Callable[[World, str], Asked]:
    """A key's page below a programme, or what is done there."""
    return lambda world, relation: Asked(f"/p/{world.programme(relation)}/keys/{world.key(relation)}{further}", body)


def link(world: "World") -> str:
    """What the links in somebody's mails end with."""
    return world.store.preferences.token("lantern", "one@partner.example", signed="link")


HOOK = "/v1/programmes/{programme_id}/webhooks/{webhook_id}"
TABLE: dict[tuple[str, str], Case] = {
    ("GET", "/v1/programmes"): Case(make=always("/v1/programmes"), scope=READ, of_programme=False),
    ("GET", "/v1/programmes/{programme_id}"): Case(make=in_programme("/v1/programmes/{}"), scope=READ),
    ("POST", "/v1/programmes"): Case(
        make=always("/v1/programmes", {"name": "Lantern", "partners": [{"id": side, "name": side} for side in SIDES]}),
        scope=ADMIN,
        of_programme=False,
        for_all=True,
    ),
    ("PATCH", "/v1/programmes/{programme_id}"): Case(make=in_programme("/v1/programmes/{}", {"timezone": "UTC"}), scope=ADMIN),
    ("DELETE", "/v1/programmes/{programme_id}"): Case(make=in_programme("/v1/programmes/{}"), scope=ADMIN),
    ("POST", "/v1/programmes/{programme_id}/imports"): Case(make=in_programme("/v1/programmes/{}/imports", {"messages": []}), scope=INGEST),
    ("POST", "/v1/programmes/{programme_id}/scans"): Case(make=in_programme("/v1/programmes/{}/scans", {}), scope=INGEST),
    ("GET", "/v1/programmes/{programme_id}/files"): Case(make=in_programme("/v1/programmes/{}/files"), scope=READ),
    ("GET", "/v1/programmes/{programme_id}/schedule"): Case(make=in_programme("/v1/programmes/{}/schedule"), scope=ADMIN),
    ("PUT", "/v1/programmes/{programme_id}/schedule"): Case(
        make=in_programme("/v1/programmes/{}/schedule", {"scan": {"rhythm": "never"}, "digest": {"rhythm": "never"}}), scope=ADMIN
    ),
    ("DELETE", "/v1/programmes/{programme_id}/schedule"): Case(make=in_programme("/v1/programmes/{}/schedule"), scope=ADMIN),
    ("GET", "/v1/programmes/{programme_id}/recipients"): Case(make=in_programme("/v1/programmes/{}/recipients"), scope=ADMIN),
    ("PUT", "/v1/programmes/{programme_id}/recipients"): Case(
        make=in_programme("/v1/programmes/{}/recipients", {"recipients": [{"address": "one@partner.example"}]}), scope=ADMIN
    ),
    ("GET", "/v1/jobs"): Case(make=in_programme("/v1/jobs?programme={}"), scope=INGEST),
    ("GET", "/v1/jobs/{job_id}"): Case(make=lambda world, relation: Asked(f"/v1/jobs/{world.job(relation)}"), scope=INGEST),
    ("POST", "/v1/jobs/{job_id}/cancel"): Case(
        make=lambda world, relation: Asked(f"/v1/jobs/{world.job(relation, JobKind.DIGEST)}/cancel"), scope=INGEST
    ),
    ("GET", "/v1/programmes/{programme_id}/webhooks"): Case(make=in_programme("/v1/programmes/{}/webhooks"), scope=ADMIN),
    ("POST", "/v1/programmes/{programme_id}/webhooks"): Case(
        make=in_programme("/v1/programmes/{}/webhooks", {"url": "https://hooks.example/out"}), scope=ADMIN
    ),
    ("GET", f"{HOOK}"): Case(make=lambda world, relation: Asked(world.webhook(relation)), scope=ADMIN),
    ("PATCH", f"{HOOK}"): Case(make=lambda world, relation: Asked(world.webhook(relation), {"enabled": True}), scope=ADMIN),
    ("DELETE", f"{HOOK}"): Case(make=lambda world, relation: Asked(world.webhook(relation, "wh_leaving")), scope=ADMIN),
    ("POST", f"{HOOK}/rotate"): Case(make=lambda world, relation: Asked(f"{world.webhook(relation)}/rotate"), scope=ADMIN),
    ("POST", f"{HOOK}/test"): Case(make=lambda world, relation: Asked(f"{world.webhook(relation)}/test"), scope=ADMIN),
    ("GET", f"{HOOK}/deliveries"): Case(make=lambda world, relation: Asked(f"{world.webhook(relation)}/deliveries"), scope=ADMIN),
    ("POST", f"{HOOK}/replay"): Case(make=lambda world, relation: Asked(f"{world.webhook(relation)}/replay", {}), scope=ADMIN),
    ("GET", "/v1/alerts"): Case(make=in_programme("/v1/alerts?programme={}"), scope=READ),
    ("GET", "/v1/alerts/{alert_id}"): Case(make=lambda world, relation: Asked(f"/v1/alerts/{world.alert(relation)}"), scope=READ, sided=True),
    ("POST", "/v1/alerts/{alert_id}/{action}"): Case(
        make=lambda world, relation: Asked(f"/v1/alerts/{world.alert(relation)}/reopen", {}), scope=WRITE, sided=True
    ),
    ("POST", "/v1/alerts/{alert_id}/merge"): Case(
        make=lambda world, relation: Asked(f"/v1/alerts/{world.alert(relation)}/merge", {"others": [world.alert(relation)]}), scope=WRITE, sided=True
    ),
    ("POST", "/v1/alerts/{alert_id}/split"): Case(
        make=lambda world, relation: Asked(f"/v1/alerts/{world.alert(relation)}/split", {"other": world.alert(relation)}), scope=WRITE, sided=True
    ),
    ("GET", "/v1/statements"): Case(
        make=lambda world, relation: Asked(f"/v1/statements?programme={world.programme(relation)}&source={world.source(relation)}"),
        scope=READ,
        listed="statements",
    ),
    ("GET", "/v1/terms"): Case(make=in_programme("/v1/terms?programme={}"), scope=READ),
    ("POST", "/v1/classify"): Case(make=always("/v1/classify", {"texts": ["a risk"]}), scope=READ, of_programme=False),
    ("GET", "/v1/keys"): Case(make=always("/v1/keys"), scope=ADMIN, of_programme=False),
    ("POST", "/v1/keys"): Case(
        make=lambda world, relation: Asked("/v1/keys", {"name": "made", "programmes": [world.programme(relation)]}), scope=ADMIN
    ),
    ("POST", "/v1/keys/{prefix}/rotate"): Case(make=lambda world, relation: Asked(f"/v1/keys/{world.key(relation)}/rotate", {}), scope=ADMIN),
    ("POST", "/v1/keys/{prefix}/revoke"): Case(make=lambda world, relation: Asked(f"/v1/keys/{world.key(relation)}/revoke", {}), scope=ADMIN),
    ("GET", "/v1/audit"): Case(make=in_programme("/v1/audit?programme={}"), scope=ADMIN),
    ("GET", "/healthz"): Case(make=always("/healthz"), scope=None, of_programme=False),
    ("GET", "/readyz"): Case(make=always("/readyz"), scope=None, of_programme=False),
    ("GET", "/metrics"): Case(make=always("/metrics"), scope=None, of_programme=False),
    ("GET", "/openapi.json"): Case(make=always("/openapi.json"), scope=None, of_programme=False),
    ("GET", "/docs"): Case(make=always("/docs"), scope=None, of_programme=False),
    ("GET", "/a/{alert_id}"): Case(make=always("/a/DW-9F2M4T7Q1XYA"), scope=None, of_programme=False),
    ("GET", "/static/{version}/{name:path}"): Case(make=lambda *_: Asked(address("dashboard.css")), scope=None, of_programme=False),
    ("GET", "/sign-in"): Case(make=always("/sign-in"), scope=None, of_programme=False),
    ("POST", "/sign-in"): Case(make=lambda world, _: Asked("/sign-in", Form(key=world.reading)), scope=None, of_programme=False),
    ("POST", "/sign-out"): Case(make=always("/sign-out", Form(form_token=form_token(""))), scope=None, of_programme=False),
    ("GET", "/"): Case(make=always("/"), scope=READ, of_programme=False),
    ("GET", "/p/{programme}/terms"): Case(make=in_programme("/p/{}/terms"), scope=READ),
    ("GET", "/p/{programme}/terms/{term:path}"): Case(
        make=lambda world, relation: Asked(f"/p/{world.programme(relation)}/terms/{world.term(relation)}"), scope=READ, sided=True
    ),
    ("GET", "/p/{programme}/done"): Case(make=in_programme("/p/{}/done"), scope=READ),
    ("GET", "/p/{programme}/goals"): Case(make=in_programme("/p/{}/goals"), scope=READ),
    ("GET", "/p/{programme}/risks"): Case(make=in_programme("/p/{}/risks"), scope=READ),
    ("GET", "/p/{programme}/topics"): Case(make=in_programme("/p/{}/topics"), scope=READ),
    ("GET", "/p/{programme}/timeline"): Case(make=in_programme("/p/{}/timeline"), scope=READ),
    ("GET", "/p/{programme}"): Case(make=in_programme("/p/{}"), scope=READ),
    ("GET", "/p/{programme}/alerts"): Case(make=in_programme("/p/{}/alerts"), scope=READ),
    ("GET", "/p/{programme}/alerts/{alert}"): Case(make=page_of(""), scope=READ, sided=True),
    ("GET", "/p/{programme}/alerts/decide"): Case(make=in_programme("/p/{}/alerts/decide?action=ack"), scope=WRITE),
    ("POST", "/p/{programme}/alerts/decide"): Case(make=deciding("decide", action="ack"), scope=WRITE, sided=True),
    ("POST", "/p/{programme}/alerts/undo"): Case(make=deciding("undo"), scope=WRITE, sided=True),
    ("POST", "/p/{programme}/alerts/{alert}/merge"): Case(make=page_of("/merge", Form(other="DW-0000")), scope=WRITE, sided=True),
    ("POST", "/p/{programme}/alerts/{alert}/split"): Case(
        make=lambda world, relation: Asked(f"{page_of('')(world, relation).path}/split", Form(other=world.alert(relation))), scope=WRITE, sided=True
    ),
    ("GET", "/alerts"): Case(make=always("/alerts"), scope=READ, of_programme=False),
    ("GET", "/alerts/{alert}"): Case(make=lambda world, relation: Asked(f"/alerts/{world.alert(relation)}"), scope=READ, sided=True),
    ("GET", "/p/{programme}/statements"): Case(make=in_programme("/p/{}/statements"), scope=READ),
    ("GET", "/p/{programme}/statements/{statement}"): Case(
        make=lambda world, relation: Asked(f"/p/{world.programme(relation)}/statements/{world.statement(relation)}"), scope=READ, sided=True
    ),
    ("GET", "/p/{programme}/imports"): Case(make=in_programme("/p/{}/imports"), scope=READ),
    ("GET", "/p/{programme}/jobs"): Case(make=in_programme("/p/{}/jobs"), scope=INGEST),
    ("GET", "/p/{programme}/jobs/{job}"): Case(make=below_job(""), scope=INGEST),
    ("GET", "/p/{programme}/jobs/{job}/now"): Case(make=below_job("/now"), scope=INGEST),
    ("POST", "/p/{programme}/jobs/{job}/cancel"): Case(make=below_job("/cancel", JobKind.DIGEST, Form()), scope=INGEST),
    ("POST", "/p/{programme}/scans"): Case(make=in_programme("/p/{}/scans", Form()), scope=INGEST),
    ("POST", "/p/{programme}/uploads"): Case(make=in_programme("/p/{}/uploads", Form()), scope=INGEST),
    ("POST", "/p/{programme}/schedule"): Case(
        make=in_programme("/p/{}/schedule", Form(scan_rhythm="never", digest_rhythm="never")), scope=ADMIN
    ),
    ("GET", "/p/{programme}/mail"): Case(make=in_programme("/p/{}/mail"), scope=ADMIN),
    ("GET", "/p/{programme}/mail/preview"): Case(make=in_programme("/p/{}/mail/preview"), scope=ADMIN),
    ("POST", "/p/{programme}/mail/recipients"): Case(
        make=in_programme("/p/{}/mail/recipients", Form(what="remove", address="two@partner.example")), scope=ADMIN
    ),
    ("GET", "/p/{programme}/mail/send"): Case(make=in_programme("/p/{}/mail/send"), scope=ADMIN),
    ("POST", "/p/{programme}/mail/send"): Case(make=in_programme("/p/{}/mail/send", Form(period="none")), scope=ADMIN),
    ("GET", "/p/{programme}/webhooks"): Case(make=in_programme("/p/{}/webhooks"), scope=ADMIN),
    ("POST", "/p/{programme}/webhooks/{webhook}/replay"): Case(
        make=lambda world, relation: Asked(
            world.webhook(relation).replace(f"/v1/programmes/{world.programme(relation)}", f"/p/{world.programme(relation)}") + "/replay", Form()
        ),
        scope=ADMIN,
    ),
    ("GET", "/p/{programme}/keys"): Case(make=in_programme("/p/{}/keys"), scope=ADMIN),
    ("POST", "/p/{programme}/keys"): Case(make=in_programme("/p/{}/keys", Form(name="made")), scope=ADMIN),
    ("GET", "/p/{programme}/keys/{prefix}"): Case(make=below_key(""), scope=ADMIN),
    ("POST", "/p/{programme}/keys/{prefix}/rotate"): Case(make=below_key("/rotate", Form()), scope=ADMIN),
    ("POST", "/p/{programme}/keys/{prefix}/revoke"): Case(make=below_key("/revoke", Form()), scope=ADMIN),
    ("GET", "/keys"): Case(make=always("/keys"), scope=ADMIN, of_programme=False, for_all=True),
    ("POST", "/keys"): Case(make=always("/keys", Form(name="made")), scope=ADMIN, of_programme=False, for_all=True),
    ("GET", "/keys/{prefix}"): Case(make=lambda world, relation: Asked(f"/keys/{world.key(relation)}"), scope=ADMIN, for_all=True),
    ("POST", "/keys/{prefix}/rotate"): Case(
        make=lambda world, relation: Asked(f"/keys/{world.key(relation)}/rotate", Form()), scope=ADMIN, for_all=True
    ),
    ("POST", "/keys/{prefix}/revoke"): Case(
        make=lambda world, relation: Asked(f"/keys/{world.key(relation)}/revoke", Form()), scope=ADMIN, for_all=True
    ),
    ("GET", "/p/{programme}/audit"): Case(make=in_programme("/p/{}/audit"), scope=ADMIN),
    ("GET", "/audit"): Case(make=always("/audit"), scope=ADMIN, of_programme=False, for_all=True),
    ("GET", "/p/{rest:path}"): Case(make=always(f"/p/{ABSENT}/page"), scope=READ, absent=True),
    ("GET", "/m/u/{token}"): Case(make=lambda world, _: Asked(f"/m/u/{link(world)}"), scope=None, of_programme=False),
    ("POST", "/m/u/{token}"): Case(make=lambda world, _: Asked(f"/m/u/{link(world)}"), scope=None, of_programme=False),
    ("GET", "/m/p/{token}"): Case(make=lambda world, _: Asked(f"/m/p/{link(world)}"), scope=None, of_programme=False),
    ("POST", "/m/p/{token}"): Case(make=lambda world, _: Asked(f"/m/p/{link(world)}"), scope=None, of_programme=False),
}


@pytest.fixture(scope="module", params=["sqlite", *(["postgresql"] if NIGHTLY else [])])
def world(request, tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("sides")
    url = f"sqlite:///{folder}/store.db" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")()
    made = World(url, folder / "programmes")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def principals(world) -> tuple[Principal, ...]:
    """Everybody, least first."""

    def holder(name: str, *scopes: Scope, view: str = "joint", programmes: tuple[str, ...] = ("lantern",)) -> Principal:
        full = two_sides.key(world.store, *scopes, view=view, programmes=programmes)
        return Principal(name=name, header=bearing(full), scopes=scopes, view=view, programmes=programmes)

    revoked, expired = (two_sides.key(world.store, *Scope, ends=ends) for ends in (None, NOW))
    world.store.revoke_key(revoked[:16], at=NOW)
    return (
        Principal(name="nobody"),
        Principal(name="garbage", header=bearing("dw_live_aaaaaaaa_" + "A" * 43)),
        Principal(name="revoked", header=bearing(revoked)),
        Principal(name="expired", header=bearing(expired)),
        holder("uploader", INGEST),
        holder("reader of no side", READ),
        holder("reader of brightmill", READ, view=BRIGHT),
        holder("reader of northquay", READ, view=NORTH),
        holder("analyst", READ, view="all"),
        holder("manager of brightmill", READ, WRITE, view=BRIGHT),
        holder("administrator", ADMIN),
        holder("administrator of another programme", ADMIN, programmes=("harbour",)),
        holder("operator", *Scope, view="all", programmes=()),
    )


def bearing(full: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {full}"}


def reaches(principal: Principal, world: World, relation: str) -> bool:
    """Whether the programme of this relation is there for the principal."""
    programme = world.programme(relation)
    return programme != ABSENT and (not principal.programmes or programme in principal.programmes)


def owner_of(relation: str) -> str | None:
    return {"own": BRIGHT, "private": NORTH}.get(relation)


def expected(case: Case, principal: Principal, world: World, relation: str) -> str:
    """What is answered: opened, 401, 403, 404, or a list without rows."""
    if case.scope is None:
        return "opened"
    if principal.scopes is None:
        return "401"
    if case.scope not in principal.scopes or (case.for_all and principal.programmes):
        return "403"
    if case.absent or (case.of_programme and not reaches(principal, world, relation)):
        return "404"
    if case.sided and (not principal.sees(owner_of(relation)) or relation == "absent"):
        return "404"
    return "opened"


def answered(answer) -> str:
    if answer.headers.get("location", "").split("=")[0] in SIGN_IN:
        return "401"
    return str(answer.status_code) if answer.status_code in (401, 403, 404) or answer.status_code >= 500 else "opened"


def without_id(answer) -> bytes:
    return answer.content.replace(answer.headers["x-request-id"].encode(), b"")


def test_the_table_names_every_route():
    routes = {(method, route.path): declared(route.openapi_extra) for router in ROUTERS for route in router.routes for method in route.methods}

    assert {route: {case.scope} - {None} for route, case in TABLE.items()} == routes


def test_every_principal_gets_at_every_route_what_is_for_them_and_nothing_else(world, principals):
    wrong, cells, known = [], Counter(), dict[tuple[str, str, str], Answer]()
    refusals: dict[tuple[str, str, str], set[bytes]] = defaultdict(set)

    for principal, ((method, path), case), relation in product(principals, TABLE.items(), RELATIONS):
        asked = case.make(world, relation)
        answer = known.get((principal.name, method, str(asked))) or world.ask(principal, method, asked)
        known[principal.name, method, str(asked)] = answer
        told, wanted = answered(answer), expected(case, principal, world, relation)
        cells[wanted] += 1
        if told != wanted:
            wrong.append(f"{principal.name}: {method} {path} ({relation}): {answer.status_code}, not {wanted}")
        if wanted == told == "404":
            refusals[principal.name, method, path].add(without_id(answer))
        if case.listed and told == "opened":
            rows = [row["partner"] for row in answer.json()[case.listed]]
            if bool(rows) != (relation != "absent" and principal.sees(owner_of(relation)) and world.programme(relation) == "lantern"):
                wrong.append(f"{principal.name}: {method} {path} ({relation}): {len(rows)} rows")

    assert not wrong
    assert [where for where, bodies in refusals.items() if len(bodies) != 1] == []
    assert sum(cells.values()) >= 1500
    assert all(cells[what] > 100 for what in ("opened", "401", "403", "404"))


def allowed(canary: Canary, principal: Principal) -> bool:
    """Whether the word may reach the principal at all."""
    if principal.scopes is None or READ not in principal.scopes:
        return False
    if principal.programmes and canary.programme not in principal.programmes:
        return False
    return principal.sees(canary.owner) or canary.share is Share.EVIDENCE


def outputs(world: World, principal: Principal) -> Iterator[tuple[str, object]]:
    """Whatever can be asked for: lists by every filter, pages, single things, errors."""
    sources = [two_sides.source(programme, *place) for programme in PROGRAMMES for place in PLACES]
    words = [canary.word for canary in two_sides.canaries() if canary.kind == "text"]
    few = words if NIGHTLY else words[::3]
    paths = [
        *(f"/v1/alerts/{alert.id}" for alerts in world.alerts.values() for alert in alerts.values()),
        *(f"/v1/statements?text={word}" for word in few),
        *(f"/v1/statements?text={word[:5]}&sort=-said_at" for word in few),
        *(f"/v1/statements?source={source}" for source in (sources if NIGHTLY else sources[::2])),
        *(f"/v1/statements?programme={programme.lower()}&partner={side}&limit=200" for programme in PROGRAMMES for side in SIDES),
        *(f"/v1/alerts?programme={programme.lower()}&sort={order}" for programme in PROGRAMMES for order in ("rank", "kind", "-updated_at")),
        *(f"/v1/{what}/{programme.lower()}{more}" for what in ("programmes",) for programme in PROGRAMMES for more in ("", "/files", "/schedule")),
        *(f"/v1/jobs/{two_sides.job(programme)}" for programme in PROGRAMMES),
        *(f"/p/{programme.lower()}{page}" for programme in PROGRAMMES for page in ("", "/alerts", "/alerts?status=any&format=csv")),
        *(f"/p/{programme.lower()}/alerts?status=any&q={word[:9]}" for programme in PROGRAMMES for word in words[:: 3 if NIGHTLY else 18]),
        *(f"/p/{name}/alerts/{alert.id}" for name, alerts in world.alerts.items() for alert in list(alerts.values())[:: 1 if NIGHTLY else 3]),
        *("/", "/alerts?status=any", "/alerts?status=any&format=csv"),
        *("/v1/programmes", "/v1/alerts", "/v1/alerts?limit=1", "/v1/statements", "/v1/terms", "/v1/jobs", "/v1/keys", "/v1/audit"),
        *(f"/v1/terms?programme={programme.lower()}&limit=200" for programme in PROGRAMMES),
        *(f"/p/{programme.lower()}/{door}" for programme in PROGRAMMES for door in ("terms", "done", "goals", "risks", "topics", "timeline")),
        *(f"/p/{programme.lower()}/terms/{word}" for programme in PROGRAMMES for word in few),
        *(f"/p/{programme.lower()}/{page}" for programme in PROGRAMMES for page in WORK_PAGES),
        *(f"/p/{programme.lower()}/statements?q={word[:5]}&order=oldest" for programme in PROGRAMMES for word in words[:: 3 if NIGHTLY else 18]),
        *(f"/p/{programme.lower()}/statements/{row.id}" for programme in PROGRAMMES for row in two_sides.statements(programme)[::3]),
        *(f"/p/{programme.lower()}/jobs/{two_sides.job(programme)}" for programme in PROGRAMMES),
        *(f"/p/{programme.lower()}/{door}?format=csv" for programme in PROGRAMMES for door in ("terms", "done", "topics", "timeline")),
        *("/v1/alerts?fields=id,title,subject", "/v1/alerts?cursor=none", "/v1/statements?limit=0", "/v1/alerts?kind=none", "/metrics", "/readyz"),
    ]
    for path in [*paths, *(more_paths(world, words) if NIGHTLY else [])]:
        yield path, world.ask(principal, "GET", Asked(path))
        if "/v1/alerts?" in path:
            yield f"{path} as CSV", world.ask(principal, "GET", Asked(path), Accept="text/csv")


def more_paths(world: World, words: list[str]) -> Iterator[str]:
    """The same by every side and programme, and by beginnings of ids."""
    for found in words:
        yield from (f"/v1/statements?text={found[-6:]}&partner={side}" for side in SIDES)
        yield from (f"/v1/statements?text={found}&programme={programme.lower()}" for programme in PROGRAMMES)
        yield from (f"/v1/statements?text={found}&label={label}" for label in ("done", "goal"))
    for alert in (alert for alerts in world.alerts.values() for alert in alerts.values()):
        yield from (f"/v1/alerts/{alert.id[:length]}" for length in (7, 9, 11))


def pages(world: World, principal: Principal, path: str) -> Iterator[object]:
    """All pages of a list, two rows each."""
    cursor = None
    while True:
        answer = world.ask(principal, "GET", Asked(f"{path}?limit=2{f'&cursor={cursor}' if cursor else ''}"))
        yield answer
        cursor = answer.json().get("next_cursor")
        if not cursor:
            return


def test_no_word_of_what_is_foreign_leaves_by_any_answer_log_or_number(world, principals):
    readers = [principal for principal in principals if principal.scopes is not None and principal.name != "operator"]
    for programme in ("harbour", "meadow"):
        for view in ("joint", *SIDES, "all"):
            header = bearing(two_sides.key(world.store, READ, WRITE, view=view, programmes=(programme,)))
            readers.append(Principal(name=f"{view} in {programme}", header=header, scopes=(READ, WRITE), view=view, programmes=(programme,)))
    known, found, searched, leaked = two_sides.canaries(), Counter(), 0, []

    for principal in readers:
        answers = [*outputs(world, principal), *((path, page) for path in ("/v1/alerts", "/v1/statements") for page in pages(world, principal, path))]
        for path, answer in answers:
            searched += 1
            said = answer.text + repr(answer.headers) if answer.status_code == 200 else answer.text
            for canary in known:
                if canary.word in said:
                    found[allowed(canary, principal), canary.kind] += 1
                    if not allowed(canary, principal):
                        leaked.append(f"{principal.name} read {canary.kind} of {canary.owner} ({canary.share}) in {canary.programme} by {path}")

    assert leaked == []
    assert searched >= (5000 if NIGHTLY else 1000)
    assert found[True, "text"] > 500
    assert found[True, "file"] > 100
    assert not [line for line in world.lines if any(canary.word in repr(line) for canary in known)]
    numbers = world.ask(principals[0], "GET", Asked("/metrics")).text.lower()
    assert not [word for word in (*PROGRAMMES, *(canary.word for canary in known)) if word.lower() in numbers]


def test_no_word_of_what_is_foreign_leaves_by_mail():
    """All that there is to say is told at once: every alert is new, and all of them are told in full."""
    letters, leaked, told = 0, [], Counter()

    for programme, view in product(PROGRAMMES, (View(), *(View(partner=side) for side in SIDES))):
        whole = reserved(two_sides.scan(programme))
        settings = Settings(folder=Path(), name=programme, partners=whole.partners, digest=DigestSettings(items=50))
        reader = Reader(view=view)
        digest = written(news_of(whole, "2026-W13", reader), "2026-W13", reader, settings)
        letters += 1
        for canary in two_sides.canaries():
            if canary.word in f"{digest.subject}\n{digest.text}\n{digest.html}":
                mine = canary.programme == programme.lower() and (view.reads(canary.owner) or canary.share is Share.EVIDENCE)
                told[mine] += 1
                if not mine or canary.kind != "text":
                    leaked.append(f"{view} of {programme} was mailed {canary}")

    assert leaked == []
    assert letters == 9
    assert told[True] >= 9


def test_webhooks_are_told_no_word_of_anybody_whoever_they_are_for(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    two_sides.seed(store)
    views = ("joint", *SIDES, "all")
    for programme, view in product(PROGRAMMES, views):
        webhook = Webhook(id=f"wh_{view}", url="https://hooks.example/in", view=view, created=NOW)
        store.webhooks.add(programme.lower(), webhook, secret="whsec_" + "A" * 32, actor="test")
    for programme in PROGRAMMES:
        for alert in two_sides.alerts(programme).values():
            store.act(programme.lower(), acknowledged(alert.id))

    with store._database.reading() as connection:
        queued = connection.scalars(select(StoredDelivery.content).where(StoredDelivery.channel == "webhook")).all()
    happenings = [read(Outgoing, content).happening for content in queued]
    bodies = [body_of(happening, template, base_url="https://dw.example") for happening in happenings for template in Template]
    store.close()

    assert len(bodies) >= len(PROGRAMMES) * len(PLACES) * len(views) * len(Template)
    assert not [body for body in bodies if any(canary.word in body for canary in two_sides.canaries())]


@pytest.mark.parametrize("view", [View(), *(View(partner=side) for side in SIDES)], ids=str)
def test_what_one_side_has_taken_out_of_the_programme_stays_its_own(tmp_path, view):
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    two_sides.seed(store)
    whole, of_all = two_sides.scan("Lantern"), two_sides.source("Lantern", JOINT, None)
    files, rows = (tuple(each for each in found if each.source == of_all) for found in (whole.files, whole.statements))
    outcome = replace(whole.outcome, run=replace(whole.outcome.run, at=NOW), alerts=(two_sides.alerts("Lantern")[JOINT, None],))
    closed = [canary for canary in two_sides.canaries() if canary.share in (Share.COUNTS, Share.HIDDEN) and not view.reads(canary.owner)]

    store.commit(reserved(replace(whole, outcome=outcome, statements=rows, terms=(), files=files)))
    found = store.seen(view).lists.alerts(AlertSearch(programmes=("lantern",), baselines=(BaselineState.ABSENT,)), limit=20).rows
    store.close()

    assert len(found) >= 4
    assert [canary for canary in closed if canary.word in repr(found)] == []


def acknowledged(identifier: str) -> AlertEvent:
    return AlertEvent(alert_id=identifier, action="ack", actor="tool", reason="", at=NOW, status=AlertStatus.ACKNOWLEDGED)
