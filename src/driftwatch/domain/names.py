"""Names of people as they are written: full, first only, initials, with a title, without diacritics."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from driftwatch.domain.nicknames import forms, same_first_name
from driftwatch.domain.spelling import alike

_UNDECOMPOSED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"})
"""Letters (folded) that no normalisation form takes apart."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "frau", "fr", "hr", "madame", "monsieur"})
_NAME_AND_LETTERS = re.compile(r"([A-Z][a-z]+)([A-Z]{1,3})")
_LETTER_AND_NAME = re.compile(r"([A-Z])([A-Z][a-z]+)")
_CROWD = 500
"""Listed names beyond which a name that is not among them is not taken for one of them misspelt."""


@lru_cache(maxsize=65536)
def exact(name: str) -> str:
    """The name in compatible form, case and width folded, blanks single."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The same without diacritics: `Mehmet Yıldız` and `Mehmet Yildiz` are one."""
    plain = exact(name).translate(_UNDECOMPOSED)
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, points and titles left out."""
    parts = tuple(part for part in (piece.strip(".,'") for piece in folded(name).split()) if part)
    return parts[1:] if len(parts) > 1 and parts[0] in _TITLES else parts


def titled(name: str) -> bool:
    """Whether the name begins with a title, so that what follows is a surname."""
    parts = folded(name).split()
    return len(parts) > 1 and parts[0].strip(".") in _TITLES


def initials(name: str) -> frozenset[str]:
    """Every way to shorten a full name to initials, folded: `Jean-Luc B. Roy` to jr, jbr, jlr, jlbr; nothing for a single word."""
    parts = words(name)
    if len(parts) < 2:
        return frozenset()
    first = parts[0].split("-")
    heads = {parts[0][0], "".join(piece[0] for piece in first if piece)}
    surname = "".join(piece[0] for piece in parts[-1].split("-") if piece)
    tails = {parts[-1][0], surname, "".join(part[0] for part in parts[1:])}
    return frozenset(head + tail for head in heads for tail in tails)


class Roll:
    """The names that a document lists, and whom a name as written can mean."""

    def __init__(self, names: Iterable[str], known_as: Mapping[str, str] | None = None) -> None:
        self.names: list[str] = []
        self._listed: set[str] = set()
        self._exact: dict[str, list[str]] = {}
        self._meant: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._short: dict[str, list[str]] = {}
        self._sharing: dict[str, list[int]] = {}
        """Full form of a first name, or surname or part of one -> the numbers of the listed names that have it."""
        for name in names:
            self.add(name)
        for other, name in (known_as or {}).items():
            self.know(name, other)

    def __bool__(self) -> bool:
        return bool(self.names)

    def add(self, name: str) -> None:
        """Somebody more is on the list."""
        if folded(name) and name not in self._listed:
            self._listed.add(name)
            self.names.append(name)
            self._exact.setdefault(folded(name), []).append(name)
            self._meant.clear()

    def know(self, name: str, other: str) -> None:
        """Somebody is called by another name too."""
        self._exact.setdefault(folded(other), []).append(name)
        self._meant.clear()

    def meant(self, written: str) -> tuple[str, ...]:
        """All listed names that the written one can mean by the strictest rule that finds any."""
        if (known := self._meant.get(written)) is None:
            known = self._meant[written] = self._found(written)
        return known

    def _found(self, written: str) -> tuple[str, ...]:
        if whole := self._exact.get(folded(written)):
            return tuple(dict.fromkeys(whole))
        parts = words(written)
        if not parts:
            return ()
        if titled(written):
            return self._by(lambda listed: listed[-1:] == parts[-1:], self._near(parts))
        if len(parts) == 1:
            return self._single(written, parts[0])
        near = self._near(parts)
        shortened = self._by(lambda listed: _shortened(parts, listed, parts[0] == listed[0]), near)
        return shortened or self._by(lambda listed: _varied(parts, listed), near)

    def resembling(self, written: str) -> tuple[str, ...]:
        """Listed names that the written one can be a cut or misspelt form of; for those whom `meant` does not know. In a crowd nobody is guessed."""
        parts = words(written)
        if not parts or len(self.names) > _CROWD:
            return ()
        self._indexed()
        if len(parts) > 1:
            return self._by(lambda listed: _misspelt(parts, listed), self.names)
        word = parts[0]
        cut = self._by(lambda listed: len(word) > 2 and len(listed) > 1 and len(listed[0]) > len(word) and listed[0].startswith(word), self.names)
        same = self._by(lambda listed: len(listed) > 1 and alike(word, listed[0]), self.names)
        return same or cut or self._by(lambda listed: len(word) > 5 and len(listed) > 1 and alike(word, listed[-1]), self.names)

    def _indexed(self) -> None:
        """Look at the names that came since the last question."""
        for number in range(len(self._words), len(self.names)):
            name = self.names[number]
            listed = self._words[name] = words(name)
            for letters in initials(name):
                self._short.setdefault(letters, []).append(name)
            for word in {*forms(listed[0]), listed[-1], *listed[-1].split("-")} if listed else ():
                self._sharing.setdefault(word, []).append(number)

    def _near(self, parts: tuple[str, ...]) -> list[str]:
        """The listed names that share a first name or a surname with these words, in their order: no rule of `meant` finds others."""
        self._indexed()
        asked = {*forms(parts[0]), *parts[0].split("-"), parts[-1], *parts[-1].split("-")}
        return [self.names[number] for number in sorted({number for word in asked for number in self._sharing.get(word, ())})]

    def _by(self, rule: Callable[[tuple[str, ...]], bool], near: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in near if (listed := self._words[name]) and rule(listed))

    def _single(self, written: str, word: str) -> tuple[str, ...]:
        """Somebody of one word: a first name, initials, a surname, a short form, `NickC`, `BMott`."""
        near = self._near((word,))
        return (
            self._by(lambda listed: len(listed) > 1 and listed[0] == word, near)
            or self._initials(written)
            or self._by(lambda listed: len(word) > 2 and len(listed) > 1 and word in (listed[-1], *listed[-1].split("-")), near)
            or self._by(lambda listed: len(listed) > 1 and same_first_name(word, listed[0]), near)
            or self._joined(written)
        )

    def _initials(self, written: str) -> tuple[str, ...]:
        letters = re.sub(r"[.\s-]", "", written)
        if not (2 <= len(letters) <= 4 and letters.isalpha() and letters.isupper()):
            return ()
        return tuple(self._short.get(folded(letters), ()))

    def _joined(self, written: str) -> tuple[str, ...]:
        hit = _NAME_AND_LETTERS.fullmatch(written) or _LETTER_AND_NAME.fullmatch(written)
        if hit is None:
            return ()
        parts = (folded(hit[1]), folded(hit[2]))
        return self._by(lambda listed: _shortened(parts, listed, parts[0] == listed[0]), self._near(parts))


def _shortened(parts: tuple[str, ...], listed: tuple[str, ...], same_first: bool) -> bool:
    """`Michael K` for `Michael Kolb`; `Jean Roy` for `Jean B. Roy`; `J Wendelin`; `Anna Roy` for `Anna Ray-Roy`; and the other way round."""
    if len(listed) == 1:
        return same_first and len(listed[0]) > 2
    first, last, surname = parts[0], parts[-1], listed[-1]
    if last == surname or (len(last) > 2 and (last in surname.split("-") or surname in last.split("-"))):
        return same_first or (len(first) == 1 and listed[0].startswith(first)) or (len(listed[0]) == 1 and first.startswith(listed[0]))
    heads = "".join(piece[0] for part in listed[1:] for piece in part.split("-") if piece)
    cut = (len(last) == 1 and surname.startswith(last)) or (len(surname) == 1 and last.startswith(surname)) or (len(last) < 4 and last == heads)
    return same_first and cut


def _varied(parts: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """`Mike Kolb` for `Michael Kolb`; `Kolb Michael`."""
    turned = len(parts) == len(listed) == 2 and parts == listed[::-1]
    return turned or (len(listed) > 1 and _shortened(parts, listed, same_first_name(parts[0], listed[0])))


def _misspelt(parts: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """`Brain Mott` for `Brian Mott`; `Erik R` for `Eric Rabeneck`; `Basil Lavermontier` either way round."""
    if len(listed) < 2:
        return False
    for first, last in ((parts[0], parts[-1]), (parts[-1], parts[0])):
        same = same_first_name(first, listed[0])
        if (same or alike(first, listed[0])) and (alike(last, listed[-1]) or (len(last) == 1 and listed[-1].startswith(last))):
            return True
    return False
