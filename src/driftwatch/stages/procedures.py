"""What each partner says of how a thing is decided, ordered, changed or told, gathered by procedure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log10

import numpy as np
from numpy.typing import NDArray

from driftwatch.domain.assertion import withheld
from driftwatch.domain.facets import VALUES, Facet
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.paces import PaceKind, paces
from driftwatch.domain.procedures import DECISIONS, content_words, is_request, procedures_in
from driftwatch.domain.talk import Register
from driftwatch.domain.way_items import Item, Measure, Procedure
from driftwatch.domain.ways import Marked, Way, ways
from driftwatch.ports import Vectors
from driftwatch.tables import StatementRow, Statements

REACH = 6
"""Statements between two of one exchange."""
BACK = 3
"""Statements before one that does not name its matter, in which the matter is looked for."""
SHORT = 9
"""Words up to which a length of time may belong to the matter named before."""
FACTOR = 2.0
"""From which ratio on two lengths of time are told apart."""
NEAR = 0.11
"""How far apart, in decimal logarithms, two lengths of time are one: a month and 30 days, not a week and ten days."""
LEAST_OWN = 2
"""Documents of each partner in which a word must stand beside its ways, to name a procedure that is in no list."""
MOST_TIMES = 3
SURE = 0.5
"""Probability of a way from which on a statement speaks for it, though none of our phrases stands in it."""
POLES = ({Way.STEPS: "steps", Way.DIRECT: "direct"}, {Way.RECORD: "record", Way.TALK: "talk"})
"""Opposite ways, as the model calls them."""
TIMES = {Way.STEPS: "slow", Way.DIRECT: "fast"}
"""What a side's time says of its way: notice and waiting stand for steps, at once for the direct way."""
ALIKE = 0.5
"""Share of statements in common from which two procedures are one."""


