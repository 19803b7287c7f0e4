"""Times as exports write them."""

from zoneinfo import ZoneInfo

import pytest

from driftwatch.readers.layout.text.times import parse_time

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    "written",
    [
        1718096400,
        1718096400.0,
        1718096400000,
        1718096400000000,
        1718096400000000000,
        "1718096400",
        "1718096400.000000",
        "1718096400000",
        "2024-06-11T09:00:00Z",
        "2024-06-11T09:00:00.0000000Z",
        "2024-06-11T09:00:00.000+0000",
        "2024-06-11 09:00:00 UTC",
        "2024-06-11T11:00",
        "2024-06-11 11:00:00",
        "2024-06-11T14:30:00+05:30",
        "/Date(1718096400000)/",
        "/Date(1718096400000+0200)/",
    ],
)
def test_every_way_to_write_a_moment_gives_the_same_moment_in_the_zone(written) -> None:
    moment = parse_time(written, OSLO)

    assert moment is not None
    assert moment.isoformat() == "2024-06-11T11:00:00+02:00"


@pytest.mark.parametrize(
    "written",
    [
        None,
        True,
        [],
        {},
        "",
        "soon",
        "1_000",
        "١٢٣",
        "2024-13-01",
        "2024-W01-1",
        "9" * 400,
        10**400,
        float("nan"),
        float("inf"),
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_is_no_time_is_none(written) -> None:
    assert parse_time(written, OSLO) is None


def test_microseconds_survive_the_way_through_a_number() -> None:
    moments = [parse_time(f"1718096400.{micro:06d}", OSLO) for micro in range(0, 1_000_000, 9_973)]

    assert [moment and moment.microsecond for moment in moments] == list(range(0, 1_000_000, 9_973))
