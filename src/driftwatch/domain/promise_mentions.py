"""Which statements speak of a promise: by its words, its clause, its number, or the people who stand for it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Protocol

from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.owing import Standing, leaning, rationed
from driftwatch.domain.promise_names import (
    MANY,
    cites,
    counts,
    counts_days,
    holds,
    is_last,
    is_near,
    near_nouns,
    quotes,
    short,
    speaks_of_others,
    tells_amount,
)
from driftwatch.domain.promise_words import NUMBERS, SOMEBODY
from driftwatch.domain.promising import Promise, share
from driftwatch.domain.words import words

LEAST_BESIDE = 2
"""Statements on the promise in which one of the giver's people must be named to stand for it."""
LEAST_NAME = 3
_ORDINARY = GRAMMAR | BACKGROUND | CALENDAR | CONVERSATION


class Said(Protocol):
    """A statement, as far as it matters here."""

    @property
    def text(self) -> str:
        """What was said."""

    @property
    def partner(self) -> str | None:
        """For whom."""

    @property
    def speaker(self) -> str | None:
        """By whom."""


class Mentions:
    """All statements, found by their words."""

    def __init__(self, said: Sequence[Said], folded: Sequence[Sequence[str]], standing: Callable[[int], frozenset[Standing]]) -> None:
        """`standing` says of the statement at a place what it makes of something promised."""
        self._said, self._folded, self._standing = said, folded, standing
        self._people = self._speakers()
        self.holding: defaultdict[str, list[int]] = defaultdict(list)
        for row, each in enumerate(folded):
            for word in set(each):
                self.holding[word].append(row)
        self._whole: dict[tuple[str, ...], frozenset[int]] = {}

    def of(self, promise: Promise, receiver: str, others: Sequence[Promise]) -> list[int]:
        """Statements that name the thing: its whole phrase or clause, else its noun or number where no other promise has a better claim to it."""
        rivals = [
            other for other in others if other.words[-1] == promise.words[-1] and (other.partner, other.words) != (promise.partner, promise.words)
        ]
        longer, several = (self._any_of(each.words for each in rivals if len(each.words) > size) for size in (len(promise.words), 1))
        twins = [other for other in others if other.amount == promise.amount and other.planned and other.words != promise.words]
        besides = longer, several
        named = [
            row
            for row in self._candidates(promise)
            if self._is_named(row, promise, rivals, besides=besides) or (promise.planned and self._is_numbered(row, promise, receiver, twins))
        ]
        return sorted({*named, *self._of_stand_ins(promise, named)})

    def _candidates(self, promise: Promise) -> list[int]:
        heads = {promise.words[-1], *near_nouns(promise), promise.clause.casefold(), *(SOMEBODY if promise.human and promise.planned else ())}
        section = promise.clause.split(".")[0]
        heads |= {word for word, number in NUMBERS.items() if number == promise.amount or str(int(number)) == section}
        heads |= {str(int(promise.amount))} if promise.amount is not None else set()
        heads |= {promise.share[1]} if promise.share else set()
        return sorted({row for head in sorted(heads) for row in self.holding.get(head, ())})

    def _is_numbered(self, row: int, promise: Promise, receiver: str, twins: Sequence[Promise]) -> bool:
        """Whether the number that was promised names it, and no other promise of the same number is meant."""
        folded, speaker = self._folded[row], self._said[row].partner
        if promise.share is not None and share(self._said[row].text) == promise.share:
            return True
        if is_last(folded, promise) and not any(other.human for other in twins):
            return True
        if any(other.partner == promise.partner for other in twins):
            return False
        if is_last(folded, promise):
            view = leaning(self._standing(row))
            return view != 0 and (speaker == promise.partner) == (view < 0)
        if tells_amount(folded, promise) and not speaks_of_others(self._said[row].text, promise):
            return True
        return speaker == receiver and quotes(folded, promise)

    def _of_stand_ins(self, promise: Promise, named: Sequence[int]) -> list[int]:
        """Statements that count the days of somebody of the giver's people who is named where the promised people are."""
        if not promise.human or not promise.planned:
            return []
        beside = Counter(name for row in named for name in sorted(self._people[promise.partner] & set(self._folded[row])))
        told = [row for row in named if promise.share and share(self._said[row].text)]
        sure = {name for row in told for name in self._people[promise.partner] & set(self._folded[row])}
        names = {name for name, count in beside.items() if count >= LEAST_BESIDE} | sure
        rows = {row for name in names for row in self.holding[name]}
        return [row for row in sorted(rows) if counts_days(self._folded[row]) or rationed(self._said[row].text)]

    def _any_of(self, phrases: Iterable[Sequence[str]]) -> Set[int]:
        """The rows that hold any of the phrases whole."""
        return set[int]().union(*(self._rows_of(tuple(phrase)) for phrase in phrases))

    def _rows_of(self, phrase: tuple[str, ...]) -> frozenset[int]:
        """The rows that hold it whole: looked for once, however many promises it is weighed against."""
        if phrase not in self._whole:
            rarest = min((self.holding.get(word, []) for word in phrase), key=len)
            self._whole[phrase] = frozenset(row for row in rarest if holds(self._folded[row], phrase))
        return self._whole[phrase]

    def _is_named(self, row: int, promise: Promise, rivals: Sequence[Promise], *, besides: tuple[Set[int], Set[int]]) -> bool:
        """`besides` are the rows that hold a rival of more words than the promise whole, and those that hold one of several words."""
        folded = self._folded[row]
        if promise.planned and cites(folded, promise):
            return True
        if row in besides[0]:
            return False
        if promise.planned and not promise.human and (promise.amount or 0) >= MANY and not counts(folded, promise):
            return False
        if holds(folded, promise.words) or (promise.planned and len(promise.words) > 2 and holds(folded, short(promise))):
            return len(promise.words) > 1 or self._claims(row, promise, rivals)
        if promise.planned and is_near(folded, promise):
            return True
        bare = promise.head is not None and promise.planned and promise.head in folded
        return bare and row not in besides[1] and self._claims(row, promise, rivals)

    def _claims(self, row: int, promise: Promise, rivals: Sequence[Promise]) -> bool:
        """Whether a bare noun means this promise rather than another: by the number before it, else by the view the speaker takes."""
        if not rivals:
            return True
        folded = self._folded[row]
        at = folded.index(promise.words[-1])
        number = next((NUMBERS[word] for word in reversed(folded[max(0, at - 3) : at]) if word in NUMBERS), None)
        if number is not None and number in {promise.amount, *(other.amount for other in rivals)}:
            return number == promise.amount
        last = [other for other in (promise, *rivals) if is_last(folded, other)]
        if len(last) == 1:
            return last[0] is promise
        view = leaning(self._standing(row))
        return view != 0 and (self._said[row].partner == promise.partner) == (view < 0)

    def _speakers(self) -> defaultdict[str, set[str]]:
        """The names by which the people of each partner are called."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for said in self._said:
            if said.partner and said.speaker:
                found[said.partner] |= {
                    word.folded for word in words(said.speaker) if len(word.folded) >= LEAST_NAME and word.folded not in _ORDINARY
                }
        return found
