"""The report as people open it: a local file in a real browser, on a desk, on a phone, in the dark and on paper."""

from pathlib import Path

import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.report.html import render_report

DESK, PHONE = {"width": 1200, "height": 900}, {"width": 360, "height": 740}
SERIOUS = ("serious", "critical")


@pytest.fixture
def report(lantern, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(render_report(lantern, told={"DW-41KX0ZC8W2RB": AlertStatus.OPEN}, charter=("charter.md",)), "utf-8")
    return path


class Opened:
    """A page that notes every complaint of the browser and everything that it asks for."""

    def __init__(self, browser, report: Path, **options) -> None:
        self.page = browser.new_context(**options).new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(report.as_uri())


def violations(page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{issue['id']}: {node['html']}" for issue in found if issue["impact"] in SERIOUS for node in issue["nodes"]]


def test_the_page_opens_without_a_complaint_and_asks_the_network_for_nothing(browser, report):
    opened = Opened(browser, report, viewport=DESK)

    assert not opened.complaints
    assert opened.requests == [report.as_uri()]


def test_every_quote_of_both_sides_can_be_seen(browser, report, lantern):
    page = Opened(browser, report, viewport=DESK).page

    for piece in (piece for alert in lantern.outcome.alerts for piece in alert.evidence):
        assert page.get_by_text(piece.quote, exact=True).first.is_visible(), piece.quote


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nobody_is_kept_out(browser, report, scheme, viewport):
    page = Opened(browser, report, viewport=viewport, color_scheme=scheme).page
    page.get_by_role("button", name="Open all details").click()

    assert not violations(page)


def test_a_phone_needs_no_scrolling_sideways(browser, report):
    page = Opened(browser, report, viewport=PHONE).page

    page.get_by_role("button", name="Open all details").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.evaluate(
        "[...document.querySelectorAll('main *')].filter((part) => part.getBoundingClientRect().right > innerWidth + 1).map((part) => part.outerHTML)"
    )


def test_the_dark_page_is_dark_and_its_text_is_light(browser, report):
    light, dark = (Opened(browser, report, viewport=DESK, color_scheme=scheme).page for scheme in ("light", "dark"))

    def brightness(page, what: str) -> float:
        return page.evaluate(f"getComputedStyle(document.body).{what}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765")

    assert brightness(light, "backgroundColor") > 0.9 > 0.3 > brightness(light, "color")
    assert brightness(dark, "backgroundColor") < 0.2 < 0.7 < brightness(dark, "color")


def test_details_open_by_the_keyboard_alone(browser, report):
    page = Opened(browser, report, viewport=DESK).page
    against = page.get_by_text("1 statement does not fit this reading").first

    against.focus()
    page.keyboard.press("Enter")

    assert page.get_by_text("We would accept a week on the pier as well before we call it done.").is_visible()


def test_the_page_prints_with_all_its_details_open(browser, report):
    page = Opened(browser, report, viewport=DESK).page
    page.emulate_media(media="print")

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.get_by_text("We would accept a week on the pier as well before we call it done.").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_all_is_readable_without_scripts(browser, report):
    page = Opened(browser, report, viewport=DESK, java_script_enabled=False).page

    assert page.get_by_text("wait for a talk").is_visible()
    assert page.get_by_role("button").count() == 0
