"""Which words can be part of a term."""

import pytest

from driftwatch.domain.runs import is_content


@pytest.mark.parametrize("form", ["keep-out", "take-off", "roll-out", "go-live"])
def test_a_verb_that_a_hyphen_joins_to_its_particle_can_be_a_term(form):
    assert is_content(form)


@pytest.mark.parametrize("form", ["up-to", "in-on", "of-the", "is-on", "two-up"])
def test_words_of_grammar_that_a_hyphen_joins_are_none(form):
    assert not is_content(form)
