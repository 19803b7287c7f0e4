"""Every regular expression of ours, and how it is asked: found by reading the source as trees and walking what the modules hold."""

import ast
import dataclasses
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

import driftwatch

ELSEWHERE = {
    "driftwatch.settings": "the operator's own configuration, read before any source",
    "driftwatch.cli": "what the operator types, and his configuration",
    "driftwatch.store.migrations": "statements of the schema",
}
"""Parts of the library whose patterns never meet text of a source, and what they meet."""
ASKED = frozenset({"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"})
ALL_ALONG = frozenset({"finditer", "findall", "sub", "subn", "split"})
"""They go on behind what they found, to the end of the text."""
_FLAGS_BEHIND = {"compile": 1, "split": 3, "sub": 4, "subn": 4}
"""Which argument the flags are; of the others the third."""
_DEEPEST = 6

Key = tuple[str | bytes, int]


@dataclass(slots=True)
class Used:
    """A pattern, who holds it and how it is asked."""

    pattern: re.Pattern[str] | re.Pattern[bytes]
    modules: set[str] = field(default_factory=set)
    ways: set[str] = field(default_factory=set)

    def asked(self) -> list[str]:
        """`finditer` for all that go along the text; it searches from every place, so that nothing is left to see for `search`."""
        ways = {"finditer" if way in ALL_ALONG else way for way in self.ways} or {"search", "fullmatch"}
        return sorted(ways - {"search"} if "finditer" in ways else ways)


@dataclass(slots=True)
class Inventory:
    """All patterns, and those that are only known at run time."""

    used: dict[Key, Used] = field(default_factory=dict)
    built: set[str] = field(default_factory=set)
    """`module:function` that makes a pattern of its arguments."""
    hidden: set[str] = field(default_factory=set)
    """Where `re` is imported in a way that hides its calls."""

    def add(self, pattern: re.Pattern[str] | re.Pattern[bytes], module: str) -> Used:
        used = self.used.setdefault((pattern.pattern, pattern.flags), Used(pattern))
        used.modules.add(module)
        return used

    def of(self, module: str) -> list[Used]:
        """The patterns that are tried with this module: each with the first of those that hold it and make any."""
        makers = set(making())
        return [used for used in self.used.values() if min(used.modules & makers, default="") == module]


@cache
def inventory() -> Inventory:
    """Of the whole library."""
    found = Inventory()
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules()}
    named = {name: _held(importlib.import_module(name)) for name in trees}
    for name, patterns in named.items():
        for pattern in (each for held in patterns.values() for each in held):
            found.add(pattern, name)
    for name, tree in trees.items():
        _Reader(name, named[name], found).visit(tree)
    return found


def modules() -> Iterator[tuple[str, Path]]:
    """The name and the file of every module that may meet text of a source."""
    root = Path(str(driftwatch.__file__)).parent
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not any(f"{name}.".startswith(f"{part}.") for part in ELSEWHERE):
            yield name, path


@cache
def making() -> tuple[str, ...]:
    """The modules that make patterns; told without importing them."""
    return tuple(name for name, path in modules() if re.search(r"^import re$", path.read_text(encoding="utf-8"), re.MULTILINE))


def _held(module: ModuleType) -> dict[str, list[re.Pattern[str]]]:
    """Name in the module -> the patterns that stand behind it, whatever they are packed into."""
    return {name: patterns for name, value in vars(module).items() if (patterns := list(_within(value)))}


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < _DEEPEST and not isinstance(value, type | ModuleType):
        if isinstance(value, Mapping):
            inner = [*value.keys(), *value.values()]
        elif isinstance(value, tuple | list | set | frozenset):
            inner = list(value)
        else:
            inner = [getattr(value, each.name, None) for each in dataclasses.fields(value)] if dataclasses.is_dataclass(value) else []
        for each in inner:
            yield from _within(each, depth + 1)


class _Reader(ast.NodeVisitor):
    """One module: calls of `re`, and how its named patterns are asked."""

    def __init__(self, module: str, held: Mapping[str, list[re.Pattern[str]]], found: Inventory) -> None:
        self._module, self._held, self._found = module, held, found
        self._names = vars(importlib.import_module(module))
        self._function: list[str] = []
        self._loose: set[str] = set()

    def visit_Module(self, node: ast.Module) -> None:
        self.generic_visit(node)
        for patterns in self._held.values():
            for pattern in patterns:
                used = self._found.add(pattern, self._module)
                if not used.ways:  # in a tuple, handed over: it is asked by another name
                    used.ways |= self._loose - {"split"}

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function.append(node.name)
        self.generic_visit(node)
        self._function.pop()

    def visit_Import(self, node: ast.Import) -> None:
        if any(alias.name in ("re", "regex", "sre_compile") and (alias.asname or alias.name != "re") for alias in node.names):
            self._found.hidden.add(f"{self._module}:{node.lineno}")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module in ("re", "regex"):
            self._found.hidden.add(f"{self._module}:{node.lineno}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in ASKED and not (isinstance(node.value, ast.Name) and node.value.id == "re"):
            named = [pattern for each in ast.walk(node.value) for pattern in self._behind(each)]
            for pattern in named:
                self._found.add(pattern, self._module).ways.add(node.attr)
            if not named:
                self._loose.add(node.attr)
        self.generic_visit(node)

    def _behind(self, node: ast.AST) -> list[re.Pattern[str]]:
        if isinstance(node, ast.Name):
            return self._held.get(node.id, [])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return list(_within(getattr(self._names.get(node.value.id), node.attr, None)))
        return [pattern] if isinstance(node, ast.Call) and (pattern := self._compiled(node)) else []

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"compile", *ASKED} and (pattern := self._compiled(node)):
            used = self._found.add(pattern, self._module)
            if node.func.attr != "compile":
                used.ways.add(node.func.attr)
        self.generic_visit(node)

    def _compiled(self, node: ast.Call) -> re.Pattern[str] | None:
        """The pattern that a call of a function of `re` makes, None where it is made of what is only known at run time."""
        if not (isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args):
            return None
        behind = _FLAGS_BEHIND.get(node.func.attr, 2)
        flags = next((each.value for each in node.keywords if each.arg == "flags"), node.args[behind] if len(node.args) > behind else None)
        try:
            return re.compile(self._value(node.args[0]), self._value(flags) if flags is not None else 0)
        except NameError:
            if self._function:  # else of a comprehension at the top: its patterns are found in what the module holds
                self._found.built.add(f"{self._module}:{self._function[-1]}")
            return None

    def _value(self, node: ast.expr) -> object:
        return eval(compile(ast.Expression(node), self._module, "eval"), dict(self._names))  # our own source, as it was imported
