import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driftwatch.alerts.identity import alert_id, matches, parity, resolve
from driftwatch.domain.meaning import AlertKind
from driftwatch.errors import UnknownAlertError

IDS = ("DW-00ABCDEFGHJK", "DW-0123456789AB", "DW-9F2MZZZZZZZZ")
texts = st.text(max_size=30)


def test_an_id_stays_what_it_was_in_every_release():
    assert alert_id("horizon", AlertKind.TERM_MEANING, ("techinnovate", "globallogistics"), "efficiency") == "DW-CRXEXMAXBMJB"


@settings(deadline=None)
@given(texts, st.sampled_from(AlertKind), st.lists(texts, min_size=1, max_size=3), texts)
def test_an_id_is_twelve_characters_that_are_hard_to_confuse(programme, kind, partners, subject):
    identifier = alert_id(programme, kind, partners, subject)

    assert identifier.startswith("DW-")
    assert len(identifier) == 15
    assert not set(identifier[3:]) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert parity(identifier) in (0, 1)


@settings(deadline=None)
@given(st.permutations(["a", "b", "c"]))
def test_the_order_of_partners_does_not_matter(partners):
    assert alert_id("p", AlertKind.TERM_MEANING, partners, "done") == alert_id("p", AlertKind.TERM_MEANING, "abc", "done")


@pytest.mark.parametrize("variant", ["DONE", " done ", "ｄｏｎｅ", "Done\n"])
def test_case_width_and_spacing_of_the_subject_do_not_matter(variant):
    assert alert_id("p", AlertKind.TERM_MEANING, "ab", variant) == alert_id("p", AlertKind.TERM_MEANING, "ab", "done")


@pytest.mark.parametrize(
    "other",
    [
        ("q", AlertKind.TERM_MEANING, ("a", "b"), "done"),
        ("p", AlertKind.DONE_CRITERIA, ("a", "b"), "done"),
        ("p", AlertKind.TERM_MEANING, ("a", "c"), "done"),
        ("p", AlertKind.TERM_MEANING, ("a", "b"), "undone"),
        ("p", AlertKind.TERM_MEANING, ("a", "b", "done"), ""),
    ],
)
def test_what_an_alert_is_about_makes_its_id(other):
    assert alert_id(*other) != alert_id("p", AlertKind.TERM_MEANING, ("a", "b"), "done")


@pytest.mark.parametrize("prefix", ["DW-9F2M", "dw-9f2m", "9F2M", " 9f ", "DW-9F2MZZZZZZZZ"])
def test_a_beginning_is_enough(prefix):
    assert resolve(prefix, IDS) == "DW-9F2MZZZZZZZZ"


def test_letters_that_look_like_digits_are_read_as_digits():
    assert matches("oI2", IDS) == ("DW-0123456789AB",)


@pytest.mark.parametrize("prefix", ["", "  ", "DW-", "X", "DW-9F2MZZZZZZZZZ"])
def test_what_no_alert_answers_to_is_refused(prefix):
    with pytest.raises(UnknownAlertError, match="no alert answers"):
        resolve(prefix, IDS)


def test_an_ambiguous_beginning_names_what_answers_to_it():
    with pytest.raises(UnknownAlertError, match="2 alerts answer to `dw-0`: DW-00ABCDEFGHJK, DW-0123456789AB; give more"):
        resolve("dw-0", IDS)


@settings(deadline=None)
@given(st.sets(st.tuples(texts, texts), min_size=1, max_size=20))
def test_a_whole_id_resolves_to_itself(abouts):
    ids = {alert_id(programme, AlertKind.TERM_MEANING, "ab", subject) for programme, subject in abouts}

    assert {resolve(identifier, ids) for identifier in ids} == ids
