"""The words that one partner says beside a term more than the other does: what tells two senses apart at a glance."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.counting import stem
from driftwatch.domain.names import words as parts_of
from driftwatch.domain.nicknames import forms
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR
from driftwatch.domain.words import folded_phrase, words
from driftwatch.ports import Material
from driftwatch.statistics.keyness import scored

MOST = 8
"""Words of a side: so many can be read on one map."""
LEAST_STATEMENTS, LEAST_DOCUMENTS = 2, 2
"""Of the side's own, in which a word stands beside the term."""
LEAST_Z = 0.5
"""How clearly a word is one side's: below it, a single statement more would turn it."""
SHORTEST = 3
"""Letters."""
_PLAIN = GRAMMAR | BACKGROUND | CALENDAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One such word."""

    word: str
    """As the side mostly writes it."""
    share: float
    """Of how often both sides say it beside the term, each against its own usages: 0.5 … 1."""
    rows: tuple[int, ...]
    """Statements of this side that hold it, by row number."""


class Surroundings:
    """The statements in which terms stand, read once."""

    def __init__(self, material: Material) -> None:
        self.texts = [str(text) for text in material.statements.text]
        self.documents = [str(document) for document in material.statements.document]
        self._named = _named(material)
        self._read: dict[int, Mapping[str, str]] = {}

    def beside(self, term: str, sides: Sequence[Collection[int]]) -> tuple[tuple[Beside, ...], ...]:
        """For each side the words that it says beside the term more than the others do, the most telling first; `sides` are rows of statements."""
        held = [self._held(rows, folded_phrase(term)) for rows in sides]
        bags = [Counter({word: len(found) for word, found in each.items()}) for each in held]
        return tuple(tuple(self._telling(at, bags, held, [len(rows) for rows in sides])) for at in range(len(sides)))

    def names_nobody(self, phrase: str) -> bool:
        """Whether no word of it is one by which a partner or a person is called."""
        return not any(forms(word) & self._named for word in folded_phrase(phrase))

    def _held(self, rows: Iterable[int], own: Collection[str]) -> Mapping[str, list[int]]:
        """The words of these statements but the term's own, with the rows that hold each."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row in sorted(set(rows)):
            for word in sorted(self._words(row).keys() - own):
                found[word].append(row)
        return found

    def _telling(self, at: int, bags: Sequence[Counter[str]], held: Sequence[Mapping[str, list[int]]], sizes: Sequence[int]) -> Iterable[Beside]:
        others = sum((bag for place, bag in enumerate(bags) if place != at), Counter[str]())
        rest = sum(size for place, size in enumerate(sizes) if place != at)
        clear = [word for word, z in scored(bags[at], others, least=LEAST_STATEMENTS) if z >= LEAST_Z]
        several = [word for word in clear if len({self.documents[row] for row in held[at][word]}) >= LEAST_DOCUMENTS]
        common = [word for word in several if self._is_common(word, held)]
        once: dict[str, str] = {}
        for word in common:
            once.setdefault(stem(word), word)
        for word in list(once.values())[:MOST]:
            rate, other = ((count + 0.5) / (size + 1) for count, size in ((bags[at][word], sizes[at]), (others[word], rest)))
            yield Beside(word=self._written(word, held[at][word]), share=rate / (rate + other), rows=tuple(held[at][word]))

    def _words(self, row: int) -> Mapping[str, str]:
        """Each folded word that carries meaning, as it is first written."""
        if row not in self._read:
            text = self.texts[row]
            told = [(word.folded, text[word.start : word.end]) for word in words(text) if len(word.folded) >= SHORTEST and word.folded.isalpha()]
            self._read[row] = {folded: written for folded, written in reversed(told) if folded not in _PLAIN and self.names_nobody(folded)}
        return self._read[row]

    def _written(self, word: str, rows: Iterable[int]) -> str:
        """The form that stands in most of the statements; a capital that only begins a sentence is none."""
        written = (self._words(row)[word].replace("’", "'").removesuffix("'s") for row in rows)
        said = Counter(form if form.isupper() else form.casefold() for form in written)
        return min(said, key=lambda form: (-said[form], form))

    def _is_common(self, word: str, held: Sequence[Mapping[str, list[int]]]) -> bool:
        """Whether it is somewhere written small, or all in capitals: what never is may be somebody's name."""
        written = (self._words(row)[word] for each in held for row in each.get(word, ()))
        return any(form[0].islower() or (form.isupper() and len(form) > 1) for form in written)


def _named(material: Material) -> frozenset[str]:
    """Every word by which a partner or a person is called."""
    partners = [name for each in material.partners for name in (each.id, each.name, *each.aliases, *each.people)]
    called = {*partners, *(str(speaker) for speaker in material.statements.speaker if speaker)}
    return frozenset(word for name in called for word in (*folded_phrase(name), *parts_of(name)))
