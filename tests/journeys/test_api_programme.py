"""A programme that lives in the service: made, filled, scanned and worked with over real sockets, by a real server and its worker."""

import io
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from driftwatch.domain.keys import Scope, new_key
from driftwatch.records import ApiKey
from driftwatch.store import open_store
from driftwatch_api.access_documents import KeyRequest, RevocationRequest
from driftwatch_api.calling import ProblemError
from driftwatch_api.client import Client
from driftwatch_api.list_questions import AlertQuestion, StatementQuestion
from driftwatch_api.questions import ActionRequest
from driftwatch_api.work_questions import JobQuestion, KnownOfFiles, MessageRequest, PartnerRequest, ProgrammeChange, ProgrammeRequest, PushRequest

PARTNERS = [
    PartnerRequest(id="harrow", name="Harrow Nurseries", aliases=["Harrow", "HN"], domains=["harrow.example"],
                   people=["Wessel Tak", "Wessel", "U0WESSEL", "Ilse Boon", "Ilse"]),
    PartnerRequest(id="quillon", name="Quillon Valves", aliases=["Quillon", "QV"], domains=["quillon.example"],
                   people=["Nadia Brandt", "Nadia", "U0NADIA", "Theo Falk", "Theo"]),
]  # fmt: skip
PUSHED = [
    {
        "text": "House 11 is live, the replay on the bench was clean.",
        "speaker": "Nadia Brandt",
        "time": "2026-03-02T09:00:00+01:00",
        "channel": "live",
    },
    {"text": "For the growers it is live after a month of nights.", "speaker": "Ilse Boon", "time": "2026-03-02T09:05:00+01:00", "channel": "live"},
]
PATIENCE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server of our own, and a client whose key may do everything."""

    client: Client
    server: subprocess.Popen[str]
    address: str
    key: str


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Running]:
    """`driftwatch serve` on a store in this folder."""
    url = f"sqlite:///{folder / 'driftwatch.db'}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DRIFTWATCH_")}
    environment = {**kept, "DRIFTWATCH_STORE": url, "DRIFTWATCH_DATA": str(folder / "data"), "XDG_STATE_HOME": str(folder / "state")}
    key = a_key(url)
    command = [sys.executable, "-m", "driftwatch.cli", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder) as server:
        try:
            address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            with Client(address, key) as client:
                yield Running(client=client, server=server, address=address, key=key)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            finally:
                server.kill()


def a_key(url: str) -> str:
    made = new_key(secrets.token_bytes)
    store = open_store(url)
    store.add_key(
        ApiKey(prefix=made.prefix, name="office", scopes=tuple(Scope), programmes=(), created=datetime.now(UTC), view="all"), digest=made.digest
    )
    store.close()
    return made.key


@pytest.fixture(scope="module")
def meadow(tmp_path_factory, write_meadow) -> Path:
    """Files of the programme as somebody has them: the chat as the zip that Slack gives."""
    folder = write_meadow(tmp_path_factory.mktemp("files") / "meadow")
    with zipfile.ZipFile(folder / "chat.zip", "w") as archive:
        for path in sorted((folder / "chat").rglob("*.json")):
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder / "chat").as_posix()), path.read_bytes())
    return folder


def exports(meadow: Path) -> list[Path]:
    return [*sorted((meadow / "minutes").glob("*.md")), meadow / "chat.zip", meadow / "mail" / "hoses.eml"]


def told(alert: dict) -> str:
    return json.dumps(alert, sort_keys=True)


def test_a_programme_is_made_filled_scanned_and_worked_with_and_says_what_the_command_line_says(tmp_path, meadow, driftwatch):
    with served(tmp_path) as running:
        client = running.client

        made = client.create_programme(
            ProgrammeRequest(name="Meadow", timezone="Europe/Amsterdam", partners=PARTNERS, charter=(meadow / "charter.md").read_text()), key="make"
        )
        again = client.create_programme(
            ProgrammeRequest(name="Meadow", timezone="Europe/Amsterdam", partners=PARTNERS, charter=(meadow / "charter.md").read_text()), key="make"
        )
        taken = client.import_files("meadow", exports(meadow), key="files")
        pushed = client.push_messages("meadow", PushRequest(messages=[MessageRequest(**each) for each in PUSHED]))
        imports = [client.wait(job, sleep=time.sleep, patience=PATIENCE) for job in (taken.job, pushed.job)]
        scanned = client.wait(client.start_scan("meadow"), sleep=time.sleep, patience=PATIENCE)
        listed = list(client.list_alerts(AlertQuestion(programme=["meadow"], limit=1)))
        acked = client.act_on_alert(listed[0].id, "ack", ActionRequest(reason="on the agenda of 14 April"))
        history = client.get_alert(listed[0].id).history
        statements = list(client.list_statements(StatementQuestion(programme=["meadow"], limit=20)))
        files = client.list_files("meadow")
        repeated = client.import_files("meadow", exports(meadow))
        state = client.get_programme("meadow")

    assert (made, again) == (again, made)
    assert {file.status for file in taken.files} == {"accepted"}
    assert {message.status for message in pushed.messages} == {"accepted"}
    assert [(job.state, job.error, job.result["kept_out"]) for job in imports] == [("done", "", "0")] * 2
    assert {file.status for file in repeated.files} == {"duplicate"}
    assert (scanned.state, scanned.error, int(scanned.result["statements"])) == ("done", "", len(statements))
    assert {file.status for file in files} <= {"read", "skipped"}
    assert {row.source: row.messages for job in imports for row in job.files} == {row.source: row.messages for row in files}
    assert acked.status == "acknowledged"
    assert [(event.action, event.actor, event.reason) for event in history][-1] == ("ack", "office", "on the agenda of 14 April")
    assert sum(state.alerts.values()) == len(listed)

    same = copied(tmp_path / "data" / "meadow", meadow, driftwatch.folder / "same")
    ran = driftwatch.inside("scan", same, "--out", driftwatch.folder / "out", "--quiet")
    of_the_command_line = json.loads((driftwatch.folder / "out" / "alerts.json").read_text())["alerts"]
    lines = (driftwatch.folder / "out" / "statements.jsonl").read_text().splitlines()
    assert ran.returncode == 0, ran.stderr
    assert len(of_the_command_line) == len(listed) > 0
    for ours, theirs in zip(listed, of_the_command_line, strict=True):
        assert told({name: ours.model_dump(mode="json")[name] for name in theirs}) == told(theirs)
    assert {statement.id for statement in statements} == {json.loads(line)["id"] for line in lines}


def copied(hosted: Path, meadow: Path, folder: Path) -> Path:
    """The same files below a folder of somebody's own, with settings that somebody wrote by hand."""
    folder.mkdir()
    settings = (meadow / "driftwatch.toml").read_text()
    pushed = next((hosted / "imports").rglob("messages-*.jsonl"))
    columns = ", ".join(f'{name} = "{name}"' for name in json.loads(pushed.read_text().splitlines()[0]))
    rule = f'\n[[source]]\npath = "{pushed.relative_to(hosted).parent}/*"\nkind = "table"\ncolumns = {{{columns}}}\n\n[[source]]\npath = "**/*"\n'
    (folder / "driftwatch.toml").write_text(settings + rule)
    (folder / "charter.md").write_bytes((meadow / "charter.md").read_bytes())
    for path in exports(meadow):
        (folder / "imports").mkdir(exist_ok=True)
        (folder / "imports" / path.name).write_bytes(path.read_bytes())
    (folder / pushed.relative_to(hosted)).parent.mkdir()
    (folder / pushed.relative_to(hosted)).write_bytes(pushed.read_bytes())
    return folder


