"""Programmes that are made, changed and removed through the API."""

import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from driftwatch.domain.keys import Scope
from driftwatch.jobs.hosting import Described
from driftwatch.wiring import programme_settings
from driftwatch_api.app import create_app

HORIZON = {
    "name": "Horizon “N°1”",
    "timezone": "Europe/Berlin",
    "partners": [
        {"id": "techinnovate", "name": "TechInnovate", "aliases": ["TI"], "domains": ["ti.example"], "people": ["Mara \\ Lindt", 'the "lead"']},
        {"id": "globallogistics", "name": "Global Logistics", "people": ["Jonas Weber"]},
    ],
    "charter": "# Charter\n\nDone means: accepted by both.\n",
}
KEY = "horizon-n1"


@pytest.fixture
def made(reader):
    answer = reader.post("/v1/programmes", json=HORIZON)
    assert answer.status_code == 201, answer.text
    return answer


def test_a_programme_is_a_folder_that_the_settings_reader_takes(made, hosting):
    settings = programme_settings(hosting.data / KEY)

    assert (made.headers["location"], made.json()["id"]) == (f"/v1/programmes/{KEY}", KEY)
    assert (settings.name, settings.timezone.key, settings.charter) == ("Horizon “N°1”", "Europe/Berlin", ("charter.md",))
    assert settings.partners[0].people == ("Mara \\ Lindt", 'the "lead"')
    assert (hosting.data / KEY / "charter.md").read_text() == HORIZON["charter"]
    assert (hosting.data / KEY).stat().st_mode & 0o077 == 0


def test_a_programme_that_was_not_scanned_is_listed_and_shown_with_partners_and_without_a_run(made, reader):
    listed = reader.get("/v1/programmes").json()["programmes"]
    shown = reader.get(f"/v1/programmes/{KEY}")

    assert [row["id"] for row in listed] == ["harbour", KEY, "lantern"]
    assert shown.json()["partners"] == [{"id": "techinnovate", "name": "TechInnovate"}, {"id": "globallogistics", "name": "Global Logistics"}]
    assert (shown.json()["run"], shown.json()["alerts"]) == (None, {})
    assert "Mara" not in shown.text
    assert [reader.get(path, params={"programme": KEY}).status_code for path in ("/v1/alerts", "/v1/statements", "/v1/terms")] == [200] * 3


def test_a_second_one_of_the_same_id_is_refused_with_its_address(made, reader):
    again = reader.post("/v1/programmes", json={**HORIZON, "name": "HORIZON n°1"})
    of_the_command_line = reader.post("/v1/programmes", json={**HORIZON, "name": "Lantern"})

    assert (again.status_code, again.headers["location"], again.json()["see"]) == (409, f"/v1/programmes/{KEY}", f"/v1/programmes/{KEY}")
    assert of_the_command_line.status_code == 409


UNFIT = (
    ({"timezone": "Europe/Atlantis"}, "/timezone"),
    ({"name": "…"}, "/name"),
    ({"name": "a\nb"}, "/name"),
    ({"name": "a" + "\u33af" * 199}, "/name"),
    ({"partners": HORIZON["partners"][:1]}, "/partners"),
    ({"partners": [*HORIZON["partners"], {"id": "techinnovate", "name": "Third"}]}, "/partners/2/id"),
    ({"partners": [*HORIZON["partners"], {"id": "third", "name": "ti"}]}, "/partners/2/name"),
    ({"partners": [*HORIZON["partners"], {"id": "third", "name": "Third", "people": ["jonas weber"]}]}, "/partners/2/people"),
    ({"partners": [*HORIZON["partners"], {"id": "Third", "name": "Third"}]}, "/partners/2/id"),
    ({"partners": [*HORIZON["partners"], {"id": "third", "name": "Third", "colour": "red"}]}, "/partners/2/colour"),
    ({"charter": "\u0000"}, "/charter"),
    ({"recipients": []}, "/recipients"),
)


def test_what_does_not_fit_is_named_by_its_place_and_leaves_nothing(reader, hosting):
    for change, pointer in UNFIT:
        answer = reader.post("/v1/programmes", json={**HORIZON, **change})

        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
        assert pointer in [place["pointer"] for place in answer.json()["errors"]]
    assert not hosting.data.exists() or not [path for path in hosting.data.iterdir() if not path.name.startswith(".")]
    assert len(reader.get("/v1/programmes").json()["programmes"]) == 2


def test_only_an_administrator_of_all_programmes_makes_one(client, key):
    without = client.post("/v1/programmes", json=HORIZON, headers=key(Scope.INGEST, Scope.READ_ALERTS, Scope.WRITE_ALERTS))
    bound = client.post("/v1/programmes", json=HORIZON, headers=key(Scope.ADMIN, programmes=("lantern",)))

    assert (without.status_code, bound.status_code) == (403, 403)


def test_a_change_keeps_what_it_does_not_name(made, reader, hosting):
    partners = [{"id": "techinnovate", "name": "TechInnovate AG"}, {"id": "globallogistics", "name": "GL", "people": []}]

    changed = reader.patch(f"/v1/programmes/{KEY}", json={"partners": partners}, headers={"If-Match": made.headers["etag"]})

    settings = programme_settings(hosting.data / KEY)
    assert changed.status_code == 200
    assert [(each.name, each.aliases, len(each.people)) for each in settings.partners] == [("TechInnovate AG", ("TI",), 2), ("GL", (), 0)]
    assert settings.charter == ("charter.md",)
    assert reader.get(f"/v1/programmes/{KEY}").json()["partners"][0]["name"] == "TechInnovate AG"


