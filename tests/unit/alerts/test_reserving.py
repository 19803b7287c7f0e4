"""Which words of alerts and terms give away what is not everybody's."""

from dataclasses import replace

import pytest

from driftwatch.alerts.discretion import WITHHELD, file_seen_by, seen_by, term_seen_by
from driftwatch.alerts.reserving import reserved
from driftwatch.domain.alerts import Alert, Evidence, Side
from driftwatch.domain.talk import FileReport, FileStatus, Problem, Share
from driftwatch.domain.view import JOINT, View, private_sources
from driftwatch.errors import Reason
from driftwatch.records import ScanRecord, StatementRecord, TermRecord
from driftwatch.testing.samples import sample_scan

SECRET = "The Vexilturn depot is to be closed before anybody outside hears of it"
NORTH, BRIGHT = View(partner="northquay"), View(partner="brightmill")
SOURCES = {"joint.md": None, "north.md": "northquay", "bright.md": "brightmill"}


def statement(identifier: str, text: str, source: str) -> StatementRecord:
    return replace(sample_scan("Lantern").statements[0], id=identifier, text=text, source=source)


def scan(alert: Alert, *texts: tuple[str, str], share: Share = Share.COUNTS, terms: tuple[TermRecord, ...] = ()) -> ScanRecord:
    files = tuple(
        FileReport(source=source, kind="minutes", status=FileStatus.READ, visibility=partner, share=share) for source, partner in SOURCES.items()
    )
    statements = tuple(statement(f"s{place}", text, source) for place, (text, source) in enumerate(texts))
    whole = sample_scan("Lantern")
    return replace(whole, outcome=replace(whole.outcome, alerts=(alert,)), files=files, statements=statements, terms=terms)


@pytest.fixture
def alert() -> Alert:
    """About the Vexilturn depot, with quotes of the minutes alone."""
    first = sample_scan("Lantern").outcome.alerts[0]
    quotes = tuple(
        Evidence(statement_id="s0", partner=partner, quote="It is done.", source="joint.md", locator="line 1", said_at=None, label=())
        for partner in ("brightmill", "northquay")
    )
    sides = tuple(Side(partner=partner, summary="it is done", statements=9) for partner in ("brightmill", "northquay"))
    return replace(
        first, subject="Vexilturn", title="Only one side speaks of Vexilturn", partners=("brightmill", "northquay"), evidence=quotes, sides=sides
    )


def seen(found: ScanRecord, view: View) -> Alert:
    shown = seen_by(found.outcome.alerts[0], view, private_sources(found.files))
    assert shown is not None
    return shown


def test_each_statement_of_a_source_of_its_own_knows_whose_it_is(alert):
    found = reserved(scan(alert, ("Joint.", "joint.md"), ("Own.", "north.md")))

    assert [row.own and row.own.partner for row in found.statements] == [None, "northquay"]


def test_a_subject_that_one_side_names_in_its_own_sources_alone_is_for_that_side(alert):
    found = reserved(scan(alert, ("It is done.", "joint.md"), (SECRET, "north.md")))

    assert [(shown.subject, "Vexilturn" in shown.title) for shown in (seen(found, NORTH), seen(found, BRIGHT), seen(found, JOINT))] == [
        ("Vexilturn", True),
        ("", False),
        ("", False),
    ]


@pytest.mark.parametrize("heard", ["The vexilturns are late.", "VEXILTURN?"])
def test_a_subject_that_was_said_aloud_is_for_all(alert, heard):
    found = reserved(scan(alert, (heard, "joint.md"), (SECRET, "north.md")))

    assert seen(found, JOINT).subject == "Vexilturn"


def test_a_subject_that_both_write_down_for_themselves_is_for_both(alert):
    found = reserved(scan(alert, (SECRET, "north.md"), (SECRET, "bright.md")))

    assert [seen(found, view).subject for view in (NORTH, BRIGHT, JOINT)] == ["Vexilturn", "Vexilturn", ""]


def test_a_summary_of_what_nobody_quoted_is_withheld_too(alert):
    told = replace(alert, subject="depot", sides=(replace(alert.sides[0], summary=f"says: {SECRET}"), alert.sides[1]), against=("s1",))
    found = reserved(scan(told, ("The depot is open.", "joint.md"), (SECRET, "north.md")))

    assert seen(found, NORTH).sides[0].summary == f"says: {SECRET}"
    assert (seen(found, BRIGHT).sides[0].summary, seen(found, BRIGHT).against) == (WITHHELD, ("",))


def test_what_is_shared_as_evidence_is_withheld_nowhere(alert):
    found = reserved(scan(alert, (SECRET, "north.md"), share=Share.EVIDENCE))

    assert found.outcome.alerts[0].reserved == ()


def test_a_scan_of_joint_sources_stays_as_it_is(alert):
    whole = sample_scan("Lantern")

    assert reserved(whole) is whole


def test_a_term_of_one_sides_own_sources_is_not_listed_for_the_other_and_its_glosses_repeat_nothing(alert):
    usual = TermRecord(term="Vexilturn", partners=("brightmill", "northquay"), n=(0, 9), divergence=None, p_value=None, q_value=None, verdict="same")
    glossed = replace(usual, term="depot", glosses=(f"near: {SECRET}", "near: open"))
    found = reserved(scan(alert, ("The depot is open.", "joint.md"), (SECRET, "north.md"), terms=(usual, glossed)))

    shown = {view.partner: [term_seen_by(term, view) for term in found.terms] for view in (NORTH, BRIGHT)}

    assert [term and term.term for term in shown["northquay"]] == ["Vexilturn", "depot"]
    assert [term and term.glosses for term in shown["brightmill"]] == [None, (WITHHELD, "near: open")]


@pytest.mark.parametrize(
    ("share", "told"),
    [(Share.COUNTS, ("", (), "bad_time")), (Share.EVIDENCE, ("north.md", ("a guess",), "the date 31.13. of Bo")), (Share.HIDDEN, None)],
)
def test_of_a_file_the_others_learn_what_it_shares(share, told):
    problem = Problem(line=3, what="the date 31.13. of Bo", reason=Reason.BAD_TIME)
    file = FileReport(
        source="north.md",
        kind="minutes",
        status=FileStatus.PARTLY,
        messages=7,
        guessed=("a guess",),
        problems=(problem,),
        visibility="northquay",
        share=share,
    )

    shown = file_seen_by(file, BRIGHT)

    assert (shown and (shown.source, shown.guessed, shown.problems[0].what)) == told
    assert shown is None or shown.messages == 7
    assert file_seen_by(file, NORTH) == file
