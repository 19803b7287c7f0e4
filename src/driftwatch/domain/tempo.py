"""How soon or how often something comes, as it is stated: "within the hour", "on the next working day", "Tuesdays and Fridays", in seconds.

What comes once a day comes up to a day late: a rhythm and a delay are positions on one scale, and a partner whose "at once" has become
"once a day" has moved on it, in whichever form either is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HOUR = 3600.0
DAY = 24 * HOUR
WEEK = 7 * DAY
_UNITS = {
    "millisecond": 1e-3,
    "second": 1.0,
    "minute": 60.0,
    "hour": HOUR,
    "day": DAY,
    "night": DAY,
    "morning": DAY,
    "afternoon": DAY,
    "evening": DAY,
    "shift": DAY / 3,
    "week": WEEK,
    "weekend": WEEK,
    "fortnight": 2 * WEEK,
    "month": 30.4 * DAY,
    "quarter": 91.3 * DAY,
    "season": 91.3 * DAY,
    "term": 121.7 * DAY,
    "year": 365.2 * DAY,
}
_SHORT = {"ms": 1e-3, "s": 1.0, "sec": 1.0, "min": 60.0, "h": HOUR, "hr": HOUR}
_NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
    if value
} | {word: 10.0 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_NUMBERS |= {"a": 1.0, "an": 1.0, "the": 1.0, "single": 1.0, "half an": 0.5, "half a": 0.5, "the half": 0.5, "a quarter of an": 0.25}
_NUMBERS |= {"a dozen": 12.0, "a few": 3.0, "a couple of": 2.0}
_NUMBERS |= {"once": 1.0, "twice": 2.0, "thrice": 3.0, "other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0}
_ARTICLES = frozenset("a an the single other second third fourth".split())
_SPELT = "|".join(sorted((word for word in _NUMBERS if word not in _ARTICLES - {"a", "an"}), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|(?:{_SPELT}))"
_UNIT = "|".join(_UNITS)
_WORKING = r"(?:working |business |calendar |full |whole |single )?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)"

MOST_TIMES = 12
"""More often than so within one unit is a rate of things, not a rhythm."""
_OFTEN = frozenset("once twice thrice".split())

_SPAN = re.compile(
    rf"(?<![\w.])(?P<n>{_NUMBER}|the half)(?:(?: to | or | and |-"
    rf"|–)(?P<m>{_NUMBER}))?[ -]{_WORKING}(?P<unit>{_UNIT})s?\b(?:(?P<two> or two)\b)?(?!-)",
    re.IGNORECASE,
)
_SPAN_IN_SHORT = re.compile(
    rf"(?<![\w.])(?P<n>\d{{1,4}}(?:[.,]\d{{1,2}})?) ?(?P<unit>{'|'.join(_SHORT)})s?\b(?![-/])", re.IGNORECASE
)
_BEFORE_A_SPAN = re.compile(
    r"(?:^|[,:;(] ?|\b(?:within|in|under|inside|below|about|around|roughly|than|after|takes?|needs?|needed|allows?|lasts?|least|most|over|for|to"
    r"|as|is|be"
    r"|nearly|almost|some|not|only|exactly|by|of|with|until|up to|and|or|before|want|promised?|given?|have|has) )$",
    re.IGNORECASE,
)
"""Before "a day" that is a length of time; otherwise it is what something is counted against, as in "three bottles a day"."""
_EVERY = re.compile(
    rf"\b(?:every|each)(?: (?P<n>other|second|third|fourth|single|{_NUMBER})(?:nd|rd|th)?)? {_WORKING}(?P<unit>{_UNIT}|{_WEEKDAY})s?\b", re.IGNORECASE
)
_COMES = (
    "alarms? audits? backups? ballots? batch(?:es)? boats? builds? bulletins? calls? checks? cleanings? collections? crossings? cycles? "
    "deliver(?:y|ies) deployments? departures? digests? drops? exports? files? flights? imports? inspections? issues? letters? lists? "
    "loads? mails? mailings? meetings? messages? newsletters? notices? opportunit(?:y|ies) parcels? pass(?:es)? payments? pick-?ups? "
    "polls? posts? prints? readings? rehearsals? releases? reminders? reports? reviews? rounds? runs? samples? scans? sessions? "
    "shipments? shows? sittings? slots? statements? summary summaries syncs? tests? times tours? trains? transfers? updates? uploads? "
    "uplinks? versions? visits? walks? windows?"
)
"""What comes, and how often is a rhythm; how many of other things there are in a day is a rate, and rates are measured."""
_TIMES = re.compile(
    rf"(?<![\w.])(?P<n>once|twice|thrice|\d{{1,2}}|{'|'.join(word for word in _NUMBERS if word.isalpha() and word not in _ARTICLES)})"
    rf"(?P<what>(?: [a-z-]{{3,20}}){{0,2}}? (?:{_COMES.replace(' ', '|')})| only|) (?:a|an|per|each|every|in a|in every) (?P<unit>{_UNIT})\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?P<name>hourly|daily|nightly|twice[- ](?:daily|weekly|monthly|yearly)|bi-?weekly|fortnightly|weekly|bi-?monthly|monthly|quarterly"
    r"|half[- ]yearly"
    r"|semi-?annual(?:ly)?|biannual(?:ly)?|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "hour": HOUR,
    "dail": DAY,
    "nigh": DAY,
    "biwe": 2 * WEEK,
    "fort": 2 * WEEK,
    "week": WEEK,
    "bimo": 60.8 * DAY,
    "mont": 30.4 * DAY,
    "quar": 91.3 * DAY,
    "half": 182.6 * DAY,
    "semi": 182.6 * DAY,
    "bian": 182.6 * DAY,
    "year": 365.2 * DAY,
    "annu": 365.2 * DAY,
}
_DAYS = re.compile(
    rf"(?<!to )(?<!until )(?<!through )\b(?:on |every |each |always |only )?{_WEEKDAY}"
    rf"(?:s?(?:, (?:on )?{_WEEKDAY}s?){{0,4}},? and (?:on )?{_WEEKDAY}s?|s)\b"
    rf"|\bon {_WEEKDAY}s? [^.;:!?,\n]{{1,60}} and on {_WEEKDAY}s?\b",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\bfrom {_WEEKDAY}s? (?:to|until|through) {_WEEKDAY}s?\b", re.IGNORECASE)
_ON_THE = re.compile(r"\bon the (?P<part>half[- ]?|quarter(?:[- ]?hours?|s)?|)(?P<hour>hours?)?\b", re.IGNORECASE)
_NEXT = re.compile(
    rf"\b(?:the |each |on the )?(?:(?:next|following) {_WORKING}(?:day|morning)|{_WORKING}(?:day|morning) (?:after|which follows|that follows"
    rf"|following"
    rf"|thereafter|afterwards)|day(?:'s|’s)? before|overnight|from one day to the next)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:the |that |on the )?same (?:working |business )?(?:day|morning|afternoon|evening|night)\b|\b(?:before|by) (?:tonight"
    r"|nightfall)\b", re.IGNORECASE
)
_AS_A_RULE = re.compile(r"\b(?:working|business|each|every)\b", re.IGNORECASE)
_BEFORE_A_NOUN = re.compile(
    r"[ -](?!(?:and|or|but|as|at|by|for|from|if|in|instead|into|is|of|on|only|or|over|per|so|than|that|then|to|until|when|while|with|without|now|"
    r"again|here|there|because|since|via|after|before|except|anyway|too|also|please)\b)[a-z]",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\b(?:at|by|before|until) (?P<first>{_CLOCK})(?P<more>(?:, {_CLOCK}){{0,4}},? and {_CLOCK}\b)?"
    r"(?P<sure> (?:o['’]clock|in the (?:morning|afternoon|evening)|sharp|a\.?m\b\.?|p\.?m\b\.?)| as an? (?:morning|evening|daily|nightly)\b)?",
    re.IGNORECASE,
)
_SIGNS = tuple("/#_=&-@")
_TIME = re.compile(
    r"second|minute|hour|\d ?(?:ms|s|sec|min|hr?)s?\b|da(?:y|il)|night|evening|morning|afternoon|week|fortnight|month|quarter|season|year|annual"
    r"|o['’]clock"
    r"|[ap]\.?m\b", re.IGNORECASE
)
"""A quick look before the thorough one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """One rhythm or length of time as a text gives it."""

    seconds: float
    rhythm: bool
    """Whether the words themselves say that it comes again and again; a mere length of time can be anything."""
    attributive: bool
    """Whether it stands before a noun, as in "the annual review": often a part of its name, and of two reviews each has its own."""
    start: int
    end: int
    words: str


