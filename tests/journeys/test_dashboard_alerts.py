"""Overview, inbox and alerts as people use them, by keyboard alone too (nightly in all four looks)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.journeys.dashboards import PHONE, axe_serious

from driftwatch.domain.alerts import Action, AlertEvent, AlertStatus
from driftwatch.domain.keys import Scope

DONE, AVAILABILITY, CADENCE = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB", "DW-7B3D5H6J8KMN"
READ, WRITE = Scope.READ_ALERTS, Scope.WRITE_ALERTS
PAGES = {
    "overview": "/p/lantern",
    "inbox": "/p/lantern/alerts?status=any",
    "alert": f"/p/lantern/alerts/{DONE}",
    "decide": f"/p/lantern/alerts/decide?action=snooze&id={DONE}&id={CADENCE}",
}


@pytest.fixture
def triage(dashboard_of, pictured):
    """A dashboard that a test may change."""
    return dashboard_of(pictured, fresh=True)


def focused(page):
    return page.evaluate("(document.activeElement.closest('tr') || document.activeElement).innerText.replace(/\\s+/g, ' ').trim()")


def tab_to(page, words, most=60):
    """Go on with the tabulator until it stands at what says so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').trim()").startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def leave_dialog(page):
    """A key that comes before the focus has left the dialog belongs to its field."""
    page.keyboard.press("Escape")
    page.locator("dialog[open], dialog:focus-within").first.wait_for(state="detached")


def test_nobody_is_kept_out_of_any_page(dashboard_of, pictured, look, nightly):
    """By day each page is opened in one look; nightly in all."""
    seat = dashboard_of(pictured).seat(READ, WRITE, **look)

    for place, (name, path) in enumerate(PAGES.items()):
        if nightly or place % 2 == (look["viewport"] is PHONE):
            seat.go(path).wait_for_load_state("networkidle")
            seat.shot(name)
            assert not seat.overflow(), name
            assert not axe_serious(seat.page), name


def test_the_whole_triage_by_keyboard_alone(triage):
    key, seat = triage.key(READ, WRITE, name="joint office"), triage.stranger()
    page = seat.go("/p/lantern/alerts")

    page.keyboard.type(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/lantern/alerts")
    tab_to(page, "high")
    page.keyboard.press("Enter")
    page.wait_for_url("**severity=high")
    assert page.locator("tr[data-alert]").count() == 1
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-chosen]").inner_text() == "1 chosen"
    page.keyboard.press("a")
    page.wait_for_selector("#deciding[open] textarea")
    page.keyboard.type("On Monday's agenda")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#done")
    assert triage.store.alert("lantern", DONE).status is AlertStatus.ACKNOWLEDGED
    assert "did=" not in page.url
    page.locator("#said", has_text="Now acknowledged").wait_for(state="attached")
    assert "“Done” for the kiosk" in focused(page)

    page.keyboard.press("u")
    page.get_by_text("Undone.").first.wait_for()
    assert triage.store.alert("lantern", DONE).status is AlertStatus.OPEN
    assert "“Done” for the kiosk" in focused(page)
    page.keyboard.press("o")
    page.wait_for_url(f"**/alerts/{DONE}")
    page.keyboard.press("g")
    page.wait_for_selector("#deciding[open] textarea")
    assert not axe_serious(page)
    leave_dialog(page)
    page.keyboard.press("g")
    page.wait_for_selector("#deciding[open] textarea")
    page.keyboard.type("Each side keeps its own list")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#done")

    assert triage.store.alert("lantern", DONE).status is AlertStatus.AGREED
    told = page.locator(".history").inner_text()
    assert "Each side keeps its own list" in told
    assert "Undone. " not in told
    assert told.count("joint office") == 3
    assert told.index("Agreed difference") < told.index("Reopen") < told.index("Acknowledge")


def test_shortcuts_are_told_and_can_be_switched_off(dashboard_of, pictured):
    page = dashboard_of(pictured).seat(READ, WRITE).go("/p/lantern/alerts?status=any")

    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    assert not axe_serious(page)
    page.get_by_label("Shortcuts of a single letter").uncheck()
    leave_dialog(page)
    page.keyboard.press("j")
    silent = page.evaluate("document.activeElement.closest('tr') === null")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Shortcuts of a single letter").check()
    leave_dialog(page)
    page.keyboard.press("j")

    assert silent
    assert page.evaluate("document.activeElement.closest('tr') !== null")
    page.keyboard.press("/")
    page.keyboard.type("jxagzdr?")
    assert page.locator("#q").input_value() == "jxagzdr?"


