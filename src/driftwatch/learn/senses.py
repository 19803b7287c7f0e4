"""Usages whose senses are known: those that we wrote, and pseudo-words, two words of public talk under one surface.

Pseudo-words need no inventory of senses: two usages of one original mean the same, two of different originals do not
(Gale, Church & Yarowsky 1992, ACL; Schütze 1998, Computational Linguistics).
"""

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.words import words
from driftwatch.errors import ConfigurationError
from driftwatch.tables import Statements

OWN = "usages"
HELD_OUT = 7
"""Of so many words of our corpus one is never learnt from."""
LEAST_OCCURRENCES = 16
LEAST_DOCUMENTS = 8
MOST_A_SERIES = 40
MOST_A_WORD = 150
NOUN_SHARE = 0.35
"""Share of its occurrences in which a word must look like a noun to be merged with another."""
_SHORTEST = 30
_KEYS = itemgetter("word", "sense", "text", "start", "end")
_LEAD = re.compile(r"\b(?:the|an?|this|that|our|your|their|of|per|each|every|any|no|some|in|for|with|on)\s(?:[\w-]+\s)?$", re.IGNORECASE)
_MADE_UP = ("zorvel", "plindt", "quarm", "bresk", "tulfin", "mardle", "grensk", "wotter", "falpin", "drumbit", "sklar", "povint", "nesker", "yorble")


class Usage(NamedTuple):
    """A word at text[start:end]."""

    text: str
    start: int
    end: int


class Sensed(NamedTuple):
    """A usage and the number of its sense among those of its word."""

    usage: Usage
    sense: int


class Part(StrEnum):
    """What a word of our corpus is used for, by a hash of it."""

    TRAINING = "training"
    HELD_OUT = "held out"


Senses = Mapping[str, Mapping[str, tuple[Usage, ...]]]
"""Word -> sense -> its usages."""


class Occurrence(NamedTuple):
    """Where a word stands in public talk."""

    series: str
    document: str
    usage: Usage


def read_senses(folder: Path, part: Part) -> Senses:
    """The words of one part of our corpus; raises ConfigurationError naming file and line of what cannot be read."""
    found: defaultdict[str, defaultdict[str, list[Usage]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            try:
                word, sense, text, start, end = _KEYS(json.loads(line))
                usage = Usage(str(text), int(start), int(end))
            except (ValueError, TypeError, KeyError) as error:
                raise ConfigurationError(f'{file}, line {number}: not {{"word", "sense", "text", "start", "end"}}') from error
            if not 0 <= usage.start < usage.end <= len(usage.text):
                raise ConfigurationError(f"{file}, line {number}: start and end do not lie in the text")
            if part_of(str(word)) is part:
                found[str(word)][str(sense)].append(usage)
    return {word: {sense: tuple(usages) for sense, usages in sorted(senses.items())} for word, senses in sorted(found.items())}


def part_of(word: str) -> Part:
    """By a hash, so that further words move none."""
    return Part.HELD_OUT if int(hashlib.sha256(word.encode()).hexdigest(), 16) % HELD_OUT == 0 else Part.TRAINING


def occurrences(talk: Mapping[str, Statements]) -> dict[str, tuple[Occurrence, ...]]:
    """Nouns that stand in many documents of public talk, by series; each statement once."""
    found: defaultdict[str, list[Occurrence]] = defaultdict(list)
    seen: set[str] = set()
    for series, statements in sorted(talk.items()):
        taken: defaultdict[str, int] = defaultdict(int)
        for text, document in zip(statements.text, statements.document, strict=True):
            whole = " ".join(text.split())
            if whole in seen or len(whole) < _SHORTEST:
                continue
            seen.add(whole)
            for word, usage in _nameable(whole):
                if taken[word] < MOST_A_SERIES:
                    taken[word] += 1
                    found[word].append(Occurrence(series, document, usage))
    return {word: tuple(sorted(kept, key=_chance)[:MOST_A_WORD]) for word, kept in sorted(found.items()) if _often(kept) and _like_a_noun(kept)}


def _chance(kept: Occurrence) -> bytes:
    """A place that depends on the text alone."""
    return hashlib.sha256(kept.usage.text.encode("utf-8", "surrogatepass")).digest()


def _nameable(text: str) -> Iterator[tuple[str, Usage]]:
    given: set[str] = set()
    for word in words(text):
        if len(word.folded) > 2 and word.folded.isalpha() and word.folded not in GRAMMAR | CALENDAR and word.folded not in given:
            given.add(word.folded)
            yield word.folded, Usage(text, word.start, word.end)


def _often(kept: Sequence[Occurrence]) -> bool:
    return len(kept) >= LEAST_OCCURRENCES and len({each.document for each in kept}) >= LEAST_DOCUMENTS


def _like_a_noun(kept: Sequence[Occurrence]) -> bool:
    led = sum(bool(_LEAD.search(each.usage.text[: each.usage.start])) for each in kept)
    return led > NOUN_SHARE * len(kept)


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws groups of usages of one word with known senses."""

    own: Senses
    talk: Mapping[str, Sequence[Occurrence]]
    rng: random.Random

    def own_word(self) -> list[Sensed]:
        """Two or three senses of a word of ours, four usages each, or three."""
        senses = self.own[self.rng.choice(list(self.own))]
        chosen = self.rng.sample(list(senses), min(2 if self.rng.random() < 0.7 else 3, len(senses)))
        most = 4 if len(chosen) < 3 else 3
        return [
            Sensed(usage, number)
            for number, sense in enumerate(chosen)
            for usage in self.rng.sample(senses[sense], min(most, len(senses[sense])))
        ]

    def pseudo_word(self) -> list[Sensed]:
        """Two words under one surface. Of each two usages come from one and the same series, so that its topic tells nothing,
        and two from others, where there are any.
        """
        nouns = list(self.talk)
        while True:
            pair = self.rng.sample(nouns, 2)
            by_series = [_by_series(self.talk[word]) for word in pair]
            shared = [name for name in sorted(by_series[0]) if all(len(each.get(name, ())) > 1 for each in by_series)]
            if not shared:
                continue
            series = self.rng.choice(shared)
            surface = self._surface(pair, nouns)
            return [Sensed(_under(usage, surface), number) for number, each in enumerate(by_series) for usage in self._four(each, series)]

    def _four(self, by_series: Mapping[str, Sequence[Usage]], series: str) -> list[Usage]:
        near = self.rng.sample(by_series[series], 2)
        far = [usage for name in sorted(by_series) if name != series for usage in by_series[name]]
        return [*near, *self.rng.sample(far, min(2, len(far)))]

    def _surface(self, pair: Sequence[str], nouns: Sequence[str]) -> str:
        chance = self.rng.random()
        if chance < 0.7:
            return self.rng.choice(pair)
        return self.rng.choice(nouns if chance < 0.85 else _MADE_UP)


def _by_series(kept: Sequence[Occurrence]) -> dict[str, list[Usage]]:
    found: defaultdict[str, list[Usage]] = defaultdict(list)
    for each in kept:
        found[each.series].append(each.usage)
    return dict(found)


def _under(usage: Usage, surface: str) -> Usage:
    """The usage with another word in its place, plural and capital kept."""
    old = usage.text[usage.start : usage.end]
    plural = old.casefold().endswith("s") and not old.casefold().endswith("ss") and not surface.endswith("s")
    new = (surface.capitalize() if old[:1].isupper() else surface) + "s" * plural
    return Usage(usage.text[: usage.start] + new + usage.text[usage.end :], usage.start, usage.start + len(new))
