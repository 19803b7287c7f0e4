import re
from dataclasses import replace

import lxml.html
import pytest
from markdown_it import MarkdownIt

from driftwatch.domain.alerts import AlertStatus
from driftwatch.domain.talk import Partner
from driftwatch.report.markdown import MOST_CARDS, MOST_LISTED, markdown_report
from driftwatch.report.markdown_text import said, table
from driftwatch.report.wording import one_line

ROUNDS, ROUNDS_AT_NIGHT = 6, 400
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def shown():
    """What a program that shows Markdown makes of it: GitHub's tables and strike-through, and HTML as it stands."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return lambda text: lxml.html.fromstring(f"<div>{reader.render(text)}</div>")


def elements(page) -> list[str]:
    return [element.tag if isinstance(element.tag, str) else "comment" for element in page.iter()]


def text_of(page) -> str:
    return " ".join(page.text_content().split())


def test_it_says_what_the_page_says(lantern, shown):
    page = shown(markdown_report(lantern, told={"DW-41KX0ZC8W2RB": AlertStatus.OPEN}, charter=("charter.md",)))
    text = text_of(page)

    assert page.xpath("//h1")[0].text_content() == "Lantern: where the partners differ"
    assert "2 differences between Brightmill and Northquay Ferries wait for a talk, 1 of high severity." in text
    assert "1 new, 2 open and 1 resolved; 1 check without enough data." in text
    assert "Charter: charter.md" in text
    assert "Difference 0.34" not in text
    assert "difference 0.34 (95 % interval 0.21 to 0.47), measured as difference of criteria; inside one partner 0.08" in text
    assert "Against: 1 statement does not fit this reading. By id, in statements.jsonl: s99." in text
    assert "Northquay Ferries: 11 of 25 statements" in text
    assert "the MIME boundary never ends" in text
    assert "Contains quotes from chats, mails or transcripts (1 chat message)" in text


def test_every_quote_is_a_block_quote_with_its_place(lantern, shown):
    quotes = [text_of(quote) for quote in shown(markdown_report(lantern)).xpath("//blockquote")]

    for piece in (piece for alert in lantern.outcome.alerts for piece in alert.evidence):
        assert any(piece.quote in quote and f"{piece.source}, {piece.locator}" in quote for quote in quotes), piece


def test_every_picture_is_a_table(large_scan, shown):
    page = shown(markdown_report(large_scan(statements=400, alerts=11)))

    heads = [" ".join(head.itertext()) for head in page.xpath("//h2")]
    for head in (
        "The same word",
        "What counts as done",
        "What each partner wants",
        "risk",
        "Who raises what",
        "moved",
        "What happened",
        "Who was heard",
    ):
        assert any(head in found for found in heads), head
    assert all(table.xpath(".//th") and len({len(row) for row in table.xpath(".//tr")}) == 1 for table in page.xpath("//table"))


def test_partners_who_change_places_change_their_places_in_the_text_and_nothing_else(lantern):
    def renamed(first: str, second: str) -> str:
        partners = tuple(replace(partner, name=name) for partner, name in zip(lantern.partners, (first, second), strict=True))
        return markdown_report(replace(lantern, partners=partners))

    mirrored = renamed("Ostara", "Nimbus").replace("Nimbus", "\0").replace("Ostara", "Nimbus").replace("\0", "Ostara")

    assert renamed("Nimbus", "Ostara") == mirrored


def test_what_has_no_room_is_counted(large_scan):
    many = large_scan(statements=400, alerts=MOST_CARDS + MOST_LISTED + 7, pictures=False)

    text = markdown_report(many)

    assert len(re.findall(r"^### \d+\. ", text, re.MULTILINE)) == MOST_CARDS
    assert "7 more, and all of them in full in alerts.json." in text


def _without_against(scan):
    """What speaks against an alert is shown where it names nobody, and an address of mail names somebody."""
    return replace(scan, outcome=replace(scan.outcome, alerts=tuple(replace(alert, against=()) for alert in scan.outcome.alerts)))


def test_whatever_is_written_changes_no_structure_and_stands_as_text(large_scan, hostile_scan, shown, nightly, tally):
    scan = _without_against(large_scan(statements=60, alerts=2))
    plain = elements(shown(markdown_report(hostile_scan.hostile(scan, ["plain words"]))))
    rounds, wrong = ROUNDS_AT_NIGHT if nightly else ROUNDS, []

    for first in range(0, 7 * rounds, 7):
        made = hostile_scan.hostile(scan, hostile_scan.MARKUP, first=first)
        page = shown(markdown_report(made))
        if elements(page) != plain or DIRECTIONS.sub("", one_line(made.outcome.programme)) not in page.xpath("//h1")[0].text_content():
            wrong.append(first)

    tally(n=rounds, failures=len(wrong))
    assert not wrong


@pytest.mark.parametrize("place", ["# {}", "- {}", "1. {}", "> {}", "**{}**", "words {} words", "{}", "| a |\n| --- |\n| {} |"])
def test_every_payload_stands_as_it_is_in_every_place(hostile_scan, shown, place):
    plain = elements(shown(place.format("words")))

    for payload in hostile_scan.MARKUP:
        page = shown(place.format(said(payload)))
        assert elements(page) == plain, payload
        assert " ".join(DIRECTIONS.sub("", one_line(payload)).split()) in text_of(page), payload


@pytest.mark.parametrize("address", ["https://127.0.0.1/x", "HTTP://x", "ftp://x", "mailto:a@b.example", "www.example.com"])
def test_no_program_makes_a_link_of_an_address(address):
    assert not re.search(r"(?i)https?://|ftp://|mailto:|www\.", said(f"see {address} there"))


def test_an_empty_cell_is_a_dash():
    assert table(("a", "b"), [("", "x")])[2] == "| – | x |"


def test_no_name_of_a_partner_breaks_the_head(lantern, shown):
    hostile = replace(lantern, partners=(Partner(id="brightmill", name="*Bright*mill | <b>"), lantern.partners[1]))

    assert "*Bright*mill | <b> × Northquay Ferries" in text_of(shown(markdown_report(hostile)))
