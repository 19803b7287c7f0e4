"""What a text says itself of two words: that they are one thing, or that they are two."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Relation(StrEnum):
    """How two words stand to each other where they stand together."""

    LISTED = "named side by side"
    CONTRASTED = "set against each other"
    KIND = "one a kind of the other"
    PART = "one a part of the other"


class _Cue(NamedTuple):
    """What stands between two names of one thing, and what must stand before the first and behind the second."""

    between: re.Pattern[str]
    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None


_WHO = r"(?:we|you|they|i|people|some|others|(?:our|your|their) \w{1,30}|(?<![\w-])[A-Z][\w-]{0,30}(?: [A-Z][\w-]{0,30})?)"
_NAMES = (
    r"(?:would |still |usually |normally |always |have always |tend to |just |all )?(?:calls?|called|names?|refers? to as|knows? as|says?)"
    r"(?: (?:it|this|that|them|these|those))?"
)
_MERELY = r"(?:just |simply |only |really |basically |exactly |one and )?"
_NAMED = re.compile(rf"\b{_WHO} {_NAMES}\s+[^,.;:]{{2,40}}$")
_OWNED = re.compile(r"\b(?:our|your|their|what \w+ call)\s+(?:[\w-]+\s+){0,2}[\w-]+[\"”']?$", re.IGNORECASE)
_SAME = re.compile(rf"^[\"“]?(?:[\w-]+ ){{1,3}}(?:are|is|mean|means) {_MERELY}(?:all |both )?(?:the same|one thing|synonym\w*|interchangeable)")
_CUES = (
    _Cue(re.compile(rf"[,;.]? (?:and |but |while |whereas )?(?:(?:is|are|that is|that's) )?(?:what )?{_WHO} {_NAMES}\s+"), before=_NAMED),
    _Cue(re.compile(rf"\s(?:is|are|means?|equals?)\s+{_MERELY}(?:what is )?(?=(?:our|your|their) )"), before=_OWNED),
    _Cue(re.compile(rf"\s(?:is|are|means?)\s+{_MERELY}(?:what )(?:we|you|they) {_NAMES}\s+")),
    _Cue(re.compile(r"(?<![\s,;(–—-])[\s,;(–—-]+(?:aka|AKA|a\.k\.a\.?|also (?:called|known as|named|referred to as)|otherwise known as)\s+")),
    _Cue(re.compile(rf"(?<![\s,;(–—-])[\s,;(–—-]+(?:which|what) (?:we|you|they|[A-Z][\w-]*) {_NAMES}\s+")),
    _Cue(re.compile(rf"(?<!\s)\s*[(–—]\s*(?:we|you|they|[A-Z][\w-]*) {_NAMES}\s+")),
    _Cue(re.compile(r"(?<![\s,;(–—-])[\s,;(–—-]+or,?\s+"), behind=re.compile(rf"^[^,.;]{{2,40}}, as {_WHO} {_NAMES}")),
    _Cue(re.compile(rf"\s(?:is|are)\s+{_MERELY}(?:another|our|your|their|the \w+|a different)\s+(?:name|word|term|expression)s?\s+for\s+")),
    _Cue(re.compile(rf"\s(?:is|are|means?)\s+{_MERELY}the same(?: thing)? as\s+")),
    _Cue(re.compile(r"\sand\s+(?=\S)"), behind=_SAME),
)
_HINT = re.compile(
    r"\b(?:calls?|called|aka|a\.k\.a|known|names?|named|terms?|words?|same|says?|said|synonym\w*|interchangeable|our|your|their)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|never|no longer|unlike|different)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,.;:()?!\n–—]")
_REACH = 60
"""Characters on either side of a cue in which a denial and the two names are looked for."""

_DETERMINED = r"(?:(?:the|an?|our|your|their|its|every|each|any|some|all|both)\s{1,6})?(?:[\w-]{1,40}\s{1,6})?"
_BETWEEN = (
    (
        Relation.CONTRASTED,
        r"[\s,;]{0,6}(?:but )?(?:(?:is |are )?not|isn't|aren't|rather than|instead of|as opposed to|unlike|versus|vs\.?|than|against)\s{1,6}",
    ),
    (Relation.LISTED, r"\s{0,4}(?:,|/|&|\+|,?\s{0,4}\b(?:and|or|and/or|as well as|nor|to)\b)\s{0,4}"),
    (Relation.KIND, r"\s{1,6}(?:is|are)\s{1,6}(?:an?|one|some|(?:an? |one |some )?(?:kind|type|sort|form|example|case)s? of)\s{1,6}"),
    (Relation.KIND, r"\s{0,4},?\s{0,4}(?:such as|like|including|e\.g\.,?|for example|for instance|especially|and other|or other)\s{1,6}"),
    (Relation.PART, r"\s{1,6}(?:of|in|within|inside|on|for|from|has|have|contains?|includes?|comprises?|consists? of|holds?)\s{1,6}"),
    (Relation.PART, r"['’]s?\s{1,6}|[\s-]"),
)
_RELATIONS = tuple((relation, re.compile(rf"(?:{pattern}){_DETERMINED}", re.IGNORECASE)) for relation, pattern in _BETWEEN)
_APART = re.compile(r"\b(?:difference between|distinguish(?:es|ed)?|between|either|from)\s+(?:\w+\s+)?$", re.IGNORECASE)


def equations(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind where the text says that two words are one thing: the words are the end and the beginning of these."""
    if not _HINT.search(text):
        return
    for cue in _CUES:
        for found in cue.between.finditer(text):
            before, behind = text[: found.start()][-_REACH:], text[found.end() :][:_REACH]
            fits = (cue.before is None or cue.before.search(before)) and (cue.behind is None or cue.behind.search(behind))
            if fits and not _DENIED.search(_CLAUSE.split(before)[-1] + found[0] + behind) and not text.rstrip().endswith("?"):
                yield _CLAUSE.split(before)[-1].strip(), _CLAUSE.split(behind)[0].strip()


def relation(text: str, one: tuple[int, int], other: tuple[int, int]) -> Relation | None:
    """How the words at two places of a text stand to each other, where they are two things; None where the text does not say."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    found = next((relation for relation, pattern in _RELATIONS if pattern.fullmatch(between)), None)
    return Relation.CONTRASTED if found is Relation.LISTED and _APART.search(text[: first[0]]) else found
