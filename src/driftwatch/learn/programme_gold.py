"""What somebody planted in a programme, what a reader would let pass, and the traps: its `gold.json`."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from driftwatch.domain.alerts import Alert
from driftwatch.domain.meaning import AlertKind
from driftwatch.domain.words import folded_phrase
from driftwatch.errors import ConfigurationError

GOLD = "gold.json"
LEAST_SHARED_QUOTES = 2
LEAST_WORDS = 4
"""Words of a quote from which on it counts as a part of a longer one."""
_BETWEEN = re.compile(r"\s(?:/|vs\.?)\s")


class Difficulty(StrEnum):
    """How hard a planted difference is to see for a careful reader."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What an alert can be about: of one of these kinds, on one of these subjects, between these partners."""

    kinds: tuple[AlertKind, ...]
    """The first is what it mainly is."""
    subjects: tuple[str, ...]
    partners: frozenset[str]

    def allows(self, alert: Alert) -> bool:
        """Whether kind and partners fit; an alert may name fewer partners than the matter has, or more, but not others instead."""
        named = frozenset(alert.partners)
        return alert.kind in self.kinds and (named <= self.partners or self.partners <= named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One difference that somebody planted in a programme."""

    id: str
    matter: Matter
    settled: bool
    quotes: tuple[str, ...]
    onset: date | None = None
    """The day on which it could first be seen."""
    difficulty: Difficulty | None = None

    @property
    def kind(self) -> AlertKind:
        """What it mainly is."""
        return self.matter.kinds[0]

    def is_meant_by(self, alert: Alert) -> bool:
        """Whether the alert speaks of this difference."""
        if not self.matter.allows(alert):
            return False
        return shared_quotes(alert, self.quotes) >= LEAST_SHARED_QUOTES or is_subject(alert.subject, self.matter.subjects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """What looks like a difference and is none."""

    subjects: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What a reader of the programme knows."""

    planted: tuple[Planted, ...]
    tolerated: tuple[Matter, ...] = ()
    """True and mild: raising it is right, leaving it is no miss."""
    traps: tuple[Trap, ...] = ()


def is_subject(subject: str, among: Iterable[str]) -> bool:
    """Whether it is one of these in folded words, whatever the order of what stands on both sides of `/` or `vs`."""
    return _parts(subject) in {_parts(other) for other in among}


def shared_quotes(alert: Alert, quotes: Collection[str]) -> int:
    """How many distinct quotes of the alert stand among these: the same words, or one a part of the other."""
    return sum(stands_among(quote, quotes) for quote in {_squeezed(piece.quote) for piece in alert.evidence})


def stands_among(quote: str, quotes: Collection[str]) -> bool:
    """Whether these words are one of the quotes, or a part of one, or hold one; both with single blanks."""
    return any(quote == other or _is_part(quote, other) or _is_part(other, quote) for other in quotes)


def read_gold(file: Path) -> Gold:
    """The gold of a programme; raises ConfigurationError where the file is of another form."""
    try:
        document = json.loads(file.read_text("utf-8"))
        return Gold(
            planted=tuple(_planted(entry) for entry in document["divergences"]),
            tolerated=tuple(_matter(entry) for entry in document.get("tolerated", ())),
            traps=tuple(_trap(entry) for entry in document.get("traps", ())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        form = "`divergences` (id, kinds, subjects, partners, settled, quotes), `tolerated` (kinds, subjects, partners), `traps` (subjects, quotes)"
        raise ConfigurationError(f"{file}: not a gold.json with {form}: {error}") from error


def _planted(entry: Mapping[str, object]) -> Planted:
    quotes = entry["quotes"]
    if not isinstance(quotes, dict):
        raise TypeError(f"{entry['id']}: quotes is an object, a list for each partner")
    onset, difficulty = entry.get("onset"), entry.get("difficulty")
    return Planted(
        id=str(entry["id"]),
        matter=_matter(entry),
        settled=entry.get("settled") is not None,
        quotes=tuple(_squeezed(str(quote)) for side in quotes.values() for quote in side),
        onset=date.fromisoformat(str(onset)) if onset else None,
        difficulty=Difficulty(str(difficulty)) if difficulty else None,
    )


def _matter(entry: Mapping[str, object]) -> Matter:
    kinds = tuple(AlertKind(kind) for kind in _texts(entry, "kinds"))
    if not kinds:
        raise ValueError(f"{entry.get('id', 'a tolerated entry')}: kinds is empty")
    return Matter(kinds=kinds, subjects=_texts(entry, "subjects"), partners=frozenset(_texts(entry, "partners")))


def _trap(entry: Mapping[str, object]) -> Trap:
    subjects = _texts(entry, "subjects")
    if not subjects:
        raise ValueError("a trap: subjects is empty")
    return Trap(subjects=subjects, quotes=tuple(map(_squeezed, _texts(entry, "quotes"))))


def _texts(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = entry[key]
    if not isinstance(found, list):
        raise TypeError(f"{entry.get('id', 'an entry')}: {key} is a list")
    return tuple(map(str, found))


def _is_part(short: str, whole: str) -> bool:
    return short in whole and len(short.split()) >= LEAST_WORDS


def _squeezed(quote: str) -> str:
    return " ".join(quote.split())


def _parts(subject: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(folded_phrase(part) for part in _BETWEEN.split(subject)))
