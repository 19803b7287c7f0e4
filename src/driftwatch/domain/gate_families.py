"""Words of state that stand for the same gate: one side's "closed" can be the other's "done"."""

from collections.abc import Collection

_ENDED = "done finished complete completed closed resolved implemented fixed"
_PASSED = "accepted acceptance approved approval validated validation verified verification certified qualified qualification"
_IN_PLACE = """
live deployed deployment installed installation commissioned commissioning operational launched launch production released shipped delivered
onboarded handover
"""
FAMILIES: tuple[frozenset[str], ...] = tuple(frozenset(line.split()) for line in (_ENDED, _PASSED, _IN_PLACE, "ready stable"))


def gate_name(words: Collection[str]) -> str:
    """How a gate of several words is called: "closed / done"."""
    return " / ".join(sorted(words))
