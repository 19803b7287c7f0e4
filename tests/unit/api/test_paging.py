"""Pages over several programmes."""

import json
from base64 import urlsafe_b64encode

import pytest
from fastapi.exceptions import RequestValidationError
from hypothesis import given
from hypothesis import strategies as some

from driftwatch.errors import ConfigurationError
from driftwatch.records import Page
from driftwatch_api.paging import spread


def shelf(programmes):
    """A fetch over lists of numbers; a page begins behind a row's place in its list."""

    def fetch(programme, limit, after):
        rows = programmes[programme]
        begin = 0 if after is None else int(after)
        more = begin + limit < len(rows)
        return Page(rows=tuple(rows[begin : begin + limit]), next_after=str(begin + limit) if more else None)

    return fetch


@given(some.lists(some.integers(0, 7), max_size=6), some.integers(1, 5))
def test_turning_all_pages_shows_each_row_once_and_in_order(sizes, limit):
    programmes = {f"p{place}": list(range(size)) for place, size in enumerate(sizes)}
    expected = [(name, row) for name, rows in programmes.items() for row in rows]

    pages, cursor = [], None
    while not pages or cursor:
        page = spread(list(programmes), shelf(programmes), limit=limit, cursor=cursor)
        pages.append(page.rows)
        cursor = page.next_cursor

    assert [row for page in pages for row in page] == expected
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1] or not expected


def test_a_cursor_into_a_programme_that_is_gone_goes_on_behind_it():
    programmes = {"a": [1, 2], "c": [3]}
    cursor = urlsafe_b64encode(json.dumps(["b", "1"]).encode()).decode()

    page = spread(["a", "c"], shelf(programmes), limit=5, cursor=cursor)

    assert page.rows == (("c", 3),)


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "bm90IGpzb24", "W10", "WzEsMl0", "WyJhIiwiYiIsImMiXQ", "é", "W1tbW1tb" * 100])
def test_a_cursor_that_was_never_given_out_is_refused(cursor):
    with pytest.raises(RequestValidationError):
        spread(["a"], shelf({"a": [1]}), limit=5, cursor=cursor)


def test_a_cursor_that_the_store_does_not_know_is_refused():
    def fetch(_programme, _limit, _after):
        raise ConfigurationError("no beginning of a page")

    with pytest.raises(RequestValidationError):
        spread(["a"], fetch, limit=5, cursor=urlsafe_b64encode(b'["a","forged"]').decode())
