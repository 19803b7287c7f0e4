"""In what form something is put to others."""

import pytest

from driftwatch.domain.raising import Form, forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Who feeds the bees in August?", Form.QUESTION),
        ("We’d need a second hive tool.", Form.NEED),
        ("I am worried about the mites.", Form.HARM),
        ("The hives are still not in any list.", Form.UNMET),
        ("The wasps again, for the third time.", Form.AGAIN),
        ("Before we close: I want to bring up the honey room.", Form.RAISED),
    ],
)
def test_a_form_is_told_by_its_words(text, form):
    assert form in forms(text)


def test_what_is_merely_told_has_no_form():
    assert forms("The bees flew at eleven and came home with lime pollen.") == frozenset()


def test_words_inside_words_do_not_count():
    assert forms("The needle is in the drawer.") == frozenset()
