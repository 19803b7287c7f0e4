"""The weekly mail, and the pages behind its links, as people see them: on a phone and on a desk, by day and by night, with a keyboard alone."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from driftwatch.domain.mailing import Frequency, MailLinks
from driftwatch.domain.meaning import Severity
from driftwatch.notifiers.letter import Envelope, letter
from driftwatch.report.digest import render_digest
from driftwatch.report.heartbeat import render_heartbeat
from driftwatch.report.news import Reader, news_of
from driftwatch.settings import DigestSettings, Settings
from driftwatch.store import open_store

DESK, PHONE = {"width": 1200, "height": 900}, {"width": 375, "height": 740}
SERIOUS = ("serious", "critical")
LINKS = MailLinks(unsubscribe="https://dw.lantern.example/m/u/t", preferences="https://dw.lantern.example/m/p/t")
SCREENS = pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")])


@pytest.fixture
def mails(lantern, tmp_path: Path) -> list[Path]:
    """The HTML part of a digest with awkward words, and of a heartbeat, as they come out of the message."""
    alert = lantern.outcome.alerts[0]
    long = replace(alert, id="DW-LONG", title="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2, severity=Severity.MEDIUM)
    scan = replace(lantern, outcome=replace(lantern.outcome, alerts=(*lantern.outcome.alerts, long)))
    settings = Settings(folder=Path(), name="Lantern", partners=scan.partners, digest=DigestSettings(base_url="https://dw.lantern.example"))
    reader = Reader(links=LINKS)
    news = news_of(scan, "2026-W13", reader)
    digests = [render(news, "2026-W13", reader=reader, settings=settings) for render in (render_digest, render_heartbeat)]
    envelope = Envelope(sender="drift@lantern.example", recipient="one@partner.example", at=datetime(2026, 3, 30, tzinfo=UTC), links=LINKS)
    pages = []
    for number, digest in enumerate(digests):
        message = message_from_bytes(letter(digest, envelope).content, policy=default)
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_bytes(message.get_body(("html",)).get_content().encode())
    return pages


def opened(browser, address: str, **options):
    """A page, and everything that it asked for or complained of."""
    page, noted = browser.new_context(**options).new_page(), []
    page.on("console", lambda message: noted.append(message.text))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("request", lambda request: noted.append(request.url) if request.url != address else None)
    page.goto(address)
    return page, noted


def violations(page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{issue['id']}: {node['html']}" for issue in found if issue["impact"] in SERIOUS for node in issue["nodes"]]


def overflow(page, width: int) -> list[str]:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = "[...document.querySelectorAll('body *')].filter((part) => part.getBoundingClientRect().right > innerWidth + 1)"
    return page.evaluate(f"{beyond}.map((part) => part.outerHTML)")


@SCREENS
def test_the_mail_fits_can_be_read_and_loads_nothing(browser, mails, viewport, scheme, nightly):
    if not nightly and (viewport is DESK) != (scheme == "light"):
        pytest.skip("by day one scheme at each size; all at night (DRIFTWATCH_NIGHTLY=1)")
    for mail in mails if viewport is PHONE and scheme == "dark" else mails[:1]:
        page, noted = opened(browser, mail.as_uri(), viewport=viewport, color_scheme=scheme)

        assert not noted
        assert not overflow(page, viewport["width"])
        assert page.locator("table").first.bounding_box()["width"] <= 600
        assert not violations(page)


def test_the_mail_is_dark_where_the_reader_is(browser, mails):
    light, dark = (opened(browser, mails[0].as_uri(), viewport=PHONE, color_scheme=scheme)[0] for scheme in ("light", "dark"))

    def brightness(page, what: str) -> float:
        sheet = f"getComputedStyle(document.querySelector('.sheet')).{what}"
        return page.evaluate(f"{sheet}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765")

    assert brightness(light, "backgroundColor") > 0.9 > 0.3 > brightness(light, "color")
    assert brightness(dark, "backgroundColor") < 0.2 < 0.7 < brightness(dark, "color")


def test_a_mail_program_that_drops_all_styles_in_the_head_still_shows_a_light_sheet_with_dark_text(browser, mails, tmp_path):
    html = mails[0].read_text("utf-8")
    bare = tmp_path / "bare.html"
    bare.write_text(html[: html.index("<style")] + html[html.index("</style>") + 8 :], "utf-8")

    page, _ = opened(browser, bare.as_uri(), viewport=PHONE, color_scheme="dark")

    assert not overflow(page, PHONE["width"])
    assert not violations(page)


@pytest.fixture
def served(lantern, tmp_path: Path) -> Iterator[tuple[str, object]]:
    """The service with one recipient; gives its address and its store."""
    import uvicorn

    from driftwatch_api.app import create_app
    from driftwatch_api.service import Service

    store = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    store.commit(lantern)
    store.preferences.token("lantern", "one@partner.example", signed="t0ken")
    app = create_app(Service(store=store, label=lambda texts: [], log=lambda line: None))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waiting = threading.Event()
    while not server.started:
        waiting.wait(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", store
    server.should_exit = True
    thread.join()
    store.close()


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_the_pages_fit_and_can_be_read(browser, served, viewport, scheme):
    address, _ = served
    for path in ("/m/u/t0ken", "/m/p/t0ken?saved", "/m/u/nobodys"):
        page, noted = opened(browser, address + path, viewport=viewport, color_scheme=scheme)

        assert [line for line in noted if "nobodys" not in path and "favicon" not in line] == []
        assert not overflow(page, viewport["width"])
        assert not violations(page)


def test_with_a_keyboard_alone_somebody_changes_what_they_get_and_then_leaves(browser, served):
    address, store = served
    page, _ = opened(browser, f"{address}/m/p/t0ken", viewport=DESK)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "frequency"
    page.keyboard.type("Once")
    for _ in range(10):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**?saved")
    assert store.preferences.get("lantern", "one@partner.example").frequency is Frequency.MONTHLY

    page.get_by_role("link", name="Stop this mail altogether").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/m/u/t0ken")
    assert store.preferences.get("lantern", "one@partner.example").unsubscribed is None
    page.get_by_role("button", name="Stop this mail").focus()
    page.keyboard.press("Enter")

    page.get_by_text("gets no mail about Programme Lantern any more").wait_for()
    assert store.preferences.get("lantern", "one@partner.example").unsubscribed is not None
