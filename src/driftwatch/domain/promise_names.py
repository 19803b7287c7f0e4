"""Whether a statement names a thing that was promised: by its phrase, a near word, its clause, its amount, or as the last of so many."""

from collections.abc import Sequence

from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.promise_words import NUMBERS, ORDINALS, SOMEBODY, numbers
from driftwatch.domain.promising import Promise
from driftwatch.domain.words import words

_KIN = tuple(
    frozenset(group.split())
    for group in (
        "environment system host server instance bench rig setup machine platform sandbox cluster installation station stand",
        "data dataset extract export dump feed record history log table sample",
        "room hall space office desk site workshop bay place berth",
        "vehicle van truck car lorry bus boat trailer",
        "kit unit device set tool instrument equipment apparatus gear",
        "budget fund money grant contribution payment sum subsidy",
        "permit licence license certificate authorisation authorization",
    )
)
"""Nouns that stand for each other behind the same attribute: the test environment, the test server."""
_CITING = frozenset("section clause article paragraph para point annex schedule appendix charter agreement contract under per".split())
_PROVIDING = frozenset("say said has have had give name promise read ask want foresee provide mean state".split())
"""What a clause does, folded."""
_MOST = 6
"""Of so many the last is spoken of as such: the second of two."""
MANY = 10
"""Of so many the noun alone is said of each one all day long; of the supply speaks who counts them, or asks for more."""
_PLAIN = MANY
"""A number from which on it is seldom said of anything else without a noun behind it."""
_LEAST_NOUN = 3
_NEXT = 6
"""Words between a paper and the number that it is quoted for."""
_PAPERS = frozenset("charter contract agreement memorandum mou annex schedule protocol treaty paper term clause plan".split())
_MORE = frozenset("more further rest missing remaining outstanding promised next new last other lot".split())
_OF_AMOUNT = frozenset("of be against than promised those these all not been".split())
_SUBJECTS = frozenset("i we you they it there he she is are was were".split())
_AT = frozenset("from by in of under".split())
_POINTS = frozenset("point dot".split())
_LENGTHS = frozenset("day morning afternoon shift workday man-day".split())
_WHOLE = frozenset("working full whole half short man person".split())
_LATER = frozenset("in within after next last every each".split())


def place(folded: Sequence[str], promise: Promise) -> tuple[int, int] | None:
    """Where the statement names the thing by its phrase, whole or short, else with a near word for its noun, else by the bare noun."""
    whole = _at(folded, promise.words) or _at(folded, short(promise))
    if whole is not None:
        return whole
    near = next((at for noun in near_nouns(promise) if (at := _at(folded, (*promise.words[:-1], noun)))), None)
    if near is not None:
        return near
    return _at(folded, promise.words[-1:])


def short(promise: Promise) -> tuple[str, ...]:
    """What a long phrase is called once it is known: the site team for the resident site team."""
    return promise.words[-2:]


def is_near(folded: Sequence[str], promise: Promise) -> bool:
    """Whether its attribute stands before another noun of the same sort."""
    return any(_at(folded, (*promise.words[:-1], noun)) is not None for noun in near_nouns(promise))


def near_nouns(promise: Promise) -> tuple[str, ...]:
    """Other nouns for the thing; none for one that has no attribute to know it by."""
    if len(promise.words) < 2:
        return ()
    return tuple(sorted({noun for group in _KIN if promise.words[-1] in group for noun in group} - {promise.words[-1]}))


def cites(folded: Sequence[str], promise: Promise) -> bool:
    """Whether it speaks of the clause by its number, and not of a figure that looks the same."""
    number = promise.clause.casefold()
    if "." not in number:
        return False
    return any(
        not _CITING.isdisjoint(folded[max(0, at - 2) : at])
        or (end < len(folded) and folded[end] in _PROVIDING)
        or (at and folded[at - 1] in _AT and end < len(folded) and folded[end] in _SUBJECTS)
        for at, end in _numbered(folded, number)
    )


