"""`driftwatch keys` and `driftwatch serve`: a key made by hand opens the service that was started by hand."""

import json
import re
import signal
import subprocess
import urllib.error
import urllib.request

import pytest

from driftwatch.store import open_store


def asked(address: str, key: str) -> tuple[int, object]:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def address_of(process: subprocess.Popen[str]) -> str:
    """Where the service says that it listens; it says so before it is asked anything."""
    return next(found[0] for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))


@pytest.fixture
def programme(driftwatch, lantern):
    folder = driftwatch.folder / "lantern"
    (folder / ".driftwatch").mkdir(parents=True, exist_ok=True)
    partners = "".join(f'[[partner]]\nid = "{partner.id}"\nname = "{partner.name}"\n' for partner in lantern.partners)
    (folder / "driftwatch.toml").write_text(f'[programme]\nname = "Lantern"\n{partners}', encoding="utf-8")
    store = open_store(f"sqlite:///{folder / '.driftwatch' / 'driftwatch.db'}")
    store.commit(lantern)
    store.close()
    return folder


def test_a_key_opens_the_service_until_it_is_revoked_and_ctrl_c_ends_it(driftwatch, programme):
    key = driftwatch("keys", "create", "portal", "--scope", "read:alerts", "--only", "lantern", "-p", programme).stdout.strip()

    with driftwatch.started("serve", programme, "--port", "0") as process:
        address = address_of(process)
        opened = asked(f"{address}/v1/alerts?programme=lantern", key)
        revoked = driftwatch("keys", "revoke", key[:16], "-p", programme)
        closed = asked(f"{address}/v1/alerts?programme=lantern", key)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    assert opened[0] == 200
    assert len(opened[1]["alerts"]) == 3
    assert revoked.returncode == 0
    assert closed[0] == 401
    assert process.returncode == 0


def test_only_the_beginning_of_a_key_is_listed(driftwatch, programme):
    made = driftwatch("keys", "create", "tracker", "-p", programme)

    listed = driftwatch("keys", "list", "-p", programme)

    assert re.fullmatch(r"dw_live_[a-z2-7]{8}_[A-Za-z0-9_-]{43}\n", made.stdout)
    assert made.stdout[:16] in listed.stdout
    assert made.stdout.strip() not in listed.stdout + listed.stderr + made.stderr


def test_a_port_that_is_taken_is_said_in_a_line(driftwatch, programme):
    with driftwatch.started("serve", programme, "--port", "0") as process:
        ran = driftwatch("serve", programme, "--port", address_of(process).rpartition(":")[2])

    assert ran.returncode == 2
    assert "name another --host or --port" in ran.stderr
