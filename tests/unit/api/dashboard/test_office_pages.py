"""Keys, the audit log and the weekly mail: the pages of administrators."""

import csv
import io
import re
import secrets
from datetime import UTC, datetime, timedelta

import pytest

from driftwatch.domain.jobs import JobKind
from driftwatch.domain.keys import Scope, new_key
from driftwatch.records import ApiKey
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.key_views import key_views
from driftwatch_api.dashboard.mail_views import weeks

NOW = datetime(2026, 4, 6, 7, 30, tzinfo=UTC)
PLACE = Place(key="lantern", name="Lantern", partners=())
MADE = {"name": "portal", "scope": ["read:alerts", "ingest"], "view": "joint", "expires": ""}
FULL = re.compile(r"dw_live_[a-z2-7]{8}_[A-Za-z0-9_-]{43}")
PROGRAMME = {"name": "Pier", "partners": [{"id": "acme", "name": "Acme"}, {"id": "birch", "name": "Birch"}]}


def made(**more):
    return ApiKey(**{"prefix": "dw_live_aaaaaaaa", "name": "a", "scopes": ("read:alerts",), "programmes": (), "created": NOW, **more})


def test_keys_that_open_something_come_first_and_say_how_they_stand():
    old = NOW - timedelta(days=2)
    keys = [made(name="gone", revoked=NOW), made(name="over", expires=NOW), made(name="old", created=old), made(name="mine", prefix="b")]

    found = key_views(keys, [PLACE], own="b", at=NOW)

    assert [(key.name, key.state) for key in found[:2]] == [("mine", "opens"), ("old", "opens")]
    assert {(key.name, key.state) for key in found[2:]} == {("gone", "revoked 6 Apr 2026"), ("over", "ended 6 Apr 2026")}
    assert [key.own for key in found] == [True, False, False, False]


def test_a_new_key_is_shown_once_and_opens_what_was_ticked(reader, client):
    page = reader.post("/p/lantern/keys", data=MADE)
    full = FULL.search(page.text)[0]
    listed = reader.get("/p/lantern/keys").text
    kept = next(key for key in reader.get("/v1/keys").json()["keys"] if full.startswith(key["prefix"]))

    assert page.headers["cache-control"] == "no-store"
    assert "location" not in page.headers and full not in str(page.url)
    assert not FULL.search(listed) and kept["prefix"] in listed
    assert (kept["scopes"], kept["programmes"], kept["view"], kept["expires"]) == (["read:alerts", "ingest"], ["lantern"], "joint", None)
    assert client.get("/v1/alerts", headers={"Authorization": f"Bearer {full}"}).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"name": ""}, "name"), ({"scope": ["everything"]}, "scopes"), ({"expires": "2020-01-01"}, "in the future"), ({"view": "nobody"}, "own view")],
)
def test_a_key_that_cannot_be_is_refused_with_words(reader, wrong, word):
    answer = reader.post("/p/lantern/keys", data={**MADE, **wrong})

    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text and word in answer.text


def test_a_key_of_one_programme_makes_none_for_others_nor_sees_theirs(client, key):
    bound = key(*Scope, programmes=("lantern",))
    key(Scope.READ_ALERTS, programmes=("harbour",))

    page = client.get("/p/lantern/keys", headers=bound).text
    prefix = next(one for one in re.findall(r"dw_live_\w{8}", client.get("/v1/keys", headers=key()).text) if one not in page)
    answers = [
        client.get("/keys", headers=bound),
        client.post("/keys", data=MADE, headers=bound),
        client.post("/p/harbour/keys", data=MADE, headers=bound),
        client.get(f"/p/lantern/keys/{prefix}", headers=bound),
        client.post(f"/p/lantern/keys/{prefix}/revoke", headers=bound),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 404, 404, 404]


def test_a_key_is_replaced_with_an_overlap_and_revoked_with_a_reason(reader):
    full = FULL.search(reader.post("/p/lantern/keys", data=MADE).text)[0]
    prefix = full[:16]
    asked = reader.get(f"/p/lantern/keys/{prefix}").text

    follows = FULL.search(reader.post(f"/p/lantern/keys/{prefix}/rotate", data={"overlap_days": "3"}).text)[0]
    answer = reader.post(f"/p/lantern/keys/{prefix}/revoke", data={"reason": "the portal was closed"}, follow_redirects=False)
    kept = {key["prefix"]: key for key in reader.get("/v1/keys").json()["keys"]}
    log = reader.get("/p/lantern/audit").text

    assert "nobody can take that back" in asked
    assert follows[:16] != prefix and kept[follows[:16]]["scopes"] == ["read:alerts", "ingest"]
    assert kept[prefix]["expires"].startswith("2026-04-09")
    assert answer.status_code == 303 and kept[prefix]["revoked"] is not None
    assert "the portal was closed" in log and "key.revoke" in log
    assert reader.post(f"/p/lantern/keys/{prefix}/rotate").status_code == 409


