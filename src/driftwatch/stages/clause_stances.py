"""What the partners say of each clause of the charter: who holds to it, who departs from it, and since when.

A statement is about a clause when it cites its number, names the charter and its thing, names its thing in two words, or answers
the other side's citation within a few statements. What a side has said in such places teaches its own words for the matter
("the window"), by which further statements are found.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from driftwatch.domain import charter_talk
from driftwatch.domain.assertion import withdraws, withheld
from driftwatch.domain.clause_stance import ClauseTalk, Sign, Stance
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.provision_figures import alike, compared, figures
from driftwatch.domain.provisions import FactKind, Provision, charter_provisions
from driftwatch.domain.words import folded_phrase, words
from driftwatch.tables import StatementRow, Statements

EXCHANGE = 8
"""Statements around a citation in which the other side answers it."""
NEAR = 4
"""Statements around one that names the charter without a number in which the thing it means is looked for."""
ASSENT = 12
"""Statements after a change of the charter in which the other side's assent is looked for."""
MOST_GIVEN = 12
"""Of so many things each one counts; a smaller number of hundreds is a part of them."""
COMMON = 0.05
"""Share of statements in which a word may stand to be one side's own word for the matter."""
LEAST_SEEDS = 2
"""Documents of departures in which such a word must stand."""


