"""The pages behind the links of a mail: reading changes nothing, one click leaves, and nobody else gets in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urljoin

import lxml.html
import pytest

from driftwatch.domain.mailing import Frequency, MailFormat, Preference
from driftwatch.domain.meaning import Severity
from driftwatch.store.preferences import Act

ONE = "one@partner.example"
TOKEN = "t0ken"
FORM = {"frequency": "monthly", "min_severity": "high", "format": "text", "timezone": "Asia/Tokyo", "paused_until": "2026-06-01"}


@pytest.fixture
def guest(store, client):
    store.preferences.token("lantern", ONE, signed=TOKEN)
    return client


def wish(store) -> Preference:
    return store.preferences.get("lantern", ONE)


def acts(store) -> list[tuple[str, str]]:
    return [(line.actor, line.action) for line in store.audit.find("lantern", limit=20).rows if line.action.startswith("mail.")]


@pytest.mark.parametrize("page", ["u", "p"])
def test_a_scanner_that_follows_the_links_changes_nothing(guest, store, page):
    answers = [guest.request(method, f"/m/{page}/{TOKEN}") for method in ("GET", "GET", "HEAD")]

    assert answers[0].status_code == 200
    assert (wish(store), acts(store)) == (Preference(), [])


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {}, {"anything": "else"}])
def test_one_click_leaves_for_good(guest, store, body):
    answers = [guest.post(f"/m/u/{TOKEN}", data=body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "gets no mail about Programme Lantern any more" in answers[0].text
    assert wish(store).unsubscribed is not None
    assert acts(store) == [("recipient", "mail.unsubscribe")]


def test_one_click_as_a_mail_provider_sends_it(guest, store):
    parts = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'

    answer = guest.post(f"/m/u/{TOKEN}", content=parts, headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert answer.status_code == 200
    assert wish(store).unsubscribed is not None


def test_preferences_are_kept_and_shown(guest, store):
    answer = guest.post(f"/m/p/{TOKEN}", data=FORM)

    assert wish(store) == Preference(
        frequency=Frequency.MONTHLY, min_severity=Severity.HIGH, format=MailFormat.TEXT, timezone="Asia/Tokyo", paused_until=date(2026, 6, 1)
    )
    page = lxml.html.fromstring(answer.text)
    assert page.xpath("//option[@selected]/@value") == ["monthly", "high", "text"]
    assert page.xpath("//input/@value") == ["Asia/Tokyo", "2026-06-01"]
    assert "Saved." in answer.text
    assert acts(store) == [("recipient", "mail.preferences")]


def test_an_empty_form_leaves_it_to_the_programme_office(guest, store):
    guest.post(f"/m/p/{TOKEN}", data=FORM)
    guest.post(f"/m/p/{TOKEN}", data=dict.fromkeys(FORM, ""))

    assert wish(store) == Preference()


def test_whoever_has_left_comes_back_by_saving(guest, store):
    guest.post(f"/m/u/{TOKEN}")
    assert "Save and start again" in guest.get(f"/m/p/{TOKEN}").text

    guest.post(f"/m/p/{TOKEN}", data=FORM)

    assert wish(store).unsubscribed is None


def test_what_the_office_has_set_stays_when_a_form_is_saved(guest, store):
    act = Act(actor="ops", action="mail.recipients", at=datetime(2026, 1, 1, tzinfo=UTC))
    store.preferences.change("lantern", ONE, lambda _: Preference(listed=True, partner="northquay"), act)

    guest.post(f"/m/p/{TOKEN}", data=FORM)

    assert (wish(store).listed, wish(store).partner) == (True, "northquay")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("frequency", "hourly", "none of those offered"),
        ("min_severity", "<script>", "none of those offered"),
        ("timezone", "Middle/Earth", "time zone is not known"),
        ("timezone", "../../etc/passwd", "time zone is not known"),
        ("paused_until", "soon", "day could not be read"),
        ("paused_until", "9999-12-31", "too far away"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(guest, store, field, value, told):
    answer = guest.post(f"/m/p/{TOKEN}", data={**FORM, field: value})

    assert answer.status_code == 422
    assert told in answer.text
    assert wish(store) == Preference()


@pytest.mark.parametrize("path", ["/m/u/", "/m/p/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_is_nobodys_leads_nowhere(guest, store, path, method):
    answers = [guest.request(method, path + token) for token in ("other", TOKEN[:-1], "x" * 500, "%00", ONE)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert acts(store) == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
@pytest.mark.parametrize("page", ["u", "p"])
def test_a_page_of_another_site_cannot_send_the_form(guest, store, headers, page):
    answer = guest.post(f"/m/{page}/{TOKEN}", data=FORM, headers=headers)

    assert answer.status_code == 403
    assert wish(store) == Preference()


def test_a_form_that_is_too_large_is_refused(guest, store):
    assert guest.post(f"/m/p/{TOKEN}", data={"timezone": "x" * 20_000}).status_code == 413


def test_the_pages_load_nothing_run_nothing_and_name_nobody(guest, store, lines):
    for path in (f"/m/u/{TOKEN}", f"/m/p/{TOKEN}"):
        answer = guest.get(path)
        page = lxml.html.fromstring(answer.text)

        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "form-action 'self'; frame-ancestors 'none'" in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert not page.xpath("//script | //link | //img | //iframe | //@onclick | //@style")
        assert ONE not in answer.text
        assert "o…@partner.example" in answer.text
    assert TOKEN not in repr(lines)


def test_a_hostile_programme_name_is_only_text(guest, store, scan):
    store.commit(replace(scan, outcome=replace(scan.outcome, programme="<img src=x onerror=alert(1)>", alerts=())))
    [key] = [key for key, name in store.programmes() if name.startswith("<img")]
    store.preferences.token(key, ONE, signed="hostile")

    page = lxml.html.fromstring(guest.get("/m/p/hostile").text)

    assert not page.xpath("//img")
    assert "<img src=x" in page.text_content()


def test_links_and_forms_of_the_pages_lead_on_where_a_proxy_has_put_the_service_below_a_path(guest):
    """`base_url = "https://office.example/drift"`: the proxy takes `/drift` away, and the pages know nothing of it."""
    seen: dict[str, set[str]] = {}
    for page in ("u", "p"):
        at = f"https://office.example/drift/m/{page}/{TOKEN}"
        told = lxml.html.fromstring(guest.get(f"/m/{page}/{TOKEN}").text)
        seen[page] = {urljoin(at, link) for link in [*told.xpath("//a/@href"), *(form.get("action", at) for form in told.forms)]}
    saved = guest.post(f"/m/p/{TOKEN}", data=FORM, follow_redirects=False).headers["location"]

    below = {f"https://office.example/drift/m/{page}/{TOKEN}" for page in ("u", "p")}
    assert seen == {"u": below, "p": below}
    assert urljoin(f"https://office.example/drift/m/p/{TOKEN}", saved) == f"https://office.example/drift/m/p/{TOKEN}?saved"
