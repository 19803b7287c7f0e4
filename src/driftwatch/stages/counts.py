"""Finds the things that people give counts of, whatever they are: "we are at 40 crates", "nine crates open"."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from driftwatch.domain.assertion import withheld
from driftwatch.domain.counting import stem
from driftwatch.domain.figures_said import Figure, Role, figures
from driftwatch.domain.measures import Measure, Saying, Value
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.own_figures import opens_its_clause
from driftwatch.domain.words import fold
from driftwatch.tables import StatementRow, Statements

_NO_THING = GRAMMAR | CALENDAR | CONVERSATION | frozenset("percent point persons copies pieces pages lines euros euro pounds dollars degrees".split())
"""Of these nothing can be asked but how many of what."""


def counts(statements: Statements) -> tuple[Measure, ...]:
    """A measure for each noun of which counts are given that open their clause, as readings, those first of which most are."""
    said: defaultdict[str, list[Value]] = defaultdict(list)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for at, row in enumerate(statements.voiced()):
        if row.partner is None or not any(each.counted for each in figures(row.text)) or withheld(row.text) is not None:
            continue
        for noun, figure in _counted(row):
            written[stem(noun)][noun] += 1
            said[stem(noun)].append(Value(saying=_saying(at, row), amount=figure.value, words=figure.words, direction=""))
    found = [
        Measure(
            name=_spelt(written[each]),
            key="",
            dimension="",
            readings=tuple(values),
            rows=tuple(dict.fromkeys(one.saying.row for one in values)),
            counted=True,
        )
        for each, values in said.items()
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.rows), each.name)))


def _counted(row: StatementRow) -> Iterator[tuple[str, Figure]]:
    for figure in figures(row.text):
        noun = fold(figure.counted.split()[-1]) if figure.counted else ""
        position = figure.role in (Role.READING, Role.OTHER) and not (figure.window or figure.proposed or figure.others)
        if position and len(noun) > 2 and noun not in _NO_THING and opens_its_clause(row.text, figure):
            yield noun, figure


def _spelt(written: Counter[str]) -> str:
    """As people mostly write it."""
    return max(sorted(written), key=lambda word: written[word])


def _saying(at: int, row: StatementRow) -> Saying:
    return Saying(row=at, partner=str(row.partner), speaker=row.speaker or "", document=row.document, said_at=row.said_at, named=True)
