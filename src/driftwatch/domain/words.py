"""Words of a text with their places, and the folding that makes variants of a term one."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+|[.](?=\d)[^\W_]+)*", re.UNICODE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|`[^`\n]+`")
_UNCHANGED = frozenset(
    "always perhaps series species status news basis analysis lens bus gas plus process business access success address does goes".split()
)


class Word(NamedTuple):
    """A word as it is folded, and where it stands."""

    folded: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text; hyphens part words, addresses and code are none."""
    hidden = [found.span() for found in _ADDRESS.finditer(text)]
    return [
        Word(fold(found[0]), found.start(), found.end())
        for found in _WORD.finditer(text)
        if not any(start <= found.start() < end for start, end in hidden)
    ]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, compatibility forms unified, possessive and plural endings removed: `Exceptions` -> `exception`."""
    plain = unicodedata.normalize("NFKC", word).replace("’", "'").casefold()
    plain = plain.removesuffix("'s")
    if len(plain) < 4 or not plain.endswith("s") or plain.endswith(("ss", "us", "is")) or plain in _UNCHANGED:
        return plain
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    if plain.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return plain[:-2]
    return plain[:-1]


def folded_phrase(phrase: str) -> tuple[str, ...]:
    """A phrase as the folded words that it is found by."""
    return tuple(word.folded for word in words(phrase))
