"""Statements as parts of a conversation: what each is about, and what came of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from driftwatch.domain.raising import Form
from driftwatch.domain.words import placed

Topic = tuple[str, ...]
"""One stem, or two that stand side by side."""

_ENDINGS = ("ings", "ing", "ions", "ion", "ments", "ment", "ances", "ance", "ences", "ence", "ities", "ity")
_DOERS = ("ers", "er", "ors", "or")
_SHORT_ENDINGS = ("ies", "ied", "ed", "es", "al", "ly", "y", "e", "s")
_LEAST_STEM = 4
_LEAST_DEED = 5
"""Shorter ones leave another word: the porter is not the port, the corner not the corn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One statement as part of a turn, which is what one speaker says in one go under one heading or in one thread."""

    row: int
    document: str
    partner: str
    voice: str | None
    day: date | None
    topics: Collection[Topic]
    """Every topic that it names, each once."""
    nouns: Collection[Topic]
    """Those of them whose last word is a noun here."""
    forms: frozenset[Form]
    """In what forms it, or what follows it in the turn, raises what it names; none where it is a line of a list of actions, a joke, a hypothesis,
    or withdrawn."""
    prompted: bool = False
    """Whether somebody of another partner asked, or spoke of the same just before."""
    reply: int | None = None
    """The row in which somebody of another partner takes it up; None where nobody does."""


def topic_of(phrase: Sequence[str]) -> Topic:
    """Folded words as what they are found by."""
    return tuple(map(stem, phrase))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What the inflections and derivations of a folded word share: `translation`, `translator`, `translated`; it need be no word."""
    for ending in (*_ENDINGS, *_DOERS, *_SHORT_ENDINGS):
        if word.endswith(ending) and len(word) - len(ending) >= (_LEAST_DEED if ending in _DOERS else _LEAST_STEM):
            return word.removesuffix(ending)
    return word


def written(topic: Topic, texts: Iterable[str]) -> str:
    """How the topic is mostly written in the texts, in lower case; empty where it stands in none."""
    found: Counter[str] = Counter()
    for text in texts:
        said, starts, ends = placed(text)
        stems = topic_of(said)
        for at in range(len(said) - len(topic) + 1):
            if stems[at : at + len(topic)] == topic:
                found[" ".join(text[starts[at] : ends[at + len(topic) - 1]].casefold().split())] += 1
    return min(found, key=lambda form: (-found[form], form), default="")
