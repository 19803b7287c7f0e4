"""What holds for every answer."""

import json
from dataclasses import fields, replace
from io import StringIO

import pytest
from fastapi.testclient import TestClient

from driftwatch_api.app import create_app
from driftwatch_api.frame import LARGEST_BODY
from driftwatch_api.logs import RequestLine, json_lines

CANARY = "Xanthippe-7731"


def failing(_texts):
    raise RuntimeError(f"cannot label {CANARY}")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/v1/alerts", 401),
        ("GET", "/nowhere", 404),
        ("DELETE", "/healthz", 405),
        ("GET", "/docs", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/metrics", 200),
    ],
)
def test_every_answer_carries_the_headers(client, method, path, status):
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert len(answer.headers["x-request-id"]) == 32


@pytest.mark.parametrize(("given", "taken"), [("caller-000017", True), ("short", False), ("x" * 65, False), ('{"a": 1}', False)])
def test_a_harmless_request_id_of_the_caller_is_kept(client, given, taken):
    answer = client.get("/nowhere", headers={"X-Request-ID": given})

    assert (answer.headers["x-request-id"] == given) is taken
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_a_fault_of_ours_says_nothing_of_what_was_sent_or_where_it_broke(service, key, lines):
    client = TestClient(create_app(replace(service, label=failing)))

    answer = client.post("/v1/classify", json={"texts": [CANARY]}, headers=key())

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    assert lines[-1].error.startswith("RuntimeError at test_frame.py:")
    assert CANARY not in repr(lines)


@pytest.mark.parametrize("declared", [True, False], ids=["with a declared length", "in chunks"])
def test_a_body_over_the_limit_is_refused(reader, declared):
    body = b'{"texts": ["' + b"a" * LARGEST_BODY + b'"]}'

    answer = reader.post("/v1/classify", content=body if declared else iter([body[:100], body[100:]]), headers={"Content-Type": "application/json"})

    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_of_just_the_limit_is_read(reader):
    texts = ["a" * 60_000] * 34
    body = json.dumps({"texts": texts}).encode()

    answer = reader.post("/v1/classify", content=body.ljust(LARGEST_BODY), headers={"Content-Type": "application/json"})

    assert answer.status_code == 200


def test_the_log_holds_the_template_and_nothing_of_the_request(reader, lines):
    reader.get("/v1/statements", params={"text": CANARY, "source": CANARY})
    reader.post("/v1/classify", json={"texts": [CANARY]})
    reader.post("/v1/classify", json={CANARY: CANARY})
    reader.get(f"/v1/alerts/{CANARY}")
    reader.get(f"/{CANARY}")

    assert [(line.method, line.route, line.status) for line in lines] == [
        ("GET", "/v1/statements", 200),
        ("POST", "/v1/classify", 200),
        ("POST", "/v1/classify", 422),
        ("GET", "/v1/alerts/{alert_id}", 404),
        ("GET", "unmatched", 404),
    ]
    assert CANARY not in repr(lines)
    assert reader.headers["authorization"][-43:] not in repr(lines)
    assert lines[0].key == reader.headers["authorization"][7:23]


def test_a_log_line_is_one_line_of_json_with_a_closed_set_of_fields(service):
    stream = StringIO()
    line = RequestLine(at=service.clock(), request_id="a\nb", method="G\x1b[31mT", route="/healthz", status=200, milliseconds=1.5, key=None)

    json_lines(stream)(line)

    [written] = stream.getvalue().splitlines()
    assert set(json.loads(written)) == {field.name for field in fields(RequestLine)} | {"event"}


def test_requests_are_counted_by_template_and_status(reader):
    for path in ("/healthz", "/healthz", "/v1/alerts/DW-000000000000", "/v1/alerts/DW-111111111111", f"/{CANARY}"):
        reader.get(path)
    reader.request("BREW", "/healthz")

    counted = reader.get("/metrics").text

    assert 'driftwatch_http_requests_total{method="GET",route="/healthz",status="200"} 2.0' in counted
    assert 'driftwatch_http_requests_total{method="GET",route="/v1/alerts/{alert_id}",status="404"} 2.0' in counted
    assert 'driftwatch_http_requests_total{method="GET",route="unmatched",status="404"} 1.0' in counted
    assert 'method="other"' in counted
    assert CANARY not in counted
