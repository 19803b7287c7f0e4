"""A module is called after an idea of the problem; a drawer for everything has no name."""

import ast
from pathlib import PurePosixPath

import pytest

DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "base", "core", "manager", "managers", "stuff", "tools"}


def test_no_module_is_a_drawer(modules):
    drawers = [
        module.path for module in modules if DRAWERS & {word for part in PurePosixPath(module.path).with_suffix("").parts for word in part.split("_")}
    ]

    assert not drawers


@pytest.mark.parametrize("suffix", ["Manager", "Helper", "Util", "Utils"])
def test_no_class_is_a_drawer(modules, suffix):
    drawers = [
        module.where(node) for module in modules for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef) and node.name.endswith(suffix)
    ]

    assert not drawers
