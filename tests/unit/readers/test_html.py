"""Wiki pages."""

from driftwatch.readers import html

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


def test_a_page_nested_without_end_is_cut_and_counted(reading) -> None:
    said = reading(html, "call.html", HEAD + "<p>Ada Lind (NW): We lift.</p>" + "<div>" * 5000 + "deep down")

    assert said.turns()[0] == ("Ada Lind", "We lift.")
