"""The limits under which files are read, as a user sees and sets them."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def folder(write_meadow, tmp_path: Path) -> Path:
    """A programme of one test's own."""
    return write_meadow(tmp_path / "meadow")


def test_the_limits_are_shown_and_those_of_a_programme_beside_the_usual(driftwatch, folder) -> None:
    with (folder / "driftwatch.toml").open("a") as file:
        file.write("\n[limits]\nmessage_chars = 1000\n")

    shown = driftwatch("limits", folder)
    plain = driftwatch("limits", "--json")

    assert "1,000 (usually 65,536)" in shown.stdout
    assert json.loads(plain.stdout)["message_chars"] == 65_536


def test_a_limit_that_is_none_is_refused_with_its_line(driftwatch, folder) -> None:
    lines = (folder / "driftwatch.toml").read_text().count("\n")
    with (folder / "driftwatch.toml").open("a") as file:
        file.write("\n[limits]\nmesage_chars = 1000\n")

    ran = driftwatch("limits", folder)

    assert ran.returncode == 2
    assert f"driftwatch.toml:{lines + 3}: unknown key `mesage_chars`; did you mean `message_chars`?" in ran.stderr
