"""What an organisation promises to give: read from the clauses of a charter and from what its people say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from driftwatch.domain.dates import day_of
from driftwatch.domain.ordinary import CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.promise_words import (
    CONTAINERS,
    DETERMINERS,
    GENERIC,
    KEEPS,
    LEADS,
    MONTHS,
    NUMBERS,
    PEOPLE,
    PROVIDES,
    SECTIONS,
    STOPS,
    TRAILING,
    TRIMMED,
    VAGUE,
)
from driftwatch.domain.words import fold, folded_phrase, words

COUNTED_BY = 7
"""Words behind "keeps" among which the number stands of what is kept."""
_CLAUSE = re.compile(r"^[\s#>*|+-]{0,8}(?:§ ?)?((?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z]\.\d{1,3}|\([a-z0-9]{1,3}\))[.)]?(?=\s)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s|^\s{0,3}\*\*[^*\n]{1,80}\*\*\s{0,3}$|^\s{0,3}(?:\d{1,2}\.?|[IVX]{1,5}\.)\s[A-Z][^.\n]{1,60}$")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z\d])")
_MARKS = re.compile(r"[*_`]{1,3}")
_JOINED = re.compile(r"^\s?(?:and|or|plus)\s")
_FIGURE = re.compile(r"\d{1,6}(?:\.\d{1,3})?")
_PART = re.compile(r",\s|\s(?:and|as well as|plus|or|&)\s|;\s|:\s|\s\|\s?|\s[-–—]\s|[()]")
_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Z][a-z]{2,8})\.? (\d{4})\b|\b([A-Z][a-z]{2,8}) (\d{1,2})?,? ?(\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b"
)
_ENDS = re.compile(r"\b(until|till|through|up to)\s{1,3}(?:the end of |the |end of )?$|\b(?:to|and)\s{1,3}$|(?<=[\da-z])\s?[–—-]\s?$", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Z][a-z]{2,8})\.?|\b([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,?"
    r"|\b(?:from|between) ([A-Z][a-z]{2,8})|\b(?:from|between)(?: the)? (\d{1,2})(?:st|nd|rd|th)?)\s?[–—-]?\s?$"
    r"|(?<![\d.,])(\d{1,2})\s?[–—-]\s?$"
)
_STEADY = re.compile(
    r"\bfull[- ]time\b|\b(?:every|each) (?:working |week|business )?(?:day|week)\b|\bdaily\b|\bat all times\b|\bround the clock\b", re.IGNORECASE
)
_SHARE = re.compile(
    r"\b([a-z]{3,8}|\d{1,3}) (?:full |whole |working )?(day|hour|morning|afternoon|evening|shift)s?"
    r" (?:a|per|each|every|in the|of the|of each|of every) (week|month|fortnight|quarter|year)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|i)(?:['’]ll|['’]ve| will| shall| can| have| are going to|['’]re going to)?(?: also| then| gladly| now)?"
    r" (?:give|provide|send|lend|bring|supply|deliver|assign|put|add|hand over|contribute|second|allocate|free|release|name|get you|let you have"
    r"|set aside|reserve|ship|promise|promised|owe)(?: you| the team| the programme| the project| to the project| up)?\s",
    re.IGNORECASE,
)
_YOURS = re.compile(r"\byou(?:['’]ll| will| shall| can)(?: then| also)? (?:have|get|receive|be given)\s", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:you|they)(?:['’]d| had| have|['’]ve)? promised(?: us| me)?\s|\b(?:we|i)(?:['’]ve| had| have)? (?:were|was|been) promised\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something that one partner is to give."""

    partner: str
    words: tuple[str, ...]
    """The folded words that it is found by."""
    name: str
    amount: float | None = None
    clause: str = ""
    """The number of the clause; empty where it was said and is not in the charter."""
    planned: bool = False
    """Whether the charter has it."""
    due: date | None = None
    row: int | None = None
    """The statement in which it was first promised."""
    steady: bool = False
    """Whether it is to be there all the time: full time, on every working day."""
    share: tuple[float, str, str] | None = None
    """How much of it there is to be, regularly: 2.0, day, week."""

    @property
    def human(self) -> bool:
        """Whether it is people's work."""
        return self.words[-1] in PEOPLE

    @property
    def head(self) -> str | None:
        """The noun alone, where it tells enough."""
        return None if self.words[-1] in GENERIC else self.words[-1]


