"""`driftwatch import --suggest`: from minutes to the partners of a driftwatch.toml."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from driftwatch.cli.main import app
from driftwatch.settings import read_settings

CALL = """# Call, 3 March 2026

Attendees:

- Ada Lind (Norwind)
- Bo "Bob" Moe, Norwind Cranes
- Cy Penn - Southport Ltd
- Dee Rao (Southport)

## Notes

Ada: We lift at dawn.

Cy: We wait for the pilots.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "2026-03-03.md").write_text(CALL, encoding="utf-8")
    return tmp_path / "harbour"


def _suggested(folder: Path) -> str:
    ran = CliRunner().invoke(app, ["import", str(folder), "--suggest"])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_a_folder_without_a_configuration_gets_a_whole_one(folder: Path) -> None:
    text = _suggested(folder)

    (folder / "driftwatch.toml").write_text(text, encoding="utf-8")
    settings = read_settings(folder)
    assert settings.name == "harbour"
    assert [(partner.id, partner.name) for partner in settings.partners] == [("norwind", "Norwind"), ("southport", "Southport")]


def test_a_configuration_without_partners_gets_only_these(folder: Path) -> None:
    (folder / "driftwatch.toml").write_text('[programme]\nname = "Harbour"\n', encoding="utf-8")

    found = tomllib.loads(_suggested(folder))

    assert list(found) == ["partner"]
    assert found["partner"][1]["people"] == ["Cy Penn", "Dee Rao"]


def test_a_folder_that_lists_nobody_says_so(tmp_path: Path) -> None:
    (tmp_path / "call.md").write_text("# Call\n\nAda: We lift at dawn.\n\nCy: We wait.\n", encoding="utf-8")

    ran = CliRunner().invoke(app, ["import", str(tmp_path), "--suggest"])

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "names an organisation" in ran.stderr


def test_a_folder_that_is_not_there_is_a_plain_error(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["import", str(tmp_path / "nowhere"), "--suggest"])

    assert ran.exit_code != 0
