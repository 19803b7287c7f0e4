"""Sessions, and the forms that they may send: what others can neither read, nor guess, nor have sent in somebody's name."""

from datetime import timedelta
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.keys import Scope
from driftwatch.store.sessions import LIFE
from driftwatch_api.app import create_app
from driftwatch_api.dashboard.assets import _assets, vendored
from driftwatch_api.dashboard.entry import COOKIE, form_token, session_digest


@pytest.fixture
def full(key) -> str:
    """A key that may read all."""
    return key(Scope.READ_ALERTS)["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def visitor(client, full):
    """A browser with a session."""
    client.follow_redirects = False
    assert client.post("/sign-in", data={"key": full}).status_code == 303
    return client


def leave(visitor, **headers):
    return visitor.post("/sign-out", data={"form_token": form_token(visitor.cookies[COOKIE])}, headers=headers)


def test_no_script_and_no_other_site_gets_the_session(client, full):
    answer = client.post("/sign-in", data={"key": full}, follow_redirects=False)

    told = {part.strip().partition("=")[0].lower(): part.strip().partition("=")[2] for part in answer.headers["set-cookie"].split(";")}
    assert {"httponly", "samesite", "path", "max-age"} <= told.keys()
    assert (told["samesite"].lower(), told["path"], told["max-age"]) == ("strict", "/", str(int(LIFE.total_seconds())))
    assert "secure" not in told


def test_by_tls_the_session_never_travels_in_the_clear(service, full):
    with TestClient(create_app(service), base_url="https://dw.example") as client:
        answer = client.post("/sign-in", data={"key": full}, follow_redirects=False)

    assert "; secure" in answer.headers["set-cookie"].lower()


def test_the_key_stands_neither_in_the_cookie_nor_in_a_page_nor_in_the_store(visitor, full, store):
    page = visitor.get("/").text
    store.require_sound()

    assert full not in page + repr(visitor.cookies)
    assert full.encode() not in store.file.read_bytes()
    assert visitor.cookies[COOKIE].encode() not in store.file.read_bytes()
    assert session_digest(visitor.cookies[COOKIE]) != sha256(visitor.cookies[COOKIE].encode()).hexdigest()


def test_a_session_ends_after_its_time(service, visitor):
    at = service.clock()
    before = visitor.get("/").status_code

    object.__setattr__(service, "clock", lambda: at + LIFE)
    after = visitor.get("/")

    assert before == 200
    assert (after.status_code, after.headers["location"]) == (303, "/sign-in?next=%2F")


def test_a_session_ends_when_its_key_is_revoked(visitor, full, store, service):
    store.revoke_key(full[:16], at=service.clock() - timedelta(seconds=1))

    assert visitor.get("/").status_code == 303


def test_signing_out_ends_the_session_for_whoever_still_has_its_cookie(visitor):
    token = visitor.cookies[COOKIE]

    left = leave(visitor)

    assert (left.status_code, left.headers["location"]) == (303, "/sign-in?out")
    assert visitor.get("/", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 303


FOREIGN = (
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.elsewhere.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


def test_no_form_of_another_site_is_taken_even_with_the_token(visitor, full):
    for headers in FOREIGN:
        assert leave(visitor, **headers).status_code == 403
        assert visitor.post("/sign-in", data={"key": full}, headers=headers).status_code == 403

    assert visitor.get("/").status_code == 200


def test_no_form_without_the_token_of_this_very_session_is_taken(visitor):
    for fields in ({}, {"form_token": ""}, {"form_token": "0" * 64}, {"form_token": form_token("")}):
        assert visitor.post("/sign-out", data=fields).status_code == 403

    assert visitor.get("/").status_code == 200


def test_a_key_beside_the_session_does_not_make_up_for_the_token(visitor, full):
    assert visitor.post("/sign-out", headers={"Authorization": f"Bearer {full}"}).status_code == 403


def test_our_own_forms_are_taken(visitor):
    assert leave(visitor, **{"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}).status_code == 303


NEXT = {
    "/p/lantern/alerts?status=open&sort=-seen": "/p/lantern/alerts?status=open&sort=-seen",
    **dict.fromkeys(("", "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "\\\\elsewhere.example"), "/"),
    **dict.fromkeys(("/\t/elsewhere.example", "/\r\nSet-Cookie: a=b", "javascript:alert(1)", "/sign-out", "/sign-in?out"), "/"),
}


def test_signing_in_leads_nowhere_but_to_our_own_pages(client, full):
    reached = {wanted: client.post("/sign-in", data={"key": full, "next": wanted}, follow_redirects=False).headers["location"] for wanted in NEXT}

    assert reached == NEXT


def test_wrong_keys_are_slowed_down(client, service):
    tried = [client.post("/sign-in", data={"key": "dw_live_aaaaaaaa_" + "A" * 43}) for _ in range(service.failures_per_minute + 1)]

    assert [answer.status_code for answer in tried] == [401] * service.failures_per_minute + [429]
    assert int(tried[-1].headers["retry-after"]) > 0
    assert "text/html" in tried[-1].headers["content-type"]


def test_no_page_can_be_framed_kept_or_made_to_run_what_is_not_ours(visitor):
    for path in ("/", "/sign-in", "/p/nowhere", "/p/lantern/nowhere"):
        headers = visitor.get(path).headers
        assert headers["content-security-policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        assert (headers["x-content-type-options"], headers["cache-control"], headers["referrer-policy"]) == ("nosniff", "no-store", "no-referrer")
        assert headers["cross-origin-opener-policy"] == "same-origin"


def test_what_is_not_there_is_told_as_a_page(visitor):
    answer = visitor.get("/p/lantern/nowhere")

    assert answer.status_code == 404
    assert "<h1>Not found</h1>" in answer.text


def test_the_policy_holds_every_page_without_a_word_of_style_or_script_in_it(visitor):
    text = visitor.get("/").text + visitor.get("/sign-in").text

    assert "<style" not in text
    assert " style=" not in text
    assert "<script>" not in text
    assert not [line for line in text.splitlines() if " on" in line and '="' in line.partition(" on")[2][:14]]


def test_vendored_files_are_those_that_their_makers_released():
    files = {name: asset for name, asset in _assets().items() if name.startswith("vendor/") and not name.endswith("manifest.json")}

    assert {name: sha256(asset.content).hexdigest() for name, asset in files.items()} == vendored()


def test_a_file_of_another_version_is_not_given_out_as_this_one(client):
    assert client.get("/static/000000000000/dashboard.css").status_code == 404
