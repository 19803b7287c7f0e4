"""Labels of public talk without its text: where a statement stands, a hash of its words, and the labels that a reader gave it.

The text is read from the public files again, by driftwatch's own readers, and found by its hash.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from driftwatch.domain.labels import LABELS, Label
from driftwatch.errors import ConfigurationError
from driftwatch.learn.statements import LabelledStatement
from driftwatch.reading import FileReading, Wanted
from driftwatch.stages.segment import segment
from driftwatch.tables import Messages
from driftwatch.wiring import plain_intake

Words = dict[str, tuple[str, str]]
"""Text and the one before it, by the hash of the text."""
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_source_and_rows = itemgetter("source", "statements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A label given to a statement of a public file."""

    source: str
    """Path below the folder of public talk; a member of an archive after `!`."""
    locator: str
    digest: str
    labels: frozenset[Label]
    stratum: str
    checked: bool
    """Whether a second reader has settled the labels, where the first and a model differed."""


def digest(text: str) -> str:
    """What a statement is found again by: 16 hexadecimal digits over its words."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_references(file: Path) -> tuple[Reference, ...]:
    """The references in a JSON Lines file: a source a line, with rows of [locator, digest, stratum, readers, labels…]."""
    try:
        lines = [_source_and_rows(json.loads(line)) for line in file.read_text("utf-8").splitlines() if line]
        return tuple(
            Reference(
                source=source,
                locator=locator,
                digest=found,
                stratum=stratum,
                checked=readers > 1,
                labels=frozenset(Label(name) for name in labels),
            )
            for source, rows in lines
            for locator, found, stratum, readers, *labels in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{file}: not a file of references to labelled statements: {error}") from error


def written(references: Mapping[str, list[Reference]]) -> Iterator[str]:
    """The lines of such a file, sources and statements in order."""
    for source in sorted(references):
        rows = [_row(each) for each in references[source]]
        yield json.dumps({"source": source, "statements": rows}, ensure_ascii=False, separators=(",", ":")) + "\n"


def resolved(references: tuple[Reference, ...], talk: Path, *, told: Callable[[str], None] = lambda _: None) -> tuple[LabelledStatement, ...]:
    """The statements that the references stand for, read from the folder of public talk; what is not found there is left out."""
    by_file: dict[str, list[Reference]] = {}
    for reference in references:
        by_file.setdefault(reference.source.partition("!")[0], []).append(reference)
    found: list[LabelledStatement] = []
    with closing(plain_intake(latest=_LATEST)) as intake:
        for number, (name, wanted) in enumerate(sorted(by_file.items()), start=1):
            told(f"reading public talk: file {number} of {len(by_file)}")
            readings = intake.read(Wanted(folder=talk, name=name, timezone=UTC)) if (talk / name).is_file() else ()
            texts = {reading.report.source: _words(reading) for reading in readings if reading.messages}
            found += _statements(wanted, texts)
    return tuple(found)


def _row(each: Reference) -> list[object]:
    return [each.locator, each.digest, each.stratum, 1 + each.checked, *(label for label in LABELS if label in each.labels)]


def _statements(references: list[Reference], texts: Mapping[str, Words]) -> Iterator[LabelledStatement]:
    for reference in references:
        if found := texts.get(reference.source, {}).get(reference.digest):
            text, before = found
            yield LabelledStatement(
                text=text,
                before=before,
                labels=reference.labels,
                document=reference.source,
                series=reference.source.partition("/")[0],
                stratum=reference.stratum,
                checked=reference.checked,
            )


def _words(reading: FileReading) -> Words:
    found: Words = {}
    before = ""
    for row in segment(Messages.gathered(list(reading.messages)))[0].rows():
        text = " ".join(row.text.split())
        found.setdefault(digest(text), (text, before))
        before = text
    return found
