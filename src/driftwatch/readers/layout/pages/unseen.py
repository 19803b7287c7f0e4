"""What of an HTML page nobody sees who looks at it: hidden by attribute, by style, or by a rule of the page's own style sheets."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from driftwatch.readers.layout.pages.page_source import unmarked

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|(?:font-size|opacity|max-height|max-width):0(?:\.0+)?(?:px|pt|em|rem|%)?(?:!important)?(?:;|$))"
)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_PRINTED = re.compile(r"@media[^{}]{0,200}\bprint\b[^{}]{0,200}\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}", re.IGNORECASE)
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w\-]{0,40})?(?P<kind>[.#])(?P<name>[\w\-]{1,100})")


@dataclass(frozen=True, slots=True)
class Unseen:
    """Tells which elements of one page are hidden."""

    classes: frozenset[tuple[str, str]]
    """(tag or "", class) of rules that hide."""
    ids: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, root: "_Element") -> "Unseen":
        """What the style sheets of the page hide."""
        found: dict[str, set[tuple[str, str]]] = {".": set(), "#": set()}
        for style in root.iter("style"):
            sheet = _PRINTED.sub(" ", _COMMENT.sub(" ", unmarked(style.text or "")))
            for selectors, declarations in _RULE.findall(sheet):
                if _HIDING.search("".join(declarations.lower().split())):
                    hits = (_SELECTOR.fullmatch(selector.strip()) for selector in selectors.split(","))
                    for hit in hits:
                        if hit is not None:
                            found[hit["kind"]].add((hit["tag"] or "", hit["name"]))
        return cls(frozenset(found["."]), frozenset(found["#"]))

    def __contains__(self, element: "_Element") -> bool:
        if not len(element.attrib):
            return False
        style = element.get("style")
        if element.get("hidden") is not None or (style is not None and _HIDING.search("".join(unmarked(style).lower().split()))):
            return True
        if self.classes and (names := element.get("class")):
            return any((tag, name) in self.classes for name in unmarked(names).split() for tag in ("", element.tag))
        return bool(self.ids) and any((tag, element.get("id") or "") in self.ids for tag in ("", element.tag))
