"""Attributed messages to statements: sentences, list items and chat lines, each a verbatim slice with a place of its own."""

import base64
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from driftwatch.domain.talk import Register
from driftwatch.tables import MessageRow, Messages, Statements

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ENDS = [".", "!", "?", "…", "...", "。"]
_ABBREVIATIONS = frozenset(
    "approx bzw ca cf co corp dept dr ed eg esp est etc evtl ext fr ggf gen hon hr ie inc incl jan feb mar apr jun jul aug sep sept oct nov dec "
    "jr ltd max messrs min misc mr mrs ms mt prof resp rev sen sgt sr st tel usw vgl vs wg zb".split()
)
"""Words (folded) whose point ends no sentence where a small letter or a figure follows; before a capital only the titles among them."""
_TITLES = frozenset("dr fr gen hon hr messrs mr mrs ms mt prof sen sgt st vs cf eg ie zb".split())
_BEFORE_FIGURES = frozenset("abs art ch cl eq fig no nr nos p para pos pp pt sec ver vol zif ziff".split())
_OPENERS = "\"'“‘«„([{<"
_LEADING = re.compile(r"(?:[\s>•·▪◦‣*+\-–—…,;:.]|\\(?=\s)|\[[ xX]\](?=\s))+(?=\s)|[\s>•·▪◦‣…]+")
_TRAILING = re.compile(r"(?:\s|\\(?=\s|$))+$")
_EMPHASIS = ("***", "**", "__", "*", "_", "~~")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*_]*\s+")
_NO_WORDS = re.compile(r"<[^>\s]*(?:\|[^>]*)?>|https?://\S+|www\.\S+|:[a-z0-9_+\-]+:|&\w+;|`[^`]*`", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*\bline )(\d+)")
_PLACES = re.compile(r"(?P<unit>cue|entry) (?P<places>[^,]+(?:, [^,]+)+)")


def segment(messages: Messages) -> tuple[Statements, dict[str, int]]:
    """The statements in the order of the messages, and how many pieces of each source say nothing (emoji, links, a lone letter)."""
    rows: list[tuple[object, ...]] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    positions: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for message, pieces in _pieces(messages):
        for start, end in pieces:
            text = message.text[start:end]
            if not _says_something(text):
                dropped[message.source] += 1
                continue
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


def _pieces(messages: Messages) -> Iterator[tuple[MessageRow, list[tuple[int, int]]]]:
    """Each message with the offsets of its statements."""
    blocks = [(message, start, end) for message in messages.rows() for start, end in _blocks(message)]
    found: dict[int, list[tuple[int, int]]] = {}
    documents = _language().pipe((message.text[start:end] for message, start, end in blocks), batch_size=256)
    for (message, start, _), document in zip(blocks, documents, strict=True):
        trimmed = (_trimmed(message.text, start + a, start + b) for a, b in _sentences(document))
        found.setdefault(id(message), []).extend((a, b) for a, b in trimmed if a < b)
    seen: set[int] = set()
    for message, _, _ in blocks:
        if id(message) not in seen:
            seen.add(id(message))
            yield message, found[id(message)]


@cache
def _language() -> "Language":
    """A blank English pipeline: its tokens know e.g., URLs, decimals and emoticons; nothing in it is trained."""
    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer", config={"punct_chars": _ENDS})
    language.max_length = 1 << 30
    return language


def _blocks(message: MessageRow) -> Iterator[tuple[int, int]]:
    """What surely belongs apart: lines of a chat, paragraphs of all else."""
    edges = r"\n+" if message.register == Register.CHAT else r"\n[ \t]*\n\s*"
    begin = 0
    for edge in re.finditer(edges, message.text):
        yield begin, edge.start()
        begin = edge.end()
    yield begin, len(message.text)


