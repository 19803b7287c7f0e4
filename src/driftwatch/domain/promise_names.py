"""Whether a statement names a thing that was promised: by its phrase, by a near word, by the clause that has it, or as the last of so many."""

from collections.abc import Sequence

from driftwatch.domain.promise_words import ORDINALS, SOMEBODY
from driftwatch.domain.promising import Promise

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


def place(folded: Sequence[str], promise: Promise) -> tuple[int, int] | None:
    """Where the statement names the thing by its whole phrase, else with a near word for its noun, else by the bare noun."""
    whole = _at(folded, promise.words)
    if whole is not None:
        return whole
    near = next((at for noun in near_nouns(promise) if (at := _at(folded, (*promise.words[:-1], noun)))), None)
    if near is not None:
        return near
    return _at(folded, promise.words[-1:])


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
        word == number and (not _CITING.isdisjoint(folded[max(0, at - 2) : at]) or (at + 1 < len(folded) and folded[at + 1] in _PROVIDING))
        for at, word in enumerate(folded)
    )


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
    return next(((at, at + size) for at in range(len(folded) - size + 1) if tuple(folded[at : at + size]) == wanted), None)
