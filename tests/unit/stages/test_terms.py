from tests.unit.stages.said import statements

from driftwatch.stages.terms import find_terms


def _talk(sentence, times=12, documents=4):
    return [(sentence, "a", f"d{n % documents}") for n in range(times)]


def _tested(*rows, **options):
    return [term.name for term in find_terms(statements(*rows), **options) if term.tested]


def test_a_noun_that_recurs_is_a_term_in_its_singular():
    assert _tested(*_talk("We counted the exceptions"), *_talk("No exception was filed")) == ["exception"]


def test_a_word_of_state_is_a_term_though_it_is_no_noun():
    assert "done" in _tested(*_talk("So that is done"))


def test_words_that_belong_together_are_one_term():
    found = _tested(*_talk("The night watch reports to the false alarm board"))

    assert "false alarm board" in found


def test_names_of_people_and_the_calendar_are_no_terms():
    found = _tested(*_talk("The Haldane of last Tuesday saw a March morning"), names=frozenset({"haldane"}))

    assert found == []


def test_a_word_of_conversation_is_background_only():
    found = find_terms(statements(*_talk("I asked the pump")))

    assert {term.name: term.tested for term in found}["asked"] is False


def test_a_word_in_two_documents_is_no_term():
    assert _tested(*_talk("The pump stopped", documents=2)) == []


def test_a_term_that_somebody_asks_for_is_taken_whatever_its_rank():
    found = find_terms(statements(("A valve", "a", "d")), wanted=["cut-off time"])

    assert [(term.name, term.words) for term in found] == [("cut-off time", ("cut", "off", "time"))]


def test_no_statements_have_no_terms():
    assert find_terms(statements()) == ()
