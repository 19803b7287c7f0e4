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

_NOTHING: Needed = frozenset({""})
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_ANY_BLANK = [(_constants.CATEGORY, _constants.CATEGORY_SPACE)]
_MOST = 512
"""Strings of which one must be there: of more nothing is learnt."""
_MOST_FORMS = 8
"""Forms up to which neighbouring parts of a pattern are looked for as one string."""
_SHORTEST = 2
_GRAM = 4
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
_BLANK, _OTHER_BLANK = re.compile(r"\s"), re.compile(r"[^\S ]")


class Together:
    """Patterns of several sieves that are asked about one text, one after the other: the text is read once for all of them."""

    def __init__(self) -> None:
        self.patterns: list[re.Pattern[str]] = []
        self.held = lru_cache(maxsize=64)(self._held)

    @cached_property
    def needed(self) -> list[tuple[Needed, ...]]:
        """What each pattern needs, in their order."""
        return [needed(pattern) for pattern in self.patterns]

    @cached_property
    def _index(self) -> "_Index":
        return _Index.of(self.needed)

    def _held(self, text: str) -> int:
        """The patterns, as bits, of which the text holds what they need first, all of them where letters may be taken for others."""
        if not text.isascii() and _FOREIGN.search(text):
            return -1
        return self._index.held(_plain(text))


class Sieve:
    """Patterns in their order, each with what a text must hold for it to be found there."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], *, among: Together | None = None) -> None:
        """`among`: other sieves that are asked about the same texts; all of them are made before the first is asked."""
        self.patterns = tuple(patterns)
        self._among = among or Together()
        self._first = len(self._among.patterns)
        self._among.patterns += self.patterns
        self._all = (1 << len(self.patterns)) - 1

    def possible(self, text: str) -> Iterator[int]:
        """The places of those that may be found in the text: all that are, and a few that are not."""
        held = self._among.held(text)
        left = held >> self._first & self._all
        if not left:
            return
        if held < 0:
            yield from range(len(self.patterns))
            return
        plain, wanted = _plain(text), self._among.needed
        while left:
            place = (left & -left).bit_length() - 1
            left &= left - 1
            for strings in wanted[self._first + place][1:]:
                if not any(map(plain.__contains__, strings)):
                    break
            else:
                yield place

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where any of them is found, as a pattern of them all would: of two that begin there what the earlier one finds."""
        hits = [hit for place in self.possible(text) if (hit := self.patterns[place].search(text))]
        return min(hits, key=re.Match.start, default=None)

    def speaks(self, text: str) -> bool:
        """Whether the text holds what any of them needs first."""
        return self._among.held(text) >> self._first & self._all != 0

    def finds(self, text: str) -> bool:
        """Whether any of them is found in the text."""
        return self.speaks(text) and any(self.patterns[place].search(text) for place in self.possible(text))


class Sifted:
    """One pattern that is looked for only where it may be found; for long ones that hardly any text holds."""

    def __init__(self, pattern: re.Pattern[str], *, among: Together | None = None) -> None:
        self.pattern = pattern
        self._sieve = Sieve([pattern], among=among)

    def search(self, text: str) -> re.Match[str] | None:
        """As the pattern's own."""
        return self.pattern.search(text) if self._may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As the pattern's own."""
        return self.pattern.finditer(text) if self._may_be_in(text) else iter(())

    def _may_be_in(self, text: str) -> bool:
        return self._sieve.speaks(text) and next(self._sieve.possible(text), None) is not None


@dataclass(frozen=True, slots=True)
class _Index:
    """Which strings speak for which patterns; those are bits, the first pattern's the lowest."""

    always: int
    """Patterns of which nothing is known."""
    short: tuple[tuple[str, int], ...]
    """Strings of fewer than four letters with the patterns for which they speak."""
    grams: frozenset[str]
    held_by: Mapping[str, tuple[tuple[str, int], ...]]
    """The others, by four of their letters in a row."""

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

    def held(self, plain: str) -> int:
        """The patterns of which a text in small letters holds what they need first."""
        found = self.always
        for string, bits in self.short:
            if string in plain:
                found |= bits
        for gram in self.grams.intersection([plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)]):
            for string, bits in self.held_by[gram]:
                if string in plain:
                    found |= bits
        return found


def _plain(text: str) -> str:
    """In small letters, and every blank of whatever kind as a space."""
    plain = text.lower()
    return _BLANK.sub(" ", plain) if _OTHER_BLANK.search(plain) else plain


