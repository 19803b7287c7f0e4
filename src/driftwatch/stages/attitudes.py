"""What each partner holds of risks and of ways, statement by statement: by our phrases, and by the model where no phrase stands."""

from collections.abc import Callable, Iterator, Sequence

from driftwatch.domain.assertion import withheld
from driftwatch.domain.attitude import attitude
from driftwatch.domain.facets import VALUES, Facet
from driftwatch.domain.procedures import is_request
from driftwatch.domain.stance import Stance
from driftwatch.domain.talk import Register
from driftwatch.domain.ways import Way, ways
from driftwatch.ports import Vectors
from driftwatch.tables import StatementRow, Statements

LIKELY, SURE = 0.1, 0.75
"""Probability of a side from which on a statement may take it, though none of our phrases stands in it, and from which on phrases of the
other side are not believed."""
LIKELY_WAY = 0.2
DOUBT = 1.5
"""Power to which the probability of a side is its weight: of two hardly likely ones the better counts more than in proportion."""
_Read = tuple[float, tuple[str, ...], float, float]
"""Score, reasons, weight, and how likely the model finds that side."""
_WAYS = VALUES[Facet.WAY]
_BEFOREHAND, _AT_ONCE = [[_WAYS.index(way) for way in pole] for pole in (("steps", "record"), ("direct", "talk"))]


def risk_stances(statements: Statements, sides: Vectors) -> tuple[Stance, ...]:
    """Who would rather avoid a risk (-1) or take it (1), in the order of the table; `sides` are the probabilities of the facet `risk`."""

    def read(row: int, said: StatementRow) -> _Read | None:
        accept, avoid = (float(each) for each in sides[row, 1:])
        held, weight, lean = attitude(said.text), accept + avoid, (accept - avoid) / max(accept + avoid, 1e-9)
        if held.taken:
            reasons = tuple(reason.value for reason in held.reasons)
            return None if weight >= SURE and lean * held.score < 0 else (held.score, reasons, 1.0, accept if held.score > 0 else avoid)
        return (lean, (), weight**DOUBT, max(accept, avoid)) if weight >= LIKELY and withheld(said.text) is None else None

    return tuple(_stances(statements, read))


def way_stances(statements: Statements, sides: Vectors) -> tuple[Stance, ...]:
    """Who does things at once and decides in talk (-1), or by steps beforehand and on record (1); `sides` are those of the facet `way`."""

    def read(row: int, said: StatementRow) -> _Read | None:
        marks = [mark for mark in ways(said.text, chat=said.register == Register.CHAT) if not mark.weak]
        before, at_once = float(sides[row, _BEFOREHAND].sum()), float(sides[row, _AT_ONCE].sum())
        weight, lean = before + at_once, (before - at_once) / max(before + at_once, 1e-9)
        if not marks and weight < LIKELY_WAY:
            return None
        why = withheld(said.text)
        if why is not None and not (why == "question" and (any(mark.missing for mark in marks) or is_request(said.text))):
            return None
        if marks:
            score = 1.0 if marks[0].way in (Way.STEPS, Way.RECORD) else -1.0
            reasons = tuple(mark.way.value for mark in marks)
            return None if weight >= SURE and lean * score < 0 else (score, reasons, 1.0, before if score > 0 else at_once)
        return lean, (), weight, max(before, at_once)

    return tuple(_stances(statements, read))


def plain(held: Sequence[Stance]) -> tuple[Stance, ...]:
    """Those that were read from phrases."""
    return tuple(one for one in held if one.reasons)


def _stances(statements: Statements, read: Callable[[int, StatementRow], _Read | None]) -> Iterator[Stance]:
    """Of attributed statements."""
    for row, said in enumerate(statements.voiced()):
        if said.partner is None or (found := read(row, said)) is None:
            continue
        score, reasons, weight, likely = found
        yield Stance(
            row=row,
            id=said.id,
            partner=said.partner,
            speaker=said.speaker,
            document=said.document,
            register=Register(said.register),
            score=score,
            reasons=reasons,
            weight=weight,
            likely=likely,
        )
