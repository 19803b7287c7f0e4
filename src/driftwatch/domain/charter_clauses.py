"""A charter's clauses: number, heading and text, from Markdown, plain text, tables of figures, lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_CHARACTERS = 900
"""Of one clause; what a longer paragraph says further on is commentary."""
_NUMBER = r"(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]{1,3}-?\d{1,2}"
_SIGN = r"(?:(?:§{1,2}|art(?:icle|\.)?|clause|section|sec\.|para(?:graph|\.)?|item|no\.|schedule|annex|appendix|part|point) {0,2})?"
_HEADING = re.compile(r"^#{1,6}[ \t]{1,4}(.{1,120})$")
_BOLD_LINE = re.compile(r"^(?:\*\*|__)([^*_]{2,100})(?:\*\*|__):?$")
_NUMBERED = re.compile(
    rf"^(?:[-*•] {{1,3}})?(?:\*\*|__)?{_SIGN}({_NUMBER}|[(]?[a-z0-9]{{1,2}}[)])(?:[.):]|\*\*|__|:\*\*){{0,3}}[ \t]{{1,8}}(\S.*)$", re.IGNORECASE
)
_CODED = re.compile(rf"^{_NUMBER}$")
_BULLET = re.compile(r"^[-*•–] {1,3}(?=\S)")
_RULE = re.compile(r"^[|\s:=+-]{3,}$")
_MARKS = re.compile(r"\*\*|__|`|\\(?=[.(])")
_TITLE_WORDS = 6
_COLUMNS = re.compile(r"\t{1,5}| {3,40}")
_SENTENCE = re.compile(r"[.;!?](?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One provision of the charter."""

    number: str
    """As people cite it: "5.2", "K2"; empty where it has none."""
    heading: str
    text: str
    tabled: bool = False
    """Whether it is a row of a table: a measure with its target, a resource with its amount."""


def clauses(charter: str) -> tuple[Clause, ...]:
    """The charter's provisions in their order; its title and signatures, which fix nothing, are among them where they are paragraphs."""
    found: list[Clause] = []
    heading = section = ""
    for block in _blocks(charter):
        title = _title(block)
        if title is not None:
            section, heading = title
            continue
        if block.startswith("|") or (len(_COLUMNS.split(block)) >= 3 and _CODED.match(_COLUMNS.split(block)[0])):
            found += _row(block, heading)
            continue
        numbered = _NUMBERED.match(block)
        number = _plain_number(numbered[1], section) if numbered else section
        text = _clean(numbered[2] if numbered else _BULLET.sub("", block))
        if text:
            found.append(Clause(number=number, heading=heading, text=text[:MOST_CHARACTERS]))
    return tuple(found)


def _blocks(charter: str) -> Iterator[str]:
    """Paragraphs, list items, rows and headings, each on one line; wrapped lines are joined."""
    lines: list[str] = []
    for raw in (*charter.splitlines(), ""):
        line = raw.strip().removeprefix("> ").strip()
        opens = line.startswith(("|", "#")) or _NUMBERED.match(line) or _BULLET.match(line) or _BOLD_LINE.match(line)
        tabled = len(_COLUMNS.split(line)) >= 3
        if lines and (not line or opens or tabled or _RULE.match(line) or _stands_alone(lines)):
            yield " ".join(lines)
            lines = []
        if line and not _RULE.match(line):
            lines.append(line)


def _stands_alone(lines: list[str]) -> bool:
    return len(lines) == 1 and (
        lines[0].startswith(("#", "|")) or bool(_BOLD_LINE.match(lines[0])) or len(_COLUMNS.split(lines[0])) >= 3 or _title(lines[0]) is not None
    )


def _title(block: str) -> tuple[str, str] | None:
    """Number and words of a heading; None where the block is none."""
    marked = _HEADING.match(block) or _BOLD_LINE.match(block)
    inner = _clean(marked[1] if marked else block)
    numbered = _NUMBERED.match(inner)
    words = _clean(numbered[2]) if numbered else inner
    if marked:
        return (_plain_number(numbered[1], "") if numbered else ""), words.rstrip(":")
    short = len(words.split()) <= _TITLE_WORDS and not _SENTENCE.search(words) and "|" not in words and "\t" not in block
    shouted = words.isupper() and len(words) > 3
    if shouted and short:
        return (_plain_number(numbered[1], "") if numbered else ""), words.capitalize().rstrip(":")
    plain = short and numbered is not None and numbered[1].isdecimal() and words[:1].isupper() and not _BULLET.match(block)
    return (_plain_number(numbered[1], ""), words.rstrip(":")) if plain and numbered and not re.search(r"\d", words) else None


def _row(block: str, heading: str) -> Iterator[Clause]:
    cells = [_clean(cell) for cell in (block.strip("|").split("|") if block.startswith("|") else _COLUMNS.split(block))]
    cells = [cell for cell in cells if cell]
    coded = bool(cells) and _CODED.match(cells[0]) is not None
    said = cells[1:] if coded else cells
    # A row without any figure or code is the head of the table.
    if said and (coded or any(re.search(r"\d", cell) for cell in said)):
        yield Clause(number=cells[0] if coded else "", heading=heading, text=": ".join(said)[:MOST_CHARACTERS], tabled=True)


def _plain_number(number: str, section: str) -> str:
    """ "(a)" below section 4 is 4(a); "7." is 7."""
    bare = number.strip("().")
    return f"{section}({bare})" if re.fullmatch(r"[a-z]", bare) and section else bare


def _clean(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split()).strip(" :–—-") if text else ""
