import pytest

from driftwatch.domain.assertion import withdraws, withheld


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Do we really need two signatures for a cable?", "question"),
        ("They said that every purchase takes six months.", "reported"),
        ('"We never ship on a Friday, not for anyone."', "quotation"),
        ("The harbour wants a permit for breathing, just kidding.", "joke"),
        ("If we ever got a second town we would want two engineers.", "hypothetical"),
        ("For the record, the request for continuous sound is withdrawn.", "withdrawn"),
        ("I take back the second signature.", "withdrawn"),
    ],
)
def test_what_is_no_position_of_its_speaker_says_why(text, why):
    assert withheld(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "Every purchase above five thousand needs three offers.",
        "We want the forecast below twelve percent by March.",
        'We call it "settled" once both have signed, and that takes a week.',
    ],
)
def test_a_plain_position_is_not_withheld(text):
    assert withheld(text) is None


def test_withdrawing_cash_takes_nothing_back():
    assert not withdraws("Customers withdraw cash at the machine.")
