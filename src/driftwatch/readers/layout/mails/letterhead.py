"""The body of a letter taken apart: what the writer says, what is quoted and by whom, what only frames it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from driftwatch.domain.names import Roll
from driftwatch.readers.layout.mails.farewell import farewell
from driftwatch.readers.layout.mails.legal import boilerplate, boilerplate_line, card, goes_on, heads_boilerplate
from driftwatch.readers.layout.mails.letters import GREETING, LONGEST_FRAME, POSTSCRIPT, RULE
from driftwatch.readers.layout.mails.quotations import ORIGINAL, Announcement, announcement, header_block
from driftwatch.reading import Notes

_GREETING_WORDS = 8
_BARE_GREETING_WORDS = 3
_QUOTE = re.compile(r"[ \t]*(?:>|[A-Z]{1,3}>)(?:[> \t]|[A-Z]{1,3}>)*")
_ITEM = re.compile(r"(?:[-*•·▪–]|\d{1,2}[.)]|[a-z]\))\s+\S")
_AHEAD = 48
"""Lines that are looked ahead."""
_WRAPPED = 60
"""A quoted line as long as this may have lost its last word to the next line, which then carries no mark."""
_PGP_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----|Hash: [\w, -]{1,60}")
_PGP_TAIL = re.compile(r"-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----")
_PATCH = re.compile(r"diff --git a/|Index: \S{1,200}$|@@ -\d{1,9},\d{1,9} \+\d{1,9},\d{1,9} @@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A mail's decoded text, and who is named in its header."""

    text: str
    sender: str
    people: Roll
    heard: bool = True
    """Whether the quoted side is listened to at all."""
    flowed: bool = False
    """Whether a line that does not end in a blank ends because its writer wanted so (format=flowed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Some lines that say something."""

    text: str
    line: int
    """Of its beginning, from 1."""
    offset: int = 0
    """Characters before it in that line."""
    quoted: bool = False
    writer: str | None = None
    """Of a quotation, as far as it tells: a name of the header, or as written."""
    domain: str | None = None
    at: datetime | None = None
    """Day of a quotation; its time carries no zone and is left out."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    begin: int
    start: int
    end: int
    depth: int
    """Marks of quotation before it."""
    content: str
    hard: bool = False
    """Whether its writer ended it; of a quotation, whether a sentence ends with it: so few marks as can be stand within what is quoted."""


def paragraphs(body: Body, notes: Notes) -> Iterator[Paragraph]:
    """The paragraphs of the writer, and those of the quoted side where the quotation names who wrote it."""
    announced: Announcement | None = None
    for run in _runs(body):
        if run[0].depth:
            yield from _quotation(run, body, announced, notes)
            announced = None
            continue
        own, rest = _own(run, body)
        yield from _said(own, body, notes)
        announced, gone = _behind(rest, body, notes)
        yield from _postscript(rest, body, notes)
        if gone:
            return


def _runs(body: Body) -> Iterator[list[_Line]]:
    """Lines in turn: own, quoted, own …; blank lines stay with what stands before them. Deeper quotations belong to others and end a run."""
    run: list[_Line] = []
    lines = list(_lines(body))
    for n, line in enumerate(lines):
        along = bool(run) and not line.depth and (not line.content or _leftover(lines, n))
        if run and line.depth != run[-1].depth and not along:
            yield run
            run = []
        run.append(_Line(line.number, line.begin, line.start, line.end, run[-1].depth, line.content, line.hard) if along and run[-1].depth else line)
    if run:
        yield run


def _lines(body: Body) -> Iterator[_Line]:
    begin, soft = 0, body.flowed and re.search(r"[^\s>-] \n", body.text) is not None
    for number, raw in enumerate(body.text.split("\n"), start=1):
        stuffed = body.flowed and raw.startswith((" >", " From "))
        mark = None if stuffed else _QUOTE.match(raw)
        start = begin + (mark.end() if mark else len(raw) - len(raw.lstrip()))
        end = max(start, begin + len(raw.rstrip()))
        content, depth = body.text[start:end], mark[0].count(">") if mark else 0
        hard = content.endswith((".", "?", "!", ":")) if depth else soft and not raw.endswith(" ")
        yield _Line(number, begin, start, end, depth, content, hard)
        begin += len(raw) + 1


def _leftover(lines: list[_Line], n: int) -> bool:
    """Whether this unmarked line is the end of the quoted line above, broken off by a mail program."""
    above, line, below = lines[n - 1], lines[n], lines[n + 1] if n + 1 < len(lines) else None
    if not above.depth or len(above.content) < _WRAPPED or above.content.endswith((".", "?", "!", ":")):
        return False
    return line.content[0].islower() and len(line.content) < _WRAPPED and below is not None and below.depth > 0


def _own(run: list[_Line], body: Body) -> tuple[list[_Line], list[_Line]]:
    """The writer's lines, and those from the closing words, signature or announcement of a quotation on."""
    contents = [line.content for line in run]
    for n, content in enumerate(contents):
        if not content or len(content) > LONGEST_FRAME:
            continue
        if _opens_quotation(contents, n) or farewell(contents, n, body.sender) or _PGP_TAIL.match(content) or _PATCH.match(content):
            return run[:n], run[n:]
    return run, []


