"""`driftwatch webhooks`: from setting one up to the message in another program's hands, and what it says when that does not work."""

import json
import re

import pytest
from standardwebhooks.webhooks import Webhook as Reference
from tests.contract.receivers import answering, running

from driftwatch.store import open_store


@pytest.fixture
def programme(driftwatch, lantern):
    folder = driftwatch.folder / "lantern"
    (folder / ".driftwatch").mkdir(parents=True, exist_ok=True)
    partners = "".join(f'[[partner]]\nid = "{partner.id}"\nname = "{partner.name}"\n' for partner in lantern.partners)
    said = f'[programme]\nname = "Lantern"\nbase_url = "https://drift.lantern.example"\n{partners}'
    (folder / "driftwatch.toml").write_text(said, encoding="utf-8")
    store = open_store(f"sqlite:///{folder / '.driftwatch' / 'driftwatch.db'}")
    store.commit(lantern)
    store.close()
    return folder


@pytest.fixture
def webhooks(driftwatch, programme):
    """`driftwatch webhooks` for the programme, in this process."""
    return lambda *arguments, **environment: driftwatch.inside("webhooks", *arguments, "-p", programme, **environment)


@pytest.fixture
def worker(driftwatch, programme):
    """`driftwatch worker` until nothing is due, in this process."""
    url = f"sqlite:///{programme / '.driftwatch' / 'driftwatch.db'}"
    return lambda **environment: driftwatch.inside("worker", "--once", DRIFTWATCH_STORE=url, **environment)


def test_a_message_goes_from_an_alert_that_is_acknowledged_to_a_receiver_in_the_own_net(driftwatch, programme, webhooks, worker):
    with running(answering(200)) as receiver:
        allowed = {"DRIFTWATCH_WEBHOOK_ALLOW": f"127.0.0.1:{receiver.port}"}
        made = webhooks("add", f"http://127.0.0.1:{receiver.port}/drift", "--event", "alert.acknowledged", **allowed)
        identifier = re.search(r"wh_\w+", made.stderr)[0]
        tested = webhooks("test", identifier[:8])
        alert = json.loads(driftwatch.inside("alerts", "list", "--format", "json", "-p", programme).stdout)[0]["id"]
        driftwatch.inside("alerts", "ack", alert, "-p", programme)

        worked = worker(**allowed)
        listed, shown, told = webhooks("list"), webhooks("show", identifier), webhooks("deliveries", identifier)

    assert (made.returncode, tested.returncode, worked.returncode) == (0, 0, 0), worked.stderr
    secret = made.stdout.strip()
    messages = [Reference(secret).verify(request.body, request.headers) for request in receiver.received]
    assert [message["type"] for message in messages] == ["webhook.test", "alert.acknowledged"]
    assert messages[1]["data"]["alert"] == alert
    assert ["enabled", "0", "2", "0"] in [row.split()[2:6] for row in listed.stdout.splitlines() if identifier in row]
    assert "alert.acknowledged" in shown.stdout
    assert [line.split()[-1] for line in told.stdout.splitlines()[1:]] == ["200", "200"]
    assert secret not in listed.stdout + shown.stdout + told.stdout + worked.stderr


def test_a_receiver_that_is_gone_is_told_of_by_the_worker_and_can_be_enabled(webhooks, worker):
    with running(answering(410), answering(200)) as receiver:
        allowed = {"DRIFTWATCH_WEBHOOK_ALLOW": f"127.0.0.1:{receiver.port}"}
        identifier = re.search(r"wh_\w+", webhooks("add", f"http://127.0.0.1:{receiver.port}/", **allowed).stderr)[0]
        webhooks("test", identifier)

        worked = worker(**allowed)
        shown, refused = webhooks("show", identifier), webhooks("replay", identifier)
        webhooks("enable", identifier)
        again = webhooks("replay", identifier)
        worker(**allowed)

    assert f"webhook {identifier} of lantern is disabled: the receiver answered 410" in worked.stderr
    assert "410" in shown.stdout
    assert (refused.returncode, again.stderr.strip()) == (2, "1 to be sent again")
    assert len(receiver.received) == 2


@pytest.mark.parametrize(("arguments", "said"), [
    (["add", "http://hooks.example.com/"], "https://"),
    (["add", "https://10.0.0.1/"], "only the operator can allow that"),
    (["add", "https://hooks.example.com/", "--event", "alert.closed"], "there is no such event"),
    (["add", "https://hooks.example.com/", "--view", "nobody"], "known are joint, all"),
    (["add", "https://hooks.example.com/", "--only", "elsewhere"], "knows no programme `elsewhere`"),
    (["show", "wh_nothing"], "`driftwatch webhooks list` shows them"),
])  # fmt: skip
def test_what_cannot_be_is_said_with_its_mend(webhooks, arguments, said):
    ran = webhooks(*arguments)

    assert ran.returncode == 2
    assert said in ran.stderr


def test_a_webhook_is_rotated_disabled_and_removed(webhooks):
    made = webhooks("add", "https://hooks.example.com/", "--template", "slack", "--view", "all")
    identifier = re.search(r"wh_\w+", made.stderr)[0]

    rotated = webhooks("rotate", identifier)
    disabled = webhooks("disable", identifier, "--reason", "the portal moves")
    shown = webhooks("show", identifier)
    removed, left = webhooks("remove", identifier), webhooks("list")

    assert rotated.stdout.startswith("whsec_")
    assert rotated.stdout != made.stdout
    assert all(word in shown.stdout for word in ("slack", "disabled", "the portal moves", "secret replaced"))
    assert (disabled.returncode, removed.returncode, identifier in left.stdout) == (0, 0, False)


def test_an_allowance_that_is_none_is_said_to(webhooks):
    ran = webhooks("add", "https://hooks.example.com/", DRIFTWATCH_WEBHOOK_ALLOW="https://intern.example")

    assert ran.returncode == 2
    assert "is no host" in ran.stderr
