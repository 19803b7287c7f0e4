"""What an OpenDocument file knows by style: headings, bold, hidden text."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_FULL = {prefix: space for space, prefix in _SPACES.items()}
_ENCODED = re.compile(r"_([0-9a-f]{2,4})_")
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|subtitle", re.IGNORECASE)
_DEEPEST = 20


@lru_cache(maxsize=4096)
def prefixed(tag: str) -> str:
    """`text:p` for the full name of an element or attribute; "" for those of other name spaces."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_SPACES[space]}:{name}" if space in _SPACES else ""


@lru_cache(maxsize=4096)
def full(name: str) -> str:
    """The full name that `text:p` stands for."""
    prefix, _, own = name.partition(":")
    return f"{{{_FULL[prefix]}}}{own}"


def attribute(element: "_Element", name: str) -> str | None:
    """An attribute by its prefixed name."""
    found = element.get(full(name))
    return None if found is None else str(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStyle:
    """What a style says; None where it says nothing."""

    parent: str | None = None
    heading: int | None = None
    bold: bool | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class OpenStyles:
    """The styles of a document by family and name; those of the text itself come on top of the named ones."""

    named: dict[tuple[str, str], OpenStyle] = field(default_factory=dict)

    def take(self, element: "_Element") -> None:
        """One `style:style`."""
        name, family = attribute(element, "style:name") or "", attribute(element, "style:family") or ""
        properties = [each for each in element if prefixed(each.tag) in ("style:text-properties", "style:paragraph-properties")]
        weights = [weight for each in properties if (weight := attribute(each, "fo:font-weight"))]
        shown = [display for each in properties if (display := attribute(each, "text:display"))]
        self.named[family, name] = OpenStyle(
            parent=attribute(element, "style:parent-style-name"),
            heading=_level(attribute(element, "style:default-outline-level"), attribute(element, "style:display-name") or name),
            bold=_is_bold(weights[-1]) if weights else None,
            hidden=shown[-1] == "none" if shown else None,
        )

    def heading(self, name: str | None) -> int:
        """The level of headings of this style of paragraphs, 0 where it is none."""
        return next((style.heading for style in self._chain("paragraph", name) if style.heading is not None), 0) or _level(None, name or "") or 0

    def bold(self, family: str, name: str | None) -> bool | None:
        """Whether text of this style is bold."""
        return next((style.bold for style in self._chain(family, name) if style.bold is not None), None)

    def hidden(self, family: str, name: str | None) -> bool | None:
        """Whether text of this style is not shown."""
        return next((style.hidden for style in self._chain(family, name) if style.hidden is not None), None)

    def _chain(self, family: str, name: str | None) -> list[OpenStyle]:
        """The style and those that it is based on."""
        found: list[OpenStyle] = []
        while name and len(found) < _DEEPEST and (style := self.named.get((family, name))) is not None:
            found.append(style)
            name = style.parent
        return found


def _level(outline: str | None, name: str) -> int | None:
    """The level of a heading by its outline, else by what its style is called: `Heading_20_2`."""
    if outline and re.fullmatch(r"[1-9]|10", outline):
        return int(outline)
    plain = _ENCODED.sub(lambda hit: chr(int(hit[1], 16)), name)
    if hit := _HEADING.fullmatch(plain):
        return int(hit[1])
    return 1 if _TITLE.fullmatch(plain) else None


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and len(weight) < 5 and int(weight) >= 600)
