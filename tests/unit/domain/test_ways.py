import pytest

from driftwatch.domain.ways import Way, ways


@pytest.mark.parametrize(
    "text",
    [
        "Any change to the mooring plan has to be approved by the classification society before the vessel leaves port.",
        "Our process says two reviewers, then the chief editor, then legal, and only then does it go to print.",
        "The trustees sign off every object that leaves the building.",
        "Hiring runs through HR and the staff council.",
        "We'd like to be asked before our name goes on a poster.",
        "The bridge isn't closed without a traffic order from the county.",
    ],
)
def test_what_must_come_first_is_by_steps(text: str) -> None:
    assert [mark.way for mark in ways(text)] == [Way.STEPS]


@pytest.mark.parametrize("text", ["We haven't had a variation order for the third opening.", "Nobody showed us the new menu before it went out."])
def test_a_step_that_was_left_out_is_missing(text: str) -> None:
    assert [(mark.way, mark.missing) for mark in ways(text)] == [(Way.STEPS, True)]


@pytest.mark.parametrize(
    "text",
    [
        "If something's wrong on site I decide it there and then and draw it up afterwards.",
        "Honestly I'd sooner apologise than fill in that sheet.",
        "By the time your committee has met, the season's over.",
        "I bought the pump on my way in, it's on my card.",
        "We don't wait for a meeting to swap a bulb.",
    ],
)
def test_what_is_done_on_ones_own_word_is_direct(text: str) -> None:
    assert [(mark.way, mark.weak) for mark in ways(text)] == [(Way.DIRECT, False)]


def test_a_mere_act_is_a_weak_sign_of_doing_it_directly() -> None:
    assert [(mark.way, mark.weak) for mark in ways("We switched the feed over on Monday.")] == [(Way.DIRECT, True)]


def test_speaking_against_steps_names_them_only_for_that() -> None:
    assert [mark.against for mark in ways("Ten working days for everything would cost us the season.")] == [True]


@pytest.mark.parametrize(
    "text",
    ["Could we have that in the minutes, please?", "That was never put to the meeting.", "A chat isn't a decision."],
)
def test_what_counts_once_it_stands_somewhere_is_on_record(text: str) -> None:
    assert [mark.way for mark in ways(text)] == [Way.RECORD]


def test_the_same_words_decide_in_a_chat_and_not_in_a_meeting() -> None:
    assert [mark.way for mark in ways("good, settled then, I'm printing it", chat=True)] == [Way.TALK]
    assert ways("good, settled then, I'm printing it") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The form of the vault is beautiful.",
        "The board is made of oak and the panel of limewood.",
        "The council elections are in June.",
        "The glue must dry first, then comes the varnish.",
        "We noticed a crack in the east wall.",
        "Nothing works without electricity.",
    ],
)
def test_words_of_procedure_in_another_sense_are_no_way(text: str) -> None:
    assert ways(text, chat=True) == ()
