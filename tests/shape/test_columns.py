"""A column's name stands in quotes in tables.py and nowhere else."""

import ast
from collections.abc import Iterator

from pytest import fixture

TABLES = "src/driftwatch/tables.py"
FRAME_METHODS = {
    "agg",
    "drop",
    "drop_duplicates",
    "dropna",
    "explode",
    "groupby",
    "join",
    "melt",
    "merge",
    "pivot",
    "pop",
    "rename",
    "set_index",
    "sort_values",
}


@fixture
def columns(modules):
    tables = next(module for module in modules if module.path == TABLES)
    return {
        node.targets[0].id
        for node in ast.walk(tables.tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "Column"
        and isinstance(node.targets[0], ast.Name)
    }


def test_the_declared_columns_are_found(columns):
    assert {"text", "partner", "said_at", "document", "distorted"} <= columns


def test_no_column_is_named_in_quotes_outside_the_tables(modules, columns):
    handlers = [
        module
        for module in modules
        if module.path != TABLES and any(name.startswith(("driftwatch.tables", "pandas")) for _, name in module.imports())
    ]

    quoted = [f"{module.where(node)} {name!r}" for module in handlers for node, name in _names_given_to_frames(module.tree) if name in columns]

    assert not quoted


def test_no_row_is_walked_by_iterrows_or_apply(modules):
    walked = [
        module.where(call)
        for module in modules
        for call, name in module.calls()
        if name.endswith((".iterrows", ".applymap")) or (name.endswith(".apply") and _by_row(call))
    ]

    assert not walked


def _by_row(call: ast.Call) -> bool:
    return any(keyword.arg == "axis" for keyword in call.keywords)


def _names_given_to_frames(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Strings in square brackets behind something, and strings handed to a method that frames have."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            yield from ((node, name) for name in _strings(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FRAME_METHODS:
            yield from ((node, name) for argument in (*node.args, *(keyword.value for keyword in node.keywords)) for name in _strings(argument))


def _strings(node: ast.expr) -> Iterator[str]:
    return (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
