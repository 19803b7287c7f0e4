"""What may be asked: filters and bodies; a name that is not here is an error, not ignored."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from driftwatch_api.examples import Example

MOST_TEXTS = 1000
_LONGEST_TEXT = 64 * 1024
_LONGEST_REASON = 2000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BEGINS = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _plain(text: str) -> str:
    if any(not (character.isprintable() or character in "\t\r\n") for character in text):
        raise ValueError("control characters are not accepted")
    return text


def in_utc(moment: datetime) -> datetime:
    """The time in UTC, which is also meant where no zone is given; a year that no export has is refused."""
    if not 1900 <= moment.year <= 2200:
        raise ValueError("a time between the years 1900 and 2200 is expected")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _written(value: object) -> object:
    """A date or time as RFC 3339 writes it: a number is no date, whatever epoch somebody counts from."""
    if value is None or isinstance(value, date) or (isinstance(value, str) and _BEGINS.match(value)):
        return value
    raise ValueError("a date such as 2026-04-14 is expected")


def _to_its_end(value: object) -> object:
    """A bare date means all of it."""
    return f"{value}T23:59:59.999999" if isinstance(value, str) and _DATE.fullmatch(value) else value


Plain = AfterValidator(_plain)
Day = Annotated[date, BeforeValidator(_written)]
Instant = Annotated[datetime, BeforeValidator(_written), AfterValidator(in_utc)]
Through = Annotated[datetime, BeforeValidator(_to_its_end), BeforeValidator(_written), AfterValidator(in_utc)]
"""The last moment that counts."""
Programme = Annotated[str | None, Field(max_length=200, description="Id of a programme.")]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=_LONGEST_REASON), Plain]


AlertName = Annotated[str, Field(min_length=1, max_length=40, description="Id of an alert.")]
MOST_OTHERS = 50


def _example(example: Example) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [example]})


class ActionRequest(BaseModel):
    """Why something is done with an alert."""

    model_config = _example({"reason": "on the agenda of 14 April", "until": "2026-04-14"})

    reason: Reason = Field("", description="Stays in the alert's history; dispute needs one.")
    until: Day | None = Field(None, description="The day on which a snooze ends; for snooze alone.")


class MergeRequest(BaseModel):
    """Which alerts are told with this one."""

    model_config = _example({"others": ["DW-41KX0ZC8W2RB"], "reason": "one gate, two words for it"})

    others: list[AlertName] = Field(min_length=1, max_length=MOST_OTHERS, description="Ids of alerts of the same programme.")
    reason: Reason = Field("", description="Stays in the alerts' history.")


class SplitRequest(BaseModel):
    """Which of the alerts that are told with this one is to stand for itself."""

    model_config = _example({"other": "DW-41KX0ZC8W2RB", "reason": "another gate"})

    other: AlertName
    reason: Reason = Field("", description="Stays in the alerts' history.")


class ClassifyRequest(BaseModel):
    """Texts to be labelled: a sentence or list item each."""

    model_config = _example({"texts": ["Latency at p99 must stay below 300 ms.", "ACTION: the pilot team writes the test plan."]})

    texts: list[Annotated[str, Field(max_length=_LONGEST_TEXT)]] = Field(max_length=MOST_TEXTS)
