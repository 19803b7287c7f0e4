"""Noun phrases and verbs of a text, counted: pieces of runs that no verb, name or adverb parts, and all phrases inside them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from driftwatch.domain.habits import Habit, is_noun_by_form
from driftwatch.domain.ordinary import BACKGROUND, STATES
from driftwatch.domain.runs import Places, Run, key_of
from driftwatch.domain.spellings import bases, spelling
from driftwatch.domain.words import fold

LONGEST_PHRASE = 3
NOUN_SHARE = 0.2
"""Share of its usages in which a word must show itself as a noun, or as a verb."""

Key = tuple[str, ...]


class Piece(NamedTuple):
    """Words that can make a phrase together, as they are written, and where they stand so."""

    forms: tuple[str, ...]
    places: Places


@dataclass(slots=True)
class Phrase:
    """What is known of one folded phrase."""

    usages: int = 0
    documents: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    last: str = ""
    """Its last word, folded: by this it is a noun phrase or none."""

    def join(self, other: "Phrase") -> None:
        """Take in the usages of another form of it."""
        self.usages += other.usages
        self.documents |= other.documents
        self.forms.update(other.forms)


def is_noun(word: str, habit: Habit | None) -> bool:
    """Whether a folded word shows itself as a noun; what is mostly written in capitals is one."""
    if habit is None:
        return False
    by_form = is_noun_by_form(word) and habit.verb <= habit.noun
    return by_form or habit.noun >= NOUN_SHARE * habit.usages or 0 < habit.inside <= 2 * habit.short


def is_verb(habit: Habit | None) -> bool:
    """Whether a word shows itself as a verb, and rather than as a noun."""
    return habit is not None and habit.verb > habit.noun and habit.verb >= NOUN_SHARE * habit.usages


def pieces(runs: Mapping[Run, Places], known: Mapping[str, Habit], people: Collection[str]) -> Iterator[Piece]:
    """The runs without names, cut at verbs, words of state and adverbs."""
    for run, places in runs.items():
        part: list[str] = []
        for form in run.forms:
            word = fold(form)
            if word in people and (form[0].isupper() or not _is_also_a_word(known.get(word))):
                yield from _piece(part, places)
                part = []
            elif word in BACKGROUND and "-" not in form:
                yield from _piece(part, places)
                part = [form]
            elif _stands_alone(word, known.get(word)):
                yield from _piece(part, places)
                yield from _piece([] if word.endswith("ly") else [form], places)
                part = []
            elif word.endswith("ed") and not is_noun(word, known.get(word)):
                yield from _piece(part, places)
                part = [form]
            else:
                part.append(form)
        yield from _piece(part, places)


def links(linked: Mapping[tuple[str, str, str], Places]) -> dict[Key, Phrase]:
    """What "of" links, as phrases."""
    counted: defaultdict[Key, Phrase] = defaultdict(Phrase)
    for forms, places in linked.items():
        phrase = counted[key_of(forms)]
        phrase.usages += places.usages
        phrase.documents |= places.documents
        phrase.forms[" ".join(forms)] += places.usages
        phrase.last = fold(forms[0])
    return dict(counted)


def phrases(found: Iterable[Piece]) -> dict[Key, Phrase]:
    """Every phrase inside every piece."""
    counted: defaultdict[Key, Phrase] = defaultdict(Phrase)
    for piece in found:
        for first in range(len(piece.forms)):
            for end in range(first + 1, min(len(piece.forms), first + LONGEST_PHRASE) + 1):
                forms = piece.forms[first:end]
                if end == first + 1 and fold(forms[0]) in BACKGROUND:
                    continue
                phrase = counted[key_of(forms)]
                phrase.usages += piece.places.usages
                phrase.documents |= piece.places.documents
                phrase.forms[" ".join(forms)] += piece.places.usages
                phrase.last = fold(forms[-1])
    return dict(counted)


def other_forms(counted: Mapping[Key, Phrase], known: Mapping[str, Habit], short: Mapping[str, Key]) -> dict[Key, Key]:
    """Forms that are another way to write or inflect a phrase, each with the phrase's chief form: the most used one."""
    chief: dict[Key, Key] = {}
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key, phrase in counted.items():
        if phrase.usages > 1 and all(len(word) > 1 for word in key):
            groups[spelling(key)].append(key)
    for keys in groups.values():
        first, *others = sorted(keys, key=lambda key: (-counted[key].usages, key))
        chief |= dict.fromkeys(others, first)
    for word, long in short.items():
        one, other = chief.get((word,), (word,)), chief.get(long, long)
        if one != other and (one in counted or other in counted):
            first, last = sorted((one, other), key=lambda key: (-counted[key].usages if key in counted else 0, key))
            chief |= {last: first} | {key: first for key, former in chief.items() if former == last}
    return chief | _inflections(counted, known, chief)


def joined(counted: Mapping[Key, Phrase], chief: Mapping[Key, Key]) -> dict[Key, Phrase]:
    """The phrases with all usages of their other forms."""
    found: dict[Key, Phrase] = {}
    for key in sorted(counted, key=lambda key: (key in chief, key)):
        phrase = counted[key]
        own = found.setdefault(chief.get(key, key), Phrase(last=phrase.last))
        own.join(phrase)
    return found


def standing_alone(found: Iterable[Piece], accepted: Collection[Key], chief: Mapping[Key, Key]) -> Counter[Key]:
    """How often each accepted phrase stands outside longer ones."""
    counted: Counter[Key] = Counter()
    for piece in found:
        at = 0
        while at < len(piece.forms):
            length, key = _longest(piece.forms[at : at + LONGEST_PHRASE], accepted, chief)
            if key:
                counted[key] += piece.places.usages
            at += length
    return counted


def _piece(forms: Sequence[str], places: Places) -> Iterator[Piece]:
    if forms:
        yield Piece(tuple(forms), places)


def _stands_alone(word: str, habit: Habit | None) -> bool:
    if is_noun(word, habit):
        return False
    return word in STATES or word.endswith("ly") or is_verb(habit)


def _is_also_a_word(habit: Habit | None) -> bool:
    """Whether a name is a common noun as well: mostly without a capital, and often behind a determiner."""
    return habit is not None and habit.inside >= 2 * habit.capital and habit.article >= NOUN_SHARE * (habit.inside - habit.capital)


def _inflections(counted: Mapping[Key, Phrase], known: Mapping[str, Habit], chief: Mapping[Key, Key]) -> dict[Key, Key]:
    """Participles of verbs."""
    found: dict[Key, Key] = {}
    for key in counted:
        if len(key) == 1 and key not in chief and key[0] not in STATES and not is_noun(key[0], known.get(key[0])):
            base = next(((verb,) for verb in bases(key[0]) if (verb,) in counted and is_verb(known.get(verb))), None)
            if base:
                found[key] = chief.get(base, base)
    return found


def _longest(forms: Sequence[str], accepted: Collection[Key], chief: Mapping[Key, Key]) -> tuple[int, Key | None]:
    for length in range(len(forms), 0, -1):
        key = key_of(forms[:length])
        if (own := chief.get(key, key)) in accepted:
            return length, own
    return 1, None
