"""From a store to an answer over a real socket: the service as a server runs it, with the models that ship."""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

import httpx2
import pytest

from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Outcome, RunRecord, Side
from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.talk import Partner
from driftwatch.records import ApiKey, ScanRecord, StatementRecord
from driftwatch.store import open_store

COMMAND = (sys.executable, "-m", "uvicorn", "--factory", "driftwatch_api.app:create_app", "--port", "0", "--no-access-log", "--no-server-header")
SIDES = ("brightmill", "northquay")
SAID = ("The kiosk is done when the simulator ran all fares.", "A kiosk is done once it stood on the pier for two weeks.")
ALERT = "DW-9F2M4T7Q1XYA"
NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server of our own, a client with a key for it, and the store of both."""

    client: httpx2.Client
    server: subprocess.Popen[str]
    store: str


def scan() -> ScanRecord:
    statements = tuple(
        StatementRecord(
            id=f"s{place}",
            text=text,
            partner=side,
            speaker=None,
            said_at=NOW,
            source="minutes/spring.md",
            locator=f"line {place}",
            document="spring",
            register="minutes",
            labels=dict.fromkeys(Label, 0.5),
            predicted=(Label.DONE,),
        )
        for place, (side, text) in enumerate(zip(SIDES, SAID, strict=True))
    )
    alert = Alert(
        id=ALERT,
        kind=AlertKind.DONE_CRITERIA,
        subject="kiosk",
        title="“Done” for the kiosk means different checks to the partners",
        partners=SIDES,
        severity=Severity.HIGH,
        confidence=0.86,
        p_value=0.0004,
        q_value=0.004,
        status=AlertStatus.OPEN,
        first_seen=date(2026, 2, 10),
        last_seen=date(2026, 3, 24),
        sides=tuple(Side(partner=side, summary="a list of checks", statements=5) for side in SIDES),
        evidence=tuple(
            Evidence(
                statement_id=row.id,
                partner=row.partner or "",
                quote=row.text,
                source=row.source,
                locator=row.locator,
                said_at=NOW,
                label=(Label.DONE,),
            )
            for row in statements
        ),
        against=(),
        questions=("Which checks must hold before the opening?",),
    )
    return ScanRecord(
        outcome=Outcome(programme="Lantern", run=RunRecord(at=NOW, driftwatch="0.1.0", models=(), config="cd" * 32), coverage=(), alerts=(alert,)),
        partners=tuple(Partner(id=side, name=side.title()) for side in SIDES),
        files=(),
        statements=statements,
        terms=(),
    )


def seed(url: str) -> str:
    """Fill the store; gives a key for it."""
    made = new_key(secrets.token_bytes)
    store = open_store(url)
    store.commit(scan())
    store.add_key(
        ApiKey(prefix=made.prefix, name="manager", scopes=(Scope.READ_ALERTS, Scope.WRITE_ALERTS), programmes=("lantern",), created=NOW),
        digest=made.digest,
    )
    store.close()
    return made.key


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('service') / 'driftwatch.db'}"
    key = seed(url)
    with subprocess.Popen(COMMAND, stderr=subprocess.PIPE, text=True, env=os.environ | {"DRIFTWATCH_STORE": url}) as server:
        try:
            address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client:
                yield Running(client=client, server=server, store=url)
        finally:
            server.kill()


def test_a_manager_reads_an_alert_and_acts_on_it(running):
    client = running.client

    [listed] = client.get("/v1/alerts?status=open&severity=high").json()["alerts"]
    shown = client.get(f"/v1/alerts/{listed['id']}").json()
    [quoted] = client.get("/v1/statements", params={"text": shown["evidence"][1]["quote"]}).json()["statements"]
    acted = client.post(f"/v1/alerts/{ALERT}/snooze", json={"reason": "after the opening", "until": "2126-05-04"})
    again = client.post(f"/v1/alerts/{ALERT}/snooze", json={"reason": "after the opening", "until": "1999-01-01"})

    assert quoted["id"] == shown["evidence"][1]["statement_id"]
    assert acted.json()["status"] == "snoozed"
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")
    assert client.get("/v1/alerts?status=open").json()["alerts"] == []
    store = open_store(running.store)
    assert [(event.actor, event.reason) for event in store.history("lantern", ALERT)][-1] == ("manager", "after the opening")
    store.close()


def test_the_shipped_models_label_texts_and_the_service_is_ready(running):
    texts = ["Latency at p99 must stay below 300 ms.", "Thanks, see you next week."]

    labelled = running.client.post("/v1/classify", json={"texts": texts}).json()["results"]
    ready = running.client.get("/readyz")

    assert [row["text"] for row in labelled] == texts
    assert set(labelled[0]["labels"]) == set(Label)
    assert labelled[0]["labels"]["metric"] > labelled[1]["labels"]["metric"]
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


@pytest.mark.parametrize("megabytes", [3, 30])
def test_a_body_over_the_limit_gets_an_answer_and_not_a_broken_connection(running, megabytes):
    answer = running.client.post("/v1/classify", json={"texts": ["a" * 1_000_000] * megabytes})

    assert answer.status_code == 413
    assert answer.json()["title"] == "The body is too large"


def test_without_a_key_the_socket_gives_nothing_away(running):
    with httpx2.Client(base_url=running.client.base_url) as stranger:
        answers = [stranger.get(path) for path in ("/v1/alerts", f"/v1/alerts/{ALERT}", "/v1/programmes")]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert not any("Lantern" in answer.text or "kiosk" in answer.text for answer in answers)
    assert not any("server" in answer.headers for answer in answers)


def test_a_key_is_refused_within_a_second_after_another_process_revoked_it(running):
    made = new_key(secrets.token_bytes)
    store = open_store(running.store)
    store.add_key(ApiKey(prefix=made.prefix, name="short-lived", scopes=(Scope.READ_ALERTS,), programmes=(), created=NOW), digest=made.digest)

    def answer() -> int:
        return running.client.get("/v1/alerts", headers={"Authorization": f"Bearer {made.key}"}).status_code

    before = answer()
    store.revoke_key(made.prefix, at=NOW)
    store.close()
    revoked = time.monotonic()
    late = next(asked - revoked for asked in iter(time.monotonic, None) if answer() == 401)

    assert before == 200
    assert late < 1.0


def test_the_server_stops_in_order_and_its_log_holds_nothing_that_was_asked_or_sent(running):
    running.client.get("/v1/statements", params={"text": "Xanthippe"})
    running.client.post("/v1/classify", json={"texts": ["Xanthippe"], "Xanthippe": 1})

    running.server.send_signal(signal.SIGINT)
    written = running.server.communicate(timeout=20)[1]

    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    assert [(line["route"], line["status"]) for line in lines][-2:] == [("/v1/statements", 200), ("/v1/classify", 422)]
    assert "Xanthippe" not in written
    assert running.client.headers["authorization"][-43:] not in written
    assert running.server.returncode in (0, -signal.SIGINT)
