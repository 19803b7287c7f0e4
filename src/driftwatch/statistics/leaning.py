"""Which statements stand for their side, and which lie nearer to the other: by how far each leans."""

import numpy as np

from driftwatch.statistics.energy import Floats
from driftwatch.statistics.permutation import Counts

CLEARLY = 0.5
"""Share of what a statement of its own kind mostly has by which one must lean to the other side to speak against a difference."""


def ordered(rows: Counts, lean: Floats) -> tuple[int, ...]:
    """The rows, those that lean most to their own side first, shape (n,) both."""
    return tuple(rows[np.lexsort((rows, -np.round(lean, 6)))].tolist())


def contrary(rows: Counts, lean: Floats) -> tuple[int, ...]:
    """Those that lie clearly nearer to the other side's than to their own side's, the clearest first; `lean` is towards the own side.

    What lies between the two speaks neither for a difference nor against it.
    """
    own = lean[lean > 0]
    bound = CLEARLY * float(np.median(own)) if len(own) else 0.0
    crossed = lean < -bound
    return tuple(dict.fromkeys(ordered(rows[crossed], -lean[crossed])))
