"""Wiki pages."""

import time

import pytest

from driftwatch.errors import Reason
from driftwatch.readers import html
from driftwatch.readers.layout.pages.markup import markup_blocks
from driftwatch.reading import Notes

HEAD = "<!doctype html>\n<html><head><title>t</title><style>x</style></head>\n<body>\n<nav>Home</nav>\n<h1>Call of 3 March 2026</h1>\n"
PEOPLE = "<table><tr><th>Norwind</th><td>Ada, Bo</td></tr><tr><th>Southport</th><td>Cy, Dee</td></tr></table>\n"


def test_lists_tables_and_definition_lists_give_turns(reading) -> None:
    body = (
        "<h2>A</h2>\n<ul>\n<li><strong>Ada:</strong> We lift &amp; we lower.</li>\n</ul>\n<table><tr><th>Who</th><th>What was said</th></tr>"
        "<tr><td>Cy</td><td>We wait.</td></tr></table>\n<dl><dt>Bo</dt><dd>Me too.</dd></dl>\n<p>Dee: No.<br>"
        "Ada: Yes.</p>\n<footer>Page 7</footer></body></html>"
    )

    said = reading(html, "call.html", HEAD + PEOPLE + body)

    assert said.turns() == [("Ada", "We lift & we lower."), ("Cy", "We wait."), ("Bo", "Me too."), ("Dee", "No."), ("Ada", "Yes.")]
    assert said.notes.attendees["call.html"] == {"Ada": "Norwind", "Bo": "Norwind", "Cy": "Southport", "Dee": "Southport"}
    assert said.messages[0].locator == "line 9"


def test_scripts_menus_and_footers_say_nothing(reading) -> None:
    body = (
        '<div class="breadcrumb">Projects</div><script>Ada: evil()</script><h2>A</h2><p>Ada Lind (NW): We lif'
        't.</p><p class="footer">Internal use, all of it</p>'
    )

    said = reading(html, "call.html", HEAD + body)

    assert said.turns() == [("Ada Lind", "We lift.")]


def test_what_is_nested_without_end_is_taken_as_plain_text_and_told(reading) -> None:
    said = reading(
        html,
        "call.html",
        HEAD + "<p>Ada Lind (NW): We lift.</p>" + "<div>" * 5000 + "Deep down it rained." + "</div>" * 5000 + "<p>Cy Penn (SP): No.</p>",
    )

    assert said.turns() == [("Ada Lind", "We lift."), ("Ada Lind", "Deep down it rained."), ("Cy Penn", "No.")]
    assert {problem.reason for problem in said.notes.problems} == {Reason.TOO_DEEP}


def test_text_that_nobody_sees_is_left_out_and_counted(reading) -> None:
    style = "<style>/* x */ .quiet, #gone { display : none } @media print { .loud { display: none } }</style>"
    body = (
        '<h2>A</h2><p>Ada Lind (NW): We lift<span style="font-size: 0px">never</span> at dawn.</p><p class="quiet">Ada Lind (NW): Secretly.</p>'
        '<p id="gone">x</p><p hidden>y</p><p class="loud">Cy Penn (SP): No.</p>'
    )

    said = reading(html, "call.html", HEAD + style + body)

    assert said.turns() == [("Ada Lind", "We lift at dawn."), ("Cy Penn", "No.")]
    assert said.notes.dropped[Reason.HIDDEN_TEXT] == 4


def test_a_table_within_a_table_is_read_once_and_a_name_may_span_rows(reading) -> None:
    inner = '<table><tr><th>Who</th><th>Said</th></tr><tr><td rowspan="2">Ada</td><td>We lift.</td></tr><tr><td>At dawn.</td></tr></table>'
    body = f"<table><tr><td><h2>A</h2>{inner}</td><td><p>Cy: We wait.</p></td></tr></table>"

    said = reading(html, "call.html", HEAD + PEOPLE + body)

    assert said.turns() == [("Ada", "We lift."), ("Ada", "At dawn."), ("Cy", "We wait.")]


def test_every_line_keeps_its_number_behind_comments_scripts_and_tags_of_many_lines(reading) -> None:
    filler = "<!-- one\ntwo -->" + "<script>\n\n</script>" + '<div\n  class="x"\n>\n' + "<p>\n</p>\n" * 70_000
    markup = f"{HEAD}{PEOPLE}{filler}<p>Ada: We lift\nat <b>dawn</b>,<br>and wait.</p></div>"

    said = reading(html, "call.html", markup)

    line = markup[: markup.index("Ada: We")].count("\n") + 1
    assert [(message.locator, message.text) for message in said.messages] == [
        (f"line {line}", "We lift\nat dawn,"),
        (f"line {line + 1}", "and wait."),
    ]


@pytest.mark.parametrize(
    "hostile",
    ["<a " * 100_000, "<!--" * 75_000, "<b><i><p>" * 20_000, "<a " + " ".join(f"x{n}=1" for n in range(100_000)) + ">"],
    ids=["tags", "comments", "crossed", "attributes"],
)
def test_markup_that_never_ends_is_read_in_no_time(hostile: str) -> None:
    begun = time.process_time()

    markup_blocks(HEAD + hostile, Notes())

    assert time.process_time() - begun < 5


def test_a_table_within_what_somebody_says_is_said_by_the_same_person(reading) -> None:
    inner = "<table><tr><th>Risk</th><th>Measure</th></tr><tr><td>A cable breaks</td><td>Two cables on every crane</td></tr></table>"
    rows = f"<tr><td>Ada Lind</td><td><p>We lift at dawn.</p>{inner}</td></tr><tr><td>Cy Penn</td><td>We wait.</td></tr>"

    said = reading(html, "call.html", f"<h1>Call</h1><table><tr><th>Speaker</th><th>Notes</th></tr>{rows}</table>")

    assert said.of("Ada Lind") == ["We lift at dawn.", "Risk", "Measure", "A cable breaks", "Two cables on every crane"]
    assert said.of("Cy Penn") == ["We wait."]
