"""What waits in the outbox is handed over beside the jobs, whatever the jobs do."""

from datetime import UTC, datetime
from threading import Event

import pytest

from driftwatch.errors import StoreError
from driftwatch.jobs.messenger import Messenger
from driftwatch.jobs.worker import World

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
PATIENCE = 20


class Errand:
    """Does what the list says, one thing after another, then nothing; an Event says that it came so far."""

    def __init__(self, *things):
        self.things, self.came = list(things), Event()

    def __call__(self, at):
        assert at == NOW
        if not self.things:
            self.came.set()
            return 0
        thing = self.things.pop(0)
        if isinstance(thing, Exception):
            raise thing
        return thing


def messenger(*errands, log=None, fallen=lambda: None):
    world = World(clock=lambda: NOW, sleep=lambda _: None, chance=lambda: 0.5, log=(log if log is not None else []).append)
    return Messenger(errands=errands, world=world, fallen=fallen, idle=0.001)


def test_each_errand_is_done_while_something_else_goes_on_and_none_waits_for_another():
    hold, slow, quick = Event(), Errand(), Errand(3, 1)

    def held(at):
        hold.wait(PATIENCE)
        return slow(at)

    with messenger(held, quick).beside():
        assert quick.came.wait(PATIENCE)
        assert not slow.came.is_set()
        hold.set()
        assert slow.came.wait(PATIENCE)


def test_a_store_that_is_away_is_waited_for():
    log = []
    errand = Errand(StoreError("the server cannot be reached"), 1)

    with messenger(errand, log=log).beside():
        assert errand.came.wait(PATIENCE)

    assert log == ["what waits in the outbox waits on: the server cannot be reached"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_of_ours_is_told_to_the_worker_which_is_to_end():
    fallen = Event()

    with messenger(Errand(KeyError("what somebody said")), fallen=fallen.set).beside():
        assert fallen.wait(PATIENCE)