def _rarest(string: str) -> str:
    """Those four letters in a row by which a string is best told."""
    grams = [string[at : at + _GRAM] for at in range(len(string) - _GRAM + 1)]
    return max(grams, key=lambda gram: sum(_COMMON.find(letter) % len(_COMMON) for letter in gram))


def needed(pattern: re.Pattern[str]) -> tuple[Needed, ...]:
    """Of each of these sets one string stands in every text in which the pattern is found, in small letters; none where nothing is known."""
    parts = map(_shortest, _of_parts(_parser.parse(pattern.pattern, pattern.flags)))
    found = list(dict.fromkeys(sorted(parts, key=_worth, reverse=True)))
    return (*found[:1], *[each for each in found[1:] if len(each) <= _MOST_AGAIN][: _CONDITIONS - 1])


def _of_sequence(tree: Tree, begun: Needed = _NOTHING) -> Needed | None:
    """The best of what its parts need."""
    return max(map(_shortest, _of_parts(tree, begun)), key=_worth, default=None)


def _shortest(strings: Needed) -> Needed:
    """Without those that hold another."""
    kept: list[str] = []
    for string in sorted(strings, key=len):
        if not any(each in string for each in kept):
            kept.append(string)
    return frozenset(kept)


def _worth(strings: Needed) -> tuple[float, list[str]]:
    """Long strings are rare, but for words of grammar, and few are rarer than many."""
    return -sum(map(_share, strings)), sorted(strings)


def _share(string: str) -> float:
    """About how many texts hold it."""
    words = string.split()
    return _EVERYDAY ** len(words) if words and GRAMMAR.issuperset(words) else _LIKELY ** -len(string)


def _of_parts(tree: Tree, begun: Needed = _NOTHING) -> list[Needed]:
    """What its parts need, those in a row that have few forms as one; `begun` are the forms of what stands right before."""
    found: list[Needed] = []
    run = begun
    for kind, of in tree:
        forms = _forms_of(kind, of)
        if forms is not None and len(run) * len(forms) <= _MOST_FORMS:
            run = frozenset(before + form for before in run for form in forms)
            continue
        found.append(run)
        part = _of_part(kind, of, run) if forms is None else None
        found += [part] if part is not None else []
        run = forms or _NOTHING
    return [each for each in (*found, run) if len(each) <= _MOST and min(map(len, each)) >= _SHORTEST]


def _of_part(kind: object, of: Any, begun: Needed) -> Needed | None:
    if kind is _constants.SUBPATTERN:
        return _of_sequence(of[3], begun)
    if kind is _constants.ATOMIC_GROUP:
        return _of_sequence(of, begun)
    if kind in _REPEATS:
        return _of_sequence(of[2], begun) if of[0] else None
    if kind is _constants.ASSERT:
        return _of_sequence(of[1], begun if of[0] > 0 else _NOTHING)
    if kind is _constants.BRANCH:
        branches = [_of_sequence(branch, begun) for branch in of[1]]
        return None if any(branch is None for branch in branches) else frozenset(string for branch in branches if branch for string in branch)
    return None


def _forms_of(kind: object, of: Any) -> Needed | None:
    """All that can stand there, in small letters, where that is little."""
    if kind is _constants.LITERAL:
        return frozenset({chr(of).lower()}) if chr(of).isascii() or not chr(of).isalpha() else None
    if kind is _constants.IN:
        letters = [_forms_of(*each) for each in of] if of != _ANY_BLANK else [frozenset(" ")]
        return None if any(letter is None for letter in letters) else frozenset().union(*(letter for letter in letters if letter))
    if kind in (_constants.AT, _constants.ASSERT_NOT):
        return _NOTHING
    if kind is _constants.SUBPATTERN:
        return _forms_in_a_row(of[3])
    if kind is _constants.ATOMIC_GROUP:
        return _forms_in_a_row(of)
    if kind in _REPEATS and of[1] == 1:
        once = _forms_in_a_row(of[2])
        return once if of[0] or once is None else once | _NOTHING
    if kind is _constants.BRANCH:
        found = [_forms_in_a_row(branch) for branch in of[1]]
        together = frozenset(form for forms in found if forms for form in forms)
        return None if any(forms is None for forms in found) or len(together) > _MOST_FORMS else together
    return None


def _forms_in_a_row(tree: Tree) -> Needed | None:
    run = _NOTHING
    for kind, of in tree:
        forms = _forms_of(kind, of)
        if forms is None or len(run) * len(forms) > _MOST_FORMS:
            return None
        run = frozenset(before + form for before in run for form in forms)
    return run
