"""The body of a letter taken apart: what the writer says, what is quoted and by whom, what only frames it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from driftwatch.domain.names import Roll, folded, words
from driftwatch.readers.layout.dates import dates_in
from driftwatch.readers.layout.letters import ADDRESS, CLOSING, DISCLAIMER, GREETING, HEADER, ORIGINAL, SIGNATURE, WROTE
from driftwatch.reading import Notes

_GREETING_WORDS = 8
_QUOTE = re.compile(r"[ \t]*>[> \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A mail's decoded text, and who is named in its header."""

    text: str
    sender: str
    people: Roll


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Some lines that say something."""

    text: str
    line: int
    """Of its beginning, from 1."""
    quoted: bool = False
    writer: str | None = None
    """Of a quotation, as far as it tells: a name of the header, or as written."""
    domain: str | None = None
    at: datetime | None = None
    """Day of a quotation; its time carries no zone and is left out."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int
    end: int
    depth: int
    """Marks of quotation before it."""


def paragraphs(body: Body, notes: Notes) -> Iterator[Paragraph]:
    """The paragraphs of the writer, and those of the quoted side where the quotation names who wrote it."""
    announced: tuple[str | None, str | None, datetime | None] = (None, None, None)
    for run in _runs(body.text):
        if run[0].depth:
            yield from _quotation(run, body, announced, notes)
            announced = (None, None, None)
            continue
        own, rest = _own(run, body)
        announced = _announced(rest, body)
        yield from _said(own, body, notes)
        if (unmarked := _unmarked(rest, body)) is not None:
            notes.dropped["quoted reply"] += sum(1 for line in unmarked if _content(body, line))
            return
        notes.dropped["signature"] += sum(1 for line in rest if _content(body, line))


def _runs(text: str) -> Iterator[list[_Line]]:
    """Lines in turn: own, quoted, own …; blank lines stay with what stands before them. Deeper quotations belong to others and end a run."""
    run: list[_Line] = []
    offset = 0
    for number, content in enumerate(text.split("\n"), start=1):
        mark = _QUOTE.match(content)
        depth = mark[0].count(">") if mark else 0
        begin = offset + (mark.end() if mark else 0)
        line = _Line(number, begin, offset + len(content.rstrip()) if content.strip() else begin, depth)
        if run and line.depth != run[-1].depth and (content.strip() or depth):
            yield run
            run = []
        run.append(line if content.strip() or depth else _Line(number, begin, begin, run[-1].depth if run else 0))
        offset += len(content) + 1
    if run:
        yield run


def _own(run: list[_Line], body: Body) -> tuple[list[_Line], list[_Line]]:
    """The writer's lines, and those from the closing words, signature or announcement of a quotation on."""
    for n, line in enumerate(run):
        content = _content(body, line)
        if SIGNATURE.fullmatch(content) or ORIGINAL.fullmatch(content) or _closes(run, n, body) or _opens_quotation(run, n, body):
            return run[:n], run[n:]
    return run, []


def _closes(run: list[_Line], n: int, body: Body) -> bool:
    """Whether this line takes leave: closing words, or the writer's name alone at the end."""
    content = _content(body, run[n])
    if CLOSING.fullmatch(content):
        following = [_content(body, line) for line in run[n + 1 :] if _content(body, line)]
        return not following or len(following[0].split()) <= 5
    if not content or (n and _content(body, run[n - 1])):
        return False
    signed = content.strip(" .,-–—~")
    return folded(signed) == folded(body.sender) or (len(words(signed)) == 1 and folded(body.sender).startswith(folded(signed)))


def _opens_quotation(run: list[_Line], n: int, body: Body) -> bool:
    """Whether an unmarked header or `On … wrote:` begins here."""
    content = _content(body, run[n])
    if HEADER.fullmatch(content) and n + 1 < len(run) and HEADER.fullmatch(_content(body, run[n + 1])):
        return True
    return any(WROTE.fullmatch("\n".join(_content(body, line) for line in run[n : n + size])) is not None for size in (1, 2, 3) if content)


