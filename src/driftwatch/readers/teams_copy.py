"""A chat of Teams that somebody copied from the window into a text: with names and times, or with the times alone, which is refused."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.chats.page_times import PageTimes
from driftwatch.readers.layout.chats.posts import Person, Posts
from driftwatch.readers.layout.meetings.turns import shaped_like_a_name
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.lines import lines, settled_for
from driftwatch.reading import Notes, Source

_WHEN = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ \u00a0\u202f]\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?)?"
_HEADED = re.compile(rf"[ \t]{{0,8}}\[({_WHEN})\][ \t]{{1,4}}([^\W\d_][^:\[\]<>*\n]{{1,100}})")
"""`[16/03/2026 10:02] Ada Lind`: how the window of old copies a message; the text stands below."""
_BESIDE = re.compile(rf"[ \t]{{0,8}}\[{_WHEN}\][ \t]{{1,4}}[^:\[\]\n]{{1,100}}:")
"""Name and text on one line: WhatsApp, where only notices stand without a colon."""
_ALONE = re.compile(rf"[ \t]{{0,8}}(?:[^\W\d_]{{2,12}},? )?({_WHEN})[ \t]{{0,8}}")
"""`3/16/2026 10:02 AM`, a line of its own: how the window of today copies it, below the name."""
_RESIDUE = re.compile(
    r"has context menu|last read|edited|(?:begin|end) reference, .{1,200}|\d{1,3} .{1,40} reactions?\.?|url preview for .{1,200}|image|"
    r"seen by .{1,200}|mentioned .{1,80}|profile picture .{1,200}|new messages?",
    re.IGNORECASE,
)
"""What the window says to screen readers, and leaves in a copy."""
_SURE = 2
_MANY = 3
_LOST = (
    "copied from Teams without the names of who wrote what; export the chat instead: as JSON by Graph or by an administrator's tenant export, "
    "or as a transcript of eDiscovery, all of which keep the names"
)


def recognises(name: str, head: bytes) -> bool:
    """Whether some of its lines are nothing but the head of a message."""
    found = glimpse(head).split("\n")
    heads = [_HEADED.fullmatch(line.rstrip()) is not None for line in found]
    with_text = sum(head and not after and bool(line.strip()) for head, after, line in zip(heads, heads[1:], found[1:], strict=False))
    if sum(heads) >= _SURE and 2 * with_text > sum(heads) > sum(_BESIDE.match(line) is not None for line in found):
        return True
    return sum(_ALONE.fullmatch(line) is not None for line in found if len(line) < 60) >= _MANY


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages in their order; refused where their authors are lost."""
    heads = list(_heads(_numbered(source, notes)))
    if not heads:
        raise UnreadableSourceError(_LOST, reason=Reason.NO_SPEAKER)
    times = PageTimes([head.when for head in heads], source.timezone, notes)
    out, people = Posts(source=source, notes=notes, reader="teams_copy"), dict[str, Person | None]()
    for head in heads:
        who = people[head.who] if head.who in people else people.setdefault(head.who, out.person((head.who,)))
        at, found = times.at(head.when, f"line {head.line}"), False
        for line, offset, words in head.said(notes):
            found = True
            yield out.message(words, locator=f"line {line}", channel=source.name, who=who, at=at, offset=offset)
        if not found:
            notes.dropped["empty"] += 1


def _numbered(source: Source, notes: Notes) -> list[tuple[int, str]]:
    """The lines; nobody copies more than a document may hold."""
    found: list[tuple[int, str]] = []
    left = source.limits.document_chars
    for number, line in lines(source, notes, encoding=settled_for(source, notes)):
        left -= len(line) + 1
        if left < 0:
            notes.problem(f"longer than {source.limits.document_chars:,} characters; the rest is cut off", Reason.TRUNCATED_TEXT, line=number)
            break
        found.append((number, line))
    return found


@dataclass(slots=True, kw_only=True)
class _Head:
    """Name and time of a message, and the lines below."""

    line: int
    who: str
    when: str
    below: list[tuple[int, str]] = field(default_factory=list)

    def said(self, notes: Notes) -> Iterator[tuple[int, int, str]]:
        """Line, characters before them, and words of each stretch between what the window left."""
        kept: list[tuple[int, str]] = []
        for number, line in [*self.below, (0, "edited")]:
            left = bool(line.strip()) and _RESIDUE.fullmatch(line.strip()[:300]) is not None
            if left and kept:
                first = kept[0][1]
                yield kept[0][0], len(first) - len(first.lstrip()), "\n".join(each for _, each in kept).strip()
            if left:
                kept = []
                if number:
                    notes.dropped["boilerplate"] += 1
            elif line.strip() or kept:
                kept.append((number, line))


def _heads(numbered: Sequence[tuple[int, str]]) -> Iterator[_Head]:
    """The messages; none where most times stand below no name."""
    places = [place for place, (_, line) in enumerate(numbered) if _HEADED.fullmatch(line.rstrip())]
    if len(places) >= _SURE:
        for place, upto in zip(places, [*places[1:], len(numbered)], strict=True):
            if hit := _HEADED.fullmatch(numbered[place][1].rstrip()):
                yield _Head(line=numbered[place][0], who=hit[2].strip(), when=hit[1], below=list(numbered[place + 1 : upto]))
        return
    alone = [place for place, (_, line) in enumerate(numbered) if len(line) < 60 and _ALONE.fullmatch(line)]
    named = {place: above for place in alone if (above := _name_above(numbered, place)) is not None}
    if 2 * len(named) <= len(alone) or alone[0] not in named:
        return
    begins = [named.get(place, place) for place in alone]
    for place, upto in zip(alone, [*begins[1:], len(numbered)], strict=True):
        hit = _ALONE.fullmatch(numbered[place][1])
        who = numbered[named[place]][1].strip() if place in named else ""
        if hit:
            yield _Head(line=numbered[place][0], who=who, when=hit[1], below=list(numbered[place + 1 : upto]))


def _name_above(numbered: Sequence[tuple[int, str]], place: int) -> int | None:
    """The line above, past one empty line, where it looks like a name."""
    for above in (place - 1, place - 2):
        if above >= 0 and (line := numbered[above][1].strip()):
            name = line.partition(" (")[0]
            return above if len(line) <= 80 and line[-1] not in ".!?:;" and shaped_like_a_name(name.replace(", ", " ")) else None
    return None