def tempos(text: str) -> tuple[Tempo, ...]:
    """Rhythms and lengths of time in their order; where two readings overlap, the rhythm and then the longer one."""
    if not _TIME.search(text):
        return ()
    found = sorted([*_counted(text), *_placed(text), *_lengths(text)], key=lambda each: (not each.rhythm, each.start - each.end, each.start))
    kept: list[Tempo] = []
    for each in found:
        address = text[max(0, each.start - 1) : each.start] in _SIGNS or text[each.end : each.end + 1] in _SIGNS
        if each.seconds > 0 and not address and all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def _counted(text: str) -> Iterator[Tempo]:
    """So many times within a unit, or every so many units."""
    for hit in _TIMES.finditer(text):
        number, what = _value(hit["n"]), hit["what"].split()
        if 0 < number <= MOST_TIMES and (what or hit["n"].casefold() in _OFTEN) and not any(word.casefold().rstrip("s") in _UNITS for word in what):
            yield _tempo(hit, _UNITS[hit["unit"].casefold()] / number, rhythm=True)
    for hit in _EVERY.finditer(text):
        unit = hit["unit"].casefold()
        if unit == "second" and not hit["n"]:
            continue
        yield _tempo(hit, (_value(hit["n"]) if hit["n"] else 1.0) * _UNITS.get(unit, WEEK), rhythm=True)
    for hit in _ADVERB.finditer(text):
        name = hit["name"].casefold().replace("-", "")
        seconds = _ADVERBS[name.split()[-1][:4]] / 2 if name.startswith("twice") else _ADVERBS[name[:4]]
        yield _tempo(hit, seconds, rhythm=True, attributive=_BEFORE_A_NOUN.match(text, hit.end()) is not None)


