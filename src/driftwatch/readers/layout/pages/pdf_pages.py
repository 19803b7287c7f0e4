"""Pages of a PDF to lines: the words of its text layer, with where and in what letters each line stands."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_PASSWORD, _SECURITY = 4, 5
"""What pdfium answers to a document that wants a password."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"))
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\t": " "})
_BLANKS = re.compile(r" {2,}")
_HEAVY = 600
_IMAGE = 3
_FONT_NAME_BYTES = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line as it stands on its page; lengths in points, from the lower left corner."""

    text: str
    page: int
    number: int
    """On its page, from 1; empty lines are not counted."""
    left: float
    right: float
    base: float
    """Of its first letter."""
    size: float
    weight: int
    bold: bool
    """Whether its font says so."""
    height: float
    """Of the page."""

    @property
    def place(self) -> str:
        """Its locator."""
        return f"page {self.page} line {self.number}"


def pdf_lines(data: bytes, limits: Limits, notes: Notes) -> list[PdfLine]:
    """The lines of all pages; raises UnreadableSourceError where there is no text to be had."""
    with closing(_opened(data)) as document:
        lines: list[PdfLine] = []
        bare: list[int] = []
        left = limits.document_chars
        for number in range(1, len(document) + 1):
            if number > limits.pages or left <= 0:
                _cut_short(number, len(document), limits, notes)
                break
            found = _page(document, number, notes)
            if found is None:
                continue
            lines += found[0]
            left -= sum(len(line.text) for line in found[0])
            if not found[0] and found[1]:
                bare.append(number)
    if not lines:
        raise UnreadableSourceError("holds no text layer: only pictures of pages; run it through text recognition (OCR) first", reason=Reason.NO_TEXT)
    if bare:
        notes.problem(f"pages without text, only pictures: {_numbers(bare)}; run the file through text recognition (OCR)", Reason.NO_TEXT)
    return lines


def _opened(data: bytes) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise UnreadableSourceError("protected by a password; save it without one", reason=Reason.ENCRYPTED) from error
        raise UnreadableSourceError(f"not readable as PDF: {error}; export it again", reason=Reason.MALFORMED_PDF) from error


def _page(document: "PdfDocument", number: int, notes: Notes) -> tuple[list[PdfLine], bool] | None:
    """The lines of a page, and whether a page without any shows a picture; None where it cannot be read."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
    except PdfiumError as error:
        notes.problem(f"page {number} cannot be read: {error}", Reason.MALFORMED_PDF)
        return None
    with closing(page):
        try:
            text = page.get_textpage()
        except PdfiumError as error:
            notes.problem(f"page {number}: its text cannot be read: {error}", Reason.MALFORMED_PDF)
            return None
        with closing(text):
            lines = list(_lines(text, number, page.get_height()))
        return lines, not lines and _pictured(page)


def _pictured(page: "PdfPage") -> bool:
    return any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))


def _lines(page: "PdfTextPage", number: int, height: float) -> Iterator[PdfLine]:
    """The lines of one page in the order of its text."""
    content = page.get_text_range()
    exact = len(content) == page.count_chars()
    at, count = 0, 0
    for piece in content.split("\n"):
        text = _BLANKS.sub(" ", piece.translate(_INVISIBLE).translate(_HYPHENS)).strip()
        if text:
            count += 1
            yield _line(page, piece, at if exact else None, (text, number, count, height))
        at += len(piece) + 1


def _line(page: "PdfTextPage", piece: str, at: int | None, known: tuple[str, int, int, float]) -> PdfLine:
    """A line, measured at its first and last letter."""
    from pypdfium2 import raw

    text, number, count, height = known
    if at is None:
        return PdfLine(text=text, page=number, number=count, left=0, right=0, base=0, size=0, weight=0, bold=False, height=height)
    first = at + len(piece) - len(piece.lstrip())
    last = at + len(piece.rstrip()) - 1
    box, end = page.get_charbox(first), page.get_charbox(last)
    middle = _lettered(piece, at)
    weights = [raw.FPDFText_GetFontWeight(page, index) for index in middle]
    return PdfLine(
        text=text,
        page=number,
        number=count,
        left=box[0],
        right=max(end[2], box[2]),
        base=_base(page, first),
        size=float(raw.FPDFText_GetFontSize(page, middle[0])) or box[3] - box[1],
        weight=min(weights),
        bold=min(weights) >= _HEAVY or all(_bold_font(page, index) for index in middle),
        height=height,
    )


def _lettered(piece: str, at: int) -> tuple[int, int]:
    """The first and the last letter or figure of a line: bullets are often of another font."""
    signs = [n for n, sign in enumerate(piece) if sign.isalnum()] or [n for n, sign in enumerate(piece) if not sign.isspace()]
    return at + signs[0], at + signs[-1]


def _base(page: "PdfTextPage", index: int) -> float:
    from pypdfium2 import raw

    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, index, across, up)
    return float(up.value)


def _bold_font(page: "PdfTextPage", index: int) -> bool:
    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(_FONT_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, index, _pointer(name), _FONT_NAME_BYTES, flags)
    return b"bold" in name.value.lower() or b"black" in name.value.lower()


def _pointer(buffer: Any) -> Any:
    return ctypes.cast(buffer, ctypes.c_void_p)


def _cut_short(number: int, pages: int, limits: Limits, notes: Notes) -> None:
    if number > limits.pages:
        notes.problem(f"{pages:,} pages; only the first {limits.pages:,} were read: split it", Reason.TRUNCATED_PAGES)
    else:
        what = f"more than {limits.document_chars:,} characters; what stands from page {number} on is left out: split it"
        notes.problem(what, Reason.TRUNCATED_TEXT)


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return f"{shown} and {len(pages) - 10} more" if len(pages) > 10 else shown
