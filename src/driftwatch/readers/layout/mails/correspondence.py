"""One mail to messages: its paragraphs, whoever said them, each with a place and an id that is the same in every export that holds the mail."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message as Parsed
from hashlib import blake2b

from driftwatch.domain.names import Roll
from driftwatch.domain.talk import QUOTED, Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.mails.envelope import Envelope, envelope
from driftwatch.readers.layout.mails.header_fields import HeaderFields, Person
from driftwatch.readers.layout.mails.letterhead import Body, Paragraph, paragraphs
from driftwatch.readers.layout.mails.mime import Contents, contents, laid
from driftwatch.reading import Notes, Source

_READER = "mail"
"""Of a mail, in whatever kind of file it lies: the id of a mail is unique among all of them."""
_ANSWERS = frozenset({"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"})
NOBODY = "no sender: its From field is missing or empty"
BULK = "newsletters and bulk mail (List-Unsubscribe) are read as any mail; exclude them by a [[source]] if nobody of the partners wrote them"

Place = Callable[[Paragraph], tuple[str, int]]
"""Locator and offset of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail, opened."""

    source: Source
    envelope: Envelope
    contents: Contents
    place: Place
    document: str
    """Where the mail has no id of its own."""
    where: str = ""
    """Which mail of its file it is: `mail 3 `, told with problems."""
    line: int | None = None
    """Where it begins in its file."""
    hear_quoted: bool = True
    """Whether the quoted side is heard where the quotation names it; not where the quoted mail itself is at hand."""


def body_place(prefix: str = "") -> Place:
    """`body line 7`: a line of the decoded text; of HTML, of the text that it shows, its paragraphs between blank lines."""
    return lambda paragraph: (f"{prefix}body line {paragraph.line}", paragraph.offset)


def letters(mail: Parsed, source: Source, notes: Notes, *, place: Place, document: str, prefix: str = "") -> Iterator[Letter]:
    """The mail and those that are attached to it; raises UnreadableSourceError where it names no sender."""
    fields = HeaderFields.of(mail.raw_items(), source.limits, notes, place=told_as(prefix))
    header = envelope(fields, source.timezone)
    if header is None:
        raise UnreadableSourceError(NOBODY, reason=Reason.NO_SPEAKER)
    if header.automatic:
        notes.dropped[header.automatic] += 1
        return
    held = contents(mail, notes, place=told_as(prefix))
    yield Letter(source=source, envelope=header, contents=held, place=place, document=document, where=prefix)
    for number, enclosed in enumerate([] if held.report else held.enclosed, start=1):
        inner = f"{prefix}attached mail {number} "
        try:
            yield from letters(enclosed, source, notes, place=body_place(inner), document=f"{document}#{number}", prefix=inner)
        except UnreadableSourceError as error:
            notes.problem(f"{told_as(inner)}{error}", error.reason)


def messages(letter: Letter, notes: Notes) -> Iterator[Message]:
    """What the writer says, and what the quoted side says where the quotation names it."""
    if reason := _unsaid(letter, notes):
        notes.dropped[reason] += 1
        return
    header = letter.envelope
    document = document_of(header, letter.document)
    people = {person.name: person for person in (*reversed(header.others), header.sender)}
    body = Body(
        text=_text(letter, notes),
        sender=header.sender.name,
        people=Roll(people),
        heard=letter.hear_quoted,
        flowed=any(text.flowed for text in letter.contents.texts),
    )
    listed: set[str] = set()
    seen: Counter[str] = Counter()
    for paragraph in paragraphs(body, notes):
        where = document + (QUOTED if paragraph.quoted else "")
        if where not in listed:
            listed.add(where)
            _list(notes, where, people)
        yield _message(letter, paragraph, people, where, _native(header, paragraph, seen))


def told_as(where: str) -> str:
    """The mail as it is named before what is wrong with it: `mail 3: `."""
    return f"{where.strip()}: " if where else ""


def document_of(header: Envelope, otherwise: str) -> str:
    """The same for one mail in whatever file it lies."""
    return f"mail {header.identity}" if header.identity else otherwise


def _unsaid(letter: Letter, notes: Notes) -> str | None:
    """Why nothing of it counts; what cannot be read is told."""
    held = letter.contents
    if held.report:
        return "bounce"
    if held.calendar in _ANSWERS:
        return "calendar response"
    if held.sealed:
        what = f"{told_as(letter.where)}{held.sealed}; export it as its receiver reads it"
        notes.problem(what, Reason.ENCRYPTED, line=letter.line)
    if letter.envelope.bulk:
        notes.guess(BULK)
    if not held.enclosed and not held.sealed and held.calendar is None and not any(text.text.strip() for text in held.texts):
        return "empty"
    _tell_date(letter, notes)
    return None


def _tell_date(letter: Letter, notes: Notes) -> None:
    at, told = letter.envelope.at, letter.envelope.date_from
    if at is not None and told:
        notes.guess(f"date: taken from {told}, because its header holds none that is valid")
    elif at is None and letter.line is None:
        notes.guess(f"date: `{told}` in its header is none; the mail stays undated")
    elif at is None:
        notes.guess("date: mails whose header holds none that is valid stay undated")


def _text(letter: Letter, notes: Notes) -> str:
    text, _ = laid(letter.contents.texts)
    if len(text) > (limit := letter.source.limits.document_chars):
        notes.problem(f"a text of {len(text):,} characters was cut to {limit:,}", Reason.TRUNCATED_TEXT)
        text = text[:limit]
    return text


def _list(notes: Notes, document: str, people: Mapping[str, Person]) -> None:
    for person in people.values():
        if person.name:
            notes.attend(document, person.name, person.domain)
            if person.address and person.address != person.name:
                notes.also(document, person.name, person.address)


def _message(letter: Letter, paragraph: Paragraph, people: Mapping[str, Person], document: str, native: str | None) -> Message:
    header, (locator, offset) = letter.envelope, letter.place(paragraph)
    writer, said_at = header.sender, header.at
    if paragraph.quoted:
        writer = people.get(paragraph.writer or "") or Person(name=paragraph.writer or "", address=f"@{paragraph.domain}" if paragraph.domain else "")
        said_at = paragraph.at.replace(tzinfo=letter.source.timezone) if paragraph.at else None
    return Message(
        source=letter.source.name,
        locator=locator,
        document=document,
        reader=_READER,
        register=Register.MAIL,
        text=paragraph.text,
        speaker=writer.name or None,
        organisation=writer.domain or None,
        said_at=said_at,
        thread=header.thread,
        heading=header.subject or None,
        offset=offset,
        native=native,
    )


def _native(header: Envelope, paragraph: Paragraph, seen: Counter[str]) -> str | None:
    """The mail's id and the paragraph's words: however the mail was wrapped, encoded or stored, these are the same; none for what it quotes."""
    if not header.identity or paragraph.quoted:
        return None
    words = " ".join(paragraph.text.split())
    native = f"{header.identity}/{blake2b(words.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
    seen[native] += 1
    return native if seen[native] == 1 else f"{native}/{seen[native]}"


def renamed(header: Envelope, names: Mapping[str, str]) -> Envelope:
    """The envelope with names for those of whom it gives only the address."""

    def named(person: Person) -> Person:
        known = names.get(person.address.lower()) if person.name == person.address else None
        return replace(person, name=known) if known else person

    return replace(header, sender=named(header.sender), others=tuple(named(person) for person in header.others))
