"""What the service answers with: the contract's field names, an example each."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, CoverageStatus, Severity
from driftwatch_api import examples

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(description="RFC 3339 with the offset of its source.", json_schema_extra={"format": "date-time"})]
"""Text, so that an offset of zero stands here as it stands in alerts.json."""
ProgrammeId = Annotated[str, Field(description="Id of the programme: its name folded to a-z, 0-9 and -.")]


def _example(example: examples.Example) -> ConfigDict:
    return ConfigDict(frozen=True, json_schema_extra={"examples": [example]})


class PartnerDocument(BaseModel):
    """One of the organisations that work together; its people are nobody's business here."""

    model_config = _example(examples.PARTNER)

    id: str
    name: str


class ProgrammeDocument(BaseModel):
    """A programme and its partners."""

    model_config = _example(examples.PROGRAMME)

    id: ProgrammeId
    name: str
    partners: list[PartnerDocument]


class ProgrammeList(BaseModel):
    """The programmes that the key may see."""

    model_config = _example({"programmes": [examples.PROGRAMME]})

    programmes: list[ProgrammeDocument]


class CoverageDocument(BaseModel):
    """What one check could see between these partners."""

    model_config = _example(examples.COVERAGE)

    check: AlertKind
    partners: list[str]
    status: CoverageStatus
    why: str


class RunDocument(BaseModel):
    """What produced the result."""

    model_config = _example(examples.RUN)

    at: Moment
    driftwatch: str
    models: dict[str, str]
    config: str


class ProgrammeState(BaseModel):
    """A programme as its last scan left it; `run` is null before the first."""

    model_config = _example({**examples.PROGRAMME, "run": examples.RUN, "coverage": [examples.COVERAGE], "alerts": {"open": 2, "agreed": 1}})

    id: ProgrammeId
    name: str
    partners: list[PartnerDocument]
    run: RunDocument | None
    coverage: list[CoverageDocument]
    alerts: dict[AlertStatus, int] = Field(description="How many alerts have this status.")


class SideDocument(BaseModel):
    """One partner's part in an alert."""

    model_config = _example(examples.SIDE)

    partner: str
    summary: str
    statements: int


class EvidenceDocument(BaseModel):
    """A quotation that anyone can find again in the source."""

    model_config = _example(examples.EVIDENCE)

    statement_id: str
    partner: str
    quote: str
    source: str
    locator: str
    said_at: Moment | None
    label: list[Label]


class CounterEvidence(BaseModel):
    """A statement that does not fit this reading."""

    model_config = _example({"statement_id": "7c211433f0207159"})

    statement_id: str


class EffectDocument(BaseModel):
    """The size of a difference, its interval, and how much each partner varies within itself."""

    model_config = _example(examples.EFFECT)

    measure: str
    value: float
    ci: tuple[float, float] | None
    within_partner: float | None


class MatterDocument(BaseModel):
    """Another finding on the same matter."""

    model_config = _example(examples.MATTER)

    kind: AlertKind
    subject: str
    title: str
    id: str | None = Field(description="The alert that it would be by itself: it can be shown and acted on by it.")
    why: str = Field(description="Why the two are told together.")


class WindowsDocument(BaseModel):
    """In how many calendar weeks the evidence was said."""

    model_config = _example(examples.WINDOWS)

    count: int = Field(ge=0)
    pooled: bool = Field(description="Whether these are too few to call the difference established: then all statements together decided.")


class AlertDocument(BaseModel):
    """An alert as in alerts.json, and the programme that it belongs to."""

    model_config = _example(examples.ALERT)

    programme: ProgrammeId
    id: str
    kind: AlertKind
    subject: str
    title: str
    partners: list[str]
    severity: Severity
    confidence: float = Field(ge=0, le=1)
    p_value: float | None
    q_value: float | None
    status: AlertStatus
    first_seen: Day | None
    last_seen: Day | None
    sides: list[SideDocument]
    evidence: list[EvidenceDocument]
    against: list[CounterEvidence]
    questions: list[str]
    effect: EffectDocument | None
    common_ground: list[str]
    clears_when: str
    merged: list[MatterDocument]
    baseline_state: BaselineState = Field(description="Against the last earlier calendar week of what was said.")
    substatus: Substatus
    windows: WindowsDocument
    lead: str | None = Field(description="Id of the alert that it is told with; null where it stands for itself.")


class EventDocument(BaseModel):
    """One change in an alert's life."""

    model_config = _example(examples.EVENT)

    action: str
    actor: str
    reason: str
    at: Moment
    status: AlertStatus
    until: Day | None


class AlertWithHistory(AlertDocument):
    """An alert and what happened to it, oldest first."""

    model_config = _example({**examples.LISTED_ALERT, "history": [examples.EVENT]})

    updated_at: Moment | None = Field(description="When anything of it last changed; null where that was not noted.")
    version: int = Field(description="Counts its changes; the ETag of the alert begins with it.")
    history: list[EventDocument]


class LabelledDocument(BaseModel):
    """One text with the probability of each label, and those above its threshold."""

    model_config = _example(examples.LABELLED)

    text: str
    labels: dict[Label, float]
    predicted: list[Label]
    unsure: list[Label] = Field(
        description="Labels for which both ways are likely: of such statements between a quarter and three quarters carry the label."
    )
    foreign: str | None = Field(
        default=None, description="The language (ISO 639-1, or `und`) of a text for which no labels are claimed; null where they are."
    )


class LabelledList(BaseModel):
    """The texts in the order in which they came."""

    model_config = _example({"results": [examples.LABELLED]})

    results: list[LabelledDocument]


class Health(BaseModel):
    """The process runs."""

    model_config = _example({"status": "ok", "driftwatch": "0.1.0"})

    status: str
    driftwatch: str
