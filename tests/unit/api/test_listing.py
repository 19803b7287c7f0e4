"""How lists are answered: narrowed, as CSV, with tags; what is told from the stored text is what the domain would tell."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.view import EVERYTHING
from driftwatch.report.documents import alert_content
from driftwatch_api.app import create_app
from driftwatch_api.list_documents import ListedAlert
from driftwatch_api.list_questions import AlertField
from driftwatch_api.listing import content_tag, prefers_csv, version_in
from driftwatch_api.stored import PLAIN

DONE = "DW-9F2M4T7Q1XYA"


def test_an_alert_told_from_its_stored_text_is_the_one_that_the_domain_tells(reader, store):
    told = reader.get(f"/v1/alerts/{DONE}").json()

    content = json.loads(json.dumps(alert_content(store.seen(EVERYTHING).alert("lantern", DONE))))
    assert {name: told[name] for name in content} == content
    assert set(told) - set(content) == {"programme", "updated_at", "version", "history"}


def test_the_fields_that_can_be_asked_for_are_those_that_there_are():
    assert [field.value for field in AlertField] == list(ListedAlert.model_fields)
    assert set(AlertField) > PLAIN


@pytest.mark.parametrize("fields", ["fields=id&fields=status", "fields=status,id", "fields=id,title", "fields=evidence"])
def test_a_list_shows_the_wanted_fields_alone(reader, fields):
    whole = reader.get("/v1/alerts").json()["alerts"]

    narrow = reader.get(f"/v1/alerts?{fields}").json()["alerts"]

    wanted = fields.replace("fields=", "").replace("&", ",").split(",")
    assert narrow == [{name: row[name] for name in row if name in wanted} for row in whole]


@pytest.mark.parametrize("fields", ["fields=speaker", "fields=", "fields=id,"])
def test_a_field_that_there_is_not_is_refused(reader, fields):
    assert reader.get(f"/v1/alerts?{fields}").status_code == 422


def test_several_values_of_a_filter_find_what_any_of_them_does(reader):
    both = reader.get("/v1/alerts?status=open&status=resolved&programme=lantern&programme=harbour").json()["alerts"]

    assert {(row["programme"], row["status"]) for row in both} == {(key, status) for key in ("lantern", "harbour") for status in ("open", "resolved")}


def test_alerts_that_the_last_scan_did_not_raise_are_listed_only_where_asked_for(reader):
    listed = [reader.get(f"/v1/alerts?{question}").json()["alerts"] for question in ("", "baseline_state=absent")]

    assert [len(rows) for rows in listed] == [4, 0]


def test_a_list_can_be_had_as_csv(reader):
    answer = reader.get("/v1/alerts?fields=id,partners,confidence&programme=lantern", headers={"Accept": "text/csv"})

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows == [["id", "partners", "confidence"]] + [[name, "brightmill northquay", "0.86"] for name in (DONE, "DW-41KX0ZC8W2RB")]


@pytest.mark.parametrize("path", ["alerts", "statements", "terms"])
def test_every_list_has_a_header_line_of_its_fields_in_csv(reader, path):
    first = reader.get(f"/v1/{path}?limit=1").json()[path][0]

    lines = list(csv.reader(io.StringIO(reader.get(f"/v1/{path}", headers={"Accept": "text/csv"}).text)))

    assert lines[0] == list(first)
    assert {len(line) for line in lines} == {len(first)}


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("text/csv", True),
        ("text/csv, */*;q=0.1", True),
        ("application/json, text/csv", False),
        ("application/json;q=0.5, text/csv", True),
        ("text/csv;q=0", False),
        ("text/csv;q=high", False),
    ],
)
def test_csv_is_given_to_who_prefers_it(accept, wanted):
    assert prefers_csv(accept) is wanted


@pytest.mark.parametrize("path", ["alerts", "alerts?fields=id", "statements", "terms", f"alerts/{DONE}"])
def test_what_is_as_it_was_is_not_sent_again(reader, path):
    first = reader.get(f"/v1/{path}")

    again = [reader.get(f"/v1/{path}", headers={"If-None-Match": tag}) for tag in (first.headers["etag"], f'"x", W/{first.headers["etag"]}', "*")]

    assert [(answer.status_code, answer.content) for answer in again] == [(304, b"")] * 3
    assert {answer.headers["etag"] for answer in again} == {first.headers["etag"]}


def test_a_change_gives_list_and_alert_another_tag(reader):
    paths = ("alerts", f"alerts/{DONE}", "alerts?fields=id,status")
    before = [reader.get(f"/v1/{path}").headers["etag"] for path in paths]
    reader.post(f"/v1/alerts/{DONE}/ack")

    after = [reader.get(f"/v1/{path}", headers={"If-None-Match": tag}) for path, tag in zip(paths, before, strict=True)]

    assert [answer.status_code for answer in after] == [200, 200, 200]


def test_the_tag_of_an_alert_names_its_version(reader):
    answer = reader.get(f"/v1/alerts/{DONE}")

    assert version_in(answer.headers["etag"]) == answer.json()["version"]
    assert [version_in(tag) for tag in ("", "*", '"7"', content_tag(b"a"), 'W/"7-x"')] == [None] * 5


def test_a_cursor_of_another_order_is_refused(reader):
    cursor = reader.get("/v1/alerts?limit=1").json()["next_cursor"]

    answers = [reader.get("/v1/alerts", params={"cursor": cursor, "sort": order}).status_code for order in ("rank", "-updated_at", "kind")]

    assert answers == [200, 422, 422]


def test_the_next_page_keeps_the_question(reader):
    page = reader.get("/v1/alerts?limit=1&status=open&status=resolved&sort=-updated_at&fields=id")

    following = reader.get(page.links["next"]["url"]).json()["alerts"]

    assert following != page.json()["alerts"]
    assert set(following[0]) == {"id"}


def test_a_programme_that_a_key_does_not_open_is_absent_from_lists(service, key):
    client = TestClient(create_app(service), headers=key(programmes=("lantern",)))

    listed = [client.get(f"/v1/{path}").json()[path] for path in ("alerts", "statements", "terms")]
    refused = [client.get(f"/v1/{path}?programme=lantern&programme=harbour").status_code for path in ("alerts", "statements", "terms")]

    assert {row["programme"] for rows in listed for row in rows} == {"lantern"}
    assert refused == [404, 404, 404]
