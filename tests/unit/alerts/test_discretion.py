"""What a reader of one side sees of an alert."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driftwatch.alerts.discretion import WITHHELD, marks, phrases, seen_by
from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Matter, Reserved, Side
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.talk import Share
from driftwatch.domain.view import EVERYTHING, JOINT, Owned, View

SECRET = "We shall leave the pilot quietly before the summer audit begins"
NORTH, BRIGHT = View(partner="northquay"), View(partner="brightmill")
OTHERS = pytest.mark.parametrize("view", [BRIGHT, JOINT], ids=["other side", "no side"])


def piece(partner: str, source: str, quote: str, identifier: str = "s1") -> Evidence:
    return Evidence(
        statement_id=identifier,
        partner=partner,
        quote=quote,
        source=source,
        locator="line 3",
        said_at=datetime(2026, 3, 10, tzinfo=UTC),
        label=(Label.GOAL,),
    )


def alert(*evidence: Evidence, **told: object) -> Alert:
    usual = Alert(
        id="DW-9F2M4T7Q1XYA",
        kind=AlertKind.GOAL_PRIORITY,
        subject="pilot",
        title="The partners rank the pilot differently",
        partners=("brightmill", "northquay"),
        severity=Severity.HIGH,
        confidence=0.9,
        p_value=None,
        q_value=None,
        status=AlertStatus.OPEN,
        first_seen=date(2026, 3, 1),
        last_seen=date(2026, 3, 24),
        sides=(Side(partner="brightmill", summary="first", statements=5), Side(partner="northquay", summary="last", statements=7)),
        evidence=evidence or (piece("brightmill", "joint.md", "The pilot comes first."), piece("northquay", "own/north.md", SECRET)),
        against=("s8", "s9"),
        questions=("What comes first?",),
    )
    return replace(usual, **told)


def owned(share: Share = Share.COUNTS) -> dict[str, Owned]:
    return {"own/north.md": Owned(partner="northquay", share=share)}


@pytest.mark.parametrize("view", [NORTH, EVERYTHING], ids=["own side", "all"])
def test_who_may_read_the_source_sees_the_alert_as_it_is(view):
    whole = alert(reserved=(Reserved(owners=(Owned(partner="northquay"),), texts=("pilot",)),))

    seen = seen_by(whole, view, owned())

    assert seen is not None
    assert replace(seen, reserved=whole.reserved) == whole


@OTHERS
def test_the_other_side_gets_the_number_of_quotes_and_none_of_their_words(view):
    seen = seen_by(alert(), view, owned())

    assert seen is not None
    assert [(entry.partner, entry.quote) for entry in seen.evidence] == [("brightmill", "The pilot comes first."), ("northquay", "")]
    withheld = seen.evidence[1]
    assert (withheld.statement_id, withheld.source, withheld.locator, withheld.said_at, withheld.label) == ("", "", "", None, ())
    assert [side.statements for side in seen.sides] == [5, 7]


@OTHERS
def test_evidence_that_is_shared_is_shown(view):
    seen = seen_by(alert(), view, owned(Share.EVIDENCE))

    assert seen == alert()


@OTHERS
def test_an_alert_one_side_of_which_stands_in_hidden_sources_alone_is_absent(view):
    assert seen_by(alert(), view, owned(Share.HIDDEN)) is None


@OTHERS
def test_a_hidden_quote_is_not_even_counted(view):
    pieces = (piece("brightmill", "joint.md", "First."), piece("northquay", "joint.md", "Last."), piece("northquay", "own/north.md", SECRET, "s2"))

    seen = seen_by(alert(*pieces), view, owned(Share.HIDDEN))

    assert seen is not None
    assert [entry.statement_id for entry in seen.evidence] == ["s1", "s1"]


@pytest.mark.parametrize("repeated", [SECRET, "They say: shall leave the PILOT quietly, before!"], ids=["whole", "six words of it"])
def test_no_text_of_ours_repeats_what_is_withheld(repeated):
    sides = (Side(partner="brightmill", summary="first", statements=5), Side(partner="northquay", summary=repeated, statements=7))
    whole = alert(
        subject=repeated,
        title=repeated,
        sides=sides,
        questions=(repeated, "What comes first?"),
        common_ground=(repeated, "the date"),
        clears_when=repeated,
        merged=(Matter(kind=AlertKind.TERM_MEANING, subject=repeated, title=repeated),),
    )

    seen = seen_by(whole, BRIGHT, owned())

    assert seen is not None
    assert (seen.subject, seen.clears_when, seen.questions, seen.common_ground) == ("", "", ("What comes first?",), ("the date",))
    assert [side.summary for side in seen.sides] == ["first", WITHHELD]
    assert "quietly" not in repr(seen).lower()


def test_what_was_found_to_repeat_unquoted_statements_is_withheld_too():
    told = Reserved(owners=(Owned(partner="northquay"),), texts=("last", "What comes first?"), against=("s9",))

    seen = seen_by(alert(reserved=(told,)), BRIGHT, owned())

    assert seen is not None
    assert (seen.sides[1].summary, seen.questions, seen.against, seen.reserved) == (WITHHELD, (), ("s8", ""), ())


def test_counter_evidence_of_a_hidden_source_is_not_counted():
    told = Reserved(owners=(Owned(partner="northquay", share=Share.HIDDEN),), against=("s9",))

    seen = seen_by(alert(reserved=(told,)), BRIGHT, {})

    assert seen is not None
    assert seen.against == ("s8",)


def test_what_both_sides_wrote_down_for_themselves_is_for_both_but_for_nobody_else():
    told = Reserved(owners=(Owned(partner="northquay"), Owned(partner="brightmill")), texts=("pilot",))
    whole = alert(piece("brightmill", "joint.md", "First."), piece("northquay", "joint.md", "Last."), reserved=(told,))

    subjects = [seen.subject for view in (NORTH, BRIGHT, JOINT) if (seen := seen_by(whole, view, {}))]

    assert subjects == ["pilot", "pilot", ""]


def test_a_partner_before_and_after_is_shown_with_as_many_quotes_each_time_or_not_at_all():
    sides = tuple(Side(partner="northquay", summary=when, statements=5) for when in ("before", "after"))
    pieces = (piece("northquay", "joint.md", "Last."), piece("northquay", "own/north.md", SECRET, "s2"))
    whole = replace(alert(), evidence=pieces, partners=("northquay",), sides=sides, kind=AlertKind.TIME_DRIFT)

    assert seen_by(whole, BRIGHT, owned(Share.HIDDEN)) is None
    assert [entry.quote for entry in (seen_by(whole, BRIGHT, owned()) or whole).evidence] == ["Last.", ""]


@given(st.text(alphabet="abc ", min_size=0, max_size=60), st.text(alphabet="abc ", max_size=20), st.text(alphabet="abc ", max_size=20))
def test_a_statement_is_recognised_whatever_stands_around_it(said, before, after):
    assert bool(marks(said)) == (len(said.split()) >= 3)
    assert marks(said) <= phrases(f"{before} . {said} . {after}")
