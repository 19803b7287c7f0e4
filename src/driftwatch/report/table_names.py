"""What can be had as a table: names alone, for whoever only has to know them."""

from enum import StrEnum


class Table(StrEnum):
    """What can be had as a table."""

    ALERTS = "alerts"
    EVIDENCE = "evidence"
    COVERAGE = "coverage"
    FILES = "files"
    TERMS = "terms"
    DONE = "done"
    GOALS = "goals"
    RISKS = "risks"
    SILENCE = "silence"
    HEARD = "heard"
    COURSES = "courses"
    LANDMARKS = "landmarks"
