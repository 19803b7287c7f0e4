"""Which usages of a term are compared: undistorted, no repeats, not too many of one document, and only where both sides have some."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from driftwatch.domain.meaning import Term
from driftwatch.domain.ordinary import STATES
from driftwatch.domain.sampling import LEAST_BACKGROUND, MOST_A_DOCUMENT, MOST_A_SIDE, MOST_BACKGROUND, spread
from driftwatch.tables import Statements, UsageRow, Usages


def sample(usages: Usages, statements: Statements, terms: Sequence[Term]) -> Usages:
    """The usages that are worth a vector, in the order of `usages`: of all terms and words of state, and of some of the ordinary
    words beside them.
    """
    ids, wording = list(statements.id), _wording(statements)
    by_side: defaultdict[tuple[str, str], list[tuple[int, UsageRow]]] = defaultdict(list)
    for row, usage in enumerate(usages.rows()):
        if usage.partner is not None and usage.distorted is None:
            by_side[usage.term, usage.partner].append((row, usage))
    chosen = {side: _chosen(own, ids, wording) for side, own in by_side.items()}
    enough = {side for side, own in chosen.items() if _is_background(own)}
    partners = Counter(term for term, _ in enough)
    shared = {term for term, count in partners.items() if count > 1}
    kept = {term.name for term in terms if term.tested or not STATES.isdisjoint(term.words)}
    background = sorted(shared - kept, key=spread)
    shared -= set(background[MOST_BACKGROUND:])
    rows = sorted(row for side in enough if side[0] in shared for row, _ in chosen[side])
    return usages.take(np.array(rows, dtype=np.intp))


def _chosen(own: Sequence[tuple[int, UsageRow]], ids: Sequence[str], wording: Sequence[tuple[str, str]]) -> list[tuple[int, UsageRow]]:
    """By the hash in the statement's id; what a speaker repeats counts once."""
    taken: Counter[str] = Counter()
    said: set[tuple[str, str]] = set()
    chosen: list[tuple[int, UsageRow]] = []
    for row, usage in sorted(own, key=lambda each: ids[each[1].statement]):
        words = wording[usage.statement]
        if words not in said and taken[usage.document] < MOST_A_DOCUMENT and len(chosen) < MOST_A_SIDE:
            said.add(words)
            taken[usage.document] += 1
            chosen.append((row, usage))
    return chosen


def _is_background(own: Sequence[tuple[int, UsageRow]]) -> bool:
    return len(own) >= LEAST_BACKGROUND[0] and len({usage.document for _, usage in own}) >= LEAST_BACKGROUND[1]


def _wording(statements: Statements) -> list[tuple[str, str]]:
    """Who said it (the document where nobody is named) and the text without differences of case and spacing."""
    return [
        (speaker or document, " ".join(text.casefold().split()))
        for speaker, document, text in zip(statements.speaker, statements.document, statements.text, strict=True)
    ]
