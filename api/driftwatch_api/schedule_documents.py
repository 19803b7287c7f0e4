"""What a programme does again and again, as the service tells it and is told it."""

from datetime import datetime, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from driftwatch.domain.schedules import Rhythm, Routine, Timetable
from driftwatch_api.documents import Moment, ProgrammeId
from driftwatch_api.examples import Example

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WeekDay = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Hour = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Of the day, in the programme's time zone.")]
_SCAN: Example = {"rhythm": "daily", "day": "mon", "time": "06:00"}
_DIGEST: Example = {"rhythm": "weekly", "day": "mon", "time": "07:30"}
_NEXT_SCAN: Example = {**_SCAN, "done": "2026-04-06", "next": "2026-04-07T04:00:00+00:00"}
_NEXT_DIGEST: Example = {**_DIGEST, "done": "2026-W14", "next": "2026-04-13T05:30:00+00:00"}


def _example(example: dict[str, JsonValue]) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [example]})


class ScanRoutine(BaseModel):
    """How often the programme is scanned without being asked to."""

    model_config = _example(_SCAN)

    rhythm: Rhythm
    day: WeekDay = Field(default="mon", description="Of the week; for a weekly scan.")
    time: Hour = "06:00"


class DigestRoutine(BaseModel):
    """Whether the weekly mail goes out by itself, and when."""

    model_config = _example(_DIGEST)

    rhythm: Literal["never", "weekly"]
    day: WeekDay = Field(default="mon", description="Of the week after the one that the mail tells of.")
    time: Hour = "07:30"


class ScheduleRequest(BaseModel):
    """What is to be done again and again from now on."""

    model_config = _example({"scan": _SCAN, "digest": _DIGEST})

    scan: ScanRoutine
    digest: DigestRoutine


class RoutineDocument(BaseModel):
    """How often something is done, how far that is, and when it is due next."""

    model_config = _example(_NEXT_SCAN)

    rhythm: Rhythm
    day: WeekDay
    time: Hour
    done: str | None = Field(description="The last day or ISO week that had its turn; null before the first.")
    next: Moment | None = Field(description="When it is due next; null where it never is.")


class ScheduleDocument(BaseModel):
    """What a programme does again and again."""

    model_config = _example(
        {
            "programme": "horizon",
            "set_by": "file",
            "timezone": "Europe/Berlin",
            "scan": _NEXT_SCAN,
            "digest": _NEXT_DIGEST,
            "problem": None,
        }
    )

    programme: ProgrammeId
    set_by: Literal["api", "file"] = Field(description="`api` where it was set here: that holds until it is deleted; else driftwatch.toml.")
    timezone: str
    scan: RoutineDocument
    digest: RoutineDocument
    problem: str | None = Field(description="Why nothing is done by schedule, and what mends it; null where all is well.")


def timetable(asked: ScheduleRequest) -> Timetable:
    """The same as the library takes it."""
    return Timetable(
        scan=Routine(rhythm=asked.scan.rhythm, day=DAYS.index(asked.scan.day), at=time.fromisoformat(asked.scan.time)),
        digest=Routine(rhythm=Rhythm(asked.digest.rhythm), day=DAYS.index(asked.digest.day), at=time.fromisoformat(asked.digest.time), behind=1),
    )


def routine(wanted: Routine, *, done: str | None, upcoming: datetime | None) -> RoutineDocument:
    """A routine as it is told."""
    return RoutineDocument(
        rhythm=wanted.rhythm,
        day=DAYS[wanted.day],
        time=wanted.at.isoformat("minutes"),
        done=done,
        next=None if upcoming is None else upcoming.isoformat(),
    )
