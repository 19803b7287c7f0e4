"""What stands on the pages of a PDF and is no part of its text: running headers and footers, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from driftwatch.readers.layout.pages.pdf_pages import PdfLine

_EDGE = 3
"""Lines from the top or bottom of a page among which its furniture stands."""
_MARGIN = 0.13
"""Of the page's height, within which it stands too."""
_NUMBER = re.compile(
    r"(?:[-–—|•~]\s*)?(?:(?:page|seite|side|página|pagina|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|av|sur|\|)\s*\d{1,4})?(?:\s*[-–—|•~])?|"
    r"(?:page|seite|side|página|pagina)\s+[ivxlc]{1,6}",
    re.IGNORECASE,
)
_FEW = 3


def without_furniture(lines: Sequence[PdfLine]) -> tuple[list[PdfLine], int]:
    """The lines that say something, and how many do not; a header stays where it stands first, as a heading: it may be the title."""
    pages: dict[int, list[PdfLine]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    repeated = _repeated(pages.values())
    kept: list[PdfLine] = []
    for number, page in pages.items():
        for place, line in enumerate(page):
            edge = _edge(line, place, len(page))
            numbered = edge is not None and _NUMBER.fullmatch(line.text) is not None
            running = edge is not None and (edge, _shape(line.text)) in repeated
            title = running and edge == "top" and number == min(pages) and not numbered
            if not (numbered or running) or title:
                kept.append(replace(line, bold=True) if title else line)
    return kept, len(lines) - len(kept)


def _repeated(pages: Iterable[Sequence[PdfLine]]) -> frozenset[tuple[str, str]]:
    """(edge, shape) of what comes back at the edge of at least half of the pages; of few pages on all of them."""
    counted: Counter[tuple[str, str]] = Counter()
    count = 0
    for page in pages:
        count += 1
        found = {(edge, _shape(line.text)) for n, line in enumerate(page) if (edge := _edge(line, n, len(page)))}
        counted.update(found)
    enough = count if count <= _FEW else (count + 1) // 2
    return frozenset(each for each, times in counted.items() if count > 1 and times >= enough)


def _edge(line: PdfLine, place: int, lines: int) -> str | None:
    """Whether a line stands at the top or the bottom of its page."""
    if not line.base:
        return "top" if place < _EDGE - 1 else "bottom" if place >= lines - _EDGE + 1 else None
    if line.base > line.height * (1 - _MARGIN) and (place < _EDGE or place >= lines - _EDGE):
        return "top"
    return "bottom" if line.base < line.height * _MARGIN and (place >= lines - _EDGE or place < _EDGE) else None


def _shape(text: str) -> str:
    """The text without what changes from page to page."""
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))
