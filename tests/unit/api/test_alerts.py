"""Alerts over HTTP."""

import json
from dataclasses import replace

import pytest

from driftwatch.domain.alerts import AlertStatus
from driftwatch.report.documents import alerts_document

DONE, TERM = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB"
BOTH = [DONE, TERM]


def test_an_alert_is_the_object_of_alerts_json_with_its_programme(reader, store):
    expected = json.loads(alerts_document(store.outcome("lantern")))["alerts"]

    listed = reader.get("/v1/alerts?programme=lantern").json()

    assert [alert.pop("version") for alert in listed["alerts"]] == [1, 1]
    assert {alert.pop("updated_at") for alert in listed["alerts"]} == {"2026-04-06T07:30:00+00:00"}
    assert listed == {"alerts": [{"programme": "lantern"} | alert for alert in expected], "next_cursor": None}


def test_one_alert_comes_with_its_history(reader):
    reader.post(f"/v1/alerts/{DONE}/ack", json={"reason": "on the agenda"})

    alert = reader.get(f"/v1/alerts/{DONE}").json()

    assert alert["status"] == "acknowledged"
    assert [(event["action"], event["actor"], event["reason"], event["at"], event["until"]) for event in alert["history"][-1:]] == [
        ("ack", "ops dashboard", "on the agenda", "2026-04-06T07:30:00+00:00", None)
    ]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", BOTH),
        ("kind=term_meaning", [TERM]),
        ("kind=time_drift", []),
        ("partner=northquay", BOTH),
        ("partner=nobody", []),
        ("status=resolved", [TERM]),
        ("severity=high", [DONE]),
        ("since=2026-03-24", [DONE]),
        ("since=2026-03-25", []),
        ("kind=term_meaning&severity=high", []),
    ],
)
def test_each_filter_narrows_the_list(reader, query, ids):
    found = reader.get(f"/v1/alerts?programme=lantern&{query}").json()["alerts"]

    assert [alert["id"] for alert in found] == ids


def test_the_header_link_leads_through_all_pages_with_the_filters_kept(reader):
    ids, address = [], "/v1/alerts?limit=1&partner=northquay"
    while address:
        page = reader.get(address)
        ids += [alert["id"] for alert in page.json()["alerts"]]
        address = page.links.get("next", {}).get("url")

    assert ids == ["DW-9F2M4T7Q1ZZZ", "DW-41KX0ZC8WZZZ", *BOTH]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("cursor=nonsense", "/cursor"),
        ("kind=quarrel", "/kind/0"),
        ("programe=lantern", "/programe"),
        ("since=spring", "/since"),
        ("partner=A%00", "/partner/0"),
    ],
)
def test_a_question_that_does_not_fit_is_refused_with_its_place(reader, query, pointer):
    answer = reader.get(f"/v1/alerts?{query}")

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [(error["in"], error["pointer"]) for error in answer.json()["errors"]] == [("query", pointer)]


def test_a_page_of_200_is_allowed(reader):
    assert reader.get("/v1/alerts?limit=200").status_code == 200


@pytest.mark.parametrize("identifier", ["DW-000000000000", "DW-9F2", "9", "%25", "%00", "DW-9F2M4T7Q1XY_", "..%2F..%2Fetc"])
def test_an_id_that_no_alert_has_is_not_found(reader, identifier):
    answers = [reader.get(f"/v1/alerts/{identifier}"), reader.post(f"/v1/alerts/{identifier}/ack", json={})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_an_unambiguous_beginning_of_an_id_is_enough(client, key):
    lantern = key(programmes=("lantern",))

    assert client.get("/v1/alerts/DW-9F2M", headers=lantern).json()["id"] == DONE
    assert client.get("/v1/alerts/DW-9F2M", headers=key()).status_code == 404


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("ack", {"reason": "seen"}, "acknowledged"),
        ("ack", None, "acknowledged"),
        ("agree", {"reason": "both definitions stay"}, "agreed"),
        ("snooze", {"reason": "after the opening", "until": "2026-05-04"}, "snoozed"),
        ("dispute", {"reason": "the crew speaks of another kiosk"}, "disputed"),
        ("resolve", {"reason": "settled on Tuesday"}, "resolved"),
    ],
)
def test_an_action_changes_the_status_and_stays_in_the_history(reader, store, action, body, status):
    answer = reader.post(f"/v1/alerts/{DONE}/{action}", json=body)

    assert answer.status_code == 200
    assert answer.json()["status"] == status
    assert store.alert("lantern", DONE).status == AlertStatus(status)
    assert store.history("lantern", DONE)[-1].reason == (body or {}).get("reason", "")


