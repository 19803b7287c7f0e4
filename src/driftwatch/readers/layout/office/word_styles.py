"""What Word knows by style: which paragraphs are headings, items of lists, lines of a table of contents, or hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from driftwatch.readers.layout.office.packages import elements

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
    )
)
_HEADING = re.compile(
    r"(?:heading|überschrift|berschrift|titre|título|titulo|titolo|encabezado|overskrift|rubrik|otsikko|kop|nagłówek|nagwek|nadpis|címsor|cmsor"
    r"|заголовок|başlık|balk|标题|標題|見出し|제목) ?(?P<level>[1-9])(?: ?(?:char|zchn))?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title|titel|titre|título|titulo|titolo|tittel|rubrik|otsikko|tytuł|subtitle|untertitel|sous-titre|sottotitolo", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|verzeichnis|tdm|tm|inhopg|sommario|innehåll|indholdsfortegnelse) ?(?:[1-9]|heading)|table of figures", re.IGNORECASE
)
_LIST = re.compile(r"(?:list|liste|lista|aufzählung)\b.*?(?P<level>[1-9])?", re.IGNORECASE)
_LIST_PARAGRAPH = re.compile(r"list ?(?:paragraph|continue)\b.*|listenabsatz", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off"))


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element of word-processing, "" of all others."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    return name if space in _SPACES else ""


def value(element: "_Element", name: str = "val") -> str | None:
    """An attribute of the element's own name space."""
    found = element.get(element.tag[: element.tag.rfind("}") + 1] + name)
    return None if found is None else str(found)


def tags(*names: str) -> tuple[str, ...]:
    """These names in every name space of word-processing."""
    return tuple(f"{{{space}}}{name}" for space in sorted(_SPACES) for name in names)


def child(element: "_Element | None", name: str) -> "_Element | None":
    """The first child of this name."""
    if element is not None:
        for each in element:
            if local(each.tag) == name:
                return each
    return None


def switched(properties: "_Element | None", name: str) -> bool | None:
    """Whether a property is on; None where it is not named."""
    found = child(properties, name)
    return None if found is None else (value(found) or "1").lower() not in _OFF


def number(text: str | None) -> int | None:
    """A whole number of at most six digits."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style, or a paragraph itself, says; None where it says nothing."""

    name: str = ""
    parent: str | None = None
    heading: int | None = None
    """Level from 1; 0 for what is expressly none."""
    numbering: str | None = None
    """Of the list of which it is an item; "0" of none."""
    level: int | None = None
    """Of the list's levels, from 0."""
    left: int | None = None
    """How far it is set in, in twentieths of a point."""
    hidden: bool | None = None
    bold: bool | None = None
    contents: bool | None = None

    def over(self, other: "Style") -> "Style":
        """This one, where it says nothing the other."""
        kept = {each: own if (own := getattr(self, each)) is not None else getattr(other, each) for each in _INHERITED}
        return Style(name=self.name or other.name, parent=other.parent, **kept)


