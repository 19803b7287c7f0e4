"""The text of a chat post: what its writer says in it, without what is quoted and without code."""

import re
from collections.abc import Iterator

from driftwatch.readers.layout.chats.posts import worded
from driftwatch.reading import Notes

_SIGN = re.compile(r"^ {0,3}(?:>|&gt;)", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}(?:(?:>>>|&gt;&gt;&gt;)[\s\S]*|(?:>|&gt;)[^\n]*(?:\n|\Z))", re.MULTILINE)
"""One line, or all that follows behind three signs."""
_FENCE = re.compile(r"(?P<fence>`{3,20}|~{3,20})(?P<kind>[^\n`]{0,40})")
_ANNOUNCED = re.compile(r"@_\*\*[^*\n]{1,200}\*\* \[[^\]\n]{1,40}\]\([^)\n]{0,500}\):?[ \t]{0,4}\n\Z")
"""What Zulip writes above a quotation: `@_**Ada Lind|12** [said](https://…):`."""


def said(text: str, notes: Notes) -> Iterator[tuple[int, str]]:
    """Offset and words of each stretch of the post that is its writer's own; quotes and code are counted."""
    left_out = [*_fenced(text, notes), *_quoted(text, notes)]
    if not left_out:
        if (found := worded(text))[1]:
            yield found
        return
    begin = 0
    for start, end in [*sorted(left_out), (len(text), len(text))]:
        offset, words = worded(text[begin : max(begin, start)])
        if words:
            yield begin + offset, words
        begin = max(begin, end)


def _quoted(text: str, notes: Notes) -> Iterator[tuple[int, int]]:
    if (">" in text or "&gt;" in text) and _SIGN.search(text):
        for hit in _QUOTE.finditer(text):
            notes.dropped["quoted reply"] += 1
            yield hit.span()


def _fenced(text: str, notes: Notes) -> Iterator[tuple[int, int]]:
    """What stands between fences: code, or what Zulip calls a quote; a spoiler is the writer's own."""
    if "```" not in text and "~~~" not in text:
        return
    at = 0
    while hit := _FENCE.search(text, at):
        kind = hit["kind"].strip().casefold()
        if kind.startswith("spoiler"):
            at = hit.end()
            yield hit.span()
            continue
        close = text.find(hit["fence"], hit.end())
        at = len(text) if close < 0 else close + len(hit["fence"])
        notes.dropped["quoted reply" if kind == "quote" else "code"] += 1
        above = _ANNOUNCED.search(text[max(0, hit.start() - 800) : hit.start()]) if kind == "quote" else None
        yield hit.start() - (len(above[0]) if above else 0), at
