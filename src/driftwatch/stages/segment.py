"""Attributed messages to statements: sentences, list items and chat lines, each a verbatim slice with a place of its own."""

import base64
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from types import ModuleType
from typing import TYPE_CHECKING, cast

from driftwatch.domain.limits import Limits
from driftwatch.domain.passages import passages
from driftwatch.domain.sentences import starts
from driftwatch.domain.slices import Passed, Slicer, Slices
from driftwatch.domain.talk import Register, held_once
from driftwatch.tables import MessageRow, Messages, Statements

if TYPE_CHECKING:
    from spacy.language import Language

_ENDS = [".", "!", "?", "…", "...", "。"]
_LEADING = re.compile(r"(?:[\s>•·▪◦‣*+\-–—…,;:.]|\\(?=\s)|\[[ xX]\](?=\s)){1,400}(?=\s)|[\s>•·▪◦‣…]{1,400}")
_EMPHASIS = ("***", "**", "__", "*", "_", "~~")
_NO_WORDS = re.compile(
    r"<[^<>\s]{0,300}(?:\|[^<>]{0,300})?>|https?://\S{1,2000}|www\.\S{1,2000}|:[a-z0-9_+\-]{1,60}:|&\w{1,12};|`[^`]{0,400}`", re.IGNORECASE
)
_LONGEST_WORD = 400
"""Characters without a blank; what is longer no tokens are sought in: it is no word of anybody."""
_NUMBERED = re.compile(r"(.*\bline )(\d+)")
_PLACES = re.compile(r"(?P<unit>cue|entry|page|line) (?P<places>[^,]+(?:, [^,]+)+)")


def sliced(texts: Sequence[Passed]) -> list[Slices]:
    """Where the statements of each text stand; what is found in one does not depend on the others."""
    talk: list[tuple[int, int, int]] = []
    code, headings = [0] * len(texts), [0] * len(texts)
    for place, (text, by_line) in enumerate(texts):
        for passage in passages(text, by_line=by_line):
            if passage.code:
                code[place] += 1
            elif passage.heading:
                headings[place] += 1
            else:
                talk.append((place, passage.start, passage.end))
    documents = _language().pipe((_for_tokens(texts[place].text[start:end]) for place, start, end in talk), batch_size=256)
    pieces: list[list[tuple[int, int]]] = [[] for _ in texts]
    for (place, start, end), document in zip(talk, documents, strict=True):
        text = texts[place].text
        begins = starts(text[start:end], (sentence.start_char for sentence in document.sents))
        trimmed = (_trimmed(text, start + a, start + b) for a, b in zip(begins, [*begins[1:], end - start], strict=True))
        pieces[place].extend((a, b) for a, b in trimmed if a < b)
    return [Slices(tuple(found), *lost) for found, *lost in zip(pieces, code, headings, strict=True)]


def segment(
    messages: Messages, *, statement_chars: int = Limits().statement_chars, slicer: Slicer = sliced
) -> tuple[Statements, dict[str, Counter[str]]]:
    """The statements in the order of the messages, and what was lost on the way: reason (empty, code, section title, cut) -> source -> how often."""
    rows: list[tuple[object, ...]] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    positions: Counter[str] = Counter()
    dropped: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for message, pieces in _pieces(messages, dropped, slicer):
        for start, stop in pieces:
            end = _cut(message.text, start, stop, statement_chars)
            text = message.text[start:end]
            if not _says_something(text):
                dropped["empty"][message.source] += 1
                continue
            if end < stop:
                dropped["cut"][message.source] += 1
            key = (message.document, message.speaker or "", " ".join(text.split()))
            rows.append(_row(message, text, start, (_identity(*key, seen[key]), positions[message.document])))
            seen[key] += 1
            positions[message.document] += 1
    return Statements.of(rows), dict(dropped)


def _row(message: MessageRow, text: str, start: int, named: tuple[str, int]) -> tuple[object, ...]:
    identity, position = named
    place, offset = _locator(message, start)
    who = (message.partner, message.speaker, message.said_at)
    return (identity, text, *who, message.source, place, message.document, message.register, message.heading, message.thread, position, offset)


