"""Who gets the weekly mail, set through the API."""

import pytest
from sqlalchemy import update

from driftwatch.domain.keys import Scope
from driftwatch.domain.mailing import Frequency, Preference
from driftwatch.store.database import connect
from driftwatch.store.preferences import Act
from driftwatch.store.schema import StoredProgramme

ADDRESS = "/v1/programmes/lantern/recipients"
ONE, TWO = "one@partner.example", "two@partner.example"


@pytest.fixture
def folder(store, tmp_path):
    """The programme's folder, whose driftwatch.toml names one recipient."""
    partners = '[[partner]]\nid = "brightmill"\n[[partner]]\nid = "northquay"\n'
    recipient = f'[[recipient]]\naddress = "{ONE}"\npartner = "brightmill"\nfrequency = "monthly"\n'
    (tmp_path / "driftwatch.toml").write_text(f'[programme]\nname = "Lantern"\ntimezone = "Europe/Berlin"\n{partners}{recipient}')
    database = connect(f"sqlite:///{tmp_path / 'driftwatch.db'}")
    with database.writing() as connection:
        connection.execute(update(StoredProgramme).where(StoredProgramme.key == "lantern").values(folder=str(tmp_path)))
    database.close()
    return tmp_path


def told(answer) -> dict[str, tuple[str, str, str]]:
    return {row["address"]: (row["listed_by"], row["frequency"], row["state"]) for row in answer.json()["recipients"]}


def test_those_of_the_file_are_listed_with_what_holds_for_them(reader, folder):
    assert reader.get(ADDRESS).json() == {
        "programme": "lantern",
        "recipients": [
            {
                "address": ONE, "partner": "brightmill", "frequency": "monthly", "min_severity": "low", "format": "html", "timezone": "Europe/Berlin",
                "listed_by": "file", "state": "active", "paused_until": None,
            }
        ],
        "problem": None,
    }  # fmt: skip


def test_who_is_set_is_on_the_list_and_who_is_left_out_is_not(reader, folder, store):
    set_ = reader.put(ADDRESS, json={"recipients": [{"address": TWO, "partner": "northquay", "frequency": "weekly", "timezone": "Asia/Tokyo"}]})

    assert told(set_) == told(reader.get(ADDRESS)) == {TWO: ("api", "weekly", "active")}
    assert [line.action for line in store.audit.find("lantern", limit=9).rows].count("mail.recipients") == 2
    assert "partner.example" not in str(store.audit.find("lantern", limit=9).rows)


def test_the_same_list_again_changes_nothing(reader, folder, store):
    wanted = {"recipients": [{"address": ONE}, {"address": TWO}]}

    answers = [reader.put(ADDRESS, json=wanted).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert [line.action for line in store.audit.find("lantern", limit=9).rows].count("mail.recipients") == 2


def test_nobody_who_has_left_is_brought_back(reader, folder, store, service):
    act = Act(actor="recipient", action="mail.unsubscribe", at=service.clock())
    store.preferences.change("lantern", ONE, lambda _: Preference(unsubscribed=act.at), act)
    store.preferences.change("lantern", TWO, lambda _: Preference(frequency=Frequency.NEVER), act)

    set_ = reader.put(ADDRESS, json={"recipients": [{"address": ONE, "frequency": "weekly"}, {"address": TWO, "frequency": "weekly"}]})

    assert told(set_) == {ONE: ("api", "weekly", "unsubscribed"), TWO: ("api", "never", "never")}


@pytest.mark.parametrize(
    ("recipient", "pointer"),
    [({"address": ONE, "partner": "elsewhere"}, "/recipients/0/partner"), ({"address": ONE, "timezone": "Middle/Earth"}, "/recipients/0/timezone")],
)
def test_what_cannot_be_is_refused_with_its_place(reader, folder, store, recipient, pointer):
    answer = reader.put(ADDRESS, json={"recipients": [recipient]})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert store.preferences.all("lantern") == {}


@pytest.mark.parametrize("address", ["no address", "a@b\r\nBcc: c@d", "a@b,c@d", "größe@partner.example", ""])
def test_what_is_no_address_is_refused(reader, folder, address):
    assert reader.put(ADDRESS, json={"recipients": [{"address": address}]}).status_code == 422


def test_a_programme_whose_file_cannot_be_read_says_so_and_shows_whom_the_api_listed(reader, folder):
    reader.put(ADDRESS, json={"recipients": [{"address": TWO}]})
    (folder / "driftwatch.toml").write_text("[programme\n")

    answer = reader.get(ADDRESS)

    assert told(answer) == {TWO: ("api", "weekly", "active")}
    assert "cannot be used" in answer.json()["problem"]


def test_only_administrators_see_or_set_who_gets_the_mail(client, key, folder):
    for scope in (Scope.READ_ALERTS, Scope.WRITE_ALERTS, Scope.INGEST):
        assert client.get(ADDRESS, headers=key(scope)).status_code == 403
        assert client.put(ADDRESS, headers=key(scope), json={"recipients": []}).status_code == 403
