from driftwatch.domain.acronyms import agreed, expansions


def test_a_short_form_in_brackets_is_tied_to_what_it_shortens():
    found = expansions(["The service level agreement (SLA) holds.", "A QP (qualified person) signs.", "Our test-readiness review, or TRR, is due."])

    assert {short: list(longs) for short, longs in found.items()} == {
        "sla": [("service", "level", "agreement")],
        "qp": [("qualified", "person")],
        "trr": [("test", "readiness", "review")],
    }


def test_brackets_that_explain_nothing_are_no_expansion():
    assert expansions(["its own namespace (ISO)", "the gate (see ANNEX)", "the pump (OK)", "done by Friday (EOD)"]) == {}


def test_words_of_grammar_need_give_no_letter():
    assert expansions(["the definition of done (DoD)"]) == {"dod": {("definition", "of", "done"): 1}}


def test_a_short_form_that_two_people_explain_in_two_ways_is_no_other_name_of_either():
    found = expansions(["a pull request (PR)", "our public relations (PR)"])

    assert agreed(found) == {}
