"""Labelled statements: what the head is trained on and measured with."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.labels import LABELS, Label
from driftwatch.errors import ConfigurationError

CORPUS_FILE = "corpus.toml"


class Part(Enum):
    """The two sides of a corpus."""

    TRAINING = "training"
    HELD_OUT = "held out"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStatement:
    """A statement with the labels that a reader gave it."""

    text: str
    labels: frozenset[Label]
    document: str
    """The meeting, channel or mail it comes from: the unit of splits and intervals."""
    series: str
    """What the document belongs to: a field of work, or a project's minutes."""


def read_labelled(file: Path) -> tuple[LabelledStatement, ...]:
    """The lines of a JSON Lines file with `text`, `labels` and `document` or `source`; further keys are let be."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    return tuple(_statement(line, f"{file}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def read_gold(file: Path) -> tuple[LabelledStatement, ...]:
    """The labelled quotes of a programme's gold.json, each a document of its own."""
    gold = json.loads(file.read_text("utf-8"))
    rows = [{"text": row["quote"], "labels": row["labels"], "field": file.parent.name} for row in gold["statements"]]
    return tuple(_checked(row, f"{file}: statement {number}") for number, row in enumerate(rows, start=1))


def read_part(folder: Path, part: Part) -> tuple[LabelledStatement, ...]:
    """One side of a corpus of statements, as its corpus.toml splits it by series."""
    corpus = tomllib.loads((folder / CORPUS_FILE).read_text("utf-8"))
    statements = [statement for name in corpus["files"] for statement in read_labelled(folder / name)]
    return tuple(statement for statement in statements if (statement.series in corpus["held_out"]) == (part is Part.HELD_OUT))


def is_statement_corpus(folder: Path) -> bool:
    """Whether the corpus holds labelled statements (rather than a programme, for instance)."""
    file = folder / CORPUS_FILE
    return file.is_file() and tomllib.loads(file.read_text("utf-8")).get("kind") == "statements"


def label_matrix(statements: Sequence[LabelledStatement]) -> NDArray[np.bool_]:
    """Shape (statements, 7), columns in the order of LABELS."""
    return np.array([[label in statement.labels for label in LABELS] for statement in statements], dtype=bool).reshape(len(statements), len(LABELS))


def _statement(line: str, place: str) -> LabelledStatement:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ConfigurationError(f"{place}: not a JSON object: {error}") from error
    return _checked(row, place)


def _checked(row: object, place: str) -> LabelledStatement:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("labels"), list):
        raise ConfigurationError(f"{place}: a statement needs `text` (text) and `labels` (a list)")
    document = str(row.get("document") or row.get("source") or place)
    return LabelledStatement(
        text=" ".join(row["text"].split()),
        labels=frozenset(_label(name, place) for name in row["labels"]),
        document=document,
        series=str(row.get("field") or document.partition("/")[0]),
    )


def _label(name: object, place: str) -> Label:
    if name not in list(LABELS):
        near = get_close_matches(str(name), LABELS, n=1)
        raise ConfigurationError(f"{place}: `{name}` is no label; " + (f"did you mean `{near[0]}`?" if near else f"known are {', '.join(LABELS)}"))
    return Label(str(name))
