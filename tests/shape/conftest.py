"""The source read as syntax trees, once for all the house rules."""

import ast
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOTS = ("src/driftwatch", "api/driftwatch_api", "models/driftwatch_models")


@dataclass(frozen=True, kw_only=True)
class Module:
    """One module of ours; what the rules ask for again and again is worked out once."""

    path: str
    """Relative to the repository, with forward slashes."""
    lines: int
    tree: ast.Module

    def where(self, node: ast.AST) -> str:
        """The place of a node, as an editor can open it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> tuple[tuple[ast.stmt, str], ...]:
        """Every import statement, at the top or inside a function, with the full name of what it takes."""
        return self._imports

    def calls(self) -> tuple[tuple[ast.Call, str], ...]:
        """Every call with the dotted name of what is called, `datetime.now` for instance."""
        return self._calls

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (node for node in self._nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    @cached_property
    def _nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    @cached_property
    def _calls(self) -> tuple[tuple[ast.Call, str], ...]:
        return tuple((node, ast.unparse(node.func)) for node in self._nodes if isinstance(node, ast.Call))

    @cached_property
    def _imports(self) -> tuple[tuple[ast.stmt, str], ...]:
        whole = [(node, alias.name) for node in self._nodes if isinstance(node, ast.Import) for alias in node.names]
        parts = [
            (node, f"{node.module}.{alias.name}")
            for node in self._nodes
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        ]
        return (*whole, *parts)


@pytest.fixture(scope="session")
def modules(repository: Path) -> tuple[Module, ...]:
    """All modules that we ship."""
    paths = sorted(path for root in ROOTS for path in (repository / root).rglob("*.py"))
    found = tuple(_module(repository, path) for path in paths)
    gc.freeze()  # millions of nodes that live to the end: looking through them at every collection takes longer than the tests
    return found


@pytest.fixture(scope="session")
def within() -> Callable[[Module, tuple[str, ...]], bool]:
    """Whether a module lies in one of these folders, or is one of these files."""
    return lambda module, places: any(module.path == place or module.path.startswith(f"{place}/") for place in places)


def _module(repository: Path, path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path=path.relative_to(repository).as_posix(), lines=text.count("\n"), tree=ast.parse(text))
