import pytest
from tests.unit.stages.said import statements

from driftwatch.domain.meaning import Term
from driftwatch.stages.locate import distortion, locate

DONE = Term(name="done", words=("done",))


def _term(name):
    return Term(name=name, words=tuple(name.split()))


def test_a_usage_inside_a_longer_term_counts_for_the_longer_one_alone():
    usages = locate(statements(("The gate list is at the gate", "a", "d"), ("The gate list", "a", "d")), [_term("gate"), _term("gate list")])

    assert [(usage.term, usage.statement) for usage in usages.rows()] == [("gate list", 0), ("gate", 0), ("gate list", 1)]


def test_offsets_find_the_term_in_the_text():
    text = "Two false-alarms tonight"
    usages = locate(statements((text, "a", "d")), [_term("false alarm")])

    (usage,) = usages.rows()
    assert text[usage.start : usage.end] == "false-alarms"


def test_a_term_counts_once_a_statement():
    assert len(locate(statements(("done, done and done", "a", "d")), [DONE])) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('Their mail says "nothing is done before the night shift has lived with it"', "quotation"),
        ("They said that it is done when the lab is green", "reported"),
        ("As you said, it is done once it is signed", None),
        ("haha, done like my dinner", "joke"),
        ("If we ever did all nine it would be done by summer", "hypothetical"),
        ("That does not mean it is done", "negated definition"),
        ("If 0.8 is done for you next week, leave it", "reported"),
        ("The done 6 is closed", "name"),
        ("It is done when three shifts have run it", None),
        ('I call it "done" when it is signed', None),
    ],
)
def test_usages_that_do_not_show_the_speakers_own_meaning_say_why(text, why):
    start = text.index("done")

    assert distortion(text, start, start + 4) == why
