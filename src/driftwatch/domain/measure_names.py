"""Measures by name: what a text calls a quantity by which something is judged, and what a charter's table of measures says."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, GRAMMAR
from driftwatch.domain.words import Word, fold, folded, words

LONGEST = 3
"""Words of a measure's name."""
Name = tuple[str, ...]

HEADS = frozenset(
    """
accuracy adherence adoption amplitude attainment attendance attrition availability backlog bandwidth bias capacity churn circulation completeness
completion compliance concentration concordance consumption contamination conversion correlation cost coverage cpu delay density depth deviation
dose downtime drift dropout duration effort emission error exposure failure footfall footprint frequency headcount humidity incidence injury
latency leakage length load loss lag margin mape mortality noise nps occupancy offset output overrun pass payback penetration pitch porosity
precision pressure prevalence price productivity punctuality purity readership recall recovery recurrence rejection reliability repeatability
reproducibility residue resolution response retention revenue rework rmse roughness salinity satisfaction scatter scrap sensitivity severity
shrinkage shortfall size slippage specificity speed spend spillage spread strength survival takeup temperature tension thickness throughput
tolerance turnaround turnout turnover turbidity uncertainty uptake uptime usage utilisation utilization vacancy variance vibration viscosity
visibility volume wastage waste weight width yield
rate ratio share percentage proportion quota time count number score index level depth figure fraction interval period value
""".split()
)
"""Nouns that end the name of a measure."""
GENERAL = frozenset(
    """
rate ratio share percentage proportion quota time count number score index level figure fraction interval period value cost price volume size
length depth weight speed load effort pass response capacity failure error loss frequency effort figure output strength
""".split()
)
"""Those that say too little alone: "the rate" is the one of which everybody speaks, or none."""
NEVER_ALONE = frozenset("time number count value figure level period interval fraction size length depth weight pass load effort".split())
ADDS_NOTHING = frozenset("rate ratio percentage level figure number score value index".split())
"""Those behind the name of a measure that do not make it another one: completion and completion rate."""
_FIGURES = frozenset(
    """
zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
several many few some
""".split()
)
_NO_MODIFIER = (
    GRAMMAR
    | _FIGURES
    | CALENDAR
    | frozenset(
        """
above actual agreed all annual average big bigger closing combined current daily exact expected final first good half higher highest hourly last
latest little low lower lowest maximum mean median minimum monthly new nice official old overall poor present quarterly rough same second small
smaller target third total true typical usual weekly worst yearly best better great high real right wrong whole reported measured counted stated
own mine put see keep report bring get give want need show say raise reduce measure think mean make take hold
push improve move check expect promise set like love hit reach miss quote discuss agree follow know find state bad decent main
""".split()
    )
)
_KEY = re.compile(r"[A-Z]{1,4}[- .]?\d{1,2}[a-z]?(?:\.\d{1,2})?")
_KEYED = re.compile(r"^[\s>*_#-]{0,8}([A-Z]{1,4}-?\d{1,2}[a-z]?)\**[.:)\s,–—-]{1,4}([^|\n:;.–—=]{3,70})", re.MULTILINE)
_BESIDE = re.compile(r"\b([A-Z]{1,4}-?\d{1,2}[a-z]?)(?:,| is| =|:| \(| –| —)\s{1,2}(?:the )?([^,.;:()=]{4,50})")
_MEASURE = re.compile(
    r"\b(?:measures?|metrics?|indicators?|kpis?|figures?|parameters?|quantity|quantities|criteri(?:on|a)|what|item|objective)\b", re.IGNORECASE
)
_TARGET = re.compile(
    r"\b(?:targets?|goals?|thresholds?|limits?|values?|levels?|requirements?|aims?|bars?|commitments?|minimum|maximum|due)\b", re.IGNORECASE
)
_QUANTIFIED = re.compile(
    r"\b([^\W\d_]{4,24})(?: (?:below|under|above|over|within|is|are|was|were|at|of|must be|has to be|have to be|stays?|remains?"
    r"|came to|stands?|fell|rose|dropped|went|reached|up to|at most|at least)|:)"
    r"(?: (?:at|to|still|now|only|about|around|below|under|above|over|within|nearly|almost|just|more|less|than|most|least)){0,3}"
    r" (?:\d{1,9}(?:[.,]\d{1,4})?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)(?: point \w{3,5})?"
    r"(?: ?%| ?per ?cent\b| (?:milliseconds?|ms|seconds?|minutes?|hours?|days?|mm|millimet(?:re|er)s?|degrees?|euros?|dollars?|pounds?|litres?"
    r"|kg|grams?)\b)",
    re.IGNORECASE,
)
_OF = frozenset("of in for".split())
_BRACKET = re.compile(r"\(([^()]{2,40})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterMeasure:
    """A measure as the charter lists it."""

    key: str
    """Folded: "k3"; empty where it has none."""
    names: tuple[Name, ...]
    text: str
    """As it is written, without what stands in brackets or behind a comma."""
    target: str


def charter_measures(charter: str) -> tuple[CharterMeasure, ...]:
    """The measures of a charter's tables, and of lines that begin with a key ("K3 Forecast error: …")."""
    found = [*_of_tables(charter), *(_measure(hit[1], hit[2], "") for hit in _KEYED.finditer(charter))]
    return tuple({(each.key, each.names): each for each in reversed(found) if each.names}.values())[::-1]


def measure_names(text: str, further: Collection[str] = ()) -> Iterator[tuple[Name, int, int]]:
    """Every possible name of a measure in the text, up to three words that end in a head, with where it stands; "rate of X" is "X rate".

    `further` are heads that this programme has beside the usual ones.
    """
    if HEADS.isdisjoint(said := folded(text)) and not (further and any(word in further for word in said)):
        return
    tokens = words(text)
    for at, token in enumerate(tokens):
        if token.folded not in HEADS and token.folded not in further:
            continue
        for size in range(1, LONGEST + 1):
            part = tokens[at - size + 1 : at + 1] if at >= size - 1 else []
            if not part or not _joined(part, text) or any(word.folded in _NO_MODIFIER or word.folded[0].isdecimal() for word in part[:-1]):
                break
            yield tuple(word.folded for word in part), part[0].start, token.end
        yield from _turned(tokens, at, text)


def quantified(text: str) -> Iterator[str]:
    """Folded nouns of which a figure with a unit is given ("exceptions at 8 %", "breakage of two per cent"): further heads, if that is said often."""
    for hit in _QUANTIFIED.finditer(text):
        word = fold(hit[1])
        if word not in _NO_MODIFIER and word not in BACKGROUND and len(word) > 3 and not word.endswith("ly"):
            yield word


def paired_keys(text: str) -> Iterator[tuple[str, str]]:
    """A key with what stands beside it as its name: "K4, alarms in real time", "K2 is the reject rate"."""
    for hit in _BESIDE.finditer(text):
        yield hit[1].replace("-", "").casefold(), hit[2]


def content(text: str) -> Name:
    """The folded words of a name, without those of grammar and figures."""
    return tuple(word.folded for word in words(text) if word.folded not in GRAMMAR and not word.folded[0].isdecimal())


def _joined(part: Sequence[Word], text: str) -> bool:
    """Whether nothing but a blank or a hyphen stands between the words."""
    return all(text[one.end : other.start].replace("\n", " ") in (" ", "-", "’s ", "'s ") for one, other in pairwise(part))


def _turned(tokens: Sequence[Word], at: int, text: str) -> Iterator[tuple[Name, int, int]]:
    following = [word for word in tokens[at + 1 : at + 5] if word.folded not in ("the", "our", "your", "all")]
    if len(following) < 2 or following[0].folded not in _OF or "," in text[tokens[at].end : following[1].start]:
        return
    behind: list[Word] = []
    for word in following[1 : LONGEST + 1]:
        if word.folded in _NO_MODIFIER or word.folded[0].isdecimal() or (behind and not _joined([behind[-1], word], text)):
            break
        behind.append(word)
    for size in range(1, min(len(behind), LONGEST - 1) + 1):
        yield (*(word.folded for word in behind[:size]), tokens[at].folded), tokens[at].start, behind[size - 1].end


def _of_tables(charter: str) -> Iterator[CharterMeasure]:
    columns: tuple[int, int] | None = None
    for line in charter.splitlines():
        cells = [cell.strip(" *_`") for cell in line.strip().strip("|").split("|")] if line.lstrip().startswith("|") else []
        if len(cells) < 2:
            columns = None
        elif columns is None:
            columns = _columns(cells)
        elif not set(line) <= set("|:- \t") and max(columns) < len(cells):
            key = next((cell for cell in cells if _KEY.fullmatch(cell)), "")
            yield _measure(key, cells[columns[0]], cells[columns[1]])


def _columns(header: Sequence[str]) -> tuple[int, int] | None:
    measure = next((at for at, cell in enumerate(header) if _MEASURE.search(cell)), None)
    target = next((at for at, cell in enumerate(header) if _TARGET.search(cell) and at != measure), None)
    return None if measure is None or target is None else (measure, target)


def _measure(key: str, name: str, target: str) -> CharterMeasure:
    short = _BRACKET.sub(" ", name).split(",")[0].strip()
    names = [content(short), *(content(hit) for hit in _BRACKET.findall(name) if len(hit.split()) <= LONGEST)]
    own = [each for each in names if 0 < len(each) <= 6]
    return CharterMeasure(key=re.sub(r"[-\s.]", "", key).casefold(), names=tuple(own), text=short, target=target)
