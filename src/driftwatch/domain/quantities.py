"""Quantities in a text, as intervals in one unit for each dimension, so that two of them can be compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isclose
from typing import NamedTuple

from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.words import fold

_TOKEN = re.compile(r"\d{1,15}(?:[.,:]\d{1,9}){0,5}|[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40}){0,4}|[<>≤≥]=?|[%€$£°+=]")
_SMALL = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10.0 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_LARGE = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0}
_UNITS: dict[str, tuple[str, float]] = {
    name: (dimension, factor)
    for dimension, names in {
        "time": {
            "s sec second": 1.0,
            "ms millisecond": 1e-3,
            "min minute": 60.0,
            "h hr hour": 3600.0,
            "day": 86400.0,
            "week wk": 604800.0,
            "fortnight": 1209600.0,
            "month": 2629746.0,
            "quarter": 7889238.0,
            "year yr": 31556952.0,
        },
        "share": {"% percent pct": 0.01, "permille": 0.001},
        "length": {"mm millimetre millimeter": 1e-3, "cm centimetre centimeter": 1e-2, "m metre meter": 1.0, "km kilometre kilometer": 1e3},
        "length (imperial)": {"inch": 1.0, "foot feet ft": 12.0, "yard": 36.0, "mile": 63360.0},
        "mass": {"mg milligram": 1e-6, "g gram gramme": 1e-3, "kg kilo kilogram": 1.0, "t tonne ton": 1e3},
        "volume": {"ml millilitre milliliter": 1e-3, "cl": 1e-2, "l litre liter": 1.0},
        "data": {"kb kilobyte": 1e3, "mb megabyte": 1e6, "gb gigabyte": 1e9, "tb terabyte": 1e12},
        "euros": {"€ euro eur": 1.0},
        "dollars": {"$ dollar usd": 1.0},
        "pounds": {"£ gbp": 1.0},
        "temperature": {"° degree celsius": 1.0},
    }.items()
    for spelt, factor in names.items()
    for name in spelt.split()
}
_ABOVE = ("more than", "greater than", "longer than", "over", "above", "beyond", "exceeding", "exceed", "exceeds", ">", "not under", "after")
_FROM = ("at least", "no less than", "not less than", "no fewer than", "minimum", "min", "a minimum of", ">=", "≥", "not below", "from")
_BELOW = ("less than", "fewer than", "shorter than", "under", "below", "<", "within", "inside", "short of")
_UP_TO = ("at most", "no more than", "not more than", "up to", "maximum", "max", "a maximum of", "not over", "not above", "not exceeding", "<=", "≤")
_FROM_BEHIND = (
    "or more",
    "and more",
    "or longer",
    "and up",
    "and over",
    "or over",
    "or above",
    "+",
    "upwards",
    "minimum",
    "min",
    "plus",
    "at least",
    "or higher",
)
_UP_TO_BEHIND = ("or less", "or fewer", "and under", "or under", "maximum", "max", "at most", "or below", "tops", "or shorter", "or lower")
_AGAINST = {"per", "a", "an", "each", "every"}
_NEARLY = 0.01
"""What rounding and the length of months may make of one and the same quantity."""
_CLOSE = 0.10
_CLOSE_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A range of values of one dimension."""

    low: float
    high: float
    """In the dimension's first unit; infinite where there is no bound."""
    dimension: str
    """`time`, `share`, …, or the noun that is counted."""
    per: str = ""
    """What it is counted against: the "week" of "twice per week"."""
    words: str
    """As it is written, with its comparator."""

    def holds(self, other: "Quantity") -> bool:
        """Whether whatever the other range lets through passes this one too."""
        return (self.low <= other.low or self._near(self.low, other.low)) and (other.high <= self.high or self._near(self.high, other.high))

    def meets(self, other: "Quantity") -> bool:
        """Whether some value passes both."""
        return self.low <= other.high and other.low <= self.high

    def same_as(self, other: "Quantity") -> bool:
        """Whether the bounds are equal but for rounding."""
        return self._near(self.low, other.low) and self._near(self.high, other.high)

    def close_to(self, other: "Quantity") -> bool:
        """Whether the bounds are a tenth apart at most, of shares five points: too little to speak of a contradiction."""
        return all(_close(own, its, share=self.dimension == "share") for own, its in ((self.low, other.low), (self.high, other.high)))

    @staticmethod
    def _near(one: float, other: float) -> bool:
        return one == other or (abs(one) != inf and abs(other) != inf and isclose(one, other, rel_tol=_NEARLY))


def _close(one: float, other: float, *, share: bool) -> bool:
    if one == other or inf in (abs(one), abs(other)):
        return one == other
    return abs(one - other) <= _CLOSE_SHARE if share else isclose(one, other, rel_tol=_CLOSE)


def is_unit(word: str) -> bool:
    """Whether a folded word is a unit of measure."""
    return word in _UNITS


