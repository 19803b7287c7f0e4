"""The HTML body of a chat message -> the text that its author wrote, and what of the body is not theirs or no talk."""

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import HTMLParser, _Element

BODY_DEPTH = 200
"""Elements nested deeper become text of their parent: the parser itself would silently lose what lies 256 deep."""
_LOSING = 220
"""So deep below a body on a page the parser is near to losing text."""
_NOT_SAID = {
    "blockquote": "quoted reply",
    "pre": "code",
    "codeblock": "code",
    "attachment": "attachment",
    "video": "attachment",
    "audio": "attachment",
}
_IMAGES = frozenset(("img", "emoji", "customemoji"))
_NO_TEXT = frozenset("script style head title template noscript iframe object embed svg math select textarea canvas".split())
_BREAKING = frozenset(
    (
        "address article aside blockquote br caption codeblock dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section summary table tbody tfoot thead tr ul"
    ).split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNEVEN = re.compile(r"[\t\r\n\f]|  ")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What the parser stumbles over, or ends at."""
_ALONE = re.compile(r"\s{0,8}<(p|div)>([^<]*)</\1>\s{0,8}")
"""Most bodies are one plain paragraph: no need of a parser."""
_TAG = re.compile(r"<(/?+)([a-zA-Z][^\s<>/]*+)[^<>]*+>")
_UNSEEN = re.compile(r"display:none|visibility:hidden|(?:font-size|opacity|max-height):0(?:\.0+)?(?![.\d])")


class Fragment(NamedTuple):
    """What a reader of the message sees, and which stretches of it the author wrote themselves.

    Blanks and line ends of the markup are one blank; a paragraph, a list item, a row and a `<br>` begin a new line, cells are parted by a tab.
    """

    text: str
    own: tuple[tuple[int, int], ...]

    def said(self) -> Iterator[tuple[int, str]]:
        """Offset in `text` and words of every stretch of the author's own."""
        for start, end in self.own:
            stretch = self.text[start:end]
            if words := stretch.strip():
                yield start + stretch.index(words), words


def fragment(markup: str, notes: Notes) -> Fragment:
    """The body of a message; quotes of earlier messages, code, attachments, pictures and hidden text are counted and not the author's own."""
    alone = _ALONE.fullmatch(markup)
    if (alone or "<" not in markup) and not _UNFIT.search(markup):
        text = _BLANKS.sub(" ", html.unescape(alone[2] if alone else markup)).strip(" ")
        return Fragment(text, ((0, len(text)),))
    root = body_element(markup, notes)
    return Fragment("", ()) if root is None else element_fragment(root, notes)


def body_element(markup: str, notes: Notes) -> "_Element | None":
    """The parsed body of a message or mail, nested no deeper than anybody nests; None where nothing but comments is in it."""
    markup = _fit(markup, notes)
    if markup.count("<") > BODY_DEPTH:
        markup = _flattened(markup, notes)
    return _parsed(markup)


def element_fragment(element: "_Element", notes: Notes) -> Fragment:
    """The same of an element of a page that is parsed already."""
    gathered = _Gathered(notes)
    gathered.inside(element)
    return gathered.fragment()


def page(text: str, notes: Notes) -> "_Element":
    """The root of a whole page; raises UnreadableSourceError where there is none."""
    root = _parsed(_fit(text, notes))
    if root is None:
        raise UnreadableSourceError("nothing in it can be read as HTML", reason=Reason.MALFORMED_HTML)
    return root


def hides(element: "_Element") -> bool:
    """Whether nobody who looks at the page sees it."""
    if not len(element.attrib):
        return False
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _UNSEEN.search("".join(style.lower().split())) is not None)


