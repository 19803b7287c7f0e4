import pytest

from driftwatch.domain.figures_said import Direction, Role, figures


def _of(text):
    return [(figure.value, figure.dimension, figure.role) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The target for breakage is 3 percent.", 3),
        ("twelve is the line, we can smell it", 12),
        ("We aim for 40 ms.", 40),
        ("A scatter of 2 mm is what the conservators plan with.", 2),
        ("I plan with one percent breakage.", 1),
        ("one percent, that's the line for breakage", 1),
        ("An error of up to eight percent I can bridge.", 8),
        ("The glaze loss must not go over 4 percent.", 4),
        ("Ten minutes would do.", 10),
        ("1.1 against ten", 10),
        ("The six percent is kept.", 6),
    ],
)
def test_a_target_is_told_from_what_stands_beside_the_figure(text, value):
    assert value in [figure.value for figure in figures(text) if figure.role is Role.TARGET]


@pytest.mark.parametrize(
    "text",
    [
        "April was 2.1 %.",
        "We are at 12.1.",
        "Breakage came in at 3 percent.",
        "So far this month it is 96.4 percent.",
        "The loss fell to 2 percent in June.",
    ],
)
def test_a_reading_is_no_target(text):
    assert {figure.role for figure in figures(text)} == {Role.READING}


def test_a_bound_says_which_side_of_it_is_good():
    (within,) = figures("the error was inside the eight")
    (least,) = figures("at least 95 percent")

    assert (within.role, within.direction) == (Role.BOUND, Direction.AT_MOST)
    assert least.direction is Direction.AT_LEAST


def test_units_are_one_dimension_with_a_factor_and_nouns_are_counted():
    assert [(figure.dimension, figure.factor, figure.counted) for figure in figures("40 ms, half an hour, 12 per cent, seven crates")] == [
        ("time", 0.001, ""),
        ("time", 3600.0, ""),
        ("share", 0.01, ""),
        ("", 1.0, "crate"),
    ]


@pytest.mark.parametrize("text", ["29 of the 48", "on 14 January", "the 3rd", "week 9", "at 10:30", "release 3.6.1-RC"])
def test_parts_dates_and_numbers_of_things_are_no_figures(text):
    assert figures(text) == ()


def test_a_proposal_and_somebody_elses_figure_are_marked():
    (proposed,) = figures("I would suggest a limit of 9 percent.")
    (theirs,) = figures("your target of 9 percent")
    (own,) = figures("For our part, with your help, we need 9 percent.")

    assert proposed.proposed
    assert theirs.others
    assert not own.others


def test_a_length_of_time_over_which_something_was_counted_is_a_window():
    (window, value) = figures("Over the last 26 weeks it was 12 percent")

    assert window.window
    assert not value.window


def test_a_proposal_elsewhere_in_the_sentence_does_not_make_a_proposal_of_a_reading():
    (reading,) = figures("May closed with a yield of 97.9, we are over what we proposed.")
    (target,) = figures("We propose that the target is 40 ms.")

    assert (reading.role, reading.proposed) == (Role.READING, False)
    assert target.proposed
