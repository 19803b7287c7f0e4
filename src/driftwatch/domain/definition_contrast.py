"""Two definitions of one term laid side by side: whether they agree, one is stricter, or they contradict each other, and in what they differ.

What no rule here can see is said to be unclear: two definitions in different words may mean the same or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

from driftwatch.domain.criterion_parts import Level, Parts, parts_of
from driftwatch.domain.quantities import Quantity

Vectors = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts -> a unit vector each."""
ALIKE = 0.5
"""Share of words in common from which two criteria are about one thing."""
ALIKE_FOR_SIGN = 0.7
"""The same from which on yes and no, before and after, are said of one thing; a lower one would take two negatives about two things for one."""
ALIKE_IN_VECTORS = 0.65
"""The same for the cosine of their vectors."""


class Relation(StrEnum):
    """How the first definition stands to the second."""

    COMPATIBLE = "compatible"
    NARROWER = "narrower"
    """It lets less pass than the second."""
    BROADER = "broader"
    CONTRADICTING = "contradicting"
    UNCLEAR = "unclear"
    """Different words, of which nobody can tell by rule whether they mean the same."""


class DifferenceKind(StrEnum):
    """In what two definitions differ."""

    QUANTITY = "quantity"
    CRITERION = "criterion"
    """One asks for something that the other does not."""
    LEVEL = "level"
    """How close to real use it must have been shown: simulated, tested, in the field, accepted."""
    POLARITY = "polarity"
    """One says yes to what the other says no to."""
    WHO = "who"
    """Who does or confirms it."""
    OPPOSITE = "opposite"
    """Words that exclude each other: before and after, with and without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point, in the words of each side; empty where a side says nothing of it."""

    kind: DifferenceKind
    first: str
    second: str
    relation: Relation
    """What this point alone makes of the first definition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionContrast:
    """The first definition as it stands to the second."""

    relation: Relation
    differences: tuple[Difference, ...]
    likeness: float
    """0 … 1: how much of the words, or by vectors of the meaning, the two share."""


def compare_definitions(
    first: str, second: str, *, negated: tuple[bool, bool] = (False, False), listed: bool = False, vectors: Vectors | None = None
) -> DefinitionContrast:
    """Compare the bodies of two definitions of one term.

    `negated` says which of them tell what the term is not; `listed` that both name what it is made of, where more is broader.
    """
    one, other = parts_of(first), parts_of(second)
    likeness = _likeness(one.text, other.text, vectors)
    if negated[0] != negated[1]:
        return _of_opposite_sign(one, other, likeness)
    pairs = _paired(one, other, vectors)
    differences = [
        *_levels(one, other),
        *(difference for a, b in pairs for difference in (*_quantities(a, b), *_within(a, b, vectors))),
        *(replace(each, relation=Relation.UNCLEAR) for each in _quantities(one, other) if not pairs),
        *_unmatched(one, other, pairs, listed=listed),
    ]
    relation = _relation(differences, paired=bool(pairs))
    found = DefinitionContrast(relation=relation, differences=tuple(differences), likeness=round(likeness, 3))
    return _turned(found) if all(negated) else found


def _of_opposite_sign(one: Parts, other: Parts, likeness: float) -> DefinitionContrast:
    """One tells what the term is, the other what it is not: a contradiction where they speak of the same."""
    share = _covered(one.words, other.words)
    relation = Relation.CONTRADICTING if likeness >= ALIKE or (share >= 0.75 and min(len(one.words), len(other.words)) > 1) else Relation.UNCLEAR
    differences = (Difference(kind=DifferenceKind.POLARITY, first=one.text, second=other.text, relation=relation),)
    return DefinitionContrast(relation=relation, differences=differences if relation is Relation.CONTRADICTING else (), likeness=round(likeness, 3))


def _paired(one: Parts, other: Parts, vectors: Vectors | None) -> list[tuple[Parts, Parts]]:
    """Criteria of both that are about the same thing, each once, the most alike first."""
    near = [
        (-likeness, i, j)
        for i, a in enumerate(one.criteria)
        for j, b in enumerate(other.criteria)
        if (likeness := _likeness(a.text, b.text, vectors)) >= (ALIKE_IN_VECTORS if vectors else ALIKE) or _words_alike(a, b) >= ALIKE
    ]
    left, right, found = set(range(len(one.criteria))), set(range(len(other.criteria))), []
    for _, i, j in sorted(near):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((one.criteria[i], other.criteria[j]))
    return found


def _quantities(one: Parts, other: Parts) -> list[Difference]:
    found = []
    for quantity in one.quantities:
        rivals = [each for each in other.quantities if (each.dimension, each.per) == (quantity.dimension, quantity.per)]
        own = [each for each in one.quantities if (each.dimension, each.per) == (quantity.dimension, quantity.per)]
        if len(rivals) != len(own) or any(quantity.same_as(rival) for rival in rivals):
            continue
        rival = rivals[own.index(quantity)]
        found.append(Difference(kind=DifferenceKind.QUANTITY, first=quantity.words, second=rival.words, relation=_of_ranges(quantity, rival)))
    return found


def _of_ranges(one: Quantity, other: Quantity) -> Relation:
    if one.holds(other):
        return Relation.BROADER
    if other.holds(one):
        return Relation.NARROWER
    return Relation.UNCLEAR if one.close_to(other) else Relation.CONTRADICTING


def _levels(one: Parts, other: Parts) -> list[Difference]:
    if one.level is None or other.level is None or one.level is other.level:
        return []
    higher = list(Level).index(one.level) > list(Level).index(other.level)
    relation = Relation.NARROWER if higher else Relation.BROADER
    return [Difference(kind=DifferenceKind.LEVEL, first=one.level.value, second=other.level.value, relation=relation)]


def _within(one: Parts, other: Parts, vectors: Vectors | None) -> list[Difference]:
    """What differs between two criteria that are about the same thing."""
    found = []
    explicit = Relation.CONTRADICTING if _words_alike(one, other) >= ALIKE_FOR_SIGN else Relation.UNCLEAR
    if one.negative != other.negative:
        relation = _none_or_few(one, other) or explicit
        found.append(Difference(kind=DifferenceKind.POLARITY, first=one.text, second=other.text, relation=relation))
    elif opposite := next(((a, b) for a in sorted(one.all_words) for b in sorted(other.all_words) if (a, b) in _OPPOSITES), None):
        found.append(Difference(kind=DifferenceKind.OPPOSITE, first=opposite[0], second=opposite[1], relation=explicit))
    if one.who and other.who and not one.who & other.who:
        first, second = (" ".join(sorted(each.who)) for each in (one, other))
        apart = vectors is not None and _likeness(first, second, vectors) < ALIKE
        relation = Relation.CONTRADICTING if apart else Relation.UNCLEAR
        found.append(Difference(kind=DifferenceKind.WHO, first=first, second=second, relation=relation))
    return found


def _none_or_few(one: Parts, other: Parts) -> Relation | None:
    """ "No open defects" beside "at most 3 open defects" is no contradiction: none is stricter than few."""
    positive = other if one.negative else one
    if not any(each.low <= 0 for each in positive.quantities):
        return None
    return Relation.NARROWER if one.negative else Relation.BROADER


def _unmatched(one: Parts, other: Parts, pairs: Sequence[tuple[Parts, Parts]], *, listed: bool) -> list[Difference]:
    """Criteria of one side only: each narrows, but where they are alternatives or parts of a list."""
    own = [each for each in one.criteria if not any(each is a for a, _ in pairs)]
    others = [each for each in other.criteria if not any(each is b for _, b in pairs)]
    more, less = (Relation.BROADER, Relation.NARROWER) if listed or one.alternatives or other.alternatives else (Relation.NARROWER, Relation.BROADER)
    return [
        *(Difference(kind=DifferenceKind.CRITERION, first=each.text, second="", relation=more) for each in own),
        *(Difference(kind=DifferenceKind.CRITERION, first="", second=each.text, relation=less) for each in others),
    ]


def _relation(differences: Sequence[Difference], *, paired: bool) -> Relation:
    """All points together; criteria on both sides that pair with nothing may be one in other words."""
    hard = {each.relation for each in differences if each.kind is not DifferenceKind.CRITERION}
    if Relation.CONTRADICTING in hard:
        return Relation.CONTRADICTING
    if Relation.UNCLEAR in hard:
        return Relation.UNCLEAR
    loose = {(bool(each.first), bool(each.second)) for each in differences if each.kind is DifferenceKind.CRITERION}
    if len(loose) > 1 or not paired:
        return Relation.UNCLEAR
    said = {each.relation for each in differences}
    if not said:
        return Relation.COMPATIBLE
    return said.pop() if len(said) == 1 else Relation.UNCLEAR


def _turned(contrast: DefinitionContrast) -> DefinitionContrast:
    """Of what a term is not: who excludes more lets less pass."""
    turn = {Relation.NARROWER: Relation.BROADER, Relation.BROADER: Relation.NARROWER}
    differences = tuple(
        Difference(kind=each.kind, first=each.first, second=each.second, relation=turn.get(each.relation, each.relation))
        for each in contrast.differences
    )
    return DefinitionContrast(relation=turn.get(contrast.relation, contrast.relation), differences=differences, likeness=contrast.likeness)


def _likeness(one: str, other: str, vectors: Vectors | None) -> float:
    if vectors is not None:
        first, second = vectors([one, other])
        return max(0.0, min(1.0, sum(float(a) * float(b) for a, b in zip(first, second, strict=True))))
    return _words_alike(parts_of(one), parts_of(other))


def _words_alike(one: Parts, other: Parts) -> float:
    """Cosine of the sets of words that carry meaning, figures left out."""
    if not one.words or not other.words:
        measured = [[(each.dimension, each.per) for each in side.quantities] for side in (one, other)]
        return float(one.words == other.words and measured[0] == measured[1] and bool(measured[0] or one.text.casefold() == other.text.casefold()))
    return len(one.words & other.words) / sqrt(len(one.words) * len(other.words))


def _covered(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller set stands in the larger."""
    return len(one & other) / max(1, min(len(one), len(other)))


_PAIRS = (
    "before after,with without,on off,open closed,inside outside,included excluded,sent received,arrival departure,gross net,paid"
    " unpaid,signed unsigned,"
    "start end,first last,internal external,manual automatic,planned unplanned,opened closed,internally externally,accepted rejected,enabled disabled"
)
_OPPOSITES = frozenset(pair for each in _PAIRS.split(",") for pair in (tuple(each.split()), tuple(reversed(each.split()))))
