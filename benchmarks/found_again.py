"""Whether the words of a statement stand where its locator says: looked up in the file by other means than those of the readers."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from functools import lru_cache
from itertools import islice
from typing import Any

LINES = re.compile(r"(?:.*\b)?line (\d+)$")
MARKS = re.compile(r"[\s*_`~|>\\#\u200b\ufeff\xad]+")


def found_again(content: bytes, locator: str, offset: int, text: str) -> str:
    """`exact` where the words begin at the locator and offset, `place` where they stand in the unit that the locator names.

    `lines` where they do so line by line (the cues of a caption, a sentence that runs over a page), `missing` otherwise.

    `replaced`: the words hold a character that was replaced on reading; such a statement is never quoted.
    """
    if "\ufffd" in text:
        return "replaced"
    if content[:4] == b"PK\x03\x04":
        return "place" if _plain(text) in _plain(_package(content)) else "missing"
    if content[:5] == b"%PDF-":
        page = re.match(r"page (\d+)", locator)
        shown = _plain(_page(content, int(page[1]))) if page else ""
        return "place" if _plain(text) in shown else "lines" if _line_by_line(text, shown) else "missing"
    decoded = _decoded(content)
    if _at_the_line(decoded, locator, offset, text):
        return "exact"
    if any(_plain(text) in _plain(unit) or _plain(text) in _plain(_shown(unit)) for unit in _units(content, decoded, locator, len(text))):
        return "place"
    if "\n" in text and _line_by_line(text, _whole(content) if content[:5] != b"%PDF-" else ""):
        return "lines"
    return "file" if _plain(text) in _whole(content) or _plain(text) in _whole_shown(content) else "missing"


def _line_by_line(text: str, whole: str) -> bool:
    """Whether its lines stand there one after the other, with the times of captions or a page's edge between them."""
    at = 0
    for line in map(_plain, text.split("\n")):
        if (found := whole.find(line, at)) < 0:
            return False
        at = found + len(line)
    return True


def _at_the_line(decoded: list[str], locator: str, offset: int, text: str) -> bool:
    line = LINES.match(locator)
    return line is not None and "\n".join(islice(decoded, int(line[1]) - 1, int(line[1]) + text.count("\n") + 1))[offset:].startswith(text)


def _units(content: bytes, decoded: list[str], locator: str, length: int) -> Iterator[str]:
    """What the locator may mean: lines, a mail's body, a cue, an entry or a message of JSON."""
    letter = re.match(r"(?:mail (\d+) )?(?:body )?line \d+$", locator)
    if letter and b"\nmessage-id:" in content[:1_000_000].lower():
        bodies = _bodies(content)
        yield bodies[int(letter[1]) - 1 if letter[1] and int(letter[1]) <= len(bodies) else 0]
    if line := LINES.match(locator):
        yield "\n".join(islice(decoded, int(line[1]) - 1, int(line[1]) + length // 4 + 40))
    if locator.startswith("cue "):
        yield from _behind(decoded, locator[4:], length)
    if (entry := re.match(r"entry (\d+)\b", locator)) and int(entry[1]) <= len(decoded):
        yield _strings(decoded[int(entry[1]) - 1])
    if entry and content.lstrip()[:1] in (b"{", b"["):
        yield from _items(content, int(entry[1]))
    if locator.startswith("message "):
        yield from _json_units(content, locator.partition(" ")[2])


def _behind(decoded: list[str], time: str, length: int) -> Iterator[str]:
    """What stands behind each line that holds this time of a cue."""
    wanted = {time, time.replace(".", ","), time.removeprefix("00:"), time.removeprefix("00:").replace(".", ",")}
    for number, line in enumerate(decoded):
        if any(each in line for each in wanted):
            yield " ".join(decoded[number + 1 : number + 3 + length // 8])


def _strings(line: str) -> str:
    try:
        return "".join(_texts(json.loads(line)))
    except ValueError:
        return ""


def _plain(text: str) -> str:
    return MARKS.sub("", text)


def _shown(markup: str) -> str:
    """What a browser shows of mark-up, roughly."""
    return html.unescape(re.sub(r"<[^<>]{0,2000}>", "", markup))


@lru_cache(maxsize=4)
def _decoded(content: bytes) -> list[str]:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "latin-1"):
        try:
            return re.sub(r"\r\n?", "\n", content.decode(encoding)).split("\n")
        except UnicodeDecodeError:
            continue
    return []


@lru_cache(maxsize=4)
def _whole(content: bytes) -> str:
    return _plain("\n".join(_decoded(content)))


@lru_cache(maxsize=4)
def _whole_shown(content: bytes) -> str:
    return _plain(_shown("\n".join(_decoded(content))))


@lru_cache(maxsize=4)
def _package(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if re.fullmatch(r"content\.xml|word/(document|comments|footnotes)\.xml", name)]
        return html.unescape(re.sub(r"<[^<>]*>", "", "\n".join(package.read(part).decode("utf-8", "replace") for part in parts)))


@lru_cache(maxsize=4)
def _bodies(content: bytes) -> list[str]:
    """The readable text of every mail of a mailbox, or of the one mail."""
    letters = re.split(rb"(?m)^From [^\n]*\n", content)[1:] if content.startswith(b"From ") else [content]
    return [_plain("\n".join(_letter_texts(message_from_bytes(letter)))) for letter in letters] or [""]


def _letter_texts(letter: Message) -> Iterator[str]:
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            text = (part.get_payload(decode=True) or b"").decode(part.get_content_charset() or "utf-8", "replace")
            yield text if part.get_content_subtype() == "plain" else _shown(text)


@lru_cache(maxsize=64)
def _page(content: bytes, number: int) -> str:
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[number - 1].get_textpage()
    return (str(page.get_text_range()) + _next_page(content, number)).replace("\ufffe", "-")


def _next_page(content: bytes, number: int) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return str(document[number].get_textpage().get_text_range()) if number < len(document) else ""


@lru_cache(maxsize=2)
def _objects(content: bytes) -> tuple[dict[str, Any], ...]:
    text = "\n".join(_decoded(content))
    try:
        roots = [json.loads(text)]
    except ValueError:
        roots = [json.loads(line) for line in text.split("\n") if line.strip().startswith("{")]
    return tuple(each for root in roots for each in _walk(root))


def _walk(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


def _items(content: bytes, number: int) -> Iterator[str]:
    """The item of this number of every list in a document."""
    try:
        lists = [json.loads("\n".join(_decoded(content))), *(value for each in _objects(content) for value in each.values())]
    except ValueError:
        return
    yield from ("".join(_texts(each[number - 1])) for each in lists if isinstance(each, list) and len(each) >= number)


def _json_units(content: bytes, identity: str) -> list[str]:
    """The texts of every object that carries this id, or a part of it."""
    if content.lstrip()[:1] not in (b"{", b"["):
        return []
    try:
        objects = _objects(content)
    except ValueError:
        return []
    return ["".join(_texts(each)) for each in objects if _carries(each, identity)]


def _carries(entry: dict[str, Any], identity: str) -> bool:
    return any(str(value) == identity for value in entry.values() if isinstance(value, str | int | float))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in ([value["text"]] if isinstance(value.get("text"), list | str) else value.values()):
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
