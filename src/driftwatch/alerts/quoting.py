"""Which statements stand for a side: verbatim, as many a side, from different documents, naming nobody."""

import re
from collections.abc import Iterable, Sequence

from driftwatch.domain.alerts import Evidence
from driftwatch.domain.meaning import Position
from driftwatch.domain.talk import Partner
from driftwatch.records import StatementRecord

MOST_QUOTES = 3
LONGEST_QUOTE = 280
"""Characters."""
_SHORTEST_NAME = 3
_LEAD = 60
"""Characters before the subject in a quote that cannot begin with its statement."""
_ADDRESSED = (
    r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Madam|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Se[ñn]ora?|Sr|Sra|Signora?|Sig|Dhr|Mevr|Pan|Pani)"
    r"\.?[ \u00a0](?:[A-Z]\. ?)?[^\W\d_a-z][^\W\d_]+"
)
"""Somebody who is named with a form of address, whether or not anybody has listed them."""


def names_of(partners: Iterable[Partner]) -> re.Pattern[str]:
    """Finds any person of the partners, the whole entry in any case, a capitalised part of it as it is written; and whoever else is named with a
    form of address.
    """
    people = {person for partner in partners for person in partner.people if len(re.findall(r"[^\W\d_]", person)) >= _SHORTEST_NAME}
    parts = {part for person in people for part in re.findall(r"[^\W\d_]+", person) if len(part) >= _SHORTEST_NAME and part[0].isupper()}
    whole, part = "|".join(map(re.escape, sorted(people))), "|".join(map(re.escape, sorted(parts)))
    listed = (rf"(?i:{whole})|" if whole else "") + (rf"{part}|" if part else "")
    return re.compile(rf"(?<!\w)(?:{listed}{_ADDRESSED})(?!\w)")


def quotes(sides: Sequence[tuple[Position, Sequence[StatementRecord]]], *, subject: str, names: re.Pattern[str]) -> tuple[Evidence, ...]:
    """The same number of quotes of every side that has any, side by side in the given order."""
    quotable = [(position, _quotable(statements, names)) for position, statements in sides]
    count = min([MOST_QUOTES, *(len(statements) for _, statements in quotable if statements)])
    return tuple(_quoted(statement, position.partner, subject) for position, statements in quotable for statement in _varied(statements, count))


def _quotable(statements: Sequence[StatementRecord], names: re.Pattern[str]) -> list[StatementRecord]:
    """Each wording once, none with a character that was replaced on reading; those that name a person only where there are no others."""
    whole = [statement for statement in statements if statement.text.strip() and "\ufffd" not in statement.text]
    distinct = list({statement.text.casefold(): statement for statement in reversed(whole)}.values())[::-1]
    return [statement for statement in distinct if not names.search(statement.text)] or distinct


def _varied(statements: Sequence[StatementRecord], count: int) -> list[StatementRecord]:
    """The first `count`, those of further documents before further ones of the same, in the given order."""
    documents: set[str] = set()
    ranked: list[tuple[bool, int]] = []
    for place, statement in enumerate(statements):
        ranked.append((statement.document in documents, place))
        documents.add(statement.document)
    return [statements[place] for place in sorted(place for _, place in sorted(ranked)[:count])]


def _quoted(statement: StatementRecord, partner: str, subject: str) -> Evidence:
    start, end = _span(statement.text, subject)
    return Evidence(
        statement_id=statement.id,
        partner=partner,
        quote=statement.text[start:end],
        source=statement.source,
        locator=_further(statement.locator, statement.text.count("\n", 0, start)),
        said_at=statement.said_at,
        label=statement.predicted,
    )


def _span(text: str, subject: str) -> tuple[int, int]:
    """Where the quote begins and ends: at most LONGEST_QUOTE characters of whole words, with the subject (or one of its terms) in it."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if last - first <= LONGEST_QUOTE:
        return first, last
    found = re.search("|".join(map(re.escape, subject.split(" / "))), text, re.IGNORECASE) if subject else None
    if found and found.end() > first + LONGEST_QUOTE:
        first = _next_word(text, found.start() - _LEAD, found.start())
    end = min(first + LONGEST_QUOTE, last)
    if end < last and not text[end].isspace():
        end = _last_word(text, first, end)
    return first, first + len(text[first:end].rstrip())


def _next_word(text: str, at: int, latest: int) -> int:
    begun = re.compile(r"(?<=\s)\S").search(text, at, latest + 1)
    return begun.start() if begun else latest


def _last_word(text: str, first: int, end: int) -> int:
    gaps = [gap.start() for gap in re.finditer(r"\s", text[first:end])]
    return first + gaps[-1] if gaps else end


def _further(locator: str, lines: int) -> str:
    """The locator of a quote that begins some lines below its statement."""
    found = re.fullmatch(r"line (\d+)", locator)
    return f"line {int(found[1]) + lines}" if found else locator
