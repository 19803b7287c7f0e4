"""How a statement wants something decided, ordered, changed or told: by steps beforehand or directly, on record or in talk."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from driftwatch.domain.direct_words import ACTS, AGAINST_STEPS, OWN_WORD
from driftwatch.domain.distortion import READ
from driftwatch.domain.record_words import ASKS_FOR_RECORD, DECIDES_IN_TALK, MISSES_RECORD, POINTS_TO_TALK
from driftwatch.domain.sieve import Sieve, Together
from driftwatch.domain.step_words import ASKS_FOR_STEPS, MISSES_STEP

_TOGETHER = Together()
_ACTS, _AGAINST_STEPS, _OWN_WORD, _ASKS_FOR_STEPS, _MISSES_STEP = (
    Sieve(patterns, among=_TOGETHER) for patterns in (ACTS, AGAINST_STEPS, OWN_WORD, ASKS_FOR_STEPS, MISSES_STEP)
)
_MISSES_RECORD, _POINTS_TO_TALK, _ASKS_FOR_RECORD, _DECIDES_IN_TALK = (
    Sieve(patterns, among=_TOGETHER) for patterns in (MISSES_RECORD, POINTS_TO_TALK, ASKS_FOR_RECORD, DECIDES_IN_TALK)
)


class Way(StrEnum):
    """One pole of how a thing is done."""

    STEPS = "by steps"
    """Asks for a form, an offer, a body, a signature, a notice, before it is done."""
    DIRECT = "directly"
    """Done on one's own word, at once, told afterwards; or speaks against steps."""
    RECORD = "on record"
    """Counts what stands in minutes, a list, a resolution; asks for it where it is missing."""
    TALK = "in talk"
    """Takes what was said in a thread, a call, a vote by thumbs as decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A way, and how the statement comes to it."""

    way: Way
    missing: bool = False
    """Says that a step or a record is not there."""
    weak: bool = False
    """Only tells of an act; a way where the other side asks for steps at the same place."""
    against: bool = False
    """Speaks against the other's steps, and names them only for that."""


_FINISHED = re.compile(
    r"\b(?:is|are|was|were|be|counts? as) (?:only )?(?:done|ready|live|complete|finished|deployed) (?:when|once|after|as soon as)\b"
)


@lru_cache(maxsize=READ)
def ways(text: str, *, chat: bool = False) -> tuple[Marked, ...]:
    """The ways that a statement speaks for; of two opposite poles only the one that it ends up on.

    `chat`: whether it was written in a chat, where "settled then" decides; in a meeting the same words go into its minutes.
    """
    plain = text.lower()
    return tuple(mark for mark in (_formality(plain), _record(plain, chat=chat)) if mark is not None)


def _formality(text: str) -> Marked | None:
    if _AGAINST_STEPS.finds(text):
        return Marked(way=Way.DIRECT, against=True)
    if _MISSES_STEP.finds(text):
        return Marked(way=Way.STEPS, missing=True)
    if _OWN_WORD.finds(text):
        return Marked(way=Way.DIRECT)
    if _FINISHED.search(text):
        return None
    if _ASKS_FOR_STEPS.finds(text):
        return Marked(way=Way.STEPS)
    return Marked(way=Way.DIRECT, weak=True) if _ACTS.finds(text) else None


def _record(text: str, *, chat: bool) -> Marked | None:
    if _MISSES_RECORD.finds(text):
        return Marked(way=Way.RECORD, missing=True)
    if _POINTS_TO_TALK.finds(text):
        return Marked(way=Way.TALK)
    if _ASKS_FOR_RECORD.finds(text):
        return Marked(way=Way.RECORD)
    if chat and _DECIDES_IN_TALK.finds(text):
        return Marked(way=Way.TALK)
    return None
