"""Accounts of what one partner was to give another: what both say of it, statement by statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from driftwatch.domain.owing import Standing, leaning
from driftwatch.domain.promising import Promise

LACKS = frozenset({Standing.MISSED, Standing.OWED, Standing.LACKING})
"""Ways to say that something is not there, whoever says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One statement on how a promise stands."""

    row: int
    partner: str
    document: str
    day: date | None
    standings: frozenset[Standing]
    named: bool
    """Whether it names the thing itself."""
    reply: bool
    """Whether the giver says it right after the receiver has said that the thing is missing."""
    close: bool
    """Whether it speaks of a post that it would take to give it."""
    alone: bool
    """Whether it stands in minutes in which no other partner speaks."""
    speaker: str | None
    quotable: bool
    worded: bool = True
    """Whether its own words say how it stands, not the facet model alone."""

    @property
    def leaning(self) -> int:
        """1 in the view of who waits, -1 in that of who owes."""
        return leaning(self.standings)

    @property
    def lacks(self) -> bool:
        """Whether it says that something is missing, whoever says so."""
        return bool(self.standings & LACKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A promise between the one who gives and the one who gets."""

    promise: Promise
    giver: str
    receiver: str
    entries: tuple[Entry, ...]
    mentions: Mapping[str, frozenset[int]]
    """Document -> statements of the two that name it."""
    lacking: frozenset[str]
    """Documents in which one of these tells that it lacks, or the one who gets it what it does instead."""
    rate: float
    """Share of their other statements that speak of something lacking."""

    def waiting(self) -> list[Entry]:
        """What the receiver says of it as missing, or made up for."""
        return [entry for entry in self.entries if entry.partner == self.receiver and (entry.leaning > 0 or (entry.leaning == 0 and entry.lacks))]

    def owing(self) -> list[Entry]:
        """What the giver says of it as not given, or answers to those who wait."""
        own = [entry for entry in self.entries if entry.partner == self.giver and Standing.THERE not in entry.standings]
        return [entry for entry in own if entry.leaning < 0 or (entry.leaning == 0 and (entry.lacks or entry.reply))]

    def cells(self, partner: str) -> list[float]:
        """A mean leaning for each document in which the partner takes a view."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for entry in self.entries:
            if entry.partner == partner and entry.standings:
                found[entry.document].append(entry.leaning)
        return [sum(each) / len(each) for _, each in sorted(found.items())]


def joint(accounts: Sequence[Account]) -> Account:
    """What one clause gives, as one account: people and the room they work in, a machine and its hours."""
    first, *_ = accounts
    entries: dict[int, Entry] = {}
    for entry in sorted((entry for account in accounts for entry in account.entries), key=lambda entry: entry.row):
        known = entries.get(entry.row, entry)
        entries[entry.row] = replace(
            known,
            standings=known.standings | entry.standings,
            named=known.named or entry.named,
            reply=known.reply or entry.reply,
            close=known.close or entry.close,
        )
    mentions: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for account in accounts:
        for document, rows in account.mentions.items():
            mentions[document] |= rows
    return Account(
        promise=replace(first.promise, name=_listed([account.promise.name for account in accounts])),
        giver=first.giver,
        receiver=first.receiver,
        entries=tuple(entries.values()),
        mentions=dict(mentions),
        lacking=frozenset(document for account in accounts for document in account.lacking),
        rate=max(account.rate for account in accounts),
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