def _announced(rest: list[_Line], body: Body) -> tuple[str | None, str | None, datetime | None]:
    """Who is quoted below, of which domain, and when that was."""
    text = "\n".join(_content(body, line) for line in rest)
    hit = next((each for each in WROTE.finditer(text)), None)
    if hit is None:
        return None, None, None
    days = dates_in(hit[0])
    at = datetime(days[0].day.year, days[0].day.month, days[0].day.day) if days else None  # noqa: DTZ001  the zone is the source's
    address = ADDRESS.search(hit[0])
    name = re.split(r"\b(?:wrote|schrieb|um|at)\b", hit[0])[-1]
    written = (address["name"] if address else name).strip(" ,:\n")
    written = re.sub(r".*(?:\d[\d:.]*(?:\s*[AaPp][Mm])?,?|schrieb|wrote)\s+", "", written, flags=re.DOTALL).strip(" ,:")
    meant = body.people.meant(written) if written else ()
    return (meant[0] if len(meant) == 1 else written or None), (address["address"].rpartition("@")[2].lower() if address else None), at


def _quotation(run: list[_Line], body: Body, announced: tuple[str | None, str | None, datetime | None], notes: Notes) -> Iterator[Paragraph]:
    """A marked quotation of one level: said by whom it is announced or signed, dropped where nobody is named or it quotes on."""
    writer, domain, at = announced
    signed = _signed(run, body)
    if run[0].depth > 1 or not (writer or signed):
        notes.dropped["quoted reply"] += sum(1 for line in run if _content(body, line))
        return
    writer = writer or signed
    own, rest = _own(run, replace(body, sender=writer or ""))
    for paragraph in _said(own, body, notes):
        yield replace(paragraph, quoted=True, writer=writer, domain=domain, at=at)
    notes.dropped["signature"] += sum(1 for line in rest if _content(body, line))


def _signed(run: list[_Line], body: Body) -> str | None:
    """Who signs the quotation, if it is one of the header's people and only one."""
    for content in [text for line in reversed(run) if (text := _content(body, line))][:3]:
        meant = body.people.meant(content.strip(" ,.-–—"))
        if len(meant) == 1 and meant[0] != body.sender:
            return meant[0]
    return None


def _unmarked(rest: list[_Line], body: Body) -> list[_Line] | None:
    """The lines of an unmarked quotation at the end, None where there is none."""
    for n, line in enumerate(rest):
        content = _content(body, line)
        if ORIGINAL.fullmatch(content) or (HEADER.fullmatch(content) and n + 1 < len(rest) and HEADER.fullmatch(_content(body, rest[n + 1]))):
            return rest[n:]
    return None


def _said(lines: list[_Line], body: Body, notes: Notes) -> Iterator[Paragraph]:
    """The paragraphs among these lines that are no greeting and no disclaimer; an item of a list is one of its own."""
    gathered: list[_Line] = []
    for line in [*lines, None]:
        content = _content(body, line) if line else ""
        if gathered and (not content or re.match(r"(?:[-*•]|\d{1,2}[.)])\s+\S", content)):
            if paragraph := _paragraph(gathered, body, notes):
                yield paragraph
            gathered = []
        if content and not gathered and GREETING.fullmatch(content) and content.endswith((",", "!", ":")) and len(content.split()) <= _GREETING_WORDS:
            notes.dropped["greeting"] += 1
        elif line and content:
            gathered.append(line)


def _paragraph(gathered: list[_Line], body: Body, notes: Notes) -> Paragraph | None:
    text = body.text[gathered[0].start : gathered[-1].end].strip()
    if GREETING.fullmatch(text) and len(text.split()) <= _GREETING_WORDS:
        notes.dropped["greeting"] += 1
        return None
    if DISCLAIMER.fullmatch(text):
        notes.dropped["disclaimer"] += 1
        return None
    return Paragraph(text=text, line=gathered[0].number) if any(sign.isalpha() for sign in text) else None


def _content(body: Body, line: _Line) -> str:
    return body.text[line.start : line.end].strip()
