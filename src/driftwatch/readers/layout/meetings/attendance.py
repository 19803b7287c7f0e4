"""Lists of people: who was there, of which organisation, under which initials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from driftwatch.domain.names import folded, initials, words
from driftwatch.domain.organisations import LEGAL_FORMS, stands_for_project
from driftwatch.readers.layout.meetings.turns import shaped_like_a_name
from driftwatch.readers.layout.meetings.words import (
    ABSENT,
    ABSENT_WORDS,
    ATTENDANCE_HEADINGS,
    ATTENDANCE_LABELS,
    DROPPED_LABELS,
    HEADING_LABELS,
    NAME_HEADS,
    ORGANISATION_HEADS,
    REMARK,
    ROLES,
    ROLL_HEADS,
    SAID_HEADS,
    label,
)
from driftwatch.readers.layout.pages.blocks import Block, Kind

_LABEL_WORDS = 3
_LABEL = re.compile(r"(?:^|(?<=[.;])\s+)\W{0,4}(?P<label>[^\W\d_][\w \-]{0,28}?)\W{0,3}:(?:\*\*|__)?\s*")
_FOR = re.compile(
    r"\W{0,4}(?P<present>present|attending|in attendance|attendees|participants|anwesend|teilnehmer|présents|til stede)?,?[ \t]*"
    r"(?:for|from|on behalf of|für|von|pour)[ \t]+(?:the[ \t]+)?(?P<org>[^\s:,;()][^:,;()\n]{1,59}?)[ \t]*:[ \t]*+(?:(?:\*\*|__)[ \t]*+)?"
    r"(?P<names>\S.*)",
    re.IGNORECASE,
)
"""`Present for Merrow Water: …`, `For the Halden Institute: …`."""
_GROUPS = re.compile(r"(?:(?<!\s)\s++)?[;·|•]\s*|(?<!\s)\s++/\s+|(?:(?<!\s)\s++)?/$|\n")
_COMMAS = re.compile(r"(?:(?<!\s)\s++)?,\s*|(?<!\s)\s++(?:and|und|et|og|&)\s+")
_CHECKED = re.compile(r"\W{0,3}\[[ xX]\]")
_UNCHECKED = re.compile(r"\W{0,3}\[ \]")
_DASHED = re.compile(r"(?P<name>[^,(:–—]+?(?:, [^,(:–—]+?){0,6})(?<!\s)(?:\s*\([^()]{1,40}\))?(?:\s+[-–—]\s*|\s*[-–—]\s+)(?P<rest>\S.*)")
_PROXY = re.compile(r"(?P<name>[^,()]{3,48}?)\s+(?:for|on behalf of|\(?proxy for)\s+(?P<other>[^,()]{3,48})")
_COLUMNS = re.compile(r"(?P<org>\S(?:.*?\S)?)(?:\s{2,}|\t)(?P<rest>\S.*)", re.DOTALL)
_VACANT = re.compile(r"(?:tbd|tbc|tba|vacant|open|n/a|none)\b", re.IGNORECASE)
_LONGEST_ENTRY = 300
_GAP = re.compile(r" {2,}|\t")
_OWNED = re.compile(r"(?P<org>[^:,()]{2,40}?)\s*:\s+(?P<rest>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on a list."""

    name: str
    organisation: str = ""
    short: str | None = None
    absent: bool = False


def begins_list(heading: str) -> bool:
    """Whether a heading stands over a list of people."""
    plain = label(heading)
    return plain in HEADING_LABELS or (len(plain.split()) <= 8 and not ATTENDANCE_HEADINGS.isdisjoint(re.findall(r"\w+", plain)))


def lists_absent(heading: str) -> bool:
    """Whether it is a list of those who were not there."""
    plain = label(heading)
    return plain in ABSENT or not ABSENT_WORDS.isdisjoint(re.findall(r"\w+", plain)) or plain.startswith("not ")


