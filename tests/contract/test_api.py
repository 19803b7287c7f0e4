"""What users of the API can rely on: contract, section 6."""

import secrets
from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Outcome, RunRecord, Side
from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.talk import Partner
from driftwatch.records import ApiKey, ScanRecord
from driftwatch.store import open_store
from driftwatch_api.app import create_app

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
ALERT = "DW-9F2M4T7Q1XYA"
ALERT_FIELDS = (
    "id kind subject title partners severity confidence p_value q_value status first_seen last_seen sides evidence against questions".split()
)
PATHS = {
    "/v1/programmes": {"get", "post"},
    "/v1/programmes/{programme_id}": {"get"},
    "/v1/programmes/{programme_id}/imports": {"post"},
    "/v1/programmes/{programme_id}/scans": {"post"},
    "/v1/jobs/{job_id}": {"get"},
    "/v1/alerts": {"get"},
    "/v1/alerts/{alert_id}": {"get"},
    "/v1/alerts/{alert_id}/{action}": {"post"},
    "/v1/statements": {"get"},
    "/v1/terms": {"get"},
    "/v1/classify": {"post"},
    "/healthz": {"get"},
    "/readyz": {"get"},
    "/metrics": {"get"},
}


def scan() -> ScanRecord:
    sides = ("brightmill", "northquay")
    evidence = tuple(
        Evidence(
            statement_id=side, partner=side, quote="It is done.", source="minutes/spring.md", locator="line 3", said_at=None, label=(Label.DONE,)
        )
        for side in sides
    )
    alert = Alert(
        id=ALERT,
        kind=AlertKind.DONE_CRITERIA,
        subject="kiosk",
        title="“Done” means different checks to the partners",
        partners=sides,
        severity=Severity.HIGH,
        confidence=1.0,
        p_value=0.0004,
        q_value=0.004,
        status=AlertStatus.OPEN,
        first_seen=date(2026, 2, 10),
        last_seen=None,
        sides=tuple(Side(partner=side, summary="a list of checks", statements=5) for side in sides),
        evidence=evidence,
        against=("other",),
        questions=("Which checks must hold?",),
    )
    run = RunRecord(at=NOW, driftwatch="0.1.0", models=(), config="cd" * 32)
    return ScanRecord(
        outcome=Outcome(programme="Lantern", run=run, coverage=(), alerts=(alert,)),
        partners=tuple(Partner(id=side, name=side.title()) for side in sides),
        files=(),
        statements=(),
        terms=(),
    )


@pytest.fixture
def client(tmp_path, monkeypatch):
    """A client of the application as a server makes it: from the environment."""
    url = f"sqlite:///{tmp_path / 'driftwatch.db'}"
    made = new_key(secrets.token_bytes)
    store = open_store(url)
    store.commit(scan())
    store.add_key(
        ApiKey(prefix=made.prefix, name="contract", scopes=(Scope.READ_ALERTS, Scope.WRITE_ALERTS), programmes=(), created=NOW), digest=made.digest
    )
    store.close()
    monkeypatch.setenv("DRIFTWATCH_STORE", url)
    with TestClient(create_app(), headers={"Authorization": f"Bearer {made.key}"}) as opened:
        yield opened


def test_the_operations_of_the_contract_are_there(client):
    described = client.get("/openapi.json").json()["paths"]

    assert all(set(described[path]) >= methods for path, methods in PATHS.items())


def test_an_alert_has_the_fields_of_alerts_json(client):
    [listed] = client.get("/v1/alerts").json()["alerts"]
    shown = client.get(f"/v1/alerts/{ALERT}").json()

    assert [field for field in listed if field in ALERT_FIELDS] == ALERT_FIELDS
    assert list(listed["evidence"][0]) == ["statement_id", "partner", "quote", "source", "locator", "said_at", "label"]
    assert listed["against"] == [{"statement_id": "other"}]
    assert {name: value for name, value in shown.items() if name != "history"} == listed


@pytest.mark.parametrize("action", ["ack", "agree", "snooze", "resolve", "dispute"])
def test_each_action_takes_a_reason_and_can_be_taken_back(client, action):
    until = {"until": "2126-05-04"} if action == "snooze" else {}

    done = client.post(f"/v1/alerts/{ALERT}/{action}", json={"reason": "as agreed", **until})
    back = client.post(f"/v1/alerts/{ALERT}/reopen", json={"reason": "too early"})

    assert (done.status_code, back.json()["status"]) == (200, "open")
    assert [event["reason"] for event in client.get(f"/v1/alerts/{ALERT}").json()["history"]][-2:] == ["as agreed", "too early"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/alerts/none", 404),
        ("GET", "/v1/alerts?limit=0", 422),
        ("POST", f"/v1/alerts/{ALERT}/reopen", 409),
        ("GET", "/nowhere", 404),
        ("PUT", "/v1/alerts", 405),
    ],
)
def test_an_error_is_a_problem_document(client, method, path, status):
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "errors", "request_id"}
    assert answer.json()["status"] == status


def test_a_key_is_asked_for(client):
    answer = client.get("/v1/alerts", headers={"Authorization": ""})

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="driftwatch"')
