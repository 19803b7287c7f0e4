"""Terms, done, goals, risk, topics and the timeline as people look at them, by keyboard too (nightly in all four looks)."""

import json
from dataclasses import replace

import pytest
from tests.journeys.dashboards import DESK, LOOKS, NIGHTLY, PHONE, axe_serious

from driftwatch.domain.keys import Scope
from driftwatch.domain.talk import Partner

READ = Scope.READ_ALERTS
PAGES = {
    "terms": "terms",
    "term": "terms/availability",
    "done": "done",
    "goals": "goals",
    "risks": "risks",
    "topics": "topics",
    "timeline": "timeline",
}
BY_DAY = {
    "terms": ("phone-dark",),
    "term": ("phone-dark",),
    "done": ("desk-light",),
    "goals": ("phone-dark",),
    "risks": ("desk-light",),
    "topics": ("phone-dark",),
    "timeline": ("desk-light",),
}
NARROWER = """(width) => new Promise((done) => {
    const look = () => document.querySelector('[data-chart=course] svg').getBoundingClientRect().width < width ? done() : requestAnimationFrame(look);
    look();
})"""
SEEN = [(name, look) for name in PAGES for look in (LOOKS if NIGHTLY else BY_DAY[name])]
CHARTS = {"term": ("termMap", "course"), "timeline": ("landmarks", "course")}


def drawn(page, kind):
    """Wait until all charts of a kind are drawn."""
    frames = page.locator(f"[data-chart={kind}]")
    for frame in frames.all():
        frame.locator("svg path").first.wait_for(state="attached")
    return frames


def island(page, kind):
    return json.loads(page.locator(f"#{page.locator(f'[data-chart={kind}]').first.get_attribute('data-from')}").text_content())


@pytest.mark.parametrize(("name", "look"), SEEN, ids=lambda part: part)
def test_nobody_is_kept_out_of_any_page(dashboard_of, pictured, name, look):
    seat = dashboard_of(pictured).seat(READ, **LOOKS[look])

    page = seat.go(f"/p/lantern/{PAGES[name]}")
    for kind in CHARTS.get(name, ()):
        assert drawn(page, kind).first.is_visible()

    for details in page.locator("main details").all()[:4]:
        details.evaluate("(part) => { part.open = true; }")
    seat.shot(f"meaning-{name}")
    assert not axe_serious(page)
    assert not seat.overflow()


def test_going_to_a_word_by_keyboard_shows_who_said_it_and_lights_its_mark(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ).go("/p/lantern/terms/availability")
    drawn(page, "termMap")

    page.locator("[data-word-of]", has_text="uptime").focus()

    panel = page.locator("#map-1-panel")
    assert panel.get_attribute("aria-live") == "polite"
    assert "“uptime” beside “availability” at Brightmill" in panel.inner_text()
    assert "Availability is 99.5 % of the kiosk's uptime over the month." in panel.inner_text()
    assert "line" in panel.locator("footer").first.inner_text()
    page.keyboard.press("Tab")
    assert "“month” beside" in panel.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**#map-1-1-word-1")
    assert page.locator("[data-word-of].lit").inner_text() == "month"


def test_the_link_to_a_word_opens_the_page_with_its_statements(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ, viewport=PHONE).go("/p/lantern/terms/availability#map-1-0-word-0")
    drawn(page, "termMap")

    assert "“passenger” beside “availability” at Northquay Ferries" in page.locator("#map-1-panel").inner_text()


def test_pointing_at_a_mark_shows_its_statement(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ).go("/p/lantern/terms/availability")
    chart = drawn(page, "termMap")
    chart.scroll_into_view_if_needed()
    box, point = chart.bounding_box(), island(page, "termMap")["points"][0]

    page.mouse.move(box["x"] + 6 + (box["width"] - 12) * (point["x"] + 1.12) / 2.24, box["y"] + 6 + (box["height"] - 12) * (1.12 - point["y"]) / 2.24)

    page.locator("#map-1-panel blockquote").wait_for()
    assert page.locator(f"#{point['row']} blockquote").first.text_content() == page.locator("#map-1-panel blockquote").text_content()


def test_chart_and_table_say_the_same(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ).go("/p/lantern/terms/availability")
    drawn(page, "course")
    points, words = island(page, "course")["points"], island(page, "termMap")["words"]

    told = page.locator(".figures tbody tr").evaluate_all("(rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent))")
    assert [row[0] for row in told] == [f"{point['value']:.2f}" if point["value"] else "not enough data" for point in points]
    assert [row[2:] for row in told] == [[str(count) for count in point["counts"]] for point in points]
    assert page.locator(".near-words tbody th").all_inner_texts() == [word["word"] for word in words]
    assert page.locator("[data-chart=termMap] text").all_inner_texts() != []


def test_charts_say_in_words_what_they_show_and_carry_patterns(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ).go("/p/lantern/timeline")

    for kind in ("landmarks", "course"):
        assert drawn(page, kind).first.get_attribute("aria-label").startswith(island(page, kind)["says"][:60])
    assert page.locator("[data-chart=course] pattern").count() > 0


def test_charts_follow_the_colours_and_the_width_of_the_reader(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ, viewport=DESK).go("/p/lantern/timeline")
    chart = drawn(page, "course").first
    light, wide = chart.locator("svg").inner_html(), chart.locator("svg").bounding_box()["width"]

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    page.evaluate(NARROWER, wide - 20)

    assert chart.locator("svg").inner_html() != light
    assert page.evaluate("document.querySelectorAll('[data-chart=course] svg [stroke=\"#e8eaee\"]').length") > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('[data-chart=course] svg [stroke=\"#000\"]').length") > 0


def test_without_script_the_tables_stand_alone(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ, script=False).go("/p/lantern/terms/availability")

    assert page.locator("[data-chart]").count() == 2
    assert not any(frame.is_visible() for frame in page.locator("[data-chart]").all())
    assert not page.locator("#map-1-panel").is_visible()
    assert page.locator(".near-words tbody tr").first.is_visible()


def test_quotes_behind_a_cell_open_by_keyboard(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ).go("/p/lantern/done")

    page.get_by_text("3 statements").first.focus()
    page.keyboard.press("Enter")

    quoted = page.get_by_text("The kiosk is done when the simulator ran all fares without an error.")
    quoted.wait_for()
    assert quoted.is_visible()


def test_three_partners_fit_on_a_phone(dashboard_of, pictured):
    many = replace(pictured, partners=(*pictured.partners, Partner(id="alder", name="Alder Port Authority")))
    seat = dashboard_of(many).seat(READ, viewport=PHONE)

    for name in PAGES.values() if NIGHTLY else ("terms", "done", "terms/availability"):
        seat.go(f"/p/lantern/{name}")
        assert not seat.overflow(), name
