"""When a programme is scanned and its mail sent without anybody asking."""

import pytest
from sqlalchemy import update

from driftwatch.domain.keys import Scope
from driftwatch.store.database import connect
from driftwatch.store.schema import StoredProgramme

ADDRESS = "/v1/programmes/lantern/schedule"
WANTED = {"scan": {"rhythm": "weekly", "day": "wed", "time": "05:15"}, "digest": {"rhythm": "weekly", "day": "fri", "time": "08:00"}}


@pytest.fixture
def folder(store, tmp_path):
    """The programme's folder, whose driftwatch.toml wants a scan each day."""
    partners = '[[partner]]\nid = "brightmill"\n[[partner]]\nid = "northquay"\n'
    text = f'[programme]\nname = "Lantern"\ntimezone = "Europe/Berlin"\n{partners}[schedule]\nscan = "daily"\ntime = "06:00"\n'
    (tmp_path / "driftwatch.toml").write_text(text)
    database = connect(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    with database.writing() as connection:
        connection.execute(update(StoredProgramme).where(StoredProgramme.key == "lantern").values(folder=str(tmp_path)))
    database.close()
    return tmp_path


def test_what_driftwatch_toml_says_holds_at_first(reader, folder):
    told = reader.get(ADDRESS).json()

    assert told == {
        "programme": "lantern",
        "set_by": "file",
        "timezone": "Europe/Berlin",
        "scan": {"rhythm": "daily", "day": "mon", "time": "06:00", "done": None, "next": "2026-04-07T04:00:00+00:00"},
        "digest": {"rhythm": "never", "day": "mon", "time": "07:30", "done": None, "next": None},
        "problem": None,
    }


def test_what_is_set_holds_until_it_is_deleted_and_the_audit_log_says_who_set_it(reader, folder, store):
    set_ = reader.put(ADDRESS, json=WANTED)
    shown = reader.get(ADDRESS).json()
    deleted = reader.delete(ADDRESS)
    after = reader.get(ADDRESS).json()

    assert (set_.status_code, set_.json()) == (200, shown)
    assert (shown["set_by"], shown["scan"]["next"], shown["digest"]["next"]) == ("api", "2026-04-08T03:15:00+00:00", "2026-04-10T06:00:00+00:00")
    assert (deleted.status_code, after["set_by"], after["scan"]["rhythm"]) == (204, "file", "daily")
    assert [(line.action, line.actor) for line in store.audit.find("lantern", limit=5).rows if line.action.startswith("schedule")] == [
        ("schedule.deleted", "ops dashboard"),
        ("schedule.set", "ops dashboard"),
    ]


def test_deleting_what_nobody_set_changes_nothing(reader, folder, store):
    before = len(store.audit.find("lantern", limit=50).rows)

    assert reader.delete(ADDRESS).status_code == 204
    assert len(store.audit.find("lantern", limit=50).rows) == before


def test_a_file_that_cannot_be_used_is_said_to_be_why_nothing_is_done(reader, folder):
    (folder / "driftwatch.toml").write_text('[programme]\nname = "Lantern"\nzone = "UTC"\n')

    told = reader.get(ADDRESS).json()

    assert told["problem"].startswith("Its driftwatch.toml cannot be used: driftwatch.toml:3: unknown key `zone`")
    assert told["scan"]["next"] is None


def test_a_programme_whose_folder_nobody_knows_says_so(reader):
    assert reader.get("/v1/programmes/harbour/schedule").json()["problem"].startswith("The store does not know where")


@pytest.mark.parametrize(
    "wrong",
    [
        {"scan": {"rhythm": "hourly"}, "digest": {"rhythm": "never"}},
        {"scan": {"rhythm": "daily", "time": "24:00"}, "digest": {"rhythm": "never"}},
        {"scan": {"rhythm": "daily", "day": "someday"}, "digest": {"rhythm": "never"}},
        {"scan": {"rhythm": "daily"}, "digest": {"rhythm": "daily"}},
        {"scan": {"rhythm": "daily"}},
        {"scan": {"rhythm": "daily"}, "digest": {"rhythm": "never"}, "mail": {}},
    ],
)
def test_what_is_no_schedule_is_refused_and_changes_nothing(reader, folder, wrong):
    assert reader.put(ADDRESS, json=wrong).status_code == 422
    assert reader.get(ADDRESS).json()["set_by"] == "file"


def test_a_key_needs_the_scope_admin_and_sees_its_own_programmes_alone(client, key, folder):
    without = key(Scope.READ_ALERTS, Scope.WRITE_ALERTS, Scope.INGEST)
    elsewhere = key(Scope.ADMIN, programmes=("harbour",))

    asked = [client.request(method, ADDRESS, json=WANTED, headers=headers) for headers in (without, elsewhere) for method in ("GET", "PUT", "DELETE")]

    assert [answer.status_code for answer in asked] == [403, 403, 403, 404, 404, 404]
