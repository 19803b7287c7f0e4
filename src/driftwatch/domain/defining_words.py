"""What a cue of a definition is, and the pieces that the patterns of several cues have in common."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class DefinitionKind(StrEnum):
    """How a term is defined."""

    MEANS = "means"
    COUNTS = "counts"
    """What is taken for it: "we treat Y as X"."""
    CRITERION = "criterion"
    """What must hold for something to be it: "X once Y"."""
    NOT = "not"
    """What it is not, or not without: "not X until Y"."""
    ALIAS = "alias"
    """Another word for it."""
    LIST = "list"
    """What it is made of."""
    IS_A = "is-a"
    """A kind of something, told apart from the others of that kind."""


class Shape(StrEnum):
    """Where term and definition stand."""

    TERM_FIRST = "term first"
    TERM_LAST = "term last"
    FRAMED = "framed"
    """The pattern names the term; the definition is what it names too, or follows."""
    STATE = "state"
    """The pattern names the term, of which something stands before and the condition behind."""
    ASIDE = "aside"
    """Term first, and the sentence goes on after the definition."""


class Written(NamedTuple):
    """A cue as it is written down: its pattern in words, for either case."""

    name: str
    kind: DefinitionKind
    shape: Shape
    pattern: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of connecting a term with its definition."""

    name: str
    kind: DefinitionKind
    shape: Shape
    pattern: re.Pattern[str]


TERM = r"(?P<term>\"[^\"]{1,60}\"|[^,;:.!?()=\"]{1,50}?)"
SOMEBODY = (
    r"(?:i|we|they|you|u|he|she|(?:the|our|their|your|my|his|her|an?|this|that|some|most|both|these|those|all) [\w'-]{1,30}(?:"
    r" [\w'-]{1,30})?|(?:people|folks|everyone|everybody|nobody|marketing|sales|finance|legal|management|engineering|ops)"
    r"|(?-i:[A-Z])[\w'-]{1,30}(?: (?-i:[A-Z])[\w'-]{1,30})?)"
)
STATE_WORDS = r"(?:[\w'/+-]{1,30} ){0,3}?[\w'/+-]{1,30}"
BE = r"(?:is|are|was|were|be|been|being|get|gets|'s|'re)"
TAKEN = (
    r"(?:treated|regarded|considered|deemed|counted|classed|classified|taken|termed|called|reckoned|recorded|booked|held"
    r"|listed|labelled|scored|logged|entered|filed|understood|seen|marked)"
)
TAKE = r"(?:treat|regard|count|consider|class|classify|record|book|reckon|deem|score|log|file|enter|list|see|take)"
CONDITION = (
    r"(?:(?:only|but only|just|exactly|not) )?(?:when(?:ever)?|once|after|if(?: and only if)?|as soon as|as long as|so long as|as of"
    r"|where|upon|provided(?: that)?|"
    r"at the (?:point|moment)(?: when| that)?|the (?:moment|minute|day|second)|from the (?:moment|point)|upon|(?:on|at|by|with|in)(?="
    r" (?:\d|at least|more than|less than|no more|no less|fewer|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
    r"|thirty|"
    r"forty|fifty|sixty|eighty|ninety|hundred|fourteen)\b|the \w{1,12} (?:on|at|in) which))|(?:on|at)(?= the (?:day|moment|point)))"
)
