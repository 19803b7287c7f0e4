"""What charts and tables on meaning say, and that both say the same."""

from dataclasses import replace
from datetime import date

import pytest

from driftwatch.domain.meaning import Verdict
from driftwatch.domain.pictures import Course, CoursePoint, Estimate, HappeningKind, Landmark, Pictures
from driftwatch.domain.talk import Partner
from driftwatch.records import TermRecord
from driftwatch.report.cards import Context
from driftwatch.report.heard import heard_view
from driftwatch_api.dashboard.chart_data import course_view, heard_drawing, landmark_rows, landmarks_drawing
from driftwatch_api.dashboard.standouts import profile_lines, silence_lines
from driftwatch_api.dashboard.term_views import map_view, statements_of, term_rows
from driftwatch_api.dashboard.timeline import shown_landmarks

BETWEEN = ("brightmill", "northquay")


@pytest.fixture
def drawn(pictured) -> Pictures:
    return pictured.pictures["joint"]


@pytest.fixture
def context(pictured) -> Context:
    texts = {row.id: row for row in pictured.statements}
    links = {alert.id: f"/a/{alert.id}" for alert in pictured.outcome.alerts}
    return Context(partners=pictured.partners, statements=texts, alert_links=links, statements_at="/s/")


def record(term: str, verdict: Verdict = Verdict.SAME, **more: object) -> TermRecord:
    plain = TermRecord(term=term, partners=BETWEEN, n=(12, 9), divergence=0.2, p_value=0.01, q_value=0.04, verdict=verdict.value)
    return replace(plain, **more)


def test_a_course_is_drawn_with_the_figures_of_its_table(drawn, context):
    view = course_view(drawn.courses[0], drawn.landmarks, context)

    assert [row.moment for row in view.rows] == [point["on"] for point in view.drawing["points"]]
    assert [row.value for row in view.rows] == [
        f"{value:.2f}" if (value := point["value"]) else "not enough data" for point in view.drawing["points"]
    ]
    assert [row.counts for row in view.rows] == [tuple(map(str, point["counts"])) for point in view.drawing["points"]]
    assert [(mark.number, mark.what) for mark in view.landmarks] == [(mark["number"], mark["what"]) for mark in view.drawing["landmarks"]]


def test_a_course_stands_between_the_charter_and_what_happened_to_its_own_alert(drawn, context):
    view = course_view(drawn.courses[0], drawn.landmarks, context)

    assert [(mark.kind, mark.link) for mark in view.landmarks] == [
        (HappeningKind.FIRST_EVIDENCE, f"/a/{drawn.courses[0].alert}"),
        (HappeningKind.CHARTER, ""),
    ]


def test_a_window_without_a_figure_says_so_and_leaves_a_gap(drawn, context):
    view = course_view(drawn.courses[0], (), context)

    assert view.rows[0].value == "not enough data"
    assert view.drawing["points"][0]["value"] is None
    assert "2 windows have no figure" in view.says


def test_a_course_without_any_figure_is_not_drawn_and_says_why(context):
    points = tuple(CoursePoint(window=date(2026, 3, day), value=None, counts=(1, 0)) for day in (2, 9))
    view = course_view(Course(alert="DW-1", measure="share", partners=BETWEEN, points=points), (), context)

    assert not view.drawn
    assert view.says.startswith("Not enough data")


def test_who_was_heard_is_drawn_with_the_sums_of_its_table(drawn, context):
    view = heard_view(drawn.heard, context)
    drawing = heard_drawing(view)

    told = {series["name"]: series["counts"] for series in drawing["series"]}
    assert told == {"Brightmill": [71, 47], "Northquay Ferries": [38, 36], "No partner known": [0, 12]}
    assert drawing["periods"] == list(view.periods)


def test_landmarks_are_numbered_by_day_in_chart_and_table_alike(drawn, context):
    rows = landmark_rows(drawn.landmarks, context)
    drawing = landmarks_drawing(rows, "what happened")

    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.moment for row in rows] == sorted(row.moment for row in rows) == [event["on"] for event in drawing["events"]]
    assert {kind["id"] for kind in drawing["kinds"]} == {event["kind"] for event in drawing["events"]}


def test_much_first_evidence_does_not_push_the_charter_out_of_the_picture():
    evidence = [Landmark(on=date(2026, 1, 1 + day % 28), kind=HappeningKind.FIRST_EVIDENCE, what=f"of {day}") for day in range(100)]
    charter = Landmark(on=date(2025, 1, 1), kind=HappeningKind.CHARTER, what="version 1")

    shown = shown_landmarks([*evidence, charter], most=10)

    assert len(shown) == 10
    assert charter in shown


