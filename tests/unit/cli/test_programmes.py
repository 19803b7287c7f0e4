import pytest

from driftwatch.cli.programmes import chosen, remember
from driftwatch.domain.talk import Partner
from driftwatch.errors import ConfigurationError
from driftwatch.settings import Settings

PARTNERS = (Partner(id="a", name="A"), Partner(id="b", name="B"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user without any state, in an empty folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def programme(folder):
    folder.mkdir(exist_ok=True)
    (folder / "driftwatch.toml").write_text("[programme]\n", encoding="utf-8")
    return Settings(folder=folder, name="P", partners=PARTNERS)


def test_the_programme_that_is_named_is_meant_whatever_else_is_there(home):
    programme(home / "here")

    assert chosen(home / "named") == home / "named"


def test_the_current_folder_comes_before_the_programme_scanned_last(home, capsys):
    remember(programme(home / "earlier"))
    programme(home / "here")

    assert chosen(None).resolve() == home / "here"
    assert capsys.readouterr().err == ""


def test_elsewhere_the_programme_scanned_last_is_meant_and_that_is_said(home, capsys):
    remember(programme(home / "first"))
    remember(programme(home / "last"))

    assert chosen(None) == home / "last"
    assert capsys.readouterr().err == f"programme scanned last: {home / 'last'}\n"


@pytest.mark.parametrize("note", [None, "", "[]", '{"programme": 1}', '{"programme": "/nowhere/at/all"}'])
def test_where_nothing_says_which_programme_is_meant_that_is_an_error(home, note):
    if note is not None:
        (home / "state" / "driftwatch").mkdir(parents=True)
        (home / "state" / "driftwatch" / "recent.json").write_text(note, encoding="utf-8")

    with pytest.raises(ConfigurationError, match="--programme"):
        chosen(None)


def test_a_state_that_cannot_be_written_stops_nothing(home):
    (home / "state").write_text("a file where a folder should be", encoding="utf-8")

    remember(programme(home / "earlier"))

    with pytest.raises(ConfigurationError):
        chosen(None)
