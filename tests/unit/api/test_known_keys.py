"""Keys that are kept in mind for a second."""

from datetime import UTC, datetime, timedelta

import pytest

from driftwatch.store import open_store
from driftwatch_api.known_keys import KnownKeys

AT = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)


@pytest.fixture
def elsewhere(store):
    """The same store, opened by another process."""
    opened = open_store(f"sqlite:///{store.file}")
    yield opened
    opened.close()


@pytest.fixture
def passed():
    """Seconds that have passed; to be changed."""
    return [0.0]


@pytest.fixture
def known(store, passed):
    return KnownKeys(store, lambda: passed[0])


@pytest.fixture
def prefix(key):
    return key()["Authorization"][7:23]


def test_what_another_process_revokes_opens_nothing_after_a_second(known, prefix, elsewhere, passed):
    known.key(prefix)
    elsewhere.revoke_key(prefix, at=AT)
    found = {}
    for seconds in (0.0, 0.99, 1.0):
        passed[0] = seconds
        found[seconds] = known.key(prefix)[0].revoked

    assert found == {0.0: None, 0.99: None, 1.0: AT}


def test_what_this_process_revokes_opens_nothing_at_once(known, prefix, store):
    before = known.key(prefix)[0].revoked
    store.revoke_key(prefix, at=AT)

    assert (before, known.remembered(prefix), known.key(prefix)[0].revoked) == (None, None, AT)


def test_a_key_that_is_not_there_is_asked_for_every_time(known, key):
    before = known.key("dw_live_nowhere2")
    prefix = key()["Authorization"][7:23]

    assert before is None
    assert known.key(prefix) is not None


def test_of_many_requests_in_a_minute_one_notes_the_use(known, prefix):
    found, _ = known.key(prefix)

    due = [known.use_is_due(found, AT + timedelta(seconds=seconds)) for seconds in (0, 0, 30, 59, 60, 61)]

    assert due == [True, False, False, False, True, False]
