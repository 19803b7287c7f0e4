"""Overview, inbox and alert pages: what they say, to whom, and that they favour neither side."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.alerts import AlertStatus, Substatus
from driftwatch.domain.keys import Scope, new_key
from driftwatch.domain.meaning import Severity
from driftwatch.records import ApiKey, ScanRecord
from driftwatch.store import open_store
from driftwatch.store.documents import read, written
from driftwatch_api.app import create_app
from driftwatch_api.dashboard.inbox_search import AlertsAsked

FIRST, SECOND = "DW-9F2M4T7Q1XYA", "DW-41KX0ZC8W2RB"
LINK = re.compile(r'<a href="([^"]*)"')


@pytest.fixture
def page(reader):
    """Gives the text of a page, sent for with a key that opens everything."""

    def get(path: str, status: int = 200) -> str:
        answer = reader.get(path, follow_redirects=False)
        assert answer.status_code == status, answer.text
        return answer.text

    return get


def test_the_overview_says_it_in_two_sentences_and_each_count_leads_to_its_list(page):
    text = page("/p/lantern")

    assert "1 difference between Brightmill and Northquay Ferries waits for a talk, 1 of high severity." in text
    assert "Begin here: The partners mean different things." in text
    for count, words, address in ((1, "waiting for a talk", "/p/lantern/alerts"), (1, "resolved", "/p/lantern/alerts?status=resolved")):
        assert f'<a href="{address}"><strong>{count}</strong> {words}</a>' in text
        assert f'<h2 id="found">{count} alert</h2>' in page(address)


def test_every_link_of_the_pages_leads_somewhere(page, reader, nightly):
    """By day every third of those that only narrow a list."""
    pages = [page(path) for path in ("/p/lantern", "/p/lantern/alerts?status=any", f"/p/lantern/alerts/{FIRST}")]
    found = sorted({link.replace("&amp;", "&") for text in pages for link in LINK.findall(text) if link.startswith("/")})
    narrowing = [address for address in found if "?" in address]

    followed = [*(address for address in found if "?" not in address), *narrowing[:: 1 if nightly else 3]]

    assert [address for address in followed if reader.get(address).status_code != 200] == []
    assert len(found) > 30


def test_an_overview_before_any_scan_says_neither_agreement_nor_difference(reader, store):
    reader.post("/v1/programmes", json={"name": "Quiet", "partners": [{"id": "a", "name": "Ash"}, {"id": "b", "name": "Birch"}]})

    text = reader.get("/p/quiet").text

    assert "neither agreement nor difference" in text
    assert "/p/quiet/imports" in text
    assert reader.get("/p/quiet/alerts").status_code == 200


def test_the_inbox_shows_what_waits_and_the_rest_on_demand(page):
    assert FIRST in page("/p/lantern/alerts")
    assert SECOND not in page("/p/lantern/alerts")
    assert SECOND in page("/p/lantern/alerts?status=any")
    assert SECOND in page("/p/lantern/alerts?status=resolved&severity=low&kind=term_meaning&partner=northquay&since=2026-02-01&sort=-last_seen")
    assert "No alert fits" in page("/p/lantern/alerts?status=resolved&severity=high")


def test_the_inbox_of_all_programmes_names_them(page):
    text = page("/alerts")

    assert "/p/lantern/alerts/" in text
    assert "/p/harbour/alerts/" in text
    assert "Harbour ·" in text


def test_the_address_of_a_list_is_the_whole_question():
    asked = AlertsAsked(
        status=[AlertStatus.OPEN, "any"],
        severity=[Severity.HIGH],
        partner=["a"],
        trend=[Substatus.NEW],
        q="kiosk",
        since="2026-03-01",
        sort="-last_seen",
    )

    assert AlertsAsked.model_validate(asked.query()) == asked


def test_what_does_not_fit_the_address_is_told_as_a_page(page):
    assert "<h1>" in page("/p/lantern/alerts?severity=worst", 422)
    assert "<h1>" in page("/p/lantern/alerts?after=nowhere", 422)


def test_pages_follow_each_other_without_gap_or_double(reader, store, large_scan):
    scan = large_scan(statements=900, alerts=130, pictures=False)
    store.commit(scan)

    found, path = [], "/p/meridian-corridor/alerts?status=any&sort=-updated_at"
    while path:
        text = reader.get(path).text
        found += re.findall(r'tr data-alert="(DW-[0-9A-Z]+)"', text)
        further = re.search(r'<a href="([^"]+)" rel="next"', text)
        path = further[1].replace("&amp;", "&") if further else ""

    assert sorted(found) == sorted(alert.id for alert in scan.outcome.alerts)


def test_a_cell_of_the_csv_is_never_a_formula(reader, store, scan):
    evil = tuple(replace(alert, title=f"=HYPERLINK({alert.id})") for alert in scan.outcome.alerts)
    store.commit(replace(scan, outcome=replace(scan.outcome, alerts=evil)))

    lines = reader.get("/p/lantern/alerts?status=any&format=csv").text.splitlines()

    assert lines[0].startswith("programme,id,kind,subject,title")
    assert all(",'=HYPERLINK(" in line for line in lines[1:])
    assert len(lines) == 3


def test_a_short_name_leads_to_the_whole_one_and_an_ambiguous_one_nowhere(page, reader):
    assert reader.get("/p/lantern/alerts/DW-9F2M", follow_redirects=False).headers["location"] == f"/p/lantern/alerts/{FIRST}"
    assert reader.get("/alerts/41kx0zc8w2rb", follow_redirects=False).headers["location"] == f"/p/lantern/alerts/{SECOND}"
    page("/alerts/DW-9F2M", 404)
    page("/alerts/DW-", 404)


def test_the_alert_shows_both_sides_alike_with_a_way_to_each_statement(page):
    text = page(f"/p/lantern/alerts/{FIRST}")

    sides = text.partition('class="sides"')[2].partition('class="ask"')[0]
    assert sides.count("<section") == 2
    assert sides.count("<blockquote>") == 2
    assert 'href="/p/lantern/statements/s0"' in sides
    assert 'href="/p/lantern/statements/s1"' in sides
    assert "1 statement does not fit this reading" in text
    assert "Bo Lindgren" not in text


def test_alerts_are_told_together_and_taken_apart_with_a_reason(reader, store):
    refused = reader.post(f"/p/lantern/alerts/{FIRST}/merge", data={"other": "DW-0000", "reason": "one matter"})
    reader.post(f"/p/lantern/alerts/{FIRST}/merge", data={"other": SECOND[:8].lower(), "reason": "one matter"})
    together = reader.get(f"/p/lantern/alerts/{FIRST}").text
    reader.post(f"/p/lantern/alerts/{FIRST}/split", data={"other": SECOND, "reason": "two after all"})
    apart = reader.get(f"/p/lantern/alerts/{FIRST}").text

    assert refused.status_code == 422
    assert "No other alert of this programme answers to this name." in refused.text
    assert f'value="{SECOND}"' in together.partition('id="together"')[2]
    assert "Nothing else is told with it." in apart
    assert [event.action for event in store.history("lantern", FIRST)][1:] == ["merge", "split"]
    assert "two after all" in apart


def swapped(text: str) -> str:
    """The partners change places, by name and by id."""
    there = {"Brightmill": "Northquay Ferries", "brightmill": "northquay"}
    there |= {other: one for one, other in there.items()}
    return re.sub("|".join(there), lambda found: there[found[0]], text)


def test_partners_swapped_mirror_every_page(tmp_path, service, pictured):
    def told(name, scan):
        store = open_store(f"sqlite:///{tmp_path}/{name}.db")
        store.commit(scan)
        made = new_key(secrets.token_bytes)
        store.add_key(ApiKey(prefix=made.prefix, name="desk", scopes=tuple(Scope), programmes=(), created=service.clock()), digest=made.digest)
        with TestClient(create_app(replace(service, store=store)), headers={"Authorization": f"Bearer {made.key}"}) as client:
            return [client.get(path).text for path in ("/p/lantern", "/p/lantern/alerts?status=any", f"/p/lantern/alerts/{FIRST}")]

    as_it_is, mirrored = told("one", pictured), told("other", read(ScanRecord, swapped(written(pictured))))

    assert [swapped(text) for text in as_it_is] == mirrored
    assert as_it_is != mirrored


def test_the_history_tells_who_when_and_why(reader, store, service):
    at = service.clock() + timedelta(hours=2)
    object.__setattr__(service, "clock", lambda: at)
    reader.post("/p/lantern/alerts/decide", data={"action": "agree", "id": FIRST, "reason": "<b>kept</b> as it is"})

    text = reader.get(f"/p/lantern/alerts/{FIRST}").text.partition('id="history"')[2]

    assert "Agreed difference" in text
    assert "ops dashboard" in text
    assert "&lt;b&gt;kept&lt;/b&gt; as it is" in text
    assert "6 Apr 2026, 09:30 UTC" in text


def test_a_reader_is_offered_nothing_that_would_be_refused(client, key):
    client.headers.update(key(Scope.READ_ALERTS))

    for path in ("/p/lantern", "/p/lantern/alerts", f"/p/lantern/alerts/{FIRST}"):
        text = client.get(path).text
        assert '<form method="post"' not in text
        assert "/decide" not in text
        assert "Acknowledge" not in text
