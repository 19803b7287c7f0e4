"""Signal as text: `[2026-03-03 10:12:45] Ada Lind: …`, with what signal-export writes beside the words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.posts import Person, Posts
from driftwatch.readers.layout.text.lines import lines, settled_for
from driftwatch.reading import Source

ME = "Me"
_BEGIN = re.compile(r"\[(\d{4}-\d\d-\d\d),? (\d\d:\d\d(?::\d\d)?)\] ([^:\n]{1,100}):[ ]?")
_SPECIAL = frozenset((">", "("))
"""Begins a line that may be something else than words."""
_STICKER = re.compile(r"\(\( [^()]{0,60} \)\)")
_CALL = re.compile(r"(?:Incoming|Outgoing|Missed) (?:group )?(?:voice |video )?call(?: \([^()\n]{0,80}\))?")
DELETED = "(This message was deleted)"
_NO_SENDER = "No-Sender"
_MOST_LINES = 100_000
"""Of one message: what follows is a message of its own."""


class _Post(NamedTuple):
    """One message with its lines as they stand."""

    line: int
    at: datetime | None
    who: str
    first: int
    """Characters before the words in the first line."""
    lines: list[str]


def spoken(out: Posts) -> Iterator[Message]:
    """The messages of a text."""
    people: dict[str, Person | None] = {}
    channel = channel_of(out.source)
    for post in _posts(out):
        if post.who not in people:
            people[post.who] = somebody(out, post.who)
        found = False
        for line, offset, words in _stretches(post, out):
            if reason := program_wrote(words):
                out.notes.dropped[reason] += 1
                continue
            found = True
            yield out.message(words, locator=f"line {line}", channel=channel, who=people[post.who], at=post.at, offset=offset)
        if not found and not any(line.strip() for line in post.lines):
            out.notes.dropped["empty"] += 1


def channel_of(source: Source) -> str:
    """The chat: signal-export makes a folder of its name."""
    path = PurePosixPath(source.name.replace("!", "/"))
    return path.parent.name if path.name in ("chat.md", "data.json") and path.parent.name else path.stem


def somebody(out: Posts, name: str) -> Person | None:
    """The sender; None where signal-export found none."""
    if name == ME:
        out.notes.guess("`Me` is whoever made this export: name them in `people` of their [[partner]]")
    return None if name in ("", _NO_SENDER, "None") else out.person((name,))


def program_wrote(words: str) -> str | None:
    """Why these words are nobody's."""
    if words == DELETED:
        return "deleted"
    return "joins and other notices" if len(words) < 120 and _CALL.fullmatch(words) else None


def _posts(out: Posts) -> Iterator[_Post]:
    post: _Post | None = None
    for number, line in lines(out.source, out.notes, encoding=settled_for(out.source, out.notes)):
        hit = _BEGIN.match(line) if line[:1] == "[" else None
        if hit:
            if post:
                yield post
            post = _Post(number, _moment(f"{hit[1]} {hit[2]}", number, out), hit[3].strip(), hit.end(), [line[hit.end() :]])
        elif post and len(post.lines) < _MOST_LINES:
            post.lines.append(line)
        elif line.strip():
            out.notes.dropped["boilerplate"] += 1
    if post:
        yield post


def _moment(written: str, line: int, out: Posts) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=out.source.timezone)
    except ValueError:
        return out.time(written, f"line {line}")


def _stretches(post: _Post, out: Posts) -> Iterable[tuple[int, int, str]]:
    """Line, characters before them in it, and words of each stretch that is not a quote, a reaction, a sticker or an attachment."""
    whole = "\n".join(post.lines)
    if whole[:1] in _SPECIAL or "\n>" in whole or "\n(" in whole or "](." in whole:
        return _parted(post, out)
    words = whole.strip()
    if not words or whole.startswith(words):
        return ((post.line, post.first, words),) if words else ()
    before = whole[: whole.index(words)]
    column = len(before) - before.rfind("\n") - 1
    return ((post.line + before.count("\n"), column if "\n" in before else post.first + column, words),)


def _parted(post: _Post, out: Posts) -> Iterator[tuple[int, int, str]]:
    """The stretches of a message in which something else stands too."""
    held: list[str] = []
    begin = 0
    for index, line in enumerate([*post.lines, ">"]):
        text, reason = _said(line)
        if text.strip() and not held:
            begin = index
        if held or text.strip():
            held.append(text)
        if reason and index < len(post.lines):
            previous = index > 0 and _said(post.lines[index - 1])[1] == reason == "quoted reply"
            if not previous:
                out.notes.dropped[reason] += 1
        if reason and held:
            yield _placed(held, begin, post)
            held = []


def _placed(held: Sequence[str], begin: int, post: _Post) -> tuple[int, int, str]:
    words = "\n".join(held).strip()
    return post.line + begin, (post.first if begin == 0 else 0) + len(held[0]) - len(held[0].lstrip()), words


def _said(line: str) -> tuple[str, str | None]:
    """What of a line was said, and what ends it there."""
    if line.startswith(">"):
        return "", "quoted reply"
    if line.startswith("(- ") and line.rstrip().endswith(" -)"):
        return "", "reaction"
    if line.startswith("((") and _STICKER.fullmatch(line.rstrip()):
        return "", "attachment"
    if "](." in line and (end := _attachments(line)) < len(line):
        return line[:end], "attachment"
    return line, None


def _attachments(line: str) -> int:
    """Where the links begin that end a line: `![crane.jpg](./media/crane.jpg)  `."""
    begin = len(line)
    while True:
        end = begin
        while end and line[end - 1] == " ":
            end -= 1
        link = line.rfind("](.", 0, end) if end and line[end - 1] == ")" else -1
        opened = line.rfind("[", 0, link) if link > 0 and line.find(")", link, end - 1) < 0 else -1
        if opened < 0:
            return begin
        begin = opened - (line[opened - 1 : opened] == "!")
