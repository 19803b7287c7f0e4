"""One mail (.eml, .emlx): what its writer says, and what the quoted side says where the quotation names it.

A locator counts the lines of the decoded body from 1: `body line 7`; where a mail is only HTML, of the text that it shows; of a mail that is
attached to it, `attached mail 1 body line 7`. Mails are known by their Message-ID: the same one in an mbox, a .msg or another partner's export
counts once. Where it is missing, time, writer and words tell equals.
"""

import re
from collections.abc import Iterator

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.mails.correspondence import body_place, letters, messages
from driftwatch.readers.layout.mails.mime import parsed
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.reading import Notes, Source

_FIELD = re.compile(r"[!-9;-~]{1,100}:")
_KNOWN = re.compile(
    r"(?:from|to|cc|date|subject|message-id|received|return-path|mime-version|reply-to|in-reply-to|references|delivered-to|sender|thread-topic"
    r"|thread-index"
    r"|x-[\w-]{1,80}|content-[\w-]{1,80}|list-[\w-]{1,80}|dkim-signature|arc-[\w-]{1,80}|authentication-results):",
    re.IGNORECASE,
)
_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")
"""Apple Mail puts the number of the mail's bytes before it, and a property list behind."""


def recognises(name: str, head: bytes) -> bool:
    """Whether it begins as a mail does: a block of header fields, three of them a mail's own, From among them."""
    begin = _COUNT.match(head)
    text = glimpse(head[begin.end() :] if begin else head).lstrip("\n")
    known, sender = 0, False
    for line in text.split("\n"):
        if line[:1] in (" ", "\t") and known:
            continue
        if not _FIELD.match(line):
            break
        known += _KNOWN.match(line) is not None
        sender = sender or line[:5].lower() == "from:"
    return known >= 3 and sender


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The paragraphs of the mail, then those of mails that are attached to it."""
    mail = parsed(_bare(source.data()), source.limits)
    told = False
    for letter in letters(mail, source, notes, place=body_place(), document=source.name):
        if not told and not letter.contents.enclosed and not any(text.text.strip() for text in letter.contents.texts):
            _tell_empty(notes, sealed=letter.contents.sealed is not None, other=letter.contents.calendar is not None or letter.contents.report)
        told = True
        yield from messages(letter, notes)


def _bare(data: bytes) -> bytes:
    """The mail without what a mail program puts around it."""
    begin = _COUNT.match(data)
    if begin:
        return data[begin.end() : begin.end() + int(begin[1])]
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _tell_empty(notes: Notes, *, sealed: bool, other: bool) -> None:
    if not sealed and not other:
        notes.problem("holds no text that could be read", Reason.NO_TEXT)
