"""Two definitions agree, one is stricter, or they contradict each other; what can't be told is said to be unclear."""

import pytest

from driftwatch.domain.definition_contrast import DifferenceKind, Relation, compare_definitions

OPPOSITE = {Relation.NARROWER: Relation.BROADER, Relation.BROADER: Relation.NARROWER}
PAIRS = [
    ("the customer has signed", "the customer has signed", Relation.COMPATIBLE),
    ("more than 5 minutes without service", "more than 300 seconds without service", Relation.COMPATIBLE),
    ("more than 5 minutes without service", "more than 30 minutes without service", Relation.BROADER),
    ("within 24 hours", "within 2 days", Relation.NARROWER),
    ("between 36 and 60 hours", "between 24 and 30 hours", Relation.CONTRADICTING),
    ("five paying customers", "fifty paying customers", Relation.CONTRADICTING),
    ("signed by the client", "signed by the client and filed in the register", Relation.BROADER),
    ("the seal is intact or the weight matches", "the seal is intact", Relation.BROADER),
    ("a bag that was scanned", "a bag that was not scanned", Relation.CONTRADICTING),
    ("metal poured at the refinery, after assay", "metal poured at the refinery, before assay", Relation.CONTRADICTING),
    ("no open defects", "at most 3 open defects", Relation.NARROWER),
    ("first line ashore", "the gangway resting on the quay", Relation.UNCLEAR),
    ("signed by the client", "signed by the customer", Relation.UNCLEAR),
    ("99 percent of frames decoded", "97 percent of frames decoded", Relation.UNCLEAR),
]


@pytest.mark.parametrize(("first", "second", "relation"), PAIRS)
def test_the_first_stands_to_the_second_as_a_careful_reader_says(first, second, relation):
    assert compare_definitions(first, second).relation == relation


@pytest.mark.parametrize(("first", "second", "relation"), PAIRS)
def test_the_other_way_round_it_is_turned(first, second, relation):
    assert compare_definitions(second, first).relation == OPPOSITE.get(relation, relation)


def test_what_differs_is_pointed_out_in_the_words_of_each_side():
    found = compare_definitions("80 percent of calls answered within 20 seconds", "95 percent of calls answered within 20 seconds")

    assert [(each.kind, each.first, each.second) for each in found.differences] == [(DifferenceKind.QUANTITY, "80 percent", "95 percent")]


def test_the_level_of_proof_is_pointed_out():
    found = compare_definitions("the tests pass in the lab", "the customer has accepted it")

    assert DifferenceKind.LEVEL in {each.kind for each in found.differences}
    assert found.relation is Relation.UNCLEAR


def test_what_one_says_it_is_and_the_other_says_it_is_not_contradicts():
    found = compare_definitions("the moment the crate arrives", "the moment the crate arrives at the gate", negated=(False, True))

    assert found.relation is Relation.CONTRADICTING


def test_who_excludes_more_is_narrower():
    found = compare_definitions("scratches and dents", "scratches", negated=(True, True), listed=True)

    assert found.relation is Relation.NARROWER


def test_with_vectors_criteria_in_other_words_are_paired():
    near = {"the buyer has agreed": (1.0, 0.0), "the client has accepted": (0.9, 0.4359)}

    alone = compare_definitions(*near)
    helped = compare_definitions(*near, vectors=lambda texts: [near[text] for text in texts])

    assert alone.relation is Relation.UNCLEAR
    assert helped.relation is Relation.COMPATIBLE