def test_a_server_killed_in_the_middle_of_an_upload_leaves_nothing_that_is_ever_read(tmp_path, meadow, nightly):
    if not nightly:
        pytest.skip("runs at night (DRIFTWATCH_NIGHTLY=1); by day tests/contract/test_import_crashes.py kills imports at every place")
    with served(tmp_path, "--no-worker") as running:
        running.client.create_programme(ProgrammeRequest(name="Meadow", partners=PARTNERS))
        half = half_an_upload(running)
        wait_until(lambda: any(path.stat().st_size for path in (tmp_path / "data" / ".spool").rglob("*") if path.is_file()))
        running.server.kill()
        running.server.wait()
        half.close()

    with served(tmp_path, "--no-worker") as running:
        jobs = list(running.client.list_jobs(JobQuestion(programme="meadow")))
        left = [path for path in (tmp_path / "data" / "meadow").rglob("*") if path.is_file() and path.name not in (".lock", "driftwatch.toml")]
        sealed = list((tmp_path / "data" / ".spool").rglob("manifest.json"))
        anew = running.client.import_files("meadow", exports(meadow))

    assert (jobs, left, sealed) == ([], [], [])
    assert {file.status for file in anew.files} == {"accepted"}


def half_an_upload(running: Running) -> socket.socket:
    """The beginning of a body, and a connection that stays open."""
    host, port = running.address.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)))
    part = b'--b0\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n' + b"half " * 20_000
    head = (
        f"POST /v1/programmes/meadow/imports HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {running.key}\r\n"
        "Content-Type: multipart/form-data; boundary=b0\r\nContent-Length: 400000\r\nIdempotency-Key: half\r\n\r\n"
    )
    connection.sendall(head.encode() + part)
    return connection