class Thing(NamedTuple):
    """A noun phrase that names what is given."""

    words: tuple[str, ...]
    name: str
    amount: float | None
    share: tuple[float, str, str] | None = None


def planned(charter: str, names: Mapping[str, Sequence[str]]) -> tuple[Promise, ...]:
    """What the clauses say that each partner gives; `names` are those under which a charter may speak of each."""
    called = [(partner, folded_phrase(name)) for partner, every in names.items() for name in every if folded_phrase(name)]
    called.sort(key=lambda pair: -len(pair[1]))
    found: dict[tuple[str, tuple[str, ...]], Promise] = {}
    resources = False
    for line in charter.splitlines():
        if _HEADING.match(line):
            resources = any(word.folded in SECTIONS for word in words(line))
            continue
        clause = ""
        for sentence in _SENTENCE.split(_MARKS.sub("", line)):
            hit = _CLAUSE.match(sentence)
            clause = hit[1] if hit else clause
            for partner, objects in _given(sentence[hit.end() :] if hit else sentence, called, resources=resources):
                for promise in _promises(objects, partner, clause):
                    found.setdefault((partner, promise.words), promise)
    return tuple(found.values())


def promised(text: str) -> tuple[Thing, ...]:
    """The things that the speaker says will be given."""
    return tuple(thing for pattern in (_OWN, _YOURS) for hit in pattern.finditer(text) for thing in _things(text[hit.end() : hit.end() + 90], most=1))


def recalled(text: str) -> tuple[Thing, ...]:
    """The things that somebody else is said to have promised."""
    return tuple(thing for hit in _CALLED.finditer(text) for thing in _things(text[hit.end() : hit.end() + 90], most=1))


def share(text: str) -> tuple[float, str, str] | None:
    """How much of somebody's time a text names: "two days each week"."""
    hit = _SHARE.search(text)
    number = None if hit is None else _number(hit[1].casefold())
    return (number, hit[2].casefold(), hit[3].casefold()) if hit and number else None


def _given(sentence: str, called: Sequence[tuple[str, tuple[str, ...]]], *, resources: bool) -> Iterator[tuple[str, str]]:
    """Partner and the text of what it gives."""
    said = words(sentence)
    folded = [word.folded for word in said]
    for at in range(len(said)):
        named = next(((partner, name) for partner, name in called if tuple(folded[at : at + len(name)]) == name), None)
        if named is None:
            continue
        partner, name = named
        end = at + len(name)
        verb = next((place for place in range(end, min(end + 4, len(said))) if _gives(folded, place)), None)
        if verb is not None and all(folded[place] in LEADS for place in range(end, verb)):
            yield partner, sentence[said[verb].end :]
            return
        if (
            at >= 2
            and folded[at - 1] in ("by", "from")
            and folded[at - 2] in PROVIDES | {"come", "provided", "supplied", "given", "contributed", "paid"}
        ):
            yield partner, sentence[: said[at - 2].start]
            return
        behind = sentence[said[end - 1].end :].lstrip("*_ )\"”’'")
        if resources and at == 0 and behind[:1] in (":", "|", "–", "—", "-"):
            yield partner, behind[1:]
            return


def _gives(folded: Sequence[str], place: int) -> bool:
    return folded[place] in PROVIDES or (folded[place] in KEEPS and any((_number(word) or 0) > 1 for word in folded[place + 1 : place + COUNTED_BY]))


def _promises(objects: str, partner: str, clause: str) -> Iterator[Promise]:
    day, steady = _day(objects), _STEADY.search(objects) is not None
    for thing in _things(objects, most=6):
        yield Promise(
            partner=partner,
            words=thing.words,
            name=thing.name,
            amount=thing.amount,
            clause=clause,
            planned=True,
            due=day,
            steady=steady,
            share=thing.share,
        )


