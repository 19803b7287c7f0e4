import re
from dataclasses import replace

import jinja2
import lxml.html
import pytest

from driftwatch.domain.gate_matrix import Standing
from driftwatch.domain.pictures import CriterionRow, DoneMatrix, Estimate, Mention, Part, Profile, ProfileRow, SilenceMap
from driftwatch.domain.talk import Partner
from driftwatch.report.cards import Context
from driftwatch.report.drawings import done_view, profile_view, silence_view
from driftwatch.report.heard import heard_view


@pytest.fixture
def context(pictured) -> Context:
    return Context(
        partners=pictured.partners, statements={record.id: record for record in pictured.statements}, alert_links={"DW-9F2M4T7Q1XYA": "#a1"}
    )


def drawn(macro: str, *arguments: object) -> lxml.html.HtmlElement:
    environment = jinja2.Environment(loader=jinja2.PackageLoader("driftwatch.report"), autoescape=True, undefined=jinja2.StrictUndefined)
    return lxml.html.fromstring(getattr(environment.get_template("pictures.html").module, macro)(*arguments))


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_each_partner_has_a_sign_and_a_word_for_each_criterion(pictured, context):
    table = drawn("done_matrix", done_view(pictured.pictures["joint"].done[0], context), "done")

    rows = {row.xpath("string(th/text())").strip(): [text_of(cell) for cell in row.xpath("td")] for row in table.xpath("//tbody/tr")}
    assert rows["the simulator run passes"][0].startswith("✔ required 3 statements")
    assert rows["the simulator run passes"][1:] == ["– not named", "▮▯▯▯▯ simulated"]
    assert rows["the fares are right"][2] == "not said"
    assert table.xpath("//a/@href") == ["#a1"]


def test_only_rows_on_which_the_partners_differ_are_marked_in_words(pictured, context):
    view = done_view(pictured.pictures["joint"].done[0], context)

    assert [row.apart for row in view.rows] == [True, True, True, False]
    assert "3 of 4 criteria are not held alike" in view.says
    assert text_of(drawn("done_matrix", view, "done")).count("not alike") == 3


def test_a_partner_of_whom_a_row_says_nothing_names_nothing(context):
    mentions = (Mention(partner="brightmill", standing=Standing.REQUIRED, count=1),)
    matrix = DoneMatrix(gate="done", partners=("brightmill", "northquay"), rows=(CriterionRow(criterion="x", level="orbit", mentions=mentions),))

    row = done_view(matrix, context).rows[0]

    assert [cell.standing for cell in row.cells] == ["required", "absent"]
    assert (row.rung, row.level) == (0, "orbit")


def test_what_may_not_be_read_or_names_a_person_is_counted_and_not_quoted(pictured, context):
    matrix = pictured.pictures["joint"].done[0]
    named = replace(context.statements["s00"], text="Ada Quill says the simulator is enough.")
    closed = replace(context, statements={"s00": named, "s06": context.statements["s06"]})

    cells = done_view(matrix, closed).rows[0].cells

    assert (cells[0].count, cells[0].quotes) == ("3 statements", ())


def test_a_share_stands_with_interval_and_counts_and_an_unknown_one_without_a_bar(pictured, context):
    view = profile_view(pictured.pictures["joint"].risks, context, of="on risk")

    picture = drawn("profile", view, "risks", "Attitude to risk")

    said = [text_of(cell) for cell in picture.xpath("//tbody//td[not(contains(@class, 'draw'))]")]
    assert said[:2] == ["23 % (9 % to 43 %) 6 of 26 statements", "not enough data 2 of 11 statements"]
    assert len(picture.xpath("//svg")) == 2
    assert "Northquay Ferries: 11 of 25 statements" in text_of(picture)


def test_the_bars_of_a_profile_share_a_round_scale_that_none_exceeds(context):
    part = Part(partner="brightmill", count=4, of=20, share=Estimate(value=0.2, low=0.06, high=0.44))

    view = profile_view(Profile(rows=(ProfileRow(name="cost", parts=(part,)),)), context, of="on goals")

    assert (view.scale, view.rows[0][1][0].to, view.rows[0][1][0].high) == ("50 %", 40.0, 88.0)