def _numbered(folded: Sequence[str], number: str) -> list[tuple[int, int]]:
    """Where a clause's number stands, in figures or in words: 6.2, "six two", "six point two"."""
    parts = [float(part) for part in number.split(".") if part.isdecimal()]
    found = [(at, at + 1) for at, word in enumerate(folded) if word == number]
    if len(parts) != 2:
        return found
    for at in range(len(folded) - 1):
        end = at + 2 + (folded[at + 1] in _POINTS)
        if end <= len(folded) and [NUMBERS.get(folded[at]), NUMBERS.get(folded[end - 1])] == parts:
            found.append((at, end))
    return found


def quotes(folded: Sequence[str], promise: Promise) -> bool:
    """Whether it recalls the promised number from a paper: "the charter says two of you", "on paper it was to be forty boxes"."""
    if promise.amount is None:
        return False
    called = {promise.words[-1], "of", "o", *(SOMEBODY if promise.human else ())}
    for at in _amounts(folded, promise.amount):
        behind = folded[at + 1 : at + 3]
        if not _PAPERS.isdisjoint(folded[max(0, at - _NEXT) : at]) and (not behind or not called.isdisjoint(behind)):
            return True
    return False


def tells_amount(folded: Sequence[str], promise: Promise) -> bool:
    """Whether it says the promised number as such, which is too large to be meant otherwise: "twelve of forty", "it will not be forty"."""
    if promise.amount is None or promise.amount < _PLAIN:
        return False
    called = GRAMMAR | {promise.words[-1]}
    return any(at and folded[at - 1] in _OF_AMOUNT and (at + 1 == len(folded) or folded[at + 1] in called) for at in _amounts(folded, promise.amount))


def speaks_of_others(text: str, promise: Promise) -> bool:
    """Whether other things stand in the plural before the promised number: "plates, 36 of 40"."""
    number = {str(int(promise.amount or 0)), *(name for name, value in NUMBERS.items() if value == promise.amount)}
    for word in words(text):
        if word.folded in number:
            return False
        if text[word.start : word.end].casefold() in (f"{word.folded}s", f"{word.folded}es") and word.folded != promise.words[-1]:
            return len(word.folded) >= _LEAST_NOUN
    return False


def counts(folded: Sequence[str], promise: Promise) -> bool:
    """Whether it counts the things or speaks of more of them; not of one, of number eight, of a box of something else."""
    told, said = dict(numbers(folded)), [*folded, "", ""]
    return any(
        (told.get(at - 1, 1.0) != 1.0 or not _MORE.isdisjoint(folded[max(0, at - 2) : at]))
        and at + 1 not in told
        and (said[at + 1] != "of" or at + 2 in told)
        for at, word in enumerate(folded)
        if word == promise.words[-1]
    )


def counts_days(folded: Sequence[str]) -> bool:
    """Whether it says on how many days somebody was there: "on 21 days", "three days"; not "in two days"."""
    for at, _ in numbers(folded):
        behind = [each for each in folded[at + 1 : at + 3] if each not in _WHOLE]
        if behind and behind[0] in _LENGTHS and (not at or folded[at - 1] not in _LATER):
            return True
    return False


def _amounts(folded: Sequence[str], amount: float) -> list[int]:
    return [at for at, number in numbers(folded) if number == amount]


def is_last(folded: Sequence[str], promise: Promise) -> bool:
    """Whether it speaks of the last of so many, such as the second engineer, the second person, where two were promised."""
    if promise.amount is None or not 1 < promise.amount <= _MOST:
        return False
    called = {promise.words[-1], *(SOMEBODY - {"nobody", "hand", "face", "name"} if promise.human else ())}
    places = [at for at, word in enumerate(folded) if ORDINALS.get(word) == promise.amount]
    return any(not called.isdisjoint(folded[at + 1 : at + 3]) for at in places)


def holds(folded: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the whole phrase stands in it."""
    return _at(folded, phrase) is not None


def _at(folded: Sequence[str], phrase: Sequence[str]) -> tuple[int, int] | None:
    wanted, size = tuple(phrase), len(phrase)
    if not all(word in folded for word in wanted):
        return None
    return next(((at, at + size) for at in range(len(folded) - size + 1) if tuple(folded[at : at + size]) == wanted), None)
