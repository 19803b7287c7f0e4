"""Files read for somebody far away: what is wanted and what came of it, as texts of JSON."""

import json
from dataclasses import dataclass
from typing import cast

from driftwatch.domain.talk import Message
from driftwatch.intake import wire
from driftwatch.intake.desk import Ended
from driftwatch.reading import FileReading, Intake, Wanted


@dataclass(frozen=True, slots=True)
class Courier:
    """Reads through an intake, beside which it stands."""

    intake: Intake

    def read(self, request: str) -> bytes:
        """What came of the one file that is wanted."""
        readings = self.intake.read(wire.wanted_in(json.loads(request)))
        events = [event for each in readings for event in (list(each.messages), Ended(each.report, each.notes))]
        return json.dumps([wire.event_out(event) for event in events], separators=(",", ":")).encode("ascii")


def request(wanted: Wanted) -> str:
    """What a courier is told."""
    return json.dumps(wire.wanted_out(wanted), separators=(",", ":"))


def opened(answer: bytes) -> list[FileReading]:
    """What a courier brought."""
    events = [wire.event_in(each) for each in json.loads(answer)]
    pairs = zip(events[::2], events[1::2], strict=True)
    return [
        FileReading(report=ended.report, notes=ended.notes, messages=cast("list[Message]", messages))
        for messages, ended in pairs
        if isinstance(ended, Ended)
    ]
