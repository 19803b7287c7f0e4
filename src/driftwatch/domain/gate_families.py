"""Words of state that stand for the same gate: one side's "closed" can be the other's "done", and "validation" is "validated"."""

from collections.abc import Collection

from driftwatch.domain.ordinary import STATES

_ENDED = "done finished complete completed closed resolved implemented fixed"
_PASSED = "accepted acceptance approved approval validated validation verified verification certified qualified qualification"
_IN_PLACE = """
live deployed deployment installed installation commissioned commissioning operational launched launch production released shipped delivered
onboarded handover
"""
FAMILIES: tuple[frozenset[str], ...] = tuple(frozenset(line.split()) for line in (_ENDED, _PASSED, _IN_PLACE, "ready stable"))

EVENTS = frozenset(
    """
    acceptance approval validation verification certification qualification installation deployment commissioning delivery launch production
    handover go-live
    """.split()
)
"""Nouns: what is said beside one can be anything that happens on that day; only what is said as a criterion counts."""
_FORMS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "accepted acceptance accept accepts",
        "approved approval approve approves",
        "validated validation validate validates validating",
        "verified verification verify verifies verifying",
        "certified certification certify certifies",
        "qualified qualification qualify qualifies",
        "completed complete completion",
        "installed installation",
        "deployed deployment",
        "delivered delivery",
        "commissioned commissioning",
        "launched launch",
        "live go-live",
    )
)
GATE_WORDS = STATES.union(*_FORMS)
"""The words of state with the verbs of those that have one."""


def forms_of(words: Collection[str]) -> frozenset[str]:
    """The words with all forms of each: "validated", "validation", "validate"."""
    return frozenset(words).union(*(forms for forms in _FORMS if forms & frozenset(words)))


def gate_name(words: Collection[str]) -> str:
    """How a gate of several words is called: "closed / done"."""
    return " / ".join(sorted(words))
