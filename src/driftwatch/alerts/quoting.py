"""Which statements stand for a side: verbatim, as many a side, from different documents, naming nobody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from driftwatch.domain.alerts import Evidence
from driftwatch.domain.meaning import Position
from driftwatch.domain.ordinary import CONVERSATION, GRAMMAR
from driftwatch.domain.persons import Persons
from driftwatch.domain.words import folded
from driftwatch.records import StatementRecord

MOST_QUOTES = 3
LONGEST_QUOTE = 280
"""Characters."""
LEAST_WORDS = 5
"""Words that a part of a statement needs to be quoted for the whole."""
NEAREST = 2
"""Statements among which one of another speaker is looked for: further down the list they show less."""
_LEAD = 60
"""Characters before the subject in a quote that cannot begin with its statement."""
_SENTENCES = re.compile(r"(?<=[.!?…;])\s+|\n")
_CLAUSES = re.compile(r"(?<=[.!?…;,:])\s+|\n|\s[–—-]\s")
_LOOSE = re.compile(r"\W{0,4}(?:and|but|or|so|because|who|which|that|whose|whom|then|as)\b", re.IGNORECASE)
"""What begins with such a word goes on with what is left out."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a statement that may be quoted."""

    statement: StatementRecord
    first: int
    last: int


def quotes(sides: Sequence[tuple[Position, Sequence[StatementRecord]]], *, subject: str, persons: Persons) -> tuple[Evidence, ...]:
    """The same number of quotes of every side that has any, side by side in the given order."""
    quotable = [(position, _quotable(statements, persons, subject)) for position, statements in sides]
    count = min([MOST_QUOTES, *(len(pieces) for _, pieces in quotable if pieces)])
    return tuple(_quoted(piece, position.partner, subject) for position, pieces in quotable for piece in _varied(pieces, count))


def _quotable(statements: Sequence[StatementRecord], persons: Persons, subject: str) -> list[_Piece]:
    """Each wording once, none with a character that was replaced on reading, none that names a person; of those that do, the sentences or
    clauses that do not: after all others where what is left no longer holds the subject. What tells of somebody's family or health stands
    there only where there is nothing else.
    """
    whole = [statement for statement in statements if statement.text.strip() and "\ufffd" not in statement.text]
    distinct = list({statement.text.casefold(): statement for statement in reversed(whole)}.values())[::-1]
    found = [piece for statement in distinct if (piece := _nameless(statement, persons, subject)) is not None]
    found = list({_words(piece): piece for piece in reversed(found)}.values())[::-1]
    found.sort(key=lambda piece: _is_torn(piece, subject))
    return [piece for piece in found if not persons.personal(piece.statement.text)] or found


def _words(piece: _Piece) -> str:
    return piece.statement.text[piece.first : piece.last].casefold()


def _nameless(statement: StatementRecord, persons: Persons, subject: str) -> _Piece | None:
    """The statement, or the longest run of its sentences, else of its clauses, that names nobody and holds the subject where the whole does."""
    text = statement.text
    if persons.search(text) is None:
        return _Piece(statement, len(text) - len(text.lstrip()), len(text.rstrip()))
    wanted = _subject_in(text, subject)
    for ends in (_SENTENCES, _CLAUSES):
        runs = [run for run in _runs_without(text, ends, persons) if _stands_alone(text[run[0] : run[1]])]
        held = [run for run in runs if not wanted or _subject_in(text[run[0] : run[1]], subject)]
        if held:
            first, last = max(held, key=lambda run: (run[1] - run[0], -run[0]))
            return _Piece(statement, first, last)
    return None


def _is_torn(piece: _Piece, subject: str) -> bool:
    """Whether it is a part of a statement, in which the subject does not stand."""
    text = piece.statement.text
    whole = (piece.first, piece.last) == (len(text) - len(text.lstrip()), len(text.rstrip()))
    return not whole and _subject_in(text[piece.first : piece.last], subject) is None


def _subject_in(text: str, subject: str) -> re.Match[str] | None:
    """Where the subject (or one of its terms) stands."""
    return re.search("|".join(map(re.escape, subject.split(" / "))), text, re.IGNORECASE) if subject else None


def _runs_without(text: str, ends: re.Pattern[str], persons: Persons) -> Iterator[tuple[int, int]]:
    """The longest runs of parts in which nobody is named."""
    named = list(persons.spans(text))
    begun: int | None = None
    ended = 0
    for start, end in _parts(text, ends):
        if any(start < last and first < end for first, last in named):
            if begun is not None:
                yield begun, ended
            begun = None
        else:
            begun, ended = (start if begun is None else begun), end
    if begun is not None:
        yield begun, ended


def _parts(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in ends.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text.rstrip())


def _stands_alone(text: str) -> bool:
    """Whether a part says something without the rest: "I know it, and it does not please me" does not."""
    telling = any(word.isalpha() and word not in GRAMMAR and word not in CONVERSATION for word in folded(text))
    return telling and len(text.split()) >= LEAST_WORDS and _LOOSE.match(text) is None


def _varied(pieces: Sequence[_Piece], count: int) -> list[_Piece]:
    """The first `count`, those of further documents before further ones of the same, and of the nearest those of further speakers, in the
    given order.
    """
    left = list(range(len(pieces)))
    chosen: list[int] = []
    for _ in range(min(count, len(pieces))):
        documents = {pieces[place].statement.document for place in chosen}
        speakers = {pieces[place].statement.speaker for place in chosen}
        near = [place for place in left if pieces[place].statement.document not in documents] or left
        others = [place for place in near[:NEAREST] if pieces[place].statement.speaker not in speakers]
        place = (others or near)[0]
        chosen.append(place)
        left.remove(place)
    return [pieces[place] for place in sorted(chosen)]


def _quoted(piece: _Piece, partner: str, subject: str) -> Evidence:
    statement = piece.statement
    start, end = _span(statement.text, piece.first, piece.last, subject)
    return Evidence(
        statement_id=statement.id,
        partner=partner,
        quote=statement.text[start:end],
        source=statement.source,
        locator=_further(statement.locator, statement.text.count("\n", 0, start)),
        said_at=statement.said_at,
        label=statement.predicted,
    )


def _span(text: str, first: int, last: int, subject: str) -> tuple[int, int]:
    """Where the quote begins and ends: at most LONGEST_QUOTE characters of whole words, with the subject (or one of its terms) in it."""
    if last - first <= LONGEST_QUOTE:
        return first, last
    found = _subject_in(text[first:last], subject)
    if found and found.end() > LONGEST_QUOTE:
        first = _next_word(text, first + found.start() - _LEAD, first + found.start())
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
