"""The report as people open it: a local file in a real browser, on a desk, on a phone, in the dark and on paper."""

import runpy
from pathlib import Path

import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.report.html import render_report

DESK, PHONE, SMALL = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 360, "height": 740}
SHOTS = Path(__file__).resolve().parents[2] / "artefacts" / "screenshots"
"""Kept to be looked at; the folder is ignored."""
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rendered once for all: that the same scan gives the same bytes is shown elsewhere."""
    scan = runpy.run_path(str(Path(__file__).parents[1] / "pictured.py"))["pictured_scan"]()
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_report(scan, told={"DW-41KX0ZC8W2RB": AlertStatus.OPEN}, charter=("charter.md",)), "utf-8")
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
def test_nobody_is_kept_out(browser, report, scheme, viewport, nightly):
    if not nightly and (viewport is DESK) != (scheme == "light"):
        pytest.skip("by day one scheme at each size; all at night (DRIFTWATCH_NIGHTLY=1)")
    page = Opened(browser, report, viewport=viewport, color_scheme=scheme).page
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"report-{viewport['width']}-{scheme}.png", full_page=True)
    page.get_by_role("button", name="Open all details").click()

    assert not violations(page)


@pytest.mark.parametrize("viewport", [PHONE, SMALL], ids=["phone", "small"])
def test_a_phone_needs_no_scrolling_sideways(browser, report, viewport):
    page = Opened(browser, report, viewport=viewport).page

    page.get_by_role("button", name="Open all details").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert not page.evaluate(
        "[...document.querySelectorAll('main *')].filter((part) => !part.closest('.scroll') && part.getBoundingClientRect().right > innerWidth + 1)"
        ".map((part) => part.outerHTML)"
    )


def test_the_type_of_every_chart_can_be_read_on_a_phone(browser, report):
    page = Opened(browser, report, viewport=PHONE).page

    heights = page.evaluate(
        "[...document.querySelectorAll('.plot text')].filter((text) => text.textContent.length > 1)"
        ".map((text) => text.getBoundingClientRect().height)"
    )

    assert len(heights) > 12
    assert min(heights) >= 11


def test_no_word_of_a_map_lies_on_another(browser, report):
    page = Opened(browser, report, viewport=DESK).page

    covered = page.evaluate(
        """[...document.querySelectorAll('.term .plot')].flatMap((map) => {
            const boxes = [...map.querySelectorAll('a text')].map((text) => text.getBoundingClientRect());
            return boxes.flatMap((one, place) => boxes.slice(place + 1).filter((two) =>
                one.left < two.right && two.left < one.right && one.top + 3 < two.bottom - 3 && two.top + 3 < one.bottom - 3));
        }).length"""
    )

    assert covered == 0


QUOTE = "Availability is 99.5 % of the kiosk's uptime over the month."


def test_a_word_of_a_map_shows_its_statement_to_the_mouse(browser, report):
    page = Opened(browser, report, viewport=DESK).page
    aside = page.locator("#aside")
    assert aside.is_hidden()

    page.locator(".term .plot a").filter(has_text="uptime").hover()

    assert QUOTE in aside.inner_text()


def test_a_word_of_a_map_shows_its_statement_to_the_keyboard_and_escape_closes_it(browser, report):
    page = Opened(browser, report, viewport=DESK).page
    page.get_by_role("link", name="To the difference on “availability”").focus()

    page.keyboard.press("Tab")

    aside = page.locator("#aside")
    assert page.evaluate("document.activeElement.textContent") == "● uptime"
    assert QUOTE in aside.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "aside"
    page.keyboard.press("Escape")
    assert aside.is_hidden()


def test_without_a_script_a_word_leads_to_its_statement(browser, report):
    page = Opened(browser, report, viewport=DESK, java_script_enabled=False).page

    page.locator(".term .plot a").filter(has_text="uptime").click()

    page.wait_for_url("**#term-1-1-1")
    assert page.locator("#term-1-1-1").get_by_text(QUOTE).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_take_the_colours_of_the_page(browser, report, scheme):
    page = Opened(browser, report, viewport=DESK, color_scheme=scheme).page

    wrong = page.evaluate(
        """() => {
            const ink = getComputedStyle(document.body).color;
            return [...document.querySelectorAll('.plot text')].map((text) => getComputedStyle(text).fill)
                .filter((fill) => fill === 'rgb(0, 0, 0)' || (fill === 'rgb(28, 36, 48)' && ink !== fill)).length;
        }"""
    )

    assert wrong == 0


def test_the_first_screen_of_a_desk_holds_verdict_news_and_trust(browser, report):
    page = Opened(browser, report, viewport=DESK).page

    for heading in ("In short", "What is new", "What got closer", "How far can this be trusted?"):
        assert page.get_by_role("heading", name=heading).bounding_box()["y"] < DESK["height"], heading
    assert page.get_by_text("Silence is no proof of agreement.").bounding_box()["y"] < DESK["height"]


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

    quoted = page.locator("#alert-1").get_by_text("We would accept a week on the pier as well before we call it done.")
    quoted.wait_for()
    assert quoted.is_visible()


def test_the_page_prints_with_all_its_details_open(browser, report):
    page = Opened(browser, report, viewport=DESK).page
    page.emulate_media(media="print")

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.locator("#alert-1").get_by_text("We would accept a week on the pier as well before we call it done.").is_visible()
    assert page.locator("#term-1-1-1").get_by_text(QUOTE).is_visible()
    assert page.evaluate("[...document.querySelectorAll('.plot')].every((chart) => chart.getBoundingClientRect().width <= 700)")
    SHOTS.mkdir(parents=True, exist_ok=True)
    assert page.pdf(format="A4", path=SHOTS / "report.pdf").startswith(b"%PDF")


def test_all_is_readable_without_scripts(browser, report):
    page = Opened(browser, report, viewport=DESK, java_script_enabled=False).page

    assert page.get_by_text("wait for a talk").is_visible()
    assert page.get_by_role("button").count() == 0
