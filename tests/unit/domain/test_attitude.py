"""What a statement's speaker holds of a risk: two poles, with negation, preference and concession; what only names a risk is none."""

import json

import pytest

from driftwatch.corpora import corpus
from driftwatch.domain.attitude import attitude
from driftwatch.domain.attitude_cues import Reason

LEAST_ACCURACY = 0.85

AVOID = (
    "We would rather lose the whole harvest than sell one jar that nobody has tasted.",
    "No crane lifts over the playground without the inspector's signature.",
    "I won't risk a single patient for a nicer chart.",
    "One bad review of the brakes and nobody rides with us again.",
    "I'd shut the pool before I'd open it with that filter.",
    "We have no appetite for surprises with the boiler.",
    "A mistake there would cost us the licence.",
    "Err on the side of caution with the archive.",
)
ACCEPT = (
    "Let's try it on Saturday and see what breaks.",
    "If the dough fails, it fails, and we bake another one.",
    "I can live with a few broken tiles.",
    "I'd take a rough first night over another year of rehearsals.",
    "We learn more from one crashed drone than from ten reports.",
    "No need to wait for the board, we can always go back.",
    "Worst case is an hour of laughter.",
    "We're not afraid of a wet opening day.",
)
NONE = (
    "The risk register is due on Monday.",
    "Last year the mixer failed and we lost a week.",
    "They told us that they never test their brakes.",
    "What happens if the boiler fails?",
    "My appetite for risk ends at the canteen's fish, haha.",
    "If we ever opened in Rome we'd lose everything.",
    "There is a risk of frost until May.",
    "Fine by me, see you on Thursday.",
    "The caterer is known to be relaxed about hygiene.",
)


@pytest.mark.parametrize("text", AVOID)
def test_refusal_proof_first_and_lasting_harm_avoid(text):
    assert attitude(text).taken
    assert attitude(text).score < 0


@pytest.mark.parametrize("text", ACCEPT)
def test_trying_accepting_and_learning_accept(text):
    assert attitude(text).taken
    assert attitude(text).score > 0


@pytest.mark.parametrize("text", NONE)
def test_a_risk_that_is_only_named_is_no_attitude(text):
    assert not attitude(text).taken


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("I'd bet the whole budget on the new oven.", "I wouldn't bet the whole budget on the new oven."),
        ("We try out new ropes on the cliff.", "We don't try out new ropes on the cliff."),
    ],
)
def test_negation_turns_the_pole(plain, negated):
    assert attitude(plain).score > 0 > attitude(negated).score


def test_what_stands_before_but_is_granted():
    granted = attitude("I know, caution is wise, but let's try it and see what breaks.")

    assert granted.score > 0


def test_both_poles_in_one_statement_weigh_against_each_other():
    even = attitude("Be careful with the glaze, and let's try it on one plate.")

    assert abs(even.score) < 0.4


def test_a_hedge_weakens():
    assert abs(attitude("Maybe it is too risky.").score) < abs(attitude("It is too risky.").score)


def test_curly_and_straight_apostrophes_read_alike():
    assert attitude("I won’t risk the boat.") == attitude("I won't risk the boat.")


def test_the_reasons_are_those_of_the_pole_that_prevails():
    found = attitude("I won't risk the boat, there's no second chance out there.")

    assert set(found.reasons) == {Reason.REFUSES, Reason.HARM}


def test_the_poles_are_told_apart_on_fields_that_were_held_out():
    rows = [json.loads(line) for line in (corpus("attitudes") / "test.jsonl").read_text("utf-8").splitlines()]

    right = sum(_named(row["text"]) == row["attitude"] for row in rows)

    assert right / len(rows) >= LEAST_ACCURACY


def test_no_field_stands_in_both_parts_and_nothing_is_said_twice():
    parts = [[json.loads(line) for line in (corpus("attitudes") / f"{part}.jsonl").read_text("utf-8").splitlines()] for part in ("training", "test")]

    assert not {row["field"] for row in parts[0]} & {row["field"] for row in parts[1]}
    assert len({row["text"] for part in parts for row in part}) == sum(map(len, parts))


def _named(text):
    found = attitude(text)
    return "none" if not found.taken else "accept" if found.score > 0 else "avoid"