def _opens_quotation(contents: list[str], n: int) -> bool:
    """Whether a separator, an unmarked header or `On … wrote:` begins here; words that could be the writer's own only at the run's end."""
    if ORIGINAL.fullmatch(contents[n]) or (":" in contents[n][:24] and header_block(contents[n : n + 8])):
        return True
    if RULE.fullmatch(contents[n]):
        behind = [content for content in contents[n + 1 : n + 10] if content]
        return bool(behind) and (header_block(behind) or bool(ORIGINAL.fullmatch(behind[0])))
    if not any(content.endswith((":", ": --", "-----")) for content in contents[n : n + 3]):
        return False
    found = announcement(contents[n : n + 3])
    return found is not None and (found.certain or not any(contents[n + found.lines : n + _AHEAD]))


def _behind(rest: list[_Line], body: Body, notes: Notes) -> tuple[Announcement | None, bool]:
    """What stands behind the writer's words is counted: who is quoted next, and whether an unmarked quotation takes all that follows."""
    contents = [line.content for line in rest]
    for n, content in enumerate(contents):
        if not content or len(content) > LONGEST_FRAME or not _opens_quotation(contents, n):
            continue
        found = announcement(contents[n : n + 3])
        below = any(contents[n + (found.lines if found else 1) :])
        notes.dropped["signature"] += sum(1 for each in contents[:n] if each)
        forwarded = bool(
            re.search(r"forward|weitergeleit|transf|reenviad|inoltrat|doorgestuurd|videresend|vidarebe|encaminhad|przek", content, re.IGNORECASE)
        )
        notes.dropped["forwarded mail" if forwarded and not found else "quoted reply"] += sum(1 for each in contents[n:] if each)
        return found, below or found is None
    patch = bool(contents) and bool(_PATCH.match(contents[0]))
    notes.dropped["code" if patch else "signature"] += sum(1 for each in contents if each)
    return None, False


def _postscript(rest: list[_Line], body: Body, notes: Notes) -> Iterator[Paragraph]:
    """What the writer adds below the name."""
    contents = [line.content for line in rest]
    end = next((n for n, content in enumerate(contents) if content and _opens_quotation(contents, n)), len(rest))
    for n in range(1, end):
        if POSTSCRIPT.match(contents[n]) and not contents[n - 1]:
            stop = next((m for m in range(n, end) if not contents[m]), end)
            notes.dropped["signature"] -= stop - n
            yield from _said(rest[n:stop], body, notes)
            return


