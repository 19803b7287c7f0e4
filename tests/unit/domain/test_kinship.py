import pytest

from driftwatch.domain.kinship import Kinship, kinship


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sign-off", "signoff"),
        ("colour", "color"),
        ("validation", "validated"),
        ("repo", "repository"),
        ("QBR", "quarterly business review"),
        ("plan", "test plan"),
        ("approvals", "approval"),
    ],
)
def test_forms_of_one_word_are_told(one, other):
    assert kinship(one, other) is Kinship.FORM
    assert kinship(other, one) is Kinship.FORM


@pytest.mark.parametrize(
    ("one", "other"), [("client", "server"), ("buy", "sell"), ("upload", "download"), ("stable", "unstable"), ("import", "export")]
)
def test_opposites_are_told(one, other):
    assert kinship(one, other) is Kinship.OPPOSITE
    assert kinship(other, one) is Kinship.OPPOSITE


@pytest.mark.parametrize(("one", "other"), [("alpha", "beta"), ("staging", "production"), ("Monday", "Friday")])
def test_members_of_one_row_are_told(one, other):
    assert kinship(one, other) is Kinship.SIBLING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("docket", "ticket"),
        ("work order", "job card"),
        ("adapter", "connector"),
        ("community", "committee"),
        ("batch", "lot"),
        ("process", "procedure"),
    ],
)
def test_words_that_only_look_alike_a_little_are_not_kin(one, other):
    assert kinship(one, other) is None
