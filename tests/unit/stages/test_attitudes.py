"""Sides by phrases and by the model: phrases first, the model where none stands, nothing where the model is sure of the contrary."""

import numpy as np
import pytest
from tests.unit.stages.said import statements

from driftwatch.domain.facets import VALUES, Facet
from driftwatch.stages.attitudes import plain, risk_stances, way_stances

BOLD = "If the flying puppet falls, it falls, and we learn how it falls."
UNKNOWN = "A little water on one street for an evening, people have seen more."
APPROVAL = "A loan needs the approval of the registrar and a condition report."


def sides(facet, *rows):
    """Probabilities of one facet: of each statement value -> probability, the rest for none."""
    found = np.zeros((len(rows), len(VALUES[facet])), dtype=np.float32)
    for row, given in enumerate(rows):
        for value, probability in given.items():
            found[row, VALUES[facet].index(value)] = probability
        found[row, 0] = 1.0 - sum(given.values())
    return found


def test_a_phrase_decides_and_counts_wholly_where_the_model_says_nothing():
    (found,) = risk_stances(statements((BOLD, "guild", "m1")), sides(Facet.RISK, {}))

    assert found.score > 0
    assert (found.weight, found.likely) == (1.0, 0.0)
    assert found.reasons


def test_without_a_phrase_the_model_decides_and_counts_by_how_sure_it_is():
    (found,) = risk_stances(statements((UNKNOWN, "guild", "m1")), sides(Facet.RISK, {"accept": 0.6, "avoid": 0.2}))

    assert found.score == pytest.approx(0.5)
    assert found.weight == pytest.approx(0.8**1.5)
    assert found.likely == pytest.approx(0.6)
    assert found.reasons == ()


def test_what_the_model_hardly_takes_for_a_side_is_none():
    assert risk_stances(statements((UNKNOWN, "guild", "m1")), sides(Facet.RISK, {"accept": 0.05})) == ()


def test_a_phrase_is_not_believed_where_the_model_is_sure_of_the_other_side():
    assert risk_stances(statements((BOLD, "guild", "m1")), sides(Facet.RISK, {"avoid": 0.9})) == ()


@pytest.mark.parametrize("text", [f"{UNKNOWN[:-1]}?", f"They told us: “{UNKNOWN}”"])
def test_what_is_asked_or_quoted_is_nobodys_side(text):
    assert risk_stances(statements((text, "guild", "m1")), sides(Facet.RISK, {"accept": 0.9})) == ()


def test_what_nobodys_partner_said_takes_no_side():
    assert risk_stances(statements((BOLD, None, "m1")), sides(Facet.RISK, {"accept": 0.9})) == ()


def test_ways_are_steps_and_record_against_at_once_and_in_talk():
    said = statements((APPROVAL, "alder", "m1"), (UNKNOWN, "birch", "m1"), ("The van is blue.", "birch", "m1"))

    found = way_stances(said, sides(Facet.WAY, {}, {"direct": 0.3, "talk": 0.3}, {}))

    assert [(one.partner, one.score) for one in found] == [("alder", 1.0), ("birch", -1.0)]
    assert found[1].likely == pytest.approx(0.6)


def test_plain_stances_are_those_of_phrases():
    said = statements((BOLD, "guild", "m1"), (UNKNOWN, "guild", "m1"))

    found = risk_stances(said, sides(Facet.RISK, {}, {"accept": 0.9}))

    assert [one.row for one in plain(found)] == [0]
