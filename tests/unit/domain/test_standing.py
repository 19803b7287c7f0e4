import pytest

from driftwatch.domain.standing import TEMPO, holdings


@pytest.mark.parametrize(
    "text",
    [
        "Clean linen reaches the ward within two hours.",
        "The linen lift comes every ten minutes.",
        "A broken trolley is replaced within a day.",
        "Our promise for towels is four hours.",
        "Orders need five days' notice, as for everybody.",
        "Wet sheets have to be dry after forty minutes.",
    ],
)
def test_what_holds_is_read_as_a_tempo(text):
    assert [each.dimension for each in holdings(text)] == [TEMPO]


@pytest.mark.parametrize(
    "text",
    [
        "The linen took two hours yesterday.",
        "On average a trolley is back in two hours.",
        "We are at two hours for the linen now.",
        "Turnaround is two hours 10.",
        "I need two hours for the tiles.",
        "The dryer has been running for two hours.",
        "That towel is three weeks old.",
        "Could the linen come every ten minutes?",
        "They say the linen comes every ten minutes.",
        "Imagine the linen came every ten minutes.",
        "Maybe the linen lift comes every ten minutes.",
        "The linen comes on Monday and Tuesday of last week.",
        "The laundry call takes ten minutes tomorrow.",
        "We went from two hours to one for the linen.",
        "The annual review replaces one of the quarterly reports.",
    ],
)
def test_readings_occasions_tasks_and_what_is_withheld_hold_nothing(text):
    assert holdings(text) == ()


def test_limits_and_targets_of_other_dimensions_hold_and_readings_do_not():
    (limit,) = holdings("Moisture has to stay below 4 per cent before we pack.")

    assert (limit.dimension, limit.value) == ("share", pytest.approx(0.04))
    assert holdings("Moisture was 4 per cent in the last batch.") == ()


def test_a_target_for_a_date_is_a_plan_and_holds_nothing_yet():
    assert holdings("The target for breakage is 2 per cent by the end of June.") == ()


def test_the_words_carry_their_comparator():
    (found,) = holdings("Clean linen arrives in well under an hour.")

    assert found.words == "well under an hour"
