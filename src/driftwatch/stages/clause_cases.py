"""Of all that is said of a clause: which side departs from it since when, and which other side holds to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from driftwatch.domain.clause_stance import ClauseTalk, Sign, Stance
from driftwatch.tables import StatementRow

LEAST_LATER = 2
"""Documents in which a side holds to a clause again, from which on its departure is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCase:
    """One clause, the side that departs from it and another that holds to it."""

    talk: ClauseTalk
    rows: Sequence[StatementRow]
    side: str
    other: str
    since: date
    own: tuple[Stance, ...]
    """Of the side, from the first departure on that was not taken back."""
    others: tuple[Stance, ...]
    """Of the other, at any time."""
    before: tuple[Stance, ...]
    """Of the side, where it held to the clause before."""

    @property
    def departures(self) -> tuple[Stance, ...]:
        """What departs."""
        return tuple(stance for stance in self.own if stance.departs)

    @property
    def held(self) -> tuple[Stance, ...]:
        """Where the other side holds to the clause."""
        return tuple(stance for stance in self.others if stance.holds)

    @property
    def number(self) -> str:
        """ "clause 5.2", or the heading of a clause without a number."""
        clause = self.talk.provision.clause
        return f"clause {clause.number}" if clause.number else f"the clause on {clause.heading.casefold() or self.talk.provision.name}"

    def documents(self, stances: Iterable[Stance]) -> int:
        """In how many documents these were said."""
        return len({self.rows[stance.row].document for stance in stances})

    def day(self, stance: Stance) -> date:
        """When it was said; the first of days where that is not known."""
        return _day(stance, self.rows)


def clause_cases(talks: Iterable[ClauseTalk], rows: Sequence[StatementRow]) -> list[ClauseCase]:
    """For each clause and each side that departs, the other side that holds to it in most documents."""
    found = []
    for each in talks:
        for side in sorted({stance.partner for stance in each.stances if stance.departs}):
            others = sorted({stance.partner for stance in each.stances} - {side})
            cases = [case for other in others if (case := _case(each, rows, side, other)) is not None]
            if cases:
                found.append(min(cases, key=lambda case: (-case.documents(case.held), case.other)))
    return found


def _case(each: ClauseTalk, rows: Sequence[StatementRow], side: str, other: str) -> ClauseCase | None:
    own = sorted((stance for stance in each.stances if stance.partner == side), key=lambda stance: (_day(stance, rows), stance.row))
    lasting = [stance for stance in own if stance.departs and not _over(stance, own, each, rows)]
    others = tuple(stance for stance in each.stances if stance.partner == other)
    if not lasting or not any(stance.holds for stance in others):
        return None
    since = _day(lasting[0], rows)
    return ClauseCase(
        talk=each,
        rows=rows,
        side=side,
        other=other,
        since=since,
        own=tuple(stance for stance in own if _day(stance, rows) >= since),
        others=others,
        before=tuple(stance for stance in own if _day(stance, rows) < since and stance.holds),
    )


def _over(stance: Stance, own: Sequence[Stance], each: ClauseTalk, rows: Sequence[StatementRow]) -> bool:
    """Whether the side took it back, or held to the clause in two later documents without departing again."""
    if _day(stance, rows) <= each.withdrawn.get(stance.partner, date.min):
        return True
    later = [one for one in own if _day(one, rows) > _day(stance, rows) and one.sign is not Sign.PRACTICE]
    return len({rows[one.row].document for one in later}) >= LEAST_LATER and all(one.holds for one in later)


def _day(stance: Stance, rows: Sequence[StatementRow]) -> date:
    said_at = rows[stance.row].said_at
    return said_at.date() if said_at else date.min
