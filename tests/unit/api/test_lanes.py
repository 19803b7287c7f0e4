"""Reads that begin in turn."""

import asyncio
import threading

import pytest

from driftwatch_api.lanes import Lane


def test_reads_begin_one_after_the_other_in_their_order():
    told = []

    def read(number):
        told.append(number)
        told.append(number)

    async def all_at_once():
        lane = Lane()
        await asyncio.gather(*(lane.run(read, number) for number in range(20)))

    asyncio.run(all_at_once())

    assert told == [number for number in range(20) for _ in range(2)]


def test_a_slow_read_lets_the_next_one_go_on_beside_it():
    later = threading.Event()

    async def both():
        lane = Lane()
        return await asyncio.gather(lane.run(later.wait, 60), lane.run(later.set))

    assert asyncio.run(both())[0] is True


def test_a_read_that_fails_or_is_given_up_ends_its_turn():
    async def each():
        lane = Lane()
        with pytest.raises(ZeroDivisionError):
            await lane.run(lambda: 1 // 0)
        cancelled = asyncio.ensure_future(lane.run(lambda: None))
        waiting = asyncio.ensure_future(lane.run(lambda: None))
        await asyncio.sleep(0)
        cancelled.cancel()
        waiting.cancel()
        return await lane.run(lambda: "read")

    assert asyncio.run(each()) == "read"
