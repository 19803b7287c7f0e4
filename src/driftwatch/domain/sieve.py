"""Leaves out the patterns that a text cannot hold, by the words that each of them needs: most texts hold hardly any."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

from driftwatch.domain.ordinary import GRAMMAR

_constants: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")
"""The only way to learn what a pattern is made of."""
Tree = Sequence[tuple[Any, Any]]
Needed = frozenset[str]
"""Strings, folded, of which a text must hold one."""

_MOST = 512
"""Strings of which one must be there: of more nothing is learnt."""
_SHORTEST = 2
_GRAM = 3
_COMMON = " etaoinshrdlucmfwypvbgkjqxz"
"""Letters of English texts, the most common first."""
_LIKELY = 12.0
"""How many times rarer a string is for each letter more ..."""
_EVERYDAY = 0.1
"""... and how often words of grammar stand in a text."""
_CONDITIONS = 2
"""Parts of a pattern that are looked for ..."""
_MOST_AGAIN = 48
"""... the second of them string by string, so of few."""
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]")
"""Letters of which some are taken for others where case does not matter: then every pattern is asked."""


class Sieve:
    """Patterns in their order, each with what a text must hold for it to be found there."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = tuple(patterns)

    @cached_property
    def _needed(self) -> list[tuple[Needed, ...]]:
        return [needed(pattern) for pattern in self.patterns]

    @cached_property
    def _index(self) -> "_Index":
        return _Index.of(self._needed)

    def possible(self, text: str) -> Iterator[int]:
        """The places of those that may be found in the text: all that are, and a few that are not."""
        if not text.isascii() and _FOREIGN.search(text):
            yield from range(len(self.patterns))
            return
        plain, grams = _read(text)
        left = self._index.held(plain, grams)
        while left:
            place = (left & -left).bit_length() - 1
            left &= left - 1
            for strings in self._needed[place][1:]:
                if not any(map(plain.__contains__, strings)):
                    break
            else:
                yield place

    def finds(self, text: str) -> bool:
        """Whether any of them is found in the text."""
        return any(self.patterns[place].search(text) for place in self.possible(text))


class Sifted:
    """One pattern that is looked for only where it may be found; for long ones that hardly any text holds."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self._sieve = Sieve([pattern])

    def search(self, text: str) -> re.Match[str] | None:
        """As the pattern's own."""
        return self.pattern.search(text) if self._may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        return self.pattern.finditer(text) if self._may_be_in(text) else iter(())

    def _may_be_in(self, text: str) -> bool:
        return next(self._sieve.possible(text), None) is not None


@dataclass(frozen=True, slots=True)
class _Index:
    """Which strings speak for which patterns; those are bits, the first pattern's the lowest."""

    always: int
    """Patterns of which nothing is known."""
    short: tuple[tuple[str, int], ...]
    """Strings of fewer than three letters with the patterns for which they speak."""
    grams: frozenset[str]
    held_by: Mapping[str, tuple[tuple[str, int], ...]]
    """The others, by three of their letters in a row."""

    @classmethod
    def of(cls, found: Sequence[tuple[Needed, ...]]) -> "_Index":
        """From what each pattern needs first."""
        always, speaking = 0, defaultdict[str, int](int)
        for place, conditions in enumerate(found):
            if not conditions:
                always |= 1 << place
            for string in conditions[0] if conditions else ():
                speaking[string] |= 1 << place
        by_gram = defaultdict[str, list[tuple[str, int]]](list)
        for string, bits in sorted(speaking.items()):
            if len(string) >= _GRAM:
                by_gram[_rarest(string)].append((string, bits))
        short = tuple((string, bits) for string, bits in sorted(speaking.items()) if len(string) < _GRAM)
        return cls(always, short, frozenset(by_gram), {gram: tuple(strings) for gram, strings in by_gram.items()})

    def held(self, plain: str, grams: frozenset[str]) -> int:
        """The patterns of which a text in small letters, made of these grams, holds what they need first."""
        found = self.always
        for string, bits in self.short:
            if string in plain:
                found |= bits
        for gram in grams & self.grams:
            for string, bits in self.held_by[gram]:
                if string in plain:
                    found |= bits
        return found


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[str, frozenset[str]]:
    """In small letters, and every three letters of it: several sieves are asked about one text, one after the other."""
    plain = text.lower()
    return plain, frozenset([plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)])


def _rarest(string: str) -> str:
    """Those three letters in a row by which a string is best told."""
    grams = [string[at : at + _GRAM] for at in range(len(string) - _GRAM + 1)]
    return max(grams, key=lambda gram: sum(_COMMON.find(letter) % len(_COMMON) for letter in gram))


def needed(pattern: re.Pattern[str]) -> tuple[Needed, ...]:
    """Of each of these sets one string stands in every text in which the pattern is found, in small letters; none where nothing is known."""
    found = list(dict.fromkeys(sorted(_of_parts(_parser.parse(pattern.pattern, pattern.flags)), key=_worth, reverse=True)))
    return (*found[:1], *[each for each in found[1:] if len(each) <= _MOST_AGAIN][: _CONDITIONS - 1])


def _of_sequence(tree: Tree) -> Needed | None:
    """The best of what its parts need."""
    return max(_of_parts(tree), key=_worth, default=None)


def _worth(strings: Needed) -> tuple[float, list[str]]:
    """Long strings are rare, but for words of grammar, and few are rarer than many."""
    return -sum(_EVERYDAY if string.strip() in GRAMMAR else _LIKELY ** -len(string) for string in strings), sorted(strings)


def _of_parts(tree: Tree) -> list[Needed]:
    found: list[Needed] = []
    run = ""
    for kind, of in tree:
        if kind is _constants.LITERAL:
            run += chr(of).lower() if chr(of).isascii() else "\0"
            continue
        found += _pieces(run)
        run = ""
        part = _of_part(kind, of)
        if part is not None:
            found.append(part)
    found += _pieces(run)
    return [each for each in found if len(each) <= _MOST and min(map(len, each)) >= _SHORTEST]


def _pieces(run: str) -> list[Needed]:
    """What a run of letters needs, without those that are no plain ones."""
    return [frozenset({piece}) for piece in run.split("\0") if piece]


def _of_part(kind: object, of: Any) -> Needed | None:
    if kind is _constants.SUBPATTERN:
        return _of_sequence(of[3])
    if kind is _constants.ATOMIC_GROUP:
        return _of_sequence(of)
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _of_sequence(of[2]) if of[0] else None
    if kind is _constants.ASSERT:
        return _of_sequence(of[1])
    if kind is _constants.BRANCH:
        branches = [_of_sequence(branch) for branch in of[1]]
        return None if any(branch is None for branch in branches) else frozenset(string for branch in branches if branch for string in branch)
    return None
