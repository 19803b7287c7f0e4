from tests.unit.stages.said import statements

from driftwatch.domain.ordinary import BACKGROUND
from driftwatch.stages.terms import find_terms


def _talk(sentence, times=12, documents=4):
    return [(sentence, "a", f"d{n % documents}") for n in range(times)]


def _tested(*rows, **options):
    return [term.name for term in find_terms(statements(*rows), **options) if term.tested]


def test_a_noun_that_recurs_is_a_term_in_its_singular():
    assert _tested(*_talk("We counted the exceptions"), *_talk("No exception was filed")) == ["exception"]


def test_a_word_of_state_is_a_term_though_it_is_no_noun():
    assert "done" in _tested(*_talk("So that is done"))


def test_a_word_that_describes_is_compared_as_terms_are():
    found = _tested(*_talk("So that is urgent"), *_talk("They quickly packed it"), *_talk("We saw the night watch"))

    assert "urgent" in found
    assert not {"quickly", "packed", "night"} & set(found)


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


def test_spellings_with_and_without_hyphen_and_a_short_form_are_one_term():
    rows = [*_talk("The roll-out waits"), *_talk("Our rollout is late"), *_talk("The advance shipping notice (ASN) came"), *_talk("No ASN")]

    terms = {term.name: {term.words, *term.variants} for term in find_terms(statements(*rows)) if term.tested}

    assert {("roll", "out"), ("rollout",)} in terms.values()
    assert {("asn",), ("advance", "shipping", "notice")} in terms.values()


def test_a_short_form_that_stands_for_two_things_stays_a_term_of_its_own():
    rows = [*_talk("The pull request (PR) is open"), *_talk("A public relation (PR) is long"), *_talk("The PR is here")]

    (found,) = [term for term in find_terms(statements(*rows)) if term.words == ("pr",)]

    assert found.tested
    assert found.variants == ()


def test_terms_of_the_charter_are_taken_whatever_their_rank():
    found = find_terms(statements(("A valve", "a", "d")), charter="## Proof of concept\nA **service credit** is paid.")

    assert [term.words for term in found if term.tested] == [("proof", "of", "concept"), ("service", "credit")]


def test_names_in_the_charter_are_no_terms_nor_are_rare_ways_to_say_a_frequent_word():
    charter = "The Quern Gate and “lesser gate” and “proof load”."

    found = _tested(*_talk("So Quern is dry, we shut the gate."), charter=charter, names=frozenset({"quern"}))

    assert "proof load" in found
    assert "gate" in found
    assert not {"quern gate", "lesser gate"} & set(found)


def test_nouns_that_of_links_are_one_term():
    found = _tested(*_talk("We marked a point of interest"), *_talk("Two points of interest"))

    assert "point of interest" in found
    assert "interest" not in found


def test_a_verb_is_a_term_where_what_it_does_is_one():
    found = _tested(*_talk("The validation is slow"), *_talk("They will validate it"), *_talk("They will munch it"))

    assert "validate" in found
    assert "munch" not in found


def test_a_word_for_which_somebody_gives_a_criterion_is_a_term():
    found = _tested(*_talk("A lot is retired when the buffer is empty"), *_talk("Two were retired"))

    assert "retired" in found


def test_a_word_that_only_stands_inside_a_longer_term_is_none():
    found = _tested(*_talk("The volume source was full"), *_talk("A volume was mounted"))

    assert "volume source" in found
    assert "source" not in found


def test_an_unknown_person_is_told_from_a_product_by_what_they_do():
    rows = [*_talk("We heard that Jorun said nothing"), *_talk("So Jorun thinks it over"), *_talk("So the Fabric network and Fabric nodes are slow")]

    found = _tested(*rows)

    assert "jorun" not in found
    assert any("fabric" in name for name in found)


def test_a_partner_called_like_a_thing_does_not_hide_the_thing():
    found = _tested(*_talk("So we asked Harbour Signal for the signal"), *_talk("We fixed a signal"), names=frozenset({"harbour", "signal"}))

    assert "signal" in found
    assert "harbour signal" not in found


def test_no_statements_have_no_terms():
    assert find_terms(statements()) == ()


def test_a_phrase_of_something_whose_last_word_is_a_name_is_no_term_and_stops_nothing():
    rows = [(f"The version of Chrome on ward {number} is old.", "north" if number % 2 else "south", f"d{number}") for number in range(24)]
    said = statements(*rows)

    found = [term.name for term in find_terms(said, names=frozenset({"chrome"}))]

    assert not [name for name in found if "chrome" in name.casefold()]


def test_a_noun_and_an_ordinary_word_that_belong_together_are_one_term():
    notes = _talk("Each crate goes with a handling note")

    found = _tested(*notes, *_talk("Put the lower shelf on the crate"), *_talk("We note that the crate is dry", times=6))

    assert "handling note" in found
    assert "crate" in found


def test_a_noun_that_meets_an_ordinary_word_now_and_then_makes_no_term_with_it():
    found = _tested(*_talk("The new pump is wet"), *_talk("The pump is dry", times=30), *_talk("The new crate is dry", times=30))

    assert "pump" in found
    assert "new pump" not in found


def test_what_a_subject_does_makes_no_term_with_it():
    found = _tested(*_talk("The porter sends the crate"), *_talk("Somebody opened a crate"))

    assert "porter send" not in found


def test_of_very_many_words_only_those_of_conversation_are_left_out_of_the_background(monkeypatch):
    rows = [*_talk("They quickly packed it"), *_talk("It works well enough and seems good today")]
    every = {term.name for term in find_terms(statements(*rows))}

    monkeypatch.setattr("driftwatch.stages.terms.LOCATED_BACKGROUND", 0)
    found = {term.name for term in find_terms(statements(*rows))}

    assert every == {"good", "packed", "quickly", "today", "work"}
    assert found == every - BACKGROUND == {"packed"}
