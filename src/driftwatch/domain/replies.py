"""What the first words after a matter was raised do with it: take it up, merely hear it, or turn to something else."""

import re
from enum import StrEnum
from functools import lru_cache


class Reply(StrEnum):
    """How a statement that follows another stands to it, by its form alone."""

    ANSWER = "answers"
    HEARD = "merely says that it was heard"
    TURN = "turns to something else"
    OPEN = "does not show"


_LEAD = r"^\W{0,6}(?:(?:and|but|so|well|then|hm+|ah|oh|right|ok|okay|yes|sure|thanks|thank you|sorry|fine|good)\b\W{1,3}){0,3}"
_IT = r"(?:it|that|this)"
_LATER = r"(?:later|another|some|next)"
_TURNS = re.compile(
    _LEAD + r"(?:moving on|next (?:item|point|topic|one|thing|slide|on)|on to|let'?s (?:move|go|get|turn|take|catch|leave|close|park|continue|start)"
    r"|we(?:'re| are) (?:out of|running out of|short of|over|at) time|out of time|time(?: check|'s up)|before (?:i|we) forget"
    r"|(?:which|that) reminds me|quick (?:one|thing|question|note)|small (?:one|thing)|one (?:small|quick|other|more)|another (?:thing|matter|point)"
    r"|(?:on )?(?:a )?(?:different|separate|another|other|completely different|unrelated) (?:topic|thing|matter|note|point|subject)"
    r"|anything (?:else|on|more)|any other|by the way|btw|speaking of|apropos|while (?:we|i|you)(?:'re| are|'ve| have)|sorry to (?:jump in|interrupt)"
    r"|(?:i|we)(?:'d| would) like to (?:come back|go back|return|move|turn)|back to|to (?:come|go|get) back to|coming back to|going back to"
    r"|(?:can|could|may|shall|should) (?:we|i) (?:use|move|go|turn|talk|come|get|jump|switch|close|return|take the rest|quickly|first|also)"
    r"|as for|with regard to|regarding|about the|on the (?!same)|from (?:my|our) side|for (?:my|our) part|consider it (?:raised|noted|said)"
    rf"|missed {_IT}|(?:i|we) (?:missed|did not hear|didn'?t hear|didn'?t catch|did not catch))\b"
    rf"|\b(?:next (?:item|point|topic) (?:is|please|on|then)|park {_IT}|take {_IT} offline|rest of the slot|(?:some )?other time"
    rf"|another (?:time|day|meeting)|pick {_IT} up {_LATER}|come (?:back )?to {_IT} {_LATER}|not (?:for )?today|not now|no time (?:for|left)"
    rf"|out of (?:our )?scope (?:today|here)|leave {_IT} (?:there|for now|for today|for another)|minutes left"
    r"|(?:shall|should|can|could|may|let) (?:we|us) (?:all )?(?:close|stop|break|eat|adjourn|finish|end|wrap|call it)"
    r"|(?:at|near) the end of (?:the|our) (?:hour|time|slot|call|meeting|list)"
    r"|(?:i|we) (?:must|have to|need to|should) (?:leave|run|go|drop|catch|stop|close)(?= (?:now|here|soon|in|for|to|at)\b|\W|$))\b",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"^\W{0,6}(?:(?:ok|okay|yes|right|sure|well|ah|oh|hm+|mhm|noted|thanks|thank you|many thanks|thx|cheers|ta|interesting|i see|understood"
    r"|good to know|got it|heard|fair enough|duly noted|it is noted|that is noted|will note|i(?:'ll| will) note (?:it|that)|we(?:'ll| will) see|sorry"
    r"|in the minutes|so noted|noted for the minutes|point taken|very much|a lot|all"
    r"|for the (?:update|list|note|information|reminder|heads[ -]up|numbers|report))\b\W{0,4}){1,6}$",
    re.IGNORECASE,
)
_ASSENTS = (
    r"yes|yep|yeah|no|nope|agreed|agree|sure|fine|true|exactly|correct|absolutely|definitely|of course|certainly|gladly|done|deal|accepted|granted"
    r"|same (?:here|with us)|good (?:point|question|idea|catch|news)|(?:fair|valid) (?:point|question)|makes sense|no problem|not a problem"
    rf"|no objection|all fine|will do|on it|leave {_IT} (?:to|with)|then (?:we|i|it|you|let)|because|depends|if (?:you|it|that|they|we)|those|they"
)
_SPEAKERS = (
    r"i(?:'ll| will| can| could| shall| know| agree| accept| take| have| had| do| don'?t| see| think| understand)|let me|let us"
    r"|we(?:'ll| will| can| could| shall| know| agree| accept| take| have| had| do| don'?t| need| thought| are| were|'re|'ve)"
    r"|you(?:'ll| will| can| could|'re| are| should| have| need| get|'d| would)"
    r"|(?:send|give|tell) (?:me|us|it|them)|bring"
)
_POINTERS = (
    r"(?:it|that)(?:'s|'ll)|(?:it|that|this) (?:is|was|will|would|can|could|should|has|does|may|might|depends|makes|sounds|helps|works|means)"
    r"|these (?:are|were|will|would|can|could)"
)
_ASKS_BACK = (
    r"which (?:ones?|of|are)|how (?:many|much|often|long|big|so|does (?:it|that)|do (?:they|you|those))|why (?:not|is (?:it|that)|do|does|so)"
    r"|what (?:do you|exactly|would (?:you|it|that)|kind|sort)|(?:is|does|can|could|would) (?:it|that|this|you|they)"
    r"|(?:are|do) (?:they|those|these|you)"
)
_ANSWERS = re.compile(rf"{_LEAD}(?:{_ASSENTS}|{_SPEAKERS}|{_POINTERS}|{_ASKS_BACK})\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def reply(text: str) -> Reply:
    """What a statement does with the one before it, as far as its own words show."""
    if _HEARD.search(text):
        return Reply.HEARD
    if _TURNS.search(text):
        return Reply.TURN
    return Reply.ANSWER if _ANSWERS.search(text) else Reply.OPEN
