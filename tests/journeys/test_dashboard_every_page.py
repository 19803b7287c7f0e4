"""No page of the dashboard goes without being looked at: whatever route no other journey opens is opened here (nightly in all four looks)."""

import pytest
from tests.every_page import Desk, filled, route_of, routes
from tests.journeys import test_dashboard_alerts, test_dashboard_meaning, test_dashboard_work
from tests.journeys.dashboards import NIGHTLY, axe_serious

ELSEWHERE = {
    "/sign-in",
    *(route_of(path) for path in test_dashboard_alerts.PAGES.values()),
    *(route_of(f"/p/lantern/{path}") for journey in (test_dashboard_meaning, test_dashboard_work) for path in journey.PAGES.values()),
}
"""Routes that the other journeys look at in every size and scheme."""
LEADING = {"/", "/alerts/{alert}"}
"""Those that only lead on: to the programme where there is one alone, and to the alert below its programme."""
PARTS = {"/p/{programme}/jobs/{job}/now"}
"""What is loaded into another page."""
HERE = sorted(set(routes("GET")) - ELSEWHERE - LEADING - PARTS)


def test_the_journeys_together_open_every_page():
    assert None not in ELSEWHERE
    assert {*HERE, *ELSEWHERE, *LEADING, *PARTS} == set(routes("GET"))
    assert len(ELSEWHERE) >= 18


def test_nobody_is_kept_out_of_the_other_pages(dashboard_of, pictured, look):
    dashboard = dashboard_of(pictured)
    known = Desk(dashboard.store, now=dashboard.time[0]).known("lantern")
    seat, wide = dashboard.seat(view="all", **look), look["viewport"]["width"] > 1000

    for place, route in enumerate(HERE):
        if NIGHTLY or place % 2 == wide or route.endswith("webhooks"):
            seat.go(filled(route, known))
            seat.shot(f"other{route.replace('/', '-').replace('{', '').replace('}', '')}")
            assert not axe_serious(seat.page), route
            assert not seat.overflow(), route


@pytest.mark.parametrize("route", sorted(LEADING | PARTS))
def test_what_leads_on_arrives_at_a_page_that_is_looked_at(dashboard_of, pictured, route):
    dashboard = dashboard_of(pictured)
    desk = Desk(dashboard.store, now=dashboard.time[0])
    answer = desk.get(filled(route, desk.known("lantern")))

    leads = answer.headers.get("location", "/p/lantern")

    assert answer.status in (200, 303)
    assert route_of(leads) in ELSEWHERE
