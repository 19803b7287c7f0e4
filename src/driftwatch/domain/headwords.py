"""Phrases that a text sets apart as its own terms: in headings, in bold, in quotes, by definition, with capitals."""

import re
from collections.abc import Iterator

from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.words import folded_phrase

LONGEST = 5

_PHRASE = r"[\w'’/-]++(?: [\w'’/-]++){0,4}"
_HEADING = re.compile(r"^#{1,6}[ \t]+(?:\d+(?:\.\d+)*\.?[ \t]+)?([^\n#]{2,60})$", re.MULTILINE)
_BOLD = re.compile(r"(?:\*\*|__)([^*_\n]{2,60}?)(?:\*\*|__)")
_QUOTED = re.compile(rf"[\"“„«]({_PHRASE})[\"”“»]")
_DEFINED = re.compile(
    rf"\bby [\"“]?({_PHRASE}?)[\"”]? (?:we|is) (?:mean|meant|understand|understood)\b"
    rf"|\bdefinition of [\"“]?({_PHRASE}?)[\"”]?(?=[.,:;?!)]| (?:is|and|are|for|in|that)\b|$)"
    rf"|^\W{{0,6}}(?:an? |the )?[\"“]?({_PHRASE}?)[\"”]? (?:means|mean|shall mean|is defined as|are defined as|refers to|stands for)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CRITERION = re.compile(
    r"\b(?:is|are|be|been|count|counts|considered|called|regarded|treated) (?:as |not |only |fully |then |really )?[\"“]?(?:([a-z]{2,20}ed)[\"”]?"
    r"(?=,? (?:when|if)\b)|([a-z]{3,20})[\"”]?(?=,? (?:only when|once|as soon as|until|unless|only if|only once|only after)\b))"
)
_CUE = re.compile(r"\b(?:mean|meant|means|understand|understood|defin|refers|stands|when|once|soon as|until|unless|if)", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<=[a-z,] )((?:[A-Z][a-z]+[ -]){1,3}[A-Z][a-z]+)\b")
_SINGLE = re.compile(r"(?<=[a-z] )(?:an?|the|any|each|no|every) ([A-Z][a-z]{2,})\b")


def headwords(text: str) -> tuple[tuple[str, ...], ...]:
    """Folded phrases of up to five words, in the order in which they are first met."""
    folded = (folded_phrase(phrase) for phrase in _phrases(text))
    return tuple(dict.fromkeys(words for words in folded if _can_be_term(words)))


def means_something(text: str) -> bool:
    """Whether it can hold a definition or a criterion: a quick look before the thorough one."""
    return _CUE.search(text) is not None


def defined(text: str) -> tuple[tuple[str, ...], ...]:
    """What a sentence defines, or names a criterion for ("is retired when")."""
    found = [folded_phrase(next(group for group in hit.groups() if group)) for hit in _DEFINED.finditer(text)]
    found += [folded_phrase(hit[1] or hit[2]) for hit in _CRITERION.finditer(text)]
    return tuple(words for words in found if _can_be_term(words))


def _phrases(text: str) -> Iterator[str]:
    for pattern in (_HEADING, _BOLD, _QUOTED, _CAPITALS, _SINGLE):
        yield from (hit[1] for hit in pattern.finditer(text))
    for hit in _DEFINED.finditer(text):
        yield next(group for group in hit.groups() if group)


def _can_be_term(words: tuple[str, ...]) -> bool:
    if not 0 < len(words) <= LONGEST or words[0] in GRAMMAR or words[-1] in GRAMMAR:
        return False
    return not any(word in CALENDAR for word in words) and any(word.isalpha() and len(word) > 1 for word in words)
