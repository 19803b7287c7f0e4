"""Who says what a term means is understood; who says how a thing is today, is not taken for it."""

import pytest

from driftwatch.domain.definitions import CERTAIN, Scope, definitions
from driftwatch.encoders.definition_model import definition_form

FORM = definition_form()


@pytest.mark.parametrize(
    ("text", "term", "body", "kind"),
    [
        ("By outage we mean more than five minutes without service.", "outage", "more than five minutes without service", "means"),
        (
            "“Outage” means any interruption that lasts longer than five minutes.",
            "Outage",
            "any interruption that lasts longer than five minutes",
            "means",
        ),
        ("A crate counts as delivered once the gate camera has seen it.", "delivered", "the gate camera has seen it", "criterion"),
        ("We treat every crate without a label as lost.", "lost", "every crate without a label", "counts"),
        ("A drop is not accepted until both keepers have signed the sheet.", "accepted", "both keepers have signed the sheet", "not"),
        ("“Damage” does not include scratches under two centimetres.", "Damage", "scratches under two centimetres", "not"),
        ("A stray is an animal that nobody has claimed within three days.", "stray", "an animal that nobody has claimed within three days", "is-a"),
        ("“Equipment” includes masts, cables, pumps and the keys to the shed.", "Equipment", "masts, cables, pumps and the keys to the shed", "list"),
        ("What you call a hotfix we call an emergency change.", "hotfix", "emergency change", "alias"),
    ],
)
def test_each_kind_of_definition_is_found_with_its_words(text, term, body, kind):
    found = definitions(text, FORM)

    assert [(each.term, each.body, each.kind) for each in found] == [(term, body, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The pump is broken.",
        "This means we are two weeks late.",
        "The review is done when Ana gets back on Tuesday.",
        "We should define what a release is.",
        "Berth 4 is closed until tomorrow at noon.",
        "We start once the truck is here.",
        "Thanks to all, see you next week.",
        "[Report](https://example.org/page?id=12&x=y) goes out on Friday.",
        '<a href="https://example.org" class="link">the page</a>',
        'The library has an empty "catch" statement (as five separate issues).',
        "",
    ],
)
def test_what_says_how_things_stand_is_never_surely_a_definition(text):
    assert not definitions(text, FORM, least=CERTAIN)


def test_term_and_body_are_given_as_they_stand_in_the_text():
    text = "For us,  “vacant\nready” means cleaned and checked by\nthe floor manager."

    found = definitions(text, FORM)[0]

    assert text[found.start : found.end] == found.term == "vacant\nready"
    assert text[found.body_start : found.body_end] == found.body == "cleaned and checked by\nthe floor manager"


def test_two_definitions_of_one_sentence_are_both_found():
    found = definitions("“Full” means forty boxes with a label outside; “broken” means less than forty boxes for any reason.", FORM)

    assert [(each.term, each.body) for each in found] == [
        ("Full", "forty boxes with a label outside"),
        ("broken", "less than forty boxes for any reason"),
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("For us an outage is any interruption that lasts more than five minutes.", Scope.OWN),
        ("By outage you mean any interruption that lasts more than five minutes.", Scope.OTHERS),
        ("In this agreement “outage” means any interruption that lasts more than five minutes.", Scope.SHARED),
        ("“Outage” means any interruption that lasts more than five minutes.", Scope.OPEN),
    ],
)
def test_whose_definition_it_is_said_to_be_is_kept(text, scope):
    assert [each.scope for each in definitions(text, FORM)] == [scope]


def test_what_must_hold_first_is_no_negation():
    until = definitions("A drop is not accepted until both keepers have signed the sheet.", FORM)[0]
    excluded = definitions("“Damage” does not include scratches under two centimetres.", FORM)[0]

    assert (until.negated, excluded.negated) == (False, True)


def test_a_question_is_marked():
    found = definitions("Does outage mean any interruption that lasts more than five minutes?", FORM, least=0.0)

    assert found
    assert all(each.asked for each in found)


def test_a_very_long_text_is_read_quickly():
    text = 'we call it "a is b when c, d = e (that is, f) by g we mean h ' * 2000

    assert isinstance(definitions(text, FORM), tuple)
