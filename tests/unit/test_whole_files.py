"""A file is there whole or not at all, and what the dead have left is cleared away."""

import fcntl

import pytest

from driftwatch.whole_files import write_whole


class DiskError(OSError):
    pass


def broken():
    yield "half of it"
    raise DiskError


def test_a_file_keeps_its_content_when_the_new_one_cannot_be_written(tmp_path):
    file = tmp_path / "alerts.json"
    write_whole(file, ["the first\n"])

    with pytest.raises(DiskError):
        write_whole(file, broken())

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"alerts.json": "the first\n"}


def test_parts_of_the_dead_are_cleared_away_and_those_of_the_living_are_not(tmp_path):
    dead, living, other = (tmp_path / name for name in (".alerts.json.1.part", ".alerts.json.2.part", ".import.json.1.part"))
    for part in (dead, living, other):
        part.write_text("half")

    with living.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        write_whole(tmp_path / "alerts.json", ["ü\n"])

    assert sorted(path.name for path in tmp_path.iterdir()) == [living.name, other.name, "alerts.json"]
    assert (tmp_path / "alerts.json").read_bytes() == "ü\n".encode()
