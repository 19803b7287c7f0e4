from driftwatch.domain.headwords import defined, headwords

CHARTER = """# Charter
## 3. Acceptance gate

By *outage* nobody means a slow page. A **service credit** is due after each Major Incident.
“Ready for service” means that the ward can work. The Steering Group meets monthly, on Friday.
"""


def test_headings_bold_quoted_capitalised_and_defined_terms_are_taken():
    found = {" ".join(words) for words in headwords(CHARTER)}

    assert {"charter", "acceptance gate", "service credit", "ready for service", "major incident", "steering group"} <= found
    assert "friday" not in found


def test_what_a_sentence_defines_or_gives_a_criterion_for_is_known():
    assert defined("By excursion we mean any reading above 8 degrees.") == (("excursion",),)
    assert defined("A lot is retired when the buffer is empty.") == (("retired",),)
    assert defined("We ask for help when it rains.") == ()
