"""The parts of a mail: which of them hold what its writer says, and what else there is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message as Parsed

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.mails.header_fields import BROKEN
from driftwatch.readers.layout.mails.letter_markup import letter_text
from driftwatch.readers.layout.text.decoding import decoded
from driftwatch.reading import Notes

_END_OF_HEADER = re.compile(rb"\r?\n\r?\n|\r\r")
_BOUNDARY = re.compile(rb"boundary\s?=", re.IGNORECASE)
_STUB = re.compile(
    r"(?:does not|doesn't|cannot|can't|unable to) (?:support|display|view|show)\b.{0,60}\bhtml|html[- ](?:only|version|capable|format)"
    r"|view (?:this|it) (?:e-?mail|message)? ?(?:in|on) (?:your|a)"
    r"|unterstützt kein html|im html-format|format html|[\w-]{1,20} html e-?mail",
    re.IGNORECASE,
)
_MANY = 2000
_ENDLESS = re.compile(rb"^(content-(?:type|disposition):(?:[^\n]|\n(?=[ \t])){4000})(?:[^\n]|\n(?=[ \t]))*", re.IGNORECASE | re.MULTILINE)
"""A field with thousands of parameters, which the library takes apart in time that grows with their square."""
_META = re.compile(rb"<meta\b[^<>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
_STUB_WORDS = 25
_UNENCODED = frozenset({"", "7bit", "8bit", "binary"})
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_ARMOURED = re.compile(r"-----BEGIN PGP MESSAGE-----")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One part that holds words."""

    text: str
    """Decoded, its line breaks `\\n`."""
    raw: bytes | None = None
    """The bytes in which it stands in the mail as it is; None where a transfer encoding or mark-up lies over it."""
    flowed: bool = False


def laid(texts: Sequence[Text]) -> tuple[str, list[int]]:
    """The parts below each other, a blank line between them, and the line on which each begins."""
    whole, lines, line = "", [1], 1
    for text in texts[:-1]:
        part = text.text + ("\n" if text.text.endswith("\n") else "\n\n")
        whole += part
        line += part.count("\n")
        lines.append(line)
    return whole + (texts[-1].text if texts else ""), lines


@dataclass(slots=True)
class Contents:
    """What a mail holds."""

    place: str = ""
    """Which mail of its file it is, told with problems."""
    texts: list[Text] = field(default_factory=list)
    enclosed: list[Parsed] = field(default_factory=list)
    """Whole mails within it."""
    sealed: str | None = None
    """Why a part of it cannot be read by anybody but its receiver."""
    calendar: str | None = None
    """The method of an appointment: REQUEST, REPLY, CANCEL."""
    report: bool = False
    """Whether a mail server reports on another mail."""


def parsed(data: bytes, limits: Limits) -> Parsed:
    """The mail; raises UnreadableSourceError where it is none, or more than may be taken in."""
    end = _END_OF_HEADER.search(data, 0, limits.header_bytes + 4)
    if end is None and len(data) > limits.header_bytes:
        raise UnreadableSourceError(f"its header is larger than {limits.header_bytes:,} bytes", reason=Reason.TOO_LARGE)
    if len(_BOUNDARY.findall(data)) > limits.mime_parts:
        raise UnreadableSourceError(f"more than {limits.mime_parts:,} parts", reason=Reason.TOO_MANY_PARTS)
    if data.count(b";") > _MANY:
        data = _ENDLESS.sub(rb"\1", data)
    try:
        mail = message_from_bytes(data, policy=policy.compat32)
    except BROKEN as error:
        reason = Reason.TOO_DEEP if isinstance(error, RecursionError) else Reason.MALFORMED_MAIL
        raise UnreadableSourceError(f"not readable as a mail: {type(error).__name__}: {error}"[:300], reason=reason) from error
    _measure(mail, limits)
    return mail


def contents(mail: Parsed, notes: Notes, *, place: str = "") -> Contents:
    """Its words once, however many versions of them it holds; attachments are counted."""
    found = Contents(place=place)
    try:
        for text in _texts(mail, found, notes):
            if _ARMOURED.search(text.text):
                found.sealed = "encrypted with PGP"
            else:
                found.texts.append(text)
    except BROKEN as error:
        raise UnreadableSourceError(f"a part is not readable: {type(error).__name__}: {error}"[:300], reason=Reason.MALFORMED_MAIL) from error
    return found


