"""Models asked once for each different item, and not for those that a cache holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from driftwatch.ports import VectorCache, Vectors

Item = TypeVar("Item")
LOOKED_UP = 8192
"""Items that are looked for in the cache at a time."""


def asked_once(
    hashes: Sequence[str], items: Sequence[Item], ask: Callable[[Sequence[Item]], Vectors], *, model: str, cache: VectorCache, portion: int
) -> Vectors:
    """What a model says of each item, a row each, float32; after every `portion` what is new is kept, under the item's hash.

    The rows are filled in place: what the cache holds first, then what the model is asked, then those of items that stand there already.
    """
    first: dict[str, int] = {}
    source = np.array([first.setdefault(key, row) for row, key in enumerate(hashes)], dtype=np.intp)
    found = np.empty((0, 0), dtype=np.float32)

    def fill(answers: Mapping[str, Vectors]) -> None:
        nonlocal found
        for key, vector in answers.items():
            if not found.size:
                found = np.empty((len(hashes), len(vector)), dtype=np.float32)
            found[first[key]] = vector

    missing: list[str] = []
    for keys in _portions(list(first), LOOKED_UP):
        known = cache.vectors(model, sorted(keys))
        fill(known)
        missing += [key for key in keys if key not in known]
    for keys in _portions(missing, portion):
        fresh = dict(zip(keys, ask([items[first[key]] for key in keys]), strict=True))
        cache.keep_vectors(model, fresh)
        fill(fresh)
    again = np.flatnonzero(source != np.arange(len(source)))
    if len(again):
        found[again] = found[source[again]]
    return found


def _portions(keys: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    return (keys[begin : begin + most] for begin in range(0, len(keys), most))
