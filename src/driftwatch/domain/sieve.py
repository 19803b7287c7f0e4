"""Leaves out the patterns that a text cannot hold, by the words that each of them needs: most texts hold hardly any."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any

_constants: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")
"""The only way to learn what a pattern is made of."""
Tree = Sequence[tuple[Any, Any]]
Needed = frozenset[str]
"""Strings, folded, of which a text must hold one."""

_MOST = 48
"""Strings of which one must be there: more take longer to look for than the pattern itself."""
_SHORTEST = 2
_CONDITIONS = 2
"""Parts of a pattern that are looked for."""
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]")
"""Letters of which some are taken for others where case does not matter: then every pattern is asked."""


class Sieve:
    """Patterns in their order, each with what a text must hold for it to be found there."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self.patterns = tuple(patterns)

    @cached_property
    def _needed(self) -> list[tuple[tuple[str, ...], ...]]:
        return [tuple(tuple(sorted(each, key=len)) for each in needed(pattern)) for pattern in self.patterns]

    def possible(self, text: str) -> Iterator[int]:
        """The places of those that may be found in the text: all that are, and a few that are not."""
        if _FOREIGN.search(text):
            yield from range(len(self.patterns))
            return
        plain = text.lower()
        for place, conditions in enumerate(self._needed):
            for strings in conditions:
                for string in strings:
                    if string in plain:
                        break
                else:
                    break
            else:
                yield place

    def finds(self, text: str) -> bool:
        """Whether any of them is found in the text."""
        return any(self.patterns[place].search(text) for place in self.possible(text))


def needed(pattern: re.Pattern[str]) -> tuple[Needed, ...]:
    """Of each of these sets one string stands in every text in which the pattern is found, in small letters; none where nothing is known."""
    found = _of_parts(_parser.parse(pattern.pattern, pattern.flags))
    return tuple(dict.fromkeys(sorted(found, key=_worth, reverse=True)))[:_CONDITIONS]


def _of_sequence(tree: Tree) -> Needed | None:
    """The best of what its parts need."""
    return max(_of_parts(tree), key=_worth, default=None)


def _worth(strings: Needed) -> tuple[int, int, list[str]]:
    """Long strings are rare, and few are looked for quickly."""
    return min(map(len, strings)), -len(strings), sorted(strings)


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
