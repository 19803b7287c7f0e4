from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.folder import FolderNotifier, file_name
from driftwatch.notifiers.outbox import DeliveryState, deliver
from driftwatch.records import Digest
from driftwatch.store import SqlStore, open_store
from driftwatch.testing import SAMPLE_DIGEST

AT = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
ONE, TWO = "one@partner.example", "two@partner.example"


class Recording:
    """A notifier that notes whom it told, and fails for those that it was told to fail for."""

    def __init__(self, *, fails_for: tuple[str, ...] = (), error: BaseException | None = None) -> None:
        self.fails_for, self.error = fails_for, error or DeliveryError("the server is down; try again later")
        self.told: list[str] = []

    def notify(self, digest: Digest, recipient: str) -> None:
        """Note it or fail."""
        if recipient in self.fails_for:
            raise self.error
        self.told.append(recipient)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    yield opened
    opened.close()


def test_a_digest_is_sent_once_however_often_it_is_asked_for(store):
    notifier = Recording()

    states = [[delivery.state for delivery in deliver(store, notifier, SAMPLE_DIGEST, [ONE, TWO, ONE], at=AT)] for _ in range(3)]

    assert states == [["sent", "sent"], ["already", "already"], ["already", "already"]]
    assert notifier.told == [ONE, TWO]


def test_another_week_is_another_mail(store):
    notifier = Recording()

    deliver(store, notifier, SAMPLE_DIGEST, [ONE], at=AT)
    deliver(store, notifier, replace(SAMPLE_DIGEST, period="2026-W15"), [ONE], at=AT)

    assert notifier.told == [ONE, ONE]


def test_one_failure_keeps_the_mail_from_nobody_else_and_may_be_tried_again(store):
    first = deliver(store, Recording(fails_for=(ONE,)), SAMPLE_DIGEST, [ONE, TWO], at=AT)
    again = Recording()
    second = deliver(store, again, SAMPLE_DIGEST, [ONE, TWO], at=AT)

    assert [(delivery.state, delivery.detail) for delivery in first] == [
        (DeliveryState.FAILED, "the server is down; try again later"),
        (DeliveryState.SENT, ""),
    ]
    assert [delivery.state for delivery in second] == [DeliveryState.SENT, DeliveryState.ALREADY]
    assert again.told == [ONE]


def test_an_interrupted_mail_may_be_sent_again(store):
    with pytest.raises(KeyboardInterrupt):
        deliver(store, Recording(fails_for=(ONE,), error=KeyboardInterrupt()), SAMPLE_DIGEST, [ONE], at=AT)

    assert [delivery.state for delivery in deliver(store, Recording(), SAMPLE_DIGEST, [ONE], at=AT)] == [DeliveryState.SENT]


def test_the_store_says_what_became_of_each(store):
    deliver(store, Recording(fails_for=(TWO,)), SAMPLE_DIGEST, [ONE, TWO], at=AT)

    assert store.deliveries("lantern") == ((ONE, "2026-W14", "mail", "sent"), (TWO, "2026-W14", "mail", "failed"))


def test_files_of_different_recipients_never_share_a_name():
    names = {
        file_name(SAMPLE_DIGEST, recipient) for recipient in (ONE, TWO, "One@partner.example", "../one@partner.example", "one-at-partner.example@x")
    }

    assert len(names) == 5
    assert not [name for name in names if "/" in name or name.startswith(".")]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "mails").write_text("a file, not a folder")

    with pytest.raises(DeliveryError, match=r"cannot be written .* --eml-dir"):
        FolderNotifier(tmp_path / "mails", sender="drift@lantern.example", at=AT).notify(SAMPLE_DIGEST, ONE)
