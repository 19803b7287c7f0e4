from datetime import date

from tests.unit.stages.said import statements

from driftwatch.domain.meaning import Convergence
from driftwatch.encoders.definition_model import definition_form
from driftwatch.stages.definitions import find_definitions
from driftwatch.stages.settle import agreements, settlement

AFTERWARDS = [("The share is up again", "a", "m3"), ("Our share fell", "b", "m3"), ("The share holds", "a", "m4"), ("A share of nine", "b", "m4")]


def _settled(*rows):
    said = statements(*rows)
    return settlement("share", ("a", "b"), said)


def test_a_definition_that_both_sides_agree_to_settles_the_term():
    found = _settled(
        ("Share means the part of orders without a call", "a", "m2"),
        ("Agreed for our house", "b", "m2"),
        *AFTERWARDS,
    )

    assert found is not None
    assert found.on == date(2026, 3, 1)
    assert found.evidence == ("m2:Share means the part of orders without a call", "m2:Agreed for our house")


def test_a_definition_of_one_side_alone_settles_nothing():
    assert _settled(("Share means the part of orders without a call", "a", "m2"), ("I see", "b", "m2"), *AFTERWARDS) is None


def test_a_refusal_is_no_assent():
    assert _settled(("Share means the part of orders without a call", "a", "m2"), ("That is not agreed", "b", "m2"), *AFTERWARDS) is None


def test_an_agreement_after_which_nobody_uses_the_word_is_not_yet_shown_to_hold():
    assert _settled(("Share means the part of orders without a call", "a", "m2"), ("Agreed", "b", "m2")) is None


def test_a_question_defines_nothing():
    assert _settled(("Does share mean the part without a call?", "a", "m2"), ("Agreed", "b", "m2"), *AFTERWARDS) is None


def test_a_word_that_only_stands_in_the_definition_of_another_is_not_settled_by_it():
    assert _settled(("Reach means that orders leave without a call, whatever their share", "a", "m2"), ("Agreed", "b", "m2"), *AFTERWARDS) is None


DEFINED = [
    ("By share we mean the orders that go out without a call.", "a", "m1"),
    ("By share we mean the orders that go out without a call.", "b", "m2"),
    *AFTERWARDS,
]


def _by_definitions(*rows, converging):
    said = statements(*rows)
    return settlement("share", ("a", "b"), said, definitions=find_definitions(said, definition_form()), converging=lambda _: converging)


def test_definitions_alike_settle_a_term_only_where_the_usages_came_together():
    found = _by_definitions(*DEFINED, converging=Convergence.CONVERGED)

    assert found is not None
    assert [evidence.split(":")[0] for evidence in found.evidence] == ["m1", "m2"]
    assert _by_definitions(*DEFINED, converging=Convergence.NOT_SHOWN) is None


def test_different_definitions_settle_nothing():
    one = ("By share we mean the orders that go out within two hours.", "a", "m1")
    other = ("By share we mean the orders that go out within two days.", "b", "m2")

    assert _by_definitions(one, other, *AFTERWARDS, converging=Convergence.CONVERGED) is None


def test_an_agreement_after_which_the_usages_stay_apart_settles_nothing():
    rows = [("Share means the part of orders without a call", "a", "m2"), ("Agreed for our house", "b", "m2"), *AFTERWARDS]

    assert _by_definitions(*rows, converging=Convergence.NOT_SHOWN) is not None
    assert _by_definitions(*rows, converging=Convergence.APART) is None


GIVEN_UP = [(f"The gate is item {n}", "b", f"m{n}") for n in range(3, 8)]


def test_a_word_that_one_side_gives_up_for_another_is_settled():
    proposal = ("From today mine is called portion in every sheet", "b", "m2")
    agreed = ("Agreed for our house: share means the part of orders without a call", "a", "m2")

    found = _settled(proposal, agreed, AFTERWARDS[0], AFTERWARDS[2], *GIVEN_UP)

    assert found is not None
    assert found.on == date(2026, 3, 1)


def test_a_side_that_falls_silent_has_given_up_nothing():
    proposal = ("From today mine is called portion in every sheet", "b", "m2")
    agreed = ("Agreed for our house: share means the part of orders without a call", "a", "m2")

    assert _settled(proposal, agreed, AFTERWARDS[0], AFTERWARDS[2]) is None


PROPOSED = [("The press is loud", "a", "m1"), ("I propose three days of notice for the press", "a", "m2"), ("Agreed for our house", "b", "m2")]


def test_a_proposal_that_the_other_side_agrees_to_is_an_agreement_on_what_it_speaks_of():
    (found,) = agreements({1}, ("a", "b"), statements(*PROPOSED))

    assert found.on == date(2026, 3, 2)
    assert found.evidence == ("m2:I propose three days of notice for the press", "m2:Agreed for our house")


def test_an_agreement_on_something_else_or_with_oneself_is_none():
    alone = [*PROPOSED[:2], ("Agreed for our house", "a", "m2")]

    assert agreements({0}, ("a", "b"), statements(*PROPOSED)) == []
    assert agreements({1}, ("a", "b"), statements(*alone)) == []
