"""Own statements with the value of one facet each."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from driftwatch.domain.facets import VALUES, Facet
from driftwatch.errors import ConfigurationError
from driftwatch.learn.statements import CORPUS_FILE, Part

NAME = "facets"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetStatement:
    """One statement and what it says on one facet."""

    text: str
    facet: Facet
    value: str
    field: str
    voice: str
    before: str = ""


def facet_file(folder: Path, facet: Facet) -> Path:
    """Where a corpus of facets keeps the statements on one of them."""
    return folder / f"{facet}.jsonl"


def read_facet(folder: Path, facet: Facet) -> tuple[FacetStatement, ...]:
    """The statements on one facet; raises ConfigurationError naming the line that is none."""
    file, found = facet_file(folder, facet), []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            value = str(row[facet.value])
            if value not in VALUES[facet]:
                raise ValueError(f"{value!r} is none of {', '.join(VALUES[facet])}")
            text = " ".join(str(row["text"]).split())
            found.append(FacetStatement(text=text, facet=facet, value=value, field=str(row["field"]), voice=str(row["voice"])))
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(f"{file}:{number}: no statement with `text`, `field`, `voice` and `{facet}`: {error}") from error
    return tuple(found)


def read_facets(folder: Path, part: Part) -> tuple[FacetStatement, ...]:
    """One side of the corpus, over all facets: its corpus.toml says which fields of work are held out."""
    held_out = tomllib.loads((folder / CORPUS_FILE).read_text("utf-8"))["held_out"]
    every = [statement for facet in Facet for statement in read_facet(folder, facet)]
    return tuple(statement for statement in every if (statement.field in held_out) == (part is Part.HELD_OUT))
