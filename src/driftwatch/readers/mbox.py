"""A mailbox (mboxo, mboxrd, mboxcl; of Thunderbird, Takeout, mailman …): every mail of it as if it lay alone.

It is read mail by mail: memory holds one at a time. A locator is `line 812`, the physical line of the file, where the body stands in the file as it
is; where an encoding (base64, quoted-printable), HTML, another charset than UTF-8 or a `>From ` in mid-paragraph lies between, it is
`mail 3 body line 7`: the third mail, the line of its decoded body. A mail that cannot be read costs that mail and is named with its line.
Mails are known by their Message-ID: the same one in an .eml, a .msg or another partner's mailbox counts once.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.mails.correspondence import Letter, letters, messages, renamed
from driftwatch.readers.layout.mails.envelope import plain_subject, replies
from driftwatch.readers.layout.mails.letterhead import Paragraph
from driftwatch.readers.layout.mails.mailbox import POSTMARK, Stored, stored, unstuffed
from driftwatch.readers.layout.mails.mime import Text, laid, parsed
from driftwatch.reading import Notes, Source

_FIELD = re.compile(rb"[!-9;-~]{1,200}:")
_REMEMBERED = 50_000
"""Mails, and addresses, of which something is kept while reading: enough for years of a team, and bounded."""


def recognises(name: str, head: bytes) -> bool:
    """Whether it begins with a postmark and, below it, a header."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n", 4)
    below = [line for line in lines[1:4] if not line.startswith(b">From ")]
    return POSTMARK.match(lines[0]) is not None and bool(below) and _FIELD.match(below[0]) is not None


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The paragraphs of all mails in the order of the file."""
    memory, found = _Memory(), False
    for mail in stored(source):
        found = True
        try:
            yield from _messages(mail, source, notes, memory)
        except UnreadableSourceError as error:
            notes.problem(f"mail {mail.number}: {error}", error.reason, line=mail.line)
    if not found:
        raise UnreadableSourceError("not one mail begins in it", reason=Reason.MALFORMED_MAIL)


def _messages(mail: Stored, source: Source, notes: Notes, memory: "_Memory") -> Iterator[Message]:
    if not mail.data and mail.size:
        raise UnreadableSourceError(f"{mail.size:,} bytes, more than a mail may hold; it is left out", reason=Reason.TOO_LARGE)
    data = unstuffed(mail.data)
    sheet = _Sheet(mail, plain=data is mail.data)
    opened = letters(
        parsed(data, source.limits),
        source,
        notes,
        place=sheet.place,
        document=f"{source.name}#{mail.number}",
        prefix=f"mail {mail.number} ",
    )
    for found in opened:
        if memory.knows(found.envelope.identity):
            notes.dropped["duplicate"] += 1
            continue
        letter = replace(memory.placed(found), line=mail.line)
        if letter.place == sheet.place:
            sheet.lay(letter.contents.texts)
        yield from messages(letter, notes)


class _Memory:
    """What later mails of the file need of earlier ones."""

    def __init__(self) -> None:
        self._threads: OrderedDict[str, str] = OrderedDict()
        self._names: OrderedDict[str, str] = OrderedDict()

    def knows(self, identity: str) -> bool:
        """Whether the mail has been read already."""
        return bool(identity) and identity in self._threads

    def placed(self, letter: Letter) -> Letter:
        """The letter in its thread, its people by the names that other mails give; quotations of mails that are at hand are not heard."""
        header = renamed(letter.envelope, self._names)
        answered = [each for each in header.references if each in self._threads]
        subject = f"subject {plain_subject(header.subject)}"
        root = self._threads[answered[-1]] if answered else header.thread or ""
        if not answered and not header.references and replies(header.subject):
            root = self._threads.get(subject, root)
        _remember(self._threads, header.identity, root)
        if subject not in self._threads:
            _remember(self._threads, subject, root)
        for person in (header.sender, *header.others):
            if person.address and person.name != person.address:
                _remember(self._names, person.address.lower(), person.name)
        references = (root,) if root and root != header.identity else ()
        return replace(letter, envelope=replace(header, references=references), hear_quoted=not answered)


def _remember(kept: OrderedDict[str, str], key: str, value: str) -> None:
    if key:
        kept[key] = value
        kept.move_to_end(key)
        if len(kept) > _REMEMBERED:
            kept.popitem(last=False)


class _Sheet:
    """Finds the physical line on which a line of the body stands."""

    def __init__(self, mail: Stored, *, plain: bool) -> None:
        self._mail, self._plain = mail, plain
        self._parts: list[tuple[int, int, int]] = []
        """Of each part that stands in the file as it is: its first and last line in the body, and its first line in the file."""
        self._lines: list[bytes] = []

    def lay(self, texts: list[Text]) -> None:
        """Look where each part of the body stands."""
        for text, line in zip(texts, laid(texts)[1], strict=False):
            raw = text.raw
            at = self._mail.data.find(raw) if raw is not None and self._plain else -1 if raw is None else self._stuffed(raw)
            if at >= 0:
                first_line = self._mail.first_line + self._mail.data.count(b"\n", 0, at)
                self._parts.append((line, line + text.text.count("\n"), first_line))
        if self._parts:
            self._lines = self._mail.data.split(b"\n")

    def place(self, paragraph: Paragraph) -> tuple[str, int]:
        """Locator and offset of a paragraph."""
        for first, last, line in self._parts:
            if first <= paragraph.line <= last and (offset := self._offset(paragraph, line + paragraph.line - first)) is not None:
                return f"line {line + paragraph.line - first}", offset
        return f"mail {self._mail.number} body line {paragraph.line}", paragraph.offset

    def _offset(self, paragraph: Paragraph, line: int) -> int | None:
        """Where the paragraph begins in the physical line; None where it does not stand there as it is."""
        n = line - self._mail.first_line
        count = paragraph.text.count("\n") + 1
        physical = "\n".join(each.removesuffix(b"\r").decode("utf-8", "replace") for each in self._lines[n : n + count])
        begin = paragraph.offset + (0 if physical.startswith(paragraph.text, paragraph.offset) else 1)
        return begin if physical.startswith(paragraph.text, begin) else None

    def _stuffed(self, raw: bytes) -> int:
        """Where a part stands whose lines the mailbox has changed: by its first lines that it has not."""
        head = raw[: (raw.find(b"\nFrom ") + 1) or len(raw)]
        head = b">" + head[: head.find(b"\n") + 1] if raw.startswith(b"From ") else head
        return self._mail.data.find(head) if head.strip() else -1
