"""A mailbox file (mbox) taken apart as a stream: one mail after the other, each with the line on which it begins."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from driftwatch.reading import Source

POSTMARK = re.compile(
    rb"From [^\r\n]{0,300}?\b[A-Z][a-z]{2},? [A-Z][a-z]{2} {1,2}\d{1,2} {1,2}\d{1,2}:\d\d(?::\d\d)?(?: [\w+-]{1,6}){0,2} (?:19|20)\d\d\b"
    rb"[^\r\n]{0,120}[\r\n]*\Z"
)
"""`From ada@norwind.example Tue Mar  3 10:00:00 2026`, in all its kinds; a sentence that begins with From has no date like this."""
_FIELD = re.compile(rb"[!-9;-~]{1,200}:|>From |[ \t]")
_STUFFED = re.compile(rb"^>+From ", re.MULTILINE)
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_PIECE = 1 << 16
"""A line longer than this is taken in pieces."""
_SHARE = 8
"""A mail may take an eighth of what a whole file may: it is held several times while it is parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One mail of a mailbox."""

    number: int
    line: int
    """Of its postmark, from 1."""
    postmark: bytes
    data: bytes
    """Its lines below the postmark as they stand in the file; empty where they are too many to be held."""
    size: int

    @property
    def first_line(self) -> int:
        """Of its header."""
        return self.line + 1


def stored(source: Source) -> Iterator[Stored]:
    """The mails of the source, none of them held longer than it is looked at."""
    with closing(source.stream()) as stream:
        yield from _Mailbox(iter(lambda: stream.readline(_PIECE), b""), source.limits.whole_bytes // _SHARE).mails()


class _Mailbox:
    """Reads lines ahead as far as a mail says that it goes, and back to its beginning where that was not true."""

    def __init__(self, lines: Iterator[bytes], most: int) -> None:
        self._lines, self._most = lines, most
        self._ahead: deque[bytes] = deque()
        self._number = 0
        """Of the last line taken."""
        self._whole = True
        """Whether the last piece ended its line."""
        self._trusting = True
        """Whether the lengths that mails give have been true so far."""

    def mails(self) -> Iterator[Stored]:
        """Everything from the first postmark on."""
        number, postmark = 0, self._taken()
        while postmark:
            if not POSTMARK.match(postmark):
                postmark = self._taken()
                continue
            number += 1
            line = self._number
            data, size = self._mail()
            yield Stored(number=number, line=line, postmark=postmark, data=data, size=size)
            postmark = self._taken()

    def _taken(self) -> bytes:
        piece = self._ahead.popleft() if self._ahead else next(self._lines, b"")
        self._number += self._whole and bool(piece)
        self._whole = piece.endswith(b"\n")
        return piece

    def _peeked(self, n: int = 0) -> bytes:
        while len(self._ahead) <= n:
            piece = next(self._lines, b"")
            if not piece:
                return b""
            self._ahead.append(piece)
        return self._ahead[n]

    def _mail(self) -> tuple[bytes, int]:
        """The mail's bytes up to the next postmark, and how many they are."""
        kept, size = [], 0
        while (piece := self._peeked()) and not self._ends():
            self._taken()
            size += len(piece)
            if size <= self._most:
                kept.append(piece)
            if kept and self._trusting and not piece.strip(b"\r\n"):
                length = _LENGTH.search(b"".join(kept))
                return self._body(kept, size, int(length[1]) if length else 0)
        return (b"".join(kept) if size <= self._most else b""), size

    def _body(self, kept: list[bytes], size: int, length: int) -> tuple[bytes, int]:
        """The body, as long as the header says where a postmark or the end then follows; else up to the next postmark."""
        if 0 < length <= self._most - size:
            if (body := self._measured(length)) is not None:
                kept += body
                size += sum(map(len, body))
            else:
                self._trusting = False
        while (piece := self._peeked()) and not self._ends():
            self._taken()
            size += len(piece)
            if size <= self._most:
                kept.append(piece)
        return (b"".join(kept) if size <= self._most else b""), size

    def _measured(self, length: int) -> list[bytes] | None:
        """As many bytes as the mail says that its body has; None, and nothing taken, where the next mail does not begin behind them."""
        n = size = 0
        while size < length and (piece := self._peeked(n)):
            size += len(piece)
            n += 1
        while (piece := self._peeked(n)) and not piece.strip(b"\r\n"):
            n += 1
        if size != length or ((behind := self._peeked(n)) and not POSTMARK.match(behind)):
            return None
        return [self._taken() for _ in range(n)]

    def _ends(self) -> bool:
        """Whether the next mail begins here: a postmark, and then a header."""
        piece = self._peeked()
        if not (self._whole and piece.startswith(b"From ") and POSTMARK.match(piece)):
            return False
        behind = self._peeked(1)
        return not behind or _FIELD.match(behind) is not None


def unstuffed(data: bytes) -> bytes:
    """The mail without the `>` that mailboxes put before lines beginning with From; within a quotation the mark is the quotation's."""
    if b">From " not in data:
        return data
    data = re.sub(rb"\A(?:>From [^\n]{0,998}\n)+", b"", data)
    parts: list[bytes] = []
    end = 0
    for hit in _STUFFED.finditer(data):
        if not _within_quotation(data, hit.start()):
            parts.append(data[end : hit.start()])
            end = hit.start() + 1
    return b"".join((*parts, data[end:])) if parts else data


def _within_quotation(data: bytes, start: int) -> bool:
    """Whether the line above or below is marked as quoted too, and by no stuffing."""
    above = data[data.rfind(b"\n", 0, max(start - 1, 0)) + 1 : start]
    stop = data.find(b"\n", start)
    below = data[stop + 1 : stop + 8] if stop >= 0 else b""
    return any(line.startswith(b">") and not _STUFFED.match(line) for line in (above[:8], below))
