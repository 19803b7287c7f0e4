"""Where terms stand in statements, the longest term first, and which usages say nothing of the speaker's own meaning."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from driftwatch.domain.distortion import distortion as seen_from
from driftwatch.domain.distortion import passage
from driftwatch.domain.meaning import Term
from driftwatch.domain.words import placed
from driftwatch.tables import Statements, Usages

BOILERPLATE_DOCUMENTS = 3

_MARKS = re.compile(r"[\W_]+")


def locate(statements: Statements, terms: Sequence[Term]) -> Usages:
    """The usages of the terms in the order of the statements: of each term and statement the first, or the first that is not distorted."""
    by_first = _by_first(terms)
    texts, documents = list(statements.text), list(statements.document)
    boilerplate = _boilerplate(texts, documents)
    rows = []
    for position, (text, partner, document) in enumerate(zip(texts, statements.partner, documents, strict=True)):
        repeated = boilerplate and _line(text) in boilerplate
        for name, (start, end, why) in _usages(text, by_first).items():
            rows.append((name, position, start, end, partner, document, "boilerplate" if repeated and why is None else why))
    return Usages.of(rows)


def _usages(text: str, by_first: dict[str, list[tuple[tuple[str, ...], Term]]]) -> dict[str, tuple[int, int, str | None]]:
    found: dict[str, tuple[int, int, str | None]] = {}
    said = None
    for term, start, end in _matches(text, by_first):
        if term.name not in found or found[term.name][2] is not None:
            said = said or passage(text)
            why = seen_from(said, start, end)
            if term.name not in found or why is None:
                found[term.name] = (start, end, why)
    return found


def _by_first(terms: Sequence[Term]) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
    """Every form of every term by its first word, the longest first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], Term]]] = defaultdict(list)
    forms = {form: term for term in reversed(terms) for form in (*term.variants, term.words)}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        found[form[0]].append((form, forms[form]))
    return dict(found)


def _matches(text: str, by_first: Mapping[str, Sequence[tuple[tuple[str, ...], Term]]]) -> Iterator[tuple[Term, int, int]]:
    folded, starts, ends = placed(text)
    at = 0
    while at < len(folded):
        for form, term in by_first.get(folded[at], ()):
            behind = at + len(form)
            if folded[at:behind] == form and not (term.joined and not _hyphenated(text, starts[at + 1 : behind], ends[at : behind - 1])):
                yield term, starts[at], ends[behind - 1]
                at = behind
                break
        else:
            at += 1


def _hyphenated(text: str, starts: Sequence[int], ends: Sequence[int]) -> bool:
    return all(text[end:start] == "-" for end, start in zip(ends, starts, strict=True))


def distortion(text: str, start: int, end: int) -> str | None:
    """Why a usage at text[start:end] does not show how its speaker means the term; None where it does."""
    return seen_from(passage(text), start, end)


def _boilerplate(texts: Sequence[str], documents: Sequence[str]) -> frozenset[str]:
    """Lines that stand in several documents word for word, but for marks: forms, not talk."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text, document in zip(texts, documents, strict=True):
        found[_line(text)].add(document)
    return frozenset(line for line, where in found.items() if len(where) >= BOILERPLATE_DOCUMENTS)


def _line(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text.casefold()).split())