def test_the_audit_log_is_turned_page_by_page_and_comes_as_csv(reader, store):
    for number in range(53):
        reader.post("/p/lantern/keys", data={**MADE, "name": f"={number}"})

    first = reader.get("/p/lantern/audit").text
    second = reader.get(re.search(r'href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")).text
    rows = list(csv.DictReader(io.StringIO(reader.get("/p/lantern/audit?format=csv").text)))

    assert (first.count("key.create"), second.count("key.create")) == (50, 3)
    assert len(rows) == 53 and {row["actor"] for row in rows} == {"ops dashboard"}
    assert store.audit.head("lantern").digest[:16] in first


def test_the_last_weeks_are_offered_and_the_chosen_one_among_them():
    found = weeks("2026-W02", "2025-W30", PLACE)

    assert [week.period for week in found[:3]] == ["2026-W02", "2026-W01", "2025-W52"]
    assert (found[-1].period, found[-1].current, len(found)) == ("2025-W30", True, 13)
    assert found[0].words == "2026-W02: 5 Jan 2026 to 11 Jan 2026"


def test_the_mail_is_previewed_for_each_side_that_the_key_reads(client, key, store):
    joint, fresh = key(*Scope), new_key(secrets.token_bytes)
    store.add_key(made(prefix=fresh.prefix, scopes=tuple(Scope), view="brightmill"), digest=fresh.digest)
    bright = {"Authorization": f"Bearer {fresh.key}"}

    pages = [client.get("/p/lantern/mail", headers=header).text for header in (joint, bright)]
    text = client.get("/p/lantern/mail/preview", headers=joint)
    html = client.get("/p/lantern/mail/preview?form=html", headers=joint)
    sides = [client.get(f"/p/lantern/mail/preview?side={side}", headers=bright).status_code for side in ("brightmill", "northquay", "nobody")]
    policy = html.headers["content-security-policy"]

    assert [[f"as {name} gets it" in page for name in ("Brightmill", "Northquay Ferries")] for page in pages] == [[False, False], [True, False]]
    assert "Lantern" in text.text and '<pre class="letter"' in text.text
    assert "default-src 'none'" in policy and "sandbox" in policy and "script" not in policy
    assert sides == [200, 404, 404]
    assert client.get("/p/lantern/mail/preview?period=spring", headers=joint).status_code == 422


def test_who_administers_without_reading_sees_no_preview(client, key):
    admin = key(Scope.ADMIN)

    assert "sees no preview" in client.get("/p/lantern/mail", headers=admin).text
    assert client.get("/p/lantern/mail/preview", headers=admin).status_code == 409


def test_recipients_are_added_changed_and_taken_off_one_by_one(reader):
    def listed():
        return [(one["address"], one["partner"], one["frequency"]) for one in reader.get("/v1/programmes/lantern/recipients").json()["recipients"]]

    one, other = {"what": "add", "address": "one@partner.example", "partner": "northquay", "frequency": "weekly"}, {"address": "two@partner.example"}
    reader.post("/p/lantern/mail/recipients", data=one)
    reader.post("/p/lantern/mail/recipients", data=other)
    reader.post("/p/lantern/mail/recipients", data={**one, "what": "change", "frequency": "monthly", "partner": "brightmill"})
    changed = listed()
    page = reader.post("/p/lantern/mail/recipients", data={**other, "what": "remove"}).text
    wrong = [reader.post("/p/lantern/mail/recipients", data={**one, **more}).status_code for more in ({"address": "none"}, {"partner": "nobody"})]

    assert changed == [("one@partner.example", "brightmill", "monthly"), ("two@partner.example", None, "weekly")]
    assert listed() == [("one@partner.example", "brightmill", "monthly")]
    assert "one@partner.example" in page and "two@partner.example" not in page
    assert wrong == [422, 422]


def test_a_mail_is_sent_by_hand_only_after_a_question_and_by_the_worker(reader, store):
    reader.post("/v1/programmes", json=PROGRAMME)
    reader.post("/p/pier/mail/recipients", data={"address": "one@partner.example"})

    question = reader.get("/p/pier/mail/send?period=2026-W14").text
    before = store.mails.find("pier")
    answer = reader.post("/p/pier/mail/send", data={"period": "2026-W14"}, follow_redirects=False)
    job = store.jobs.get(answer.headers["location"].rpartition("/")[2])
    page = reader.get("/p/pier/mail?period=2026-W14").text

    assert "goes to 1 recipient" in question and before == ()
    assert (job.kind, job.words) == (JobKind.DIGEST, {"period": "2026-W14"})
    assert [mail.state for mail in store.mails.find("pier")] == ["queued"]
    assert "one@partner.example" in page and "waits" in page


def test_nothing_is_sent_to_nobody(reader):
    assert reader.post("/p/lantern/mail/send", data={"period": "2026-W14"}).status_code == 409


def test_webhooks_show_how_each_message_stands_and_of_their_address_the_host(reader, store):
    told = reader.post("/v1/programmes/lantern/webhooks", json={"url": "https://hooks.example/T0/secret-part", "view": "northquay"}).json()
    reader.post(f"/v1/programmes/lantern/webhooks/{told['id']}/test")

    page = reader.get("/p/lantern/webhooks").text
    [message] = store.handovers.find("lantern", told["id"], limit=5).rows
    again = reader.post(f"/p/lantern/webhooks/{told['id']}/replay", data={"message": "ev_none"})
    everything = reader.post(f"/p/lantern/webhooks/{told['id']}/replay", follow_redirects=False)

    assert "hooks.example" in page and "secret-part" not in page and told["secret"] not in page
    assert "webhook.test" in page and "1 waits" in page and "Northquay Ferries’s own" in page
    assert (again.status_code, everything.status_code) == (409, 303)
    assert message.id not in page
