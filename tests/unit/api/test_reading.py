"""Programmes, statements, terms and labels over HTTP."""

import json
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.labels import Label
from driftwatch.errors import ModelError
from driftwatch.labelling import LabelledText
from driftwatch.report.documents import statement_lines
from driftwatch_api.app import create_app


def test_programmes_are_listed_with_their_partners_and_without_their_people(reader):
    answer = reader.get("/v1/programmes")

    assert [(row["id"], row["name"]) for row in answer.json()["programmes"]] == [("harbour", "Harbour"), ("lantern", "Lantern")]
    assert answer.json()["programmes"][0]["partners"] == [
        {"id": "brightmill", "name": "Brightmill"},
        {"id": "northquay", "name": "Northquay Ferries"},
    ]
    assert "Ada Quill" not in answer.text


def test_a_programme_says_what_could_not_be_seen(reader):
    state = reader.get("/v1/programmes/lantern").json()

    assert state["run"]["at"] == "2026-04-06T07:30:00+00:00"
    assert state["coverage"] == [
        {"check": "risk_posture", "partners": ["brightmill", "northquay"], "status": "insufficient_data", "why": "northquay: 11 of 25 statements"}
    ]
    assert state["alerts"] == {"open": 1, "resolved": 1}


def test_a_statement_is_the_line_of_statements_jsonl_without_its_speaker(reader, scan):
    expected = [json.loads(line) for line in statement_lines(scan.statements)]

    found = reader.get("/v1/statements?programme=lantern").json()["statements"]

    assert found == [{"programme": "lantern"} | {name: value for name, value in line.items() if name != "speaker"} for line in expected]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"partner": "brightmill"}, ["s0", "s3"]),
        ({"label": "done"}, ["s0", "s1"]),
        ({"source": "minutes/spring.md"}, ["s0", "s1", "s2", "s3", "s4"]),
        ({"source": "minutes/autumn.md"}, []),
        ({"since": "2026-03-13"}, ["s3", "s4"]),
        ({"since": "2026-03-11T11:00:00+01:00"}, ["s1", "s2", "s3", "s4"]),
        ({"until": "2026-03-11"}, ["s0", "s1"]),
        ({"until": "2026-03-11T09:59:00Z"}, ["s0"]),
        ({"since": "2026-03-12", "until": "2026-03-13"}, ["s2", "s3"]),
        ({"unattributed": "true"}, ["s4"]),
        ({"unattributed": "true", "partner": "brightmill"}, ["s0", "s3", "s4"]),
        ({"text": "KIOSK"}, ["s0", "s1", "s3"]),
        ({"text": "%"}, ["s3"]),
        ({"text": "availability", "partner": "northquay"}, ["s2"]),
    ],
)
def test_each_filter_narrows_the_statements(reader, query, ids):
    found = reader.get("/v1/statements", params={"programme": "lantern", **query}).json()["statements"]

    assert [row["id"] for row in found] == ids


@pytest.mark.parametrize(
    "query",
    [{"text": ""}, {"text": "a\x00"}, {"text": "x" * 201}, {"label": "mood"}, {"since": "0001-01-01T00:00:00+14:00"}, {"speaker": "Bo Lindgren"}],
)
def test_a_statement_filter_that_does_not_fit_is_refused(reader, query):
    assert reader.get("/v1/statements", params=query).status_code == 422


def test_statements_are_paged_over_programmes(reader):
    ids, address = [], "/v1/statements?limit=2"
    while address:
        page = reader.get(address)
        ids += [(row["programme"], row["id"]) for row in page.json()["statements"]]
        address = page.links.get("next", {}).get("url")

    assert ids == [(programme, f"s{place}") for programme in ("harbour", "lantern") for place in range(5)]


def test_terms_are_those_that_were_compared(reader):
    first = reader.get("/v1/terms?limit=1")
    second = reader.get(first.links["next"]["url"])

    assert first.json()["terms"] == [
        {
            "programme": "lantern",
            "term": "availability",
            "partners": ["brightmill", "northquay"],
            "n": [17, 14],
            "divergence": 0.19,
            "p_value": 0.012,
            "q_value": 0.048,
            "verdict": "divergent",
            "smallest_shift": None,
            "glosses": None,
        }
    ]
    assert [row["term"] for row in second.json()["terms"]] == ["kiosk"]
    assert second.json()["next_cursor"] is None


