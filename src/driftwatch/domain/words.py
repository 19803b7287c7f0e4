"""Words of a text with their places, and the folding that makes variants of a term one."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from driftwatch.domain.plurals import singular

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+|[.](?=\d)[^\W_]+)*", re.UNICODE)
_SIGN = re.compile(r"[@`<&#/_=]|www\.|\w\.\w|:\w")
_HIDDEN = re.compile(
    r"(?:https?://|www\.)\S+|(?<![^\s`])\S[^\s@]{0,200}+@\S[^\s.]{0,250}+\.\S+|`[^`\n]+`"
    r"|</?[A-Za-z][\w-]*+(?:\s[^<>]*+)?+>|\b(?:href|src|class|style|target|rel)=(?:\"[^\"]*+\"?|'[^']*+'?|\S*)|\]\([^()\s]*+\)"
    r"|&#?\w{1,10};|(?<!\w)[@#][\w-]++(?:\.[\w-]++)*+|(?<![^\W_])[^\W_]++(?:_[^\W_]++)++"
    r"|(?<![\w-])[\w-]++\.(?:md|pdf|docx?|xlsx?|pptx?|json|ya?ml|html?|txt|csv|png|jpe?g|svg|zip|js|py)\b|(?<!\w):[a-z][a-z_]{1,30}+:"
)
"""Addresses, code, markup, handles and names of files: none of it is said."""


class Word(NamedTuple):
    """A word as it is folded, and where it stands."""

    folded: str
    start: int
    end: int


_WITHOUT_ASKING: Callable[[tuple[str, int, int]], Word] = partial(tuple.__new__, Word)
"""Word._make() but for its look at the length, in half the time."""


def words(text: str) -> list[Word]:
    """The words of a text; hyphens part words; addresses, code, markup and handles are none."""
    return list(_words(text))


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they are folded, without their places."""
    return _packed(text)[0]


def placed(text: str) -> "tuple[tuple[str, ...], Sequence[int], Sequence[int]]":
    """The words of a text as they are folded, where each begins and where it ends: words() column by column, which takes less time."""
    return _packed(text)


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[Word, ...]:
    """Of the texts that were asked for last: each is asked for by many checks and pictures."""
    return tuple(map(_WITHOUT_ASKING, zip(*_packed(text), strict=True)))


@lru_cache(maxsize=131_072)
def _packed(text: str) -> "tuple[tuple[str, ...], array[int], array[int]]":
    """The same of many more texts, in half the memory: checks go through all statements, one check after the other."""
    found = _spans(text)
    return tuple([fold(text[start:end]) for start, end in found]), array("i", [start for start, _ in found]), array("i", [end for _, end in found])


def _spans(text: str) -> list[tuple[int, int]]:
    found = [hit.span() for hit in _WORD.finditer(text)]
    hidden = [hit.span() for hit in _HIDDEN.finditer(text)] if _SIGN.search(text) else []
    if not hidden:
        return found
    starts = [start for start, _ in hidden]
    return [span for span in found if not (at := bisect_right(starts, span[0])) or span[0] >= hidden[at - 1][1]]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, compatibility forms unified, possessive and plural endings removed: `Exceptions` -> `exception`, `PRs` -> `pr`; `ACES` stays."""
    whole = unicodedata.normalize("NFKC", word).replace("’", "'")
    if len(whole) > 2 and whole[-1] == "s" and whole[:-1].isalpha() and whole[:-1].isupper():
        return whole[:-1].casefold()
    if len(whole) < 6 and whole.isupper():
        return whole.casefold()
    return singular(whole.casefold().removesuffix("'s"))


def folded_phrase(phrase: str) -> tuple[str, ...]:
    """A phrase as the folded words that it is found by."""
    return folded(phrase)
