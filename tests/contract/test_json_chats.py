"""What the readers of chats in JSON hand over stands verbatim at its place in the export."""

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from driftwatch.domain.talk import Message
from driftwatch.intake.desk import Desk
from driftwatch.reading import Wanted
from driftwatch.wiring import readers

READERS = readers()
CORPUS = Path(__file__).parents[1] / "corpus"
FILES = sorted(file for reader in ("discord", "matrix", "mattermost", "slack", "zulip") for file in CORPUS.glob(f"{reader}/good/*"))


def objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def documents(content: bytes) -> list[object]:
    text = content.decode("utf-8-sig")
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line]


def at_its_place(message: Message, content: bytes) -> Iterator[str]:
    """The texts of the object that the locator names."""
    kind, number, *reply = message.locator.split()
    if kind == "message":
        found = [each for each in objects(documents(content)) if number in {str(each.get(key)) for key in ("ts", "id", "event_id")}]
    else:
        line = documents(content)[int(number) - 1]
        assert isinstance(line, dict)
        found = [line[line["type"]]["replies"][int(reply[1]) - 1] if reply else line[line["type"]]]
    for each in found:
        inner = each.get("content")
        for holder in (each, *([inner, inner.get("m.new_content")] if isinstance(inner, dict) else ())):
            yield from (value for value in (holder or {}).values() if isinstance(value, str))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.name}")
def test_every_text_stands_verbatim_at_its_locator_and_offset(file: Path) -> None:
    for reading in Desk(readers=READERS).read(Wanted(folder=file.parent, name=file.name, timezone=UTC, asked=True)):
        member = reading.report.source.partition("!")[2]
        content = zipfile.ZipFile(file).read(member) if member else file.read_bytes()
        for message in reading.messages:
            assert any(text.startswith(message.text, message.offset) for text in at_its_place(message, content)), message


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.name}")
def test_no_two_readers_take_the_same_file(file: Path) -> None:
    contents = [file.read_bytes()]
    if zipfile.is_zipfile(file):
        contents = [zipfile.ZipFile(file).read(member) for member in zipfile.ZipFile(file).namelist()]
    for content in contents:
        takers = [
            name for name, reader in READERS.items() if not getattr(reader, "fallback", False) and reader.recognises("x.json", content[: 64 * 1024])
        ]

        assert len(takers) <= 1
