"""How often something is done and how long before: cadences and lead times as seconds, read from a statement."""

import re
from dataclasses import dataclass
from enum import StrEnum

from driftwatch.domain.quantities import quantities

HOUR = 3600.0
DAY = 86400.0
WORKING_DAYS_A_WEEK = 5
_MOST_TIMES = 12
"""More often than so within one unit is a rate of things, not the rhythm of a procedure."""


class PaceKind(StrEnum):
    """What a length of time says of a procedure."""

    CADENCE = "cadence"
    """How often."""
    LEAD = "lead time"
    """How long before, or how long it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One cadence or lead time."""

    kind: PaceKind
    seconds: float
    words: str
    """As it is written."""


_UNITS = {
    "hour": HOUR,
    "day": DAY,
    "night": DAY,
    "evening": DAY,
    "morning": DAY,
    "week": 7 * DAY,
    "fortnight": 14 * DAY,
    "month": 30.4 * DAY,
    "quarter": 91.3 * DAY,
    "season": 91.3 * DAY,
    "year": 365.2 * DAY,
    "sprint": 14 * DAY,
}
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_UNIT = "|".join(_UNITS)
_WORDS = {word: place for place, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()) if place} | {
    "other": 2,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "single": 1,
    "couple": 2,
    "couple of": 2,
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "half a": 0.5,
}
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_EVERY = re.compile(
    rf"\b(?:every|each)(?: (?P<n>other|second|third|fourth|single|couple of|{_NUMBER})(?:nd|rd|th)?)? (?:working |business )?"
    rf"(?P<unit>(?:{_UNIT})s?|{_WEEKDAY})\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"\b(?P<n>once|twice|thrice|{_NUMBER})(?P<what>(?: [a-z-]{{2,20}}){{0,3}}?) (?:a|an|per|each|every|in a|in every) (?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_CYCLE = re.compile(
    rf"\b(?P<n>{_NUMBER})[- ](?P<unit>{_UNIT})(?:ly)?[ -](?:beat|cycles?|rhythm|cadence|sprints?|interval|windows?|turn|train|iterations?"
    r"|schedule|releases?|rota|pulse)\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?P<name>hourly|daily|nightly|twice[- ]weekly|bi-?weekly|fortnightly|weekly|bi-?monthly|monthly|quarterly|half[- ]yearly|semi-?annual(?:ly)?"
    r"|biannual(?:ly)?|yearly|annual(?:ly)?|per quarter|per month|per week|per year)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "hour": HOUR,
    "dail": DAY,
    "nigh": DAY,
    "twic": 3.5 * DAY,
    "biwe": 14 * DAY,
    "fort": 14 * DAY,
    "week": 7 * DAY,
    "bimo": 61 * DAY,
    "mont": 30.4 * DAY,
    "quar": 91.3 * DAY,
    "half": 182.6 * DAY,
    "semi": 182.6 * DAY,
    "bian": 182.6 * DAY,
    "year": 365.2 * DAY,
    "annu": 365.2 * DAY,
}
_ON_DAYS = re.compile(r"\b(?:on|only|always|meets?|sits?) (?:mon|tues|wednes|thurs|fri|satur|sun)days\b", re.IGNORECASE)
_SOON = re.compile(
    r"\b(?:(?P<day>the (?:day|evening|night) before|overnight|(?:a|one) day(?:'s|s|’s)? (?:notice|ahead|before)|from one day to the next)"
    r"|(?P<same>(?:the |on the |that )?same (?:day|afternoon|morning|evening|night)|on the day|in (?:one|an|a single|half an?) (?:afternoon|morning"
    r"|evening|hour|day)|within (?:the|an|one|half an) (?:hour|day|afternoon|morning)|one (?:afternoon|coffee|phone call|lunch)"
    r"|by (?:tonight|this evening|noon|lunch(?:time)?))"
    r"|(?P<now>right away|straight away|immediately|instantly|on the spot|there and then|then and there|at once|in (?:five|ten|two) minutes"
    r"|within minutes|in no time))\b",
    re.IGNORECASE,
)
_LEAD_CUE = re.compile(
    r"\b(?:ahead|before|beforehand|advance|notice|prior|lead time|takes?|took|taking|needs?|needed|requires?|required|count on|reckon|allow|allows"
    r"|plan for|wait|waits|waited|waiting|within|turn-?around|at the earliest|earliest|approv\w{1,6}|decide|decision|deciding|review|reviews|reviewed"
    r"|sign|signed|signature|order|ordered|delivery|in total|altogether|after the (?:application|request|order|submission)|late|afterwards"
    r"|expect|until|later|from (?:request|application|order|submission)|norm|deadline|pay|pays|paid|payments?|due|invoices?|to (?:answer|reply"
    r"|object|respond|comment|process))\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:ago|old|since|for the (?:last|past|next)|in the (?:last|past)|of experience|warranty|guarantee|shift|battery|until now)\b", re.IGNORECASE
)
_NEAR = 45
"""Characters around a length of time in which a word must say that it is a lead time."""


_TIME = re.compile(
    r"hour|da(?:y|il)|night|evening|morning|week|month|quarter|year|annual|minute|spot|away|once|instantly|then|noon|lunch|tonight|immediately"
    r"|season|sprint|no time|coffee|call",
    re.IGNORECASE,
)
"""A quick look before the thorough one."""


def paces(text: str) -> tuple[Pace, ...]:
    """Cadences and lead times of a statement in their order of kind."""
    if not _TIME.search(text):
        return ()
    found, rest = _cadences(text)
    return (*found, *_leads(rest))


def _cadences(text: str) -> tuple[list[Pace], str]:
    """The cadences, and the text with them blanked."""
    found: list[Pace] = []
    for pattern in (_EVERY, _CYCLE, _TIMES, _ADVERB, _ON_DAYS):
        for hit in pattern.finditer(text):
            seconds = _seconds(hit)
            if seconds is not None:
                found.append(Pace(kind=PaceKind.CADENCE, seconds=seconds, words=hit[0]))
                text = text[: hit.start()] + "\n" * (hit.end() - hit.start()) + text[hit.end() :]
    return found, text


def _seconds(hit: re.Match[str]) -> float | None:
    groups = hit.groupdict()
    if "name" in groups:
        name = groups["name"].casefold().replace("-", "").removeprefix("per ")
        return _ADVERBS[name[:4]]
    if "unit" not in groups:
        return 7 * DAY
    unit = groups["unit"].casefold()
    length = 7 * DAY if unit.rstrip("s").endswith("day") and unit.rstrip("s") != "day" else _UNITS[unit.rstrip("s")]
    number = _value(groups["n"])
    if hit.re is not _TIMES:
        return number * length
    if number > _MOST_TIMES or re.search(r"\b(?:of|in|at|to|for|and|the|than|percent|thousand|hundred|million)\b", groups["what"]):
        return None
    return length / number


def _value(word: str | None) -> float:
    if word is None:
        return 1.0
    return float(word) if word.isdecimal() and int(word) else float(_WORDS.get(word.casefold(), 1))


def _leads(text: str) -> list[Pace]:
    found = [Pace(kind=PaceKind.LEAD, seconds=_soon(hit), words=hit[0]) for hit in _SOON.finditer(text)]
    for quantity in quantities(text):
        if quantity.per or not quantity.dimension.endswith("time"):
            continue
        at = text.replace("-", " ").casefold().find(quantity.words.casefold().replace("-", " "))
        around = text[max(0, at - _NEAR) : at + len(quantity.words) + _NEAR]
        if at < 0 or not _LEAD_CUE.search(around) or _AGE.search(around) or any(pace.words in quantity.words for pace in found):
            continue
        bounds = [bound for bound in (quantity.low, quantity.high) if HOUR / 60 <= abs(bound) < float("inf")]
        if bounds:
            stretch = 7 / WORKING_DAYS_A_WEEK if quantity.dimension in ("working time", "business time") else 1.0
            found.append(Pace(kind=PaceKind.LEAD, seconds=stretch * sum(bounds) / len(bounds), words=quantity.words))
    return found


def _soon(hit: re.Match[str]) -> float:
    return DAY if hit["day"] else 4 * HOUR if hit["same"] else HOUR / 2
