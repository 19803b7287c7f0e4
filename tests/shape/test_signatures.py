"""A named thing is passed as a named thing."""

import ast
import re
from collections.abc import Iterator

NAMELESS = re.compile(r"\b(dict|Dict|Mapping|MutableMapping)\[str, (typing\.)?Any\]")


def test_no_signature_takes_or_gives_a_dict_of_anything(modules):
    nameless = [
        f"{module.where(function)} {function.name}"
        for module in modules
        for function in module.functions()
        for kind in _annotations(function)
        if NAMELESS.search(kind)
    ]

    assert not nameless


def test_no_public_signature_says_any(modules):
    anything = [
        f"{module.where(function)} {function.name}"
        for module in modules
        for function in module.functions()
        if not function.name.startswith("_")
        for kind in _annotations(function)
        if kind in ("Any", "typing.Any")
    ]

    assert not anything


def _annotations(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    kinds = [argument.annotation for argument in every if argument] + [function.returns]
    return (ast.unparse(kind).strip("'\"") for kind in kinds if kind)
