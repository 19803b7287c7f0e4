"""Minutes as scribejs writes them: Markdown under front matter, `**Full Name:** text`, `… ` where the speaker goes on, the chat in quotes."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.meetings.scribed import LATER, Record
from driftwatch.readers.layout.pages.blocks import Block, Kind
from driftwatch.readers.layout.pages.markdown_blocks import front_matter, markdown_blocks
from driftwatch.readers.layout.text.dates import said_at
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

_LINKED = re.compile(r"^json-ld:[ \t]*[|>]", re.MULTILINE)
_HEAD = re.compile(r"^\*\*(?:Present|Regrets|Guests|Chair|Scribe\(s\)):\*\*", re.MULTILINE)
_TURN = re.compile(r"(?P<mark>\*{1,2})(?P<who>[^*\n:]{1,90}):(?P=mark)[ \t]*")
_BOLD = re.compile(r"\*{1,2}(?P<who>[^*\n:]{1,90})\*{1,2}[ \t]+(?=\S)")
_REFERENCE = re.compile(
    r"_?See (?:github|also|the|\[|https?:).{0,400}|No new (?:actions|resolutions)\.?|(?:\w+ ){0,3}slides: ?\S{0,400}", re.IGNORECASE
)
_DECISION = re.compile(
    r"(?P<mark>\*{1,3})(?P<text>(?:Proposed resolution|Resolution|Action|Issue)\b[^:\n]{0,12}:.*?)(?P=mark)"
    r"(?:[ \t]+\*\((?P<by>[^()\n]{1,60})\)\*)?[ \t]*"
)
_SET = re.compile(r"\{:[^{}\n]*\}")
_SUMMARY = re.compile(r"(?:\d{1,3}\.[ \t]*)?(?:Resolutions|Action Items|Actions|Issues)[ \t]*")
_REPEATED = re.compile(r"\[(?:Resolution|Action|Issue)[ #\d]{1,9}\]\(#")
_ENTRIES = 2000


def recognises(name: str, head: bytes) -> bool:
    """Whether scribejs wrote it: its front matter, or its header of people over turns in its manner."""
    text = glimpse(head)
    if text.startswith("---\n") and _LINKED.search(text) and '"@type"' in text:
        return True
    return len(_HEAD.findall(text)) >= 3 and ("{: #section" in text or "\n… " in text)


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the meeting."""
    text = decoded(source.data(), notes)
    front = front_matter(text)
    blocks = markdown_blocks(text, notes)
    record = Record(source, notes, "scribe_markdown", _at(source, notes, front, blocks))
    record.attend(_attendees(front))
    begun = False
    for block in blocks:
        begun = begun or _begins(block)
        if not begun:
            _prelude(block, record)
            continue
        for message in _messages(block, record):
            if message is not None:
                yield message


def _at(source: Source, notes: Notes, front: str, blocks: list[Block]) -> datetime | None:
    lines = [*(line for line in front.split("\n") if line.startswith(("date:", "title:"))), *(block.content() for block in blocks[:8])]
    return said_at(source.name, lines, source.timezone, notes)


def _begins(block: Block) -> bool:
    """Whether the header is over: a section, or the first turn."""
    content = block.content()
    if block.kind is Kind.HEADING:
        return block.depth >= 3
    hit = _TURN.match(content)
    return hit is not None and not _HEAD.match(content) and hit["who"] not in ("Date", "Topics")


def _prelude(block: Block, record: Record) -> None:
    """Who was there, as the header says it."""
    if block.kind is Kind.PARAGRAPH and (hit := _TURN.match(block.content())) and _HEAD.match(block.content()):
        record.dropped("attendance")
        if hit["who"] != "Regrets":
            record.attend(name for name in re.split(r",\s+", block.content()[hit.end() :]) if name.strip())
    else:
        record.dropped("heading" if block.kind is Kind.HEADING else "boilerplate")


def _messages(block: Block, record: Record) -> Iterator[Message | None]:
    if block.kind is Kind.HEADING:
        record.section(re.sub(r"[*_`]", "", _SET.sub("", block.content())).strip())
        return
    if block.kind is Kind.ROW:
        record.dropped("table cell")
        return
    for number, line in enumerate(block.lines):
        text = block.line(number)
        if not text.strip() or _SET.fullmatch(text.strip()) or set(text) <= set("-_* "):
            continue
        if _REPEATED.match(text) or (record.heading and _SUMMARY.fullmatch(record.heading)):
            record.dropped("summary")
            continue
        yield _line(text, line.place, line.start - (block.text.rfind("\n", 0, line.start) + 1), record)


def _line(text: str, place: str, column: int, record: Record) -> Message | None:
    if text.strip() == "TOC" or _REFERENCE.fullmatch(text.strip()):
        record.dropped("boilerplate")
        return None
    if hit := _DECISION.match(text):
        return record.decided(hit["text"].strip(), place, column + hit.start("text"), by=hit["by"] or _owner(hit["text"]))
    if hit := _TURN.match(text) or _unmarked(text, record):
        start = later.end() if (later := LATER.match(text, hit.end())) else hit.end()
        return record.said(hit["who"], text[start:].rstrip(" \t\\"), place, column + start)
    if hit := LATER.match(text):
        return record.more(text[hit.end() :].rstrip(" \t\\"), place, column + hit.end())
    return record.note(text.rstrip(" \t\\"), place, column)


def _unmarked(text: str, record: Record) -> re.Match[str] | None:
    """`**Ada Lind** text`: somebody listed, for once without the colon."""
    hit = _BOLD.match(text)
    return hit if hit and record.roll.meant(hit["who"]) else None


def _owner(text: str) -> str | None:
    """Who is to do it: `Action #1: rename the registry (Ada Lind)`."""
    hit = re.search(r"\((?P<who>[^()\n]{1,60})\)$", text.rstrip())
    return hit["who"] if hit and text.startswith("Action") else None


def _attendees(front: str) -> Iterator[str]:
    """The people of the JSON-LD, with the organisation in brackets where it names one."""
    begun = _LINKED.search(front)
    if begun is None:
        return
    lines = front[begun.end() :].split("\n")[1:]
    own = [line for line in lines if not line or line[0].isspace()]
    try:
        linked: object = json.loads("\n".join(own))
    except (ValueError, RecursionError):
        return
    event = linked.get("recordedAt") if isinstance(linked, Mapping) else None
    waiting: list[object] = [event.get("attendee") if isinstance(event, Mapping) else None]
    for _ in range(_ENTRIES):
        if not waiting:
            return
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, Mapping):
            waiting.append(each.get("attendee"))
            yield from _person(each)


def _person(entry: Mapping[str, object]) -> Iterator[str]:
    name, owner = entry.get("name"), entry.get("affiliation") or entry.get("worksFor")
    organisation = owner.get("name") if isinstance(owner, Mapping) else owner
    if entry.get("@type") == "Person" and isinstance(name, str):
        yield f"{name} ({organisation})" if isinstance(organisation, str) else name