def labelled(lines: Sequence[str]) -> tuple[int, str, bool] | None:
    """Number of the line on which `Present:` or the like stands, what stands behind it, and whether it lists the absent."""
    for number, line in enumerate(lines):
        for hit in _LABEL.finditer(line):
            plain, alone = label(hit["label"]), not line[: hit.start()].strip() and not line[hit.end() :].strip(" *_")
            if plain in ATTENDANCE_LABELS or (alone and begins_list(plain)):
                return number, line[hit.end() :], lists_absent(plain)
    only = lines[0].strip() if len(lines) == 1 else ""
    return (0, "", lists_absent(only)) if only and len(only.split()) <= _LABEL_WORDS and begins_list(only) else None


def represented(lines: Sequence[str]) -> list[Person]:
    """The people of a paragraph each of whose lines lists those of one organisation: `Present for Merrow Water: Ms Bonner (chair), Mr Marlow`."""
    people: list[Person] = []
    for line in lines:
        if (hit := _FOR.fullmatch(line)) is None:
            return []
        found = [person for part in _split(hit["names"], _COMMAS) if (person := _person(part))]
        if len(found) < len(_split(hit["names"], _COMMAS)) or not (hit["present"] or all(" " in person.name for person in found)):
            return []
        people += [replace(each, organisation=hit["org"]) for each in found]
    return people


def listed(lines: Sequence[str], indents: Sequence[int] | None = None) -> list[Person]:
    """The people of a list in running text: by organisation, in columns, separated by commas, one a line."""
    cells = [cell.strip() for line in lines for cell in _GAP.split(line.strip()) if cell.strip()]
    if len(cells) > len(lines) and all(re.fullmatch(r"[^,;(:]+, ?[^;(:]+", cell) for cell in cells):
        return [person for cell in cells for person in _celled(cell)]
    people: list[Person] = []
    for line in _logical(lines, indents or [0] * len(lines)):
        organisation, rest = _owner(line)
        for group in _split(rest, _GROUPS):
            nested, inner = _owner(group)
            people.extend(_group(inner, nested or organisation))
    return people


def _celled(cell: str) -> list[Person]:
    """`Name, Organisation` or `Surname, Name, Organisation`."""
    parts = [part.strip() for part in cell.split(",")]
    turned = len(parts) == 3 and " " not in parts[0] and shaped_like_a_name(parts[1])
    name = f"{parts[1]} {parts[0]}" if turned else parts[0]
    return [Person(name=name, organisation=", ".join(parts[2 if turned else 1 :]))] if shaped_like_a_name(name) and len(words(name)) > 1 else []


def listed_one(text: str) -> list[Person]:
    """The people of one list item: `Name (Organisation)`, `Name, Organisation`, `Name (Role) - Role, Organisation`, or several names."""
    plain = _plain(text)
    absent = _UNCHECKED.match(text) is not None
    if _VACANT.match(plain):
        return []
    if one := _one(plain):
        return [replace(each, absent=absent or each.absent) for each in one]
    return [replace(each, absent=absent) for each in listed([plain])]


def _one(plain: str) -> list[Person]:
    """One person, and whom he stands in for; nobody where the item may list several."""
    if len(plain) > _LONGEST_ENTRY:
        return []
    if dash := _DASHED.match(plain):
        names = [part for part in _split(dash["name"], _COMMAS) if part]
        if all(shaped_like_a_name(name) for name in names):
            return [Person(name=name, organisation=_without_role(dash["rest"])) for name in names]
    head, comma, rest = plain.partition(",")
    proxy = _PROXY.fullmatch(head.strip())
    if proxy and shaped_like_a_name(proxy["name"]) and shaped_like_a_name(proxy["other"]):
        owner = _without_role(rest)
        return [Person(name=proxy["name"], organisation=owner), Person(name=proxy["other"], organisation=owner, absent=True)]
    if comma and "(" not in head and len(words(head)) > 1 and shaped_like_a_name(head) and not _several(rest):
        return [Person(name=head.strip(), organisation=_without_role(rest))]
    return []


