"""What a mail may say of one alert: both sides in parallel words, without a name and without the words of a chat."""

import re
from dataclasses import dataclass
from functools import lru_cache

from driftwatch.domain.alerts import Alert, AlertStatus, Evidence, Substatus
from driftwatch.domain.mailing import ToldAlert
from driftwatch.domain.persons import Persons
from driftwatch.domain.talk import Partner
from driftwatch.report.wording import KIND_NAMES, STATUS_WORDS, WHY_IT_MATTERS, counted, cut, day, figure, joined, likelihood, one_line

_QUOTE_WORDS = 6
"""So many words in a row, the same as in a private source, are a quote."""
_LONGEST = 240
_PRIVATE_PLACES = ("message", "cue")
_PRIVATE_FILES = (".eml", ".mbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """Knows what must not leave by mail."""

    partners: tuple[Partner, ...]

    def mailable(self, text: str, alert: Alert | None = None) -> str:
        """The text on one line, cut and with links that nobody can follow; empty where it names a person or repeats a private source."""
        words = one_line(text)
        if _persons(self.partners).search(words) or (alert and _repeats(words, alert)):
            return ""
        return cut(re.sub(r"(?i)\b(https?|ftp)://", r"\1[:]//", words), limit=_LONGEST)

    def name(self, partner: str) -> str:
        """The partner's name; its id where nobody knows it."""
        return one_line(next((known.name for known in self.partners if known.id == partner), partner))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to talk about."""

    tag: str
    title: str
    weight: str
    sides: tuple[tuple[str, str], ...]
    """Name with the number of statements, and summary."""
    common_ground: str
    why: str
    question: str
    basis: str
    id: str
    link: str


def item(alert: Alert, discretion: Discretion, *, before: ToldAlert | None, base_url: str | None) -> Item:
    """An alert as the mail tells it to somebody who was told of it `before`, or never."""
    withheld = "the wording stands in the report"
    grounds = [ground for ground in (discretion.mailable(ground, alert) for ground in alert.common_ground) if ground]
    return Item(
        tag=_tag(alert, before),
        title=headline(alert, discretion),
        weight=f"{_severity(alert, before)} severity, {likelihood(alert.confidence)} ({figure(alert.confidence)})",
        sides=tuple(
            (f"{discretion.name(side.partner)} ({counted(side.statements, 'statement')})", discretion.mailable(side.summary, alert) or withheld)
            for side in alert.sides
        ),
        common_ground="; ".join(grounds),
        why=WHY_IT_MATTERS[alert.kind],
        question=next((question for question in (discretion.mailable(question, alert) for question in alert.questions) if question), ""),
        basis=_basis(alert),
        id=alert.id,
        link=f"{base_url}/a/{alert.id}" if base_url else "",
    )


def _tag(alert: Alert, before: ToldAlert | None) -> str:
    """`new`, `ongoing`, or `ongoing, narrowing`; that somebody disputes it is said whatever else there is to say."""
    words = ["disputed"] if alert.status is AlertStatus.DISPUTED else []
    if before is None:
        return ", ".join(["new", *words])
    ways = [] if alert.substatus in (Substatus.NEW, Substatus.ONGOING) else [alert.substatus.value]
    return ", ".join([*(words or ["ongoing"]), *ways])


def _severity(alert: Alert, before: ToldAlert | None) -> str:
    """`high`, or `high → medium` where it was told as high."""
    changed = before is not None and before.severity not in (None, alert.severity)
    return f"{before.severity} → {alert.severity.value}" if before and changed else alert.severity.value


def headline(alert: Alert, discretion: Discretion) -> str:
    """The title; where it may not be mailed, the kind and the subject, or the kind alone."""
    subject = discretion.mailable(alert.subject, alert)
    return discretion.mailable(alert.title, alert) or (f"{KIND_NAMES[alert.kind]}: {subject}" if subject else KIND_NAMES[alert.kind])


def closer_line(alert: Alert, discretion: Discretion) -> str:
    """A difference that is none any more."""
    subject = discretion.mailable(alert.subject, alert)
    about = f"“{subject}” ({KIND_NAMES[alert.kind].lower()})" if subject else KIND_NAMES[alert.kind]
    return f"{about}: {STATUS_WORDS[alert.status]}."


def _basis(alert: Alert) -> str:
    numbers = " + ".join(f"{side.statements:,}" for side in alert.sides)
    open_ones = len({piece.source for piece in alert.evidence if piece.source})
    own = any(not piece.source for piece in alert.evidence)
    places = joined([*([counted(open_ones, "source")] if open_ones else []), *(["a partner's own sources"] if own else [])])
    if alert.first_seen is None or alert.last_seen is None:
        return f"{numbers} statements, quoted from {places}, without dates."
    return f"{numbers} statements, quoted from {places}, {day(alert.first_seen)} to {day(alert.last_seen)}."


@lru_cache(maxsize=8)
def _persons(partners: tuple[Partner, ...]) -> Persons:
    return Persons(partners)


def _repeats(text: str, alert: Alert) -> bool:
    said = _runs(text)
    return any(said & _runs(piece.quote) for piece in alert.evidence if _private(piece))


def _private(piece: Evidence) -> bool:
    return piece.locator.startswith(_PRIVATE_PLACES) or piece.source.lower().endswith(_PRIVATE_FILES)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[place : place + _QUOTE_WORDS]) for place in range(len(words) - _QUOTE_WORDS + 1)}


def between(partners: tuple[Partner, ...]) -> str:
    """`A × B`, as the head of a mail names the partners."""
    return " × ".join(one_line(partner.name) for partner in partners)
