"""How sure a share is where what is counted comes in documents that repeat themselves."""

from collections.abc import Sequence
from math import sqrt

_Z = 1.959963984540054


def share_interval(counts: Sequence[int], totals: Sequence[int]) -> tuple[float, float]:
    """95 % interval of the share of `counts` among `totals`, both document by document.

    Wilson's interval for as many independent statements as the documents are worth: their number over the design effect (Kish 1965; Korn &
    Graubard 1998, Survey Methodology 24). `totals` must not all be 0.
    """
    count, total = sum(counts), sum(totals)
    share = count / total
    worth = total / max(1.0, _design_effect(counts, totals))
    half = _Z * sqrt(share * (1 - share) / worth + _Z**2 / (4 * worth**2))
    middle, scale = share + _Z**2 / (2 * worth), 1 + _Z**2 / worth
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def _design_effect(counts: Sequence[int], totals: Sequence[int]) -> float:
    """By how much the share varies more over whole documents than it would over independent statements."""
    documents, total = len(totals), sum(totals)
    share = sum(counts) / total
    alone = share * (1 - share) / total
    if documents < 2 or alone == 0.0:  # of one document nothing can be said
        return 1.0
    squares = sum((count - share * size) ** 2 for count, size in zip(counts, totals, strict=True))
    return documents / (documents - 1) * squares / total**2 / alone
