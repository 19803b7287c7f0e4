"""Compounds with an ordinary word: `access point`, `night call`, `open question`. The word is no term alone, but the two together can be.

Cohesion tells them from words that meet by chance: the rarer word mostly stands in the compound, the other one in good part.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from driftwatch.domain.ordinary import BACKGROUND, CALENDAR
from driftwatch.domain.phrases import Key, Phrase
from driftwatch.domain.runs import Unit, is_content, leads_in, takes_object
from driftwatch.domain.words import fold

OF_RARER, OF_COMMONER = 0.5, 0.25
"""Shares of the usages of its rarer and of its commoner word that a compound must make up."""
LEAST_USAGES = 4
"""Two words that are met fewer times together tell nothing by their shares."""
LED_IN = 0.25
"""Share of its usages in which a determiner or a preposition must lead it in, as it does nouns."""
MOST_BEFORE_OBJECTS = 0.25
"""Share of its usages in which what follows may be an object: that is how verbs stand."""
LEAST_LETTERS = 3


@dataclass(slots=True)
class _Met:
    phrase: Phrase = field(default_factory=Phrase)
    led: int = 0
    acting: int = 0


class Joints:
    """Every two neighbouring words, at least one of them an ordinary one, as they are met text by text."""

    def __init__(self) -> None:
        self._said = Counter[str]()
        self._met = defaultdict[Key, _Met](_Met)

    def add(self, text: str, units: Sequence[Unit], document: int) -> None:
        """Count what one text holds."""
        folded = [fold(unit.form) for unit in units]
        self._said.update(folded)
        for at in _pairs(text, units, folded):
            _count(self._met[folded[at], folded[at + 1]], units, at, document)

    def compounds(self) -> dict[Key, Phrase]:
        """Those that belong together."""
        return {key: one.phrase for key, one in self._met.items() if _belongs_together(key, one, self._said)}


def _pairs(text: str, units: Sequence[Unit], folded: Sequence[str]) -> Iterator[int]:
    can = [_can_be_part(unit.form, word) for unit, word in zip(units, folded, strict=True)]
    for at in range(len(units) - 1):
        ordinary = folded[at] in BACKGROUND or folded[at + 1] in BACKGROUND
        if can[at] and can[at + 1] and ordinary and text[units[at].end : units[at + 1].start] in (" ", "-"):
            yield at


def _can_be_part(form: str, folded: str) -> bool:
    return len(folded) >= LEAST_LETTERS and folded not in CALENDAR and folded.isalpha() and (folded in BACKGROUND or is_content(form))


def _count(met: _Met, units: Sequence[Unit], at: int, document: int) -> None:
    met.phrase.usages += 1
    met.phrase.documents.add(document)
    met.phrase.forms[f"{units[at].form} {units[at + 1].form}"] += 1
    met.phrase.last = fold(units[at + 1].form)
    met.led += at > 0 and leads_in(units[at - 1].form)
    met.acting += at + 2 < len(units) and takes_object(units[at + 2].form)


def _belongs_together(key: Key, met: _Met, said: Mapping[str, int]) -> bool:
    number = met.phrase.usages
    rarer, commoner = sorted(said[word] for word in key)
    cohesive = number >= LEAST_USAGES and number >= OF_RARER * rarer and number >= OF_COMMONER * commoner
    return cohesive and met.led >= LED_IN * number and met.acting <= MOST_BEFORE_OBJECTS * number
