import pytest

from driftwatch.domain.outcomes import Pull, leans
from driftwatch.domain.valuing import Form, values


@pytest.mark.parametrize(
    ("text", "chosen", "rejected"),
    [
        ("I would rather play three towns well than thirty badly.", "play three towns well", "thirty badly"),
        ("Sharpness is worth more to us than freshness.", "Sharpness", "freshness"),
        ("I'd give up ten venues for another week of rehearsals.", "another week of rehearsals", "ten venues"),
        ("I won't trade one perry pear for ten tonnes.", "one perry pear", "ten tonnes"),
        ("Frequency first, then detail.", "Frequency", "detail"),
        ("A picture every day beats a sharp one every fortnight.", "A picture every day", "a sharp one every fortnight"),
        ("Taste before volume, it was always so with us.", "Taste", "volume"),
        ("A tank full of anything is worth nothing to us without the taste.", "the taste", "A tank full of anything"),
    ],
)
def test_what_is_chosen_and_what_is_set_aside_are_told_apart(text, chosen, rejected):
    (value,) = values(text)

    assert (value.chosen, value.rejected) == (chosen, rejected)


def test_what_is_said_to_count_is_held_dear():
    (value,) = values("What counts for us is reach.")

    assert value.form is Form.AIM
    assert value.chosen == "reach"


def test_what_nobody_asks_for_is_set_aside():
    (value,) = values("Nobody on the waiting list asks about the parquet.")

    assert (value.form, value.chosen, value.rejected) == (Form.ASIDE, "", "the parquet")


def test_what_a_clause_points_back_to_is_what_is_meant():
    (value, *_) = values("A bike at every corner, that is what we promised.")

    assert value.chosen == "A bike at every corner"


@pytest.mark.parametrize(
    "text",
    [
        "Would you rather play three towns than thirty?",
        'She said to me: "we would rather have three good towns than thirty bad ones in the autumn".',
        "If we ever had a second van I would rather play thirty towns than three.",
        "I would rather eat the van than drive it to thirty towns :joy:",
        "The meeting comes on Thursday, before the rehearsal.",
        "The lorry is before the gate.",
    ],
)
def test_what_is_asked_reported_imagined_or_in_jest_is_no_judgement(text):
    assert not values(text)


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("I would rather play three towns well than thirty badly.", -1),
        ("I'd take ten thousand wobbly bikes over one thousand good ones.", 1),
        ("The quality of the play comes before the number of towns.", -1),
        ("What counts for us is coverage.", 1),
    ],
)
def test_numbers_and_words_tell_whether_many_or_good_is_preferred(text, lean):
    assert leans(values(text))[Pull.MUCH_WELL] == lean


def test_a_judgement_that_names_neither_outcome_leans_nowhere():
    assert not leans(values("What counts for us is the yellow door."))
