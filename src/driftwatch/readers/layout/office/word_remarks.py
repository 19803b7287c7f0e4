"""What stands beside the text of a Word document: comments in the margin, with their replies, and footnotes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.meetings.minutes import Sheet
from driftwatch.readers.layout.office.comments import Comment
from driftwatch.readers.layout.office.packages import Forgetting, Package, elements
from driftwatch.readers.layout.office.word import WordBody
from driftwatch.readers.layout.office.word_styles import local, tags, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENTS, _EXTENDED = "word/comments.xml", "word/commentsExtended.xml"
_FOOTNOTES = "word/footnotes.xml"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def comments(package: Package, body: WordBody, sheet: Sheet) -> Iterator[Comment]:
    """The comments in the order of their part; a reply is about what the first of its thread is about."""
    threads = dict(_threads(package, sheet))
    about: dict[str, tuple[str, str | None]] = {}
    for count, comment in enumerate(_each(package, _COMMENTS, tags("comment"), sheet), start=1):
        paragraphs = [each for each in comment.iter() if local(each.tag) == "p"]
        text = "\n".join(body.script.written(each).text for each in paragraphs)
        ids = [identity for each in paragraphs if (identity := each.get(f"{_W14}paraId"))]
        parent, resolved = threads.get(ids[-1], (None, False)) if ids else (None, False)
        found = body.anchors.get(("comment", value(comment, "id") or "")) or about.get(parent or "")
        place, heading = found or (None, None)
        if ids and found:
            about[ids[-1]] = found
        yield Comment(
            number=count,
            text=text,
            author=value(comment, "author"),
            initials=value(comment, "initials"),
            at=value(comment, "date"),
            place=place,
            heading=heading,
            resolved=resolved,
        )


def footnotes(package: Package, body: WordBody, sheet: Sheet) -> Iterator[tuple[str, str | None]]:
    """Text of each footnote, and the heading under which it is anchored."""
    for note in _each(package, _FOOTNOTES, tags("footnote"), sheet):
        if value(note, "type") in (None, "normal"):
            text = "\n".join(body.script.written(each).text for each in note.iter() if local(each.tag) == "p")
            yield text, body.anchors.get(("footnote", value(note, "id") or ""), (None, None))[1]


def _threads(package: Package, sheet: Sheet) -> "Iterator[tuple[str, tuple[str | None, bool]]]":
    """Id of a comment's last paragraph -> that of the comment that it answers, and whether it is marked as done."""
    for element in _each(package, _EXTENDED, (f"{_W15}commentEx",), sheet):
        if identity := element.get(f"{_W15}paraId"):
            yield identity, (element.get(f"{_W15}paraIdParent"), element.get(f"{_W15}done") in ("1", "true", "on"))


def _each(package: Package, name: str, wanted: Sequence[str], sheet: Sheet) -> "Iterator[_Element]":
    """Every such element of a part that need not be there; one that breaks off is told of."""
    if name not in package:
        return
    forget = Forgetting()
    try:
        with package.part(name) as part:
            for event, element in elements(part, *wanted):
                if event == "end":
                    yield element
                    forget(element)
    except UnreadableSourceError as error:
        if error.reason is Reason.DTD:
            raise
        sheet.notes.problem(f"{name}: {error}", error.reason, line=error.line)
