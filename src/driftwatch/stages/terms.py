"""Which words and phrases carry meaning in this programme.

Without a tagger: what kind of word a word is, is learnt from how it stands in all of the text (domain/habits.py). Phrases are
ranked by C-value (Frantzi, Ananiadou & Mima 2000, IJDL), with log2(words + 1) so that single words live.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from driftwatch.domain.acronyms import agreed, expansions
from driftwatch.domain.habits import Habit, is_like_a_name, is_proper
from driftwatch.domain.headwords import defined, headwords, means_something
from driftwatch.domain.meaning import Term
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR, STATES
from driftwatch.domain.phrases import Key, Phrase, is_noun, is_verb, joined, links, other_forms, phrases, pieces, standing_alone
from driftwatch.domain.sampling import LOCATED_BACKGROUND, spread
from driftwatch.domain.spellings import deeds
from driftwatch.domain.words import folded_phrase
from driftwatch.tables import Statements

MOST_TERMS = 500
COHESION = 0.2
"""Share of its rarest word's usages that a phrase must make up."""
COHESION_OF_ORDINARY = 0.3
"""Share of its last word's usages that it must make up where its first word is an ordinary one."""
_OTHERWISE = ("ly", "ed", "ing")
"""Endings of words that mostly tell how or that something is done."""
_ORDINARY = GRAMMAR | BACKGROUND | CALENDAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """How often a candidate must occur."""

    usages: int = 10
    phrase_usages: int = 6
    documents: int = 3


def find_terms(
    statements: Statements, *, names: frozenset[str] = frozenset(), wanted: Sequence[str] = (), charter: str = "", least: Least = Least()
) -> tuple[Term, ...]:
    """The programme's terms, best first, then all other words that serve as background, of which those that describe are compared as terms are.

    `names` are folded words of people and organisations, which are no terms; `wanted` are terms that somebody asked for, and
    `charter` the text that the partners signed, whose headings, quoted, capitalised and defined terms are taken: both whatever their rank.
    """
    texts = list(statements.text)
    gathered = statements.gathered()
    known = statements.habits.known
    people = names | {word for word in _speakers(statements) if is_like_a_name(known.get(word))} | statements.habits.people
    parts = list(pieces(gathered.runs, known, people))
    single = phrases(parts) | links(gathered.linked)
    joint = {key: one for key, one in gathered.joint.items() if key not in single and people.isdisjoint(key)}
    counted = single | joint
    short = agreed(expansions(texts))
    chief = other_forms(counted, known, short)
    candidates = joined(counted, chief)
    explained = {chief.get(key, key) for key in (*_defined(statements, least), *((word,) for word in short), *short.values(), *joint)}
    accepted = _accepted(candidates, counted, known, explained, least)
    alone = standing_alone(parts, accepted, chief) + _linked(accepted, joint)
    ranked = [key for key in _ranked(accepted) if alone[key] >= (least.usages if len(key) == 1 else least.phrase_usages)]
    build = _Builder(candidates, chief)
    asked = [build.term(folded_phrase(name), name=name) for name in dict.fromkeys(wanted) if folded_phrase(name)]
    signed = [build.term(key) for key in headwords(charter) if _is_signed(key, chief, accepted, known, people)]
    chosen = _once([*asked, *signed, *(build.term(key) for key in ranked)], most=len(asked) + len(signed) + MOST_TERMS)
    used = {key for term in chosen for key in (term.words, *term.variants)}
    weak = {key[0] for key, phrase in candidates.items() if len(key) == 1 and _occurs(phrase, least.usages, least)}
    weak |= {word for word, count in gathered.ordinary.items() if count >= least.usages}
    further = _looked_for(word for word in weak if (word,) not in used)
    inside = people.union(*(key for key in accepted if len(key) > 1))
    telling = [word for word in further if word not in inside and (word,) in candidates and _describes(word, known.get(word))]
    telling = sorted(telling, key=lambda word: (-candidates[word,].usages, word))[: max(0, MOST_TERMS - len(ranked))]
    return (*chosen, *(Term(name=word, words=(word,), tested=word in telling, describes=word in telling) for word in further))


def _looked_for(words: Iterable[str]) -> list[str]:
    """All but those words of conversation that would hardly be chosen for the background: they are a third of all that is said."""
    found = sorted(words, key=spread)
    return sorted([*found[:LOCATED_BACKGROUND], *(word for word in found[LOCATED_BACKGROUND:] if word not in BACKGROUND)])


def _describes(word: str, habit: Habit | None) -> bool:
    """Whether it may tell what a thing is like: two sides may understand `urgent` as differently as any noun. Nouns are not among these: those that
    are no terms stand inside longer ones.
    """
    other = is_noun(word, habit) or is_verb(habit) or is_proper(habit) or word.endswith(_OTHERWISE)
    return word.isalpha() and word not in _ORDINARY and not other


