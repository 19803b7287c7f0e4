"""Runs of neighbouring content words, with what stands before and behind them: where noun phrases and verbs are looked for.

No tagger: what kind of word a word is, is learnt from how it stands in all of the text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR, STATES
from driftwatch.domain.words import fold

_DETERMINERS = frozenset(
    """
the a an this these those our your their his her my its no each every any some which whose one two three four five six seven eight nine
ten first second third last next both all other another more most many few several same new such
""".split()
)
_PREPOSITIONS = frozenset("that per of in for with on at from by without about into".split())
_VERBAL = frozenset(
    "to will would shall should can could may might must cannot don't doesn't didn't won't can't let's i we they you he she not never".split()
)
_PREDICATES = frozenset("is are was were has have had will must can cannot should may isn't aren't wasn't weren't does doesn't".split())
_MODIFIERS = frozenset("open late early dead hot cold high low hard soft long short full free real clear fair single extra".split())
"""Ordinary adjectives that can open a phrase with a meaning of its own: `open source`, `late departure`."""
_OBJECTS = frozenset("the a an this these those our your their his her my its it them him us me every each".split())
_SPEAKING = frozenset(
    """
says said say asks asked thinks thought noted notes agreed agrees wrote writes told explained explains suggested suggests proposed proposes
volunteered presented presents reported reports joined mentioned mentions replied wondered wonders gave took confirmed confirms reminded
added adds believes hopes wants offered apologised apologized
""".split()
)


_TITLES = frozenset("mr mrs ms dr prof professor herr frau".split())


class Run(NamedTuple):
    """Content words as they are written (a sentence's first word in lower case, but for acronyms) and their neighbours."""

    forms: tuple[str, ...]
    before: str
    """`determiner` or `preposition` where a noun phrase is led in, `verb` where a verb is, `title` where a person is, else nothing."""
    after: str
    """`object` before what a verb acts on, `predicate`, `of`, `speech` before a verb that only people do, else nothing."""
    opens: bool
    """Whether it begins its sentence, so that a capital says nothing."""


class Unit(NamedTuple):
    """A word as it is written, or several that hyphens join, and where it stands."""

    form: str
    start: int
    end: int


@dataclass(slots=True)
class Places:
    """Where a run was met."""

    usages: int = 0
    documents: set[int] = field(default_factory=set)

    def add(self, document: int) -> None:
        """One usage more, in this document."""
        self.usages += 1
        self.documents.add(document)


def runs_of(text: str, units: Sequence[Unit]) -> Iterable[Run]:
    """Neighbouring content words, with what stands before and behind them."""
    content = [is_content(unit.form) for unit in units]
    for at in range(len(units) - 1):
        if content[at + 1] and units[at].form.casefold() in _MODIFIERS:
            content[at] = True
    shouted = len(text) > 4 and text.isupper()
    begin = 0
    while begin < len(units):
        if not content[begin]:
            begin += 1
            continue
        end = begin + 1
        while end < len(units) and content[end] and text[units[end - 1].end : units[end].start] in (" ", "-"):
            end += 1
        opens = shouted or begin == 0 or text[units[begin - 1].end : units[begin].start].rstrip(" \"“'*_(")[-1:] in (".", ":", "!", "?", ";")
        forms = tuple(unit.form.casefold() if shouted else unit.form for unit in units[begin:end])
        yield Run(_opened(forms) if opens else forms, _before(text, units, begin), _after(text, units, end), opens)
        begin = end


def links_of(text: str, units: Sequence[Unit]) -> Iterable[tuple[str, str, str]]:
    """What "of" links: `point of interest`."""
    for at in range(1, len(units) - 1):
        left, middle, right = units[at - 1 : at + 2]
        if middle.form == "of" and is_content(right.form) and text[left.end : right.start] == " of " and fold(left.form) not in _NOT_LINKED:
            yield left.form.casefold(), "of", right.form.casefold()


def units_of(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[Unit]:
    """The words that stand there; those that a hyphen joins to a word of grammar or conversation make one with it: `roll-out`, `go-live`."""
    units: list[Unit] = []
    glued, last = False, 0
    for start, end in zip(starts, ends, strict=True):
        form = text[start:end]
        if units and text[last:start] == "-" and (glued or not (is_content(form) and is_content(units[-1].form))):
            units[-1] = Unit(f"{units[-1].form}-{form}", units[-1].start, end)
            glued = True
        else:
            units.append(Unit(form, start, end))
            glued = False
        last = end
    return units


@lru_cache(maxsize=65536)
def is_content(form: str) -> bool:
    """Whether a word as it is written can be part of a term; of words that hyphens join, whether none is a number and not all are grammar."""
    if "-" in form:
        parts = [fold(part) for part in form.split("-")]
        worded = len(parts) < 5 and parts[0] not in _NUMBERS and all(part.isalpha() for part in parts)
        return worded and (not GRAMMAR.issuperset(parts) or _is_of_a_verb(parts))
    plain, folded = form.casefold().replace("’", "'"), fold(form)
    if folded in STATES:
        return True
    if len(form) < 3 and plain not in _SHORT and not (len(form) == 2 and form.isupper() and form.isalpha()):
        return False
    return folded not in _ORDINARY and plain not in _ORDINARY and "'" not in plain.removesuffix("'s") and not any(map(str.isdigit, plain))


def _is_of_a_verb(parts: Sequence[str]) -> bool:
    """Whether it is a common verb with its particle: `keep-out`, `take-off`."""
    return len(parts) == 2 and parts[1] in _PARTICLES and parts[0] not in _PARTICLES | _PREPOSITIONS | _DETERMINERS | _VERBAL | _PREDICATES


_PARTICLES = frozenset("out off up down in on over by back through away".split())
_SHORT = frozenset("ad id qa pr ui ux db tv".split())
_NOT_LINKED = GRAMMAR | CALENDAR | frozenset("kind sort type lot bit couple bunch number rest part side piece set lack sense instead list".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten twenty non re co pre so well self all no-one ad e x".split())
_ORDINARY = GRAMMAR | BACKGROUND | CALENDAR


def _opened(forms: tuple[str, ...]) -> tuple[str, ...]:
    first = forms[0]
    return forms if first[1:] != first[1:].lower() else (first.lower(), *forms[1:])


def _before(text: str, units: Sequence[Unit], begin: int) -> str:
    if begin == 0:
        return ""
    between = text[units[begin - 1].end : units[begin].start].strip(" \"“'*_(")
    plain = units[begin - 1].form.casefold().replace("’", "'")
    if plain in _TITLES and between in ("", "."):
        return "title"
    if between:
        return ""
    if plain in _DETERMINERS:
        return "determiner"
    return "preposition" if plain in _PREPOSITIONS else "verb" if plain in _VERBAL or plain.endswith(("'ll", "'ve", "n't")) else ""


def _after(text: str, units: Sequence[Unit], end: int) -> str:
    if end == len(units) or text[units[end - 1].end : units[end].start].strip(" \"”'*_)"):
        return ""
    plain = units[end].form.casefold()
    if plain == "of":
        return "of"
    return "object" if plain in _OBJECTS else "predicate" if plain in _PREDICATES else "speech" if plain in _SPEAKING else ""


def leads_in(form: str) -> bool:
    """Whether a noun phrase often follows the word: a determiner or a preposition."""
    return form.casefold() in _DETERMINERS or form.casefold() in _PREPOSITIONS


def takes_object(form: str) -> bool:
    """Whether what stands before the word seems to act on something."""
    return form.casefold() in _OBJECTS


def key_of(forms: Sequence[str]) -> tuple[str, ...]:
    """The folded words of a phrase of a run."""
    if not any("-" in form for form in forms):
        return tuple(fold(form) for form in forms)
    return tuple(fold(part) for form in forms for part in form.split("-"))
