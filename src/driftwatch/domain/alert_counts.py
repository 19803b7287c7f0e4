"""How many alerts there are of which sort: what an overview tells, and what an inbox offers to narrow itself to."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from driftwatch.domain.alerts import AlertStatus, BaselineState, Substatus
from driftwatch.domain.meaning import AlertKind, Severity
from driftwatch.domain.searches import AlertSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCell:
    """Alerts that are alike in all of this."""

    status: AlertStatus
    severity: Severity
    kind: AlertKind
    substatus: Substatus
    baseline: BaselineState
    partners: tuple[str, ...]
    raised: bool
    """Whether the last scan found them."""
    count: int


Trait = Callable[[AlertCell], tuple[str, ...]]
TRAITS: Mapping[str, Trait] = {
    "statuses": lambda cell: (cell.status.value,),
    "severities": lambda cell: (cell.severity.value,),
    "kinds": lambda cell: (cell.kind.value,),
    "substatuses": lambda cell: (cell.substatus.value,),
    "baselines": lambda cell: (cell.baseline.value,),
    "partners": lambda cell: cell.partners,
}
"""By the field of AlertSearch that narrows a list to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCounts:
    """The alerts of one or more programmes, counted; the span of time of a search is not looked at here."""

    cells: tuple[AlertCell, ...] = ()

    def total(self, search: AlertSearch) -> int:
        """How many the search finds."""
        return sum(cell.count for cell in self.cells if _meets(cell, search))

    def by(self, trait: str, search: AlertSearch) -> Mapping[str, int]:
        """How many the search would find of each value of this trait, were it narrowed to that value alone."""
        others, of, found = _without(search, trait), TRAITS[trait], Counter[str]()
        for cell in self.cells:
            if _meets(cell, others, gone_too=trait == "baselines"):
                for value in of(cell):
                    found[value] += cell.count
        return found


def _without(search: AlertSearch, trait: str) -> AlertSearch:
    match trait:
        case "statuses":
            return replace(search, statuses=())
        case "severities":
            return replace(search, severities=())
        case "kinds":
            return replace(search, kinds=())
        case "substatuses":
            return replace(search, substatuses=())
        case "partners":
            return replace(search, partners=())
        case _:
            return replace(search, baselines=())


def _meets(cell: AlertCell, search: AlertSearch, *, gone_too: bool = False) -> bool:
    """As the list has it: those that the last scan did not find are there only where `absent` is asked for."""
    gone = gone_too or BaselineState.ABSENT in search.baselines
    return (
        (cell.raised or gone)
        and (not search.baselines or (BaselineState.ABSENT if not cell.raised else cell.baseline) in search.baselines)
        and (not search.statuses or cell.status in search.statuses)
        and (not search.severities or cell.severity in search.severities)
        and (not search.kinds or cell.kind in search.kinds)
        and (not search.substatuses or cell.substatus in search.substatuses)
        and (not search.partners or not set(search.partners).isdisjoint(cell.partners))
    )
