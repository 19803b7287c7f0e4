"""The shipped weights of form, by which a definition is told from what only looks like one."""

import json
from functools import cache
from pathlib import Path

import driftwatch_models
from driftwatch.domain.defining_form import FormWeights
from driftwatch.encoders.artefact import verify
from driftwatch.errors import ModelError

NAME = "definitions"
MARKS = "marks.json"


@cache
def definition_form() -> FormWeights:
    """The weights that ship, checked against their sha256; raises ModelError where they are not what was released."""
    return read_form(Path(driftwatch_models.__path__[0]) / NAME)


def read_form(folder: Path) -> FormWeights:
    """The weights in a folder; raises ModelError where they are altered or no weights."""
    verify(folder, (MARKS,))
    content = json.loads((folder / MARKS).read_text("utf-8"))
    try:
        return FormWeights(intercept=float(content["intercept"]), weights={str(mark): float(weight) for mark, weight in content["weights"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder / MARKS}: not an object with `intercept` and `weights`: {error}") from error


def definition_model() -> tuple[str, str]:
    """Name and sha256 of the weights, for the record."""
    folder = Path(driftwatch_models.__path__[0]) / NAME
    return NAME, verify(folder, (MARKS,))[MARKS]
