import pytest

from driftwatch.domain.tempo import DAY, HOUR, WEEK, tempos


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("the vat is stirred every ten minutes", 600.0),
        ("linen goes out twice a day", DAY / 2),
        ("we have one collection a week", WEEK),
        ("boats leave on Mondays and Thursdays", WEEK / 2),
        ("on Monday for the north and on Thursday for the south", WEEK / 2),
        ("the tide table comes on the hour", HOUR),
        ("readings land on the quarter", HOUR / 4),
        ("the roster is fortnightly", 2 * WEEK),
        ("the stock list is sent every other week", 2 * WEEK),
        ("on the working day that follows", DAY),
        ("within half an hour", HOUR / 2),
        ("a minute or two", 90.0),
        ("two to four days", 3 * DAY),
        ("each morning", DAY),
        ("an answer within 24 h", DAY),
    ],
)
def test_a_rhythm_or_length_is_read_in_whichever_form_it_is_said(text, seconds):
    (found,) = tempos(text)

    assert found.seconds == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text",
    [
        "we lose three bottles a day",
        "that is a second opinion",
        "every second customer asks",
        "the kitchen on the quarterdeck",
        "from Monday to Friday",
        "nobody mentions time at all",
        "see calendar#biweekly-linen-round",
    ],
)
def test_rates_of_things_and_ranges_of_days_are_no_rhythm(text):
    assert tempos(text) == ()


def test_words_that_stand_before_their_noun_say_so():
    (before,) = tempos("the weekly count is done")
    (behind,) = tempos("the count is done weekly")

    assert before.attributive
    assert not behind.attributive


def test_the_words_stand_where_the_text_has_them():
    text = "Linen goes out twice a day, and towels every week."

    found = tempos(text)

    assert [text[each.start : each.end] for each in found] == ["twice a day", "every week"]
