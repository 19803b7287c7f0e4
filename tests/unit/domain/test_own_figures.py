import pytest

from driftwatch.domain.figures_said import figures
from driftwatch.domain.own_figures import names_a_thing, only_passed, opens_its_clause, parts_of_wholes, stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "I have 97 per cent.",
        "68 here",
        "Same here, sixty-seven, and nobody was left out.",
        "Ours for May so far is 98.9, counted as always.",
        "For the first ten days of March it's 64 of every hundred they asked for.",
        "Hang on, I've got 71, because two went home.",
        "42 is where I am, we can look at the sheet afterwards.",
        "By my list 1.7 per shift.",
    ],
)
def test_a_figure_with_nothing_else_in_its_clause_stands_alone(text):
    assert any(stands_alone(text, each) for each in figures(text))


@pytest.mark.parametrize(
    "text",
    [
        "The link was up 99.97 per cent of the time.",
        "The wall with old lamps is finished, 61 pieces.",
        "I would place the complaints there, we are at 40 in the month.",
        "0.5 is on both machines.",
        "We'll take the earlier one, all six of us.",
    ],
)
def test_a_figure_of_something_that_is_named_does_not_stand_alone(text):
    assert not any(stands_alone(text, each) for each in figures(text))


def test_a_word_of_the_measure_makes_a_figure_its_own_whatever_other_clauses_say():
    text = "I sat beside the oven the whole day, so my rate is five and not less."
    (figure,) = [each for each in figures(text) if each.value == 5]

    assert stands_alone(text, figure, own={"scrap", "rate"}) and not stands_alone(text, figure)


def test_a_number_behind_a_noun_names_a_thing_and_behind_a_verb_does_not():
    text = "scrap rate on line 11 is 99.2"
    line, rate = figures(text)

    assert names_a_thing(text, line, since=len("scrap rate")) and not names_a_thing(text, rate, since=len("scrap rate"))


def test_what_is_only_passed_is_no_reading():
    text = "we are already well over the sixty"
    (figure,) = figures(text)

    assert only_passed(text, figure)


@pytest.mark.parametrize(("text", "share"), [("We had six out of eight on our sheet.", 0.75), ("It was 147 of the 150 parcels.", 0.98)])
def test_a_part_of_a_whole_is_a_share(text, share):
    (found,) = parts_of_wholes(text)

    assert found.value == pytest.approx(share) and found.dimension == "share"


def test_a_part_as_large_as_its_whole_or_a_list_is_no_share():
    assert not list(parts_of_wholes("We had eight of the eight and 3, 4 of something."))


@pytest.mark.parametrize(
    "text",
    [
        "We are at 40 crates.",
        "In May I call 31 crates.",
        "With the cuts we're down to 77 crates, and I know them all.",
        "For the inner yard I make it about 84 crates.",
        "On the second floor there's 58 crates.",
        "On my sheet since Easter it comes to 690 crates.",
    ],
)
def test_a_count_that_somebody_gives_opens_its_clause(text):
    assert opens_its_clause(text, figures(text)[0])


@pytest.mark.parametrize("text", ["The lorry takes 40 crates.", "They asked for 12 crates.", "The rule for up to 12 crates is old."])
def test_a_count_of_something_else_does_not(text):
    assert not opens_its_clause(text, figures(text)[0])