def _measure(mail: Parsed, limits: Limits) -> None:
    """Count parts and depth without going down by calls."""
    parts, waiting = 0, [(mail, 1)]
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if depth > limits.mime_depth:
            raise UnreadableSourceError(f"parts within parts, deeper than {limits.mime_depth}", reason=Reason.TOO_DEEP)
        if parts > limits.mime_parts:
            raise UnreadableSourceError(f"more than {limits.mime_parts:,} parts", reason=Reason.TOO_MANY_PARTS)
        if part.is_multipart():
            waiting.extend((each, depth + 1) for each in _children(part))


def _children(part: Parsed) -> list[Parsed]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Parsed)] if isinstance(inner, list) else []


def _texts(part: Parsed, found: Contents, notes: Notes) -> Iterator[Text]:
    """The texts of a part in their order."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        found.enclosed.extend(_children(part))
    elif kind == "multipart/report":
        found.report = True
    elif kind == "multipart/encrypted":
        found.sealed = "encrypted with PGP"
    elif kind == "multipart/alternative":
        yield from _chosen(part, found, notes)
    elif part.is_multipart():
        children = _children(part)
        for child in children[:1] if kind in ("multipart/signed", "multipart/related") else children:
            yield from _texts(child, found, notes)
        if kind in ("multipart/signed", "multipart/related"):
            notes.dropped["attachment"] += len(children) - 1
    else:
        yield from _leaf(part, kind, found, notes)


def _leaf(part: Parsed, kind: str, found: Contents, notes: Notes) -> Iterator[Text]:
    if kind in _SEALED:
        signed = str(part.get_param("smime-type", "")).lower() == "signed-data"
        found.sealed = "signed as a whole with S/MIME" if signed else "encrypted with S/MIME"
    elif kind in ("text/calendar", "application/ics"):
        found.calendar = str(part.get_param("method", "") or "").upper() or found.calendar or ""
    elif kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment" or part.get_filename():
        notes.dropped["attachment"] += 1
    elif (text := _plain(part, found, notes) if kind == "text/plain" else _marked(part, found, notes)) is not None:
        yield text


def _chosen(part: Parsed, found: Contents, notes: Notes) -> Iterator[Text]:
    """Of several versions the plain one, unless it is empty or only says that there is another."""
    children = _children(part)
    plain = [child for child in children if child.get_content_type() == "text/plain"]
    others = [child for child in children if child.get_content_type() != "text/plain"]
    texts = [text for child in plain if (text := _plain(child, found, notes)) is not None]
    words = [word for text in texts for word in text.text.split()]
    quiet = Notes()
    rich = [text for child in others for text in _texts(child, found, quiet)]
    stub = bool(_STUB.search(" ".join(words)[:1000]))
    if rich and (stub or len(words) < _STUB_WORDS):
        fuller = sum(len(text.text.split()) for text in rich)
        if fuller > (len(words) if stub else 2 * len(words)):
            notes.dropped["hidden text"] += quiet.dropped["hidden text"]
            texts = rich
    notes.dropped["attachment"] += quiet.dropped["attachment"]
    yield from texts or rich


def _plain(part: Parsed, found: Contents, notes: Notes) -> Text | None:
    data, as_it_is = _payload(part)
    text = _decoded(data, part, found, notes)
    if text is None:
        return None
    flowed = str(part.get_param("format", "") or "").lower() == "flowed"
    return Text(text=text, raw=data if as_it_is and _stands(data, text) else None, flowed=flowed)


def _marked(part: Parsed, found: Contents, notes: Notes) -> Text | None:
    data, _ = _payload(part)
    text = _decoded(data, part, found, notes)
    return None if text is None else Text(text=letter_text(text, notes))


def _payload(part: Parsed) -> tuple[bytes, bool]:
    """The part's bytes, and whether they stand so in the mail; what is damaged in an encoding is read as far as it can be."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    data = part.get_payload(decode=True)
    return (data if isinstance(data, bytes) else b""), encoding in _UNENCODED


def _decoded(data: bytes, part: Parsed, found: Contents, notes: Notes) -> str | None:
    """By what its bytes are, else by the charset that it declares; None for what is no text."""
    try:
        charset = part.get_content_charset() or _declared_within(data)
        return decoded(data, notes, declared=charset) if data else ""
    except UnreadableSourceError as error:
        notes.problem(f"{found.place}a part of text {error}", Reason.BAD_ENCODING)
        return None


def _declared_within(data: bytes) -> str:
    """The charset that HTML declares itself."""
    hit = _META.search(data, 0, 4096)
    return hit[1].decode("ascii", "replace") if hit else ""


def _stands(data: bytes, text: str) -> bool:
    """Whether anybody who opens the file sees these lines: UTF-8 without stray carriage returns."""
    return data.replace(b"\r\n", b"\n") == text.encode("utf-8", "surrogatepass")
