"""The pages on meaning as they are answered: to whom, with what, and what they say where there is nothing to show."""

import csv
import io
import secrets
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.meaning import AlertKind, Verdict
from driftwatch.domain.pictures import Pictures, Sense, TermMap
from driftwatch.domain.talk import FileReport, FileStatus, Partner, Share
from driftwatch.domain.view import Owned
from driftwatch.records import ApiKey, TermRecord
from driftwatch.store import open_store
from driftwatch_api.app import create_app
from driftwatch_api.service import Service

PAGES = ("terms", "terms/availability", "done", "goals", "risks", "topics", "timeline")
BETWEEN = ("brightmill", "northquay")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Serves a scan to whoever has a key of this view; the same scan is stored once."""
    folder, stores = tmp_path_factory.mktemp("meaning"), []

    def serve(scan, *, view: str = "joint") -> TestClient:
        store = next((store for known, store in stores if known == scan), None)
        if store is None:
            store = open_store(f"sqlite:///{folder / f'{len(stores)}.db'}")
            store.commit(scan)
            stores.append((scan, store))
        made, now = new_key(secrets.token_bytes), scan.outcome.run.at
        known = ApiKey(prefix=made.prefix, name="desk", scopes=(Scope.READ_ALERTS,), programmes=(), created=now, view=view)
        store.add_key(known, digest=made.digest)
        client = TestClient(create_app(Service(store=store, label=lambda texts: [], clock=lambda: now, log=lambda line: None)))
        client.headers["Authorization"] = f"Bearer {made.key}"
        return client

    yield serve
    for _, store in stores:
        store.close()


def bodies(client, pages=PAGES) -> dict[str, str]:
    answers = {name: client.get(f"/p/lantern/{name}") for name in pages}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(pages, 200)
    return {name: answer.text for name, answer in answers.items()}


def table(client, path) -> list[list[str]]:
    answer = client.get(f"/p/lantern/{path}")
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.text)))


def test_every_page_names_the_partners_and_no_person(opened, pictured):
    for name, body in bodies(opened(pictured)).items():
        assert "Brightmill" in body and "Northquay Ferries" in body, name
        assert "Quill" not in body and "Lindgren" not in body, name


def test_what_an_older_version_scanned_asks_for_another_scan(opened, lantern):
    terms = (TermRecord(term="kiosk", partners=BETWEEN, n=(4, 5), divergence=0.2, p_value=0.01, q_value=0.04, verdict="divergent"),)
    client = opened(replace(lantern, terms=terms))

    told = bodies(client, ("terms/kiosk", "done", "goals", "risks", "topics", "timeline"))

    assert [name for name, body in told.items() if "Scan once more" not in body] == []
    assert "different meanings" in bodies(client, ("terms",))["terms"]


def test_empty_pictures_say_what_is_missing(opened, lantern):
    client = opened(replace(lantern, pictures={"joint": Pictures(kinds=(AlertKind.RISK_POSTURE,))}))

    told = bodies(client, ("terms", "done", "goals", "risks", "topics"))

    assert [name for name, body in told.items() if "Not enough data" not in body] == []
    assert "Northquay Ferries: 11 of 25 statements" in told["risks"]


def test_a_term_that_was_not_compared_is_told_as_what_is_not_there(opened, pictured):
    client = opened(pictured)

    absent, foreign = (client.get(f"/p/{programme}/terms/gangway") for programme in ("lantern", "harbour"))

    assert absent.status_code == foreign.status_code == 404
    assert "No term of this name" in absent.text and "No term of this name" in foreign.text


def test_a_term_without_a_map_still_says_what_was_measured(opened, pictured):
    terms = (TermRecord(term="kiosk / till", partners=BETWEEN, n=(40, 5), divergence=0.2, p_value=0.5, q_value=0.6, verdict="same"),)
    client = opened(replace(pictured, terms=terms))

    body = client.get("/p/lantern/terms/kiosk%20%2F%20till").text

    assert "40 usages" in body and "no difference found" in body
    assert "this one is not among them" in body
    assert 'href="/p/lantern/terms/kiosk%20%2F%20till"' in bodies(client, ("terms",))["terms"]


def test_no_page_shows_words_that_the_key_may_not_read_even_where_a_picture_points_at_them(opened, pictured):
    own = {"s07": "northquay", "s01": "northquay", "s05": "northquay"}
    said = tuple(
        replace(row, source="own.md", own=Owned(partner="northquay", share=Share.HIDDEN), text=f"Sealed {row.id}.") if row.id in own else row
        for row in pictured.statements
    )
    private = FileReport(source="own.md", kind="minutes", status=FileStatus.READ, visibility="northquay", share=Share.HIDDEN)
    outcome = replace(pictured.outcome, alerts=())
    scan = replace(pictured, outcome=outcome, statements=said, files=(*pictured.files, private))

    foreign, own_side = (bodies(opened(scan, view=view)) for view in ("brightmill", "northquay"))

    assert [name for name, body in foreign.items() if "Sealed" in body] == []
    assert [name for name, body in own_side.items() if "Sealed" in body] == ["terms/availability", "done", "goals", "topics"]


def test_swapping_the_partners_mirrors_the_pages_and_changes_nothing_else(opened, pictured):
    swapped = replace(
        pictured,
        partners=tuple(replace(partner, id=other.id) for partner, other in zip(pictured.partners, pictured.partners[::-1], strict=True))[::-1],
        outcome=replace(pictured.outcome, alerts=()),
    )
    plain = replace(pictured, outcome=replace(pictured.outcome, alerts=()))

    before, after = (bodies(opened(scan)) for scan in (plain, swapped))

    def mirrored(body: str) -> str:
        return body.replace("Brightmill", "\0").replace("Northquay Ferries", "Brightmill").replace("\0", "Northquay Ferries")

    assert {name: mirrored(body) for name, body in before.items()} == {name: without_request(body, before[name]) for name, body in after.items()}


def without_request(body: str, like: str) -> str:
    """Nothing of a page hangs on the request."""
    assert "Request " not in body and "Request " not in like
    return body


def test_three_partners_are_shown_pair_by_pair(opened, pictured):
    drawn = pictured.pictures["joint"]
    third = Partner(id="alder", name="Alder Port")
    senses = tuple(Sense(partner=partner, gloss="", usages=9, documents=3) for partner in ("alder", "northquay"))
    again = TermMap(term="availability", verdict=Verdict.INSUFFICIENT, senses=senses)
    client = opened(replace(pictured, partners=(*pictured.partners, third), pictures={"joint": replace(drawn, terms=(*drawn.terms, again))}))

    page, listed = client.get("/p/lantern/terms/availability").text, client.get("/p/lantern/terms?partner=alder").text

    assert "Northquay Ferries and Brightmill</h2>" in page and "Alder Port and Northquay Ferries</h2>" in page
    assert listed.count('<th scope="row">') == 1
    assert '<option value="alder" selected>' in listed


@pytest.mark.parametrize(
    ("query", "found"),
    [("", ["availability", "purser"]), ("?q=PURS", ["purser"]), ("?verdict=divergent", ["availability"]), ("?q=nothing", []), ("?from=40", [])],
)
def test_the_list_of_terms_is_what_its_address_says(opened, pictured, query, found):
    body = opened(pictured).get(f"/p/lantern/terms{query}").text

    assert [part.split(">")[1].split("<")[0] for part in body.split('<th scope="row"><a ')[1:]] == found


def test_long_lists_are_turned_page_by_page(opened, pictured):
    terms = tuple(
        TermRecord(term=f"word {number:03}", partners=BETWEEN, n=(9, 9), divergence=0.1, p_value=0.5, q_value=0.5, verdict="same")
        for number in range(90)
    )
    client = opened(replace(pictured, terms=terms, pictures={}))

    first = client.get("/p/lantern/terms").text
    second = client.get("/p/lantern/terms?from=40").text

    assert 'href="/p/lantern/terms?from=40"' in first and "40 of 90 shown" in first
    assert "word 040" in second and "word 039" not in second
    assert 'href="/p/lantern/terms?from=80"' in second


def test_each_page_has_its_table_as_csv_without_formulas(opened, pictured):
    drawn = pictured.pictures["joint"]
    hostile = replace(drawn.silence, rows=(replace(drawn.silence.rows[0], topic='=HYPERLINK("x")'), *drawn.silence.rows[1:]))
    client = opened(replace(pictured, pictures={"joint": replace(drawn, silence=hostile)}))

    rows = {path: table(client, f"{path}?format=csv") for path in PAGES}

    assert {path: len(found) for path, found in rows.items()} == {
        "terms": 3,
        "terms/availability": 11,
        "done": 9,
        "goals": 5,
        "risks": 5,
        "topics": 5,
        "timeline": 11,
    }
    assert rows["topics"][1][0] == '\'=HYPERLINK("x")'
    assert [row[0] for row in table(client, "timeline?format=landmarks")[1:]] == ["2026-02-12", "2026-02-10", "2026-03-24"]
    assert len(table(client, "timeline?format=csv&kind=term_meaning")) == 4


def test_courses_are_narrowed_to_a_kind(opened, pictured):
    body = opened(pictured).get("/p/lantern/timeline?kind=term_meaning").text

    assert body.count('data-chart="course"') == 1
    assert "“Availability” is used in two senses" in body and "different checks" not in body


@pytest.mark.parametrize("path", ["terms?verdict=none", "terms?from=-1", "terms?q=" + "x" * 201, "timeline?kind=mood", "timeline?after=none"])
def test_an_address_that_does_not_fit_is_told_as_a_page(opened, pictured, path):
    answer = opened(pictured).get(f"/p/lantern/{path}")

    assert answer.status_code == 422
    assert "<h1>Something does not fit</h1>" in answer.text


def test_words_of_others_stay_words(opened, pictured):
    drawn = pictured.pictures["joint"]
    evil = "</script><img src=x onerror=alert(1)>"
    term = replace(
        drawn.terms[0],
        senses=tuple(replace(sense, gloss=evil, neighbours=(replace(sense.neighbours[0], word=evil),)) for sense in drawn.terms[0].senses),
    )
    marks = tuple(replace(mark, what=evil) for mark in drawn.landmarks)
    client = opened(replace(pictured, pictures={"joint": replace(drawn, terms=(term,), landmarks=marks)}))

    for body in bodies(client, ("terms/availability", "timeline")).values():
        assert "<img src=x" not in body
        assert "\\u003cimg src=x" in body