def wait_until(holds) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_client_reads_refusals_and_changes_what_it_may(tmp_path):
    with served(tmp_path, "--no-worker") as running:
        client = running.client
        client.create_programme(ProgrammeRequest(name="Meadow", partners=PARTNERS))
        tag = client.tag_of("meadow")
        client.change_programme("meadow", ProgrammeChange(timezone="Europe/Amsterdam"), tag=tag)
        with pytest.raises(ProblemError) as stale:
            client.change_programme("meadow", ProgrammeChange(timezone="UTC"), tag=tag)
        job = client.start_scan("meadow")
        with pytest.raises(ProblemError) as busy:
            client.start_scan("meadow")
        with pytest.raises(TimeoutError, match="still queued"):
            client.wait(job, sleep=lambda _: None, patience=3)
        cancelled = client.wait(client.cancel_job(job.id), sleep=lambda _: None)
        with pytest.raises(ProblemError) as unfit:
            client.import_files("meadow", [("a.md", io.BytesIO(b"a"))], KnownOfFiles(partner="nobody"))
        made = client.create_key(KeyRequest(name="tool", scopes=[Scope.READ_ALERTS], programmes=["meadow"]))
        with Client(running.address, made.key) as tool:
            seen = [programme.id for programme in tool.list_programmes()]
            with pytest.raises(ProblemError) as forbidden:
                tool.remove_programme("meadow")
        client.revoke_key(made.prefix, RevocationRequest(reason="the test is over"))
        acts = [line.action for line in client.list_audit_lines()]
        ready, metrics = client.health().status, client.metrics()
        client.remove_programme("meadow")

    assert (stale.value.status, busy.value.status, busy.value.problem.see) == (412, 409, f"/v1/jobs/{job.id}")
    assert (busy.value.retry_after, cancelled.state) == (2.0, "cancelled")
    assert (unfit.value.problem.errors[0].pointer, forbidden.value.status, seen) == ("/partner", 403, ["meadow"])
    assert "409" in str(busy.value)
    assert acts == [] or all(isinstance(act, str) for act in acts)
    assert (ready, "driftwatch_http_requests" in metrics) == ("ok", True)
