"""What a page of another site, or a mail scanner that opens every link, can do to somebody who is signed in: nothing."""

from urllib.parse import urlencode, urlsplit

import lxml.html
import pytest
from sqlalchemy import text
from tests.every_page import Desk, filled, pages, route_of, routes

from driftwatch.jobs.hosting import Hosting
from driftwatch.store import open_store
from driftwatch.wiring import programme_settings
from driftwatch_api.dashboard.entry import form_token

OWN_ORIGIN = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
ATTACKS = {
    "no token": ({}, OWN_ORIGIN),
    "an empty token": ({"form_token": ""}, OWN_ORIGIN),
    "the token of another session": ({"form_token": form_token("x" * 43)}, OWN_ORIGIN),
    "a token that is no ASCII": ({"form_token": "é" * 64}, OWN_ORIGIN),
    "another site's origin": ({"form_token": None}, {"origin": "https://evil.example"}),
    "another port's origin": ({"form_token": None}, {"origin": "http://testserver:8080"}),
    "an origin that hides": ({"form_token": None}, {"origin": "null"}),
    "another site's page": ({"form_token": None}, {"sec-fetch-site": "cross-site"}),
    "a neighbour's page": ({"form_token": None}, {"sec-fetch-site": "same-site", "origin": "http://testserver"}),
}
"""What is sent: None stands for the right token."""
FIELDS = {
    "action": "resolve", "reason": "seen", "other": "DW-000000000000", "what": "add", "address": "three@partner.example", "name": "made",
    "scopes": "admin",
    "period": "2026-W13", "scan_rhythm": "daily", "digest_rhythm": "weekly", "key": "dw_live_aaaaaaaa_" + "A" * 43,
}  # fmt: skip
ADDRESSES = "//@href | //@action | //@formaction | //@src | //@hx-get | //@hx-post"
NOTED = ("api_keys",)
"""Tables that say who was here: when a key was used last is noted with it."""


@pytest.fixture(scope="module")
def desk(request, tmp_path_factory):
    from tests.pictured import pictured_scan

    folder = tmp_path_factory.mktemp("forms")
    store, scan = open_store(f"sqlite:///{folder / 'driftwatch.db'}"), pictured_scan()
    store.commit(scan)
    yield Desk(store, now=scan.outcome.run.at, hosting=Hosting(data=folder, settings=programme_settings))
    store.close()


@pytest.fixture(scope="module")
def known(desk):
    return desk.known("lantern")


def state(store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for those that say who was here."""
    with store._database.reading() as connection:
        tables = [name for (name,) in connection.execute(text("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"))]
        return {name: sorted(map(tuple, connection.execute(text(f'select * from "{name}"'))), key=repr) for name in tables if name not in NOTED}


def test_the_dashboard_has_forms_and_pages():
    assert len(routes("POST")) >= 18
    assert len(routes("GET")) >= 25


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_form_that_another_site_sends_is_taken(desk, known, attack):
    fields, headers = ATTACKS[attack]
    given = {name: desk.token if value is None else value for name, value in fields.items()}
    before, answers = state(desk.store), {}

    for route in routes("POST"):
        if route == "/sign-in" and headers is OWN_ORIGIN:
            continue  # nobody has a token for it yet: there the origin alone tells
        answers[route] = sent(desk, known, route, given, headers)

    assert len(answers) >= len(routes("POST")) - 1
    assert answers == dict.fromkeys(answers, 403)
    assert state(desk.store) == before


@pytest.mark.parametrize("attack", ["no token", "another site's page"])
def test_what_a_script_of_another_site_sends_is_not_taken_either(desk, known, attack):
    _, headers = ATTACKS[attack]
    before = state(desk.store)

    answers = {
        route: desk.post(filled(route, known), FIELDS, **{"hx-request": "true", "x-form-token": "x" * 64, **headers}).status
        for route in routes("POST")
        if route != "/sign-in"
    }

    assert answers == dict.fromkeys(answers, 403)
    assert state(desk.store) == before


def test_the_session_goes_along_with_no_request_of_another_site(desk):
    told = desk.ask("POST", "/sign-in", {"key": desk.key}, cookie="").headers["set-cookie"].lower()

    assert "samesite=strict" in told
    assert "httponly" in told
    assert "domain=" not in told


def test_opening_every_link_of_every_page_changes_nothing(desk, known):
    before, seen, waiting = state(desk.store), set[str](), [*pages(known), "/docs", f"/a/{known['alert']}"]
    per_route: dict[str | None, int] = {}

    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = desk.get(path)
        assert answer.status < 500, path
        if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
            for further in links(answer.text):
                route = route_of(further) or "other"
                per_route[route] = per_route.get(route, 0) + (further not in seen)
                if per_route[route] <= 12:
                    waiting.append(further)

    assert set(routes("GET")) <= {route_of(path) for path in seen}
    assert len(seen) >= 80
    assert state(desk.store) == before


def test_the_same_forms_with_the_right_token_are_taken(desk, known):
    """Else the refusals above would prove nothing."""
    answers = {route: sent(desk, known, route, {"form_token": desk.token}, OWN_ORIGIN) for route in routes("POST") if route != "/sign-out"}

    assert {route: status for route, status in answers.items() if status == 403 or status >= 500} == {}


def sent(desk, known, route, fields, headers) -> int:
    """What is answered to the form; that of files carries its token in the address, so that no file is read before."""
    token = f"?{urlencode(fields)}" if route.endswith("/uploads") and fields else ""
    return desk.post(filled(route, known) + token, {**FIELDS, "id": known["alert"], **fields}, **headers).status


def links(page: str) -> list[str]:
    """What a scanner opens: links, and whatever else names an address of this service to be got."""
    tree = lxml.html.fromstring(page.encode())
    named = [*tree.xpath("//a/@href"), *tree.xpath("//@hx-get"), *tree.xpath("//form[not(@method) or @method='get']/@action"), *tree.xpath("//@src")]
    return [address.partition("#")[0] for address in named if address.startswith("/") and not urlsplit(address).netloc]


def test_no_link_and_no_form_of_a_page_leads_to_another_host(desk, known):
    named = {page: lxml.html.fromstring(desk.get(page).text or "<p>").xpath(ADDRESSES) for page in pages(known)}

    wrong = {page: [address for address in found if urlsplit(address).netloc] for page, found in named.items()}

    assert {page: found for page, found in wrong.items() if found} == {}