def test_the_map_of_silence_tells_raised_from_taken_up(pictured, context):
    picture = drawn("silence", silence_view(pictured.pictures["joint"].silence, context), "silence")

    assert "raised 7, not taken up 6 named in 7 documents" in text_of(picture)
    assert "named, never raised" in text_of(picture)
    bars = [(float(bar.get("width")), bar.get("class")) for bar in picture.xpath("//svg")[0].xpath("rect")]
    assert bars == [(100.0, "hollow"), (14.3, "fill")]


def test_who_was_heard_is_told_by_month_and_kind_of_source(pictured, context):
    view = heard_view(pictured.pictures["joint"].heard, context)

    assert (view.unit, view.periods) == ("month", ("Feb 2026", "Mar 2026"))
    assert [
        (column.name if column else None, [(row.source, [cell.count for cell in row.cells]) for row in rows]) for column, rows in view.groups
    ] == [
        ("Brightmill", [("Minutes", ["71", "47"])]),
        ("Northquay Ferries", [("Minutes", ["38", "27"]), ("Chat", ["", "9"])]),
        (None, [("Chat", ["", "12"])]),
    ]
    assert "No partner known" in text_of(drawn("heard", view, "heard"))


def test_a_partner_who_was_never_heard_stands_in_the_matrix(pictured, context):
    ours = tuple(row for row in pictured.pictures["joint"].heard if row.partner == "brightmill")

    assert "Northquay Ferries nothing was read" in text_of(drawn("heard", heard_view(ours, context), "heard"))


def test_nothing_heard_is_no_picture(context):
    assert heard_view((), context) is None


@pytest.mark.parametrize("macro", ["done_matrix", "profile", "silence", "heard"])
def test_every_picture_has_headers_with_a_scope_and_says_what_to_see(pictured, context, macro):
    picture = pictured.pictures["joint"]
    views = {
        "done_matrix": (done_view(picture.done[0], context), "p"),
        "profile": (profile_view(picture.goals, context, of="on goals"), "p", "Outcome"),
        "silence": (silence_view(picture.silence, context), "p"),
        "heard": (heard_view(picture.heard, context), "p"),
    }

    table = drawn(macro, *views[macro])

    assert all(header.get("scope") for header in table.xpath("//th"))
    assert table.xpath("//table/@aria-describedby") == table.xpath("//figcaption/@id")
    assert not table.xpath("//@style | //@onclick")
    assert len(text_of(table.xpath("//figcaption")[0])) > 60


def test_empty_pictures_are_drawn_without_complaint(context):
    empty = DoneMatrix(gate="done", partners=("brightmill", "northquay"), rows=())

    assert "The lists are alike" in text_of(drawn("done_matrix", done_view(empty, context), "p"))
    assert drawn("silence", silence_view(SilenceMap(rows=(), documents=0), context), "p") is not None
    assert drawn("profile", profile_view(Profile(rows=()), context, of="on goals"), "p", "Outcome") is not None


def test_swapping_the_partners_mirrors_every_picture(pictured):
    def page(ours: str, theirs: str) -> str:
        partners = (Partner(id="brightmill", name=ours), Partner(id="northquay", name=theirs))
        context = Context(partners=partners, statements={record.id: record for record in pictured.statements})
        picture = pictured.pictures["joint"]
        views = (
            ("done_matrix", done_view(picture.done[0], context), "p"),
            ("profile", profile_view(picture.goals, context, of="on goals"), "p", "Outcome"),
            ("silence", silence_view(picture.silence, context), "p"),
            ("heard", heard_view(picture.heard, context), "p"),
        )
        return "".join(lxml.html.tostring(drawn(*view), encoding="unicode") for view in views)

    mirrored = page("Ⓑ", "Ⓐ").translate(str.maketrans({"Ⓐ": "Ⓑ", "Ⓑ": "Ⓐ"}))

    assert mirrored == page("Ⓐ", "Ⓑ")


def test_a_quote_in_a_picture_cannot_obey(pictured, context):
    attack = "<script>alert(1)</script>"
    said = {identifier: replace(record, text=attack) for identifier, record in context.statements.items()}

    table = drawn("done_matrix", done_view(pictured.pictures["joint"].done[0], replace(context, statements=said)), "p")

    assert not table.xpath("//script")
    assert re.search(r"<script>alert", text_of(table))
