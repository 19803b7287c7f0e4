"""Our labelled definitions: statements with the terms and bodies that a careful reader marks in them."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from driftwatch.corpora import corpus
from driftwatch.domain.words import folded_phrase
from driftwatch.errors import ConfigurationError

LEAST_OVERLAP = 0.5
"""Of the characters of two bodies together, from which share in common on they are one: Jaccard."""
_ARTICLES = frozenset({"a", "an", "the"})


class DefinitionPart(StrEnum):
    """By whom, and what for."""

    TRAINING = "training"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Marked:
    """A definition in a statement, as its reader marked it."""

    term: str
    body: str
    kind: str
    start: int
    """Of the body."""

    def is_found(self, term: str, start: int, end: int) -> bool:
        """Whether a definition of this term, with its body at these places, is this one."""
        own = self.start + len(self.body)
        common, both = min(end, own) - max(start, self.start), max(end, own) - min(start, self.start)
        return term_key(term) == term_key(self.term) and common >= LEAST_OVERLAP * both


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """A statement with its definitions; most beside them define nothing and look as if they did."""

    text: str
    marked: tuple[Marked, ...]
    voice: str


def term_key(term: str) -> tuple[str, ...]:
    """A term folded, without article."""
    return tuple(word for word in folded_phrase(term) if word not in _ARTICLES)


def read_definitions(part: DefinitionPart, *, folder: Path | None = None) -> tuple[MarkedStatement, ...]:
    """The statements of one part; raises ConfigurationError where a marked span is not in its text."""
    file = (folder or corpus("definitions")) / f"{part}.jsonl"
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        marked = tuple(Marked(each["term"], each["body"], each["kind"], row["text"].find(each["body"])) for each in row["definitions"])
        if any(each.start < 0 or each.term not in row["text"] for each in marked):
            raise ConfigurationError(f"{file}:{number}: a term or body is not written so in the text")
        found.append(MarkedStatement(row["text"], marked, row["voice"]))
    return tuple(found)
