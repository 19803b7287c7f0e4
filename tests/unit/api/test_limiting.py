"""Counters that are swept without a thread."""

import threading

import pytest
import time_machine
from starlette.exceptions import HTTPException

from driftwatch_api.limiting import Rates


def refused(take, who, times):
    for number in range(times):
        try:
            take(who)
        except HTTPException as error:
            return number, error.status_code
    return None


def test_so_many_requests_in_a_minute_are_let_in_and_no_more():
    rates = Rates(key=5, address=9)

    assert refused(rates.take_key, "dw_live_aaaaaaaa", 20) == (5, 429)
    assert refused(rates.take_key, "dw_live_bbbbbbbb", 5) is None
    assert refused(rates.take_address, "192.0.2.1", 20) == (9, 429)


def test_what_is_over_is_forgotten_after_a_while():
    with time_machine.travel(1_775_460_000, tick=False) as clock:
        rates = Rates(key=5, address=5)
        for number in range(100):
            rates.take_address(f"192.0.2.{number}")
        clock.shift(300)
        rates.take_address("192.0.2.1")

    assert len(rates.counted) == 1


def test_counting_starts_no_threads():
    rates = Rates(key=500, address=500)
    before = threading.active_count()

    for _ in range(300):
        rates.take_address("192.0.2.1")

    assert threading.active_count() == before


@pytest.mark.parametrize("threads", [4])
def test_no_request_is_forgotten_where_several_threads_count(threads):
    rates = Rates(key=10_000, address=1)
    working = [threading.Thread(target=refused, args=(rates.take_key, "dw_live_aaaaaaaa", 1000)) for _ in range(threads)]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()

    assert sum(rates.counted.values()) == threads * 1000
