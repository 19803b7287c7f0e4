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
    before: str = ""
    """What was said before it, where that is known."""
    stratum: str = ""
    """How it was drawn, or the voice that it is written in."""
    checked: bool = True
    """Whether its labels were settled by more than one reading."""


def read_labelled(file: Path) -> tuple[LabelledStatement, ...]:
    """The lines of a JSON Lines file with `text`, `labels` and `document` or `source`; further keys are let be."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    found: list[LabelledStatement] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_statement(line, f"{file}:{number}", found[-1] if found else None))
    return tuple(found)


def read_gold(file: Path) -> tuple[LabelledStatement, ...]:
    """The labelled quotes of a programme's gold.json, each a document of its own."""
    try:
        gold = json.loads(file.read_text("utf-8"))
        rows = [{"text": row["quote"], "labels": row["labels"], "field": file.parent.name} for row in gold["statements"]]
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read ({error.strerror or error})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{file}: no gold.json with `statements`, each with `quote` and `labels`: {error}") from error
    return tuple(_checked(row, f"{file}: statement {number}") for number, row in enumerate(rows, start=1))


def read_part(folder: Path, part: Part) -> tuple[LabelledStatement, ...]:
    """One side of a corpus of statements, as its corpus.toml splits it by series."""
    held_out = tomllib.loads((folder / CORPUS_FILE).read_text("utf-8")).get("held_out", [])
    statements = [statement for file in corpus_files(folder) for statement in read_labelled(file)]
    return tuple(statement for statement in statements if (statement.series in held_out) == (part is Part.HELD_OUT))


def is_statement_corpus(folder: Path) -> bool:
    """Whether the corpus holds labelled statements (rather than a programme, for instance)."""
    file = folder / CORPUS_FILE
    return file.is_file() and tomllib.loads(file.read_text("utf-8")).get("kind") == "statements"


def corpus_files(folder: Path) -> tuple[Path, ...]:
    """The files of a corpus of statements."""
    return tuple(folder / name for name in tomllib.loads((folder / CORPUS_FILE).read_text("utf-8"))["files"])


def label_matrix(statements: Sequence[LabelledStatement]) -> NDArray[np.bool_]:
    """Shape (statements, 7), columns in the order of LABELS."""
    return np.array([[label in statement.labels for label in LABELS] for statement in statements], dtype=bool).reshape(len(statements), len(LABELS))


def _statement(line: str, place: str, former: LabelledStatement | None) -> LabelledStatement:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ConfigurationError(f"{place}: not a JSON object: {error}") from error
    return _checked(row, place, former)


def _checked(row: object, place: str, former: LabelledStatement | None = None) -> LabelledStatement:
    """Without a `before` of its own, what stands before a statement is the line before, if that is of the same document."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("labels"), list):
        raise ConfigurationError(f"{place}: a statement needs `text` (text) and `labels` (a list)")
    document = str(row.get("document") or row.get("source") or place)
    told = former.text if former and former.document == document and "document" in row else ""
    return LabelledStatement(
        before=" ".join(str(row.get("before") or told).split()),
        stratum=str(row.get("stratum") or row.get("voice") or ""),
        text=" ".join(row["text"].split()),
        labels=frozenset(_label(name, place) for name in row["labels"]),
        document=document,
        series=str(row.get("field") or (place.rpartition(":")[0] if document == place else document.partition("/")[0])),
    )


def _label(name: object, place: str) -> Label:
    if name not in list(LABELS):
        near = get_close_matches(str(name), LABELS, n=1)
        raise ConfigurationError(f"{place}: `{name}` is no label; " + (f"did you mean `{near[0]}`?" if near else f"known are {', '.join(LABELS)}"))
    return Label(str(name))
