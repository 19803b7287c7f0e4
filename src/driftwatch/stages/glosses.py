"""What each side's usages of a term are like, in a line: its own definition, the phrases it stands in, the words beside it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from driftwatch.domain.first_names import ALSO_WORDS, FIRST_NAMES
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR
from driftwatch.domain.said_definitions import SaidDefinition
from driftwatch.domain.talk import Partner, Register
from driftwatch.domain.words import folded, folded_phrase, placed
from driftwatch.statistics.keyness import typical
from driftwatch.tables import Statements

NEIGHBOURS, PHRASES = 6, 3
LEAST_PHRASE = 3
"""Statements of a side in which a phrase must stand to be typical of it."""
LONGEST_DEFINITION = 120
"""Characters; a longer one is among the quotes, not in the summary."""
_PERSONS = FIRST_NAMES - ALSO_WORDS
_ANECDOTE = re.compile(r"(?<!hase )\bI\b(?![.\d])|\b(?i:my|me|mine|you|your|he|him|she|his|her)\b")
"""What tells of somebody's own case is an example of the meaning, not the meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """One side's use of a term."""

    definition: SaidDefinition | None
    phrases: tuple[str, ...]
    neighbours: tuple[str, ...]

    @property
    def summary(self) -> str:
        """In neutral words, the same for every side."""
        parts = []
        if self.definition is not None and len(self.definition.definition.body) <= LONGEST_DEFINITION:
            parts.append(f"says what it is: “{self.definition.definition.body}”")
        if self.phrases:
            parts.append(f"often “{'”, “'.join(self.phrases)}”")
        if self.neighbours:
            parts.append(f"mostly near: {', '.join(self.neighbours)}")
        return "; ".join(parts) or "no typical neighbours"


def glosses(
    term: str,
    sides: Sequence[tuple[str, Sequence[int]]],
    *,
    statements: Statements,
    definitions: Sequence[SaidDefinition],
    partners: Sequence[Partner],
) -> tuple[Gloss, ...]:
    """A gloss for each (partner, rows of statements); what is typical of one is so against all the others."""
    called = {word for partner in partners for name in (partner.name, *partner.aliases, *partner.people) for word in folded_phrase(name)}
    names = called | _PERSONS
    hidden = set(folded_phrase(term)) | names | GRAMMAR | BACKGROUND | CALENDAR
    said = statements.text.to_numpy()
    texts = [[str(said[row]) for row in rows] for _, rows in sides]
    near = [neighbours(each, hidden) for each in texts]
    own = [_defining(folded_phrase(term), partner, set(rows), definitions, statements) for partner, rows in sides]
    around = [_phrases(each, folded_phrase(term), names | GRAMMAR | CALENDAR) for each in texts]
    return tuple(
        Gloss(
            definition=_surest(each for each in own[at] if _is_general(each.definition.body, names)),
            phrases=tuple(typical(around[at], _others(around, at), most=PHRASES, least=LEAST_PHRASE)),
            neighbours=tuple(typical(near[at], _others(near, at), most=NEIGHBOURS)),
        )
        for at in range(len(sides))
    )


def _is_general(body: str, names: Set[str]) -> bool:
    return not names & set(folded_phrase(body)) and _ANECDOTE.search(body) is None


def neighbours(texts: Iterable[str], hidden: set[str]) -> Counter[str]:
    """The words of the texts that are not hidden, each counted once a text."""
    bag: Counter[str] = Counter()
    for text in texts:
        bag.update(word for word in set(folded(text)) - hidden if len(word) > 2 and word.isalpha())
    return bag


def _others(bags: Sequence[Counter[str]], at: int) -> Counter[str]:
    return sum((bag for place, bag in enumerate(bags) if place != at), Counter[str]())


def _phrases(texts: Iterable[str], term: tuple[str, ...], never: Set[str]) -> Counter[str]:
    """The term with the word before or behind it, as it is written, where no mark stands between; each counted once a text."""
    bag: Counter[str] = Counter()
    for text in texts:
        said, starts, ends = placed(text)
        places = [at for at in range(len(said) - len(term) + 1) if said[at : at + len(term)] == term]
        pairs = [pair for at in places for pair in ((at - 1, at + len(term)), (at, at + len(term) + 1))]
        inside = [(first, last) for first, last in pairs if first >= 0 and last <= len(said)]
        spans = [(starts[first], ends[last - 1]) for first, last in inside if _tells(said[first:last], term, never)]
        bag.update({text[start:end].casefold() for start, end in spans if text[start:end].replace("-", " ").replace(" ", "").isalpha()})
    return bag


def _tells(phrase: Sequence[str], term: tuple[str, ...], never: Set[str]) -> bool:
    return never.isdisjoint(word for word in phrase if word not in term)


def _defining(
    term: tuple[str, ...], partner: str, rows: set[int], definitions: Sequence[SaidDefinition], statements: Statements
) -> Iterator[SaidDefinition]:
    """What the side itself says outside of chats that the term means."""
    for each in definitions:
        own = each.partner == partner and each.words == term and each.left_out is None
        if own and each.statement in rows and statements.register.iloc[each.statement] != Register.CHAT:
            yield each


def _surest(definitions: Iterable[SaidDefinition]) -> SaidDefinition | None:
    return max(definitions, key=lambda each: (each.definition.certainty, -(each.statement or 0)), default=None)
