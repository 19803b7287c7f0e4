from driftwatch.domain.gate_sayings import gate_words_in, pieces_beside, said_of


def _required(text, *gate):
    return [piece.text for piece in pieces_beside(text, gate) if piece.required]


def _mentioned(text, *gate):
    return [piece.text for piece in pieces_beside(text, gate) if not piece.required]


def test_what_follows_when_is_required_with_all_that_and_joins_to_it():
    text = "I call a kiln ready when the lining is dry and the burner has been lit twice."

    assert _required(text, "ready") == ["the lining is dry", "the burner has been lit twice"]


def test_not_before_is_a_condition_and_before_alone_is_a_date():
    assert _required("No vat is released before the brewer has tasted it", "released") == ["the brewer has tasted it"]
    assert _required("The vat was released before lunch", "released") == []


def test_what_leads_to_only_then_is_required():
    text = "Two tastings, a clean sample, the label approved by the excise office, and only then the vat is released"

    assert _required(text, "released") == ["Two tastings", "a clean sample", "the label approved by the excise office"]


def test_a_condition_that_no_comma_ends_stops_at_the_main_clause():
    assert _required("if the sample is clean tonight we mark vat 3 as released tomorrow", "released") == ["the sample is clean tonight"]


def test_what_lacks_makes_a_condition_where_the_gate_is_denied():
    assert _required("A vat without a seal is not released for us", "released") == ["a seal"]
    assert "without a seal" in _mentioned("The vat is released, without a seal", "released")


def test_why_something_does_not_count_is_a_condition():
    assert _required("Vat 3 is not released yet, because the second tasting is missing", "released") == ["the second tasting"]


def test_what_is_told_beside_the_gate_is_mentioned_only():
    text = "Vat 3 is released, sugar below four grams, the label printed"

    assert _required(text, "released") == []
    assert _mentioned(text, "released")[1:] == ["sugar below four grams", "the label printed"]


def test_once_as_a_number_of_times_is_no_condition():
    assert _required("It was released, stirred at least once", "released") == []


def test_a_word_of_state_before_a_noun_is_no_gate():
    assert gate_words_in("Nobody drills into a live cable") == frozenset()
    assert gate_words_in("The cable is live since noon") == {"live"}
    assert gate_words_in("62 meters installed, nine to go") == {"installed"}


def test_the_thing_stands_before_the_gate():
    assert said_of("We call a vat released when it is clear", ("released",)) == ("We call a vat",)


def test_who_asks_is_not_what_is_asked():
    assert _required("It isn't released yet, I'd need a label for each", "released") == ["a label for each"]
    assert _required("He wants to see three tastings in the book before it is released", "released") == ["three tastings in the book"]


def test_what_is_waived_is_no_condition():
    assert _required("It is released, we don't need a label", "released") == []


def test_a_whole_condition_ends_where_the_next_clause_begins():
    text = "Vat 3 gets released on Friday, if three tastings are clean I print the label"

    assert _required(text, "released") == ["three tastings are clean"]
    assert _required("it is released when each of the tasters has run it for two days", "released") == ["each of the tasters has run it for two days"]


def test_a_mark_within_a_number_cuts_nothing():
    assert _required("A run is released when 1,140 parts at 10:30 have passed", "released") == ["1,140 parts at 10:30 have passed"]
