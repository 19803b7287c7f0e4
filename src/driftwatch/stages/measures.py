"""Finds the measures that people speak of, under all their names, and what each statement says of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from driftwatch.domain.acronyms import agreed, expansions
from driftwatch.domain.measure_names import (
    ADDS_NOTHING,
    GENERAL,
    LONGEST,
    NEVER_ALONE,
    CharterMeasure,
    Name,
    charter_measures,
    content,
    measure_names,
    paired_keys,
    quantified,
)
from driftwatch.domain.measures import Mention, Named
from driftwatch.domain.words import folded, words
from driftwatch.tables import StatementRow, Statements

LEAST_STATEMENTS = 3
"""Statements in which a name must stand that no charter lists."""
LEAST_DOCUMENTS = 2
CHIEF = 0.8
"""Share of the longer names ending in one word that must be one name, for the word alone to mean it."""
_CAPITALS = re.compile(r"\b[A-Z]{3,6}\b")
REACH = 3
"""Statements of a document through which a measure that was named remains the one spoken of."""


def named_measures(statements: Statements, charter: str) -> Named:
    """Names ending in a noun of measure that are said often enough, and those of the charter, joined where they are one thing."""
    rows = tuple(statements.rows())
    listed = charter_measures(charter)
    further = _further_heads(rows)
    found = [list(measure_names(row.text, further)) for row in rows]
    accepted = _accepted(found, rows, listed, charter)
    group = _grouped(accepted, found, listed, rows)
    numbers = {root: at for at, root in enumerate(sorted(set(group.values())))}
    keyed = {(each.key,): numbers[group[each.names[0]]] for each in listed if each.key and each.names[0] in group}
    places = {name: numbers[root] for name, root in group.items()} | keyed
    firsts = _firsts(places)
    mentions = {at: tuple(_mentions(row.text, found[at], places, firsts)) for at, row in enumerate(rows)}
    mentions = {at: hits for at, hits in mentions.items() if hits}
    spelt = _spelt(mentions, rows, len(numbers))
    return Named(
        names=tuple(spelt),
        keys=tuple(next((key[0] for key, own in keyed.items() if own == at), "") for at in range(len(numbers))),
        words=tuple(frozenset(word for name, own in places.items() if own == at for word in name) for at in range(len(numbers))),
        mentions=mentions,
        context=_context(rows, mentions, places=places, further=further),
    )


def _further_heads(rows: Sequence[StatementRow]) -> frozenset[str]:
    """Nouns of which figures with a unit are given again and again: measures that no list of ours names."""
    said: defaultdict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(rows):
        if row.partner is not None:
            for word in quantified(row.text):
                said[word].add(at)
    return frozenset(
        word for word, places in said.items() if len(places) >= LEAST_STATEMENTS and len({rows[at].document for at in places}) >= LEAST_DOCUMENTS
    )


def _accepted(
    found: Sequence[Sequence[tuple[Name, int, int]]], rows: Sequence[StatementRow], listed: Iterable[CharterMeasure], charter: str
) -> set[Name]:
    said: defaultdict[Name, set[int]] = defaultdict(set)
    for at, hits in enumerate(found):
        if rows[at].partner is not None:
            for name, _, _ in hits:
                said[name].add(at)
    in_charter = {name for name, _, _ in measure_names(charter)}
    accepted = {
        name
        for name, places in said.items()
        if (len(places) >= LEAST_STATEMENTS and len({rows[at].document for at in places}) >= LEAST_DOCUMENTS)
        or (name in in_charter and len(name) > 1)
    }
    return accepted | {name for each in listed for name in each.names}


def _grouped(
    accepted: set[Name], found: Sequence[Sequence[tuple[Name, int, int]]], listed: Sequence[CharterMeasure], rows: Sequence[StatementRow]
) -> dict[Name, Name]:
    """Name -> the name that stands for its measure; what says too little alone is left out."""
    root = {name: name for name in accepted}
    for each in listed:
        for other in each.names[1:]:
            _join(root, each.names[0], other)
    for short, long in agreed(expansions(row.text for row in rows)).items():
        _join(root, long, (short,))
    for initials, long in _initials(accepted, rows):
        _join(root, long, initials)
    _join_keys(root, {each.key: each.names[0] for each in listed if each.key and each.names}, rows)
    for name in sorted(accepted):
        if name[-1] in ADDS_NOTHING and name[:-1] in accepted and not set(name[:-1]) <= GENERAL:
            _join(root, name, name[:-1])
    said = Counter(name for hits in found for name, _, _ in hits if name in accepted)
    _join_heads(root, accepted, said, frozenset(name for each in listed for name in each.names))
    return {name: _root(root, name) for name in root}


def _join_keys(root: dict[Name, Name], keys: Mapping[str, Name], rows: Sequence[StatementRow]) -> None:
    """What people put beside a key of the charter is another name of its measure."""
    for row in rows:
        for key, beside in paired_keys(row.text):
            name = next((name for name, _, _ in measure_names(beside) if name in root), content(beside)[:LONGEST])
            if key in keys and name in root and not set(name) <= NEVER_ALONE and not set(name) & set(keys[key]):
                _join(root, keys[key], name)


def _join_heads(root: dict[Name, Name], accepted: set[Name], said: Mapping[Name, int], listed: frozenset[Name]) -> None:
    """A noun alone means the longer name that mostly ends in it; otherwise a general one means nothing."""
    for name in sorted(each for each in accepted if len(each) == 1):
        longer = {other: said.get(other, 0) + (other in listed) for other in accepted if len(other) > 1 and other[-1] == name[0]}
        chief = max(sorted(longer), key=lambda other: longer[other], default=None)
        if name[0] in NEVER_ALONE and name not in listed:
            root.pop(name)
        elif chief and longer[chief] >= CHIEF * sum(longer.values()):
            _join(root, chief, name)
        elif name[0] in GENERAL and name not in listed:
            root.pop(name)


def _initials(accepted: set[Name], rows: Sequence[StatementRow]) -> Iterator[tuple[Name, Name]]:
    """Short forms that nobody explains: three capitals or more that are the initials of one name alone."""
    capitals = {token for row in rows for token in _CAPITALS.findall(row.text)}
    called: defaultdict[str, list[Name]] = defaultdict(list)
    for name in sorted(accepted):
        called["".join(word[0] for word in name)].append(name)
    for short in sorted(capitals):
        long = called.get(short.casefold(), ())
        if len(long) == 1:
            yield (short.casefold(),), long[0]


def _join(root: dict[Name, Name], one: Name, other: Name) -> None:
    if one in root or other in root:
        root.setdefault(one, one)
        root.setdefault(other, other)
        first, second = _root(root, one), _root(root, other)
        root[second] = first


def _root(root: Mapping[Name, Name], name: Name) -> Name:
    while root.get(name, name) != name:
        name = root[name]
    return name


def _firsts(places: Mapping[Name, int]) -> frozenset[str]:
    """The words with which names begin: most texts hold none."""
    return frozenset(name[0] for name in places)


def _mentions(text: str, hits: Sequence[tuple[Name, int, int]], places: Mapping[Name, int], firsts: Set[str]) -> Iterator[Mention]:
    """The longest names, and those names and keys of the charter that do not end in a noun of measure."""
    spans = [(name, start, end) for name, start, end in hits if name in places]
    known = any(word in firsts for word in folded(text))
    tokens = [word for word in words(text) if len(word.folded) > 1] if known else []
    for at, token in enumerate(tokens):
        for size in range(1, 7) if token.folded in firsts else ():
            part = tuple(word.folded for word in tokens[at : at + size])
            if len(part) == size and part in places:
                spans.append((part, token.start, tokens[at + size - 1].end))
    taken: list[tuple[int, int]] = []
    for name, start, end in sorted(set(spans), key=lambda span: (span[1] - span[2], span[1])):
        if not any(start < other[1] and other[0] < end for other in taken):
            taken.append((start, end))
            yield Mention(measure=places[name], start=start, end=end)


def _spelt(mentions: Mapping[int, Sequence[Mention]], rows: Sequence[StatementRow], count: int) -> list[str]:
    """The most frequent spelling with most words; keys only where there is nothing else."""
    spellings: list[Counter[str]] = [Counter() for _ in range(count)]
    for at, hits in mentions.items():
        for hit in hits:
            spellings[hit.measure][_lowered(rows[at].text[hit.start : hit.end])] += 1
    return [
        max(sorted(each), key=lambda text: (not any(map(str.isdigit, text)), min(each[text], 3), len(text.split()), each[text]), default="")
        for each in spellings
    ]


def _lowered(text: str) -> str:
    plain = " ".join(text.split())
    return plain if sum(map(str.isupper, plain)) > 1 else plain.casefold()


def _context(
    rows: Sequence[StatementRow], mentions: Mapping[int, Sequence[Mention]], *, places: Mapping[Name, int], further: frozenset[str]
) -> dict[int, int]:
    """The one measure that was named last, in the heading or a few statements before."""
    order = sorted(range(len(rows)), key=lambda at: (rows[at].document, rows[at].position))
    firsts = _firsts(places)
    headed: dict[str, int | None] = {}
    context: dict[int, int] = {}
    last: tuple[str, int, int] | None = None
    for at in order:
        row = rows[at]
        named = {hit.measure for hit in mentions.get(at, ())}
        if named:
            last = (row.document, row.position, named.pop()) if len(named) == 1 else None
            continue
        heading = row.heading or ""
        if heading not in headed:
            own = {hit.measure for hit in _mentions(heading, list(measure_names(heading, further)), places, firsts)}
            headed[heading] = own.pop() if len(own) == 1 else None
        near = last if last and last[0] == row.document and row.position - last[1] <= REACH else None
        measure = near[2] if near else headed[heading]
        if measure is not None:
            context[at] = measure
    return context
