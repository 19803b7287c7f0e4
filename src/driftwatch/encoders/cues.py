"""Cues: small signs in a sentence that speak for or against a label whatever the field; a pattern each."""

import re
from collections.abc import Mapping
from hashlib import sha256

_UNIT = (
    r"(?:%|percent|per ?cent|‰|ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|"
    r"shifts?|nights?|km|m|cm|mm|kg|t|tonnes?|tons?|litres?|l|mg|g|€|eur|euros?|usd|dollars?|pounds?|k|points?|pts?|people|"
    r"users?|customers?|cases?|defects?|errors?|bugs?|complaints?|visitors?|degrees?|°c|db|mbps|gb|mb|hz|fps|p\d\d)"
)
_NUMBER = (
    r"(?:\d[\d.,:/]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|ninety|"
    r"hundred|thousand|half|zero)"
)
_PATTERNS: Mapping[str, str] = {
    "obligation": r"\b(?:must|shall|has to|have to|needs? to|required?|requires|mandatory|got to|gotta)\b",
    "should": r"\b(?:should|ought to|supposed to)\b",
    "will": r"\b(?:will|'ll|ll|going to|gonna)\b",
    "first person future": r"\b(?:i|we)(?:'ll| will|'m going to| am going to|'re going to| are going to| shall)\b|\b(?:i|we)ll\b",
    "first person want": (
        r"\b(?:i|we|they|us|our)\b[^.]{0,20}\b(?:want|wants|would like|'d like|hope|aim|intend|wish|prefer|would rather|'d rather|"
        r"care)\b"
    ),
    "want": (
        r"\b(?:want|wants|wanted|would like|aims?|aim(?:ing)? (?:to|for|at)|goals?|objectives?|purpose|priorit\w+|vision|mission|"
        r"strive|ambition|the point (?:of|is)|what matters|matters? (?:most|more)|main thing|most important|first and foremost|"
        r"above all|come(?:s)? first|north star)\b"
    ),
    "rather": r"\b(?:rather|instead of|more than|over|sooner than|prefer(?:s|red)?)\b",
    "so that": r"\b(?:so that|in order to|so (?:we|they|that)|because)\b",
    "condition": r"\b(?:if|unless|provided|as long as|in case|otherwise|assuming)\b",
    "gate": (
        r"\b(?:until|till|before|only (?:when|once|after|if|with)|not (?:done|finished|ready|complete|over|live)|as soon as|once|"
        r"prior to|without|no \w+(?: \w+)? (?:without|until|before|unless))\b"
    ),
    "done word": (
        r"\b(?:done|finished|complete[ds]?|ready|accept(?:ed|ance|able|s)|sign(?:ed)?[- ]?off|approv\w+|pass(?:es|ed)?|criteri\w+|"
        r"gate|exit|go[- ]live|merge[ds]?|closed?|counts? as|qualif\w+|graduat\w+|release[ds]?)\b"
    ),
    "worry": (
        r"\b(?:risks?|risky|worr\w+|concern\w*|afraid|fear\w*|danger\w*|threat\w*|uneasy|nervous|expos\w+|vulnerab\w+|problem\w*|"
        r"fail\w*|break\w*|broken|los[et]\w*|delay\w*|late|slip\w*|harm\w*|damage\w*|leak\w*|attack\w*|abuse\w*|impractical|"
        r"complicated|costly|expensive|too (?:much|many|long|late|hard|slow|difficult)|not sure|unsure|unclear|uncertain\w*|"
        r"bottleneck|blocker|objection)\b"
    ),
    "might": r"\b(?:might|may|could|would|possibl[ey]|potentially|perhaps|maybe|likely|chance)\b",
    "tolerate": (
        r"\b(?:live with|tolerat\w+|accept(?:able)?|appetite|gamble|mitigat\w+|fall ?back|back-?up|contingency|insur\w+|safe\w*|"
        r"at stake)\b"
    ),
    "negation": (
        r"\b(?:not|no|never|none|nobody|nothing|without|cannot|neither|nor)\b|n't\b|"
        r"\b(?:dont|doesnt|cant|wont|isnt|didnt)\b"  # codespell:ignore
    ),
    "past": r"\b(?:was|were|had|did|went|came|got|sent|arrived|\w{3,}ed)\b",
    "number unit": _NUMBER + r"\s?" + _UNIT + r"\b|\d\s?%",
    "number": r"\d",
    "comparison": (
        r"\b(?:at least|at most|less than|more than|fewer than|below|under|above|over|within|no more than|not more than|"
        r"no less than|up to|maximum|minimum|max|min|exceed\w*|better than|stays?|limit|threshold|target|bar|ceiling|floor)"
        r"\b[^.]{0,20}(?:" + _NUMBER + ")|[<>≤≥]=?"
    ),
    "per": r"\b(?:per|out of|a (?:day|week|month|year|shift)|an hour|each|every)\b",
    "measure": (
        r"\b(?:measur\w+|metric\w*|kpis?|rate|ratio|share|score|count(?:ed|ing|s)?|track(?:ed|ing)?|percentage|average|median|"
        r"p9\d|throughput|latency|uptime|accuracy|judged? by)\b"
    ),
    "action mark": r"^\W*(?:ai|ap|action(?: item)?s?|todo|to do|a/i|act)\b\s*[:\]\-–(]|\[\s?\]|→|->",
    "owner colon": r"^\W*@?[A-Z]\w+(?:[ ,&/]+[A-Z]\w+){0,3}\s*(?::|-|–|to|will)\s+(?:to\s+)?[a-z]",
    "name will": r"\b[A-Z]\w+ (?:will|to|shall|takes?|is going to|agreed to|volunteer\w*|offer\w*|can)\b",
    "commit word": (
        r"\b(?:take (?:on|over|care)|takes (?:on|over|care)|volunteer\w*|commit\w*|promise\w*|offer\w*|provide[sd]?|assign\w*|"
        r"own(?:s|er)?|fund\w*|pay(?:s|ing)?|lend|staff|budget|allocate\w*|happy to|follow up|withdraw\w*|hand(?:s|ed)? over|"
        r"responsib\w+|let me|on me|i can|we can|can't (?:give|spare|fund|commit))\b"
    ),
    "deadline": (
        r"\b(?:by|until|before|next|this|end of)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|quarter|"
        r"year|tomorrow|tonight|eod|eow|noon|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|"
        r"q[1-4]|\d)"
    ),
    "decide": (
        r"\b(?:decid\w+|decisions?|vote[sd]?|voting|quorum|consensus|majority|approv\w+|veto|escalat\w+|committee|board|chair\w*|"
        r"elect\w*|nominat\w*|appoint\w*|steering|ratif\w+|final (?:say|word)|charter|governance|policy|rule[sd]?|procedure|"
        r"process|mandate)\b"
    ),
    "cadence": (
        r"\b(?:every (?:day|week|month|monday|tuesday|wednesday|thursday|friday|two|second|other)|weekly|monthly|bi-?weekly|"
        r"fortnight\w*|daily|quarterly|standing|cadence|once a|twice a|in writing|minutes|mailing list|ticket|channel|mail|email|"
        r"document\w*|log|call)\b"
    ),
    "passive rule": (
        r"\b(?:is|are|be|get|gets) (?:\w+ )?(?:\w+ed|made|taken|kept|sent|written|given|done|put|held)\b (?:by|in|on|via|through|"
        r"at|to|before|with)"
    ),
    "goes through": (
        r"\b(?:go(?:es)? (?:through|to|via|by)|up to|must be|always|never|from now on|any|anything|everything|whoever|nobody|"
        r"anyone|only)\b"
    ),
    "define": (
        r"\b(?:mean(?:s|t|ing)?|defin\w+|definition|called|calls?|refer(?:s|red)? to|stands? for|known as|term|word|terminology|"  # codespell:ignore
        r"namely|i\.e\.|understand by|by \w+ (?:i|we) mean|in the sense|counts? as|same as|difference between|interpret\w*)\b"
    ),
    "we mean": r"\b(?:i|we|they|you|both) (?:\w+ )?(?:mean|understand|call|say)\b|\b(?:means|defined as|stands for|what counts as|count as)\b",
    "what mean": (
        r"\bwhat (?:do|does|is|are|exactly|counts|'s|would)\b|\bhow (?:do|is|are|does|would) \w+ (?:count|measure|define|call)\w*|"
        r"\bwhat's\b"
    ),
    "quoted": r"[\"“”«»]\w|'\w+'|‘\w",
    "is a": r"^\W*(?:an?|the)?\s*\w[\w-]*(?: [\w-]+){0,3} (?:is|are|=|means|:) (?:an?|the|when|any|one|those|what)\b",
    "question": r"\?\W{0,5}$",
    "infinitive": (
        r"^\W*(?:to )?(?:explore|establish|improve|create|develop|define|ensure|build|support|provide|increase|reduce|enable|make|"
        r"keep|get|grow|deliver|identify|promote|foster|expand|cut|raise|become|bring|avoid|win|protect)\b"
    ),
    "opening verb": (
        r"^\W*(?:add|update|send|write|create|fix|check|ask|open|file|prepare|review|schedule|invite|draft|share|set up|follow|"
        r"contact|merge|publish|move|look|investigate|reach|talk|email|post|document|organi[sz]e|order|call|book|find)\b"
    ),
    "agreed": r"^\W*(?:agreed|resolved|decided|decision|resolution|conclusion)\b|\b(?:agreed|resolved|decided)\b",
    "greeting": (
        r"\b(?:thanks|thank you|hello|hi|good morning|cheers|lol|haha|sorry|welcome|bye|present|attendees|apologies|agenda|"
        r"next (?:item|topic|up|meeting))\b"
    ),
    "short": r"^(?:\S+\s+){0,3}\S+\s*$",
    "long": r"^(?:\S+\s+){25,}",
    "bullet": r"^\s*[-*•]|^\d+[.)]",
}
_READ = 2000
"""Characters of a text that are looked at."""
_CASED = frozenset({"owner colon", "name will"})
"""Here a capital letter is the sign."""
_COMPILED = tuple(re.compile(pattern, 0 if name in _CASED else re.IGNORECASE) for name, pattern in _PATTERNS.items())

CUES: tuple[str, ...] = tuple(_PATTERNS)
"""Their names, in the order of every row of cues."""
FINGERPRINT = sha256("\n".join(f"{name} {pattern}" for name, pattern in _PATTERNS.items()).encode("utf-8")).hexdigest()
"""Of names and patterns: a model trained with other ones does not fit."""


def cues(text: str) -> list[float]:
    """1 where the cue stands in the text, else 0."""
    plain = text[:_READ].replace("’", "'")
    return [1.0 if pattern.search(plain) else 0.0 for pattern in _COMPILED]
