"""Who may come in."""

import pytest
import time_machine
from fastapi import APIRouter
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from driftwatch.domain.keys import Scope
from driftwatch_api.admission import GuardedRoute, declared
from driftwatch_api.app import ROUTERS, create_app
from driftwatch_api.dashboard.page_route import PageRoute
from driftwatch_api.limiting import Failures

ALERT = "DW-9F2M4T7Q1XYA"
OPERATIONS = [
    ("GET", "/v1/programmes", Scope.READ_ALERTS),
    ("GET", "/v1/programmes/lantern", Scope.READ_ALERTS),
    ("GET", "/v1/alerts", Scope.READ_ALERTS),
    ("GET", f"/v1/alerts/{ALERT}", Scope.READ_ALERTS),
    ("POST", f"/v1/alerts/{ALERT}/ack", Scope.WRITE_ALERTS),
    ("GET", "/v1/statements", Scope.READ_ALERTS),
    ("GET", "/v1/terms", Scope.READ_ALERTS),
    ("POST", "/v1/classify", Scope.READ_ALERTS),
]
BODIES = {"/v1/classify": {"texts": ["a risk"]}}
OTHER_PROGRAMME = [
    ("GET", "/v1/programmes/{}", "harbour", "nowhere"),
    ("GET", "/v1/alerts/{}", "DW-9F2M4T7Q1ZZZ", "DW-000000000000"),
    ("POST", "/v1/alerts/{}/ack", "DW-9F2M4T7Q1ZZZ", "DW-000000000000"),
    ("GET", "/v1/alerts?programme={}", "harbour", "nowhere"),
    ("GET", "/v1/statements?programme={}", "harbour", "nowhere"),
    ("GET", "/v1/terms?programme={}", "harbour", "nowhere"),
]


def ask(client, method, path, headers):
    return client.request(method, path, headers=headers, json=BODIES.get(path, {} if method == "POST" else None))


def test_every_operation_under_v1_declares_a_scope():
    routes = [route for router in ROUTERS for route in router.routes]

    assert all(isinstance(route, GuardedRoute | PageRoute) for route in routes)
    assert all(declared(route.openapi_extra) for route in routes if route.path.startswith("/v1"))


def test_the_application_answers_nothing_beside_its_guarded_routers(client):
    assert len(client.app.routes) == len(ROUTERS)


@pytest.mark.parametrize("router", [APIRouter(route_class=GuardedRoute), APIRouter()], ids=["guarded", "without guard"])
def test_a_route_without_declared_scope_answers_403(service, key, router):
    router.add_api_route("/v1/forgotten", lambda: "secret", methods=["GET"])
    app = create_app(service)
    app.include_router(router)

    answer = TestClient(app).get("/v1/forgotten", headers=key())

    assert answer.status_code == 403
    assert "secret" not in answer.text


@pytest.mark.parametrize(("method", "path", "scope"), OPERATIONS)
def test_a_key_with_the_scope_opens_the_operation(client, key, method, path, scope):
    assert ask(client, method, path, key(scope)).status_code == 200


@pytest.mark.parametrize(("method", "path", "scope"), OPERATIONS)
def test_a_key_with_all_other_scopes_does_not(client, key, method, path, scope):
    answer = ask(client, method, path, key(*set(Scope) - {scope}))

    assert answer.status_code == 403
    assert answer.json()["detail"] == f"The key lacks the scope {scope}."


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer dw_live_nonsense", "Basic dXNlcjpwYXNz", f"Bearer dw_live_aaaaaaaa_{'A' * 43}"])
def test_without_a_valid_key_nothing_opens(client, header):
    answers = [ask(client, method, path, {"Authorization": header} if header is not None else {}) for method, path, _ in OPERATIONS]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.headers["www-authenticate"] for answer in answers} == {'Bearer realm="driftwatch"'}


def test_a_revoked_key_opens_nothing_from_the_next_request_on(client, key, store, service):
    header = key()
    before = client.get("/v1/alerts", headers=header).status_code

    store.revoke_key(header["Authorization"][7:23], at=service.clock())

    assert (before, client.get("/v1/alerts", headers=header).status_code) == (200, 401)


def test_the_beginning_of_a_key_with_another_secret_does_not_open(client, key):
    header = key()["Authorization"]

    answer = client.get("/v1/alerts", headers={"Authorization": header[:-43] + "B" * 43})

    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path", "foreign", "absent"), OTHER_PROGRAMME)
def test_what_is_foreign_looks_like_what_is_absent(client, key, method, path, foreign, absent):
    header = key(programmes=("lantern",)) | {"X-Request-ID": "the-same-request"}

    answers = [ask(client, method, path.format(name), header) for name in (foreign, absent)]

    assert answers[0].status_code == 404
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers


@pytest.mark.parametrize(
    ("path", "rows"), [("/v1/programmes", "programmes"), ("/v1/alerts", "alerts"), ("/v1/statements", "statements"), ("/v1/terms", "terms")]
)
def test_lists_hold_nothing_of_programmes_that_the_key_is_not_for(client, key, path, rows):
    found = client.get(path, headers=key(programmes=("lantern",))).json()[rows]

    assert found
    assert {row.get("programme", row.get("id")) for row in found} == {"lantern"}


def test_a_cursor_of_a_foreign_programme_opens_nothing(client, key):
    everything, bound = key(), key(programmes=("lantern",))
    foreign = client.get("/v1/alerts?limit=1&programme=harbour", headers=everything).json()["next_cursor"]

    found = client.get("/v1/alerts", params={"cursor": foreign}, headers=bound).json()["alerts"]

    assert {alert["programme"] for alert in found} == {"lantern"}


def test_ten_failures_of_an_address_in_a_minute_are_enough(client, key):
    valid = key()
    with time_machine.travel(1_775_460_000, tick=False) as clock:
        failed = [client.get("/v1/alerts", headers={"Authorization": "Bearer wrong"}).status_code for _ in range(11)]
        flooded = client.get("/v1/alerts", headers=valid)
        clock.shift(61)
        later = client.get("/v1/alerts", headers=valid)

    assert failed == [401] * 10 + [429]
    assert flooded.status_code == 429
    assert flooded.headers["retry-after"] == "60"
    assert later.status_code == 200


def test_failures_of_one_address_do_not_touch_another():
    failures = Failures(1)
    failures.note("192.0.2.1")

    failures.refuse_flood("192.0.2.2")
    with pytest.raises(HTTPException):
        failures.refuse_flood("192.0.2.1")


def test_an_ipv6_host_cannot_escape_within_its_own_network():
    failures = Failures(1)
    failures.note("2001:db8:1:2::1")

    failures.refuse_flood("2001:db8:1:3::1")
    with pytest.raises(HTTPException):
        failures.refuse_flood("2001:db8:1:2:ffff::1")


def test_ipv4_hosts_at_an_ipv6_socket_are_told_apart():
    failures = Failures(1)
    failures.note("::ffff:192.0.2.1")

    failures.refuse_flood("::ffff:192.0.2.2")
    with pytest.raises(HTTPException):
        failures.refuse_flood("::ffff:192.0.2.1")
