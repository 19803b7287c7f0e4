"""Whether a statement says what its speaker's organisation holds now: not asked, reported, quoted, joked, imagined or taken back."""

import re
from functools import lru_cache

from driftwatch.domain.distortion import READ, passage

_WITHDRAWN = re.compile(
    r"\b(?:i|we) (?:take|took) (?:it|that|this|(?:the|my|our) [\w -]{1,40}) back\b"
    r"|\b(?:i|we) (?:hereby )?(?:take back|withdraw|retract)\b"
    r"|\b(?:is|are|was|were) (?:hereby )?withdrawn\b|\bforget what (?:i|we) said\b|\b(?:scratch|strike) that\b",
    re.IGNORECASE,
)
_MOSTLY = 0.6
"""Share of a statement from which on what is reported or quoted in it is the statement."""


@lru_cache(maxsize=READ)
def withheld(text: str) -> str | None:
    """Why a statement is no position of its speaker's organisation: "question", "reported", "quotation", "joke", "hypothetical", "withdrawn";
    None where it is one.
    """
    said = passage(text)
    if text.rstrip(" \"'”’)*_").endswith("?"):
        return "question"
    if said.joke:
        return "joke"
    if said.imagined:
        return "hypothetical"
    if withdraws(text):
        return "withdrawn"
    if said.reported and said.reported[1] - said.reported[0] >= _MOSTLY * len(text):
        return "reported"
    if sum(end - start for start, end in said.quoted if (start, end) != (0, len(text))) >= _MOSTLY * len(text) or text.startswith("> "):
        return "quotation"
    return None


def withdraws(text: str) -> bool:
    """Whether the statement takes something back that was said before."""
    return _WITHDRAWN.search(text) is not None