def _quotation(run: list[_Line], body: Body, announced: Announcement | None, notes: Notes) -> Iterator[Paragraph]:
    """A marked quotation of one level: said by whom it is announced or signed, dropped where nobody is named or it quotes on."""
    if not body.heard or run[0].depth > 1:
        notes.dropped["quoted reply"] += sum(1 for line in run if line.content)
        return
    writer = announced and announced.writer
    meant = body.people.meant(writer) if writer else ()
    writer = meant[0] if len(meant) == 1 else writer or _signed(run, body)
    if not writer or writer == body.sender:
        notes.dropped["quoted reply"] += sum(1 for line in run if line.content)
        return
    day = announced.day if announced else None
    at = datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001  the zone is the source's
    domain = announced.domain if announced else ""
    own, rest = _own(run, replace(body, sender=writer))
    for paragraph in _said(own, body, notes):
        yield replace(paragraph, quoted=True, writer=writer, domain=domain or None, at=at)
    notes.dropped["signature"] += sum(1 for line in rest if line.content)


def _signed(run: list[_Line], body: Body) -> str | None:
    """Who signs the quotation, if it is one of the header's people and only one."""
    for content in [line.content for line in reversed(run) if line.content][:3]:
        meant = body.people.meant(content.strip(" ,.-–—")) if len(content) <= LONGEST_FRAME else ()
        if len(meant) == 1 and meant[0] != body.sender:
            return meant[0]
    return None


def _said(lines: list[_Line], body: Body, notes: Notes) -> Iterator[Paragraph]:
    """The paragraphs among these lines that are no greeting and no boilerplate; an item of a list is one of its own."""
    legal = False
    for gathered in _gathered(lines, body, notes):
        text = body.text[gathered[0].start : gathered[-1].end].strip()
        if (legal and goes_on(text)) or (legal := heads_boilerplate(text)):
            notes.dropped["disclaimer"] += 1
            legal = True
        elif _greets(text, body):
            notes.dropped["greeting"] += 1
        elif card([line.content for line in gathered]):
            notes.dropped["meeting boilerplate"] += 1
        elif reason := boilerplate(text):
            notes.dropped[reason] += 1
            legal = reason == "disclaimer" and len(text) > 80
        elif any(sign.isalpha() for sign in text):
            yield Paragraph(text=text, line=gathered[0].number, offset=gathered[0].start - gathered[0].begin)


def _gathered(lines: list[_Line], body: Body, notes: Notes) -> Iterator[list[_Line]]:
    """Lines that belong together."""
    gathered: list[_Line] = []
    for line in lines:
        content = line.content
        reason = _left_out(content)
        if gathered and (not content or reason or gathered[-1].hard or _ITEM.match(content[:20])):
            yield gathered
            gathered = []
        if reason:
            notes.dropped[reason] += 1
        elif content and not gathered and content.endswith((",", "!", ":", "-", "–")) and _greets(content, body):
            notes.dropped["greeting"] += 1
        elif content:
            gathered.append(line)
    if gathered:
        yield gathered


def _left_out(content: str) -> str | None:
    """Why this line says nothing, whatever stands around it."""
    if not content or len(content) > LONGEST_FRAME:
        return None
    if content.startswith(("-----BEGIN PGP", "Hash: ")) and _PGP_HEAD.fullmatch(content):
        return "signature"
    return boilerplate_line(content)


def _greets(text: str, body: Body) -> bool:
    """Whether the line only greets: by a word for it, by one word and a comma, or by the names of those to whom the mail goes."""
    if len(text) > LONGEST_FRAME or len(text.split()) > _GREETING_WORDS:
        return False
    ended = text.endswith((",", "!", ":", "–", "-"))
    if GREETING.fullmatch(text):
        return ended or len(text.split()) <= _BARE_GREETING_WORDS
    if text.endswith(",") and text[0].isupper() and text[:-1].isalpha():
        return True
    pieces = [piece.strip() for piece in re.split(r"[,!:–/&-]|\b(?:and|und|et|og|och|en|y|e|i)\b", text) if piece.strip()] if ended else []
    return bool(pieces) and all(body.people.meant(piece) for piece in pieces)
