"""Terms of two organisations that a reader has judged: are those that differ ranked above those that do not?"""

import csv
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np

from driftwatch.domain.meaning import Term
from driftwatch.domain.words import folded_phrase
from driftwatch.errors import ConfigurationError
from driftwatch.learn.evaluate_usages import area
from driftwatch.learn.measures import Measured, measured
from driftwatch.ports import Contrast, Encoder, VectorCache
from driftwatch.stages.contrast import contrast, usage_vectors
from driftwatch.stages.embed import embed_usages
from driftwatch.stages.sample import sample
from driftwatch.tables import Statements, Usages

RESAMPLES = 2000
_KEYS = itemgetter("term", "org", "doc", "text", "start", "end")
JUDGED, USED = "terms.tsv", "usages.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTerm:
    """One term with what a reader and what the comparison say."""

    term: str
    judgement: str
    usages: tuple[int, int]
    distance: float
    z: float
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEvaluation:
    """How the order by distance goes with the judgements; intervals by drawing terms."""

    name: str
    terms: tuple[JudgedTerm, ...]
    area: Measured
    """That a term judged `differs` lies further apart than one judged `same`."""


def evaluate_judged(folder: Path, encoder: Encoder, cache: VectorCache) -> JudgedEvaluation:
    """Compare the judged terms as a scan does, every usage given; raises ConfigurationError naming what cannot be read."""
    judgements = _judgements(folder / JUDGED)
    statements, usages = _usages(folder / USED, judgements)
    terms = [Term(name=name, words=folded_phrase(name)) for name in sorted(judgements)]
    chosen = sample(usages, statements, terms)
    vectors = usage_vectors(embed_usages(chosen, statements, encoder, cache))
    found = contrast(chosen, statements, vectors, terms, least=(10, 5))
    rows = tuple(_row(one, judgements[one.term]) for one in sorted(found, key=lambda one: (-one.distance, one.term)))
    return JudgedEvaluation(name=folder.name, terms=rows, area=_area([row for row in rows if row.judgement in ("differs", "same")]))


def _row(one: Contrast, judgement: str) -> JudgedTerm:
    return JudgedTerm(term=one.term, judgement=judgement, usages=one.usages, distance=one.distance, z=one.z, p_value=one.p_value)


def _area(rows: Sequence[JudgedTerm]) -> Measured:
    scores = np.array([row.distance for row in rows])
    truth = np.array([row.judgement == "differs" for row in rows])
    rng = np.random.default_rng(0)
    drawn = [area(scores, truth, rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)))) for _ in range(RESAMPLES)]
    return measured(area(scores, truth), np.array(drawn))


def _judgements(file: Path) -> dict[str, str]:
    try:
        rows = list(csv.DictReader(file.read_text("utf-8").splitlines(), delimiter="\t"))
        return dict(map(itemgetter("term", "judgement"), rows))
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: not a table with the columns term and judgement, parted by tabs ({error})") from error


def _usages(file: Path, judgements: Mapping[str, str]) -> tuple[Statements, Usages]:
    """A statement for each distinct text of a document, a usage for each line of a judged term."""
    rows: dict[tuple[str, str, str], int] = {}
    usages = []
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: cannot be read as UTF-8 text ({error})") from error
    for number, line in enumerate(lines, start=1):
        try:
            term, organisation, document, text, start, end = _KEYS(json.loads(line))
            key, span = (str(organisation), str(document), str(text)), (int(start), int(end))
        except (ValueError, TypeError, KeyError) as error:
            raise ConfigurationError(f"{file}, line {number}: not a usage with term, org, doc, text, start and end") from error
        if term in judgements:
            usages.append((term, rows.setdefault(key, len(rows)), *span, key[0], f"{key[0]}/{key[1]}", None))
    return Statements.of(_statement(row, *key) for key, row in rows.items()), Usages.of(usages)


def _statement(row: int, organisation: str, document: str, text: str) -> tuple[object, ...]:
    place = f"{organisation}/{document}"
    identifier = hashlib.sha256(f"{place} {text}".encode("utf-8", "surrogatepass")).hexdigest()
    return identifier, text, organisation, None, None, place, "", place, "report", None, None, row, 0