class _Gathered:
    """The text seen so far, and whose it is."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._parts: list[str] = []
        self._length = 0
        self._own: list[tuple[int, int]] = []
        self._begin = 0
        self._depth = self._foreign = 0
        """How many elements around us hold what is not the author's own."""
        self._blank = self._fresh = True
        """Whether a blank, or a line, ends what we have."""

    def fragment(self) -> Fragment:
        self._stop()
        return Fragment("".join(self._parts), tuple(self._own))

    def inside(self, element: "_Element") -> None:
        """All that stands in an element; as deep in calls as the markup nests, which is bounded."""
        self._depth += 1
        if self._depth == _LOSING:
            self._notes.problem(f"markup nested more than {_LOSING} deep; what lies deeper may be lost", Reason.TOO_DEEP)
        self._words(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, child.tag)
            self._words(child.tail)
        self._depth -= 1

    def _element(self, element: "_Element", tag: str) -> None:
        if tag in _IMAGES:
            self._picture(element, tag)
        elif tag in _NO_TEXT:
            return
        elif hides(element):
            self._notes.dropped["hidden text"] += 1
        elif tag in _NOT_SAID:
            self._not_said(element, tag)
        elif tag in _BREAKING:
            self._line()
            self.inside(element)
            self._line()
        else:
            if tag in ("td", "th") and not self._fresh:
                self._add("\t", blank=True)
            self.inside(element)

    def _not_said(self, element: "_Element", tag: str) -> None:
        self._line()
        if not self._foreign:
            self._stop()
            self._notes.dropped[_NOT_SAID[tag]] += 1
        self._foreign += 1
        self.inside(element)
        self._line()
        self._foreign -= 1
        if not self._foreign:
            self._begin = self._length

    def _picture(self, element: "_Element", tag: str) -> None:
        emoji = tag != "img" or "emoji" in f"{element.get('itemtype')} {element.get('class')}".lower()
        if not self._foreign:
            self._notes.dropped["emoji" if emoji else "attachment"] += 1
        if element.text:
            self._words(element.text)

    def _words(self, text: str | None) -> None:
        if not text:
            return
        if _UNEVEN.search(text):
            text = _BLANKS.sub(" ", text)
        if self._blank and text[0] == " ":
            text = text[1:]
        if text:
            self._add(text, blank=text[-1] == " ")

    def _line(self) -> None:
        if not self._fresh:
            self._add("\n", blank=True)
            self._fresh = True

    def _add(self, text: str, *, blank: bool) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._blank, self._fresh = blank, False

    def _stop(self) -> None:
        if not self._foreign and self._length > self._begin:
            self._own.append((self._begin, self._length))


def _fit(markup: str, notes: Notes) -> str:
    """The markup with a sign in place of each character that the parser stumbles over."""
    if not _UNFIT.search(markup):
        return markup
    notes.problem("characters that no text holds were replaced in HTML", Reason.BAD_ENCODING)
    return _UNFIT.sub("\ufffd", markup)


def _flattened(markup: str, notes: Notes) -> str:
    """The markup without the tags that are nested too deeply; block elements leave a line end in their place."""
    kept: list[bool] = []
    deepest = 0

    def tag(hit: re.Match[str]) -> str:
        nonlocal deepest
        closing, name = hit[1], hit[2].lower()
        if name in _VOID or hit[0].endswith("/>"):
            return hit[0]
        if closing:
            keep = kept.pop() if kept else True
        else:
            keep = len(kept) < BODY_DEPTH
            kept.append(keep)
            deepest = max(deepest, len(kept))
        return hit[0] if keep else "<br>" if name in _BREAKING else ""

    flat = _TAG.sub(tag, markup)
    if deepest <= BODY_DEPTH:
        return markup
    notes.problem(f"the body of a message is nested more than {BODY_DEPTH} deep; what lies deeper is taken as plain text", Reason.TOO_DEEP)
    return flat


def _parsed(markup: str) -> "_Element | None":
    """The root of the parsed body, None where nothing but comments is in it."""
    from lxml import etree

    try:
        return etree.fromstring(markup.encode(), _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


@cache
def _parser() -> "HTMLParser[_Element]":
    from lxml import etree

    return etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True, collect_ids=False
    )
