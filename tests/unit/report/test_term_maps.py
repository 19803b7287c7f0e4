from dataclasses import replace
from itertools import combinations

import lxml.html
import pytest

from driftwatch.domain.meaning import Verdict
from driftwatch.domain.pictures import Neighbour, TermMap
from driftwatch.report.cards import Context
from driftwatch.report.placing import Box, placed
from driftwatch.report.term_maps import MOST_POINTS, MOST_WORDS, term_view

ATTACK = "</text><script>alert(1)</script> $x^2$ \x0b \ufffe &amp; “漢字” ✋"


@pytest.fixture
def context(pictured) -> Context:
    return Context(
        partners=pictured.partners, statements={record.id: record for record in pictured.statements}, alert_links={"DW-41KX0ZC8W2RB": "#a2"}
    )


@pytest.fixture
def availability(pictured) -> TermMap:
    return pictured.pictures["joint"].terms[0]


def test_every_word_of_both_sides_is_a_link_to_a_statement(availability, context):
    view = term_view(availability, context, "term-1")

    links = {link.get("href")[1:]: link.text_content() for link in lxml.html.fromstring(view.picture).xpath("//a")}
    anchors = {word.anchor: word for sense in view.senses for word in sense.words}
    assert set(links) == set(anchors)
    assert links["term-1-1-1"] == "● uptime"
    assert [quote.text for quote in anchors["term-1-2-1"].quotes] == ["Availability means that a passenger can buy a ticket whenever a ferry leaves."]


def test_each_side_has_its_own_mark_and_colour(availability, context):
    drawn = lxml.html.fromstring(term_view(availability, context, "term-1").picture)

    words = [(text.text[0], text.get("fill")) for text in drawn.xpath("//text")]
    assert set(words) == {("●", "var(--hue1)"), ("◆", "var(--hue2)")}
    assert len(drawn.xpath("//use")) == 4


def test_a_map_says_how_far_the_senses_lie_apart_and_how_far_a_partner_differs_from_itself(availability, context):
    assert (
        "The senses lie 0.19 apart (95 % interval 0.08 to 0.31); one partner differs from itself by 0.06."
        in term_view(availability, context, "t").says
    )


def test_too_little_to_compare_is_said_and_not_drawn(pictured, context):
    view = term_view(pictured.pictures["joint"].terms[1], context, "term-2")

    assert view.picture is None
    assert (view.verdict, view.known) == ("not enough data to compare", False)
    assert "unknown, which is neither agreement nor difference" in view.says


def test_words_lie_within_the_sheet_and_none_on_another(availability, context):
    words = tuple(Neighbour(word=f"circumstances {number}", weight=1 - number / 20, x=0.9, y=0.95, statements=()) for number in range(12))
    crowded = replace(availability, senses=tuple(replace(sense, neighbours=words) for sense in availability.senses))

    view = term_view(crowded, context, "crowded")

    drawn = lxml.html.fromstring(view.picture).xpath("//text")
    assert len(drawn) == 2 * MOST_WORDS
    assert len({(text.get("x"), text.get("y")) for text in drawn}) == 2 * MOST_WORDS
    assert all(0 < float(text.get("x")) < 360 and 0 < float(text.get("y")) < 300 for text in drawn)


def test_labels_are_moved_apart():
    boxes = placed([Box(x=50, y=50, width=60, height=16) for _ in range(12)], width=400, height=300)

    assert not [pair for pair in combinations(boxes, 2) if pair[0].covers(pair[1])]
    assert boxes[0] == Box(x=50, y=50, width=60, height=16)


def test_of_many_usages_a_part_from_all_over_is_drawn(availability, context):
    points = tuple(replace(availability.points[0], x=number / 500 - 1) for number in range(1000))

    drawn = lxml.html.fromstring(term_view(replace(availability, points=points), context, "t").picture)

    assert MOST_POINTS / 2 < len(drawn.xpath("//use")) <= MOST_POINTS


def test_whatever_a_word_is_made_of_it_is_drawn_as_text(availability, context):
    hostile = replace(
        availability,
        senses=tuple(replace(sense, neighbours=tuple(replace(word, word=ATTACK) for word in sense.neighbours)) for sense in availability.senses),
    )

    drawn = lxml.html.fromstring(term_view(hostile, context, "t").picture)

    assert not drawn.xpath("//script")
    assert drawn.xpath("//text")[0].text_content().startswith("● </text><script>alert(1)</script> $x^2$")


def test_a_chart_keeps_to_the_colours_of_the_page_and_to_its_policy(availability, context):
    picture = term_view(availability, context, "t").picture

    assert not [forbidden for forbidden in ("style=", "#0", "<style", "xlink", "font-family", "http") if forbidden in picture]


def test_the_same_map_gives_the_same_bytes(availability, context):
    assert term_view(availability, context, "t").picture == term_view(replace(availability, verdict=Verdict.SAME), context, "t").picture
