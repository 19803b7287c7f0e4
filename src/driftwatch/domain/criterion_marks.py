"""By what one criterion is known again in other words: its kinds, the stems of its words, its quantities in one unit."""

from collections.abc import Collection
from math import inf

from driftwatch.domain.criteria import Criterion, criteria_in
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR, STATES
from driftwatch.domain.quantities import is_unit, quantities
from driftwatch.domain.words import words

_ENDINGS = "ations ation ements ement ances ance ences ence ings ing ions ion ures ure ments ment ers er ed es ly al s e y".split()
_LEAST_STEM = 4
_SAYING = frozenset("say says said tell told call count write wrote know think mean report show look list ask".split())
_EMPTY = GRAMMAR | CALENDAR | STATES | _SAYING
_IDLE = _EMPTY | CONVERSATION


def stem(word: str) -> str:
    """A folded word without its ending: `signature`, `signed` and `signing` are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM - (len(ending) >= 3):
            shorter = word.removesuffix(ending)
            return shorter[:-1] if len(shorter) > _LEAST_STEM - 1 and shorter[-1] == shorter[-2] else shorter
    return word


def stems(text: str, hidden: Collection[str] = ()) -> frozenset[str]:
    """The stems of the words that can tell one criterion from another; `hidden` are folded words that cannot, as names."""
    return frozenset(
        stem(word.folded)
        for word in words(text)
        if word.folded.isalpha() and len(word.folded) > 2 and word.folded not in _EMPTY and word.folded not in hidden and not is_unit(word.folded)
    )


def marks(text: str, hidden: Collection[str] = ()) -> frozenset[str]:
    """All by which a piece is known again: the names of its kinds, its lengths of time, its stems."""
    return frozenset(kind.name for kind in criteria_in(text)) | durations(text) | stems(text, hidden)


def kind_of(mark: str) -> Criterion | None:
    """The kind that a mark stands for; None for a stem or a length of time."""
    return Criterion.__members__.get(mark)


def durations(text: str) -> frozenset[str]:
    """Lengths of time with a number, in days and alike however they are written: "two weeks", "14 days", "a fortnight"."""
    found = {each.low if each.low > 0 else each.high for each in quantities(text) if each.dimension.endswith("time")}
    return frozenset(f"{round(seconds)} s" for seconds in found if 0.5 < seconds < inf)


def tells(text: str, hidden: Collection[str] = ()) -> bool:
    """Whether a piece says enough to be a criterion: not a date, a number or a turn of conversation alone."""
    return bool(criteria_in(text)) or any(
        word.folded not in _IDLE and word.folded not in hidden and word.folded.isalpha() and len(word.folded) > 2 for word in words(text)
    )
