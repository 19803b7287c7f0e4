"""Which alerts somebody wants to see, as the address of the page says it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from driftwatch.domain.alerts import Action, AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.searches import AlertOrder, AlertSearch
from driftwatch.report.standing import UNSETTLED
from driftwatch_api.dashboard.statement_search import Blank, Blanks
from driftwatch_api.list_questions import MOST_VALUES, PartnerId
from driftwatch_api.paging import Cursor
from driftwatch_api.questions import Day, Plain

PAGE = 50
"""Alerts a page."""
ANY: Literal["any"] = "any"
ORDER_WORDS = {
    AlertOrder.RANK: "weightiest first",
    AlertOrder.KIND: "by kind",
    AlertOrder.LATEST_SEEN: "latest evidence first",
    AlertOrder.SEEN: "oldest evidence first",
    AlertOrder.LATEST_CHANGED: "latest change first",
    AlertOrder.CHANGED: "longest unchanged first",
}


class AlertsAsked(BaseModel):
    """The query of the page; what it does not know it ignores, and what was left empty means any."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: Annotated[Annotated[str, Field(max_length=200), Plain] | None, Blank] = None
    status: Annotated[list[AlertStatus | Literal["any"]], Blanks] = Field([], max_length=MOST_VALUES)
    """Without any: those that wait for a talk."""
    severity: Annotated[list[Severity], Blanks] = Field([], max_length=MOST_VALUES)
    kind: Annotated[list[AlertKind], Blanks] = Field([], max_length=MOST_VALUES)
    partner: Annotated[list[PartnerId], Blanks] = Field([], max_length=MOST_VALUES)
    trend: Annotated[list[Substatus], Blanks] = Field([], max_length=MOST_VALUES)
    baseline: Annotated[list[BaselineState], Blanks] = Field([], max_length=MOST_VALUES)
    since: Annotated[Day | None, Blank] = None
    sort: Annotated[AlertOrder | None, Blank] = None
    after: Annotated[Cursor, Blank] = None
    did: Annotated[Action | Literal["undo"] | None, Blank] = None
    """What was just done, with `done`; no part of what is asked for."""
    done: Annotated[str, Field(max_length=4000)] = ""

    def search(self, programmes: tuple[str, ...] | None) -> AlertSearch:
        """The same for the store."""
        return AlertSearch(
            programmes=programmes,
            statuses=self.statuses,
            severities=tuple(self.severity),
            kinds=tuple(self.kind),
            partners=tuple(self.partner),
            substatuses=tuple(self.trend),
            baselines=tuple(self.baseline),
            since=self.since,
            order=self.sort or AlertOrder.RANK,
        )

    @property
    def statuses(self) -> tuple[AlertStatus, ...]:
        """Those that are listed; none for all."""
        if ANY in self.status:
            return ()
        return tuple(status for status in self.status if isinstance(status, AlertStatus)) or UNSETTLED

    def query(self) -> dict[str, object]:
        """What stands in an address that asks for the same; where the page begins is left out."""
        return {
            "q": self.q,
            "status": [str(status) for status in self.status],
            "severity": [severity.value for severity in self.severity],
            "kind": [kind.value for kind in self.kind],
            "partner": list(self.partner),
            "trend": [trend.value for trend in self.trend],
            "baseline": [state.value for state in self.baseline],
            "since": _written(self.since),
            "sort": self.sort and self.sort.value,
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything but the status is asked for."""
        return any(value for name, value in self.query().items() if name not in ("sort", "status"))


def _written(when: date | None) -> str | None:
    return when.isoformat() if when else None