def test_a_change_that_rests_on_an_older_state_is_refused(made, reader, hosting):
    tag = reader.get(f"/v1/programmes/{KEY}").headers["etag"]
    first = reader.patch(f"/v1/programmes/{KEY}", json={"charter": "# New\n"}, headers={"If-Match": tag})

    second = reader.patch(f"/v1/programmes/{KEY}", json={"charter": "# Other\n"}, headers={"If-Match": tag})

    assert (made.headers["etag"], first.status_code, second.status_code) == (tag, 200, 412)
    assert (hosting.data / KEY / "charter.md").read_text() == "# New\n"
    assert first.headers["etag"] != tag


def test_an_empty_charter_takes_it_away(made, reader, hosting):
    reader.patch(f"/v1/programmes/{KEY}", json={"charter": "", "timezone": "UTC"})

    assert programme_settings(hosting.data / KEY).charter == ()
    assert not (hosting.data / KEY / "charter.md").exists()


def test_a_programme_of_the_command_line_is_not_written_to(reader, store, scan, tmp_path):
    folder = tmp_path / "of-somebody"
    folder.mkdir()
    (folder / "driftwatch.toml").write_text("[programme]\nname = 'Lantern'\n")
    store.commit(replace(scan, folder=folder))

    changed = reader.patch("/v1/programmes/lantern", json={"charter": "x"})
    pushed = reader.post("/v1/programmes/lantern/imports", json={"messages": [{"text": "a"}]})
    removed = reader.delete("/v1/programmes/lantern")

    assert (changed.status_code, pushed.status_code, removed.status_code) == (409, 409, 204)
    assert "command line" in pushed.json()["detail"]
    assert [path.name for path in folder.iterdir()] == ["driftwatch.toml"]
    assert reader.get("/v1/programmes/lantern").status_code == 404


def test_a_removed_programme_is_gone_from_store_and_disk_and_told_in_the_audit_log(made, reader, hosting, store):
    removed = reader.delete(f"/v1/programmes/{KEY}")

    assert removed.status_code == 204
    assert reader.get(f"/v1/programmes/{KEY}").status_code == 404
    assert not [path for path in hosting.data.rglob("*") if path.is_file() and path.name != ".lock"]
    assert [line.action for line in store.audit.find(KEY, limit=9).rows] == ["programme.removed", "programme.created"]


def test_of_several_who_remove_a_programme_at_once_one_does(made, reader, store):
    with ThreadPoolExecutor(4) as several:
        answers = list(several.map(lambda _: reader.delete(f"/v1/programmes/{KEY}").status_code, range(4)))

    assert sorted(answers) == [204, 404, 404, 404]
    assert [line.action for line in store.audit.find(KEY, limit=9).rows] == ["programme.removed", "programme.created"]


def test_a_programme_with_a_job_under_way_is_not_removed(made, reader):
    job = reader.post(f"/v1/programmes/{KEY}/scans").json()

    refused = reader.delete(f"/v1/programmes/{KEY}")

    assert (refused.status_code, refused.json()["see"]) == (409, f"/v1/jobs/{job['id']}")


def test_a_making_that_was_cut_short_does_not_stand_in_the_way_but_somebodys_files_do(reader, hosting):
    described = Described(name="Horizon “N°1”", timezone="UTC", partners=programme_partners())
    hosting.make(described, enrolled=lambda: False, enrol=lambda _: True)
    again = reader.post("/v1/programmes", json=HORIZON)
    reader.delete(f"/v1/programmes/{KEY}")
    (hosting.data / KEY / "imports").mkdir(parents=True)
    (hosting.data / KEY / "imports" / "old.md").write_text("x")
    in_the_way = reader.post("/v1/programmes", json=HORIZON)

    assert (again.status_code, in_the_way.status_code) == (201, 422)
    assert (hosting.data / KEY / "imports" / "old.md").read_text() == "x"
    assert str(hosting.data) not in in_the_way.text


def test_a_charter_with_line_ends_of_windows_says_what_was_sent(hosting):
    described = Described(name="Horizon", timezone="UTC", partners=programme_partners(), charter="# Charter\r\n")
    hosting.make(described, enrolled=lambda: False, enrol=lambda _: True)

    assert hosting.says(described)


def test_a_service_without_a_place_for_programmes_says_so(service, key):
    client = TestClient(create_app(replace(service, hosting=None)))

    answer = client.post("/v1/programmes", json=HORIZON, headers=key())

    assert answer.status_code == 503


def test_nothing_is_made_on_a_full_disk(service, key):
    full = type("Usage", (), {"total": 100 * 1024**3, "free": 1024**2})()
    client = TestClient(create_app(replace(service, usage=lambda _: full)))

    answer = client.post("/v1/programmes", json=HORIZON, headers=key())

    assert (answer.status_code, answer.headers["retry-after"]) == (507, "60")


def test_what_is_written_is_toml_that_says_what_was_sent(made, hosting):
    text = (hosting.data / KEY / "driftwatch.toml").read_text()

    told = tomllib.loads(text)

    assert told["partner"] == [{name: value for name, value in partner.items() if value} for partner in HORIZON["partners"]]
    assert json.loads(json.dumps(told["programme"])) == {"name": "Horizon “N°1”", "timezone": "Europe/Berlin", "charter": "charter.md"}


def programme_partners():
    from driftwatch.domain.talk import Partner

    return (Partner(id="a", name="A"), Partner(id="b", name="B"))
