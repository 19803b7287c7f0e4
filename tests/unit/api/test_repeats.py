"""A request that is sent twice is done once, and answered alike; scans and jobs that are asked for with it."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.keys import Scope
from driftwatch.store import open_store
from driftwatch_api.app import create_app
from driftwatch_api.repeats import HEADER

HORIZON = {"name": "Horizon", "partners": [{"id": "ti", "name": "TechInnovate"}, {"id": "gl", "name": "GlobalLogistics"}]}
SCANS, IMPORTS = "/v1/programmes/horizon/scans", "/v1/programmes/horizon/imports"
MESSAGE = {"text": "The depot is done when it ran two weeks.", "speaker": "Jonas Weber", "time": "2026-03-24T10:02:00+01:00"}


def once(token: str = "t-1") -> dict[str, str]:
    return {HEADER: token}


@pytest.fixture
def horizon(reader):
    assert reader.post("/v1/programmes", json=HORIZON).status_code == 201


def test_the_same_request_gets_the_same_answer_also_from_a_service_started_anew(reader, service, tmp_path):
    first = reader.post("/v1/programmes", json=HORIZON, headers=once())
    anew = TestClient(create_app(replace(service, store=open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}"))))
    headers = {**once(), "Authorization": reader.headers["authorization"], "Content-Type": "application/json"}
    second = anew.post("/v1/programmes", content=json.dumps(dict(reversed(HORIZON.items())), indent=3), headers=headers)

    assert (first.status_code, first.json(), first.headers["location"]) == (second.status_code, second.json(), second.headers["location"])
    assert ("idempotency-replayed" in first.headers, second.headers["idempotency-replayed"]) == (False, "true")


def test_another_body_or_path_under_the_same_key_is_refused_and_another_key_is_not(reader, client, key):
    reader.post("/v1/programmes", json=HORIZON, headers=once())

    other = reader.post("/v1/programmes", json={**HORIZON, "name": "Harbour 2"}, headers=once())
    path = reader.post(SCANS, headers=once())
    somebody = client.post("/v1/programmes", json={**HORIZON, "name": "Harbour 2"}, headers={**key(), **once()})

    assert (other.status_code, path.status_code, somebody.status_code) == (422, 422, 201)
    assert other.json()["errors"][0]["pointer"] == "/Idempotency-Key"


@pytest.mark.parametrize("token", ["", "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(reader, token):
    answer = reader.post("/v1/programmes", json=HORIZON, headers=once(token))

    assert answer.status_code == 422
    assert reader.post("/v1/programmes", json=HORIZON, headers=once("x" * 255)).status_code == 201


def test_what_was_refused_is_judged_anew(reader):
    refused = reader.post("/v1/programmes", json={**HORIZON, "timezone": "Mars"}, headers=once())
    mended = reader.post("/v1/programmes", json=HORIZON, headers=once())

    assert (refused.status_code, mended.status_code) == (422, 201)


def test_while_one_is_answered_the_other_is_told_to_wait(reader, store, service):
    prefix = store.keys()[-1].prefix
    store.requests.begin(prefix, "t-1", holder="another", at=service.clock())

    busy = reader.post("/v1/programmes", json=HORIZON, headers=once())
    died = TestClient(create_app(replace(service, clock=lambda: service.clock() + timedelta(minutes=2))))
    taken_over = died.post("/v1/programmes", json=HORIZON, headers={**once(), "Authorization": reader.headers["authorization"]})

    assert (busy.status_code, int(busy.headers["retry-after"]) > 0, taken_over.status_code) == (409, True, 201)


def test_an_answer_that_was_lost_with_its_process_is_given_after_all(reader, store, service, horizon):
    """The programme and the jobs were made, but nobody kept the answers."""
    prefix = store.keys()[-1].prefix
    first = [reader.post(SCANS, headers=once("s")).json(), reader.post(IMPORTS, json={"messages": [MESSAGE]}, headers=once("i")).json()["job"]]
    for token in ("p", "s", "i"):
        with store._database.writing() as connection:
            connection.exec_driver_sql(f"DELETE FROM requests WHERE token = '{token}'")
        store.requests.begin(prefix, token, holder="died", at=service.clock() - timedelta(minutes=2))

    made = reader.post("/v1/programmes", json=HORIZON, headers=once("p"))
    second = [reader.post(SCANS, headers=once("s")).json(), reader.post(IMPORTS, json={"messages": [MESSAGE]}, headers=once("i")).json()["job"]]

    assert made.status_code == 201
    assert [job["id"] for job in second] == [job["id"] for job in first]
    assert len(store.jobs.find("horizon", limit=10).rows) == 2


def test_a_lost_answer_of_an_import_that_came_to_nothing_is_given_after_all_and_to_another_upload_it_is_not(reader, store, service, horizon, work):
    prefix, noise = store.keys()[-1].prefix, {"file": ("noise.bin", b"\x00\x01 no format that anybody reads \xff")}
    first = reader.post(IMPORTS, files=noise, headers=once())
    work()

    def lost_and_sent(files):
        with store._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM requests")
        store.requests.begin(prefix, "t-1", holder="died", at=service.clock() - timedelta(minutes=2))
        return reader.post(IMPORTS, files=files, headers=once())

    again, other = lost_and_sent(noise), lost_and_sent({"file": ("other.md", b"Another one.\n")})

    assert (again.status_code, again.json()["job"]["id"]) == (202, first.json()["job"]["id"])
    assert [file["status"] for file in again.json()["files"]] == ["accepted"]
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (422, "/Idempotency-Key")


def test_an_upload_sent_twice_is_one_import_and_another_file_under_its_key_is_refused(reader, store, horizon):
    first = reader.post(IMPORTS, files={"file": ("a.md", b"a")}, headers=once())
    second = reader.post(IMPORTS, files={"file": ("a.md", b"a")}, headers=once())
    other = reader.post(IMPORTS, files={"file": ("a.md", b"b")}, headers=once())

    assert (first.status_code, second.status_code, other.status_code) == (202, 202, 422)
    assert first.json() == second.json()
    assert len(store.jobs.find("horizon", limit=10).rows) == 1


def test_of_many_who_send_the_same_at_once_one_is_answered_and_one_thing_is_made(reader, store, horizon):
    gate, answers = Barrier(4), []

    def send() -> None:
        gate.wait()
        answers.append(reader.post(IMPORTS, json={"messages": [MESSAGE]}, headers=once()))

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} <= {202, 409}
    assert len({answer.json()["job"]["id"] for answer in answers if answer.status_code == 202}) == 1
    assert len(store.jobs.find("horizon", limit=10).rows) == 1


def test_one_scan_runs_at_a_time_and_the_second_start_leads_to_it(reader, horizon, store, service):
    started = reader.post(SCANS, json={"since": "2026-01-01"})
    second = reader.post(SCANS)
    job = store.jobs.get(started.json()["id"])

    assert (started.status_code, started.headers["location"], started.headers["retry-after"]) == (202, f"/v1/jobs/{job.id}", "2")
    assert (job.words, job.asked_by) == ({"since": "2026-01-01"}, "ops dashboard")
    assert (second.status_code, second.headers["location"], second.json()["see"]) == (409, f"/v1/jobs/{job.id}", f"/v1/jobs/{job.id}")


def test_a_job_is_followed_listed_and_cancelled_by_whoever_may_see_its_programme(reader, client, key, horizon, store, service):
    job = reader.post(SCANS).json()
    store.jobs.claim("w", at=service.clock(), lease=timedelta(minutes=1))
    store.jobs.report(job["id"], "w", step="checking", progress=0.6, at=service.clock(), lease=timedelta(minutes=1))

    running = reader.get(f"/v1/jobs/{job['id']}").json()
    foreign = key(Scope.INGEST, programmes=("lantern",))
    strange = [client.get(f"/v1/jobs/{job['id']}", headers=foreign), client.post(f"/v1/jobs/{job['id']}/cancel", headers=foreign)]
    listed = reader.get("/v1/jobs", params={"programme": "horizon", "limit": 1}).json()
    theirs = client.get("/v1/jobs", headers=foreign).json()["jobs"]
    cancelled = reader.post(f"/v1/jobs/{job['id']}/cancel")
    again = reader.post(SCANS)

    assert (running["state"], running["step"], running["progress"]) == ("running", "checking", 0.6)
    assert ([answer.status_code for answer in strange], theirs) == ([404, 404], [])
    assert [row["id"] for row in listed["jobs"]] == [job["id"]]
    assert (cancelled.json()["cancelling"], again.status_code) == (True, 409)


def test_a_waiting_job_is_cancelled_at_once_and_stays_so(reader, horizon):
    job = reader.post(SCANS).json()["id"]

    first, second = (reader.post(f"/v1/jobs/{job}/cancel").json()["state"] for _ in range(2))

    assert (first, second) == ("cancelled", "cancelled")
    assert reader.post(SCANS).status_code == 202


def test_a_cursor_of_jobs_with_a_time_that_no_database_holds_is_refused(reader, horizon):
    within = urlsafe_b64encode(json.dumps(["9" * 30, "job_x"]).encode()).decode()
    cursor = urlsafe_b64encode(json.dumps(["horizon", within]).encode()).decode()

    assert reader.get("/v1/jobs", params={"cursor": cursor}).status_code == 422


def test_a_window_without_a_day_is_refused_and_so_is_a_programme_whose_folder_is_elsewhere(reader, horizon):
    empty = reader.post(SCANS, json={"since": "2026-02-01", "until": "2026-01-01"})
    elsewhere = reader.post("/v1/programmes/lantern/scans")

    assert (empty.status_code, empty.json()["errors"][0]["pointer"], elsewhere.status_code) == (422, "/until", 409)