def _defined(statements: Statements, least: Least) -> set[Key]:
    """What is defined in two documents, or in one where that is all that is asked for."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for text, document in zip(statements.text, statements.document, strict=True):
        if means_something(text):
            for key in defined(text):
                found[key].add(document)
    return {key for key, documents in found.items() if len(documents) >= min(2, least.documents)}


def _speakers(statements: Statements) -> frozenset[str]:
    return frozenset(word for speaker in set(statements.speaker) if speaker for word in folded_phrase(speaker)) - GRAMMAR


def _accepted(
    candidates: Mapping[Key, Phrase], counted: Mapping[Key, Phrase], known: Mapping[str, Habit], explained: set[Key], least: Least
) -> dict[Key, Phrase]:
    """Nouns, words of state and noun phrases; then the verbs that one of these nouns is made of."""
    found = {
        key: phrase
        for key, phrase in candidates.items()
        if _occurs(phrase, least.usages if len(key) == 1 else least.phrase_usages, least)
        and (key in explained or (_is_noun(key, known) if len(key) == 1 else _is_phrase(key, phrase, counted, known)))
    }
    verbs = {
        key: phrase
        for key, phrase in candidates.items()
        if len(key) == 1
        and key not in found
        and is_verb(known.get(key[0]))
        and _occurs(phrase, least.usages, least)
        and any((deed,) in found for deed in deeds(key[0]))
    }
    return found | verbs


def _occurs(phrase: Phrase, usages: int, least: Least) -> bool:
    return phrase.usages >= usages and len(phrase.documents) >= least.documents


def _is_noun(key: Key, known: Mapping[str, Habit]) -> bool:
    return key[0] in STATES or is_noun(key[0], known.get(key[0]))


def _is_phrase(key: Key, phrase: Phrase, counted: Mapping[Key, Phrase], known: Mapping[str, Habit]) -> bool:
    """Whether it is a noun phrase whose words belong together: a good part of their rarest word's usages."""
    if "of" not in key and not is_noun(phrase.last, known.get(phrase.last)):
        return False
    parts = [counted[(word,)].usages for word in key if (word,) in counted]
    if "of" in key:
        whole = counted.get(key[-1:])  # None where it is a name or an ordinary word: those are no terms, alone or of something
        return whole is not None and key[-1] not in STATES and phrase.usages >= COHESION_OF_ORDINARY * whole.usages
    needed = COHESION_OF_ORDINARY * parts[-1] if parts and key[0] in BACKGROUND else COHESION * min(parts, default=0)
    return phrase.usages >= needed


def _linked(accepted: Mapping[Key, Phrase], joint: Collection[Key]) -> Counter[Key]:
    """How often the words that "of" links, or that make a compound with an ordinary one, stand as one term, and so not alone."""
    found: Counter[Key] = Counter()
    for key, phrase in accepted.items():
        if "of" in key or key in joint:
            found[key] += phrase.usages
            found[key[-1:]] -= phrase.usages
            found[key[:1]] -= phrase.usages
    return found


def _is_signed(key: Key, chief: Mapping[Key, Key], accepted: Mapping[Key, Phrase], known: Mapping[str, Habit], people: Collection[str]) -> bool:
    """Whether a phrase of the charter is a term: no name, and no rare way to say what people call by its last word alone."""
    own = chief.get(key, key)
    if own in accepted:
        return True
    if _ORDINARY.issuperset(key) or any(word in people or is_proper(known.get(word)) for word in key):
        return False
    return len(key) == 1 or chief.get(key[-1:], key[-1:]) not in accepted


def _ranked(accepted: Mapping[Key, Phrase]) -> list[Key]:
    """By C-value times documents."""
    around: defaultdict[Key, list[int]] = defaultdict(list)
    for key, phrase in accepted.items():
        for inner in {key[first:end] for first in range(len(key)) for end in range(first + 1, len(key) + 1)} - {key}:
            around[inner].append(phrase.usages)

    def value(key: Key) -> float:
        inside = around[key]
        nested = sum(inside) / len(inside) if inside else 0.0
        return log2(len(key) + 1) * (accepted[key].usages - nested) * len(accepted[key].documents)

    return sorted(accepted, key=lambda key: (-value(key), key))


def _once(terms: Iterable[Term], *, most: int) -> list[Term]:
    """Without those that an earlier one is another form of."""
    taken: set[Key] = set()
    found = []
    for term in terms:
        if term.words not in taken:
            found.append(term)
            taken |= {term.words, *term.variants}
    return found[:most]


class _Builder:
    """Makes terms with all their forms."""

    def __init__(self, candidates: Mapping[Key, Phrase], chief: Mapping[Key, Key]) -> None:
        self.candidates = candidates
        self.chief = chief
        self.others: defaultdict[Key, set[Key]] = defaultdict(set)
        for key, own in chief.items():
            self.others[own].add(key)

    def term(self, key: Key, *, name: str = "") -> Term:
        """The term that the key is a form of, found by this key first."""
        own = self.chief.get(key, key)
        forms = {own, *self.others[own]} - {key}
        phrase = self.candidates.get(own)
        return Term(
            name=name or (_name(key, phrase) if phrase else " ".join(key)),
            words=key,
            variants=tuple(sorted(forms)),
            joined=bool(not name and phrase) and _ORDINARY.issuperset(key) and not GRAMMAR.isdisjoint(key),
        )


def _name(key: Key, phrase: Phrase) -> str:
    """As it is mostly written, in the singular where that occurs; short forms in capitals."""
    written = phrase.forms
    singular = " ".join(key)
    plain = [form for form in written if form.casefold() == singular]
    best = min(plain or written, key=lambda form: (-written[form], form))
    return best if len(key) == 1 and best.isupper() else best.casefold()
