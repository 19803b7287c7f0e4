"""What a definition is made of: its criteria, each with its quantities, level of proof, sign, and who is named for it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.domain.quantities import Quantity, is_unit, quantities
from driftwatch.domain.words import words


class Level(StrEnum):
    """How close to real use something must have been shown, from far to near."""

    SIMULATED = "in simulation or in the lab"
    TESTED = "in tests"
    FIELD = "in the field or in production"
    ACCEPTED = "accepted by whom it is for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A definition, or one criterion of it."""

    text: str
    words: frozenset[str]
    """Folded words that carry meaning; figures and units apart."""
    quantities: tuple[Quantity, ...]
    level: Level | None
    """The nearest to real use that it names."""
    negative: bool
    who: frozenset[str]
    """Whom it names with "by": "signed by the client"."""
    all_words: frozenset[str]
    """All words, those of relation too: "before", "without"."""
    alternatives: bool
    """Whether one of its criteria is enough."""
    criteria: "tuple[Parts, ...]"


_AND = re.compile(r"(?:,|;)? (?:and(?: then| also)?|plus|as well as|together with) |[,;] ", re.IGNORECASE)
_OR = re.compile(r",? or (?:else )?", re.IGNORECASE)
_NUMERIC_OR = re.compile(r" or (?=(?:more|less|fewer|longer|up|over|above|under|below|higher|lower|shorter|part)\b)", re.IGNORECASE)
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        Level.ACCEPTED,
        re.compile(
            r"\b(?:accept(?:s|ed|ance)?|sign(?:s|ed)?(?: it)? off|signed|approv\w{1,10}|(?:customer|client|user)s? (?:ha(?:s|ve)"
            r" )?confirm\w{0,3})\b",
            re.IGNORECASE,
        ),
    ),
    (
        Level.FIELD,
        re.compile(
            r"\b(?:in production|in the field|live|in (?:daily |routine |real )?(?:use|operation|service)|on site|real (?:users?|customers?"
            r"|data))\b",
            re.IGNORECASE,
        ),
    ),
    (Level.TESTED, re.compile(r"\b(?:tests?|tested|staging|test environment|pipeline|checked|verified|inspected|reviewed)\b", re.IGNORECASE)),
    (
        Level.SIMULATED,
        re.compile(r"\b(?:simulat\w{1,10}|emulat\w{1,10}|in the lab(?:oratory)?|on the bench|dry[- ]run|mock\w{0,8}|sandbox)\b", re.IGNORECASE),
    ),
)
_NEGATIVE = re.compile(r"\b(?:not|no|never|nobody|nothing|none|neither|cannot|\w{2,9}n[o']t)\b", re.IGNORECASE)
_NOT_FEWER = re.compile(r"\b(?:not|no) (?:less|more|fewer|later|earlier|longer|under|over|above|below|exceeding)\b", re.IGNORECASE)
_WHO = re.compile(
    r"\b(?:signed|approved|accepted|confirmed|checked|reviewed|inspected|released|agreed|tested|verified|passed|seen|given|issued)(?:"
    r" off)? by ((?:[\w'-]{1,30} ){0,3}?[\w'-]{1,30})(?=[,.;]|$| (?:and|or|in|on|at|for|before|after|within|who|that|has|have|is)\b)",
    re.IGNORECASE,
)


def parts_of(text: str) -> Parts:
    """A definition with the criteria that it joins by "and", commas, or "or"."""
    plain = " ".join(text.split())
    joined = _NUMERIC_OR.sub(" or\u00a0", plain)
    pieces = [piece.replace("\u00a0", " ") for piece in _AND.split(joined)]
    alternatives = len(_OR.split(joined)) > 1
    if alternatives:
        pieces = [each for piece in _AND.split(joined) for each in (part.replace("\u00a0", " ") for part in _OR.split(piece))]
    criteria = tuple(_single(piece.strip(" ,.;")) for piece in pieces if _meaning(piece))
    whole = _single(plain)
    return Parts(
        text=whole.text,
        words=whole.words,
        quantities=whole.quantities,
        level=whole.level,
        negative=whole.negative,
        who=whole.who,
        all_words=whole.all_words,
        alternatives=alternatives,
        criteria=criteria or (whole,),
    )


def _single(text: str) -> Parts:
    who = _WHO.search(text)
    return Parts(
        text=text,
        words=_meaning(text),
        quantities=quantities(text),
        level=next((level for level, pattern in _LEVELS if pattern.search(text)), None),
        negative=bool(_NEGATIVE.search(_NOT_FEWER.sub(" ", text))),
        who=_meaning(who[1]) if who else frozenset(),
        all_words=frozenset(word.folded for word in words(text)),
        alternatives=False,
        criteria=(),
    )


def _meaning(text: str) -> frozenset[str]:
    said = (word.folded for word in words(text))
    return frozenset(word for word in said if word not in GRAMMAR and not word[0].isdecimal() and not is_unit(word))
