"""The seven labels of a statement."""

from enum import StrEnum


class Label(StrEnum):
    """What a statement says; the order is that of every label matrix."""

    GOAL = "goal"
    DONE = "done"
    RISK = "risk"
    METRIC = "metric"
    COMMITMENT = "commitment"
    PROCESS = "process"
    DEFINITION = "definition"


LABELS: tuple[Label, ...] = tuple(Label)
