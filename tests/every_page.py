"""Every page of the dashboard, found from the application's own routes, and asked for without a socket.

desk = Desk(store, now=scan.outcome.run.at)
known = desk.known("lantern")
for page in pages(known):
    desk.get(page)
"""

import asyncio
import re
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlencode

from driftwatch.domain.jobs import JobKind, JobOrder
from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.searches import AlertSearch, StatementSearch
from driftwatch.domain.view import JOINT
from driftwatch.domain.webhooks import Webhook
from driftwatch.records import ApiKey
from driftwatch.store import SqlStore
from driftwatch_api.app import PAGES, create_app
from driftwatch_api.dashboard.entry import COOKIE, form_token
from driftwatch_api.service import Service

BESIDE = ("/static/{version}/{name:path}", "/p/{rest:path}")
"""Routes that lead to no page of their own: files, and whatever is not there."""
HOOK = "wh_of_the_desk"
_PART = re.compile(r"\{(\w+)(:path)?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


def routes(method: str) -> list[str]:
    """Every route of the dashboard that answers to this method."""
    found = {route.path for router in PAGES for route in router.routes if method in route.methods}
    return sorted(found - set(BESIDE))


def filled(route: str, known: Mapping[str, str]) -> str:
    """The route with these things in it."""
    return _PART.sub(lambda part: quote(known[part[1]], safe=""), route)


def pages(known: Mapping[str, str]) -> list[str]:
    """An address of every page."""
    return [filled(route, known) for route in routes("GET")]


def pattern(route: str) -> re.Pattern[str]:
    """What matches the addresses of this route."""
    parts = _PART.split(route)
    return re.compile("".join(_matched(parts, place) for place in range(len(parts))))


def route_of(path: str) -> str | None:
    """The page to which an address leads: of several the one with the fewest parts that can be anything."""
    found = [route for route in routes("GET") if pattern(route).fullmatch(path.partition("?")[0].partition("#")[0])]
    return min(found, key=lambda route: route.count("{"), default=None)


def _matched(parts: list[str], place: int) -> str:
    """Of a route split into words, names and `:path` in turn."""
    if place % 3 == 0:
        return re.escape(parts[place])
    return "" if place % 3 == 2 else ".+" if parts[place + 1] else "[^/]+"


class Desk:
    """The service on a store, within this process but with a thread of its own, and somebody who is signed in with all rights."""

    def __init__(self, store: SqlStore, *, now: datetime, **parts: Any) -> None:
        self.store, self.now, self.runner, self.thread = store, now, asyncio.Runner(), ThreadPoolExecutor(max_workers=1)
        limits = dict.fromkeys(("failures_per_minute", "key_requests_per_minute", "address_requests_per_minute"), 10**6)
        given = {"label": lambda texts: [], "log": lambda line: None, "clock": lambda: now, **limits, **parts}
        self.app = create_app(Service(store=store, **given))
        self.key = self.add_key()
        self.cookie = self.sign_in(self.key)

    @property
    def token(self) -> str:
        """What a form of this session carries."""
        return form_token(self.cookie)

    def add_key(self, *scopes: Scope, view: str = "all", name: str = "desk", programmes: tuple[str, ...] = ()) -> str:
        """A new key of these scopes, or of all."""
        made = new_key(secrets.token_bytes)
        known = ApiKey(prefix=made.prefix, name=name, scopes=scopes or tuple(Scope), programmes=programmes, created=self.now, view=view)
        self.store.add_key(known, digest=made.digest)
        return made.key

    def sign_in(self, key: str) -> str:
        """The session's cookie."""
        told = self.ask("POST", "/sign-in", {"key": key}, cookie="").headers["set-cookie"]
        return told.partition("=")[2].partition(";")[0]

    def get(self, path: str, **headers: str) -> Answer:
        """Open an address."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Send a form as it would be sent by a page of another kind: nothing is added."""
        return self.ask("POST", path, fields, **headers)

    def ask(self, method: str, path: str, fields: Mapping[str, str] | None = None, *, cookie: str | None = None, **headers: str) -> Answer:
        """Ask with the cookie of the session, or another one."""
        body = b"" if fields is None else urlencode(fields, doseq=True).encode()
        address, _, query = path.partition("?")
        carried = self.cookie if cookie is None else cookie
        given = {"host": "testserver", **({"content-type": "application/x-www-form-urlencoded"} if fields is not None else {}), **headers}
        if carried:
            given["cookie"] = f"{COOKIE}={carried}"
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "server": ("testserver", 80),
            "client": ("127.0.0.1", 40000), "root_path": "", "path": unquote(address), "raw_path": address.encode(), "query_string": query.encode(),
            "headers": [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        return self.thread.submit(lambda: self.runner.run(_answered(self.app, scope, body))).result()

    def known(self, programme: str) -> dict[str, str]:
        """One of everything that an address can name, of what all may see."""
        seen = self.store.seen(JOINT)
        drawn = seen.pictures(programme, "terms").terms
        order = JobOrder(programme=programme, kind=JobKind.IMPORT, asked_by="desk")
        job, _ = self.store.jobs.add(order, id=f"job_{secrets.token_hex(12)}", at=self.now)
        if self.store.webhooks.get(programme, HOOK) is None:
            hook = Webhook(id=HOOK, url="https://hooks.example/in", created=self.now)
            self.store.webhooks.add(programme, hook, secret="whsec_" + "A" * 32, actor="desk")
        return {
            "programme": programme,
            "alert": seen.lists.alerts(AlertSearch(programmes=(programme,)), limit=1).rows[0].id,
            "statement": seen.lists.statements(StatementSearch(programmes=(programme,)), limit=1).rows[0].id,
            "term": drawn[0].term if drawn else "none",
            "job": job.id,
            "prefix": self.add_key(Scope.READ_ALERTS, name="another", programmes=(programme,))[:16],
            "webhook": HOOK,
        }


async def _answered(app: Any, scope: dict[str, object], body: bytes) -> Answer:
    coming: list[dict[str, object]] = [{"type": "http.request", "body": body, "more_body": False}]
    gone: list[dict[str, Any]] = []

    async def receive() -> dict[str, object]:
        return coming.pop() if coming else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        gone.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in gone[0]["headers"]}
    return Answer(status=gone[0]["status"], headers=headers, content=b"".join(part.get("body", b"") for part in gone[1:]))
