"""Webhooks by the API: for administrators of the programme, the secret shown once, every message seen."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from fastapi.testclient import TestClient
from standardwebhooks.webhooks import Webhook as Reference

from driftwatch.domain.happenings import Happening, HappeningType
from driftwatch.domain.keys import Scope
from driftwatch.domain.webhooks import HandoverState
from driftwatch.notifiers.webhook import headers_of
from driftwatch.store.outbox import announce
from driftwatch_api.app import create_app

HOOKS = "/v1/programmes/lantern/webhooks"
URL = "https://hooks.portal.example/driftwatch"


@pytest.fixture
def service(service):
    numbers = count(1)
    return replace(service, random=lambda size: next(numbers).to_bytes(size, "big"))


@pytest.fixture
def made(reader):
    return reader.post(HOOKS, json={"url": URL, "events": ["alert.escalated", "alert.opened"]}).json()


def tell(store, *identifiers, kind=HappeningType.ALERT_OPENED):
    from tests.unit.api.conftest import NOW

    with store._database.writing() as connection:
        for identifier in identifiers:
            announce(connection, "lantern", Happening(id=identifier, type=kind, programme="lantern", at=NOW, alert="DW-9F2M4T7Q1XYA"))


def fail(store, identifier):
    """Let what is next fail for good."""
    from tests.unit.api.conftest import NOW

    claim = store.handovers.claim("lantern", identifier, at=NOW, freeze=lambda *_: "{}")
    store.handovers.give_up(claim, at=NOW, detail="500", reason="10 attempts at one message did not work, the last: 500")


def test_a_webhook_is_made_with_a_secret_that_is_shown_once(reader, made):
    shown = reader.get(f"{HOOKS}/{made['id']}")

    assert made["secret"].startswith("whsec_")
    assert Reference(made["secret"])
    assert (made["url"], made["events"], made["template"], made["view"], made["enabled"]) == (
        URL, ["alert.opened", "alert.escalated"], "generic", "joint", True,
    )  # fmt: skip
    assert shown.json() == {name: value for name, value in made.items() if name != "secret"}
    assert reader.get(HOOKS).json() == {"webhooks": [shown.json()]}


def test_the_same_request_makes_one_webhook(reader):
    answers = [reader.post(HOOKS, json={"url": URL}, headers={"Idempotency-Key": "once"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["location"] == f"{HOOKS}/{answers[0].json()['id']}"
    assert len(reader.get(HOOKS).json()["webhooks"]) == 1


INSIDE = (
    "http://hooks.portal.example/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/", "https://0x7f.1/",
    "https://localhost/", "https://user@hooks.portal.example/", "https://hooks.portal.example:22/", "https://[64:ff9b::a9fe:a9fe]/", "ftp://a.example/",
    "https://hooks.portal.example/#a", "https://hooks.portal.example\\@127.0.0.1/", "", "x", "https://münchen.example/",
)  # fmt: skip
UNFITTING = (
    {}, {"url": URL, "events": ["webhook.test.x"]}, {"url": URL, "events": ["case.opened"]}, {"url": URL, "template": "mattermost"}, {"url": 1},
    {"url": URL, "view": "unknown"}, {"url": URL, "view": "A B"}, {"url": URL, "secret": "whsec_mine"}, {"url": "https://a.example/" + "a" * 2000},
)  # fmt: skip


def test_an_address_inside_is_refused_when_it_is_set(reader, made):
    asked = [("POST", HOOKS), ("PATCH", f"{HOOKS}/{made['id']}")]

    answers = [reader.request(method, path, json={"url": url}) for url in INSIDE for method, path in asked]

    assert {answer.status_code for answer in answers} == {422}
    assert {answer.json()["errors"][0]["pointer"] for answer in answers} == {"/url"}
    assert reader.get(f"{HOOKS}/{made['id']}").json()["url"] == URL


def test_what_does_not_fit_is_said_to(reader):
    answers = [reader.post(HOOKS, json=wanted) for wanted in UNFITTING]

    assert [answer.status_code for answer in answers] == [422] * len(UNFITTING)
    assert all(answer.json()["errors"] for answer in answers)


def test_a_partners_view_and_the_whole_are_known(reader):
    views = [reader.post(HOOKS, json={"url": URL, "view": view}).json()["view"] for view in ("brightmill", "all")]

    assert views == ["brightmill", "all"]


def test_a_webhook_is_changed_disabled_and_enabled(reader, made):
    address = f"{HOOKS}/{made['id']}"
    steps = [{"template": "slack", "events": []}, {"enabled": False}, {"url": "https://other.example/"}, {"enabled": True}]

    answers = [reader.patch(address, json=step).json() for step in steps]

    assert [(answer["template"], answer["enabled"], answer["reason"], answer["url"]) for answer in answers] == [
        ("slack", True, "", URL),
        ("slack", False, "by ops dashboard", URL),
        ("slack", False, "by ops dashboard", "https://other.example/"),
        ("slack", True, "", "https://other.example/"),
    ]
    assert answers[0]["events"] == []


def test_a_secret_is_rotated(reader, made, store):
    fresh = reader.post(f"{HOOKS}/{made['id']}/rotate").json()

    assert fresh["secret"] != made["secret"]
    assert [secret.value for secret in store.webhooks.secrets("lantern", made["id"])] == [fresh["secret"], made["secret"]]
    assert fresh["rotated"]
    assert headers_of("m", "{}", [fresh["secret"]], at=store.webhooks.get("lantern", made["id"]).created)


def test_messages_are_listed_with_their_attempts_and_replayed(reader, made, store):
    tell(store, "e1", "e2")
    fail(store, made["id"])
    address = f"{HOOKS}/{made['id']}"

    refused = reader.post(f"{address}/replay")
    disabled = reader.get(address).json()
    reader.patch(address, json={"enabled": True})
    replayed, one, unknown = (reader.post(f"{address}/replay", json=wanted) for wanted in (None, {"delivery": "e2"}, {"delivery": "e9"}))
    first = reader.get(f"{address}/deliveries", params={"limit": 1})
    second = reader.get(f"{address}/deliveries", params={"cursor": first.json()["next_cursor"]})

    assert (refused.status_code, disabled["enabled"], disabled["messages"]) == (409, False, {"failed": 1, "queued": 1})
    assert "10 attempts" in disabled["reason"]
    assert (replayed.json(), one.json(), unknown.status_code) == ({"queued": 1, "delivery": None}, {"queued": 1, "delivery": "e2"}, 404)
    [newer], [older] = first.json()["deliveries"], second.json()["deliveries"]
    assert (newer["id"], older["id"], older["type"], older["state"]) == ("e2", "e1", "alert.opened", "queued")
    assert [(one["state"], one["detail"]) for one in older["attempts"]] == [("failed", "500")]
    assert 'rel="next"' in first.headers["link"]


def test_a_test_is_queued_and_seen(reader, made, store):
    answer = reader.post(f"{HOOKS}/{made['id']}/test")

    [seen] = reader.get(f"{HOOKS}/{made['id']}/deliveries").json()["deliveries"]
    assert (answer.status_code, seen["id"], seen["type"]) == (202, answer.json()["delivery"], "webhook.test")
    reader.patch(f"{HOOKS}/{made['id']}", json={"enabled": False})
    assert reader.post(f"{HOOKS}/{made['id']}/test").status_code == 409


def test_a_removed_webhook_is_gone_with_its_messages(reader, made, store):
    tell(store, "e1")

    statuses = [reader.delete(f"{HOOKS}/{made['id']}").status_code for _ in range(2)]

    assert statuses == [204, 404]
    assert store.handovers.standing("lantern") == {}


def test_there_are_twenty_at_most(reader):
    statuses = [reader.post(HOOKS, json={"url": URL}).status_code for _ in range(21)]

    assert statuses == [201] * 20 + [409]


def every_operation(address):
    """Method, path and body of all that is to be done with one webhook."""
    return [
        ("GET", HOOKS, None), ("POST", HOOKS, {"url": URL}), ("GET", address, None), ("PATCH", address, {"enabled": False}),
        ("POST", f"{address}/rotate", None), ("POST", f"{address}/test", None), ("GET", f"{address}/deliveries", None),
        ("POST", f"{address}/replay", None), ("DELETE", address, None),
    ]  # fmt: skip


def test_webhooks_are_for_administrators(client, key):
    header = key(*(scope for scope in Scope if scope is not Scope.ADMIN))

    statuses = {client.request(method, path, json=body, headers=header).status_code for method, path, body in every_operation(f"{HOOKS}/wh_x")}

    assert statuses == {403}


def test_another_programmes_webhooks_are_as_absent_as_those_that_never_were(reader, made, key, service):
    stranger, address = key(Scope.ADMIN, programmes=("harbour",)), f"{HOOKS}/{made['id']}"
    with TestClient(create_app(service)) as client:
        foreign = [client.request(method, path, json=body, headers=stranger) for method, path, body in every_operation(address)]
        absent = [
            client.request(method, path.replace("lantern", "nowhere"), json=body, headers=stranger) for method, path, body in every_operation(address)
        ]

        def told(answer):
            return {name: value for name, value in answer.json().items() if name != "request_id"}

        assert {answer.status_code for answer in (*foreign, *absent)} == {404}
        assert [told(answer) for answer in foreign] == [told(answer) for answer in absent]


def test_a_webhook_of_another_programme_does_not_answer_under_this_one(reader, made):
    other = made["id"]

    statuses = {
        reader.request(method, path.replace("lantern", "harbour"), json=body).status_code
        for method, path, body in every_operation(f"{HOOKS}/{other}")[2:]
    }

    assert statuses == {404}


def test_what_was_done_is_in_the_audit_log_without_secrets(reader, made, store):
    reader.post(f"{HOOKS}/{made['id']}/rotate")
    reader.delete(f"{HOOKS}/{made['id']}")

    lines = store.audit.find("lantern", limit=9).rows

    assert [line.action for line in lines][:3] == ["webhook.remove", "webhook.rotate", "webhook.create"]
    assert all(line.actor == "ops dashboard" and line.request_id for line in lines[:3])
    assert "whsec_" not in json.dumps([repr(line) for line in lines])
    assert HandoverState.SENT not in store.handovers.standing("lantern")


def test_an_idempotency_key_of_another_day_makes_another_webhook(service, key):
    from tests.unit.api.conftest import NOW

    header, days = {**key(), "Idempotency-Key": "hook"}, (NOW, NOW + timedelta(days=2))

    first, second = (TestClient(create_app(replace(service, clock=lambda at=at: at))).post(HOOKS, json={"url": URL}, headers=header) for at in days)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]


def test_a_cursor_of_messages_with_a_place_that_no_database_holds_is_refused(reader, made):
    within = urlsafe_b64encode(json.dumps(["9" * 30]).encode()).decode()
    cursor = urlsafe_b64encode(json.dumps(["lantern", within]).encode()).decode()

    assert reader.get(f"{HOOKS}/{made['id']}/deliveries", params={"cursor": cursor}).status_code == 422