def _pieces(messages: Messages, dropped: Mapping[str, Counter[str]], slicer: Slicer) -> Iterator[tuple[MessageRow, tuple[tuple[int, int], ...]]]:
    """Each message with the offsets of its statements; code, logs and headings within it are counted as dropped."""
    rows = list(messages.rows())
    found = slicer([Passed(row.text, row.register == Register.CHAT) for row in rows])
    for message, slices in zip(rows, found, strict=True):
        for reason, lost in (("code", slices.code), ("section title", slices.headings)):
            if lost:
                dropped[reason][message.source] += lost
        yield message, slices.pieces


def _for_tokens(text: str) -> str:
    """The text as the splitter is to see it: a run without blanks that is too long for a word is masked, character by character."""
    if len(text) <= _LONGEST_WORD or max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return text
    return re.sub(rf"(?<!\S)\S{{{_LONGEST_WORD},}}", lambda hit: "x " * (len(hit[0]) // 2) + "x" * (len(hit[0]) % 2), text)


@contextmanager
def _without(library: str) -> Iterator[None]:
    """spaCy imports torch wherever it is installed, for trained components: 180 MB and 1.6 s of which tokens need nothing."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = cast("ModuleType", None)  # what the import system takes for "not there"
    try:
        yield
    finally:
        del sys.modules[library]


@cache
def _language() -> "Language":
    """A blank English pipeline: its tokens know e.g., URLs, decimals and emoticons; nothing in it is trained."""
    with _without("torch"):
        import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer", config={"punct_chars": _ENDS})
    language.max_length = 1 << 30
    return language


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The slice without list marks, quote marks, stray backslashes and emphasis that only opens or only closes."""
    if lead := _LEADING.match(text, start, end):
        start = lead.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or (text[end - 1] == "\\" and (end == len(text) or text[end].isspace()))):
        end -= 1
    for mark in _EMPHASIS:
        slice_ = text[start:end]
        opens, closes = slice_.startswith(mark), slice_.endswith(mark)
        if len(slice_) > 2 * len(mark) and opens and closes and slice_.count(mark) == 2:
            start, end = start + len(mark), end - len(mark)
        elif slice_.count(mark) == 1 and (opens or closes):
            start, end = start + len(mark) * opens, end - len(mark) * closes
    return start, end


def _cut(text: str, start: int, end: int, most: int) -> int:
    """The end of a statement that is not longer than `most`, at a word."""
    if end - start <= most:
        return end
    blank = max(text.rfind(" ", start, start + most), text.rfind("\n", start, start + most))
    return blank if blank > start else start + most


def _says_something(text: str) -> bool:
    """Whether two letters are left without links, mentions, code and emoji."""
    return sum(sign.isalpha() for sign in _NO_WORDS.sub(" ", text)) >= 2


def _locator(message: MessageRow, start: int) -> tuple[str, int]:
    """Where the statement itself begins, where each line has a place of its own, and how many characters of that place come before it."""
    lines = message.text.count("\n", 0, start)
    if several := _PLACES.fullmatch(message.locator):
        places = several["places"].split(", ")
        return held_once(f"{several['unit']} {places[min(lines, len(places) - 1)]}"), _column(message, start)
    numbered = _NUMBERED.fullmatch(message.locator)
    if numbered:
        return held_once(f"{numbered[1]}{int(numbered[2]) + lines}"), _column(message, start)
    return message.locator, message.offset + start


def _column(message: MessageRow, start: int) -> int:
    """Characters before it on its own line."""
    line = message.text.rfind("\n", 0, start) + 1
    return start - line if line else message.offset + start


def _identity(document: str, speaker: str, text: str, ordinal: int) -> str:
    """The same for the same words of the same speaker in the same document, wherever in it they stand."""
    digest = blake2b("\x1f".join((document, speaker, text, str(ordinal))).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()
