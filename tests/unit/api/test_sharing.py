"""What several processes of one service allow together."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from driftwatch_api.app import create_app
from driftwatch_api.entrance import Entrance
from driftwatch_api.problems import Refused
from driftwatch_api.uploads import UploadLimits


@pytest.mark.parametrize(("processes", "allowed", "part"), [(1, 10, 10), (3, 10, 3), (4, 12_000, 3_000), (64, 10, 1)])
def test_each_process_lets_in_its_part(service, processes, allowed, part):
    assert replace(service, processes=processes).part(allowed) == part


def test_half_of_the_failures_are_enough_for_one_of_two(service):
    client = TestClient(create_app(replace(service, processes=2)))

    failed = [client.get("/v1/alerts", headers={"Authorization": "Bearer wrong"}).status_code for _ in range(6)]

    assert failed == [401] * 5 + [429]


def test_uploads_under_way_are_counted_over_all_processes(tmp_path):
    one, other = (Entrance(UploadLimits(parallel=2), shared=tmp_path) for _ in range(2))

    with (
        one.admitted("dw_live_a", brought=0),
        other.admitted("dw_live_a", brought=0),
        other.admitted("dw_live_b", brought=0),
        pytest.raises(Refused) as refused,
        other.admitted("dw_live_a", brought=0),
    ):
        pass
    with one.admitted("dw_live_a", brought=0), one.admitted("dw_live_a", brought=0):
        pass

    assert refused.value.status_code == 429
