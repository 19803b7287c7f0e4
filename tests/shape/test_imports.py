"""Starting is instant: heavy libraries are loaded by the part that needs them, when it needs them."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "fastapi",
    "matplotlib",
    "numpy",
    "onnx",
    "onnxruntime",
    "pandas",
    "py3langid",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "spacy",
    "sqlalchemy",
    "tokenizers",
    "torch",
    "transformers",
    "uvicorn",
}

RUN = """
import sys
from driftwatch.cli.main import main
sys.argv = ["driftwatch", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""
NEEDLESS_FOR_LABELS = {"matplotlib", "pandas", "rich", "sentence_transformers", "sklearn", "spacy", "sqlalchemy", "torch", "transformers"}
LOADED = """
import json, sys
print(json.dumps(sorted(sys.modules)))
"""


def test_importing_driftwatch_loads_nothing_but_itself():
    before = _loaded("")

    assert {name for name in _loaded("import driftwatch") - before if not name.startswith("driftwatch")} <= _standard()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["scan", "--help"],
        ["classify", "--help"],
        ["evaluate", "statements", "--help"],
        ["learn", "statements", "--help"],
        ["serve", "--help"],
    ],
)
def test_help_loads_no_heavy_library(arguments):
    assert not HEAVY & _loaded(RUN.format(arguments=arguments))


def test_a_few_lines_are_labelled_without_a_library_that_takes_its_time(tmp_path):
    lines = tmp_path / "lines.txt"
    lines.write_text("We will deliver the adapter by Friday.\n", encoding="utf-8")

    assert not NEEDLESS_FOR_LABELS & _loaded(RUN.format(arguments=["classify", str(lines)]))


def _loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after this code."""
    ran = subprocess.run([sys.executable, "-c", code + LOADED], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def _standard() -> frozenset[str]:
    return sys.stdlib_module_names
