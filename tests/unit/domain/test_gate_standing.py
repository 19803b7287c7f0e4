import pytest

from driftwatch.domain.gate_standing import passed

GATE = frozenset({"released"})


@pytest.mark.parametrize(
    "text", ["Vat 3 is released since noon", "vat 3, released at four", "You have three released vats and no cellar", "9 released today"]
)
def test_it_passed(text):
    assert passed(text, GATE) is True


@pytest.mark.parametrize("text", ["Vat 3 is not released", "I still have no released vat", "Nothing is released on the strength of a label"])
def test_it_did_not_pass(text):
    assert passed(text, GATE) is False


@pytest.mark.parametrize(
    "text",
    [
        "A vat is released when it is clear",
        "Vat 3 will be released in May",
        "if it is released we drink",
        "the label is printed",
    ],
)
def test_a_rule_a_plan_or_a_condition_leaves_it_open(text):
    assert passed(text, GATE) is None
