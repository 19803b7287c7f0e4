from driftwatch.domain.procedures import content_words, is_request, procedures_in, steps_named, subject_of


def test_a_statement_belongs_to_the_procedures_of_its_words():
    assert procedures_in("We lend the crate and pay for the courier.") == {"loans", "payments"}
    assert procedures_in("I order it on Monday.") == {"purchases"}
    assert procedures_in("The order of the pews is odd.") == frozenset()


def test_a_polite_request_is_told_from_a_question():
    assert is_request("Could somebody put it on the agenda?")
    assert not is_request("What is on the agenda?")


def test_the_steps_named_most_stand_first():
    assert steps_named(["The form, the committee.", "The committee again."]) == ("committee", "form")


def test_a_procedure_is_called_what_both_sides_call_it():
    both = ["Fill in the loan form.", "The loan form again.", "A second loan form."], ["What loan form?"]

    assert subject_of(both, "loans") == "loan form"
    assert subject_of((both[0], ["Just take it."]), "loans") == "loans"


def test_words_that_carry_meaning_are_neither_grammar_nor_figures():
    assert content_words("The 12 crates are with the courier") == {"crate", "courier"}
