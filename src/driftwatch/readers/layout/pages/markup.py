"""HTML to blocks: headings, paragraphs, list items, definition lists and table rows; what a page says about itself is left out."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.pages.blocks import Block, Kind, Line, row
from driftwatch.readers.layout.pages.page_source import LineCount, parsed
from driftwatch.readers.layout.pages.page_text import PageText
from driftwatch.readers.layout.pages.unseen import Unseen
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT = frozenset(
    (
        "script style nav footer aside noscript template head title form button select option textarea svg math iframe object embed video "
        "audio canvas map pre"
    ).split()
)
_SILENT = frozenset("head script style title template".split())
"""Of these, what no page shows: it is not even counted."""
_BLOCKS = (
    "address article blockquote caption center dd details dialog div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hgroup hr "
    "legend li main ol p section summary table tbody td tfoot th thead tr ul"
).split()
_INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp ruby s samp small span strike strong sub "
        "sup time tt u var wbr"
    ).split()
)
_BOLD = frozenset(("b", "strong"))
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:footer|breadcrumbs?|navigation|navbar|sidebar|menu|toc|cookie|copyright|page-?metadata)(?:$|[\s_-])", re.IGNORECASE
)
"""Classes and ids of what a page says about itself."""
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "toolbar", "alert"))
_EMPTY = Block(kind=Kind.PARAGRAPH, text="", lines=(Line(0, 0, ""),))
_WIDEST = 64
_NAME_WORDS = 4


def markup_blocks(markup: str, notes: Notes, *, first_line: int = 1, limits: Limits | None = None) -> list[Block]:
    """The blocks of an HTML page or piece; `first_line` is the number of its first line in the source."""
    deepest = (limits or Limits()).html_depth
    root = parsed(markup, notes, first_line=first_line, deepest=deepest)
    if root is not None:
        return list(_Page(notes, root, first_line, deepest).blocks(root))
    if re.sub(r"<!--(?:[^-]|-(?!->))*+(?:-->|$)|<[^>]*+(?:>|$)", "", markup).strip():
        raise UnreadableSourceError("nothing in it can be read as HTML", reason=Reason.MALFORMED_HTML)
    return []


class _Page:
    """Walks the tree; no deeper in calls than anybody nests elements."""

    def __init__(self, notes: Notes, root: "_Element", first_line: int, deepest: int) -> None:
        self._notes, self._deepest = notes, deepest
        self._count = LineCount(first_line)
        self._unseen = Unseen.of(root)
        self._told = False

    def blocks(self, element: "_Element", depth: int = 0, lists: int = 0) -> Iterator[Block]:
        """The blocks of an element, in order."""
        if self._left_out(element):
            self._count.skip(element)
            return
        self._count.enter(element)
        tag = element.tag
        if depth >= self._deepest:
            yield from self._flat(element, lists)
        elif tag == "table":
            yield from self._table(element, depth, lists)
        elif tag == "dl":
            yield from self._definitions(element)
        else:
            yield from self._flow(element, depth, lists + (tag in ("ul", "ol")))

    def _flat(self, element: "_Element", lists: int) -> Iterator[Block]:
        """What is nested too deeply, as text of its parent."""
        if not self._told and next(element.iterchildren("*"), None) is not None:
            self._told = True
            self._notes.problem(f"nested more than {self._deepest} deep; what lies deeper was taken as plain text", Reason.TOO_DEEP)
        gathered = PageText()
        self._words(element, gathered)
        yield from gathered.block(*_kind(str(element.tag), lists))

    def _flow(self, element: "_Element", depth: int, lists: int) -> Iterator[Block]:
        """Runs of text and inline elements become a block of their parent's kind; block elements are entered."""
        kind, level = _kind(str(element.tag), lists)
        gathered = PageText()
        gathered.add(self._count.pieces(element.text))
        for child in element:
            if not isinstance(child.tag, str):
                self._count.see(child.text)
            elif child.tag == "br":
                self._count.enter(child)
                gathered.split()
            elif child.tag in _INLINE and next(child.iter(*_BLOCKS), None) is None:
                self._inline(child, gathered)
            else:
                yield from gathered.block(kind, level)
                yield from self.blocks(child, depth + 1, lists)
                gathered = PageText()
            gathered.add(self._count.pieces(child.tail))
        yield from gathered.block(kind, level)

    def _inline(self, element: "_Element", gathered: PageText) -> None:
        if self._left_out(element):
            self._count.skip(element)
        else:
            self._count.enter(element)
            self._words(element, gathered)

    def _words(self, element: "_Element", gathered: PageText) -> None:
        """All text of an element that is shown, a line for each block in it; not in calls, however deep it is."""
        from lxml import etree

        bold = element.tag in _BOLD
        gathered.add(self._count.pieces(element.text), bold=bold)
        heavy = int(bold)
        walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
        for event, each in walk:
            if each is element:
                continue
            if event in ("comment", "pi"):
                self._count.see(each.text)
                gathered.add(self._count.pieces(each.tail), bold=heavy > 0)
                continue
            block = each.tag in _BLOCKS or each.tag == "br"
            if block:
                gathered.split()
            if event == "start" and self._left_out(each):
                self._count.skip(each)
                walk.skip_subtree()
                heavy += each.tag in _BOLD
            elif event == "start":
                self._count.enter(each)
                heavy += each.tag in _BOLD
                gathered.add(self._count.pieces(each.text), bold=heavy > 0)
            else:
                heavy -= each.tag in _BOLD
                gathered.add(self._count.pieces(each.tail), bold=heavy > 0)

    def _table(self, table: "_Element", depth: int, lists: int) -> Iterator[Block]:
        """Rows with the header that stands over them; a first column of headers is none. A table that only sets the page is gone through."""
        rows = [each for part in (table, *table.iterchildren("thead", "tbody", "tfoot")) for each in part.iterchildren("tr")]
        if _sets_the_page(table, rows):
            yield from self._flow(table, depth, lists)
            return
        heads: list[str] = []
        spanning: dict[int, tuple[int, Block]] = {}
        for part in table:
            if not isinstance(part.tag, str):
                self._count.see(part.text)
            elif part.tag == "caption":
                yield from self.blocks(part, depth + 1, lists)
            for tr in [part] if part.tag == "tr" else part.iterchildren("tr"):
                cells = [each for each in tr if each.tag in ("td", "th")]
                blocks = self._row(tr, cells, spanning)
                if cells and all(each.tag == "th" for each in cells):
                    heads = [" ".join(block.content().split()) for block in blocks]
                elif any(block.content().strip() for block in blocks):
                    yield row(blocks, heads)

    def _row(self, tr: "_Element", cells: "list[_Element]", spanning: dict[int, tuple[int, Block]]) -> list[Block]:
        """The cells of a row, with names that span rows from above and empty ones where a cell spans columns."""
        self._count.enter(tr)
        self._count.see(tr.text)
        blocks: list[Block] = []
        for cell in cells:
            while (above := spanning.get(len(blocks))) is not None and above[0] > 0:
                spanning[len(blocks)] = (above[0] - 1, above[1])
                blocks.append(above[1])
            block = self._cell(cell)
            self._count.see(cell.tail)
            if (more := _number(cell.get("rowspan")) - 1) > 0:
                spanning[len(blocks)] = (more, block if len(block.content().split()) <= _NAME_WORDS else _EMPTY)
            blocks += [block, *[_EMPTY] * (_number(cell.get("colspan")) - 1)]
        self._count.see(tr.tail)
        return blocks[:_WIDEST]

    def _cell(self, cell: "_Element") -> Block:
        gathered = PageText()
        self._inline(cell, gathered)
        return next(gathered.block(Kind.PARAGRAPH, 0), _EMPTY)

    def _definitions(self, element: "_Element") -> Iterator[Block]:
        """`<dt>Keith</dt><dd>text</dd>`: who and what was said."""
        who: Block | None = None
        for each in element.iter():
            if each.tag not in ("dt", "dd"):
                self._count.see(each.text, each.tail if not isinstance(each.tag, str) else None)
                continue
            if next(each.iterancestors("dl"), None) is not element:
                continue
            cell = self._cell(each)
            self._count.see(each.tail)
            if each.tag == "dt":
                who = cell
            elif who is not None and cell is not _EMPTY:
                yield row([who, cell], ("who", "said"))

    def _left_out(self, element: "_Element") -> bool:
        """Whether an element is no text of the page; what anybody could see of it is counted."""
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return True
        if element in self._unseen:
            if any(text.strip() for text in element.itertext()):
                self._notes.dropped[Reason.HIDDEN_TEXT] += 1
            return True
        if element.tag == "pre":
            self._notes.dropped["code"] += 1
            return True
        named = f"{element.get('class') or ''} {element.get('id') or ''}" if len(element.attrib) else ""
        aside = bool(named.strip() and _ASIDE.search(named)) or (element.get("role") or "") in _ROLES
        if element.tag in _LEFT_OUT or (aside and element.tag not in ("body", "html", "main")):
            self._notes.dropped[Reason.BOILERPLATE] += 1
            return True
        return False


def _kind(tag: str, lists: int) -> tuple[Kind, int]:
    if re.fullmatch(r"h[1-6]", tag):
        return Kind.HEADING, int(tag[1])
    return (Kind.ITEM, max(lists, 1)) if lists else (Kind.PARAGRAPH, 0)


def _sets_the_page(table: "_Element", rows: "list[_Element]") -> bool:
    """Whether a table holds parts of the page rather than rows of something: headings in its cells, tables below no header, one cell a row."""
    if (table.get("role") or "") in ("presentation", "none"):
        return True
    cells = [[each for each in tr if each.tag in ("td", "th")] for tr in rows]
    headed = bool(cells) and len(cells[0]) > 1 and all(each.tag == "th" for each in cells[0])
    parts = ("h1", "h2", "h3", "h4", "h5", "h6", *(() if headed else ("table",)))
    return max(map(len, cells), default=0) <= 1 or any(next(each.iterdescendants(*parts), None) is not None for own in cells for each in own)


def _number(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and re.fullmatch(r"[1-9][0-9]{0,5}", text) else 1
