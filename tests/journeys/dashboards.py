"""The dashboard as people open it: the real service on a real store, and a real browser that is signed in.

    def test_the_page_says_so(dashboard_of, lantern, look):
        seat = dashboard_of(lantern).seat(Scope.READ_ALERTS, **look)
        seat.go("/p/lantern")
        assert seat.page.get_by_text("…").is_visible()
        assert not axe_serious(seat.page)
        seat.shot("overview")

`look` is desk and phone, light and dark: by day two of the four, so that each size and scheme is there; with
DRIFTWATCH_NIGHTLY=1 all four (.ci/nightly finds the tests that say the word nightly).
Whatever a browser complains of, what breaks the policy, and what is asked for elsewhere fails the test.
"""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from driftwatch.domain.keys import Scope, new_key
from driftwatch.records import ApiKey, ScanRecord
from driftwatch.store import SqlStore, open_store

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOOKS = {
    f"{device}-{scheme}": {"viewport": viewport, "scheme": scheme}
    for device, viewport in (("desk", DESK), ("phone", PHONE))
    for scheme in ("light", "dark")
}
NIGHTLY = "DRIFTWATCH_NIGHTLY" in os.environ
BY_DAY = ("desk-light", "phone-dark")
SHOTS = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots"
"""Ignored by git."""
_SERIOUS = ("serious", "critical")
_OF_THE_CAMERA = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
"""Digest of an empty style: Playwright puts one into the page to hide the caret, and the policy refuses it."""
_NOT_THERE = "Failed to load resource"
_OVERFLOWING = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.outerHTML.slice(0, 200))"""


def axe_serious(page: Any) -> list[str]:
    """What keeps people out of this page, as axe-core rates it: serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{issue['id']}: {node['html'][:300]}" for issue in found if issue["impact"] in _SERIOUS for node in issue["nodes"]]


class Seat:
    """Somebody before a browser: the page, and everything that the browser had to say."""

    def __init__(self, context: Any, address: str) -> None:
        self.page, self.context, self.address = context.new_page(), context, address
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", lambda asked: None if asked.url.startswith(address) else self.complaints.append(f"asked elsewhere: {asked.url}"))
        self.page.on("response", lambda got: self.complaints.append(f"{got.status}: {got.url}") if got.status >= 500 else None)

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def go(self, path: str, *, status: int = 200) -> Any:
        """Open an address of the dashboard, which answers so; gives the page."""
        answer = self.page.goto(self.address + path)
        assert answer.status == status, f"{path}: {answer.status}"
        if status >= 400:
            self.complaints[:] = [line for line in self.complaints if _NOT_THERE not in line]
        return self.page

    def shot(self, name: str, *, full: bool = True) -> None:
        """Keep a picture for people to look at, told apart by size and colours."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        file = SHOTS / f"{name}-{self.page.viewport_size['width']}-{'dark' if dark else 'light'}.png"
        self.page.screenshot(path=file, full_page=full)
        self.complaints[:] = [line for line in self.complaints if _OF_THE_CAMERA not in line]

    def overflow(self) -> list[str]:
        """What makes the page wider than the screen."""
        found: list[str] = self.page.evaluate(_OVERFLOWING)
        return found


@dataclass(kw_only=True)
class Dashboard:
    """A running service."""

    address: str
    store: SqlStore
    browser: Callable[[], Any]
    time: list[datetime]
    """The service's clock: set time[0] to move it."""
    seats: list[Seat] = field(default_factory=list)

    def key(self, *scopes: Scope, name: str = "desk", view: str = "joint", programmes: tuple[str, ...] = ()) -> str:
        """A new key that opens so much; without scopes everything."""
        made = new_key(secrets.token_bytes)
        known = ApiKey(prefix=made.prefix, name=name, scopes=scopes or tuple(Scope), programmes=programmes, created=self.time[0], view=view)
        self.store.add_key(known, digest=made.digest)
        return made.key

    def seat(self, *scopes: Scope, viewport: Any = None, scheme: str = "light", script: bool = True, **of_key: Any) -> Seat:
        """Somebody signed in with a new key of these scopes, or of all."""
        seat = self.stranger(viewport=viewport, scheme=scheme, script=script)
        self.sign_in(seat, self.key(*scopes, **of_key))
        return seat

    def sign_in(self, seat: Seat, key: str) -> None:
        """Without the page, which has a test of its own."""
        answer = seat.context.request.post(f"{self.address}/sign-in", form={"key": key, "next": "/"}, max_redirects=0)
        assert answer.status == 303, answer.text()

    def stranger(self, *, viewport: Any = None, scheme: str = "light", script: bool = True) -> Seat:
        """Somebody who is not signed in."""
        context = self.browser().new_context(viewport=viewport or DESK, color_scheme=scheme, java_script_enabled=script, reduced_motion="reduce")
        seat = Seat(context, self.address)
        self.seats.append(seat)
        return seat


