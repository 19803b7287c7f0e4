"""Follows what each partner says that holds of a thing, a rhythm, a target, a limit, from document to document."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np

from driftwatch.domain.charter_clauses import clauses
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.quantities import is_unit
from driftwatch.domain.standing import Holding, holdings
from driftwatch.domain.words import Word, words
from driftwatch.statistics.level_shifts import LevelShift, level_shift
from driftwatch.statistics.permutation import seed_of
from driftwatch.tables import StatementRow, Statements

LEAST_DOCUMENTS = 3
"""Before and after."""
NEAR = 60
"""Characters between a thing and its quantity."""
ALIKE = 0.5
"""Share of the fewer statements in common from which on two things are one."""
FACTOR = 2.0
"""From which ratio on two quantities are told apart."""
LEAST_LETTERS = 4
SHORT = 12
"""Words up to which a statement that names nothing speaks of what was named just before."""
BACK = 3
CLAUSE_WORDS = 8
"""Words up to which a clause of the charter names one thing."""
Name = tuple[str, ...]
_PARTS = (". ", "; ", "? ", "! ", "\n")

@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One quantity of a thing in one statement."""

    row: int
    holding: Holding


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What another partner says of the same thing after the change."""

    partner: str
    values: tuple[float, ...]
    """Medians of its documents."""
    alike: bool
    """Whether it says what this partner says now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """One thing of one partner, split where what is said of it changes most."""

    thing: str
    """As people mostly write it."""
    partner: str
    dimension: str
    told: tuple[tuple[Told, ...], tuple[Told, ...]]
    """Before and after, those first that lie nearest to the median of their time."""
    documents: tuple[int, int]
    between: tuple[date, date]
    shift: LevelShift
    """In natural logarithms."""
    survives: bool | None
    """Whether the step remains without any one speaker; None where one speaker says nearly all of it."""
    others: tuple[Other, ...]
    against: tuple[int, ...]
    """Statements that lie nearer to the other time."""
    charter: str
    """The quantity that the charter gives for it; empty where it gives none."""


def moving_figures(statements: Statements, *, charter: str = "", names: Collection[str] = ()) -> tuple[Moving, ...]:
    """Every thing of which a partner gives quantities of one dimension in enough documents, by partner and thing; `names` are folded words of people
    and organisations, which are no things.
    """
    line = _Line(statements, charter, frozenset(names))
    return tuple(found for partner in line.partners for found in line.followed(partner))


