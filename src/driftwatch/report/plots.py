"""Charts as part of a page: matplotlib draws, and what it drew is written anew so that the page's colours and policy hold for it.

Imported where something is drawn and nowhere else: matplotlib takes half a second.
"""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import matplotlib as mpl
from lxml import etree
from markupsafe import Markup, escape
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from driftwatch.report.wording import one_line

WIDTH = 360.0
"""Units of every chart; on a phone one is 0.85 of a pixel, and type of 13 can still be read."""
SIZE, SMALL = 15.0, 13.0
_PAINTS = {"#010100": "ink", "#010101": "quiet", "#010102": "line", "#010103": "card", "#010104": "soft"}
INK, QUIET, LINE, CARD, SOFT = _PAINTS
"""Colours that stand for those of the page: they become `var(--ink)` and the like."""
HATCH = "#010201"
"""Stands for the hatching that the page has once for all."""
_HUES = {f"#01030{number}": f"hue{number}" for number in range(1, 7)}
_VARIABLES = {**_PAINTS, **_HUES}
_KEPT = frozenset(
    {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "font-size", "text-anchor", "opacity"}
)
_USUAL = {("font-size", f"{SMALL:g}px"), ("text-anchor", "middle"), ("stroke-linecap", "square")}
"""What holds for a whole chart."""
_GEOMETRY = frozenset({"d", "x", "y", "width", "height", "points"})
_ELEMENTS = frozenset({"g", "path", "use", "text", "a", "defs", "rect"})
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?\d{1,12}\.\d{1,24}")
_SPACES = re.compile(r"\s+")
_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"


def hue(number: int) -> str:
    """The colour that stands for a partner's, from 1."""
    return f"#01030{number}"


def canvas(height: float) -> tuple[Figure, Axes]:
    """An empty chart whose data are its units: 0 … WIDTH to the right, 0 … `height` upwards."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    figure = Figure(figsize=(WIDTH / 72, height / 72))
    FigureCanvasSVG(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, height), autoscale_on=False)
    axes.set_axis_off()
    figure.patch.set_visible(False)
    return figure, axes


@cache
def letters(size: float) -> FontProperties:
    """The one type that is measured with, whatever is installed; the page shows its own."""
    return FontProperties(fname=Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf", size=size)


def write(
    axes: Axes, place: tuple[float, float], text: str, *, size: float = SMALL, paint: str = QUIET, align: str = "center", url: str | None = None
) -> None:
    """A line of type on its base line; nothing in it is taken for a formula."""
    axes.text(*place, _NOT_IN_XML.sub("\ufffd", one_line(text)), ha=align, color=paint, url=url, parse_math=False, fontproperties=letters(size))


def breadth(text: str, size: float) -> float:
    """How wide a line of type is, with some to spare: the page's own type may be wider."""
    plain = "".join(sign if sign.isascii() and sign.isprintable() else "m" for sign in one_line(text))
    return float(text_to_path.get_text_width_height_descent(plain or " ", letters(size), False)[0]) * 1.08 + 4


def drawn(figure: Figure, name: str, *, label: str, role: str = "img") -> Markup:
    """The chart as an element of the page; `name` keeps its ids apart from those of other charts."""
    raw = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name, "path.simplify": False}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of signs that its own type has not: the page's has them
        figure.savefig(raw, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = etree.fromstring(raw.getvalue(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    height = float(root.get("viewBox", "0 0 0 0").split()[3])
    inside = "".join(part for child in root for part in _written(child))
    return Markup(
        '<svg class="plot" viewBox="0 0 {} {}" role="{}" aria-label="{}" font-size="{}" text-anchor="middle" stroke-linecap="square">{}</svg>'
    ).format(
        f"{WIDTH:.0f}",
        f"{height:.0f}",
        role,
        label,
        SMALL,
        Markup(inside),  # noqa: S704  written below, every text of it escaped
    )


def _written(element: etree._Element, shared: str | None = None) -> Iterator[str]:
    """What is kept of an element: known elements and attributes, and groups only where they say something; `shared` is the style of its group."""
    tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if tag not in _ELEMENTS:
        return
    common = _common(element) if tag == "g" else None
    styled = [] if shared is not None and element.get("style") == shared else _styles(common or element.get("style", ""))
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in (*_attributes(element, tag), *styled))
    inside = str(escape(element.text or "")) if tag == "text" else "".join(part for child in element for part in _written(child, common))
    if tag == "g" and not attributes:
        yield inside
    elif inside or tag in ("path", "use", "rect"):
        yield f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"


def _common(group: etree._Element) -> str | None:
    """The style of a group of marks that all look the same: it is written once."""
    styles = {child.get("style") for child in group}
    return styles.pop() if len(group) > 1 and len(styles) == 1 and all(child.tag == f"{_SVG}use" for child in group) else None


def _attributes(element: etree._Element, tag: str) -> Iterator[tuple[str, str]]:
    identity = element.get("id", "")
    if identity.startswith("="):
        yield "class", identity[1:]
    elif tag == "path" and identity:
        yield "id", identity
    link = element.get(f"{_XLINK}href") or ""
    if link.startswith("#"):
        yield "href", link
    for key in sorted(_GEOMETRY.intersection(element.attrib)):
        yield key, _short(element.attrib[key])


def _styles(style: str) -> Iterator[tuple[str, str]]:
    for key, value in _declarations(style):
        if key in _KEPT and (key, value) not in _USUAL:
            yield key, _paint(value)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        yield key.strip(), value.strip()


def _paint(value: str) -> str:
    if value == HATCH:
        return "url(#hatch)"
    return f"var(--{_VARIABLES[value]})" if value in _VARIABLES else _short(value)


def _short(value: str) -> str:
    """Coordinates to a tenth of a unit."""
    return _SPACES.sub(" ", _NUMBER.sub(lambda found: _tenth(float(found[0])), value)).strip()


def _tenth(number: float) -> str:
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")