def _several(rest: str) -> bool:
    """Whether more names follow the first: then all of them have a surname, and none ends like a company."""
    parts = [part for part in _split(rest, _COMMAS) if part]
    if len(parts) == 1 and (last := _person(parts[0])) and last.organisation:
        return len(words(last.name)) > 1 and folded(last.organisation) not in initials(last.name)
    full = all(len(words(part)) > 1 and shaped_like_a_name(re.sub(r"(?:(?<!\s)\s++)?\(.*", "", part)) for part in parts)
    return len(parts) > 1 and full and not any(LEGAL_FORMS & set(words(part)) or stands_for_project(part) for part in parts)


def tabled(row: Block, *, early: bool, in_list: bool) -> list[Person]:
    """The people of a table row, nobody where the table is about something else."""
    cells = [_plain(cell.content()) for cell in row.cells]
    if len(cells) == 2 and label(cells[0]) in (HEADING_LABELS | ABSENT):
        people = listed([_plain(line) for line in row.cells[1].content().split("\n") if line.strip()])
        return [replace(each, absent=lists_absent(cells[0])) for each in people]
    heads = [label(head) for head in row.heads]
    name = next((n for n, head in enumerate(heads) if head in NAME_HEADS), None)
    if any(heads):
        organisation = next((n for n, head in enumerate(heads) if head in ORGANISATION_HEADS), None)
        more = any(len(cell.split()) > _LABEL_WORDS for cell, head in zip(cells, heads, strict=False) if head not in NAME_HEADS | ROLL_HEADS)
        telling = organisation is not None or in_list or (not more and any(head in ROLL_HEADS for head in heads))
        if name is None or not telling or name >= len(cells) or any(head in SAID_HEADS for head in heads):
            return []
        owner = cells[organisation] if organisation is not None and organisation < len(cells) else ""
        return [Person(name=each.name, organisation=owner or each.organisation, short=each.short) for each in listed([cells[name]])]
    return _legend(cells) or (_by_organisation(cells) if early or in_list else []) or (_in_cells(cells) if in_list else [])


def _legend(cells: Sequence[str]) -> list[Person]:
    """`MO | Maya Okafor | TechInnovate`: initials beside the name that they stand for."""
    for short in cells:
        for name in cells:
            if short != name and 2 <= len(short) <= 4 and folded(short) in initials(name) and shaped_like_a_name(name):
                others = [cell for cell in cells if cell not in (short, name) and cell]
                return [Person(name=name, organisation=others[0] if others else "", short=short)]
    return []


def _in_cells(cells: Sequence[str]) -> list[Person]:
    """`Ada Lind, Norwind | Cy Penn, Southport | `: a list of people set in columns."""
    people = [_one(cell) or [person] if (person := _person(cell)) else _one(cell) for cell in cells if cell]
    return [person for found in people for person in found] if all(people) else []


def _by_organisation(cells: Sequence[str]) -> list[Person]:
    """`Merrow Water | Keith, Anjali, Stuart`."""
    if len(cells) != 2 or not shaped_like_a_name(cells[0]):
        return []
    names = [part for part in _split(cells[1], _COMMAS) if part]
    return [Person(name=name, organisation=cells[0]) for name in names] if len(names) > 1 and _names(names) else []


def _logical(lines: Sequence[str], indents: Sequence[int]) -> Iterator[str]:
    """Lines put together again that were broken within a list."""
    gathered, depth = "", 0
    for line, indent in zip(lines, indents, strict=True):
        plain = _plain(line)
        open_end = gathered.rstrip().endswith((",", "/", "-", "·", ";"))
        goes_on = gathered and (open_end or (indent >= depth + 8 and not (_entry(gathered) and _entry(plain))))
        if gathered and not goes_on:
            yield gathered
        gathered, depth = (f"{gathered} {plain}", depth) if goes_on else (plain, indent)
    if gathered:
        yield gathered


def _entry(text: str) -> bool:
    """Whether this is one whole entry, with what stands in brackets behind the name."""
    return text.endswith(")") and (person := _person(text)) is not None and len(words(person.name)) > 1


def _owner(text: str) -> tuple[str, str]:
    """The organisation at the head of a line or column, "" where there is none, and the names behind it."""
    hit = _OWNED.fullmatch(text) or _COLUMNS.fullmatch(text)
    if hit is None:
        return "", text
    head = label(hit["org"])
    if head in ABSENT or head in ATTENDANCE_LABELS or head in DROPPED_LABELS or head.endswith(" by"):
        return "", hit["rest"]
    return hit["org"], hit["rest"]


