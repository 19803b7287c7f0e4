"""Which words and phrases carry meaning in this programme.

Without a tagger: a word is a noun of this programme where it stands behind a determiner or a
preposition at the end of its phrase, or in the plural; words of state ("done", "live") are terms by
themselves. Phrases are ranked by C-value (Frantzi, Ananiadou & Mima 2000, IJDL), with log2(words + 1)
so that single words live.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log2

from driftwatch.domain.meaning import Term
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR, STATES
from driftwatch.domain.words import Word, folded_phrase, words
from driftwatch.tables import Statements

MOST_TERMS = 500
LEAST_USAGES = 10
LEAST_PHRASE_USAGES = 6
LEAST_DOCUMENTS = 3
NOUN_SHARE = 0.25
"""Share of its usages in which a word must show itself as a noun."""
LONGEST_PHRASE = 3

_LEADS = frozenset(
    """
the a an this that these those our your their his her my its no each every any some which whose one two three four five six seven eight nine
ten first second third last next both all other another more most many few several same new such per of in for with on at from by without
about into
""".split()
)


@dataclass(slots=True)
class Phrase:
    """What is known of one folded phrase."""

    usages: int = 0
    nouns: int = 0
    documents: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)


def find_terms(statements: Statements, *, names: frozenset[str] = frozenset(), wanted: Sequence[str] = ()) -> tuple[Term, ...]:
    """The programme's terms, best first, then the ordinary words that serve as background.

    `names` are folded words of people and organisations, which are no terms; `wanted` are terms that
    somebody asked for, taken whatever their rank.
    """
    phrases, background = _phrases(statements, names), _background(statements)
    singles = {
        key: phrase for key, phrase in phrases.items() if len(key) == 1 and phrase.usages >= LEAST_USAGES and len(phrase.documents) >= LEAST_DOCUMENTS
    }
    terms = {key: phrase for key, phrase in singles.items() if _is_noun(key, phrase)}
    longer = {key: phrase for key, phrase in phrases.items() if len(key) > 1 and _is_phrase(key, phrase, phrases)}
    ranked = sorted((terms | longer).items(), key=lambda item: (-_c_value(item[0], item[1], longer), item[0]))
    asked = [Term(name=name, words=folded_phrase(name)) for name in dict.fromkeys(wanted) if folded_phrase(name)]
    taken = {term.words for term in asked}
    found = [Term(name=_name(key, phrase), words=key) for key, phrase in ranked if key not in taken][:MOST_TERMS]
    weak = {key[0] for key in singles if key not in terms and key not in taken}
    return (*asked, *found, *(Term(name=word, words=(word,), tested=False) for word in sorted(weak | background)))


def _background(statements: Statements) -> set[str]:
    """Words of conversation that are frequent here."""
    usages: Counter[str] = Counter()
    for text in statements.text:
        usages.update({token.folded for token in words(text)} & BACKGROUND)
    return {word for word, count in usages.items() if count >= LEAST_USAGES}


def _phrases(statements: Statements, names: frozenset[str]) -> dict[tuple[str, ...], Phrase]:
    found: defaultdict[tuple[str, ...], Phrase] = defaultdict(Phrase)
    for text, document in zip(statements.text, statements.document, strict=True):
        for run in _runs(text, names):
            for key, begin, end, noun in run:
                phrase = found[key]
                phrase.usages += 1
                phrase.nouns += noun
                phrase.documents.add(document)
                phrase.forms[text[begin:end].casefold()] += 1
    return dict(found)


def _runs(text: str, names: frozenset[str]) -> Iterator[list[tuple[tuple[str, ...], int, int, bool]]]:
    """Every phrase inside every run of neighbouring content words, with whether it looks like a noun."""
    tokens = words(text)
    plain = [text[token.start : token.end].casefold().replace("’", "'") for token in tokens]
    content = [_is_content(token, word, names) for token, word in zip(tokens, plain, strict=True)]
    begin = 0
    while begin < len(tokens):
        if not content[begin]:
            begin += 1
            continue
        end = begin + 1
        while end < len(tokens) and content[end] and not text[tokens[end - 1].end : tokens[end].start].strip(" -"):
            end += 1
        led = begin > 0 and plain[begin - 1] in _LEADS
        yield [
            _phrase(tokens, first, last, (led and last == end) or plain[last - 1] != tokens[last - 1].folded)
            for first in range(begin, end)
            for last in range(first + 1, min(end, first + LONGEST_PHRASE) + 1)
        ]
        begin = end


def _phrase(tokens: Sequence[Word], first: int, last: int, noun: bool) -> tuple[tuple[str, ...], int, int, bool]:
    return tuple(token.folded for token in tokens[first:last]), tokens[first].start, tokens[last - 1].end, noun


def _is_content(token: Word, plain: str, names: frozenset[str]) -> bool:
    if token.folded in STATES:
        return True
    ordinary = {token.folded, plain} & (GRAMMAR | BACKGROUND | CALENDAR) or "'" in plain
    return (
        len(token.folded) > 2 and not ordinary and not any(letter.isdigit() for letter in plain) and token.folded not in names and plain not in names
    )


def _is_noun(key: tuple[str, ...], phrase: Phrase) -> bool:
    return key[0] in STATES or phrase.nouns >= NOUN_SHARE * phrase.usages


def _is_phrase(key: tuple[str, ...], phrase: Phrase, phrases: dict[tuple[str, ...], Phrase]) -> bool:
    """Whether the words belong together: often enough, as a noun, and a good part of their rarest word's usages."""
    rarest = min(phrases[(word,)].usages for word in key)
    return (
        phrase.usages >= LEAST_PHRASE_USAGES
        and len(phrase.documents) >= LEAST_DOCUMENTS
        and phrase.nouns >= NOUN_SHARE * phrase.usages
        and phrase.usages >= 0.2 * rarest
        and not STATES & set(key)
    )


def _c_value(key: tuple[str, ...], phrase: Phrase, longer: dict[tuple[str, ...], Phrase]) -> float:
    inside = [
        other.usages
        for words_, other in longer.items()
        if len(words_) > len(key) and any(words_[i : i + len(key)] == key for i in range(len(words_)))
    ]
    return log2(len(key) + 1) * (phrase.usages - (sum(inside) / len(inside) if inside else 0.0)) * len(phrase.documents)


def _name(key: tuple[str, ...], phrase: Phrase) -> str:
    singular = " ".join(key)
    return singular if singular in phrase.forms else min(phrase.forms, key=lambda form: (-phrase.forms[form], form))