@pytest.fixture(params=LOOKS if NIGHTLY else BY_DAY)
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A size of screen and a colour scheme, as Dashboard.seat takes them."""
    return dict(LOOKS[request.param])


@pytest.fixture(scope="module")
def dashboard_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Dashboard]]:
    """Serves the scans until the module ends: `dashboard_of(scan, …, **parts_of_the_service)`.

    Asked again for the same scans it gives the same, as it was left; `fresh=True` serves them from a new store, for tests that change something.
    """
    running: list[tuple[tuple[ScanRecord, ...], Dashboard]] = []
    stops: list[Callable[[], None]] = []

    def of(*scans: ScanRecord, fresh: bool = False, **parts: Any) -> Dashboard:
        known = None if fresh or parts else next((dashboard for served, dashboard in running if served == scans), None)
        if known is not None:
            return known
        made, stop = _started(tmp_path_factory.mktemp("dashboard"), scans, lambda: request.getfixturevalue("browser"), parts)
        stops.append(stop)
        if not fresh and not parts:
            running.append((scans, made))
        return made

    yield of
    for stop in stops:
        stop()


@pytest.fixture(autouse=True)
def _no_complaints() -> Iterator[None]:
    """After each test that opened the dashboard: browsers had nothing to complain of, and their windows are closed."""
    yield
    seats = _taken()
    said = [line for seat in seats for line in seat.complaints]
    for seat in seats:
        seat.context.close()
    assert said == [], said


_OPEN: list[Dashboard] = []


def _taken() -> list[Seat]:
    seats = [seat for dashboard in _OPEN for seat in dashboard.seats]
    for dashboard in _OPEN:
        dashboard.seats.clear()
    return seats


def _started(folder: Path, scans: tuple[ScanRecord, ...], browser: Callable[[], Any], parts: dict[str, Any]) -> tuple[Dashboard, Callable[[], None]]:
    import uvicorn

    from driftwatch_api.app import create_app
    from driftwatch_api.service import Service

    store = open_store(f"sqlite:///{folder / 'driftwatch.db'}")
    for scan in scans:
        store.commit(scan)
    time = [max((scan.outcome.run.at for scan in scans), default=datetime.fromisoformat("2026-04-06T07:30:00+00:00")) + timedelta(hours=1)]
    limits = dict.fromkeys(("failures_per_minute", "key_requests_per_minute", "address_requests_per_minute"), 10**6)
    service = Service(store=store, **{"label": lambda texts: [], "log": lambda line: None, "clock": lambda: time[0], **limits, **parts})
    server = uvicorn.Server(uvicorn.Config(create_app(service), host="127.0.0.1", port=0, log_level="warning", lifespan="off", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waiting = threading.Event()
    while not server.started:
        waiting.wait(0.02)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    dashboard = Dashboard(address=address, store=store, browser=browser, time=time)
    _OPEN.append(dashboard)

    def stop() -> None:
        _OPEN.remove(dashboard)
        server.should_exit = True
        thread.join()
        store.close()

    return dashboard, stop
