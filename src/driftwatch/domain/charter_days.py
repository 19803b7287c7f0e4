"""The days that a charter names: when it and its changes take effect, and those on which something is due."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from driftwatch.domain.charter_clauses import Clause, clauses
from driftwatch.domain.dates import Found, dates_in

NEAR = 80
"""Characters of the same sentence in which it is told what happens on a day."""
LONGEST_HEADING = 40
"""Characters; a longer one, or the title itself, says nothing of one day."""
_AMENDED = re.compile(r"\b(?:amend(?:ed|s|ment)?|accession|addendum|revis(?:ed|ion)|supersed(?:ed|es)|supplement(?:ed)?)\b", re.IGNORECASE)
_ANNEX = re.compile(r"\b(?:annex|appendix) (?:no\. ?)?([A-Z]|\d{1,2})\b", re.IGNORECASE)
_VERSION = re.compile(r"\bversion (\d{1,2}(?:\.\d{1,2}){0,2})\b", re.IGNORECASE)
_EFFECT = re.compile(r"\b(?:takes? effect|(?:comes? |enters? )?into force|in force|effective|valid from|commences?)\b", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:signed|concluded|adopted|dated|sealed)\b", re.IGNORECASE)
_BASELINE = re.compile(r"\b(?:charter|agreement|memorandum|mou|statement of work|sow|contract)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:until|till|ends?|expires?|terminates?)\b[^.;]{0,20}$", re.IGNORECASE)
_STOP = re.compile(r"(?<!\bNo)[.;](?=\s)|\n", re.IGNORECASE)


class DayKind(StrEnum):
    """What a charter says of a day."""

    SIGNED = "signed"
    IN_FORCE = "takes effect"
    AMENDED = "amended"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterDay:
    """One day with what the charter says of it."""

    on: date
    kind: DayKind
    part: str = ""
    """The clause, version or annex: "7.2", "1.0", "A"; empty where none is named."""
    heading: str = ""
    """Of the section in which something is due."""


def charter_days(charter: str) -> tuple[CharterDay, ...]:
    """Every day that is named with its year, each once for what it stands for, in the order of time."""
    found: dict[tuple[date, DayKind], CharterDay] = {}
    for clause in clauses(charter):
        for day in _days(clause):
            found.setdefault((day.on, day.kind), day)
    kinds = list(DayKind)
    return tuple(sorted(found.values(), key=lambda day: (day.on, kinds.index(day.kind))))


def _days(clause: Clause) -> Iterator[CharterDay]:
    short = len(clause.heading) <= LONGEST_HEADING and not _BASELINE.search(clause.heading)
    for text, number in ((clause.heading, ""), (clause.text, clause.number)):
        for hit in dates_in(text):
            if hit.guessed is None and (day := _told(text, hit, number)) is not None:
                yield replace(day, heading=clause.heading) if short and day.kind is DayKind.DUE else day


def _told(text: str, hit: Found, number: str) -> CharterDay | None:
    before, sentence = _around(text, hit)
    speaks = (not number or _BASELINE.search(before) is not None) and not _ENDS.search(before)
    if speaks and _AMENDED.search(sentence):
        return CharterDay(on=hit.day, kind=DayKind.AMENDED, part=_first(_ANNEX, sentence))
    if speaks and _EFFECT.search(before):
        return CharterDay(on=hit.day, kind=DayKind.IN_FORCE, part=_first(_VERSION, text))
    if speaks and (_SIGNED.search(before) or _VERSION.search(before)):
        return CharterDay(on=hit.day, kind=DayKind.SIGNED, part=_first(_VERSION, text))
    return CharterDay(on=hit.day, kind=DayKind.DUE, part=number) if number else None


def _around(text: str, hit: Found) -> tuple[str, str]:
    """What stands before the day in its sentence, and that with what stands behind."""
    before = _STOP.split(text[max(hit.start - NEAR, 0) : hit.start])[-1]
    after = _STOP.split(text[hit.end : hit.end + NEAR])[0]
    return before, f"{before} {after}"


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""