def test_what_differs_stands_first_and_what_was_not_measured_carries_no_figure(drawn, context):
    records = [record("b"), record("c", Verdict.INSUFFICIENT), record("a"), record("availability", Verdict.DIVERGENT)]
    outlines = {("availability", BETWEEN): drawn.terms[0]}

    rows = term_rows(records, outlines, context, page_of=lambda term: f"/t/{term}")

    assert [row.term for row in rows] == ["availability", "a", "b", "c"]
    assert [row.reach is not None for row in rows] == [True, True, True, False]
    assert (rows[0].reach.value, rows[0].reach.interval, rows[0].chance) == ("0.19", "0.08 to 0.31", "4 in 100")
    assert (rows[3].chance, rows[3].words) == ("", "not enough data")


def test_counts_of_a_term_stand_under_their_partners(context):
    third = replace(context, partners=(Partner(id="alder", name="Alder"), *context.partners[::-1]))

    [row] = term_rows([record("a")], {}, third, page_of=str)

    assert row.counts == ("", "9", "12")


def test_a_map_is_drawn_with_the_words_and_statements_of_its_tables(drawn, context):
    view = map_view(drawn.terms[0], context, name="m")

    rows = [*(word.row for sense in view.senses for word in sense.words), *(usage.row for usage in view.usages)]
    assert rows == [each["row"] for each in (*view.drawing["words"], *view.drawing["points"])]
    assert len(set(rows)) == len(rows)
    assert [word["word"] for word in view.drawing["words"]] == [word.word for sense in view.senses for word in sense.words]
    assert statements_of(drawn.terms[:1]) == {"s07", "s08", "s09", "s10"}


def test_both_sides_are_quoted_as_often(drawn, context):
    less = replace(context, statements={name: row for name, row in context.statements.items() if name != "s10"})

    assert [len(sense.quotes) for sense in map_view(drawn.terms[0], context, name="m").senses] == [2, 2]
    assert [len(sense.quotes) for sense in map_view(drawn.terms[0], less, name="m").senses] == [1, 1]


def test_a_statement_that_names_somebody_is_marked_but_not_quoted(drawn, context):
    named = replace(context.statements["s08"], text="Ada Quill says availability is uptime.")
    view = map_view(drawn.terms[0], replace(context, statements={**context.statements, "s08": named}), name="m")

    assert "Quill" not in repr(view)
    assert "cannot be shown here" in view.usages[0].head
    assert view.senses[0].words[0].count == "no example that can be shown here"


def test_too_little_data_is_said_with_what_was_found(drawn, context):
    view = map_view(drawn.terms[1], context, name="m")

    assert not view.drawn
    told = (
        "Not enough data to say whether Brightmill and Northquay Ferries mean the same: 3 usages of Brightmill and 2 of Northquay Ferries were found."
    )
    assert view.says == told


def test_the_lines_over_a_profile_say_who_names_what_most_and_whether_they_are_apart(drawn, context):
    lines = profile_lines(drawn.goals, context, what="outcome")

    assert lines[0] == "Most often: ● Brightmill “cost” (30 % of its statements); ◆ Northquay Ferries “reliability” (45 % of its statements)."
    assert lines[1] == "On no outcome are they clearly apart: all intervals overlap."
    wide = replace(drawn.goals.rows[0].parts[0], share=Estimate(value=0.6, low=0.5, high=0.7))
    row = replace(drawn.goals.rows[0], parts=(wide, drawn.goals.rows[0].parts[1]))
    assert profile_lines(replace(drawn.goals, rows=(row, *drawn.goals.rows[1:])), context, what="outcome")[1].endswith("“cost”.")


def test_where_one_side_has_no_shares_nothing_is_said_of_both(drawn, context):
    assert profile_lines(drawn.risks, context, what="attitude") == ()


def test_a_topic_with_an_alert_is_told_over_the_map(drawn, context):
    told = replace(drawn.silence, rows=(replace(drawn.silence.rows[0], alert="DW-1"), *drawn.silence.rows[1:]))

    assert silence_lines(told, context) == ("“salt spray” was raised by ◆ Northquay Ferries in 7 documents and not taken up in 6 of them.",)
    assert silence_lines(drawn.silence, context) == ()