class _Line:
    def __init__(self, statements: Statements, charter: str, names: frozenset[str]) -> None:
        self.rows = list(statements.voiced())
        self.names = names
        self.told: defaultdict[tuple[str, Name], list[tuple[int, Holding]]] = defaultdict(list)
        self.spelt: defaultdict[Name, Counter[str]] = defaultdict(Counter)
        self.signed = dict(_signed(charter, names))
        self.own: dict[int, tuple[tuple[Name, int, int], ...]] = {}
        for at, row in enumerate(self.rows):
            if row.partner is not None and row.said_at is not None:
                self._read(at, row)
        self.signed |= dict(self._restated())
        self.partners = sorted({str(self.rows[at].partner) for told in self.told.values() for at, _ in told})
        self.day = self._days()

    def _read(self, at: int, row: StatementRow) -> None:
        found = holdings(row.text)
        if not found:
            return
        nearest: dict[tuple[str, Name], tuple[int, Holding]] = {}
        for name, start, end in self._named(at):
            for holding in found:
                distance = _distance(row.text, (start, end), holding)
                if distance is not None and distance < nearest.get((holding.dimension, name), (NEAR + 1, holding))[0]:
                    nearest[holding.dimension, name] = (distance, holding)
                    self.spelt[name][" ".join(row.text[start:end].split())] += 1
        if not nearest and len(row.text.split()) <= SHORT:
            nearest = {(found[0].dimension, name): (0, found[0]) for name in self._spoken_of(at)}
        for key, (_, holding) in nearest.items():
            self.told[key].append((at, holding))

    def _spoken_of(self, at: int) -> set[Name]:
        """What the statements just before name, for one that names nothing itself."""
        before = range(max(0, at - BACK), at)
        return {name for other in before if self.rows[other].document == self.rows[at].document for name, _, _ in self._named(other)}

    def _named(self, at: int) -> tuple[tuple[Name, int, int], ...]:
        if at not in self.own:
            self.own[at] = tuple(named(self.rows[at].text, self.names))
        return self.own[at]

    def _restated(self) -> Iterator[tuple[Name, str]]:
        """Further names of a clause's thing: what stands beside one of its names where its quantity is said again in other words."""
        for (dimension, name), members in sorted(self.told.items()):
            clause = self.signed.get(name)
            for at, holding in members if clause else ():
                signed = [each for each in holdings(clause or "") if each.dimension == dimension]
                if any(abs(log(each.value / holding.value)) < log(FACTOR) for each in signed):
                    near = [word for word, start, _ in self._named(at) if len(word) == 1 and 0 < holding.start - start <= NEAR]
                    yield from ((word, str(clause)) for word in near if word not in self.signed)

    def _days(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for row in self.rows:
            if row.said_at is not None:
                day = row.said_at.date().toordinal()
                first[row.document] = min(day, first.get(row.document, day))
        return first

    def followed(self, partner: str) -> Iterator[Moving]:
        """The partner's things, of two that rest on the same statements the one with more documents."""
        kept: list[frozenset[tuple[int, int]]] = []
        for _, dimension, title, members in sorted(self._things(partner)):
            own = [Told(row=at, holding=holding) for at, holding in members if self.rows[at].partner == partner]
            said = frozenset((told.row, told.holding.start) for told in own)
            if any(len(said & other) >= ALIKE * min(len(said), len(other)) for other in kept):
                continue
            found = self._moving(title, dimension, partner, own, [pair for pair in members if self.rows[pair[0]].partner != partner])
            if found is not None:
                kept.append(said)
                yield found

    def _things(self, partner: str) -> Iterator[tuple[tuple[int, int], str, str, list[tuple[int, Holding]]]]:
        """Names, and clauses of the charter under all their names, that have documents enough; most documents first, then longer names."""
        candidates = {(dimension, " ".join(name)): members for (dimension, name), members in self.told.items()}
        for clause in sorted(set(self.signed.values())):
            for dimension in sorted({dimension for dimension, _ in self.told}):
                pooled = {at: holding for name, own in self.signed.items() if own == clause for at, holding in self.told.get((dimension, name), ())}
                chief = self._chief([name for name, own in self.signed.items() if own == clause], dimension, partner)
                if chief and len(pooled) > len(candidates[dimension, chief]):
                    candidates[dimension, chief] = sorted(pooled.items(), key=lambda pair: pair[0])
        for (dimension, title), members in candidates.items():
            documents = {self.rows[at].document for at, _ in members if self.rows[at].partner == partner}
            if len(documents) >= 2 * LEAST_DOCUMENTS:
                yield (-len(documents), -len(title.split())), dimension, title, members

    def _chief(self, names: Sequence[Name], dimension: str, partner: str) -> str:
        counted = {name: sum(self.rows[at].partner == partner for at, _ in self.told.get((dimension, name), ())) for name in names}
        best = min(counted, key=lambda name: (-counted[name], name), default=())
        return " ".join(best) if best and counted[best] else ""

    def _moving(self, title: str, dimension: str, partner: str, own: Sequence[Told], others: Sequence[tuple[int, Holding]]) -> Moving | None:
        documents = self._documents((told.row, told.holding) for told in own)
        rng = np.random.default_rng(seed_of(title, dimension, partner, *sorted(self.rows[told.row].id for told in own)))
        days = np.array([self.day[document] for document in documents], dtype=np.int64)
        shift = level_shift(np.array(list(documents.values())), days, least=LEAST_DOCUMENTS, rng=rng)
        if shift is None:
            return None
        first = int(days[shift.split])
        parts = [[told for told in own if (self.day[self.rows[told.row].document] >= first) is later] for later in (False, True)]
        middle = sum(shift.medians) / 2
        return Moving(
            thing=self._spelling(title),
            partner=partner,
            dimension=dimension,
            told=(self._ordered(parts[0], shift.medians[0]), self._ordered(parts[1], shift.medians[1])),
            documents=(shift.split, len(documents) - shift.split),
            between=(date.fromordinal(int(days[shift.split - 1])), date.fromordinal(first)),
            shift=shift,
            survives=self._survives(parts, shift),
            others=tuple(self._others(others, first, shift)),
            against=tuple(
                told.row
                for part, median in zip(parts, shift.medians, strict=True)
                for told in part
                if (log(told.holding.value) - middle) * (median - middle) < 0
            ),
            charter=self._charter(title, dimension),
        )

    def _documents(self, members: Iterator[tuple[int, Holding]]) -> dict[str, float]:
        """Document -> median of the logarithms, in the order of time."""
        values: defaultdict[str, list[float]] = defaultdict(list)
        for at, holding in members:
            values[self.rows[at].document].append(log(holding.value))
        return {document: float(np.median(values[document])) for document in sorted(values, key=lambda each: (self.day[each], each))}

    def _survives(self, parts: Sequence[Sequence[Told]], shift: LevelShift) -> bool | None:
        """Whether the medians stay as far apart as two quantities must be, whoever is left out."""
        speakers = {self.rows[told.row].speaker or "" for part in parts for told in part}
        for speaker in sorted(speakers):
            left = [[log(told.holding.value) for told in part if (self.rows[told.row].speaker or "") != speaker] for part in parts]
            if not all(left):
                return None
            step = float(np.median(left[1]) - np.median(left[0]))
            if step * (shift.medians[1] - shift.medians[0]) < 0 or abs(step) < log(FACTOR):
                return False
        return True

    def _others(self, members: Sequence[tuple[int, Holding]], first: int, shift: LevelShift) -> Iterator[Other]:
        for partner in sorted({str(self.rows[at].partner) for at, _ in members}):
            later = [(at, holding) for at, holding in members if self.rows[at].partner == partner and self.day[self.rows[at].document] >= first]
            values = tuple(self._documents(iter(later)).values())
            middle = sum(shift.medians) / 2
            moved = bool(values) and (float(np.median(values)) - middle) * (shift.medians[1] - middle) > 0
            yield Other(partner=partner, values=values, alike=moved)

    def _ordered(self, part: Sequence[Told], median: float) -> tuple[Told, ...]:
        return tuple(sorted(part, key=lambda told: (round(abs(log(told.holding.value) - median), 6), told.row)))

    def _spelling(self, title: str) -> str:
        spelt = self.spelt[tuple(title.split())]
        best = min(spelt, key=lambda each: (-spelt[each], each), default=title)
        return best if sum(map(str.isupper, best)) > 1 else best.casefold()

    def _charter(self, title: str, dimension: str) -> str:
        clause = self.signed.get(tuple(title.split()))
        return next((holding.words for holding in holdings(clause or "") if holding.dimension == dimension), "")


def named(text: str, names: frozenset[str]) -> Iterator[tuple[Name, int, int]]:
    """Words and pairs of neighbouring words that can name a thing, with where they stand."""
    tokens = words(text)
    for at, token in enumerate(tokens):
        if _is_name(token, names):
            yield (token.folded,), token.start, token.end
        if at and text[tokens[at - 1].end : token.start] in (" ", "-") and _is_pair(tokens[at - 1], token, names):
            yield (tokens[at - 1].folded, token.folded), tokens[at - 1].start, token.end


def _is_name(word: Word, names: frozenset[str]) -> bool:
    folded = word.folded
    return (
        len(folded) >= LEAST_LETTERS
        and folded.isalpha()
        and folded not in GRAMMAR | CALENDAR | CONVERSATION | names
        and not folded.endswith("ly")
        and not is_unit(folded)
    )


def _is_pair(first: Word, second: Word, names: frozenset[str]) -> bool:
    """Two words of which each may be an ordinary one, as in "real time", but none of grammar, a day or a unit."""
    folded = {first.folded, second.folded}
    plain = all(word.isalpha() and len(word) >= LEAST_LETTERS for word in folded)
    days = CALENDAR - {"time", "date"}
    return plain and not folded & (GRAMMAR | days | names) and not any(map(is_unit, folded)) and not folded <= CALENDAR | CONVERSATION - {"real"}


def _distance(text: str, span: tuple[int, int], holding: Holding) -> int | None:
    """Characters between a thing and a quantity of one sentence; None where they do not belong together."""
    start, end = span
    if start < holding.end and holding.start < end:
        return 0
    between = text[min(end, holding.end) : max(start, holding.start)]
    parted = any(mark in between for mark in _PARTS) or (": " in between and between.strip() != ":")
    return None if parted or len(between) > NEAR else len(between)


def _signed(charter: str, names: frozenset[str]) -> Iterator[tuple[Name, str]]:
    """The words of each clause of the charter that states a quantity, with the clause; words of several clauses name none."""
    found: defaultdict[Name, list[str]] = defaultdict(list)
    for clause in clauses(charter):
        own = list(dict.fromkeys(name for name, _, _ in named(clause.text, names)))
        if holdings(clause.text) and sum(len(name) == 1 for name in own) <= CLAUSE_WORDS:
            for name in own:
                found[name].append(clause.text)
    yield from ((name, texts[0]) for name, texts in found.items() if len(texts) == 1)
