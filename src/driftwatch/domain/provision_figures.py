"""Whether a statement names the figure that a provision of the charter fixes, or another."""

import re
from collections.abc import Sequence
from math import isclose, isfinite

from driftwatch.domain.charter_talk import names_target
from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.paces import PaceKind, paces
from driftwatch.domain.provisions import Fact, FactKind, Provision
from driftwatch.domain.quantities import quantities
from driftwatch.domain.words import words

SAME_TARGET = 0.02
"""Share by which two figures of a target may differ and be the same."""
SAME_FIGURE = 0.10
"""The same for a rhythm or a period that somebody names twice."""
OTHER_WORDS = 2
"""Words of its own from which on a part of a statement without a word of the clause is about something else."""
_WORKING_TIME = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|mornings?|afternoons?|evenings?) (?:a|an|per|each|every|in a) ", re.IGNORECASE
)
"""A part of somebody's time is no rhythm: "one day a week"."""
_PARTS = re.compile(r"[,;:.!?(] | (?:and|but|while|whereas) ")


def compared(provision: Provision, text: str) -> bool | None:
    """Whether the statement names the figure of the clause (True), another (False), or none."""
    about = {word.folded for word in words(text)} >= set(provision.heads)
    named = [figure for part in _PARTS.split(text) if not _of_another(provision, part, named=about) for figure in figures(provision, part)]
    if not named or not provision.facts:
        return None
    if provision.kind is FactKind.TARGET:
        return _reached(provision.facts[0], named) if names_target(text) else None
    own = [fact for fact in provision.facts if fact.kind is named[0].kind]
    if any(fact.low <= figure.low and figure.high <= fact.high for fact in own for figure in named):
        return True
    if provision.kind is FactKind.AMOUNT:
        return False if all(figure.high < min(fact.low for fact in own if fact.counted == figure.counted) for figure in named) else None
    return False


def _of_another(provision: Provision, part: str, *, named: bool) -> bool:
    """Whether the part speaks of something else: of a board meeting where the clause is about the planning meeting, of vans in a list of things."""
    said = {word.folded for word in words(part)}
    if provision.kind is FactKind.AMOUNT:
        return False
    if len(provision.heads) > 1 and provision.heads[-1] in said and not said >= set(provision.heads):
        return True
    return named and not said & provision.topic and len(said - GRAMMAR - CALENDAR) >= OTHER_WORDS


def _reached(target: Fact, figures: Sequence[Fact]) -> bool | None:
    """Whether one of the aims is the charter's own (True) or all let more pass than it does (False); a stricter one is neither."""
    bound = target.low if isfinite(target.low) else target.high
    aims = [figure.low if isfinite(figure.low) else figure.high for figure in figures]
    if any(isclose(aim, bound, rel_tol=SAME_TARGET) for aim in aims):
        return True
    return False if all(not target.low <= aim <= target.high for aim in aims) else None


def figures(provision: Provision, text: str) -> list[Fact]:
    """What the text names of the kind that the clause fixes."""
    if provision.kind in (FactKind.CADENCE, FactKind.PERIOD):
        kind = PaceKind.CADENCE if provision.kind is FactKind.CADENCE else PaceKind.LEAD
        return [
            Fact(kind=provision.kind, low=pace.seconds, high=pace.seconds)
            for pace in paces(text)
            if pace.kind is kind and not _WORKING_TIME.search(pace.words)
        ]
    counted = {fact.counted for fact in provision.facts if fact.kind is provision.kind}
    return [Fact(kind=provision.kind, low=each.low, high=each.high, counted=each.dimension) for each in quantities(text) if each.dimension in counted]


def alike(one: Fact, other: Fact) -> bool:
    """Whether two figures are one."""
    return one.counted == other.counted and abs(one.low - other.low) <= SAME_FIGURE * max(abs(one.low), abs(other.low))
