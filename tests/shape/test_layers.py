"""Imports point down; the linter's contracts say so, and these say what it cannot."""

import subprocess
import sys
import tomllib

SPACY_LIVES_IN = {"src/driftwatch/stages/segment.py"}
PROBES = {"src/driftwatch/cli/doctor.py"}


def test_the_contracts_between_the_layers_are_kept(repository):
    linter = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linter.returncode == 0, linter.stdout


def test_a_new_package_must_be_given_a_place(repository):
    contracts = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]

    inside = [contract for contract in contracts if contract.get("containers") == ["driftwatch"]]

    assert [contract.get("exhaustive") for contract in inside] == [True]


def test_the_domain_knows_only_the_standard_library(modules, within):
    known = sys.stdlib_module_names | {"driftwatch"}

    foreign = [
        f"{module.where(node)} {name}"
        for module in modules
        if within(module, ("src/driftwatch/domain",))
        for node, name in module.imports()
        if name.split(".")[0] not in known
    ]

    assert not foreign


def test_spacy_stays_behind_one_module(modules):
    users = {module.path for module in modules for _, name in module.imports() if name.split(".")[0] == "spacy"}

    assert users - PROBES == SPACY_LIVES_IN
