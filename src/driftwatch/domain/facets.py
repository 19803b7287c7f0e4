"""What a statement takes sides on, beside its label: one value of each facet, or none."""

from collections.abc import Mapping
from enum import StrEnum

from driftwatch.domain.labels import Label


class Facet(StrEnum):
    """A question that is asked of every statement."""

    FIGURE = "figure"
    """What a figure in it is."""
    OUTCOME = "outcome"
    """Which outcome its speaker's side puts first."""
    PACE = "pace"
    """How much time, notice and rhythm its speaker's side takes or wants."""
    PROMISE = "promise"
    """What becomes of what the organisations owe each other."""
    RISK = "risk"
    """Whether its speaker's side avoids a risk or takes it."""
    WAY = "way"
    """How something is decided or done."""


RELATED: Mapping[Facet, tuple[Label, ...]] = {
    Facet.FIGURE: (Label.METRIC, Label.DONE, Label.GOAL),
    Facet.OUTCOME: (Label.GOAL,),
    Facet.PACE: (Label.PROCESS, Label.COMMITMENT),
    Facet.PROMISE: (Label.COMMITMENT, Label.RISK),
    Facet.RISK: (Label.RISK, Label.GOAL),
    Facet.WAY: (Label.PROCESS, Label.COMMITMENT),
}
"""The labels that statements mostly have which take a side."""
NONE = "none"
VALUES: Mapping[Facet, tuple[str, ...]] = {
    Facet.FIGURE: (NONE, "counting", "reading", "target"),
    Facet.OUTCOME: (NONE, "compliance", "cost", "knowledge", "people", "quality", "reach", "reliability", "reputation", "revenue", "speed"),
    Facet.PACE: (NONE, "fast", "slow"),
    Facet.PROMISE: (NONE, "delivered", "owed", "promised", "short"),
    Facet.RISK: (NONE, "accept", "avoid"),
    Facet.WAY: (NONE, "direct", "record", "steps", "talk"),
}
"""The values of each facet in the order of a model's columns; that a statement takes no side stands first."""


def _columns() -> Mapping[Facet, slice]:
    found, begin = {}, 0
    for facet, values in VALUES.items():
        found[facet] = slice(begin, begin + len(values))
        begin += len(values)
    return found


COLUMNS: Mapping[Facet, slice] = _columns()
"""Where the values of each facet stand side by side."""
WIDTH = sum(map(len, VALUES.values()))
