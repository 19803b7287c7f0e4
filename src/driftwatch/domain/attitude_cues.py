"""Phrases that show an attitude to a risk, each with a pole, a weight and a reason: what the lists of phrases are made of.

The lists are of business talk at large, whatever the field. What is only named (a risk register, the risk of rain) is no cue, and
what is said in many other ways as well ("fine by me", "before Friday") counts only beside words of loss or of proof.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """What a phrase shows of the attitude to a risk."""

    PREFERS = "prefers one cost to another"
    REFUSES = "refuses"
    CAREFUL = "is careful"
    SAFEGUARDS = "asks for safeguards"
    PROOF_FIRST = "asks for proof or approval first"
    HARM = "names harm that cannot be undone"
    TRIES = "wants to try"
    ACCEPTS = "accepts loss or failure"
    LEARNS = "wants to learn from it"
    PLAYS_DOWN = "holds the harm small"
    MENDS_LATER = "mends it afterwards"
    AGAINST_DELAY = "finds caution too dear"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of one pole: -1 avoid, 1 accept."""

    reason: Reason
    pole: int
    weight: float
    """0 … 1: how plainly it shows the attitude by itself."""
    pattern: re.Pattern[str]
    turns: bool = True
    """Whether a negation before it makes it a phrase of the other pole."""
    asks: bool = False
    """Whether it is a stance in a question as well."""
    beside: re.Pattern[str] | None = None
    """What must stand in the statement as well."""


LOSS = re.compile(
    r"\b(?:fail\w{0,5}|break\w{0,4}|broken?|crash\w{0,3}|dies?|dying|dead|los(?:e|es|ing|t|s|ses)|wrong|mess\w?|mistakes?|errors?"
    r"|burn\w{0,3}|scratch\w{0,3}|damage\w?|downtime"
    r"|outages?|complain\w{0,4}|shout\w{0,3}|rough|imperfect|wobbl\w{1,3}|leak\w{0,3}|slips?|stalls?|falls? over|snaps?|jams?"
    r"|spill\w{0,2}|half of|bugs?|glitch\w{0,2}|warts?|chaos"
    r"|ugly|sour|risk\w{0,2}|harm\w{0,2}|hurt\w{0,3}|trouble|squeaks?|surpris\w{1,4}|dent\w{0,2}|hiccups?|stumbl\w{1,3}|blow\w{0,2}"
    r" up|embarrass\w{1,5}|miss(?:es|ed)?|waste\w?|negative)\b",
)
PROOF = re.compile(
    r"\b(?:test\w{0,3}|trials?|check\w{0,3}|labs?|laborator\w{1,3}|proof|prove\w?|proven|review\w{0,2}|results?|approv\w{1,3}"
    r"|sign(?:s|ed|ature)?|sign[- ]?off|certifi\w{1,6}|clear\w{0,4}"
    r"|inspect\w{0,5}|survey\w{0,3}|audit\w{0,3}|board|consent|permi(?:t|ts|ssion)|pass(?:es|ed)?|safe\w{0,2}|sure|certain"
    r"|rehears\w{1,4}|verif\w{1,5}|confirm\w{0,4}|blessing|said yes"
    r"|geologist|lawyers?|inspector|authorit\w{1,3}|regulator|vacuum|measured|qualifi\w{1,5}|valida\w{2,4}|licen[cs]\w|green light"
    r"|go-ahead|seen)\b",
)


def cue(
    reason: Reason, pole: int, weight: float, *alternatives: str, turns: bool = True, asks: bool = False, beside: re.Pattern[str] | None = None
) -> Cue:
    """A cue of whole words; the alternatives are written in lower case."""
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")
    return Cue(reason, pole, weight, pattern, turns, asks, beside)
