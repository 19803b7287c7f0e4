"""What the first words after a raising do with it."""

import pytest

from driftwatch.domain.replies import Reply, reply


@pytest.mark.parametrize("text", ["Noted.", "Thanks for the list.", "Ok, thank you.", "Interesting."])
def test_hearing_is_no_answer(text):
    assert reply(text) is Reply.HEARD


@pytest.mark.parametrize(
    "text",
    [
        "Moving on, the oven.",
        "Before I forget, the key is at the porter's.",
        "Sorry, we're out of time.",
        "Let's park that.",
        "I'd like to come back to flour.",
        "I see that it is noon, shall we close?",
        "We are at the end of the hour, so the date for Monday.",
        "I must leave for the mill.",
    ],
)
def test_turning_to_something_else_is_no_answer(text):
    assert reply(text) is Reply.TURN


@pytest.mark.parametrize("text", ["Yes, we can.", "I'll ask the miller.", "That depends on the rye.", "No, not this year.", "How many of them?"])
def test_assent_refusal_offer_and_asking_back_are_answers(text):
    assert reply(text) is Reply.ANSWER


def test_anything_else_does_not_show():
    assert reply("Twelve loaves went to the school.") is Reply.OPEN