def _placed(text: str) -> Iterator[Tempo]:
    """On these days, at these hours, on the day after."""
    for hit in _DAYS.finditer(text):
        days = {day.casefold() for day in re.findall(_WEEKDAY, _RANGE.sub("", hit[0]), re.IGNORECASE)}
        yield _tempo(hit, WEEK / max(1, len(days)), rhythm=True)
    for hit in _ON_THE.finditer(text):
        part = (hit["part"] or "").casefold()
        if hit["hour"] or part.startswith("quarter"):
            yield _tempo(hit, HOUR / (2 if part.startswith("half") else 4 if part.startswith("quarter") else 1), rhythm=True)
    for pattern, seconds in ((_NEXT, DAY), (_SAME, DAY / 2)):
        for hit in pattern.finditer(text):
            yield _tempo(hit, seconds, rhythm=_AS_A_RULE.search(text, max(0, hit.start() - 6), hit.end()) is not None)
    for hit in _AT.finditer(text):
        if hit["sure"]:
            yield _tempo(hit, DAY / len(re.findall(_CLOCK, f"{hit['first']}{hit['more'] or ''}", re.IGNORECASE)), rhythm=False)


def _lengths(text: str) -> Iterator[Tempo]:
    for hit in _SPAN_IN_SHORT.finditer(text):
        yield _tempo(hit, _value(hit["n"]) * _SHORT[hit["unit"].casefold()], rhythm=False)
    for hit in _SPAN.finditer(text):
        if hit["n"].casefold() in ("a", "an") and (hit["unit"].casefold() == "second" or not _BEFORE_A_SPAN.search(text, 0, hit.start())):
            continue
        low = _value(hit["n"])
        high = _value(hit["m"]) if hit["m"] else 2.0 if hit["two"] else low
        yield _tempo(hit, (low + high) / 2 * _UNITS[hit["unit"].casefold()], rhythm=False)


def _tempo(hit: re.Match[str], seconds: float, *, rhythm: bool, attributive: bool = False) -> Tempo:
    return Tempo(seconds=seconds, rhythm=rhythm, attributive=attributive, start=hit.start(), end=hit.end(), words=hit[0].strip())


def _value(word: str) -> float:
    folded = word.casefold()
    if folded in _NUMBERS:
        return _NUMBERS[folded]
    return float(folded.replace(",", ".")) if folded[0].isdecimal() else 1.0
