"""What every reader keeps: `check_reader(reader, source)` fails with the claim that does not hold."""

import io
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from typing import BinaryIO

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import Message, Register
from driftwatch.errors import UnreadableSourceError
from driftwatch.reading import Notes, Reader
from driftwatch.testing.claims import claim, claim_same


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSource:
    """A source in memory, with the files beside it by their path relative to the programme."""

    name: str
    content: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    timezone: tzinfo = UTC
    people: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()

    def data(self) -> bytes:
        """The whole content."""
        return self.content

    def stream(self) -> BinaryIO:
        """The content from its beginning."""
        return io.BytesIO(self.content)

    def sibling(self, relative: str) -> bytes | None:
        """One of the files beside it."""
        return self.beside.get(posixpath.normpath(posixpath.join(posixpath.dirname(self.name), relative)))


def check_reader(reader: Reader, source: SampleSource, *, decoded: str | None = None) -> None:
    """Raise AssertionError unless the reader keeps its contract on a valid sample and on what is left of it when it breaks.

    `decoded` is the text in which every line of every message must stand; the sample as UTF-8 where it is not given.
    """
    claim(reader.recognises(source.name, source.content[: 64 * 1024]), f"{source.name}: the reader recognises its own sample")
    messages = _read(reader, source)
    claim(bool(messages), f"{source.name}: a sample that holds talk gives messages")
    text = source.content.decode("utf-8-sig").replace("\r\n", "\n") if decoded is None else decoded
    for message in messages:
        _check_message(message, source, text)
    claim_same(_read(reader, source), messages, f"{source.name}: the same bytes give the same messages")
    for broken in _broken(source):
        _check_broken(reader, broken)


def _read(reader: Reader, source: SampleSource) -> list[Message]:
    return list(reader.read(source, Notes()))


def _check_message(message: Message, source: SampleSource, text: str) -> None:
    claims = {
        "its source is the source that was read": message.source == source.name,
        "it has a locator": bool(message.locator.strip()),
        "it has a document": bool(message.document.strip()),
        "its register is one of ours": message.register in Register,
        "its text says something, without blanks around it": bool(message.text) and message.text == message.text.strip(),
        "a speaker is a name, not an empty text": message.speaker is None or bool(message.speaker.strip()),
        "its time is aware": message.said_at is None or message.said_at.tzinfo is not None,
        "every line of it stands in the decoded source": all(line in text for line in message.text.split("\n")),
    }
    for words, holds in claims.items():
        claim(holds, f"{source.name}, {message.locator}: {words}: {message.text[:80]!r}")


def _broken(source: SampleSource) -> Iterator[SampleSource]:
    """The sample cut short, with wild bytes in its middle, empty."""
    content, half = source.content, len(source.content) // 2
    wild = bytes((7 * n) % 256 for n in range(257))
    for damaged in (content[:half], content[: len(content) // 4], content[:-1], content[:half] + wild + content[half:], wild, b""):
        yield replace(source, content=damaged)


def _check_broken(reader: Reader, source: SampleSource) -> None:
    """On broken bytes a reader gives what it can, or refuses in words."""
    try:
        _read(reader, source)
    except UnreadableSourceError as refusal:
        claim(bool(str(refusal).strip()), f"{source.name}: what is refused is refused with a reason")