class Ways:
    """All items of a programme's statements, made once for every pair."""

    def __init__(
        self, statements: Statements, sides: Vectors, rhythms: Vectors, *, given: Sequence[frozenset[str]] = (), names: Collection[str] = ()
    ) -> None:
        """`sides` are the probabilities of the facet `way`, `rhythms` those of `pace`; `given` are the words of what the charter gives to one
        side; `names` are folded words of people and organisations."""
        self.rows = list(statements.voiced())
        self.sides, self.rhythms = sides, rhythms
        self.given, self.names = given, frozenset(names)
        self.place: dict[int, tuple[str, int]] = _places(self.rows)
        self.at = {place: row for row, place in self.place.items()}
        self.items = [item for number, row in enumerate(self.rows) if row.partner for item in self._items(number, row)]

    def _items(self, number: int, row: StatementRow) -> Iterator[Item]:
        text = " ".join(row.text.split())
        found, lengths = told(ways(text, chat=row.register == Register.CHAT), self.sides[number], self.rhythms[number]), paces(text)
        if not (found or lengths) or _is_withheld(text, missing=any(mark.missing for mark in found)):
            return
        own = content_words(text) - self.names
        if any(len(words & own) >= min(2, len(words)) for words in self.given):
            return
        for mark in found:
            measure = Measure.FORMALITY if mark.way in (Way.STEPS, Way.DIRECT) else Measure.RECORD
            value = 1.0 if mark.way in (Way.STEPS, Way.RECORD) else -1.0
            matters = frozenset({DECISIONS}) if measure is Measure.RECORD else self._matters(number, text)
            yield Item(row=number, measure=measure, value=value, missing=mark.missing, weak=mark.weak, matters=matters, own=own)
        against = any(mark.way is Way.DIRECT and mark.against for mark in found)
        for pace in lengths:
            if pace.kind is PaceKind.LEAD and against:
                continue
            matters = procedures_in(text) or (self._matters(number, text) if len(text.split()) <= SHORT else frozenset())
            measure = Measure.CADENCE if pace.kind is PaceKind.CADENCE else Measure.LEAD
            yield Item(row=number, measure=measure, value=log10(pace.seconds), words=pace.words, matters=matters, own=own)

    def _matters(self, number: int, text: str) -> frozenset[str]:
        """Those of its own words, else of the nearest statement before it that names any, else of the one behind."""
        found = procedures_in(text)
        key, at = self.place[number]
        for distance in [*range(1, BACK + 1), -1]:
            if found:
                break
            other = self.at.get((key, at - distance))
            found = procedures_in(self.rows[other].text) if other is not None else found
        return found

    def procedures(self, pair: tuple[str, str]) -> tuple[Procedure, ...]:
        """Every procedure of which both speak; of two that rest on the same statements the one with more exchanges."""
        found: list[Procedure] = []
        for measure in Measure:
            joined = self._joined([item for item in self.items if item.measure is measure and self.rows[item.row].partner in pair])
            names = sorted({name for item in joined for name in item.matters})
            groups = self._own_groups(joined, pair) | {name: [item for item in joined if name in item.matters] for name in names}
            found += [one for name, members in sorted(groups.items()) if (one := self._procedure(name, measure, members, pair))]
        return tuple(self._distinct(found))

    def _procedure(self, name: str, measure: Measure, items: Sequence[Item], pair: tuple[str, str]) -> Procedure | None:
        poles = ("", "")
        if measure in (Measure.CADENCE, Measure.LEAD):
            items, poles = self._two_paces(items)
        sides = tuple(tuple(item for item in items if self.rows[item.row].partner == partner) for partner in pair)
        if not all(sides):
            return None
        words = [Counter(word for item in side for word in item.own) for side in sides]
        both = (words[0].keys() & words[1].keys()) - CONVERSATION - CALENDAR
        return Procedure(
            name=name,
            measure=measure,
            pair=pair,
            sides=(sides[0], sides[1]),
            poles=poles,
            exchanges=len({self.place[one.row][0] for one, _ in self._exchanges(items)}),
            shared=tuple(sorted(both, key=lambda word: (-min(words[0][word], words[1][word]), word))),
        )

    def _two_paces(self, items: Sequence[Item]) -> tuple[list[Item], tuple[str, str]]:
        """The two lengths of time that are most often set against each other, as poles: the longer is 1; other lengths are of other things."""
        met: defaultdict[tuple[float, float], set[str]] = defaultdict(set)
        for one, other in self._exchanges(items):
            low, high = sorted((round(one.value, 1), round(other.value, 1)))
            met[low, high].add(self.place[one.row][0])
        if not met:
            return [], ("", "")
        low, high = min(met, key=lambda each: (-len(met[each]), each))
        near = {-1.0: [item for item in items if abs(item.value - low) <= NEAR], 1.0: [item for item in items if abs(item.value - high) <= NEAR]}
        words = tuple(
            min(Counter(item.words.casefold() for item in near[pole]).items(), key=lambda each: (-each[1], each[0]))[0] for pole in (-1.0, 1.0)
        )
        poled = {(item.row, pole): replace(item, value=pole) for pole, members in near.items() for item in members}
        return [poled[key] for key in sorted(poled)], (words[0], words[1])

    def times(self, procedure: Procedure, place: int) -> tuple[str, ...]:
        """Lead times that one partner names for the procedure, the most frequent first."""
        if procedure.measure is not Measure.FORMALITY:
            return ()
        partner = procedure.pair[place]
        own = [item for item in self.items if item.measure is Measure.LEAD and self.rows[item.row].partner == partner]
        counted = Counter(item.words.casefold() for item in own if item.row in procedure.rows or procedure.name in item.matters)
        return tuple(sorted(counted, key=lambda words: (-counted[words], words))[:MOST_TIMES])

    def _joined(self, items: Sequence[Item]) -> list[Item]:
        """What one partner answers to the other's way is about the same matter."""
        more: defaultdict[Item, set[str]] = defaultdict(set)
        met: set[Item] = set()
        for one, other in self._exchanges(items):
            met |= {one, other}
            if not procedures_in(self.rows[one.row].text):
                more[one] |= other.matters
            if not procedures_in(self.rows[other.row].text):
                more[other] |= one.matters
        return [replace(item, matters=item.matters | more[item]) if item in more else item for item in items if item in met or not item.weak]

    def _exchanges(self, items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
        """Two items of both partners, close to each other, that stand against each other."""
        near: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            near[self.place[item.row][0]].append(item)
        for members in near.values():
            for at, one in enumerate(members):
                for other in members[at + 1 :]:
                    apart = abs(self.place[one.row][1] - self.place[other.row][1]) <= REACH
                    if apart and self.rows[one.row].partner != self.rows[other.row].partner and opposed(one, other):
                        yield one, other

    def _own_groups(self, items: Sequence[Item], pair: tuple[str, str]) -> dict[str, list[Item]]:
        """Procedures by a word of the partners' own that stands beside the ways of both."""
        documents: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for item in items:
            side = pair.index(str(self.rows[item.row].partner))
            for word in item.own:
                documents[word][side].add(self.rows[item.row].document)
        ordinary = GRAMMAR | CONVERSATION | CALENDAR
        chosen = sorted(word for word, sides in documents.items() if word not in ordinary and min(map(len, sides)) >= LEAST_OWN)
        return {word: [item for item in items if word in item.own] for word in chosen}

    def _distinct(self, found: Sequence[Procedure]) -> list[Procedure]:
        kept: list[Procedure] = []
        for one in sorted(found, key=lambda each: (-each.exchanges, -min(map(len, each.sides)), -len(each.rows), each.name)):
            if all(len(one.rows & other.rows) < ALIKE * min(len(one.rows), len(other.rows)) for other in kept):
                kept.append(one)
        return kept


def told(marks: Sequence[Marked], sides: NDArray[np.float32], rhythm: NDArray[np.float32]) -> tuple[Marked, ...]:
    """The ways of a statement: those that phrases mark, unless the model is sure of the opposite one, and where none does what the model is sure of.

    `sides` are the probabilities of the values of the facet `way`, `rhythm` those of `pace`, shape (values,): time beforehand counts as a step.
    """
    found = []
    for poles in POLES:
        likely = {way: float(sides[VALUES[Facet.WAY].index(value)]) for way, value in poles.items()}
        likely |= {way: max(likely[way], float(rhythm[VALUES[Facet.PACE].index(value)])) for way, value in TIMES.items() if way in likely}
        surest = max(likely, key=lambda way: likely[way])
        marked = [mark for mark in marks if mark.way in poles]
        if likely[surest] < SURE or any(mark.way is surest for mark in marked):
            found += marked
        elif not marked:
            found.append(Marked(way=surest))
    return tuple(found)


def _is_withheld(text: str, *, missing: bool) -> bool:
    """Whether it is nobody's position; what is asked politely, or asked for where it is missing, is one."""
    why = withheld(text)
    return why is not None and not (why == "question" and (missing or is_request(text)))


def opposed(one: Item, other: Item) -> bool:
    """Whether two items of one measure say different things."""
    if one.measure in (Measure.CADENCE, Measure.LEAD):
        return abs(one.value - other.value) >= log10(FACTOR)
    return one.value * other.value < 0


def _places(rows: Sequence[StatementRow]) -> dict[int, tuple[str, int]]:
    """Row -> the exchange that it belongs to (a mail's thread, else the document), and its place in it."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        members[row.thread if row.thread and row.register == Register.MAIL else row.document].append(number)
    found: dict[int, tuple[str, int]] = {}
    for key, numbers in members.items():
        ordered = sorted(numbers, key=lambda number: _moment(rows[number]))
        found |= {number: (key, at) for at, number in enumerate(ordered)}
    return found


def _moment(row: StatementRow) -> tuple[str, str, int]:
    return (row.said_at.isoformat() if row.said_at and row.register == Register.MAIL else "", row.document, row.position)


def clauses_given(charter: str, names: Mapping[str, Sequence[str]]) -> tuple[frozenset[str], ...]:
    """The words of each clause that gives a task to one partner alone: `names` are partner id -> names in folded words."""
    found = []
    role = False
    for line in charter.splitlines():
        if line.startswith("#"):
            role = any(word in line.casefold() for word in ("role", "responsib", "division of", "duties", "who does", "tasks"))
        words = content_words(line)
        named = {identifier for identifier, spelt in names.items() if words & set(spelt)}
        if len(named) == 1 and (role or " only " in f" {line.casefold()} "):
            found.append(words - {word for spelt in names.values() for word in spelt})
    return tuple(words for words in found if words)
