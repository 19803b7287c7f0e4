"""What the readers of chats do alike: people told once a day and channel, posts as messages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason
from driftwatch.readers.layout.speech.voices import Voices
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_MOST_TOLD = 50_000
"""So many people and days are remembered as told; then the memory begins anew."""

_FIRST, _LAST = 1990, 2200
"""Years in which a chat may have a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who writes in a chat."""

    name: str
    others: tuple[str, ...] = ()
    """Handle, id, mail address: what the export knows them by besides."""
    organisation: str = ""
    bot: bool = False


class Post(NamedTuple):
    """What somebody wrote, as far as it is known yet."""

    native: str
    locator: str
    channel: str
    author: str
    text: str
    at: datetime | None
    thread: str | None = None
    heading: str | None = None
    edited: datetime | None = None
    offset: int = 0
    """Characters of the product's own words before the text."""


@dataclass(slots=True, kw_only=True)
class Posts:
    """The posts of one export, as messages."""

    source: Source
    notes: Notes
    reader: str
    _voices: Voices = field(init=False)
    _source: str = field(init=False)
    _told: set[tuple[str, str, tuple[str, ...]]] = field(default_factory=set)
    _day: tuple[str, date | None, str] = ("", None, "")
    """The channel, the day and the document of the last post."""

    def __post_init__(self) -> None:
        self._voices, self._source = Voices(self.source.people), self.source.name

    def person(self, names: Iterable[object], *, organisation: str = "", bot: bool = False) -> Person | None:
        """Whoever goes by these names, the best first; what is no text is passed over. None where no name is left.

        A program tells its users apart by themselves: `User 1` is somebody here.
        """
        known = list(dict.fromkeys(name for each in names if isinstance(each, str | int) and (name := " ".join(str(each).split()))))
        if not known:
            return None
        voice = self._voices.of(known[0])
        others = dict.fromkeys((*known, *voice.others)) if voice.name else dict.fromkeys(known)
        name = voice.name or known[0]
        others.pop(name, None)
        return Person(name=name, others=tuple(others), organisation=organisation or voice.organisation, bot=bot)

    def time(self, value: object, where: str) -> datetime | None:
        """When something was said; what is no time is told."""
        if (at := parse_time(value, self.source.timezone)) is None:
            self.notes.problem(f"{where}: no time of ours in `{str(value)[:40]}`; it counts as undated", Reason.BAD_TIME)
        return at

    def message(
        self,
        text: str,
        *,
        locator: str,
        channel: str,
        who: Person | None,
        at: datetime | None,
        offset: int = 0,
        thread: str | None = None,
        heading: str | None = None,
        native: str | None = None,
        edited: datetime | None = None,
    ) -> Message:
        """One stretch of a post; its document is the channel's day."""
        document = self._document(channel, at)
        if who is not None and (document, who.name, who.others) not in self._told:
            self._tell(document, who)
        speaker, organisation = (who.name, who.organisation or None) if who else (None, None)
        # By place: the names of a dozen fields cost half as much again as all the rest of it.
        return Message(
            *(self._source, locator, document, self.reader, Register.CHAT, text, speaker, organisation, at),
            *(thread, heading, offset, native, edited),
        )

    def placed(self, post: Post, who: Person | None, offset: int, words: str) -> Message:
        """One stretch of a post, `offset` characters into its text."""
        native, locator, channel, _, _, at, thread, heading, edited, before = post
        document = self._document(channel, at)
        speaker = organisation = None
        if who is not None:
            speaker, organisation = who.name, who.organisation or None
            if (document, speaker, who.others) not in self._told:
                self._tell(document, who)
        told = (self._source, locator, document, self.reader, Register.CHAT, words, speaker, organisation, at)
        return Message(*told, thread, heading, before + offset, native or None, edited)

    def _document(self, channel: str, at: datetime | None) -> str:
        """The channel's day; most posts are of the day of the one before."""
        if at is None or not _FIRST <= at.year < _LAST:
            return channel
        day = at.date()
        if self._day[1] != day or self._day[0] != channel:
            self._day = channel, day, f"{channel}/{day.isoformat()}"
        return self._day[2]

    def _tell(self, document: str, who: Person) -> None:
        if len(self._told) >= _MOST_TOLD:
            self._told.clear()
        self._told.add((document, who.name, who.others))
        self.notes.attend(document, who.name, who.organisation)
        for other in who.others:
            self.notes.also(document, who.name, other)


def mail_domain(address: object) -> str:
    """`norwind.example` of `ada@norwind.example`, "" where it is no address."""
    return address.rpartition("@")[2].strip().lower() if isinstance(address, str) and "@" in address else ""


def worded(text: str) -> tuple[int, str]:
    """The words without blanks around them, and how many blanks stand before them."""
    words = text.strip()
    return (text.index(words) if words else 0), words
