"""How each partner's statements of one sort divide: shares with intervals, or why there are none."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from driftwatch.domain.pictures import Estimate, Part, Profile, ProfileRow
from driftwatch.domain.talk import Partner
from driftwatch.pictures.rounding import rounded
from driftwatch.statistics.shares import share_interval

MOST_STATEMENTS = 8
"""Ids that stand behind a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One statement that says something of this sort."""

    id: str
    partner: str
    document: str
    names: frozenset[str]
    """Under which it counts; one at least."""
    plain: float = 0.0
    """How plainly it says so: the plainest are shown first."""


def profile(
    counted: Iterable[Counted], partners: Sequence[Partner], names: Sequence[str], *, least: int, what: str, alerts: tuple[str, ...] = ()
) -> Profile:
    """A row for each of the names that anybody has, in their order; `what` says what is counted: "statements on goals"."""
    by_partner: dict[str, list[Counted]] = {partner.id: [] for partner in partners}
    for one in counted:
        by_partner.setdefault(one.partner, []).append(one)
    present = frozenset(name for own in by_partner.values() for one in own for name in one.names)
    return Profile(
        rows=tuple(
            ProfileRow(name=name, parts=tuple(_part(partner, name, own, least=least) for partner, own in by_partner.items()))
            for name in names
            if name in present
        ),
        lacking=tuple(
            f"{partner.name}: {_lack(len(by_partner[partner.id]), what, least)}" for partner in partners if len(by_partner[partner.id]) < least
        ),
        alerts=alerts,
    )


def _lack(found: int, what: str, least: int) -> str:
    return f"{found or 'no'} {what}, {least} needed"


def _part(partner: str, name: str, own: Collection[Counted], *, least: int) -> Part:
    having = [one for one in own if name in one.names]
    return Part(
        partner=partner,
        count=len(having),
        of=len(own),
        share=_share(having, own) if len(own) >= max(least, 1) else None,
        statements=_shown(having),
    )


def _share(having: Collection[Counted], own: Collection[Counted]) -> Estimate:
    counts, totals = Counter(one.document for one in having), Counter(one.document for one in own)
    documents = sorted(totals)
    low, high = share_interval([counts[document] for document in documents], [totals[document] for document in documents])
    return Estimate(value=rounded(len(having) / len(own)), low=rounded(low), high=rounded(high))


def _shown(having: Iterable[Counted]) -> tuple[str, ...]:
    """The plainest first, one of each document before a second of any."""
    turn: defaultdict[str, int] = defaultdict(int)
    placed = []
    for one in sorted(having, key=lambda one: (-one.plain, one.id)):
        placed.append((turn[one.document], -one.plain, one.id))
        turn[one.document] += 1
    return tuple(identifier for _, _, identifier in sorted(placed)[:MOST_STATEMENTS])
