"""One contract, held by the store on SQLite and on a real PostgreSQL."""

import pytest

from driftwatch.testing import STORE_CLAIMS, check_store


@pytest.mark.parametrize("holds", STORE_CLAIMS, ids=lambda check: check.__name__)
def test_a_store_keeps_the_contract(shared_store, holds):
    holds(shared_store)


def test_the_suite_runs_as_a_whole(store):
    check_store(store)
