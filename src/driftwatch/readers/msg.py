"""A mail that Outlook saved (.msg): its text, else its HTML; attached mails after it, attached files left out.

A locator is `body line 7` as in a mail, of an attached mail `attached mail 1 body line 7`. Where only Rich Text is in it, nothing is read: saved
as .eml, or again as .msg from a mail in HTML or plain text, it can be.
"""

from collections.abc import Iterator
from dataclasses import replace
from email.parser import HeaderParser
from email.policy import compat32

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.mails.correspondence import NOBODY, Letter, body_place, messages, told_as
from driftwatch.readers.layout.mails.envelope import Envelope, envelope, identity
from driftwatch.readers.layout.mails.header_fields import BROKEN, HeaderFields, Person, person_of
from driftwatch.readers.layout.mails.letter_markup import letter_text
from driftwatch.readers.layout.mails.mime import Contents, Text
from driftwatch.readers.layout.mails.outlook_item import Item, opened
from driftwatch.readers.layout.text.decoding import decoded
from driftwatch.reading import Notes, Source

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = tuple(name.encode("utf-16-le") for name in ("__properties_version1.0", "__nameid_version1.0", "__substg1.0_"))
_CLASS, _SUBJECT, _HEADERS, _BODY, _HTML, _RICH = 0x001A, 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
_SENT, _DELIVERED, _IDENTITY, _REFERENCES, _ANSWERED, _INDEX, _FLAGS = 0x0039, 0x0E06, 0x1035, 0x1039, 0x1042, 0x0071, 0x0E07
_AUTHOR, _AUTHOR_SMTP, _AUTHOR_ADDRESS = 0x0042, 0x5D02, 0x0065
_SENDER, _SENDER_SMTP, _SENDER_ADDRESS = 0x0C1A, 0x5D01, 0x0C1F
_NAME, _ADDRESS, _SMTP, _ROLE = 0x3001, 0x3003, 0x39FE, 0x0C15
_BLIND = 3
_UNSENT = 0x8
_NO_MAILS = ("ipm.appointment", "ipm.contact", "ipm.task", "ipm.stickynote", "ipm.distlist", "ipm.activity")
_REASONS = (
    ("report.", "bounce"),
    ("ipm.schedule.meeting.resp", "calendar response"),
    ("ipm.note.rules.oof", "automatic reply"),
    ("ipm.note.rules.reply", "automatic reply"),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether it is Microsoft's compound file with an item's properties; where its directory lies further back, the name tells."""
    return head.startswith(_MAGIC) and (any(mark in head for mark in _MARKS) or name.lower().endswith(".msg"))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The paragraphs of the mail, then those of mails that are attached to it."""
    item = Item.of(opened(source.data()))
    kind = item.text(_CLASS).lower()
    if kind.startswith(_NO_MAILS):
        notes.reference = f"no mail: Outlook's {kind.split('.')[1]}"
        return
    yield from _read(item, source, notes, prefix="", document=source.name)


def _read(item: Item, source: Source, notes: Notes, *, prefix: str, document: str) -> Iterator[Message]:
    """An item and those within it, as deep as parts of a mail may lie."""
    if prefix.count("attached mail") >= source.limits.mime_depth:
        raise UnreadableSourceError(f"mails within mails, deeper than {source.limits.mime_depth}", reason=Reason.TOO_DEEP)
    if (reason := _unsaid(item)) is not None:
        notes.dropped[reason] += 1
        return
    header = _envelope(item, source, notes, prefix)
    if header.automatic:
        notes.dropped[header.automatic] += 1
        return
    held = _contents(item, notes)
    within = [inner for each in item.attachments() if (inner := each.item_within()) is not None]
    if not held.texts and not held.sealed and not within:
        what = "holds Rich Text only; save it as .eml, or as HTML or plain text" if item.binary(_RICH) else "holds no text that could be read"
        notes.problem(told_as(prefix) + what, Reason.NO_TEXT)
    yield from messages(Letter(source=source, envelope=header, contents=held, place=body_place(prefix), document=document, where=prefix), notes)
    for number, inner in enumerate(within, start=1):
        place = f"{prefix}attached mail {number} "
        if inner.text(_CLASS).lower().startswith(_NO_MAILS):
            notes.dropped["attachment"] += 1
            continue
        try:
            yield from _read(inner, source, notes, prefix=place, document=f"{document}#{number}")
        except UnreadableSourceError as error:
            notes.problem(f"{told_as(place)}{error}", error.reason)


def _unsaid(item: Item) -> str | None:
    """Why nobody wrote and sent it."""
    kind = item.text(_CLASS).lower()
    if (reason := next((reason for begin, reason in _REASONS if kind.startswith(begin)), None)) is not None:
        return reason
    return "draft" if item.integer(_FLAGS) & _UNSENT else None


def _envelope(item: Item, source: Source, notes: Notes, prefix: str) -> Envelope:
    """From the header with which it travelled, completed by what Outlook knows."""
    try:
        pairs = HeaderParser(policy=compat32).parsestr(item.text(_HEADERS)[: source.limits.header_bytes]).raw_items()
    except BROKEN:
        pairs = iter(())
    fields = HeaderFields.of(pairs, source.limits, notes, place=told_as(prefix))
    travelled = envelope(fields, source.timezone)
    people = tuple(_people(item, source))
    sender = _sender(item, people)
    if travelled is None and sender is None:
        raise UnreadableSourceError(NOBODY, reason=Reason.NO_SPEAKER)
    header = travelled or Envelope(sender=sender or Person(name=""))
    if not header.sender.address and sender is not None and sender.address:
        header = replace(header, sender=sender)
    if not header.sender.address:
        notes.guess(f"the address of the sender {header.sender.name} is known to its mail server only: attributed by name")
    return _completed(header, item, tuple(person for person in people if person.name) or header.others, source)


def _completed(header: Envelope, item: Item, people: tuple[Person, ...], source: Source) -> Envelope:
    at = header.at or item.time(_SENT) or item.time(_DELIVERED)
    answered = tuple(found for number in (_REFERENCES, _ANSWERED) for each in item.text(number).split() if (found := identity(each)))
    index = item.binary(_INDEX)
    return replace(
        header,
        others=tuple(person for person in people if person.name != header.sender.name),
        at=at.astimezone(source.timezone) if at and not header.at else at,
        date_from="" if at else header.date_from,
        subject=header.subject or " ".join(item.text(_SUBJECT).split()),
        identity=header.identity or identity(item.text(_IDENTITY)),
        references=header.references or tuple(dict.fromkeys(answered)),
        topic=header.topic or (f"thread {index[:22].hex()}" if len(index) >= 22 else ""),
    )


def _sender(item: Item, people: tuple[Person, ...]) -> Person | None:
    """In whose name it was sent; an address of Exchange's own is looked up among those to whom it went."""
    for name, smtp, address in ((_AUTHOR, _AUTHOR_SMTP, _AUTHOR_ADDRESS), (_SENDER, _SENDER_SMTP, _SENDER_ADDRESS)):
        shown, known = item.text(name).strip(), item.text(smtp).strip() or item.text(address).strip()
        if not shown and not known:
            continue
        if "@" not in known:
            known = _known(item, shown, known, people)
        return person_of(shown or known, known)
    return None


def _known(item: Item, shown: str, address: str, people: tuple[Person, ...]) -> str:
    """The mail address of somebody of whom Outlook gives its own kind of address: from the list of those to whom it went."""
    for each in item.recipients(len(people) + 1):
        if "@" in (found := each.text(_SMTP).strip()) and address and each.text(_ADDRESS).strip().casefold() == address.casefold():
            return found
    return next((person.address for person in people if person.name == person_of(shown, "").name), "")


def _people(item: Item, source: Source) -> Iterator[Person]:
    for each in item.recipients(source.limits.addresses):
        if each.integer(_ROLE) != _BLIND:
            address = each.text(_SMTP).strip() or each.text(_ADDRESS).strip()
            yield person_of(each.text(_NAME).strip() or address, address)


def _contents(item: Item, notes: Notes) -> Contents:
    held = Contents()
    kind = item.text(_CLASS).lower()
    if kind.startswith("ipm.note.smime") and "multipartsigned" not in kind:
        held.sealed = "encrypted or signed as a whole with S/MIME"
        return held
    text = item.text(_BODY).replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():
        held.texts.append(Text(text=text))
    elif html := _html(item, notes):
        held.texts.append(Text(text=html))
    notes.dropped["attachment"] += sum(each.item_within() is None for each in item.attachments())
    if "-----BEGIN PGP MESSAGE-----" in text:
        held.texts, held.sealed = [], "encrypted with PGP"
    return held


def _html(item: Item, notes: Notes) -> str:
    data = item.binary(_HTML)
    markup = decoded(data, notes, declared=item.charset()) if data else item.text(_HTML)
    return letter_text(markup, notes) if markup else ""
