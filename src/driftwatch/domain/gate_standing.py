"""Whether a statement says of something that it has passed a gate, or that it has not."""

import re
from collections.abc import Collection
from itertools import pairwise

from driftwatch.domain.gate_sayings import pieces_beside
from driftwatch.domain.words import words

_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]|[.!?](?=\s)|\s-(?=\s)|\b(?:and|but|so|because|since|while|though|when|once|if|until|till|unless|before|after)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|none|nothing|never|nobody|neither|cannot|cant|dont|isnt|\w{2,9}n['’]t|zero|too early)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:will|would|shall|should|may|might|can|could|gets?|going to|plan\w*|wants?|needs?|try|about to|to be|next|tomorrow|calls?|called|means?"
    r"|word|soon|almost|nearly|every|each|any|target\w*|goal|aim\w*"
    r"|by (?:the (?:end|middle|\d)|end|mid\w*|next|month|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)
"""Not yet, or of no single thing."""
_LATER = re.compile(r"\b(?:when|once|if|until|till|unless|before|after)\W*$", re.IGNORECASE)


def passed(text: str, gate: Collection[str]) -> bool | None:
    """True where it is said to have passed the gate (its folded words), False where not to have; None where it is left open or a rule is given."""
    plain = " ".join(text.split())
    asked = any(piece.required and not piece.own for piece in pieces_beside(plain, gate))
    found = None
    for clause, introduced in clauses_on(plain, gate):
        if _DENIED.search(clause):
            return False
        if not (asked or introduced or _OPEN.search(clause)):
            found = True
    return found


def clauses_on(text: str, gate: Collection[str]) -> list[tuple[str, bool]]:
    """Each clause that holds the gate's word, and whether it is itself said as a condition."""
    cuts = [(0, 0), *((cut.start(), cut.end()) for cut in _CLAUSE.finditer(text)), (len(text), len(text))]
    parts = [(text[before[1] : behind[0]], bool(_LATER.search(text[: before[1]]))) for before, behind in pairwise(cuts)]
    return [(part, introduced) for part, introduced in parts if any(word.folded in gate for word in words(part))]