def test_a_resolved_alert_opens_again(reader):
    assert reader.post(f"/v1/alerts/{TERM}/reopen", json={"reason": "it came up again"}).json()["status"] == "open"


@pytest.mark.parametrize(
    ("identifier", "action", "body"),
    [
        (TERM, "ack", {}),
        (DONE, "reopen", {}),
        (DONE, "snooze", {}),
        (DONE, "snooze", {"until": "2026-04-06"}),
        (DONE, "dispute", {"reason": "  "}),
        (DONE, "ack", {"until": "2026-05-04"}),
    ],
)
def test_an_action_that_the_status_does_not_allow_changes_nothing(reader, store, identifier, action, body):
    before = store.history("lantern", identifier)

    answer = reader.post(f"/v1/alerts/{identifier}/{action}", json=body)

    assert answer.status_code == 409
    assert answer.json()["title"] == "Not in this state"
    assert store.history("lantern", identifier) == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"reason": "x" * 2001}, "/reason"),
        ({"reasons": "x"}, "/reasons"),
        ({"until": "someday"}, "/until"),
        ({"reason": "a\x00b"}, "/reason"),
        ([], ""),
        ("x", ""),
    ],
)
def test_an_action_whose_body_does_not_fit_is_refused_with_its_place(reader, body, pointer):
    answer = reader.post(f"/v1/alerts/{DONE}/ack", json=body)

    assert answer.status_code == 422
    assert [(error["in"], error["pointer"]) for error in answer.json()["errors"]] == [("body", pointer)]


def test_an_action_that_does_not_exist_is_refused(reader):
    assert reader.post(f"/v1/alerts/{DONE}/delete", json={}).status_code == 422


def test_reading_changes_nothing(reader, store):
    before = [store.history(programme, alert.id) for programme, _ in store.programmes() for alert in store.outcome(programme).alerts]

    for path in ("/v1/alerts", f"/v1/alerts/{DONE}", "/v1/statements", "/v1/terms", "/v1/programmes/lantern", "/readyz"):
        reader.get(path)
    reader.get(f"/v1/alerts/{DONE}/ack")

    assert [store.history(programme, alert.id) for programme, _ in store.programmes() for alert in store.outcome(programme).alerts] == before


def test_alerts_of_a_later_scan_keep_what_was_done(reader, store, scan):
    reader.post(f"/v1/alerts/{DONE}/agree", json={"reason": "both stay"})

    store.commit(replace(scan, terms=()))

    assert reader.get(f"/v1/alerts/{DONE}").json()["status"] == "agreed"


def test_an_action_on_what_was_read_is_done_and_on_what_has_changed_since_is_not(reader, store):
    read = reader.get(f"/v1/alerts/{DONE}").headers["etag"]

    first = reader.post(f"/v1/alerts/{DONE}/ack", headers={"If-Match": read})
    second = reader.post(f"/v1/alerts/{DONE}/resolve", headers={"If-Match": read})
    third = reader.post(f"/v1/alerts/{DONE}/resolve", headers={"If-Match": first.headers["etag"]})

    assert [answer.status_code for answer in (first, second, third)] == [200, 412, 200]
    assert [event["action"] for event in third.json()["history"]][-2:] == ["ack", "resolve"]


@pytest.mark.parametrize(("tag", "status"), [("*", 200), ('"never-given"', 412), ("", 412)])
def test_any_other_tag_than_one_that_was_given_refuses(reader, tag, status):
    assert reader.post(f"/v1/alerts/{DONE}/ack", headers={"If-Match": tag}).status_code == status


def test_alerts_are_put_together_and_taken_apart_again(reader):
    other = "DW-41KX0ZC8W2RB"

    merged = reader.post(f"/v1/alerts/{DONE}/merge", json={"others": [other], "reason": "one gate"})
    told = [alert["id"] for alert in reader.get("/v1/alerts?programme=lantern").json()["alerts"]]
    split = reader.post(f"/v1/alerts/{DONE}/split", json={"other": other})

    assert (merged.status_code, split.status_code) == (200, 200)
    assert told == [DONE]
    assert other in [alert["id"] for alert in reader.get("/v1/alerts?programme=lantern").json()["alerts"]]


@pytest.mark.parametrize("other", ["DW-000000000000", "DW-9F2M4T7Q1ZZZ"])
def test_what_is_absent_or_of_another_programme_is_not_put_together(reader, other):
    assert reader.post(f"/v1/alerts/{DONE}/merge", json={"others": [other]}).status_code == 404
