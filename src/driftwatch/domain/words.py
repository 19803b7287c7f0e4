"""Words of a text with their places, and the folding that makes variants of a term one."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+|[.](?=\d)[^\W_]+)*", re.UNICODE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![^\s`])\S[^\s@]{0,200}+@\S[^\s.]{0,250}+\.\S+|`[^`\n]+`")
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
    found = [Word(fold(hit[0]), hit.start(), hit.end()) for hit in _WORD.finditer(text)]
    hidden = [hit.span() for hit in _ADDRESS.finditer(text)]
    if not hidden:
        return found
    starts = [start for start, _ in hidden]
    return [word for word in found if not (at := bisect_right(starts, word.start)) or word.start >= hidden[at - 1][1]]


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