def test_without_a_script_all_can_be_done_by_forms(triage):
    page = triage.seat(READ, WRITE, script=False).go("/p/lantern/alerts?status=any")

    page.get_by_label("Choose: “Done” for the kiosk").check()
    page.get_by_role("button", name="Not right").click()
    page.get_by_role("heading", name="Not right").first.wait_for()
    page.get_by_label("Reason").fill("The lists are of two different kiosks")
    page.get_by_role("button", name="Not right").click()
    page.get_by_text("Now disputed").wait_for()
    disputed = triage.store.alert("lantern", DONE).status
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").first.wait_for()

    assert disputed is AlertStatus.DISPUTED
    assert triage.store.alert("lantern", DONE).status is AlertStatus.OPEN


def test_two_people_who_decide_at_once_are_told(triage):
    page = triage.seat(READ, WRITE).go(f"/p/lantern/alerts/{DONE}")
    page.get_by_role("button", name="Acknowledge").click()
    page.wait_for_selector("#deciding[open]")
    at = triage.time[0] + timedelta(minutes=1)
    other = AlertEvent(alert_id=DONE, action="resolve", actor="other side", reason="Settled on the phone", at=at, status=AlertStatus.RESOLVED)
    triage.store.act("lantern", other)

    with page.expect_navigation() as sent:
        page.locator("#deciding").get_by_role("button", name="Acknowledge").click()

    assert sent.value.status == 412
    assert page.get_by_text("Settled on the phone").is_visible()
    assert triage.store.alert("lantern", DONE).status is AlertStatus.RESOLVED
    for seat in triage.seats:
        seat.complaints[:] = [line for line in seat.complaints if "412" not in line]


def test_a_link_in_a_mail_leads_to_the_alert_of_whoever_is_signed_in_and_else_to_the_door(dashboard_of, pictured):
    dashboard = dashboard_of(pictured)
    inside, outside = dashboard.seat(READ), dashboard.stranger()

    for seat in (inside, outside):
        seat.page.set_content(f'<a href="{dashboard.address}/a/{DONE}">Evidence</a>')
        seat.page.get_by_text("Evidence").click()
    inside.page.wait_for_url(f"**/p/lantern/alerts/{DONE}")
    outside.page.wait_for_url("**/sign-in?next=*")

    assert inside.page.get_by_text("means different checks").first.is_visible()
    assert outside.page.url.endswith(f"next=%2Falerts%2F{DONE}")


def test_every_state_has_a_face(triage, pictured, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1)")
    store, at = triage.store, triage.time[0]
    writer, reader = triage.seat(READ, WRITE, viewport=PHONE), triage.seat(READ)
    until = (at + timedelta(days=9)).date()
    faces = (
        (Action.SNOOZE, AlertStatus.SNOOZED, until, "Snoozed until"),
        (Action.DISPUTE, AlertStatus.DISPUTED, None, "open, disputed"),
        (Action.AGREE, AlertStatus.AGREED, None, "agreed difference"),
        (Action.RESOLVE, AlertStatus.RESOLVED, None, "resolved"),
    )

    for number, (action, status, day, words) in enumerate(faces):
        event = AlertEvent(alert_id=DONE, action=action.value, actor="desk", reason="two kiosks", at=at, status=status, until=day)
        store.act("lantern", replace(event, at=at + timedelta(minutes=number)))
        page = writer.go(f"/p/lantern/alerts/{DONE}")
        writer.shot(f"alert-{status.value}")
        assert page.get_by_text(words).first.is_visible(), status
    page = reader.go(f"/p/lantern/alerts/{DONE}")
    assert page.get_by_role("button", name="Reopen").count() == 0
    reader.go("/p/lantern/alerts?status=any")
    reader.shot("inbox-reader")
    assert page.get_by_role("checkbox").count() == 0
    reader.go("/p/lantern/alerts?status=any&q=nobody+says+this")
    reader.shot("inbox-nothing-found")
    assert page.get_by_text("No alert fits").is_visible()


def test_nothing_is_said_of_a_programme_that_was_never_scanned_or_has_no_difference(dashboard_of, lantern):
    quiet = replace(lantern, outcome=replace(lantern.outcome, alerts=()))
    dashboard = dashboard_of(quiet)
    seat = dashboard.seat(READ, WRITE)

    page = seat.go("/p/lantern")
    seat.shot("overview-no-difference")
    assert page.get_by_text("This is no proof of agreement").first.is_visible()
    page = seat.go("/p/lantern/alerts")
    seat.shot("inbox-empty")
    assert page.get_by_text("No difference was raised").is_visible()