def test_texts_are_labelled_in_their_order(reader):
    answer = reader.post("/v1/classify", json={"texts": ["a risk and a goal", "nothing", "a risk and a goal"]})

    assert [(row["text"], row["predicted"]) for row in answer.json()["results"]] == [
        ("a risk and a goal", ["goal", "risk"]),
        ("nothing", []),
        ("a risk and a goal", ["goal", "risk"]),
    ]
    assert answer.json()["results"][1]["labels"]["done"] == 0.1


def doubted(texts):
    return [LabelledText(text=text, labels=dict.fromkeys(Label, 0.0), predicted=(), unsure=(Label.GOAL,), foreign="de") for text in texts]


def test_doubt_and_a_language_that_is_not_claimed_are_told(service, key):
    answer = TestClient(create_app(replace(service, label=doubted))).post("/v1/classify", json={"texts": ["Ziel"]}, headers=key())

    assert answer.json()["results"][0] | {"labels": {}} == {"text": "Ziel", "labels": {}, "predicted": [], "unsure": ["goal"], "foreign": "de"}


@pytest.mark.parametrize(("count", "status"), [(0, 200), (1000, 200), (1001, 422)])
def test_a_call_takes_a_thousand_texts(reader, count, status):
    assert reader.post("/v1/classify", json={"texts": ["a"] * count}).status_code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"texts": ["\\ud800"]}', 422),
        (b'{"\\ud800": 1, "texts": []}', 422),
        (b'{"texts": [1, null, {}]}', 422),
        (b'{"texts": ', 422),
        (b'{"texts": ["\xff"]}', 400),
        (b"[" * 100_000, 400),
        (b"null", 422),
        (b"", 422),
    ],
)
def test_a_body_that_is_no_list_of_texts_is_refused(reader, body, status):
    answer = reader.post("/v1/classify", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_refusal_names_places_and_repeats_nothing(reader):
    answer = reader.post("/v1/classify", json={"texts": ["fine", 7, ["Xanthippe"]]})

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/texts/1", "/texts/2"]
    assert "Xanthippe" not in answer.text


def test_labelling_leaves_no_trace_in_the_store(reader, tmp_path):
    reader.post("/v1/classify", json={"texts": ["Xanthippe sees a risk"]})

    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"Xanthippe" in file.read_bytes()]


def unloadable(_texts):
    raise ModelError("statements: model.json is missing; install the package again")


def test_without_a_model_everything_else_goes_on_and_readiness_says_why(service, key):
    client = TestClient(create_app(replace(service, label=unloadable)))

    ready = client.get("/readyz")

    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert [(layer["name"], layer["why"]) for layer in ready.json()["layers"] if layer["status"] == "degraded"] == [
        ("model", "statements: model.json is missing; install the package again")
    ]
    assert client.post("/v1/classify", json={"texts": ["a"]}, headers=key()).status_code == 503
    assert client.get("/v1/alerts", headers=key()).status_code == 200
    assert client.get("/healthz").status_code == 200


def test_readiness_is_said_when_store_and_model_answer(client):
    assert client.get("/readyz").json()["status"] == "ready"


def test_readiness_asks_the_model_until_it_has_answered_once(service):
    asked = []
    client = TestClient(create_app(replace(service, label=lambda texts: asked.append(texts) or service.label(texts))))

    answers = [client.get("/readyz").status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert len(asked) == 1


def test_a_store_that_is_gone_is_unavailable_and_no_fault(client, key, tmp_path):
    header = key()
    for file in tmp_path.glob("driftwatch.db*"):
        file.write_bytes(b"not a database" * 100)

    answers = [client.get("/v1/alerts", headers=header), client.get("/readyz")]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert "retry-after" in answers[0].headers
