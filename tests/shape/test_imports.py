"""Starting is instant: heavy libraries are loaded by the part that needs them, when it needs them."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    "fastapi",
    "matplotlib",
    "numpy",
    "onnxruntime",
    "pandas",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "spacy",
    "sqlalchemy",
    "torch",
    "transformers",
    "uvicorn",
}

HELP = """
import sys
from driftwatch.cli.main import main
sys.argv = ["driftwatch", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""
LOADED = """
import json, sys
print(json.dumps(sorted(sys.modules)))
"""


def test_importing_driftwatch_loads_nothing_but_itself():
    before = _loaded("")

    assert {name for name in _loaded("import driftwatch") - before if not name.startswith("driftwatch")} <= _standard()


@pytest.mark.parametrize("arguments", [["--help"], ["scan", "--help"], ["classify", "--help"], ["serve", "--help"]])
def test_help_loads_no_heavy_library(arguments):
    assert not HEAVY & _loaded(HELP.format(arguments=arguments))


def _loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after this code."""
    ran = subprocess.run([sys.executable, "-c", code + LOADED], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def _standard() -> frozenset[str]:
    return sys.stdlib_module_names
