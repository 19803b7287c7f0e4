"""One mail (.eml): what its writer says, and what the quoted side says where the quotation names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from driftwatch.domain.names import Roll
from driftwatch.domain.talk import QUOTED, Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.decoding import decoded, glimpse
from driftwatch.readers.layout.letterhead import Body, Paragraph, paragraphs
from driftwatch.reading import Notes, Source

_FIELDS = re.compile(
    r"^(?:from|to|cc|date|subject|message-id|received|return-path|mime-version|reply-to|in-reply-to|references|delivered-to|x-[\w-]+|content-[\w-]+):",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:(?:[!-9;-~]+:[^\n]*(?:\n[ \t][^\n]*)*)\n)+")
_MAX_HEADER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Somebody of a mail's header."""

    name: str
    domain: str


def recognises(name: str, head: bytes) -> bool:
    """Whether it begins as a mail does: a block of header fields, three of them a mail's own, From among them."""
    text = glimpse(head).lstrip("\n")
    block = _HEAD.match(text)
    if block is None or text.startswith("From "):
        return False
    fields = [line for line in block[0].split("\n") if _FIELDS.match(line)]
    return len(fields) >= 3 and any(line.lower().startswith("from:") for line in fields)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The paragraphs of the mail; a locator counts the lines of its decoded body from 1."""
    mail = _parsed(source.data())
    sender, others = _writers(mail)
    at, subject = _date(mail, source, notes), _field(mail, "subject")
    thread = (_field(mail, "references").split() or [_field(mail, "in-reply-to") or _field(mail, "message-id")])[0] or None
    people = {writer.name: writer for writer in [sender, *others] if writer.name}
    for document in (source.name, source.name + QUOTED):
        for writer in people.values():
            notes.attend(document, writer.name, writer.domain)
    for paragraph in paragraphs(Body(text=_body(mail, notes), sender=sender.name, people=Roll(people)), notes):
        writer = sender if not paragraph.quoted else people.get(paragraph.writer or "") or _stranger(paragraph)
        yield Message(
            source=source.name,
            locator=f"body line {paragraph.line}",
            document=source.name + (QUOTED if paragraph.quoted else ""),
            reader="mail",
            register=Register.MAIL,
            text=paragraph.text,
            speaker=writer.name or None,
            organisation=writer.domain or None,
            said_at=paragraph.at.replace(tzinfo=source.timezone) if paragraph.at else None if paragraph.quoted else at,
            thread=thread,
            heading=subject or None,
        )


def _parsed(data: bytes) -> EmailMessage:
    """The mail; the library raises a dozen kinds of errors on broken ones, all of which mean the same."""
    head = re.split(rb"\r?\n\r?\n", data[: _MAX_HEADER_BYTES + 4], maxsplit=1)[0]
    if len(head) > _MAX_HEADER_BYTES:
        raise UnreadableSourceError(f"its header is larger than {_MAX_HEADER_BYTES // 1024} KiB", reason=Reason.TOO_LARGE)
    try:
        mail = message_from_bytes(data, policy=policy.default)
    except (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError) as error:
        raise UnreadableSourceError(f"not readable as a mail: {type(error).__name__}: {error}", reason=Reason.MALFORMED_MAIL) from error
    if not isinstance(mail, EmailMessage):
        raise UnreadableSourceError("not readable as a mail", reason=Reason.MALFORMED_MAIL)
    return mail


def _field(mail: EmailMessage, name: str) -> str:
    """A header field as text, "" where it is missing or broken."""
    try:
        return str(mail.get(name) or "").strip()
    except (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError):
        return ""


def _writers(mail: EmailMessage) -> tuple[_Writer, list[_Writer]]:
    """The sender, and everybody whom the mail is addressed to."""
    sender = [_writer(*pair) for pair in getaddresses([_field(mail, "from")])]
    if not sender or not (sender[0].name or sender[0].domain):
        raise UnreadableSourceError("no sender: its From field is missing or empty", reason=Reason.NO_SPEAKER)
    return sender[0], [_writer(*pair) for field in ("to", "cc") for pair in getaddresses([_field(mail, field)])]


def _writer(name: str, address: str) -> _Writer:
    """`"Whitfield, Karen" <…>` is Karen Whitfield."""
    last, comma, first = name.partition(",")
    shown = f"{first.strip()} {last.strip()}" if comma and len(first.split()) <= 2 else name.strip()
    return _Writer(name=shown or address, domain=address.rpartition("@")[2].lower())


def _stranger(paragraph: Paragraph) -> _Writer:
    return _Writer(name=paragraph.writer or "", domain=paragraph.domain or "")


def _date(mail: EmailMessage, source: Source, notes: Notes) -> datetime | None:
    text = _field(mail, "date")
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        notes.guessed.append(f"date: `{text[:40]}` in its header is none; the mail stays undated")
        return None
    return at if at.tzinfo else at.replace(tzinfo=source.timezone)


def _body(mail: EmailMessage, notes: Notes) -> str:
    """The text of the mail once: its plain part, else its HTML."""
    plain, marked = _parts(mail, "text/plain"), _parts(mail, "text/html")
    notes.dropped["attachment"] += sum(1 for part in mail.walk() if part.get_content_disposition() == "attachment")
    if any(text.strip() for text in plain):
        return "\n".join(plain)
    if not any(text.strip() for text in marked):
        notes.problem("holds no text that could be read", Reason.NO_TEXT)
        return ""
    return "\n".join(_without_markup(text) for text in marked)


def _parts(mail: EmailMessage, kind: str) -> list[str]:
    texts = []
    for part in mail.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            texts.append(_text(payload if isinstance(payload, bytes) else b"", part.get_content_charset()))
    return texts


def _text(payload: bytes, charset: str | None) -> str:
    """By the part's own charset where it is one, else as any text."""
    try:
        return re.sub(r"\r\n?", "\n", payload.decode(charset or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decoded(payload, Notes())


def _without_markup(markup: str) -> str:
    from driftwatch.readers.layout.markup import markup_blocks

    return "\n\n".join(block.content() for block in markup_blocks(markup, Notes()))
