"""Who gets the weekly mail of a programme, as the service tells it and is told it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from driftwatch.domain.mailing import Frequency, MailFormat
from driftwatch.domain.meaning import Severity
from driftwatch_api.documents import Day, ProgrammeId
from driftwatch_api.examples import Example

MOST_RECIPIENTS = 1000
Address = Annotated[str, Field(pattern=r"^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-zA-Z0-9.-]{1,255}$", description="A mail address, in ASCII.")]
_WANTED: Example = {"address": "alliance@partner.example", "partner": "brightmill", "frequency": "monthly", "timezone": "Europe/Berlin"}
_TOLD: Example = {
    "address": "alliance@partner.example",
    "partner": "brightmill",
    "frequency": "monthly",
    "min_severity": "low",
    "format": "html",
    "timezone": "Europe/Berlin",
    "listed_by": "api",
    "state": "active",
    "paused_until": None,
}


def _example(example: dict[str, JsonValue]) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [example]})


class RecipientRequest(BaseModel):
    """Somebody who is to get the mail; what is null stays as it was chosen before, or as driftwatch.toml has it."""

    model_config = _example(_WANTED)

    address: Address
    partner: str | None = Field(default=None, max_length=200, description="Id of the partner on whose side they stand; null for somebody of no side.")
    frequency: Literal[Frequency.WEEKLY, Frequency.MONTHLY] | None = None
    min_severity: Severity | None = None
    format: MailFormat | None = None
    timezone: str | None = Field(default=None, max_length=100, description="A name of the IANA list.")


class RecipientsRequest(BaseModel):
    """All who are to get the mail; nobody else does."""

    model_config = _example({"recipients": [_WANTED]})

    recipients: list[RecipientRequest] = Field(max_length=MOST_RECIPIENTS)


class RecipientDocument(BaseModel):
    """Somebody on the list, and what holds for them, all things considered."""

    model_config = _example(_TOLD)

    address: str
    partner: str | None
    frequency: Frequency
    min_severity: Severity
    format: MailFormat
    timezone: str
    listed_by: Literal["api", "file"] = Field(description="`file` where driftwatch.toml alone names them.")
    state: Literal["active", "never", "paused", "unsubscribed", "suppressed"] = Field(
        description="`unsubscribed`, `never` and `paused`: by their own choice; `suppressed`: the address bounced twice."
    )
    paused_until: Day | None


class RecipientList(BaseModel):
    """Who gets the weekly mail of a programme."""

    model_config = _example({"programme": "horizon", "recipients": [_TOLD], "problem": None})

    programme: ProgrammeId
    recipients: list[RecipientDocument]
    problem: str | None = Field(description="Why those whom driftwatch.toml names are missing here, and what mends it; null where all is well.")
