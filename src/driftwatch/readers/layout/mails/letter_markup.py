"""The HTML of a mail -> the text that it shows, quotations marked with `>`; signatures and what is hidden are left out and counted."""

import re
from typing import TYPE_CHECKING

from driftwatch.readers.layout.chats.fragments import body_element, hides
from driftwatch.reading import Notes

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_TEXT = frozenset("script style head title template noscript iframe object embed svg math select textarea canvas button map audio video".split())
_PARAGRAPHS = frozenset("p li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre hr table tr article section header footer address figure".split())
_LINES = frozenset("div center form fieldset tbody thead tfoot caption main aside nav details summary".split())
_QUOTING = frozenset("yahoo_quoted protonmail_quote tutanota_quote zmail_extra gmail_quote_container moz-email-quote".split())
"""Classes of elements all of which quote; Gmail's `gmail_quote` is not among them: inline answers stand within it, between its blockquotes."""
_FOLLOWED = frozenset(
    "divrplyfwdmsg appendonsend outlookmessageheader ms-outlook-mobile-reference-message mail-editor-reference-message-container".split()
)
"""Classes and ids behind which the mail that is answered follows to the end."""
_SIGNATURES = frozenset(
    (
        "gmail_signature moz-signature signature applemailsignature ms-outlook-mobile-signature protonmail_signature_block tutanota_signature "
        "signature_text mail_signature"
    ).split()
)
_SEPARATOR = "-----Original Message-----"
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def letter_text(markup: str, notes: Notes) -> str:
    """What a reader of the mail sees; a paragraph stands between blank lines, a table's cells are parted by tabs."""
    root = body_element(markup, notes)
    if root is None:
        return ""
    sheet = _Sheet(notes, _quoting(root))
    sheet.element(root)
    return sheet.text()


class _Sheet:
    """The lines gathered so far; it goes as deep in calls as the markup nests, which is bounded where it is parsed."""

    def __init__(self, notes: Notes, quoting: "set[_Element]") -> None:
        self._notes, self._quoting = notes, quoting
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._kept = 0

    def text(self) -> str:
        """All of it, without blank lines at its ends."""
        self._end()
        return "\n".join(self._lines).strip("\n")

    def element(self, element: "_Element") -> None:
        """All that an element shows."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NO_TEXT:
            return
        if hides(element) or "mso-hide:all" in (element.get("style") or "").lower().replace(" ", ""):
            self._notes.dropped["hidden text"] += 1
            return
        names = _names(element)
        if names & _SIGNATURES and element not in self._quoting:
            self._notes.dropped["signature"] += 1
            self._paragraph()
            return
        if names & _FOLLOWED and not self._depth:
            self._paragraph()
            self._lines += [_SEPARATOR, ""]
        self._shown(element, tag, quoting=tag == "blockquote" or bool(names & _QUOTING))

    def _shown(self, element: "_Element", tag: str, *, quoting: bool) -> None:
        if tag == "br":
            self._break()
            return
        apart = tag in _PARAGRAPHS or quoting
        stop = self._paragraph if apart else self._end if tag in _LINES else None
        if stop:
            stop()
        if tag in ("td", "th") and any(part.strip() for part in self._line):
            self._line.append("\t")
        self._depth += quoting
        self._kept += tag == "pre"
        self._inside(element)
        if stop:
            stop()
        self._kept -= tag == "pre"
        self._depth -= quoting

    def _inside(self, element: "_Element") -> None:
        self._words(element.text)
        for child in element:
            self.element(child)
            self._words(child.tail)

    def _words(self, text: str | None) -> None:
        if not text:
            return
        if self._kept:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self._break()
                self._line.append(line)
        elif text := _BLANKS.sub(" ", text):
            self._line.append(text[1:] if text[0] == " " and (not self._line or self._line[-1].endswith((" ", "\t"))) else text)

    def _break(self) -> None:
        """A `<br>`: the line ends here, also if it is empty."""
        if self._line:
            self._end()
        elif self._lines and self._lines[-1]:
            self._lines.append("")

    def _end(self) -> None:
        """What stands on the line, if anything does, is a line."""
        line = "".join(self._line)
        line = line.rstrip() if self._kept else line.strip(" \t")
        if line.strip():
            self._lines.append("> " * self._depth + line)
        elif self._line and self._lines and self._lines[-1]:
            self._lines.append("")
        self._line = []

    def _paragraph(self) -> None:
        """The line ends here, and so does the paragraph."""
        self._end()
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _names(element: "_Element") -> frozenset[str]:
    """Class and id, folded, without the `x_` that programs put before those of mails within mails."""
    written = f"{element.get('class') or ''} {element.get('id') or ''}" if len(element.attrib) else ""
    return frozenset(re.sub(r"^(?:x_){1,20}", "", name) for name in written.lower().split()[:50])


def _quoting(root: "_Element") -> "set[_Element]":
    """All elements that hold quotations: a signature among them has swallowed the mail."""
    found: set[_Element] = set()
    for element in root.iter():
        if isinstance(element.tag, str) and (element.tag == "blockquote" or "gmail_quote" in (element.get("class") or "")):
            for above in (element, *element.iterancestors()):
                if above in found:
                    break
                found.add(above)
    return found
