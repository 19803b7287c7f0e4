import pytest

from driftwatch.domain.spellings import bases, deeds, spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("roll", "out"), ("rollout",)),
        (("code", "base"), ("codebase",)),
        (("organisation",), ("organization",)),
        (("colour", "target"), ("color", "target")),
        (("metering", "centre"), ("metering", "center")),
        (("programme",), ("program",)),
        (("defence",), ("defense",)),
        (("cancelled", "sailing"), ("canceled", "sailing")),
    ],
)
def test_spellings_of_one_term_share_a_key(one, other):
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [(("reference",), ("refer",)), (("advice",), ("advise",)), (("tour",), ("tor",))])
def test_other_words_keep_keys_of_their_own(one, other):
    assert spelling(one) != spelling(other)


def test_an_inflected_verb_leads_to_its_base():
    assert "release" in bases("released")
    assert "ship" in bases("shipping")
    assert "verify" in bases("verified")
    assert bases("frozen") == ("freeze",)
    assert bases("gate") == ()


def test_a_verb_knows_the_noun_of_what_it_does():
    assert {"validation", "validate"} <= set(deeds("validate"))
    assert "deployment" in deeds("deploy")
