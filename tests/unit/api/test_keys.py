"""Keys that are made, rotated and revoked by HTTP, and what the audit log tells of it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.jobs import JobKind, JobOrder
from driftwatch.domain.keys import Scope
from driftwatch_api.app import create_app
from driftwatch_api.layers import PATIENCE


def opens(client, full, path="/v1/alerts"):
    return client.get(path, headers={"Authorization": f"Bearer {full}"}).status_code == 200


@pytest.fixture
def administrator(client, key):
    """Asks with a key that administers `lantern` alone, for both sides."""
    header = key(Scope.ADMIN, programmes=("lantern",), view="all")
    return lambda method, path, **more: client.request(method, path, headers=header, **more)


def test_a_key_is_shown_once_and_opens_what_it_was_made_for(client, administrator):
    made = administrator("POST", "/v1/keys", json={"name": "portal", "scopes": ["read:alerts"], "programmes": ["lantern"], "view": "northquay"})

    assert made.status_code == 201
    assert opens(client, made.json()["key"])
    assert not opens(client, made.json()["key"], "/v1/alerts?programme=harbour")
    listed = administrator("GET", "/v1/keys")
    assert made.json()["key"] not in listed.text
    assert [key["view"] for key in listed.json()["keys"] if key["prefix"] == made.json()["prefix"]] == ["northquay"]


@pytest.mark.parametrize(
    ("own", "wanted", "status"),
    [("northquay", "brightmill", 422), ("northquay", "all", 422), ("joint", "northquay", 422), ("northquay", "northquay", 201)],
)
def test_no_key_shows_more_than_the_one_that_makes_it(client, key, own, wanted, status):
    header = key(Scope.ADMIN, programmes=("lantern",), view=own)

    answer = client.post("/v1/keys", json={"name": "portal", "programmes": ["lantern"], "view": wanted}, headers=header)

    assert answer.status_code == status
    assert status == 201 or answer.json()["errors"][0]["pointer"] == "/view"


def test_a_key_that_shows_more_is_not_rotated_into_the_hands_of_one_that_shows_less(client, key):
    more, less = (key(Scope.ADMIN, programmes=("lantern",), view=view) for view in ("all", "northquay"))
    prefix = more["Authorization"].split()[1][:16]

    assert client.post(f"/v1/keys/{prefix}/rotate", json={}, headers=less).status_code == 403
    assert client.post(f"/v1/keys/{prefix}/rotate", json={}, headers=more).status_code == 201


@pytest.mark.parametrize(
    ("changed", "status", "pointer"),
    [
        ({"programmes": ["harbour"]}, 404, None),
        ({"programmes": ["nowhere"]}, 404, None),
        ({"programmes": []}, 422, "/programmes"),
        ({"view": "harbourmaster"}, 422, "/view"),
        ({"expires": "2020-01-01T00:00:00Z"}, 422, "/expires"),
        ({"scopes": []}, 422, "/scopes"),
        ({"scopes": ["everything"]}, 422, "/scopes/0"),
        ({"name": " "}, 422, "/name"),
    ],
)
def test_a_key_that_would_open_too_much_or_nothing_is_not_made(administrator, changed, status, pointer):
    administrator("GET", "/v1/keys")
    before = administrator("GET", "/v1/keys").json()

    answer = administrator("POST", "/v1/keys", json={"name": "portal", "programmes": ["lantern"], **changed})

    assert answer.status_code == status
    assert [place["pointer"] for place in answer.json()["errors"]] == ([pointer] if pointer else [])
    assert administrator("GET", "/v1/keys").json() == before


def test_a_side_without_a_programme_is_refused_for_whoever_may_see_all_too(reader):
    answer = reader.post("/v1/keys", json={"name": "portal", "view": "northquay"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/view")


def test_a_rotated_key_opens_beside_the_new_one_for_the_days_of_the_overlap(service, administrator, client):
    made = administrator("POST", "/v1/keys", json={"name": "portal", "programmes": ["lantern"]}).json()

    fresh = administrator("POST", f"/v1/keys/{made['prefix']}/rotate", json={"overlap_days": 3}).json()

    listed = {key["prefix"]: key for key in administrator("GET", "/v1/keys").json()["keys"]}
    assert (opens(client, made["key"]), opens(client, fresh["key"])) == (True, True)
    assert datetime.fromisoformat(listed[made["prefix"]]["expires"]) == service.clock() + timedelta(days=3)
    assert {name: listed[fresh["prefix"]][name] for name in ("name", "scopes", "programmes", "view", "expires")} == {
        "name": "portal",
        "scopes": ["read:alerts"],
        "programmes": ["lantern"],
        "view": "joint",
        "expires": None,
    }


def test_a_key_without_overlap_is_followed_at_once_and_not_twice(administrator, client):
    made = administrator("POST", "/v1/keys", json={"name": "portal", "programmes": ["lantern"]}).json()

    administrator("POST", f"/v1/keys/{made['prefix']}/rotate", json={"overlap_days": 0})

    assert not opens(client, made["key"])
    assert administrator("POST", f"/v1/keys/{made['prefix']}/rotate").status_code == 409


def test_a_revoked_key_opens_nothing_and_keeps_its_time(administrator, client):
    made = administrator("POST", "/v1/keys", json={"name": "portal", "programmes": ["lantern"]}).json()

    first = administrator("POST", f"/v1/keys/{made['prefix']}/revoke", json={"reason": "the portal was closed"})
    again = administrator("POST", f"/v1/keys/{made['prefix']}/revoke")

    assert not opens(client, made["key"])
    assert first.json()["revoked"] == again.json()["revoked"]


def test_keys_of_other_programmes_and_of_all_are_absent(administrator, key):
    other, every = key(Scope.ADMIN, programmes=("harbour",))["Authorization"][7:23], key(Scope.ADMIN)["Authorization"][7:23]

    listed = {entry["prefix"] for entry in administrator("GET", "/v1/keys").json()["keys"]}

    assert not listed & {other, every}
    for action in ("revoke", "rotate"):
        answers = [administrator("POST", f"/v1/keys/{prefix}/{action}") for prefix in (other, every, "dw_live_aaaaaaaa")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content.replace(answer.headers["x-request-id"].encode(), b"") for answer in answers}) == 1


def test_a_key_ends_at_its_time(service, client, reader, store):
    ends = service.clock() + timedelta(hours=1)
    made = reader.post("/v1/keys", json={"name": "portal", "expires": ends.isoformat()}).json()

    later = TestClient(create_app(replace(service, clock=lambda: ends)))

    assert opens(client, made["key"])
    assert not opens(later, made["key"])


def test_the_last_use_is_kept_to_the_minute_and_written_once_a_minute(service, client, store, key):
    header = key()
    prefix = header["Authorization"][7:23]

    client.get("/v1/alerts", headers=header)
    used = {known.prefix: known.last_used for known in store.api_keys.all()}[prefix]

    assert used == service.clock().replace(second=0, microsecond=0)


def test_the_log_tells_who_did_what_with_which_key_and_never_the_key(administrator):
    made = administrator(
        "POST",
        "/v1/keys",
        json={"name": "portal", "programmes": ["lantern"]},
    ).json()
    administrator("POST", f"/v1/keys/{made['prefix']}/revoke", json={"reason": "the portal was closed"})

    log = administrator("GET", "/v1/audit?programme=lantern")

    lines = [(line["action"], line["object"], line["actor"], line["reason"]) for line in log.json()["lines"]]
    assert lines[:2] == [
        ("key.revoke", made["prefix"], "ops dashboard", "the portal was closed"),
        ("key.create", made["prefix"], "ops dashboard", ""),
    ]
    assert made["key"][17:] not in log.text


def test_the_log_is_turned_page_by_page(reader):
    for name in ("one", "two", "three"):
        reader.post("/v1/keys", json={"name": name})

    first = reader.get("/v1/audit?limit=2").json()
    rest = reader.get("/v1/audit", params={"limit": 2, "cursor": first["next_cursor"]}).json()

    assert [line["place"] for page in (first, rest) for line in page["lines"]] == [2, 1, 0]


@pytest.mark.parametrize("path", ["/v1/audit", "/v1/audit?programme=harbour", "/v1/audit?programme=nowhere"])
def test_the_log_of_another_programme_and_of_the_store_are_absent(administrator, path):
    assert administrator("GET", path).status_code == 404


def test_more_requests_than_allowed_are_refused_with_the_time_to_wait(service, key):
    client = TestClient(create_app(replace(service, key_requests_per_minute=3)))
    header, other = key(), key()

    answers = [client.get("/v1/programmes", headers=header) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[3].headers["retry-after"]) in range(1, 121)
    assert (answers[3].headers["ratelimit-limit"], answers[3].headers["ratelimit-remaining"]) == ("3", "0")
    assert client.get("/v1/programmes", headers=other).status_code == 200


def test_an_address_that_asks_too_often_is_refused_before_its_key_is_looked_at_but_health_is_told(service, key):
    client = TestClient(create_app(replace(service, address_requests_per_minute=2)))

    answers = [client.get("/v1/programmes").status_code for _ in range(3)]

    assert answers == [401, 401, 429]
    assert client.get("/metrics").status_code == 429
    assert client.get("/healthz").status_code == 200


def test_readiness_tells_of_jobs_that_nobody_begins(service, store):
    store.jobs.add(JobOrder(programme="lantern", kind=JobKind.SCAN), id="j" * 12, at=service.clock())
    soon, late = (TestClient(create_app(replace(service, clock=lambda wait=wait: service.clock() + wait))) for wait in (PATIENCE, PATIENCE * 2))

    assert soon.get("/readyz").json()["status"] == "ready"
    assert (late.get("/readyz").status_code, late.get("/readyz").json()["status"]) == (200, "degraded")


def test_what_waits_is_counted_without_a_name(service, store, client):
    store.jobs.add(JobOrder(programme="lantern", kind=JobKind.SCAN), id="j" * 12, at=service.clock() - timedelta(seconds=90))

    counted = client.get("/metrics").text

    assert 'driftwatch_jobs{kind="scan",state="queued"} 1.0' in counted
    assert "driftwatch_oldest_waiting_job_seconds 90.0" in counted
    assert "driftwatch_store_up 1.0" in counted
    assert "lantern" not in counted.lower()


def test_a_store_that_is_gone_is_counted_as_down(client, tmp_path):
    for file in tmp_path.glob("driftwatch.db*"):
        file.write_bytes(b"not a database" * 100)

    assert "driftwatch_store_up 0.0" in client.get("/metrics").text