class _Token(NamedTuple):
    word: str
    start: int
    end: int


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in their order; times of day and ordinals are none."""
    tokens = [_Token(hit[0].lower().replace("’", "'"), hit.start(), hit.end()) for hit in _TOKEN.finditer(_parted(text))]
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read = _read(tokens, at, text)
        if read is None:
            at += 1
            continue
        quantity, at = read
        found.append(quantity)
    return tuple(found)


def _parted(text: str) -> str:
    """Hyphens between words part them: "seventy-two" and "24-hour" are two words."""
    return text.replace("-", " ").replace("‑", " ")


def _read(tokens: Sequence[_Token], at: int, text: str) -> tuple[Quantity, int] | None:
    number = _number(tokens, at)
    if number is None:
        return None
    value, end = number
    currency = _UNITS.get(tokens[at - 1].word) if at and tokens[at - 1].word in ("€", "$", "£") else None
    second = _number(tokens, end + 1) if end < len(tokens) and tokens[end].word in ("to", "and", "or") and _ranged(tokens, at) else None
    upper, end = second or (value, end)
    unit, per, end = (currency, "", end) if currency else _unit(tokens, end)
    if unit is None:
        return None
    dimension, factor = unit
    if not per and (against := _against(tokens, end)):
        per, end = against
    low, high, start, stop = _bounded(tokens, at, end, (value, upper))
    written = text[tokens[start].start : tokens[stop - 1].end]
    return Quantity(low=low * factor, high=high * factor, dimension=dimension, per=per, words=written), stop


def _number(tokens: Sequence[_Token], at: int) -> tuple[float, int] | None:
    if at >= len(tokens):
        return None
    word = tokens[at].word
    if word[0].isdecimal():
        return None if ":" in word else (_figure(word), at + 1)
    if word in ("half", "quarter") and at + 1 < len(tokens) and tokens[at + 1].word in ("an", "a", "of"):
        return (0.5 if word == "half" else 0.25), at + 2 + (tokens[at + 1].word == "of" and tokens[min(at + 2, len(tokens) - 1)].word in ("a", "an"))
    if word not in _SMALL and word not in _TENS and not (word in ("a", "an") and at + 1 < len(tokens) and tokens[at + 1].word in _LARGE):
        return (_LARGE[word], at + 1) if word in _LARGE else None
    return _spelt(tokens, at)


def _figure(word: str) -> float:
    """A comma before three digits parts thousands, before others it is the decimal sign."""
    if "," in word:
        word = word.replace(",", "") if all(len(part) == 3 for part in word.split(",")[1:]) else word.replace(",", ".", 1)
    whole, _, rest = word.partition(".")
    return float(f"{whole}.{rest.replace('.', '').replace(',', '') or 0}")


def _spelt(tokens: Sequence[_Token], at: int) -> tuple[float, int]:
    total = part = 0.0
    while at < len(tokens):
        word = tokens[at].word
        if word in _SMALL or word in _TENS:
            part += _SMALL.get(word, _TENS.get(word, 0.0))
        elif word in _LARGE:
            part = max(part, 1.0) * _LARGE[word]
            if part >= 1000:
                total, part = total + part, 0.0
        elif not (word == "and" and total + part >= 100 and at + 1 < len(tokens) and tokens[at + 1].word in (_SMALL | _TENS)) and not (
            word in ("a", "an") and not total + part
        ):
            break
        at += 1
    return total + part, at


def _unit(tokens: Sequence[_Token], at: int) -> tuple[tuple[str, float] | None, str, int]:
    """The unit behind a number, else the noun that is counted."""
    words = [fold(token.word) for token in tokens[at : at + 4]]
    if words[:2] == ["per", "cent"]:
        return ("share", 0.01), "", at + 2
    if words[:2] in (["in", "hundred"], ["of", "hundred"]) or words[:3] in (
        ["of", "every", "hundred"],
        ["in", "every", "hundred"],
        ["in", "the", "hundred"],
    ):
        return ("share", 0.01), "", at + (2 if words[1] == "hundred" else 3)
    working = words[:1] in (["working"], ["business"], ["calendar"], ["consecutive"], ["continuous"], ["full"], ["whole"])
    if words[working : working + 1] and (unit := _UNITS.get(words[working])):
        dimension = f"{words[0]} {unit[0]}" if working and words[0] in ("working", "business") else unit[0]
        return (dimension, unit[1]), "", at + 1 + working
    for place, word in enumerate(words[:3]):
        if word in GRAMMAR or not word.isalpha():
            return None, "", at
        if place == len(words) - 1 or words[place + 1] in GRAMMAR or not words[place + 1].isalpha():
            return (word, 1.0), "", at + place + 1
    return None, "", at


def _against(tokens: Sequence[_Token], at: int) -> tuple[str, int] | None:
    if at + 1 < len(tokens) and tokens[at].word in _AGAINST and (fold(tokens[at + 1].word) not in GRAMMAR or fold(tokens[at + 1].word) in _UNITS):
        return fold(tokens[at + 1].word), at + 2
    return None


def _ranged(tokens: Sequence[_Token], at: int) -> bool:
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return following == "to" or (at > 0 and tokens[at - 1].word in ("between", "from"))


def _bounded(tokens: Sequence[_Token], at: int, end: int, values: tuple[float, float]) -> tuple[float, float, int, int]:
    """Bounds by the words around the number, and how far these reach."""
    low, high = values
    if low != high:
        return min(values), max(values), at - (at > 0 and tokens[at - 1].word in ("between", "from")), end
    for size in (3, 2, 1):
        first = at - 1 if at and tokens[at - 1].word in ("a", "an", "the") else at
        start, stop = max(0, first - size), min(len(tokens), end + size)
        before = " ".join(token.word for token in tokens[start:first])
        behind = " ".join(token.word for token in tokens[end:stop])
        if before in _UP_TO or before in _BELOW:
            return -inf, high, start, end
        if before in _FROM or before in _ABOVE:
            return low, inf, start, end
        if behind in _FROM_BEHIND:
            return low, inf, at, stop
        if behind in _UP_TO_BEHIND:
            return -inf, high, at, stop
    return low, high, at, end
