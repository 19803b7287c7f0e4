"""Accounts of what one partner was to give another: what both say of it, statement by statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from driftwatch.domain.owing import Standing, leaning
from driftwatch.domain.promising import Promise

LACKS = frozenset({Standing.MISSED, Standing.OWED, Standing.LACKING})
"""Ways to say that something is not there, whoever says it."""
WORDED, AGAIN, NAMED = 0.4, 0.1, 0.2
"""What words of ours on the thing itself weigh beside the probability of the facet model, and that it names it."""
PLAIN, LEAST_QUOTED = 0.25, 2
"""From which plainness on a statement is quoted, and how many are where fewer are as plain."""


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
    likely: float = 0.0
    """Probability (0 … 1), by the facet model, that it tells of something owed or given in part; 0 where there is no model."""
    chat: bool = False

    @property
    def leaning(self) -> int:
        """1 in the view of who waits, -1 in that of who owes."""
        return leaning(self.standings)

    @property
    def lacks(self) -> bool:
        """Whether it says that something is missing, whoever says so."""
        return bool(self.standings & LACKS)

    def plainness(self, view: Standing) -> float:
        """How plainly it tells that the promise is not kept, in `view` (of who waits or of who owes): what the facet model makes of it, and what
        words of ours say of the thing itself. What merely stands beside a lack says little by words of ours: they may be of anything else.
        """
        of_it = self.worded and (self.named or self.close or self.reply)
        told = len({view, Standing.LACKING} & self.standings) if of_it else 0
        return self.likely + WORDED * (told > 0) + AGAIN * (told > 1) + NAMED * self.named


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

    def telling(self, partner: str) -> list[Entry]:
        """What may be quoted for the partner, of what takes its view or none: the plainest first, of statements as plain what both have in hand
        before chats and one side's own notes.
        """
        view = Standing.MISSED if partner == self.receiver else Standing.OWED
        taken = self.waiting() if partner == self.receiver else self.owing()
        other = [entry for entry in self.entries if entry.partner == partner and entry.leaning == 0 and entry not in taken]
        found = [entry for entry in (*taken, *other) if entry.quotable and Standing.THERE not in entry.standings]
        found.sort(key=lambda entry: (-round(entry.plainness(view), 1), entry.chat or entry.alone, entry.row))
        plain = [entry for entry in found if entry.plainness(view) >= PLAIN]
        return plain if len(plain) >= LEAST_QUOTED else found[:LEAST_QUOTED]

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
