"""Minutes as the scribe tools of the W3C publish them: HTML in which every turn is an element with its speaker."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.meetings.scribed import LATER, Record, decision
from driftwatch.readers.layout.text.dates import said_at
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TURN = re.compile(r"class=[\"']?(?:phone|irc|comment)\b[^>]{0,200}>\s{0,4}(?:&lt;)?<(?:cite|span class=[\"']?name)\b", re.IGNORECASE)
_MADE = re.compile(
    r"class=[\"']?information\b[\s\S]{0,600}? (?:is|are) scribing|(?:Transcript|Minutes) for \d{4}-\d\d-\d\d</h2>|formatted by .{0,80}scribe",
    re.IGNORECASE,
)
_ROLES = frozenset("present chair chairs scribe scribes organizer organizers guests".split())
_TURNS = frozenset("phone irc comment comment-continuation information".split())
_DECISIONS = frozenset("proposal resolution action issue".split())
_ASIDE = frozenset("nav footer address head script style".split())
_LINKS = re.compile(r"(?:(?<!\s)\s++)?[✪🔗¶][\ufe0e\ufe0f]?\s*$")
_SUMMARY = re.compile(r"summary of (?:action|resolution|issue)|actionsummary|resolutionsummary|diagnostics|summary", re.IGNORECASE)


def recognises(name: str, head: bytes) -> bool:
    """Whether turns are marked as such: `<p class=phone><cite>`, `<div class="comment"><span class="name">`."""
    text = glimpse(head)
    return text.lstrip()[:1] == "<" and bool(_TURN.search(text) or _MADE.search(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The messages of the meeting."""
    root = _root(decoded(source.data(), notes))
    heads = [_text(each) for each in root.iter("h1", "h2", "title") if _text(each)][:8]
    record = Record(source, notes, "scribe_html", said_at(source.name, heads, source.timezone, notes))
    record.attend(_present(root))
    for element in root.iter():
        for message in _messages(element, record):
            if message is not None:
                yield message


def _root(markup: str) -> "HtmlElement":
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSourceError(f"not readable as HTML: {error}", reason=Reason.MALFORMED_HTML) from error


def _messages(element: "HtmlElement", record: Record) -> Iterator[Message | None]:
    """What one element says; those within it are asked by themselves."""
    if not isinstance(element.tag, str) or _aside(element):
        return
    classes, place = frozenset((element.get("class") or "").split()), f"line {element.sourceline or 1}"
    if re.fullmatch(r"h[1-6]", element.tag):
        record.section(_text(element))
    elif classes & _DECISIONS and element.tag in ("p", "div"):
        yield record.decided(_text(element), place)
    elif classes & _TURNS:
        yield from _turn(element, record, place)
    elif "summary" in classes and element.tag == "p":
        yield record.note(_text(element), place)


def _turn(element: "HtmlElement", record: Record, place: str) -> Iterator[Message | None]:
    """A turn and the lines in which its speaker goes on."""
    cited = next((each for each in element.iter("cite", "span") if each.tag == "cite" or each.get("class") == "name"), None)
    first, *later = [line for line in _lines(element) if line.strip()] or [""]
    who = _text(cited) if cited is not None else ""
    hit = _after(first, who) if who else record.begins(first)
    if hit:
        yield record.said(who or hit["who"], *_cut(first, hit.end(), place))
    elif LATER.match(first) or "comment-continuation" in (element.get("class") or ""):
        yield record.more(*_cut(first, 0, place))
    elif decision(first):
        yield record.decided(*_cut(first, 0, place))
    elif first.strip():
        yield record.note(*_cut(first, 0, place))
    for line in later:
        yield record.more(*_cut(line, 0, place))


def _after(line: str, who: str) -> re.Match[str] | None:
    """What stands behind the name: `Ada: `, `<ada> `."""
    return re.match(rf"\s*<?{re.escape(who)}>?\s?:?\s*", line)


def _cut(line: str, start: int, place: str) -> tuple[str, str]:
    rest = _LINKS.sub("", line[start:]).strip()
    later = LATER.match(rest)
    return (rest[later.end() :] if later else rest), place


def _present(root: "HtmlElement") -> Iterator[str]:
    """The names in the lists under `Present`, `Chair`, `Scribe`."""
    for term in root.iter("dt"):
        names = term.getnext()
        if names is None or names.tag != "dd" or _text(term).rstrip(":").casefold() not in _ROLES:
            continue
        links = [_text(each) for each in names.iter("a")]
        yield from links or re.split(r",\s+|(?<!\s)\s++and\s+(?=[A-Z])", _text(names))


def _aside(element: "HtmlElement") -> bool:
    """Whether it lies in navigation, in the header's lists or in the summary at the end, which repeats."""
    around = [element, *element.iterancestors()]
    return any(each.tag in _ASIDE or _SUMMARY.match(f"{each.get('id') or each.get('class') or ''}") for each in around if each.tag != "p")


def _lines(element: "HtmlElement") -> list[str]:
    """The text of an element, cut where `<br>` breaks it; line breaks of the source are blanks."""
    gathered = [""]

    def walk(each: "HtmlElement") -> None:
        gathered[-1] += each.text or ""
        for child in each:
            if child.tag == "br":
                gathered.append("")
            elif isinstance(child.tag, str):
                walk(child)
            gathered[-1] += child.tail or ""

    walk(element)
    return gathered


def _text(element: "HtmlElement") -> str:
    return " ".join("".join(str(each) for each in element.itertext()).split())
