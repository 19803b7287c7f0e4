"""The statement explorer: what its address asks for, what a row shows, why a statement has its labels."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.keys import Scope
from driftwatch.domain.labels import Label
from driftwatch.errors import ModelError
from driftwatch.labelling import LabelledText
from driftwatch_api.app import create_app
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.statement_search import StatementsAsked, chosen
from driftwatch_api.dashboard.statement_views import Piece, bars, pieces, statement_view, why_view
from driftwatch_api.service import Service

PAGE = "/p/lantern/statements"


@pytest.fixture
def place(scan):
    return Place(key="lantern", name="Lantern", partners=scan.partners)


def shown(reader, query=""):
    """The sentences that the page lists, in their order."""
    body = reader.get(f"{PAGE}{query}").text
    return [part.split("</bdi>")[0] for part in body.split('class="words"><bdi>')[1:]]


def said(scan, *places):
    return [scan.statements[place].text.replace("'", "&#39;") for place in places]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [4, 3, 2, 1, 0]),
        ("?order=oldest", [0, 1, 2, 3, 4]),
        ("?q=kiosk&order=oldest", [0, 1, 3]),
        ("?partner=brightmill&label=done", [0]),
        ("?unattributed=yes", [4]),
        ("?partner=northquay&unattributed=yes&order=oldest", [1, 2, 4]),
        ("?from=2026-03-11&to=2026-03-12&order=oldest", [1, 2]),
        ("?source=minutes/autumn.md", []),
        ("?q=&from=&to=&source=&order=", [4, 3, 2, 1, 0]),
    ],
)
def test_the_address_says_which_statements_are_listed(reader, scan, query, places):
    assert shown(reader, query) == said(scan, *places)


@pytest.mark.parametrize("query", ["?label=mood", "?from=yesterday", "?q=" + "x" * 201, "?after=none", "?partner=UPPER"])
def test_an_address_that_does_not_fit_is_told_as_a_page(reader, query):
    answer = reader.get(f"{PAGE}{query}")

    assert answer.status_code == 422
    assert "<h1>Something does not fit</h1>" in answer.text


def test_no_page_of_statements_names_a_speaker(reader):
    pages = [reader.get(f"{PAGE}{more}").text for more in ("", "/s0", "?format=csv")]

    assert not any("Lindgren" in page or "speaker" in page.lower() for page in pages)


def test_every_filter_that_is_set_can_be_taken_away_by_itself(place):
    asked = StatementsAsked.model_validate({"q": "pier", "partner": ["brightmill", "northquay"], "label": ["done"], "to": "2026-03-12"})

    found = {one.words: one.without for one in chosen(asked, place)}

    assert list(found) == ["holds “pier”", "Brightmill", "Northquay Ferries", "done", "to 2026-03-12"]
    assert found["Brightmill"] == "/p/lantern/statements?q=pier&partner=northquay&label=done&to=2026-03-12"
    assert found["to 2026-03-12"] == "/p/lantern/statements?q=pier&partner=brightmill&partner=northquay&label=done"


def test_labels_that_were_given_come_first_then_the_probable_ones():
    labels = {Label.GOAL: 0.2, Label.DONE: 0.7, Label.METRIC: 0.6}

    found = bars(labels, (Label.METRIC,))

    assert [(bar.name, bar.figure) for bar in found[:3]] == [("metric", "0.60"), ("done", "0.70"), ("goal", "0.20")]
    assert [bar.predicted for bar in found[:3]] == [True, False, False]
    assert len(found) == len(Label)
    assert [bar.width for bar in found[:2]] == [60.0, 70.0]


def test_a_long_statement_is_cut_in_the_list_and_whole_on_its_page(scan, place):
    row = scan.statements[0]

    assert statement_view(row, place, limit=30).cut
    assert statement_view(row, place).text == row.text


def test_the_words_that_carried_a_label_are_marked_where_they_stand():
    labelled = LabelledText(
        text="Done when Done twice, undone never.",
        labels={},
        predicted=(Label.DONE, Label.METRIC),
        reasons={Label.DONE: ("done", "when"), Label.METRIC: ("twice",)},
    )

    found = why_view(labelled, (Label.DONE, Label.METRIC))

    assert found.pieces == (
        Piece(text="Done", numbers=(1,)), Piece(text=" "), Piece(text="when", numbers=(1,)), Piece(text=" "), Piece(text="Done", numbers=(1,)),
        Piece(text=" "), Piece(text="twice", numbers=(2,)), Piece(text=", undone never."),
    )  # fmt: skip
    assert "".join(piece.text for piece in found.pieces) == labelled.text
    assert found.note == ""


def test_a_text_without_reasons_is_one_piece():
    assert pieces("Nothing here.", ()) == (Piece(text="Nothing here."),)


def test_where_the_model_now_says_something_else_the_page_says_so():
    labelled = LabelledText(text="So it is.", labels={}, predicted=())

    assert "The scan gave goal" in why_view(labelled, (Label.GOAL,)).note


def test_a_statement_stands_among_what_was_said_beside_it_and_the_alerts_that_quote_it(reader, scan):
    page = reader.get(f"{PAGE}/s1").text
    beside = page.split('class="beside"')[1]

    assert [beside.index(text) for text in said(scan, 0, 1, 2, 3, 4)] == sorted(beside.index(text) for text in said(scan, 0, 1, 2, 3, 4))
    assert "/p/lantern/alerts/DW-9F2M4T7Q1XYA" in page
    assert "/p/lantern/alerts/DW-41KX0ZC8W2RB" not in page


def test_a_statement_that_is_not_there_is_told_as_one_of_a_programme_that_is_not(client, key):
    paths, mine = (f"{PAGE}/none", "/p/harbour/statements/s1", "/p/nowhere/statements/s1"), key(programmes=("lantern",))

    answers = [client.get(path, headers=mine) for path in paths]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text.replace(answer.headers["x-request-id"], "") for answer in answers}) == 1


def why(texts):
    return [LabelledText(text=text, labels={}, predicted=(Label.DONE,), reasons={Label.DONE: ("done",)}) for text in texts]


def no_model(texts):
    raise ModelError("gone")


@pytest.mark.parametrize(
    ("explain", "status", "word"), [(why, 200, "<mark>done<sup>1</sup></mark>"), (no_model, 503, "model"), (None, 503, "no model")]
)
def test_why_is_worked_out_when_it_is_asked_for(service, key, explain, status, word):
    asked = Service(store=service.store, label=service.label, explain=explain, clock=service.clock, log=service.log)
    with TestClient(create_app(asked), headers=key(Scope.READ_ALERTS)) as client:
        plain, told = client.get(f"{PAGE}/s0"), client.get(f"{PAGE}/s0?why=yes")

    assert (plain.status_code, told.status_code) == (200, status)
    assert word in told.text


def test_the_csv_holds_what_the_list_holds_and_no_formula(reader, scan):
    answer = reader.get(f"{PAGE}?order=oldest&partner=northquay&format=csv")

    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["text"] for row in rows] == [scan.statements[place].text for place in (1, 2)]
    assert rows[0]["labels"] == "done"
    assert float(rows[0]["p_done"]) == 0.9
