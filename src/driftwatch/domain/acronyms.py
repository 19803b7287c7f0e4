"""Short forms and what they stand for, where a text says so itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from driftwatch.domain.words import folded_phrase

LONGEST_SHORT = 10
AGREED = 0.8
"""Share of its explanations that must give one long form, for the short form to be another name of it."""

_BESIDE = re.compile(r"(?<!\w)\(\s?(?P<inside>[^()\n]{2,100}+)\)")
_NAMED = re.compile(
    r",?\s(?:or|aka|i\.e\.|that is|short for|which stands for|stands for"
    r"|stand for|shortened to|abbreviated(?: as| to)?)\s",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[A-Za-z0-9][\w&/.-]{0,8}[\w]")
_TOKEN = re.compile(r"[^\s(),;:]+")
_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_REACH = 160
"""Characters beside a bracket among which the other form is looked for."""


def expansions(texts: Iterable[str]) -> dict[str, Counter[tuple[str, ...]]]:
    """Folded short form -> the folded long forms that texts explain it by, and how often.

    Looked for where Schwartz & Hearst (2003, PSB) do: one stands in brackets beside the other, or behind "or", "stands for". More strictly
    than there, every word of the long form but those of grammar has to give its first letter: "its own namespace (ISO)" is no expansion.
    """
    found: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for text in texts:
        for short, long in _pairs(text):
            folded = folded_phrase(short)
            if len(folded) == 1 and len(words := folded_phrase(long)) > 1 and folded[0] not in words:
                found[folded[0]][words] += 1
    return dict(found)


def agreed(explained: dict[str, Counter[tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Those that stand for one thing, whoever explains them: what two people explain in two ways is no other name of either."""
    found = {}
    for short, longs in explained.items():
        long, count = min(longs.items(), key=lambda item: (-item[1], item[0]))
        if count >= AGREED * longs.total():
            found[short] = long
    return found


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    if "(" in text:
        for hit in _BESIDE.finditer(text):
            inside, before = hit["inside"].strip(), text[max(0, hit.start() - _REACH) : hit.start()]
            yield from _matched(re.split(r"[,;]", inside, maxsplit=1)[0].strip(), before)
            last = _TOKEN.findall(before)[-1:]
            yield from _matched(last[0], inside) if last else ()
    for hit in _NAMED.finditer(text):
        before, after = text[max(0, hit.start() - _REACH) : hit.start()], text[hit.end() : hit.end() + _REACH]
        for one, other in ((_TOKEN.findall(after)[:1], before), (_TOKEN.findall(before)[-1:], re.split(r"[.,;:()]", after, maxsplit=1)[0])):
            yield from _matched(one[0].strip(".\"“”'"), other) if one and one[0].isupper() else ()


def _matched(short: str, long: str) -> Iterable[tuple[str, str]]:
    """The short form with the end of the long text that it shortens, if it does."""
    letters = "".join(filter(str.isalnum, short)).casefold()
    capitals = sum(letter.isupper() for letter in short)
    if not _SHORT.fullmatch(short) or len(short) > LONGEST_SHORT or capitals < 2 or capitals * 2 < len(short):
        return
    words = _TOKEN.findall(long.replace("-", " "))[-min(len(letters) + 5, 2 * len(letters)) :]
    for begin in range(len(words) - 2, -1, -1):
        if words[begin].casefold() not in _SMALL and _shortens(letters, [word.strip("\"“”'*_").casefold() for word in words[begin:]]):
            yield short, " ".join(words[begin:])
            return


def _shortens(letters: str, words: list[str]) -> bool:
    """Whether the letters are the words' first ones, and some from inside; words of grammar may be left out."""
    if not words:
        return not letters
    first, rest = words[0], words[1:]
    if first in _SMALL and _shortens(letters, rest):
        return True
    at = 0
    for used in range(1, len(letters) + 1):
        at = first.find(letters[used - 1], at) + 1
        if at == 0 or (used == 1 and at != 1):
            return False
        if _shortens(letters[used:], rest):
            return True
    return False
