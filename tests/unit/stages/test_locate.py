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


def test_the_first_usage_that_counts_is_taken():
    text = 'They wrote "nothing is done before June", for us it is done now'
    usages = locate(statements((text, "a", "d")), [DONE])

    (usage,) = usages.rows()
    assert usage.distorted is None
    assert usage.start == text.rindex("done")


def test_every_form_of_a_term_is_a_usage_of_it():
    term = Term(name="SLA", words=("sla",), variants=(("service", "level", "agreement"),))
    usages = locate(statements(("The service-level agreement", "a", "d"), ("Two SLAs", "a", "d")), [term])

    assert [usage.term for usage in usages.rows()] == ["SLA", "SLA"]


def test_ordinary_words_make_a_term_only_where_hyphens_join_them():
    term = Term(name="get-in", words=("get", "in"), joined=True)
    usages = locate(statements(("We get in touch", "a", "d"), ("The get-in is late", "a", "d")), [term])

    assert [usage.statement for usage in usages.rows()] == [1]


def test_a_line_that_stands_in_three_documents_is_a_form_to_fill_in():
    rows = [("Is the release done?", "a", f"d{number}") for number in range(3)]
    usages = locate(statements(*rows, ("We are done", "a", "d1")), [DONE])

    assert [usage.distorted for usage in usages.rows()] == ["boilerplate"] * 3 + [None]


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
        ("Your people keep telling us it is done", "reported"),
        ("The airline only counts it as done if somebody complains", "reported"),
        ("They call it done, but we call it open; for us done is signed", "reported"),
        ("That is done, the carrier claims", "reported"),
        ("According to plan, it is done", None),
        ("Can you say whether it is done?", None),
        ("The seller has to tell all buyers that it is done", None),
        ("Joking apart, it is done", None),
        ("It is done like my dinner", "joke"),
        ("Had it been done in May, we would be rich", "hypothetical"),
        ("If it were done tomorrow, we could sleep", "hypothetical"),
        ("If it is done tomorrow, it would be good to know", None),
        ("If the lot is signed, it is done", None),
        ("A loose seal must not be read as done", "negated definition"),
        ("It is not done yet", None),
        ("It was done 2 days ago", None),
        ('I call it "done" when it is signed', None),
    ],
)
def test_usages_that_do_not_show_the_speakers_own_meaning_say_why(text, why):
    start = text.index("done")

    assert distortion(text, start, start + 4) == why
