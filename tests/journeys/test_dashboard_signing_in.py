"""Signing in: by keyboard alone, and with nothing left behind that others could use (nightly in all four looks)."""

from tests.journeys.dashboards import axe_serious

from driftwatch.domain.keys import Scope


def test_nobody_is_kept_out_of_the_page_to_sign_in(dashboard_of, lantern, look):
    seat = dashboard_of(lantern).stranger(**look)

    seat.go("/sign-in")

    seat.shot("sign-in")
    assert not axe_serious(seat.page)
    assert not seat.overflow()


def test_with_a_keyboard_alone_somebody_signs_in_and_out(dashboard_of, lantern):
    dashboard = dashboard_of(lantern)
    key, seat = dashboard.key(Scope.READ_ALERTS), dashboard.stranger()
    page = seat.go("/p/lantern")

    page.keyboard.type("dw_live_nonsense")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    seat.complaints[:] = [line for line in seat.complaints if "401" not in line]
    told = page.get_by_role("alert").inner_text()
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/lantern")
    kept = seat.context.cookies()
    body = page.content()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Sign out":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/sign-in?out"))

    assert "opens nothing" in told
    assert [(cookie["httpOnly"], cookie["sameSite"], cookie["path"]) for cookie in kept] == [(True, "Strict", "/")]
    assert key not in repr(kept) + body
    assert seat.context.cookies() == []
    assert page.goto(f"{dashboard.address}/p/lantern").url.endswith("/sign-in?next=%2Fp%2Flantern")