def _things(objects: str, *, most: int) -> Iterator[Thing]:
    parts = [part for part in _PART.split(objects) if part.strip()][: 12 if most > 1 else 1]
    found = 0
    for part in (_JOINED.sub("", each) for each in parts):
        if found < most and (thing := _thing(part)):
            found += 1
            yield thing._replace(share=share(part))


def _thing(part: str) -> Thing | None:
    """The noun phrase at the beginning: number and article aside, up to what says when, where or for whom."""
    said = words(part)
    folded = [word.folded for word in said]
    at, amount = 0, None
    while at < len(said) and (folded[at] in DETERMINERS | NUMBERS.keys() | TRIMMED or _FIGURE.fullmatch(folded[at])):
        amount = _number(folded[at]) or amount
        at += 1
    counted = next((place for place in range(at + 1, min(at + 4, len(said))) if _number(folded[place])), None)
    if counted and not set(folded[at:counted]) & STOPS and folded[at - 1] in DETERMINERS:
        return _thing(part[said[counted].start :])
    end = at
    while end < len(said) and end - at < 5 and folded[end] not in STOPS | DETERMINERS and part[said[end].start].isalpha():
        end += 1
    if end < len(said) and folded[end] == "of" and end > at and folded[end - 1] in CONTAINERS:
        inner = _thing(part[said[end].end :])
        return inner._replace(amount=inner.amount or amount) if inner else None
    if amount in (None, 1.0) and folded[end : end + 1] == ["of"]:
        amount = next((number for word in folded[end + 1 : end + 2] if (number := _number(word))), amount)
    end -= end > at and folded[end - 1] in TRAILING
    kept = [place for place in range(at, end) if folded[place] not in TRIMMED and folded[place : place + 2] != ["full", "time"]]
    kept = [place for place in kept if not (place and folded[place - 1 : place + 1] == ["full", "time"])]
    if not kept or kept[-1] - kept[0] + 1 != len(kept):
        return None
    phrase = tuple(folded[place] for place in kept)
    if (
        (len(phrase) == 1 and phrase[0] in VAGUE)
        or (len(phrase) == 1 and phrase[0].endswith("ing"))
        or all(word in GRAMMAR | CONVERSATION | CALENDAR for word in phrase)
        or len(phrase[-1]) < 2
    ):
        return None
    return Thing(phrase, " ".join(part[said[kept[0]].start : said[kept[-1]].end].split()), amount)


def _number(word: str) -> float | None:
    return NUMBERS[word] if word in NUMBERS else float(word) if _FIGURE.fullmatch(word) else None


def _day(text: str) -> date | None:
    """From which day on something is due: of a period its first day, and none where only its last is told."""
    hit = _DAY.search(text)
    if hit is None:
        return None
    if hit[7]:
        day = day_of(int(hit[7]), int(hit[8]), int(hit[9]))
    else:
        day = day_of(int(hit[3] or hit[6]), MONTHS.get(fold(hit[2] or hit[4])[:3], 0), int(hit[1] or hit[5] or 1))
    ends = _ENDS.search(text[: hit.start()])
    return day if ends is None or day is None else _begun(text[: ends.start() if ends[0].strip().isalpha() else ends.end()], day, told=bool(ends[1]))


def _begun(text: str, end: date, *, told: bool) -> date | None:
    """The day at the end of a text that lacks its year (or its month), which is that of the period's end or the one before.

    Where there is none it was no period, or, where an end was `told`, nothing says when it begins.
    """
    hit = _BEGINS.search(text.rstrip())
    month = end.month if hit and (hit[6] or hit[7]) else MONTHS.get(fold(hit[2] or hit[3] or hit[5])[:3], 0) if hit else 0
    if hit is None or not month:
        return None if told else end
    number = int(hit[1] or hit[4] or hit[6] or hit[7] or 1)
    return day_of(end.year if (month, number) <= (end.month, end.day) else end.year - 1, month, number)
