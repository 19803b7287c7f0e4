"""The ledger: for everything that one partner promised another, what both say of it afterwards."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from driftwatch.domain.accounts import LACKS, Account, Entry
from driftwatch.domain.assertion import withheld
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.owing import Standing, falls_short, is_scarce, leaning, learned, rationed, rations, standings, unkept
from driftwatch.domain.promise_mentions import Mentions
from driftwatch.domain.promise_names import MANY, cites, counts_days, is_last, place
from driftwatch.domain.promise_words import GENERIC, NUMBERS, POSTS, SOMEBODY
from driftwatch.domain.promising import Promise, promised, recalled
from driftwatch.domain.talk import Register
from driftwatch.domain.words import folded
from driftwatch.ports import Vectors
from driftwatch.tables import Statements

REACH = 3
"""Statements of one document, on either side of one that names the thing, in which its standing may be told without naming it."""
LEAST_RATE = 0.01
COUNTED = 100
"""Of more than so many things parts are spoken of all the time."""
LEAST_VOICES = 2
MOST_SPEAKERS = 50
"""Who is left out one by one: those who say most."""
LEAST_NOUN = 4
LEAST_REPLY = 3
"""Words of a reply: fewer are a nod."""
SAMPLED = 300
"""Statements from which the usual rate is told."""
_KEPT_OUT = frozenset({"joke", "hypothetical", "reported", "quotation", "withdrawn"})


class Ledger:
    """All statements, read once for what they make of promises."""

    def __init__(self, statements: Statements, sides: Vectors | None = None) -> None:
        """`sides`: probabilities of the values of the facet of promises, which know how one stands in whatever words."""
        self.rows = list(statements.rows())
        self._said_by = statements.voices
        self._sides = sides
        self.folded = [folded(row.text) for row in self.rows]
        self._known: dict[int, frozenset[Standing]] = {}
        self._of_pair: dict[frozenset[str], list[int]] = {}
        self._voices: defaultdict[str, set[str | None]] = defaultdict(set)
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for row, said in enumerate(self.rows):
            self._places[said.document].append(row)
            self._voices[said.document].add(said.partner)
        for places in self._places.values():
            places.sort(key=lambda row: (self.rows[row].position, row))
        self._at = {row: at for places in self._places.values() for at, row in enumerate(places)}
        self._mentions = Mentions(self.rows, self.folded, self._standing)

    def spoken(self, plan: Sequence[Promise], partners: Sequence[str], *, names: frozenset[str] = frozenset()) -> tuple[Promise, ...]:
        """What is promised in so many words and is not in the charter, once for each giver."""
        known = {(promise.partner, promise.words[-1]) for promise in plan}
        found: dict[tuple[str, tuple[str, ...]], Promise] = {}
        for row, said in enumerate(self.rows):
            given = [(said.partner, thing) for thing in promised(said.text)] if said.partner else []
            if said.partner and len(partners) == 2:
                given += [(other, thing) for thing in recalled(said.text) for other in partners if other != said.partner]
            if not given or withheld(said.text):
                continue
            for giver, thing in given:
                phrase = thing.words
                if (giver, phrase[-1]) not in known and not names & set(phrase) and not (len(phrase) == 1 and phrase[0] in GENERIC):
                    found.setdefault((giver, phrase), Promise(partner=giver, words=phrase, name=thing.name, amount=thing.amount, row=row))
        return tuple(found.values())

    def account(self, promise: Promise, receiver: str, others: Sequence[Promise]) -> Account:
        """What the two say of the promise, from the day on which it was due or made."""
        giver = promise.partner
        pair = {giver, receiver}
        named = {row for row in self._mentions.of(promise, receiver, others) if self.rows[row].partner in pair and self._counts(row, promise)}
        posts = set(self._of_people(promise, receiver, others) if promise.human else ())
        anchors = {*(row for row in named if self._stands(row, promise) or self._speaks(row, promise)), *posts}
        replies = self._replies([row for row in named if self._stands(row, promise) & LACKS], promise, receiver)
        linked = self._linked(anchors, pair, promise, others) | replies
        entries = [self._entry(row, promise, named=row in named, close=row in posts, reply=row in replies) for row in sorted(linked)]
        mentions: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
        for row in named:
            mentions[self.rows[row].document] |= {row}
        lacking = frozenset(self.rows[row].document for row in named if self._is_lacking(row, promise, receiver))
        return Account(
            promise=promise,
            giver=giver,
            receiver=receiver,
            entries=tuple(entries),
            mentions=dict(mentions),
            lacking=lacking,
            rate=self._rate(pair, named | linked, inf if promise.amount is not None and promise.amount < MANY else None, steady=promise.steady),
        )

    def without_speakers(self, account: Account) -> Iterator[Account]:
        """The account without what any one of those says who speak most on it."""
        said = Counter(entry.speaker or "" for entry in account.entries)
        for speaker in sorted(sorted(said, key=lambda each: (-said[each], each))[:MOST_SPEAKERS]):
            yield replace(account, entries=tuple(entry for entry in account.entries if (entry.speaker or "") != speaker))

    def _patterned(self, row: int) -> frozenset[Standing]:
        if row not in self._known:
            self._known[row] = standings(self.rows[row].text)
        return self._known[row]

    def _standing(self, row: int) -> frozenset[Standing]:
        """What its words make of a promise; where no pattern finds a view, what the facet model does."""
        told = self._patterned(row)
        return told if told or self._sides is None else learned(self._sides[row].tolist())

    def _is_lacking(self, row: int, promise: Promise, receiver: str) -> bool:
        told = self._stands(row, promise)
        return bool(told & LACKS) or (Standing.EXTRA in told and self.rows[row].partner == receiver)

    def _rate(self, pair: set[str], without: set[int], amount: float | None, *, steady: bool) -> float:
        """From every so many statements: a rate needs no more."""
        own = self._said_by_both(frozenset(pair))
        rest = [row for row in own[:: max(1, len(own) // SAMPLED)] if row not in without]
        lacking = sum(self._lacks_anything(row, amount) or (steady and rationed(self.rows[row].text)) for row in rest)
        return max(LEAST_RATE, (1 + lacking) / (2 + len(rest)))

    def _said_by_both(self, pair: frozenset[str]) -> list[int]:
        if pair not in self._of_pair:
            self._of_pair[pair] = [row for row, said in enumerate(self.rows) if said.partner in pair]
        return self._of_pair[pair]

    def _lacks_anything(self, row: int, amount: float | None) -> bool:
        """Whether a statement says that something is missing: of one of its words, told by the row, what would be asked of a promise."""
        folded = self.folded[row]
        nouns = [at for at, word in enumerate(folded) if len(word) >= LEAST_NOUN and word.isalpha() and word not in GRAMMAR]
        return bool(self._standing(row) & (LACKS | {Standing.EXTRA})) or (
            bool(nouns) and is_scarce(folded, (nouns[row % len(nouns)], nouns[row % len(nouns)] + 1), amount)
        )

    def _entry(self, row: int, promise: Promise, *, named: bool, close: bool, reply: bool) -> Entry:
        said = self.rows[row]
        standings = self._stands(row, promise) if named else self._patterned(row)
        return Entry(
            row=row,
            partner=str(said.partner),
            document=said.document,
            day=said.said_at.date() if said.said_at else None,
            standings=standings,
            worded=bool(self._patterned(row)) or Standing.LACKING in standings,
            named=named,
            reply=reply,
            close=close,
            likely=0.0 if self._sides is None else unkept(self._sides[row].tolist()),
            chat=said.register == Register.CHAT,
            alone=said.register != Register.MAIL and len(self._voices[said.document]) < LEAST_VOICES,
            speaker=self._said_by[row],
            quotable=withheld(said.text) in ((None, "question") if named and Standing.MISSED in self._standing(row) else (None,)),
        )

    def _stands(self, row: int, promise: Promise) -> frozenset[Standing]:
        """What a statement on the promise makes of it; that there is none, or a smaller number or share than promised, is a lack."""
        folded, span, told = self.folded[row], place(self.folded[row], promise), self._standing(row)
        waits, amount = self.rows[row].partner != promise.partner, promise.amount if (promise.amount or 0) <= COUNTED else None
        short = (promise.steady and rationed(self.rows[row].text)) or (amount is not None and falls_short(folded, amount))
        short = short or (waits and span is None and (promise.steady or promise.share is not None) and counts_days(folded))
        if short or (span is not None and is_scarce(folded, span, amount if waits and (amount or 0) < MANY else None)):
            return told - {Standing.THERE} | {Standing.LACKING}
        return told

    def _counts(self, row: int, promise: Promise) -> bool:
        """Whether it was said after the promise, and in earnest."""
        said = self.rows[row]
        early = promise.due is not None and said.said_at is not None and said.said_at.date() < promise.due
        if promise.row is not None:
            first = self.rows[promise.row]
            early = row == promise.row or (said.said_at is not None and first.said_at is not None and said.said_at < first.said_at)
        elif early:
            # That part of it is there tells nothing before the day; that it will not come, or has come, does.
            early = not leaning(self._standing(row))
        return not early and withheld(said.text) not in _KEPT_OUT

    def _replies(self, missed: Sequence[int], promise: Promise, receiver: str) -> set[int]:
        """What the giver answers to those who say that the thing is missing: its next words, whatever they are."""
        found: set[int] = set()
        for row in missed:
            if self.rows[row].partner == receiver:
                places = self._places[self.rows[row].document]
                behind = places[self._at[row] + 1 : self._at[row] + 1 + REACH]
                own = [each for each in behind if self.rows[each].partner == promise.partner and self._near(each, row)][:2]
                found.update(each for each in own if len(self.folded[each]) >= LEAST_REPLY and self._counts(each, promise))
        return found

    def _of_people(self, promise: Promise, receiver: str, others: Sequence[Promise]) -> list[int]:
        """Where the giver promised one kind of people only: its words on a post that it cannot fill, the receiver's on so many people missing."""
        if any(other.planned and other.human and other.words != promise.words and other.partner == promise.partner for other in others):
            return []
        rows = {row for word in POSTS | SOMEBODY for row in self._mentions.holding.get(word, ())}
        return [row for row in sorted(rows) if self._means_people(row, promise, receiver) and self._counts(row, promise)]

    def _means_people(self, row: int, promise: Promise, receiver: str) -> bool:
        folded, found, partner = set(self.folded[row]), self._standing(row), self.rows[row].partner
        if partner == promise.partner:
            return bool(folded & POSTS) and Standing.OWED in found
        counted = any(NUMBERS.get(word) == promise.amount for word in folded) if promise.amount else False
        return partner == receiver and bool(folded & SOMEBODY) and Standing.MISSED in found and counted

    def _linked(self, anchors: set[int], pair: set[str], promise: Promise, others: Sequence[Promise]) -> set[int]:
        """Statements beside the anchors that tell how something stands and name no other promise."""
        heads = {other.words[-1] for other in others if other.words[-1] != promise.words[-1]}
        found = set(anchors)
        for anchor in sorted(anchors):
            places = self._places[self.rows[anchor].document]
            at = self._at[anchor]
            for row in places[max(0, at - REACH) : at + REACH + 1]:
                if self.rows[row].partner in pair and self._speaks(row, promise) and not heads & set(self.folded[row]) and self._near(row, anchor):
                    found.add(row)
        return found

    def _speaks(self, row: int, promise: Promise) -> bool:
        """Whether it tells how something stands; that merely anything is lacking may be said of another thing, unless it names this one."""
        meant = place(self.folded[row], promise) is not None or self._means(row, promise)
        told = self._stands(row, promise) if meant else self._patterned(row) - {Standing.LACKING}
        return (bool(told) or (promise.human and rations(self.rows[row].text))) and self._counts(row, promise)

    def _means(self, row: int, promise: Promise) -> bool:
        return promise.planned and (cites(self.folded[row], promise) or is_last(self.folded[row], promise))

    def _near(self, row: int, anchor: int) -> bool:
        one, other = self.rows[row], self.rows[anchor]
        return one.heading == other.heading and one.thread == other.thread
