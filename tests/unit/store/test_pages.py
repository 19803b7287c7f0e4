import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.errors import ConfigurationError
from driftwatch.store.pages import asked, decoded, page


def encoded(text):
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode()


@settings(deadline=None)
@given(st.lists(st.text(st.characters()), min_size=1, max_size=3))
def test_the_last_row_says_where_the_next_page_begins(key):
    first = page(["row", "next"], 1, lambda row: key)

    assert first.rows == ("row",)
    assert decoded(first.next_after, len(key)) == key


def test_the_last_page_has_no_next():
    assert page(["row"], 1, lambda row: [row]).next_after is None
    assert page([], 1, lambda row: [row]).next_after is None


@pytest.mark.parametrize(
    "after", ["", "?", "é", "====", encoded("{}"), encoded("[1]"), encoded('["a","b"]'), encoded("[" * 100_000), encoded("\ud800"), "W10=" * 2]
)
def test_a_beginning_that_no_page_gave_is_refused(after):
    with pytest.raises(ConfigurationError, match="is no beginning of a page; take it from the page before"):
        decoded(after, 1)


@pytest.mark.parametrize("limit", [0, -1])
def test_an_empty_page_is_refused(limit):
    with pytest.raises(ConfigurationError, match="1 row or more"):
        asked(limit)
