"""What lists may be asked: several values of a filter by giving it several times; a name that is not here is an error, not ignored."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.labels import Label
from driftwatch.domain.meaning import AlertKind, Severity, Verdict
from driftwatch.domain.searches import AlertOrder, AlertSearch, StatementOrder, StatementSearch, TermSearch
from driftwatch_api.paging import Cursor, Limit
from driftwatch_api.questions import Day, Instant, Plain, Through

MOST_VALUES = 20
Programmes = Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=MOST_VALUES, description="Ids of programmes.")]
PartnerId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=100)]
Source = Annotated[str, StringConstraints(max_length=500), Plain]
Chosen = tuple[str, ...] | None
"""Keys of the programmes that the answer is about; None for all there are."""


class AlertField(StrEnum):
    """A field of an alert."""

    PROGRAMME = "programme"
    ID = "id"
    KIND = "kind"
    SUBJECT = "subject"
    TITLE = "title"
    PARTNERS = "partners"
    SEVERITY = "severity"
    CONFIDENCE = "confidence"
    P_VALUE = "p_value"
    Q_VALUE = "q_value"
    STATUS = "status"
    FIRST_SEEN = "first_seen"
    LAST_SEEN = "last_seen"
    SIDES = "sides"
    EVIDENCE = "evidence"
    AGAINST = "against"
    QUESTIONS = "questions"
    EFFECT = "effect"
    COMMON_GROUND = "common_ground"
    CLEARS_WHEN = "clears_when"
    MERGED = "merged"
    BASELINE_STATE = "baseline_state"
    SUBSTATUS = "substatus"
    WINDOWS = "windows"
    LEAD = "lead"
    UPDATED_AT = "updated_at"
    VERSION = "version"


def _parted(values: object) -> object:
    """`fields=id,kind` asks for the same as `fields=id&fields=kind`."""
    return [part for value in values for part in str(value).split(",")] if isinstance(values, list) else values


class AlertQuestion(BaseModel):
    """Which alerts are wanted, and what of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: Programmes = []
    kind: list[AlertKind] = Field([], max_length=MOST_VALUES)
    partner: list[PartnerId] = Field([], max_length=MOST_VALUES, description="Ids of partners; an alert may concern any of them.")
    status: list[AlertStatus] = Field([], max_length=MOST_VALUES)
    severity: list[Severity] = Field([], max_length=MOST_VALUES)
    baseline_state: list[BaselineState] = Field(
        [], max_length=MOST_VALUES, description="Alerts that the last scan did not raise are listed only where `absent` is asked for."
    )
    substatus: list[Substatus] = Field([], max_length=MOST_VALUES)
    since: Day | None = Field(None, description="Last seen on this day or later.")
    updated_since: Instant | None = Field(None, description="Changed at this time or later; UTC where no zone is given.")
    sort: AlertOrder = Field(AlertOrder.RANK, description="`rank`: by programme, then high severity and confidence first; `-` stands for downwards.")
    fields: Annotated[list[AlertField], BeforeValidator(_parted)] = Field(
        [], max_length=len(AlertField), description="These fields alone; all of them where none is named. Commas part them too."
    )
    limit: Limit = 50
    cursor: Cursor = None

    def search(self, programmes: Chosen) -> AlertSearch:
        """The same for the store."""
        return AlertSearch(
            programmes=programmes,
            kinds=tuple(self.kind),
            partners=tuple(self.partner),
            statuses=tuple(self.status),
            severities=tuple(self.severity),
            baselines=tuple(self.baseline_state),
            substatuses=tuple(self.substatus),
            since=self.since,
            updated_since=self.updated_since,
            order=self.sort,
        )


class StatementQuestion(BaseModel):
    """Which statements are wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: Programmes = []
    partner: list[PartnerId] = Field([], max_length=MOST_VALUES, description="Ids of the partners that they speak for.")
    label: list[Label] = Field([], max_length=MOST_VALUES, description="Predicted for the statement.")
    source: list[Source] = Field([], max_length=MOST_VALUES, description="The files that they stand in.")
    since: Instant | None = Field(None, description="Said at this time or later; UTC where no zone is given.")
    until: Through | None = Field(None, description="Said at this time or earlier; of a bare date the whole day, in UTC.")
    unattributed: bool = Field(False, description="Those of no partner: beside those of the partners that are named, else alone.")
    text: Annotated[str, Plain] | None = Field(None, min_length=1, max_length=200, description="Words that it holds.")
    sort: StatementOrder = Field(StatementOrder.ID, description="`id`: by programme, then by id; `-` stands for downwards, undated ones last.")
    limit: Limit = 50
    cursor: Cursor = None

    def search(self, programmes: Chosen) -> StatementSearch:
        """The same for the store."""
        return StatementSearch(
            programmes=programmes,
            partners=tuple(self.partner),
            labels=tuple(self.label),
            sources=tuple(self.source),
            since=self.since,
            until=self.until,
            nobody=self.unattributed,
            text=self.text,
            order=self.sort,
        )


class TermQuestion(BaseModel):
    """Which compared terms are wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: Programmes = []
    partner: list[PartnerId] = Field([], max_length=MOST_VALUES, description="Ids of partners; a term may have been compared for any of them.")
    verdict: list[Verdict] = Field([], max_length=MOST_VALUES)
    limit: Limit = 50
    cursor: Cursor = None

    def search(self, programmes: Chosen) -> TermSearch:
        """The same for the store."""
        return TermSearch(programmes=programmes, partners=tuple(self.partner), verdicts=tuple(self.verdict))
