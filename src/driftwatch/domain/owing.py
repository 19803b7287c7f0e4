"""What a statement makes of something promised: it is missing, it cannot be given yet, somebody steps in, it is there."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import inf

from driftwatch.domain.facets import VALUES, Facet
from driftwatch.domain.owing_words import EXTRA, LACKING, MISSED, NUMBER, OWED, RELEASED, THERE
from driftwatch.domain.promise_words import ABSENT, ASKING, COMING, DENIED, GETTING, NOTHING, ORDINALS, SCARCE, numbers
from driftwatch.domain.sieve import Sieve, Together


class Standing(StrEnum):
    """How a promise stands, in the view that the words take; who speaks them plays no part."""

    MISSED = "missing"
    OWED = "not given yet"
    EXTRA = "made up for"
    LACKING = "not there"
    RELEASED = "not needed any more"
    THERE = "there"


_TOGETHER = Together()
_PATTERNS = {
    standing: Sieve(
        [
            re.compile(rf"(?:(?<!\w)|(?=['’]))(?:{line})(?!\w)", re.IGNORECASE)
            for line in listed.replace("\n    ", "").replace("~", r"\s").replace("#", NUMBER).replace("'", "['’]").strip().splitlines()
        ],
        among=_TOGETHER,
    )
    for standing, listed in (
        (Standing.MISSED, MISSED),
        (Standing.OWED, OWED),
        (Standing.EXTRA, EXTRA),
        (Standing.LACKING, LACKING),
        (Standing.RELEASED, RELEASED),
        (Standing.THERE, THERE),
    )
}
SURE = 0.5
"""Probability from which on the facet model alone tells how a promise stands; one in fifty statements of a programme reaches it, in the median."""
_TOLD = {"owed": Standing.MISSED, "short": Standing.OWED}
_BEFORE = 3
_BEHIND = 4
_ASKED = 10
_BRIEF = 5
_LESS = 0.75
_FEW = 6
"""Words before and behind a noun that say how much of it there is."""
_APART = 12
"""Words between two numbers that are set against each other."""
_REFUSES = re.compile(r"\b(?:not|never|no longer|nobody|until|unless|if|once|when|isn['’]t|aren['’]t|hasn['’]t|haven['’]t)\b", re.IGNORECASE)
"""With one of these what seems to be there is not there yet."""
_PLACES = re.compile(
    r"\b(?:half|one|two|three|four|\d(?:[.,]5)?|a|an|some)(?: and a half)?[ -](?:full |half |whole )?"
    r"(?:days?|half-days?|mornings?|afternoons?|hours?|evenings?)"
    r" (?:a|per|each|every|in the|of (?:the|each|every)) (?:week|month|fortnight|quarter)\b|\b(?:part|half)[ -]time\b",
    re.IGNORECASE,
)
_SOME_DAYS = re.compile(
    r"\b(?:half|one|two|three|four|five|six|a few|some|only \w{1,9}|\d{1,2}(?:[.,]5)?) (?:and a half )?(?:full |half |whole |short )?"
    r"(?:days?|half-days?|mornings?|afternoons?|hours?|evenings?) "
    r"(?:last|this|that|a|per|each|every|in (?:the|a|that)|of (?:the|each|that)|for the|on)"
    r" (?:week|month|fortnight|(?:mon|tues|wednes|thurs|fri|satur)days?)\b",
    re.IGNORECASE,
)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_UP_TO = re.compile(r"\s{1,3}(?:to|till|until|through)\s{1,3}(?:on\s{1,3})?", re.IGNORECASE)
_WORKING_DAYS = 5
_AT_HAND = re.compile(
    r"\b(?:only|just|gets?|got|given|open|available|free|slots?|shared?|access|stays?|(?:have|has|had) (?:it|him|her|them|one|access))\b",
    re.IGNORECASE,
)
"""What is told of something that one can use, and not of something that takes place."""


def standings(text: str) -> frozenset[Standing]:
    """Every view of a promise that the words take; none for most statements."""
    found = {standing for standing, sieve in _PATTERNS.items() if sieve.finds(text)}
    if Standing.THERE in found and (_REFUSES.search(text) or rations(text) or found & {Standing.MISSED, Standing.OWED, Standing.LACKING}):
        found.discard(Standing.THERE)
    return frozenset(found)


def learned(sides: Sequence[float]) -> frozenset[Standing]:
    """What the facet model makes of a statement: the other side has not given it, or one's own side admits less; none where it is not sure."""
    told = {value: sides[VALUES[Facet.PROMISE].index(value)] for value in _TOLD}
    likelier = max(sorted(told), key=lambda value: told[value])
    return frozenset({_TOLD[likelier]}) if unkept(sides) >= SURE else frozenset()


