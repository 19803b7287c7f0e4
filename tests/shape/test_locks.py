"""What is installed is said once: the locks hold all that pyproject.toml asks for, each with its hashes."""

import re
import tomllib

import pytest

ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")


@pytest.fixture
def project(repository):
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def lock(repository):
    return lambda name: (repository / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["installer", "run", "test"])
def test_every_locked_version_has_hashes(lock, name):
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", lock(name), flags=re.MULTILINE))

    assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("name", ["installer", "run", "test"])
def test_a_lock_names_no_index(lock, name):
    assert not re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links", lock(name))


def test_what_runs_is_tested_in_the_same_version(lock):
    assert set(ENTRY.findall(lock("run"))) <= set(ENTRY.findall(lock("test")))


def test_the_locks_hold_what_the_project_asks_for(project, lock):
    extras = project["project"]["optional-dependencies"]
    ray = {_name(requirement) for requirement in extras["ray"]}
    extras = [extra for name, extra in extras.items() if name != "ray"]  # 79 MB that only the tests of --engine ray need
    run = {_name(requirement) for requirement in (*project["project"]["dependencies"], *(each for extra in extras for each in extra))} - {"torch"}
    test = {_name(requirement) for requirement in project["dependency-groups"]["test"] if isinstance(requirement, str)}

    assert run <= {name for name, _ in ENTRY.findall(lock("run"))}
    assert test | ray <= {name for name, _ in ENTRY.findall(lock("test"))}


def test_torch_is_pinned_alike_in_both_places(repository, project):
    pinned = re.findall(r"^torch==\S+$", (repository / "requirements" / "torch.txt").read_text(encoding="utf-8"), re.MULTILINE)

    assert pinned == [requirement for requirement in project["project"]["optional-dependencies"]["st"] if _name(requirement) == "torch"]


def _name(requirement: str) -> str:
    return NAME.match(requirement)[0].lower().replace("_", "-").replace(".", "-")