_INHERITED = ("heading", "numbering", "level", "left", "hidden", "bold", "contents")
_PLAIN = Style()
_DEEPEST = 20
"""Styles in a row of which each is based on the next."""
_MOST_MADE = 4096


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids, and how far the levels of its lists are set in."""

    named: Mapping[str, Style] = field(default_factory=dict)
    indents: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """(numbering, level) -> twentieths of a point."""
    _whole: dict[str, Style] = field(default_factory=dict)
    _made: dict[tuple[str | None, ...], Style] = field(default_factory=dict)
    """What was worked out for paragraphs of the same properties."""

    def style(self, identity: str | None) -> Style:
        """The style with all that it inherits; one that the document does not describe is known by its name."""
        if not identity:
            return Style()
        if identity not in self._whole:
            found = self.named.get(identity) or _told_by_name(identity)
            above = found.parent
            for _ in range(_DEEPEST):
                if above is None or above not in self.named:
                    break
                found, above = found.over(self.named[above]), self.named[above].parent
            self._whole[identity] = found
        return self._whole[identity]

    def paragraph(self, properties: "_Element | None") -> Style:
        """What holds for a paragraph of these properties (`w:pPr`)."""
        if properties is None:
            return _PLAIN
        named = child(properties, "pStyle")
        said = _written(properties)
        key = (value(named) if named is not None else None, *said)
        if key not in self._made:
            if len(self._made) > _MOST_MADE:
                self._made.clear()
            self._made[key] = _said(said, None).over(self.style(key[0]))
        return self._made[key]

    def indent(self, style: Style) -> int | None:
        """How far a paragraph is set in, by itself or as an item of its list."""
        return style.left if style.left is not None else self.indents.get((style.numbering or "", style.level or 0))


def styles(part: BinaryIO | None, numbering: BinaryIO | None) -> Styles:
    """The styles of `word/styles.xml` and the levels of `word/numbering.xml`; either may be missing."""
    return Styles(dict(_styles(part)) if part else {}, _indents(numbering) if numbering else {})


def list_level(style: Style) -> int | None:
    """The level, from 0, of an item of a list; None for what is none."""
    if style.numbering is not None:
        return None if style.numbering == "0" else style.level or 0
    if (hit := _LIST.fullmatch(style.name)) and not _LIST_PARAGRAPH.fullmatch(style.name):
        return int(hit["level"] or 1) - 1
    return None


def continues_list(style: Style) -> bool:
    """Whether a paragraph without a mark goes on with the item above it."""
    return style.numbering != "0" and bool(_LIST_PARAGRAPH.fullmatch(style.name))


def _styles(part: BinaryIO) -> "list[tuple[str, Style]]":
    found = []
    for event, element in elements(part, *tags("style")):
        if event == "end":
            identity, named = value(element, "styleId"), child(element, "name")
            parent = child(element, "basedOn")
            if identity:
                name = (value(named) if named is not None else None) or identity
                own = _said(_written(child(element, "pPr")), child(element, "rPr"))
                above = value(parent) if parent is not None else None
                found.append((identity, Style(name=name, parent=above).over(own).over(_told_by_name(name))))
            element.clear(keep_tail=False)
    return found


def _written(paragraph: "_Element | None") -> tuple[str | None, ...]:
    """What the properties of a paragraph say, as it stands there: level of the outline, list, level in it, indent."""
    outline, numbering, indent = child(paragraph, "outlineLvl"), child(paragraph, "numPr"), child(paragraph, "ind")
    level, identity = child(numbering, "ilvl"), child(numbering, "numId")
    left = (value(indent, "left") or value(indent, "start")) if indent is not None else None
    return (*(value(each) if each is not None else None for each in (outline, identity, level)), left)


def _said(written: tuple[str | None, ...], run: "_Element | None") -> Style:
    """What properties themselves say."""
    outline, identity, level, left = written
    outlined = number(outline)
    return Style(
        heading=None if outlined is None else outlined + 1 if 0 <= outlined < 9 else 0,
        numbering=identity,
        level=number(level),
        left=number(left),
        hidden=switched(run, "vanish"),
        bold=switched(run, "b"),
    )


def _told_by_name(name: str) -> Style:
    """What a built-in style is by its name, in the language of whoever wrote the document."""
    if hit := _HEADING.fullmatch(name):
        return Style(name=name, heading=int(hit["level"]))
    if _TITLE.fullmatch(name):
        return Style(name=name, heading=1)
    return Style(name=name, contents=True) if _CONTENTS.fullmatch(name) else Style(name=name)


def _indents(part: BinaryIO) -> dict[tuple[str, int], int]:
    """How far each level of each list is set in."""
    abstract: dict[str, dict[int, int]] = {}
    used: dict[str, str] = {}
    for event, element in elements(part, *tags("abstractNum", "num")):
        if event == "end" and local(element.tag) == "abstractNum":
            abstract[value(element, "abstractNumId") or ""] = dict(_levels(element))
            element.clear(keep_tail=False)
        elif event == "end" and (of := child(element, "abstractNumId")) is not None:
            used[value(element, "numId") or ""] = value(of) or ""
    return {(numbering, level): left for numbering, of in used.items() for level, left in abstract.get(of, {}).items()}


def _levels(element: "_Element") -> "Iterator[tuple[int, int]]":
    for each in element:
        level = number(value(each, "ilvl")) if local(each.tag) == "lvl" else None
        left = number(_written(child(each, "pPr"))[-1])
        if level is not None and left is not None:
            yield level, left
