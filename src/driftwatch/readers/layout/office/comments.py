"""What people leave in a document beside its text: comments, said by who wrote them at their own time, and tracked changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.meetings.minutes import Sheet
from driftwatch.reading import Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment; a reply to one is another."""

    number: int
    """From 1, in the order of the file."""
    text: str
    author: str | None = None
    initials: str | None = None
    at: str | None = None
    """As the file writes it: `2026-03-03T10:00:00Z`."""
    place: str | None = None
    """Of what it is about."""
    heading: str | None = None
    resolved: bool = False


@dataclass(slots=True)
class Changes:
    """How often a document was changed with its changes tracked, and by whom."""

    inserted: int = 0
    deleted: int = 0
    authors: set[str] = field(default_factory=set)

    def note(self, author: str | None, *, inserted: int = 0, deleted: int = 0) -> None:
        """Count one change."""
        self.inserted += inserted
        self.deleted += deleted
        if author and author.strip():
            self.authors.add(author.strip())


def tell_changes(changes: Changes, notes: Notes) -> None:
    """Say that the document was read as if all its changes were accepted."""
    if changes.inserted or changes.deleted:
        by = len(changes.authors)
        told = f"tracked changes: read as if accepted: {_some(changes.inserted, 'insertion')} taken in, {_some(changes.deleted, 'deletion')} left out"
        notes.guess(f"{told}, by {by} {'person' if by == 1 else 'people'}" if by else told)


def _some(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def commented(comments: Iterable[Comment], sheet: Sheet) -> Iterator[Message]:
    """The comments as messages; what they are about is their thread."""
    document, resolved = sheet.source.name, 0
    for comment in comments:
        author = (comment.author or "").strip() or None
        if author is None or author.casefold() in _NOBODY:
            author = None
        else:
            sheet.notes.attend(document, author, sheet.notes.attendees.get(document, {}).get(author, ""))
            if initials := (comment.initials or "").strip():
                sheet.notes.also(document, author, initials)
        if not comment.text.strip():
            sheet.notes.dropped["empty"] += 1
            continue
        resolved += comment.resolved
        yield Message(
            source=document,
            locator=f"comment {comment.number}",
            document=document,
            reader=sheet.reader,
            register=sheet.register,
            text=comment.text.strip(),
            speaker=author,
            said_at=_said_at(comment, sheet),
            thread=f"{document}#{comment.place}" if comment.place else None,
            heading=comment.heading,
            offset=len(comment.text) - len(comment.text.lstrip()),
        )
    if resolved:
        sheet.notes.guess(f"comments: {resolved} that are marked as resolved were read like the others")


def remarked(footnotes: Iterable[tuple[str, str | None]], sheet: Sheet) -> Iterator[Message]:
    """Footnotes (text, and the heading under which it is anchored) as messages, said by nobody in particular."""
    for count, (text, heading) in enumerate(footnotes, start=1):
        if any(sign.isalpha() for sign in text):
            yield Message(
                source=sheet.source.name,
                locator=f"footnote {count}",
                document=sheet.source.name,
                reader=sheet.reader,
                register=sheet.register,
                text=text.strip(),
                heading=heading,
                offset=len(text) - len(text.lstrip()),
            )


_NOBODY = frozenset("author, autor, auteur, unknown author, unknown, unbekannter autor, anonymous, guest, user, microsoft office user".split(", "))
"""What office programs write where they do not know, or were told to forget, who it was."""


def _said_at(comment: Comment, sheet: Sheet) -> datetime | None:
    """Office programs write the clock of whoever commented, some with a Z behind it: read in the zone of the source."""
    if not comment.at:
        return None
    at = clock_time(comment.at, sheet.source.timezone)
    if at is None:
        sheet.notes.problem(f"comment {comment.number}: `{comment.at[:40]}` is no time", Reason.BAD_TIME)
    return at


def clock_time(written: str, zone: tzinfo) -> datetime | None:
    """A time by the clock on the wall, in this zone unless it names an offset of its own; None where it is none."""
    try:
        at = datetime.fromisoformat(written.strip()[:19] if written.strip().endswith(("Z", "z")) else _short(written.strip()))
    except ValueError:
        return None
    return at.replace(tzinfo=zone) if at.tzinfo is None else at


def _short(written: str) -> str:
    """LibreOffice writes nine digits of a second."""
    head, point, rest = written.partition(".")
    return head + point + rest[:6] if point and rest[6:].isdecimal() else written
