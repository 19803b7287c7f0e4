"""Small enough to be read: modules, functions, lists of arguments."""

import ast

MODULE_LINES = 300
FUNCTION_LINES = 39
ARGUMENTS = 5


def test_a_module_has_at_most_three_hundred_lines(modules):
    too_long = [f"{module.path}: {module.lines} lines" for module in modules if module.lines > MODULE_LINES]

    assert not too_long


def test_a_function_stays_under_forty_lines(modules):
    too_long = [
        f"{module.where(function)} {function.name}: {_lines(function)} lines"
        for module in modules
        for function in module.functions()
        if _lines(function) > FUNCTION_LINES
    ]

    assert not too_long


def test_a_function_takes_at_most_five_arguments_that_have_a_place(modules):
    too_many = [
        f"{module.where(function)} {function.name}: {_arguments(function)}"
        for module in modules
        for function in module.functions()
        if _arguments(function) > ARGUMENTS
    ]

    assert not too_many


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Positional arguments; what a method is called on, and keyword-only tuning, do not count."""
    places = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(places) - (places[:1] in (["self"], ["cls"]))
