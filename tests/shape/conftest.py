"""The source read as syntax trees, once for all the house rules."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOTS = ("src/driftwatch", "api/driftwatch_api", "models/driftwatch_models")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of ours."""

    path: str
    """Relative to the repository, with forward slashes."""
    lines: int
    tree: ast.Module

    def where(self, node: ast.AST) -> str:
        """The place of a node, as an editor can open it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every import statement, at the top or inside a function, with the full name of what it takes."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the dotted name of what is called, `datetime.now` for instance."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, ast.unparse(node.func)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.fixture(scope="session")
def modules(repository: Path) -> tuple[Module, ...]:
    """All modules that we ship."""
    paths = sorted(path for root in ROOTS for path in (repository / root).rglob("*.py"))
    return tuple(_module(repository, path) for path in paths)


@pytest.fixture(scope="session")
def within() -> Callable[[Module, tuple[str, ...]], bool]:
    """Whether a module lies in one of these folders, or is one of these files."""
    return lambda module, places: any(module.path == place or module.path.startswith(f"{place}/") for place in places)


def _module(repository: Path, path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path=path.relative_to(repository).as_posix(), lines=text.count("\n"), tree=ast.parse(text))
