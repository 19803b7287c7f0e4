"""What lists answer with: the contract's field names, an example each."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import JsonSchemaValue

from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import Verdict
from driftwatch_api import examples
from driftwatch_api.documents import AlertDocument, Moment, ProgrammeId


def _example(example: examples.Example) -> ConfigDict:
    return ConfigDict(frozen=True, json_schema_extra={"examples": [example]})


def _all_optional(schema: JsonSchemaValue) -> None:
    """`fields` chooses what is there."""
    schema.pop("required", None)
    schema["examples"] = [examples.LISTED_ALERT]


class ListedAlert(AlertDocument):
    """An alert as lists show it: with `fields`, those alone."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_all_optional)

    updated_at: Moment | None = Field(description="When anything of it last changed; null where that was not noted.")
    version: int = Field(description="Counts its changes; the ETag of the alert begins with it.")


class AlertPage(BaseModel):
    """Alerts in the order asked for."""

    model_config = _example({"alerts": [examples.LISTED_ALERT], "next_cursor": examples.CURSOR})

    alerts: list[ListedAlert]
    next_cursor: str | None


class StatementDocument(BaseModel):
    """A statement as in statements.jsonl, but for its speaker: nothing here is told by person."""

    model_config = _example(examples.STATEMENT)

    programme: ProgrammeId
    id: str
    text: str
    partner: str | None
    said_at: Moment | None
    source: str
    locator: str
    offset: int
    labels: dict[Label, float]
    predicted: list[Label]


class StatementPage(BaseModel):
    """Statements in the order asked for."""

    model_config = _example({"statements": [examples.STATEMENT], "next_cursor": examples.CURSOR})

    statements: list[StatementDocument]
    next_cursor: str | None


class TermDocument(BaseModel):
    """One compared term, as `driftwatch terms` prints it."""

    model_config = _example(examples.TERM)

    programme: ProgrammeId
    term: str
    partners: tuple[str, str]
    n: tuple[int, int]
    divergence: float | None
    p_value: float | None
    q_value: float | None
    verdict: Verdict
    smallest_shift: float | None
    glosses: tuple[str, str] | None


class TermPage(BaseModel):
    """Terms: by programme, then by term and partners."""

    model_config = _example({"terms": [examples.TERM], "next_cursor": examples.CURSOR})

    terms: list[TermDocument]
    next_cursor: str | None
