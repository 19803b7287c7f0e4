"""Finds a quote again in the file that it is said to come from, without any code of driftwatch: what a distrustful reader would do by hand."""

import html
import json
import re
import zipfile
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph


def stands_there(folder: Path, source: str, locator: str, quote: str) -> bool:
    """Whether the quote stands verbatim in the source, beginning at the locator."""
    content = _content(folder, source)
    kind, _, place = locator.partition(" ")
    return quote in {"line": _from_line, "body": _from_body_line, "cue": _from_cue, "message": _message, "paragraph": _paragraph, "table": _row}[
        kind
    ](content, place)


def _content(folder: Path, source: str) -> bytes:
    file, _, member = source.partition("!")
    return zipfile.ZipFile(folder / file).read(member) if member else (folder / file).read_bytes()


def _lines(text: str, first: int) -> str:
    """The text from a line on; the statement must begin in that very line."""
    return "\n".join(text.replace("\r\n", "\n").split("\n")[first - 1 :])


def _from_line(content: bytes, place: str) -> str:
    text = _lines(content.decode("utf-8-sig"), int(place))
    return html.unescape(re.sub(r"</?[a-z][^>]*>", "", text)) if content.lstrip()[:1] == b"<" else text


def _from_body_line(content: bytes, place: str) -> str:
    body = message_from_bytes(content, policy=default).get_body(("plain", "html"))
    return _lines(body.get_content(), int(place.removeprefix("line ")))


def _from_cue(content: bytes, place: str) -> str:
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    cues = [block.partition("\n")[2] if "-->" not in block.partition("\n")[0] else block for block in text.split("\n\n") if "-->" in block]
    first = next(number for number, cue in enumerate(cues) if cue.startswith(place))
    return "\n".join(html.unescape(re.sub(r"<[^>]*>", "", cue.partition("\n")[2])) for cue in cues[first:])


def _message(content: bytes, place: str) -> str:
    posts = json.loads(content)
    text = next(post["text"] for post in (posts if isinstance(posts, list) else posts["messages"]) if post.get("ts") == place)
    return f"{text}\n{html.unescape(text)}"


def _paragraph(content: bytes, place: str) -> str:
    document = docx.Document(BytesIO(content))
    return [each.text for each in document.iter_inner_content() if isinstance(each, Paragraph)][int(place) - 1]


def _row(content: bytes, place: str) -> str:
    document = docx.Document(BytesIO(content))
    table, row = map(int, re.fullmatch(r"(\d+) row (\d+)", place).groups())
    tables = [each for each in document.iter_inner_content() if isinstance(each, Table)]
    return "\n".join(cell.text for cell in tables[table - 1].rows[row - 1].cells)
