"""What crosses from a stranger's file into the programme: text that every store can keep, of bounded length, with times that can be."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.reading import Notes

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no store keeps, or no page shows: control characters but tab and line ends, and lone surrogates."""
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_EARLIEST_YEAR = _EARLIEST.year
_NAME_CHARS = 200
_MOST_KNOWN = 10_000


def clean_text(text: str) -> str:
    """The text with every unfit character replaced by U+FFFD, one by one, so that offsets stay."""
    return _UNFIT.sub("\ufffd", text) if _UNFIT.search(text) else text


@dataclass(slots=True)
class Border:
    """Lets the messages of one file through; what it changes is noted."""

    limits: Limits
    latest: datetime
    """Nothing was said after this."""
    notes: Notes
    replaced: int = 0
    fit: set[str | None] = field(default_factory=lambda: {None})
    """Names, documents and threads that have passed before as they are."""
    _most: int = field(init=False)
    _latest_year: int = field(init=False)

    def __post_init__(self) -> None:
        self._most, self._latest_year = self.limits.message_chars, self.latest.year

    def passed(self, message: Message) -> Message:
        """The message as it may be kept."""
        _, locator, document, _, _, text, speaker, organisation, said_at, thread, heading, _, native, _ = message
        fit = self.fit
        if (
            len(text) <= self._most
            and (text.isprintable() or not _UNFIT.search(text))
            and (said_at is None or _EARLIEST_YEAR < said_at.year < self._latest_year or _EARLIEST <= said_at <= self.latest)
            and speaker in fit
            and document in fit
            and thread in fit
            and organisation in fit
            and heading in fit
            and locator.isprintable()
            and (native is None or native.isprintable())
        ):
            return message
        return self._looked_at(message)

    def _looked_at(self, message: Message) -> Message:
        """What is not seen to be fit at a glance."""
        names = [message.speaker, message.organisation, message.heading]
        speaker, organisation, heading = (None if name is None else clean_text(name)[:_NAME_CHARS] or None for name in names)
        document, thread, native = (
            clean_text(message.document),
            message.thread and clean_text(message.thread),
            message.native and clean_text(message.native),
        )
        if len(self.fit) > _MOST_KNOWN:
            self.fit = {None}
        self.fit |= {speaker, organisation, heading, document, thread}
        return message._replace(
            text=self._text(message),
            said_at=self._time(message),
            speaker=speaker,
            organisation=organisation,
            heading=heading,
            document=document,
            thread=thread,
            native=native,
            locator=clean_text(message.locator),
        )

    def _time(self, message: Message) -> datetime | None:
        said_at = message.said_at
        if said_at is not None and not _EARLIEST <= said_at <= self.latest:
            what = f"{message.locator}: {said_at.isoformat()} cannot be when it was said; it counts as undated"
            self.notes.problem(what, Reason.BAD_TIME, line=_line(message))
            return None
        return said_at

    def finished(self) -> None:
        """Note what was replaced in all."""
        if self.replaced:
            self.notes.problem(f"{self.replaced:,} characters that no text holds were replaced", Reason.BAD_ENCODING)
        self.notes.attendees = {
            clean_text(document): {clean_text(name)[:_NAME_CHARS]: clean_text(of)[:_NAME_CHARS] for name, of in listed.items()}
            for document, listed in self.notes.attendees.items()
        }
        self.notes.known_as = {
            clean_text(document): {clean_text(other)[:_NAME_CHARS]: clean_text(name)[:_NAME_CHARS] for other, name in others.items()}
            for document, others in self.notes.known_as.items()
        }
        self.notes.absent = {
            clean_text(document): {clean_text(name)[:_NAME_CHARS] for name in names} for document, names in self.notes.absent.items()
        }
        self.notes.guessed = [clean_text(guess) for guess in self.notes.guessed]
        self.notes.problems = [replace(problem, what=clean_text(problem.what)[:500]) for problem in self.notes.problems]
        self.notes.held = [at for at in self.notes.held if _EARLIEST <= at <= self.latest]
        self.notes.removed = {clean_text(native) for native in self.notes.removed}

    def _text(self, message: Message) -> str:
        text = message.text
        if len(text) > self.limits.message_chars:
            what = f"{message.locator}: a text of {len(text):,} characters was cut to {self.limits.message_chars:,}"
            self.notes.problem(what, Reason.TRUNCATED_TEXT, line=_line(message))
            text = text[: self.limits.message_chars].rstrip()
        if _UNFIT.search(text):
            self.replaced += len(_UNFIT.findall(text))
            text = _UNFIT.sub("\ufffd", text)
        return text


def _line(message: Message) -> int | None:
    hit = re.fullmatch(r"line (\d{1,9})", message.locator)
    return int(hit[1]) if hit else None
