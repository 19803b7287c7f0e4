"""Whether two partners go about one procedure in different ways, and whether enough is said to tell."""

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np

from driftwatch.domain.talk import Register
from driftwatch.domain.way_items import Item, Measure, Procedure
from driftwatch.statistics.stances import Items, StanceTest, stance_test
from driftwatch.tables import StatementRow

LEAST_ITEMS = 3
"""Statements of each partner, and of each pole, from which on two ways are compared: these are explicit, so fewer than for a distribution."""
LEAST_DOCUMENTS = 2
LEAST_DIFFERENCE = 1.0
"""Difference of the means from -1 to 1: three quarters of one side's statements go one way, three quarters of the other's the other way."""
LEAST_LOW = 0.5
"""What the interval of the difference must exclude."""
LEAST_EXCHANGES = 2
"""Documents in which both ways meet; one is enough where the partners share a word of the matter, none where they share several."""
LEAST_SHARED = 4
LEAST_PLAIN = 2
"""Statements that stand for the direct way in words, more than telling of an act."""
LEAST_MISSING = 2
"""Statements that miss a step or a record."""
_MEETS = (Register.MINUTES, Register.TRANSCRIPT, Register.DOCUMENT)


def lacking_of(procedure: Procedure, rows: Sequence[StatementRow]) -> str | None:
    """Why the ways cannot be compared; counts of poles and exchanges stay the same when sides are swapped, so the test may rest on them."""
    for partner, side in zip(procedure.pair, procedure.sides, strict=True):
        said, documents = {item.row for item in side}, {rows[item.row].document for item in side}
        if len(said) < LEAST_ITEMS or len(documents) < LEAST_DOCUMENTS:
            return f"{partner}: {len(said)} statements in {len(documents)} documents, {LEAST_ITEMS} in {LEAST_DOCUMENTS} needed"
    poles = Counter(item.value for side in procedure.sides for item in side)
    if min(poles[1.0], poles[-1.0]) < LEAST_ITEMS:
        return f"one way is named {min(poles[1.0], poles[-1.0])} times, {LEAST_ITEMS} needed"
    if procedure.exchanges >= LEAST_EXCHANGES or (procedure.exchanges and procedure.shared) or len(procedure.shared) >= LEAST_SHARED:
        return None
    return "nothing shows that both speak of the same thing"


def tested(procedure: Procedure, rows: Sequence[StatementRow]) -> StanceTest:
    """Whether the two sides go about it alike: cells are exchanged, drawn by the content of the statements."""
    said = "\n".join(sorted(rows[item.row].id for side in procedure.sides for item in side))
    seed = int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], "big")
    return stance_test(items_of(procedure, rows), rng=np.random.default_rng(seed))


def items_of(procedure: Procedure, rows: Sequence[StatementRow]) -> Items:
    """What both sides say of it as numbers; the first of the pair is side A."""
    items = [item for side in procedure.sides for item in side]
    said = [rows[item.row] for item in items]
    # Where a decision is taken is the matter itself: there the register is no stratum.
    strata = [procedure.measure is not Measure.RECORD and row.register in _MEETS for row in said]
    return Items(
        values=np.array([item.value for item in items]),
        document=np.unique([row.document for row in said], return_inverse=True)[1].astype(np.int64),
        register=np.array(strata, dtype=np.int64),
        speaker=np.unique([row.speaker or "" for row in said], return_inverse=True)[1].astype(np.int64),
        side=np.array([row.partner == procedure.pair[0] for row in said]),
        row=np.array([item.row for item in items], dtype=np.int64),
    )


def stands_out(procedure: Procedure, test: StanceTest) -> bool:
    """Whether the sides go opposite ways, further apart than either varies, and mean it."""
    low = test.interval[0] if test.interval else 0.0
    poles = [pole_of(side) for side in procedure.sides]
    fitting = [sum(item.value == pole for item in side) for pole, side in zip(poles, procedure.sides, strict=True)]
    far = test.distance >= LEAST_DIFFERENCE and test.distance > test.within and low > LEAST_LOW
    return far and poles[0] != poles[1] and min(fitting) >= LEAST_ITEMS - 1 and _is_meant(procedure)


def _is_meant(procedure: Procedure) -> bool:
    """Whether somebody stands for the direct way in words, or somebody misses the steps: acts and demands alone may be two roles."""
    missing = sum(item.missing for side in procedure.sides for item in side)
    if procedure.measure is Measure.RECORD:
        return missing >= LEAST_MISSING or procedure.exchanges >= LEAST_EXCHANGES
    plain = sum(item.value < 0 and not item.weak for side in procedure.sides for item in side)
    return procedure.measure is not Measure.FORMALITY or plain >= LEAST_PLAIN or (plain > 0 and missing >= LEAST_MISSING)


def pole_of(side: Sequence[Item]) -> float:
    """The way of most of a side's items: 1 or -1."""
    return 1.0 if sum(item.value for item in side) > 0 else -1.0
