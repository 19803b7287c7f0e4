"""Of what each side says that it has passed a gate or has not, and where one says the first and the other the second."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from driftwatch.domain.assertion import withheld
from driftwatch.domain.gate_standing import clauses_on, passed
from driftwatch.statistics.permutation import codes
from driftwatch.statistics.stances import Items, StanceTest, stance_test
from driftwatch.tables import Statements

LEAST_SAID = 5
"""Statements of each side."""
LEAST_EACH = 3
"""Statements of either sort, whoever says them, and documents of each side."""
LEAST_CONTESTED = 2
"""Documents in which one side says that it has passed, and the other that it has not."""
LEAST_CONTESTED_ALONE = 3
"""The same where a single person speaks for one of the sides: two people can differ in their words, but seldom contradict each other so often."""
LARGEST_P_WITHOUT = 0.20
_VALUES = {True: 1.0, None: 0.0, False: -1.0}
"""What is left open, or said as a rule, stands between what has passed and what has not."""
_NUMBERED = re.compile(r"\b([^\W\d_]{2,30} \d{1,4})(?![\w%.,:]*\d|[\w%])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What both sides say of one gate."""

    held: tuple[int, int]
    """Statements of each side in which something has passed."""
    denied: tuple[int, int]
    contested: tuple[int, int]
    """Documents in which this side says that it has passed, and the other that it has not."""
    claims: tuple[tuple[int, ...], tuple[int, ...]]
    """The statements of each side that stand in such documents, by row number."""
    test: StanceTest | None
    """None where too little is said."""
    alone: bool
    """Whether a side has one speaker only."""
    items: Items
    """What was tested."""

    @property
    def clash(self) -> bool:
        """Whether one side contradicts the other again and again, and hardly ever the other way round."""
        most, least = max(self.contested), min(self.contested)
        return most >= (LEAST_CONTESTED_ALONE if self.alone else LEAST_CONTESTED) and most > 2 * least

    @property
    def differ(self) -> bool:
        """Whether one side counts as passed what the other does not, again and again, whoever is left out."""
        if self.test is None or not self.clash:
            return False
        low = self.test.interval[0] if self.test.interval else 0.0
        return low > 0.0 and self.test.distance > self.test.within and self.test.p_without_speaker <= LARGEST_P_WITHOUT

    def summary(self, side: int, term: str) -> str:
        """Made in the same way for both sides."""
        return f"counts something as “{term}” in {self.held[side]} statements, as not “{term}” in {self.denied[side]}"


def standings_of(statements: Statements, rows: tuple[Sequence[int], Sequence[int]], gate: Collection[str], *, rng: np.random.Generator) -> Standings:
    """What the sides say in these rows, which hold the gate's folded words."""
    texts, documents = [str(text) for text in statements.text], [str(document) for document in statements.document]
    said = [(row, side, _VALUES[passed(texts[row], gate)]) for side in (0, 1) for row in sorted(set(rows[side])) if not withheld(texts[row])]
    held = [[row for row, its, found in said if its == side and found > 0] for side in (0, 1)]
    denied = [[row for row, its, found in said if its == side and found < 0] for side in (0, 1)]
    pairs = [
        [
            (one, other)
            for one in held[side]
            for other in denied[1 - side]
            if documents[one] == documents[other] and _of_one(texts[one], texts[other], gate)
        ]
        for side in (0, 1)
    ]
    contested = [len({documents[one] for one, _ in found}) for found in pairs]
    claims = [tuple(sorted({one for one, _ in pairs[side]} | {other for _, other in pairs[1 - side]})) for side in (0, 1)]
    items, alone = _items(said, statements)
    return Standings(
        held=(len(held[0]), len(held[1])),
        denied=(len(denied[0]), len(denied[1])),
        contested=(contested[0], contested[1]),
        claims=(claims[0], claims[1]),
        test=stance_test(items, rng=rng) if _enough(items) else None,
        alone=alone,
        items=items,
    )


def _of_one(one: str, other: str, gate: Collection[str]) -> bool:
    """Unless each names a numbered thing of its own beside the gate: "line 3", "bus 20"."""
    named = [{hit.casefold() for clause, _ in clauses_on(text, gate) for hit in _NUMBERED.findall(clause)} for text in (one, other)]
    return not all(named) or bool(named[0] & named[1])


def _items(said: Sequence[tuple[int, int, float]], statements: Statements) -> tuple[Items, bool]:
    """One who speaks alone for a side cannot be left out; what he says in one document can."""
    documents = [str(statements.document.iloc[row]) for row, _, _ in said]
    people = [str(statements.voices[row] or document) for (row, _, _), document in zip(said, documents, strict=True)]
    several = Counter(side for side, _ in {(side, person) for (_, side, _), person in zip(said, people, strict=True)})
    speakers = [f"{side} {person if several[side] > 1 else document}" for (_, side, _), person, document in zip(said, people, documents, strict=True)]
    items = Items(
        values=np.array([found for _, _, found in said]),
        document=codes(documents),
        register=codes([str(statements.register.iloc[row]) for row, _, _ in said]),
        speaker=codes(speakers),
        side=np.array([side == 0 for _, side, _ in said], dtype=bool),
        row=np.array([row for row, _, _ in said], dtype=np.int64),
    )
    return items, 1 in several.values()


def _enough(items: Items) -> bool:
    sides = (items.side, ~items.side)
    spread = min(len(np.unique(items.document[side])) for side in sides)
    sorts = min(int((items.values > 0).sum()), int((items.values < 0).sum()))
    return min(int(side.sum()) for side in sides) >= LEAST_SAID and spread >= LEAST_EACH and sorts >= LEAST_EACH
