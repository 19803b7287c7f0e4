"""Where somebody says that two words are one thing, and who uses which of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.equating import Relation, equations, relation
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR
from driftwatch.domain.words import folded, words
from driftwatch.tables import Statements, Usages

LEAST_STATEMENTS = 3
"""Statements of its own side in which each of two linked words must stand."""
MOST_SHARED = 0.35
"""How often the other side may say the word, as a share of how often its own side does; more than without a link, as that is proof by itself."""
LONGEST = 3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two words that somebody equates; what belongs to side A stands first."""

    terms: tuple[str, str]
    said_in: tuple[int, ...]
    """Statements that equate them."""
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    """Statements of each side with its own word."""
    against: tuple[int, ...]
    """Statements of each side with the other's word, those that equate the two left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Where two words stand in one statement: what is one thing is seldom named twice."""

    together: tuple[int, ...]
    told: Mapping[int, Relation]
    """Those of the statements that say what the one is to the other."""


def links(statements: Statements, pair: tuple[str, str]) -> tuple[Link, ...]:
    """Every two words, one a partner, that are equated in so many words, in the order of the terms."""
    partners = list(statements.partner)
    said = [(row, before, behind) for row, text in enumerate(statements.text) if partners[row] in pair for before, behind in set(equations(text))]
    if not said:
        return ()
    index = _Index(statements)
    found: defaultdict[tuple[Phrase, Phrase], set[int]] = defaultdict(set)
    for row, before, behind in said:
        one, other = index.last_in(before), index.first_in(behind)
        if one and other and not set(one) & set(other):
            found[min(one, other), max(one, other)].add(row)
    return tuple(link for phrases, rows in sorted(found.items()) if (link := index.link(phrases, rows, pair)))


def apart(usages: Usages, statements: Statements, terms: tuple[str, str]) -> Apart:
    """The statements that hold both words, whoever says them, and what these make of them."""
    places: dict[str, dict[int, tuple[int, int]]] = {term: {} for term in terms}
    for usage in usages.where(usages.term.isin(terms)).rows():
        places[usage.term][usage.statement] = usage.start, usage.end
    both = sorted(places[terms[0]].keys() & places[terms[1]].keys())
    texts = statements.text
    found = {row: relation(texts[row], places[terms[0]][row], places[terms[1]][row]) for row in both}
    return Apart(together=tuple(both), told={row: one for row, one in found.items() if one is not None})


class _Index:
    """Where phrases stand."""

    def __init__(self, statements: Statements) -> None:
        self.partners = list(statements.partner)
        self.texts = list(statements.text)
        self.naming = statements.naming
        self._known: dict[Phrase, Counter[str | None]] = {}

    def last_in(self, text: str) -> Phrase | None:
        """The longest term at the end of a text."""
        said = list(folded(text))
        while said and said[-1] in {"is", "are"}:
            said.pop()
        return next(
            (phrase for size in range(LONGEST, 0, -1) if (phrase := tuple(said[-size:])) and len(phrase) == size and self._is_term(phrase)), None
        )

    def first_in(self, text: str) -> Phrase | None:
        """The longest term at the beginning of a text, determiners left out."""
        said = list(folded(text))
        while said and said[0] in GRAMMAR:
            said.pop(0)
        return next(
            (phrase for size in range(LONGEST, 0, -1) if (phrase := tuple(said[:size])) and len(phrase) == size and self._is_term(phrase)), None
        )

    def _is_term(self, phrase: Phrase) -> bool:
        ordinary = GRAMMAR | BACKGROUND | CALENDAR
        return not set(phrase) & GRAMMAR and not set(phrase) <= ordinary and self._counts(phrase).total() >= LEAST_STATEMENTS

    def places(self, phrase: Phrase) -> list[int]:
        """Statements in which the phrase stands."""
        named = self.naming(phrase)
        return named if len(phrase) == 1 else [row for row in named if self._at(phrase, row) is not None]

    def _counts(self, phrase: Phrase) -> Counter[str | None]:
        """How many statements of each partner hold the phrase: counted once, as one word may be equated with many."""
        if phrase not in self._known:
            self._known[phrase] = Counter(self.partners[row] for row in self.places(phrase))
        return self._known[phrase]

    def link(self, phrases: tuple[Phrase, Phrase], said_in: set[int], pair: tuple[str, str]) -> Link | None:
        """The link with each word at the side that prefers it; None where they are not of one side each."""
        for order in ((0, 1), (1, 0)):
            if not all(self._is_own(phrases[at], said_in, *side) for at, side in zip(order, (pair, pair[::-1]), strict=True)):
                continue
            places = [self.places(phrase) for phrase in phrases]
            own = [[row for row in places[at] if self.partners[row] == partner] for at, partner in zip(order, pair, strict=True)]
            other = [
                [row for row in places[at] if self.partners[row] == partner and row not in said_in]
                for at, partner in zip(order, reversed(pair), strict=True)
            ]
            return Link(
                terms=(self._name(phrases[order[0]], own[0]), self._name(phrases[order[1]], own[1])),
                said_in=tuple(sorted(said_in)),
                rows=(_first(own[0], said_in), _first(own[1], said_in)),
                against=tuple(sorted({*other[0], *other[1]})),
            )
        return None

    def _is_own(self, phrase: Phrase, said_in: set[int], partner: str, other: str) -> bool:
        """Whether one side says the phrase, and the other hardly but where the two words are equated."""
        mine, theirs = (self._counts(phrase)[side] for side in (partner, other))
        theirs -= sum(self.partners[row] == other and self._at(phrase, row) is not None for row in said_in)
        return mine >= LEAST_STATEMENTS and theirs <= MOST_SHARED * mine

    def _at(self, phrase: Phrase, row: int) -> int | None:
        said = folded(self.texts[row])
        return next((at for at in range(len(said) - len(phrase) + 1) if said[at : at + len(phrase)] == phrase), None)

    def _name(self, phrase: Phrase, rows: Sequence[int]) -> str:
        """As it is mostly written, in the singular where that occurs."""
        forms = Counter(form for row in rows for form in self._forms(phrase, row))
        singular = " ".join(phrase)
        return singular if singular in forms else min(forms, key=lambda form: (-forms[form], form))

    def _forms(self, phrase: Phrase, row: int) -> Iterator[str]:
        tokens, at = words(self.texts[row]), self._at(phrase, row)
        if at is not None:
            yield self.texts[row][tokens[at].start : tokens[at + len(phrase) - 1].end].casefold()


def _first(rows: Sequence[int], said_in: set[int]) -> tuple[int, ...]:
    return tuple(sorted(rows, key=lambda row: (row not in said_in, row)))
