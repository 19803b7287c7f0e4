"""What is kept in the repository holds on any machine."""

import re
import subprocess

import pytest

HOMES, LITTER = ("work", "root", "home", "Users", "opt"), "tmp"
PLACES = [f"/{name}/".encode() for name in (*HOMES, LITTER)]
"""What is looked for before lines are: most files, and all the large ones, hold none of it."""
ABSOLUTE = re.compile(rf"(?<![\w.~-])/(?:{'|'.join(HOMES)})/\w|(?<![\w.~-])/{LITTER}/[a-z]")


@pytest.fixture
def tracked(repository):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: nothing says what is tracked")
    return [path for name in listed.stdout.split("\0") if name and (path := repository / name).is_file()]


def test_no_tracked_file_names_a_path_of_somebodys_machine(repository, tracked):
    found = [
        f"{path.relative_to(repository)}:{number}: {match[0]}"
        for path in tracked
        if any(place in path.read_bytes() for place in PLACES)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if (match := ABSOLUTE.search(line)) and not line.startswith("#!")
    ]

    assert not found


def test_nothing_generated_is_tracked(repository, tracked):
    generated = [
        str(path.relative_to(repository))
        for path in tracked
        if {"__pycache__", ".venv", "driftwatch-demo", "driftwatch-out", ".driftwatch", "dist"} & set(path.relative_to(repository).parts)
    ]

    assert not generated
