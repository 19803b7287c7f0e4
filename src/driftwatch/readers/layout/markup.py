"""HTML to blocks: headings, paragraphs, list items, definition lists and table rows; what a page says about itself is left out."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.blocks import Block, Kind, Line, row
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEFT_OUT = frozenset(
    (
        "script style nav footer aside noscript template head title form button select option textarea svg math iframe object embed video "
        "audio canvas map pre code"
    ).split()
)
_OWN = frozenset("h1 h2 h3 h4 h5 h6 li p dt dd td th caption blockquote figcaption summary".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big cite del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr".split()
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:footer|breadcrumbs?|navigation|navbar|sidebar|menu|toc|cookie|copyright|page-?metadata)(?:$|[\s_-])", re.IGNORECASE
)
"""Classes and ids of what a page says about itself."""
_MAX_DEPTH = 200


def markup_blocks(markup: str, notes: Notes, *, first_line: int = 1) -> list[Block]:
    """The blocks of an HTML page or piece; `first_line` is the number of its first line in the source."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if not re.sub(r"<!--.*?-->|<[^>]*>", "", markup, flags=re.DOTALL).strip():
            return []
        raise UnreadableSourceError(f"not readable as HTML: {error}", reason=Reason.MALFORMED_HTML) from error
    return list(_Page(notes, first_line).blocks(root))


class _Page:
    """Walks the tree without recursion on the page's own depth."""

    def __init__(self, notes: Notes, first_line: int) -> None:
        self._notes, self._first = notes, first_line

    def blocks(self, element: "HtmlElement", depth: int = 0, lists: int = 0) -> Iterator[Block]:
        """The blocks below an element, in order."""
        if depth > _MAX_DEPTH:
            self._notes.dropped["nested too deeply"] += 1
            return
        if self._left_out(element):
            return
        tag = element.tag
        if tag == "table":
            yield from self._table(element)
        elif tag == "dl":
            yield from self._definitions(element)
        else:
            yield from self._flow(element, depth, lists + (tag in ("ul", "ol")))

    def _flow(self, element: "HtmlElement", depth: int, lists: int) -> Iterator[Block]:
        """Runs of text and inline elements become a block of their parent's kind; block elements are entered."""
        kind, level = _kind(element.tag, lists)
        gathered = _Text(element.text, self._line(element))
        for child in element:
            if not isinstance(child.tag, str):
                gathered.add(child.tail)
            elif child.tag == "br":
                gathered.split(child.tail)
            elif child.tag in _INLINE and not any(each.tag in _OWN for each in child.iter() if isinstance(each.tag, str)):
                gathered.add(_inner(child))
                gathered.add(child.tail)
            else:
                yield from gathered.block(kind, level)
                yield from self.blocks(child, depth + 1, lists)
                gathered = _Text(child.tail, self._line(child) + _inner(child).count("\n"))
        yield from gathered.block(kind, level)

    def _table(self, table: "HtmlElement") -> Iterator[Block]:
        """Rows with the header that stands over them; a first column of headers is none."""
        heads: list[str] = []
        for tr in table.iter("tr"):
            cells = [each for each in tr if each.tag in ("td", "th")]
            if cells and all(each.tag == "th" for each in cells):
                heads = [" ".join(_inner(each).split()) for each in cells]
            elif cells:
                yield row([self._cell(each) for each in cells], heads)

    def _cell(self, cell: "HtmlElement") -> Block:
        return next(_Text(_inner(cell), self._line(cell)).block(Kind.PARAGRAPH, 0), Block(kind=Kind.PARAGRAPH, text="", lines=(Line(0, 0, ""),)))

    def _definitions(self, element: "HtmlElement") -> Iterator[Block]:
        """`<dt>Keith</dt><dd>text</dd>`: who and what was said."""
        who: Block | None = None
        for each in element.iter("dt", "dd"):
            if each.tag == "dt":
                who = self._cell(each)
            elif who is not None:
                yield row([who, self._cell(each)], ("who", "said"))

    def _left_out(self, element: "HtmlElement") -> bool:
        if not isinstance(element.tag, str):
            return True
        aside = _ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}") or element.get("hidden") is not None
        if element.tag in _LEFT_OUT or aside:
            if element.tag not in ("head", "script", "style", "title"):
                self._notes.dropped["boilerplate"] += 1
            return True
        return False

    def _line(self, element: "HtmlElement") -> int:
        return self._first - 1 + int(element.sourceline or 1)


class _Text:
    """Text gathered from the page, with the line on which it begins and the places where `<br>` breaks it."""

    def __init__(self, text: str | None, line: int) -> None:
        self._text, self._line, self._breaks = text or "", line, list[int]()

    def add(self, text: str | None) -> None:
        self._text += text or ""

    def split(self, tail: str | None) -> None:
        self._breaks.append(len(self._text))
        self.add(tail)

    def block(self, kind: Kind, level: int) -> Iterator[Block]:
        """One block, none where there are only blanks."""
        if not self._text.strip():
            return
        edges = [0, *self._breaks, len(self._text)]
        lines = tuple(line for start, end in pairwise(edges) for line in self._lines(start, end) if line.start < line.end)
        yield Block(kind=kind, text=self._text, lines=lines, depth=level)

    def _lines(self, start: int, end: int) -> Iterator[Line]:
        """The source's lines of one stretch; only the last ends because the author broke it."""
        for hit in re.finditer(r"[^\n]+", self._text[start:end]):
            stripped = hit[0].strip()
            begin = start + hit.start() + hit[0].find(stripped)
            number = self._line + self._text.count("\n", 0, begin)
            yield Line(begin, begin + len(stripped), f"line {number}", start + hit.end() == end and end < len(self._text))


def _kind(tag: str, lists: int) -> tuple[Kind, int]:
    if re.fullmatch(r"h[1-6]", tag):
        return Kind.HEADING, int(tag[1])
    return (Kind.ITEM, max(lists, 1)) if lists else (Kind.PARAGRAPH, 0)


def _inner(element: "HtmlElement") -> str:
    """The text of an element, that of scripts and the like left out."""
    return "".join(_strings(element))


def _strings(element: "HtmlElement") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield "\n" if child.tag == "br" else ""
            yield from _strings(child)
        yield child.tail or ""