class CharterTalk:
    """The statements beside the charter."""

    def __init__(self, statements: Statements, *, charter: str, partners: Mapping[str, Sequence[str]]) -> None:
        self.rows = list(statements.voiced())
        self.words = [frozenset(word.folded for word in words(row.text)) for row in self.rows]
        self.where: defaultdict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self.words):
            for word in each:
                self.where[word].append(at)
        self.provisions = charter_provisions(charter, partners=partners)
        self._said: dict[int, bool] = {}
        self._place = {(row.document, row.position): at for at, row in enumerate(self.rows)}
        self._cited = self._citations()

    def said(self, row: int) -> bool:
        """Whether the statement says what its side holds."""
        if row not in self._said:
            self._said[row] = self.rows[row].partner is not None and withheld(self.rows[row].text) is None
        return self._said[row]

    def talks(self) -> Iterator[ClauseTalk]:
        """Every provision of which somebody holds or departs."""
        for number, provision in enumerate(self.provisions):
            cites = self._cited[number]
            found = {stance.row: stance for stance in self._stances(provision, cites)}
            for stance in self._learnt(provision, list(found.values())):
                found.setdefault(stance.row, stance)
            found = {row: stance for row, stance in found.items() if self._repeated(provision, stance, list(found.values()))}
            if any(stance.departs for stance in found.values()):
                stances = tuple(sorted(found.values(), key=lambda stance: stance.row))
                spoken = self._spoken(provision, cites, stances)
                alike_read = tuple(self._read_alike(provision, cites, spoken, stances)) if provision.owner else stances
                withdrawn = self._withdrawn(provision, cites, stances)
                talk = ClauseTalk(provision=provision, stances=stances, spoken=spoken, alike=alike_read, withdrawn=withdrawn)
                yield self._with_amendment(talk, cites)

    def lacking_share(self, partner: str, without: Sequence[int]) -> float:
        """Share of a side's other statements that speak of something not given: what chance alone makes of a statement."""
        left_out = set(without)
        rows = [at for at, row in enumerate(self.rows) if row.partner == partner and at not in left_out and self.said(at)]
        return (sum(bool(charter_talk.LACKS.search(self.rows[at].text)) for at in rows) + 1) / (len(rows) + 2)

    def _citations(self) -> list[set[int]]:
        """For each provision the rows that cite it, by number or by naming the charter and its thing."""
        numbers = {each.clause.number for each in self.provisions if each.clause.number}
        found: list[set[int]] = [set() for _ in self.provisions]
        for at, row in enumerate(self.rows):
            named = charter_talk.cited(row.text, numbers) if any(mark.isdecimal() for mark in row.text) else frozenset()
            several = [place for place, each in enumerate(self.provisions) if each.clause.number in named]
            for number in named:
                places = [place for place in several if self.provisions[place].clause.number == number]
                found[max(places, key=lambda place: (self._likeness(self.provisions[place], at), -place))].add(at)
            if not named and self.words[at] & charter_talk.CHARTER_WORDS and charter_talk.mentions_charter(row.text):
                likeness = [self._meant(each, at) for each in self.provisions]
                best = max(likeness, default=0.0)
                if best >= 2 and likeness.count(best) == 1:
                    found[likeness.index(best)].add(at)
        return found

    def _likeness(self, provision: Provision, row: int) -> float:
        same = compared(provision, self.rows[row].text) is True
        return len(provision.topic & self.words[row]) + len(set(provision.heads) & self.words[row]) + 1.5 * same

    def _meant(self, provision: Provision, row: int) -> float:
        """How well a statement that names the charter fits the provision: its own words, then those around it."""
        own = self._likeness(provision, row)
        return own + 0.5 * min(2, len(provision.topic & self._around(row))) if own >= 1 else 0.0

    def _around(self, row: int) -> frozenset[str]:
        return frozenset(word for at in self._neighbours(row, NEAR) for word in self.words[at])

    def _neighbours(self, row: int, reach: int) -> list[int]:
        here = self.rows[row]
        places = (self._place.get((here.document, here.position + step)) for step in range(-reach, reach + 1) if step)
        return [at for at in places if at is not None]

    def _named(self, provision: Provision, row: int) -> bool:
        """Whether the thing is named: by all of two words, or by one and another word of the clause, or as one of so many."""
        if not self.words[row] & set(provision.heads):
            return len(self.words[row] & provision.topic) >= 2 and self._only_figure(provision, row)
        if len(provision.heads) > 1 and set(provision.heads) <= self.words[row]:
            return True
        if len(self.words[row] & provision.topic) >= 2 and provision.kind is not FactKind.AMOUNT:
            return True
        counted = {fact.counted: fact.high for fact in provision.facts if fact.kind is FactKind.AMOUNT}
        given = charter_talk.GIVES.search(self.rows[row].text) is not None and min(counted.values(), default=0) <= MOST_GIVEN
        return (given and bool(figures(provision, self.rows[row].text))) or self._one_of_several(row, counted)

    def _one_of_several(self, row: int, counted: Mapping[str, float]) -> bool:
        folded = {(place, word) for place, written in charter_talk.nth(self.rows[row].text) for word in folded_phrase(written)}
        return any(word in counted and place <= counted[word] for place, word in folded)

    def _only_figure(self, provision: Provision, row: int) -> bool:
        """Whether the statement names a figure of the clause's kind and the thing of no other clause."""
        others = [each for each in self.provisions if each is not provision and each.facts and set(each.heads) <= self.words[row]]
        return not others and bool(provision.facts) and compared(provision, self.rows[row].text) is not None

    def _talked(self, cites: set[int], row: int) -> list[int]:
        """Citations of another side that the statement may answer, or be answered by."""
        partner = self.rows[row].partner
        return [at for at in self._neighbours(row, EXCHANGE) if at in cites and self.rows[at].partner not in (partner, None)]

    def _stances(self, provision: Provision, cites: set[int]) -> Iterator[Stance]:
        near = {at for cite in cites for at in self._neighbours(cite, EXCHANGE)}
        for at in sorted(near | cites | self._candidates(provision)):
            row, named = self.rows[at], self._named(provision, at)
            posts = provision.staff and row.partner == provision.owner and charter_talk.speaks_of_posts(row.text)
            if not (named or at in near or at in cites or posts) or not self.said(at):
                continue
            talked = self._talked(cites, at) if at in near else []
            sign = (
                self._owed(provision, at, named or posts, bool(talked), at in cites)
                if provision.owner
                else self._common(provision, at, named, talked, at in cites)
            )
            if sign is not None and row.partner is not None:
                yield Stance(at, row.partner, sign, plain=named or posts or at in cites)

    def _candidates(self, provision: Provision) -> set[int]:
        """Rows in which a word of the clause stands, or for people one of filling posts."""
        return {at for word in (provision.topic | charter_talk.POST_WORDS if provision.staff else provision.topic) for at in self.where.get(word, ())}

    def _owed(self, provision: Provision, row: int, named: bool, talked: bool, cites: bool) -> Sign | None:
        """Of something that one side owes: its own words on not giving it, the other's on missing it."""
        text, same = self.rows[row].text, compared(provision, self.rows[row].text)
        if self.rows[row].partner == provision.owner:
            if charter_talk.LEAVES.search(text) and (named or talked or cites):
                return Sign.LEAVES
            if same is False and (named or cites):
                return Sign.OTHER
            if charter_talk.LACKS.search(text) and (named or talked or cites):
                return Sign.LACKING
            return Sign.CITES if cites else Sign.SAME if same and named else None
        if cites:
            return Sign.CITES
        if not named or same:
            return Sign.SAME if named else None
        return Sign.MISSES if charter_talk.WAITS.search(text) or (same is False and charter_talk.reproaches(text)) else None

    def _common(self, provision: Provision, row: int, named: bool, talked: Sequence[int], cites: bool) -> Sign | None:
        """Of what binds all: the same or another figure; what sets the clause aside."""
        text, same = self.rows[row].text, compared(provision, self.rows[row].text)
        if charter_talk.LEAVES.search(text) and (talked or cites):
            return Sign.LEAVES
        if cites:
            return Sign.CITES
        if same is not None and (named or talked):
            return Sign.SAME if same else Sign.MISSES if named and charter_talk.reproaches(text) else Sign.OTHER
        if provision.kind is FactKind.DUTY and talked and self.words[row] & set(provision.heads) and charter_talk.ALONE.search(text):
            return Sign.ALONE
        about = provision.topic.union(*(self.words[at] for at in talked)) - GRAMMAR - CALENDAR - CONVERSATION
        return Sign.PRACTICE if talked and charter_talk.PERSISTS.search(text) and about & self.words[row] else None

    def _learnt(self, provision: Provision, found: Sequence[Stance]) -> Iterator[Stance]:
        """Further departures of a side in its own words for the matter, with the figure that it named before."""
        by_partner: defaultdict[str, list[Stance]] = defaultdict(list)
        for stance in found:
            if stance.departs:
                by_partner[stance.partner].append(stance)
        for partner in sorted(by_partner):
            seeds = by_partner[partner]
            own = self._own_words(seeds)
            before = [fact for stance in seeds if stance.sign is Sign.OTHER for fact in figures(provision, self.rows[stance.row].text)]
            for at in sorted({at for word in own | provision.topic for at in self.where.get(word, ())}):
                row = self.rows[at]
                if row.partner != partner:
                    continue
                named_again = any(alike(fact, other) for fact in figures(provision, row.text) for other in before) if before else False
                lacking = provision.owner == partner and self.words[at] & own and charter_talk.LACKS.search(row.text)
                goes_on = provision.owner is None and self.words[at] & own and charter_talk.PERSISTS.search(row.text)
                if (named_again or lacking or goes_on) and self.said(at):
                    yield Stance(at, partner, Sign.OTHER if named_again else Sign.LACKING if lacking else Sign.PRACTICE, plain=False)

    def _repeated(self, provision: Provision, stance: Stance, found: Sequence[Stance]) -> bool:
        """Whether another figure that only the exchange shows to be about the clause is named by this side in another document too."""
        if stance.sign is not Sign.OTHER or stance.plain:
            return True
        if provision.kind is FactKind.TARGET:
            return False
        here, own = self.rows[stance.row], figures(provision, self.rows[stance.row].text)
        others = [each for each in found if each.partner == stance.partner and each.sign is Sign.OTHER]
        elsewhere = [each.row for each in others if self.rows[each.row].document != here.document]
        akin = [at for at in elsewhere if (self.words[at] & self.words[stance.row]) - GRAMMAR - CALENDAR - CONVERSATION]
        return any(alike(fact, other) for at in akin for other in figures(provision, self.rows[at].text) for fact in own)

    def _own_words(self, seeds: Sequence[Stance]) -> frozenset[str]:
        documents: defaultdict[str, set[str]] = defaultdict(set)
        for stance in seeds:
            for word in self.words[stance.row] - GRAMMAR - CALENDAR - CONVERSATION:
                documents[word].add(self.rows[stance.row].document)
        return frozenset(
            word
            for word, where in documents.items()
            if len(where) >= LEAST_SEEDS and len(self.where[word]) <= COMMON * len(self.rows) and word.isalpha()
        )

    def _spoken(self, provision: Provision, cites: set[int], stances: Sequence[Stance]) -> dict[str, tuple[int, ...]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        own: defaultdict[str | None, frozenset[str]] = defaultdict(frozenset)
        for partner in sorted({stance.partner for stance in stances}):
            own[partner] = self._own_words([stance for stance in stances if stance.departs and stance.partner == partner])
        learnt = {at for words_of in own.values() for word in words_of for at in self.where[word]}
        for at in sorted(cites | learnt | self._candidates(provision)):
            row = self.rows[at]
            about = at in cites or self._named(provision, at) or (provision.staff and charter_talk.speaks_of_posts(row.text))
            if row.partner is not None and (about or self.words[at] & own[row.partner]) and self.said(at):
                found[row.partner].add(at)
        return {partner: tuple(sorted(rows)) for partner, rows in sorted(found.items())}

    def _read_alike(self, provision: Provision, cites: set[int], spoken: Mapping[str, Sequence[int]], stances: Sequence[Stance]) -> Iterator[Stance]:
        """What each statement would be whoever owed the thing: missed or cited, or not given."""
        near = {at for cite in cites for at in self._neighbours(cite, EXCHANGE) if self._talked(cites, at) and self.said(at)}
        for partner in sorted({stance.partner for stance in stances}):
            answered = [at for at in near if self.rows[at].partner == partner]
            for at in sorted({*spoken.get(partner, ()), *answered, *(stance.row for stance in stances if stance.partner == partner)}):
                text, same = self.rows[at].text, compared(provision, self.rows[at].text)
                if provision.kind is not FactKind.AMOUNT and same is not None and at not in cites:
                    yield Stance(at, partner, Sign.SAME if same else Sign.MISSES if charter_talk.reproaches(text) else Sign.OTHER)
                    continue
                lacking = charter_talk.LEAVES.search(text) or charter_talk.LACKS.search(text)
                if charter_talk.WAITS.search(text) or (at in cites and not lacking) or same:
                    yield Stance(at, partner, Sign.CITES if at in cites else Sign.MISSES)
                elif lacking:
                    yield Stance(at, partner, Sign.LACKING)

    def _withdrawn(self, provision: Provision, cites: set[int], stances: Sequence[Stance]) -> dict[str, date]:
        """Who took something back in words of the clause, or near a departure of its own."""
        found: dict[str, date] = {}
        near = {at for stance in stances if stance.departs for at in self._neighbours(stance.row, EXCHANGE)}
        for at in sorted(near | cites | self._candidates(provision)):
            row = self.rows[at]
            if row.partner is not None and withdraws(row.text) and (at in near or self.words[at] & set(provision.heads)):
                found[row.partner] = max(_day(row), found.get(row.partner, date.min))
        return found

    def _with_amendment(self, talk: ClauseTalk, cites: set[int]) -> ClauseTalk:
        """The last change of the clause to which another side assented, where nobody holds to the old words afterwards."""
        about = {at for at in self._candidates(talk.provision) if self._named(talk.provision, at)} | cites
        changes = [at for at in about if charter_talk.changes_charter(self.rows[at].text) and self.said(at)]
        for at in sorted(changes, key=lambda change: (_day(self.rows[change]), change), reverse=True):
            here, day = self.rows[at], _day(self.rows[at])
            behind = [self._place.get((here.document, here.position + step)) for step in range(1, ASSENT + 1)]
            others = [place for place in behind if place is not None and self.rows[place].partner not in (here.partner, None)]
            assents = [place for place in others if charter_talk.assents(self.rows[place].text)]
            later = [one for one in talk.stances if one.holds and _day(self.rows[one.row]) > day]
            if assents and not later and day > date.min:
                return replace(talk, amended=day, amendment=(at, assents[0]))
        return talk


def _day(row: StatementRow) -> date:
    return row.said_at.date() if row.said_at else date.min
