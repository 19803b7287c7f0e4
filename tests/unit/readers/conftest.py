"""How the tests of readers read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from driftwatch.domain.talk import Message
from driftwatch.reading import Notes
from driftwatch.testing import SampleSource


@dataclass
class Said:
    """What a reader made of a text."""

    messages: list[Message]
    notes: Notes = field(default_factory=Notes)

    def turns(self) -> list[tuple[str | None, str]]:
        return [(message.speaker, message.text) for message in self.messages]

    def of(self, speaker: str | None) -> list[str]:
        return [text for name, text in self.turns() if name == speaker]


@pytest.fixture
def reading() -> Callable[..., Said]:
    """Reads a text (or bytes) with a reader."""

    def read(
        reader: ModuleType,
        name: str,
        content: str | bytes,
        *,
        beside: Mapping[str, bytes] | None = None,
        zone: tzinfo | None = None,
        people: tuple[str, ...] = (),
    ) -> Said:
        data = content.encode() if isinstance(content, str) else content
        source = SampleSource(name=name, content=data, beside=beside or {}, timezone=zone or ZoneInfo("Europe/Oslo"), people=people)
        notes = Notes()
        return Said(list(reader.read(source, notes)), notes)

    return read
