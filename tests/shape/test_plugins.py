"""Our own plug-ins enter by the guests' door: each module is announced, and each announcement leads somewhere."""

import importlib
import tomllib

import pytest


@pytest.fixture
def announced(repository):
    groups = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    return {group: dict(entries) for group, entries in groups.items()}


@pytest.mark.parametrize("kind", ["readers", "checks"])
def test_every_module_is_announced_under_its_own_name(repository, announced, kind):
    modules = {path.stem for path in (repository / "src" / "driftwatch" / kind).glob("*.py") if not path.stem.startswith("_")}

    assert set(announced[f"driftwatch.{kind}"]) == modules


@pytest.mark.parametrize("group", ["driftwatch.readers", "driftwatch.checks", "driftwatch.notifiers"])
def test_every_announcement_leads_to_an_object_of_ours(announced, group):
    for name, target in announced[group].items():
        module, _, attribute = target.partition(":")
        found = importlib.import_module(module)

        assert module.startswith(f"{group}."), name
        assert not attribute or hasattr(found, attribute), name
