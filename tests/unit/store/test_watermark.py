"""Intake stops before the disk is full, and goes on alone once there is room again."""

from collections import namedtuple

import pytest

from driftwatch.store.watermark import disk_allows_intake

GIB = 1024**3
Usage = namedtuple("Usage", "total free")


@pytest.mark.parametrize(
    ("total", "free", "running", "stopped"),
    [
        (15, 3, True, True),
        (15, 1.5, True, False),
        (15, 0.9, False, False),
        (100, 6, True, False),
        (100, 4.9, False, False),
        (100, 7, True, True),
    ],
)
def test_intake_stops_at_the_low_watermark_and_goes_on_at_the_high_one(tmp_path, total, free, running, stopped):
    usage = {tmp_path: Usage(total=total * GIB, free=free * GIB)}

    allowed = [disk_allows_intake(tmp_path / "not there yet" / "programme", was, usage=usage.__getitem__) for was in (False, True)]

    assert allowed == [running, stopped]


def test_it_asks_the_real_disk(tmp_path):
    assert disk_allows_intake(tmp_path, False) in (True, False)