def _group(text: str, organisation: str) -> list[Person]:
    """The names between two semicolons; an organisation behind the last of them holds for those before it too."""
    people = [person for part in _split(text, _COMMAS) if (person := _person(part))]
    if organisation:
        return [Person(name=each.name, organisation=each.organisation or organisation, short=each.short) for each in people]
    if not people or not people[-1].organisation:
        return people
    spread, owner = list[Person](), ""
    for each in reversed(people):
        owner = each.organisation or owner
        spread.append(Person(name=each.name, organisation=owner, short=each.short))
    return spread[::-1]


def _person(text: str) -> Person | None:
    """`Keith Marlow`, `Keith Marlow (KM)`, `Anjali Rao (AR, notes)`, `Oona Varga (Kestrel)`, `Gerald Osei (until 11)`."""
    hit = re.fullmatch(
        r"(?P<name>[^()\[\]]{1,64}?)\s*+(?:[(\[](?P<inside>[^()\[\]]*+(?:\[[^\]]*+\][^()\[\]]*+)?)[)\]]?)?(?:\s*[(\[][^()\[\]]{1,40}[)\]])?[.:]?",
        text.strip(),
    )
    if hit is None or not shaped_like_a_name(hit["name"].rstrip(".")):
        return None
    name, inside = hit["name"].strip(), (hit["inside"] or "").strip()
    first = inside.partition(",")[0].strip()
    if folded(first) in initials(name) and first.isupper():
        owner = inside.partition(",")[2].strip()
        return Person(name=name, short=first, organisation="" if REMARK.match(owner) or label(owner) in ROLES else owner)
    if not inside or (REMARK.match(inside) and not first.isupper()) or label(first) in ROLES:
        return Person(name=name)
    return Person(name=name, organisation=inside if len(inside.split(",")) > 1 and not REMARK.match(inside.partition(",")[2].strip()) else first)


def _without_role(text: str) -> str:
    """`Chairperson, Weta Digital` -> `Weta Digital`."""
    head, comma, rest = text.partition(",")
    return rest.strip() if comma and set(label(head).split()) & ROLES else text.strip()


def _names(parts: Sequence[str]) -> bool:
    """Whether these are names of people rather than of an organisation: more than one, or initials."""
    return len(parts) > 1 and all(shaped_like_a_name(part) for part in parts)


def _split(text: str, edges: re.Pattern[str]) -> list[str]:
    """Split where no bracket is open."""
    masked = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda hit: "x" * len(hit[0]), text)
    parts, start = [], 0
    for edge in edges.finditer(masked):
        parts.append(text[start : edge.start()].strip())
        start = edge.end()
    return [part for part in [*parts, text[start:].strip()] if part]


def _plain(text: str) -> str:
    """Without mark-up, check boxes and list marks."""
    text = re.sub(r"(?<=\))[ \t]{1,9}(?=\[[^\[\]\n]{1,80}\]\()", "; ", text)
    text = re.sub(r"\[([^\[\]]+)\]\([^)\[]{0,500}\)", r"\1", re.sub(r"<[^<>]*>|\\", "", text))
    text = re.sub(r"\*+|__|~~|`|(?<!\w)_|_(?!\w)", "", text)
    return re.sub(r"^\s*(?:[-+•·]\s+|\d+[.)]\s+)?(?:\[[ xX]\]\s*)?", "", text).rstrip()


def people_of(block: Block) -> list[Person]:
    """The people of one block that stands in a list of people."""
    if block.kind is Kind.ITEM:
        return listed_one(" ".join(block.content().split()))
    lines = [block.line(n) for n in range(len(block.lines))]
    if len(lines) == 1 and (one := _one(_plain(lines[0]).rstrip(" -–—/"))):
        return one
    if all(_CHECKED.match(line) for line in lines):
        return [person for line in lines for person in listed_one(line)]
    return listed(lines, [block.indent(n) for n in range(len(block.lines))])
