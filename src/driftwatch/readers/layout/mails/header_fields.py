"""The fields of a mail's header as text: bounded in number and size, decoded, never an error."""

import email.errors
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.header import decode_header
from email.utils import getaddresses

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason
from driftwatch.readers.layout.text.codecs_allowed import codec
from driftwatch.reading import Notes

BROKEN = (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError, AssertionError, email.errors.MessageError)
"""What the standard library raises on broken mails; IndexError, KeyError and UnicodeError are among them."""
_ADDRESS_CHARS = 64
"""Of which so many as may be are looked at."""
_VIA = re.compile(r"(?P<name>\S.{0,150}?)['\"]? (?:via|på vegne av|im auftrag von|on behalf of) .{1,200}", re.IGNORECASE)
_BADGE = re.compile(r"(?:(?<!\s)\s++)?(?:[(\[][^()\[\]]{1,60}[)\]]|- ext(?:ern(?:al)?)?)\s*\Z", re.IGNORECASE)
_ONE = re.compile(r"\s*+(?P<name>[^<>@]{0,1000}+)<\s*+(?P<address>[^<>@\s]{1,200}@[^<>@\s]{1,300})\s*>\s*")
_ARCHIVED = re.compile(r"\s*(?P<local>[\w.+'-]{1,64}) at (?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})\s*+(?:\((?P<name>.*)\)\s*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of a mail's header."""

    name: str
    address: str = ""

    @property
    def domain(self) -> str:
        """Of the address."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """All fields of one header."""

    raw: dict[str, list[str]]
    limits: Limits
    notes: Notes
    place: str = ""
    """Which mail of the file it is, to be told with problems."""
    told: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, object]], limits: Limits, notes: Notes, *, place: str = "") -> "HeaderFields":
        """The fields of a parsed header; names are folded, what no text holds is decoded as Windows would."""
        raw: dict[str, list[str]] = {}
        for name, value in pairs:
            raw.setdefault(name.lower(), []).append(str(value))
        return cls(raw, limits, notes, place)

    def text(self, name: str) -> str:
        """A field as text on one line, "" where it is missing."""
        return " ".join(self._decoded(name, self._first(name)).split())

    def plain(self, name: str) -> str:
        """A field that holds no encoded words: an id, a date, a word for machines."""
        return " ".join(self._first(name).split())

    def people(self, *names: str) -> list[Person]:
        """Everybody whom these fields name."""
        return [person for name in names for value in self.raw.get(name, ())[:1] for person in self._people(name, value)]

    def _people(self, name: str, value: str) -> list[Person]:
        limit = self.limits.addresses
        value = " ".join(_eight_bit(value).split())[: limit * _ADDRESS_CHARS]
        if value.count(",") + value.count(";") >= limit:
            self._cut(name, "addresses", limit)
            value = ",".join(re.split(r"[,;]", value)[:limit])
        if hit := _ARCHIVED.fullmatch(value):
            return [person_of(self._decoded(name, hit["name"] or ""), f"{hit['local']}@{hit['domain']}")]
        if (hit := _ONE.fullmatch(value)) or ("@" not in value and "<" not in value and value.strip(" ;:,")):
            shown, address = (hit["name"], hit["address"]) if hit else (value.rpartition(":")[2].strip(" ;,"), "")
            return [person_of(self._decoded(name, shown), address)] if shown or address else []
        try:
            pairs: Sequence[tuple[str, str]] = getaddresses([value.replace(";", ",") if value.count("@") > 1 and "," not in value else value])
        except BROKEN:
            return []
        if not any(pair[0] or pair[1] for pair in pairs) and (found := re.search(r"[\w.+'-]{1,64}@[\w.-]{1,200}", value)):
            pairs = [(value[: found.start()].strip(" <\"'"), found[0])]
        return [person_of(self._decoded(name, shown), address) for shown, address in pairs if shown or address]

    def _first(self, name: str) -> str:
        values = self.raw.get(name)
        return _eight_bit(values[0]) if values else ""

    def _decoded(self, name: str, value: str) -> str:
        """Encoded words decoded, as many as may be."""
        if "=?" not in value:
            return value
        pieces, limit = value.split("=?"), self.limits.encoded_words
        if len(pieces) - 1 > limit:
            self._cut(name, "encoded words", limit)
            value = "=?".join(pieces[: limit + 1])
        try:
            return "".join(_word(content, charset) for content, charset in decode_header(value))
        except BROKEN:
            return value

    def _cut(self, name: str, what: str, limit: int) -> None:
        if name not in self.told:
            self.told.add(name)
            self.notes.problem(f"{self.place}its field {name} holds more than {limit:,} {what}; the rest is left out", Reason.TRUNCATED_TEXT)


def _word(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    return content.decode(codec(charset or "ascii") or "cp1252", "replace")


def _eight_bit(value: str) -> str:
    """Bytes that the parser kept aside, as UTF-8 or else as Windows would have meant them; folded lines as one."""
    if not value.isascii():
        data = value.encode("utf-8", "surrogateescape")
        try:
            value = data.decode("utf-8")
        except UnicodeDecodeError:
            value = data.decode("cp1252", "replace")
    return re.sub(r"[\r\n]+[ \t]?", " ", value) if "\n" in value or "\r" in value else value


def person_of(shown: str, address: str) -> Person:
    """`"Whitfield, Karen (GL)" <…>` is Karen Whitfield; a list that writes in somebody's name is left out of it."""
    address = address.strip().strip("<>").replace(" ", "")
    name = " ".join(shown.split()).strip("'\" ")
    if hit := _VIA.fullmatch(name):
        name = hit["name"].strip("'\" ")
    name = _BADGE.sub("", name) or name
    last, comma, first = name.partition(",")
    if (
        comma
        and first.strip()
        and len(first.split()) <= 2
        and not re.match(r"\s*(?:ph\.?d|m\.?sc|b\.?sc|mba|m\.?d|jr|sr|esq|ltd|inc|gmbh|as|ab)\b", first, re.IGNORECASE)
    ):
        name = f"{first.strip()} {last.strip()}"
    elif comma:
        name = last.strip()
    if not name or "@" in name:
        name = address or name
    return Person(name=name, address=address if "@" in address else "")