def _sentences(document: "Doc") -> list[tuple[int, int]]:
    """The sentencizer's sentences and those that its tokens hide (`/c. Next`), with the slips mended that minutes and chats provoke."""
    text = document.text
    starts = {sentence.start_char for sentence in document.sents} | {end.end() for end in _SENTENCE_END.finditer(text)}
    spans = [(0, len(text))]
    for start in sorted(starts - {0, len(text)}):
        before = spans[-1][0]
        edge = _edge(text, before, start)
        if edge > before and not _joined(text, before, edge):
            spans[-1:] = [(before, edge), (edge, len(text))]
    return spans


def _edge(text: str, before: int, start: int) -> int:
    """Where the next sentence begins: brackets and quotation marks that open it stand before the sentencizer's start."""
    edge = start
    while edge > before and (text[edge - 1] in _OPENERS or text[edge - 1] in "*_"):
        edge -= 1
    return edge if edge == before or text[edge - 1].isspace() else start


def _joined(text: str, before: int, edge: int) -> bool:
    """Whether what ends here goes on behind the edge."""
    head, tail = text[before:edge], text[edge:].lstrip()
    if not head[-1:].isspace() and not tail[:1].isspace():
        return True
    word = re.search(r"([\w.]+?)\.\s*$", head)
    if word is None or not tail:
        return False
    if "." in word[1] and tail[0].islower():
        return True
    folded, goes_on = word[1].casefold().replace(".", ""), tail[0]
    if re.fullmatch(r"[^\W\d_]", word[1]) and word[1].isupper() and goes_on.isupper():
        return not re.search(r"\b(?:plan|option|point|part|team|group|type|class|phase|vitamin)\s+\w\.\s*$", head, re.IGNORECASE)
    if folded in _BEFORE_FIGURES:
        return goes_on.isdigit()
    if re.fullmatch(r"\d{1,3}", folded) and not head[: word.start()].strip():
        return True
    return folded in _TITLES or (folded in _ABBREVIATIONS and (goes_on.islower() or goes_on.isdigit()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The slice without list marks, quote marks, stray backslashes and emphasis that only opens or only closes."""
    if lead := _LEADING.match(text, start, end):
        start = lead.end()
    while start < end and text[start].isspace():
        start += 1
    if tail := _TRAILING.search(text, start, end):
        end = tail.start()
    for mark in _EMPHASIS:
        slice_ = text[start:end]
        opens, closes = slice_.startswith(mark), slice_.endswith(mark)
        if len(slice_) > 2 * len(mark) and opens and closes and slice_.count(mark) == 2:
            start, end = start + len(mark), end - len(mark)
        elif slice_.count(mark) == 1 and (opens or closes):
            start, end = start + len(mark) * opens, end - len(mark) * closes
    return start, end


def _says_something(text: str) -> bool:
    """Whether two letters are left without links, mentions, code and emoji."""
    return sum(sign.isalpha() for sign in _NO_WORDS.sub(" ", text)) >= 2


def _locator(message: MessageRow, start: int) -> tuple[str, int]:
    """Where the statement itself begins, where each line has a place of its own, and how many characters of that place come before it."""
    lines = message.text.count("\n", 0, start)
    if several := _PLACES.fullmatch(message.locator):
        places = several["places"].split(", ")
        return f"{several['unit']} {places[min(lines, len(places) - 1)]}", _column(message, start)
    numbered = _NUMBERED.fullmatch(message.locator)
    if numbered:
        return f"{numbered[1]}{int(numbered[2]) + lines}", _column(message, start)
    return message.locator, message.offset + start


def _column(message: MessageRow, start: int) -> int:
    """Characters before it on its own line."""
    line = message.text.rfind("\n", 0, start) + 1
    return start - line if line else message.offset + start


def _identity(document: str, speaker: str, text: str, ordinal: int) -> str:
    """The same for the same words of the same speaker in the same document, wherever in it they stand."""
    digest = blake2b("\x1f".join((document, speaker, text, str(ordinal))).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()