def unkept(sides: Sequence[float]) -> float:
    """Probability, by the facet model, that a statement tells of something that was not given, or less of it, whichever side says so."""
    return sum(sides[VALUES[Facet.PROMISE].index(value)] for value in _TOLD)


def rations(text: str) -> bool:
    """Whether it says how little of somebody's time there is: "one day a week", "half-time"."""
    return _PLACES.search(text) is not None


def rationed(text: str) -> bool:
    """Whether it counts the days or hours of a week on which something is there: "two mornings last week", "Tuesday and Thursday"."""
    if rations(text) or _SOME_DAYS.search(text):
        return True
    named = [(hit.start(), hit.end(), _WEEK.index(hit[1].casefold()[:3])) for hit in _WEEKDAY.finditer(text)]
    days = {day for _, _, day in named}
    for (_, end, first), (start, _, last) in pairwise(named):
        if _UP_TO.fullmatch(text[end:start]) and first < last:
            days |= set(range(first, last + 1))
    return 2 <= len(days) < _WORKING_DAYS and _AT_HAND.search(text) is not None


def falls_short(folded: Sequence[str], amount: float) -> bool:
    """Whether folded words set a smaller number against the promised one: "two of the four", "seven, not eight"."""
    said = numbers(folded)
    whole = [at for at, number in said if number == amount]
    return any(0 <= number < amount and any(abs(at - other) <= _APART for other in whole) for at, number in said)


def is_scarce(folded: Sequence[str], span: tuple[int, int], amount: float | None) -> bool:
    """Whether the words around the thing named there say that there is none of it, or less than the promised amount."""
    start, end = span
    before, behind = folded[max(0, start - _BEFORE) : start], folded[end : end + _BEHIND]
    if set(before) & (SCARCE | ASKING) or _is_next(before[-1:], amount):
        return True
    if set(behind) & ABSENT or (set(behind) & DENIED and set(folded[end : end + 2 * _BEHIND]) & COMING):
        return True
    if ((folded[0] in ASKING or folded[:2] == ("how", "many")) and start < _ASKED) or (folded[0] in NOTHING and start < _ASKED):
        return True
    return amount is not None and _counted(folded, before, behind) < _LESS * amount


def _is_next(before: Sequence[str], amount: float | None) -> bool:
    """Whether it is the second of two, or the fourth of four."""
    return bool(before) and amount is not None and 1 < ORDINALS.get(before[0], 0) <= amount <= _FEW


def _counted(folded: Sequence[str], before: Sequence[str], behind: Sequence[str]) -> float:
    """The number that somebody gives of what he has got, best right before it; infinite where none is given, or more than one."""
    last = numbers(before)[-1:]
    right = last if last and last[0][0] == len(before) - 1 else [*numbers(before), *numbers(behind)]
    counts = [number for _, number in right]
    told = len(folded) <= _BRIEF or bool(set(folded) & GETTING)
    return counts[0] if len(counts) == 1 and told else inf


def leaning(found: frozenset[Standing]) -> int:
    """1 where the words are those of who should have got it, -1 of who should have given it (or says that it is given), 0 of neither or both."""
    got = bool(found & {Standing.MISSED, Standing.EXTRA})
    return got - bool(found & {Standing.OWED, Standing.THERE})
