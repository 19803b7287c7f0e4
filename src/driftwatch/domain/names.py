"""Names of people as they are written: full, first only, initials, with a title, without diacritics."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_UNDECOMPOSED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "’": "'", "‘": "'"})
"""Letters (folded) that no normalisation form takes apart."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "frau", "fr", "hr", "madame", "monsieur"})


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
        self.names = tuple(dict.fromkeys(name for name in names if folded(name)))
        self._exact: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        self._words = {name: words(name) for name in self.names}
        for name in self.names:
            self._exact.setdefault(folded(name), []).append(name)
            for short in initials(name):
                self._short.setdefault(short, []).append(name)
        for other, name in (known_as or {}).items():
            self._exact.setdefault(folded(other), []).append(name)

    def __bool__(self) -> bool:
        return bool(self.names)

    def meant(self, written: str) -> tuple[str, ...]:
        """All listed names that the written one can mean by the strictest rule that finds any."""
        if whole := self._exact.get(folded(written)):
            return tuple(dict.fromkeys(whole))
        parts = words(written)
        if not parts:
            return ()
        if titled(written):
            return tuple(name for name in self.names if self._words[name][-1:] == parts[-1:])
        if len(parts) == 1:
            return self._first_names(parts[0]) or self._initials(written) or self._surnames(parts[0])
        return tuple(name for name in self.names if _shortened(parts, self._words[name]))

    def _first_names(self, first: str) -> tuple[str, ...]:
        return tuple(name for name in self.names if len(self._words[name]) > 1 and self._words[name][0] == first)

    def _surnames(self, last: str) -> tuple[str, ...]:
        return tuple(name for name in self.names if len(last) > 2 and len(self._words[name]) > 1 and self._words[name][-1] == last)

    def _initials(self, written: str) -> tuple[str, ...]:
        letters = re.sub(r"[.\s]", "", written)
        if not (2 <= len(letters) <= 4 and letters.isalpha() and letters.isupper()):
            return ()
        return tuple(self._short.get(folded(letters), ()))


def _shortened(parts: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """`Michael K` for `Michael Kleber`; `Jean Roy` for `Jean B. Roy`."""
    if len(listed) < 2 or parts[0] != listed[0]:
        return False
    return parts[-1] == listed[-1] or (len(parts[-1]) == 1 and listed[-1].startswith(parts[-1]))
