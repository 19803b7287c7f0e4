"""Marks of form by which a definition is told from a statement about one occasion: how it begins, whom it is for, when it holds."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from driftwatch.domain.defining_candidates import Candidate
from driftwatch.domain.defining_spans import Span, determiner
from driftwatch.domain.defining_words import Shape
from driftwatch.domain.ordinary import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWeights:
    """What marks of form say together: a logistic regression, fitted by `driftwatch learn definitions`."""

    intercept: float
    weights: Mapping[str, float]
    """Mark -> what it adds to the logarithm of the odds; one that is not named adds nothing."""


_I = re.IGNORECASE
_OURS = re.compile(
    r"\b(?:for|to|with|in|at|on|by|among) (?:us|me|our|my|this|here)\b|\b(?:we|i)(?:'d| would| always| only)? (?:mean|say|call|treat"
    r"|regard|count|consider|understand|write)\b|\b(?:our|here|this)\b",
    _I,
)
_OTHERS = re.compile(r"\b(?:you|u|they|he|she|your|ur|their|them|his|her|partner'?s?)\b", _I)
_MOMENT = re.compile(
    r"\b(?:today|tomorrow|tmrw|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|o'clock|\d{1,2}[:.]\d\d|(?:last|next"
    r"|this) (?:week|month|year|time|morning|afternoon|evening|"
    r"night|quarter|summer|spring|winter|autumn)|again|yet|still|already|now|soon|hopefully|later|currently|ago|since|until|till|at"
    r" the moment|(?:january|february|march|april|"
    r"june|july|august|september|october|november|december))\b",
    _I,
)
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|sixty|ninety|hundred|half|percent)\b", _I)
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|under|over|above|below|at least|at most|within|beyond|exceed\w*|no less|not less|between|longer|up to|or"
    r" more|or less|max|min)\b|[<>≥≤+]",
    _I,
)
_RELATIVE = re.compile(r"\b(?:that|who|which|whose|whom|where|without|with no|having)\b", _I)
_PAST = re.compile(r"\b(?:was|were|had|did|went|got|came|took|said|asked|told|broke|left)\b", _I)
_FUTURE = re.compile(r"\b(?:will|going to|gonna|'ll|should|might|may|could|would|must|have to|has to|need to)\b", _I)
_PERFECT = re.compile(r"\b(?:has|have|'s|is|are|been|be) (?:\w{1,20} )?\w{2,20}(?:ed|en|t|ne|wn)\b", _I)
_PERSON = re.compile(r"\b(?:i|he|she|i'm|he's|she's|me|him)\b", _I)
_NAME = re.compile(r"(?<=[\w,] )[A-Z][a-z]{2,20}\b")
_NUMBERED = re.compile(r"\b[A-Za-z]{2,20} #?\d+\b|\b\d+[:.]\d+\b")
_META = re.compile(
    r"\b(?:define[sd]?|definition|terms?|words?|wording|meaning|expression|glossary|purposes|call|calls|called|understood|counts? as"
    r"|mix(?:ed)? up|vocab\w*|notation)\b",
    _I,
)
_LAUGHS = re.compile(r"\b(?:lol|haha\w*|rofl|honestly|i guess|apparently|basically dead|of course)\b", _I)
_CAUSE = re.compile(r"\b(?:because|which means|so that|in order to|since|due to|as the|hence)\b", _I)
_CONTRAST = re.compile(
    r"[,;:] ?(?:and |but )?(?:not|nothing|never|whatever|whoever|before that|that's (?:it|all)|regardless|irrespective|even if|even"
    r" when|no matter|anything else|below that|what's)\b",
    _I,
)
_BEGINNINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "indefinite",
        re.compile(r"(?:an?|any|anything|anyone|anybody|every|everything|everybody|each|someone|somebody|something|all|no|nothing)\b", _I),
    ),
    ("what", re.compile(r"(?:what|whatever|whoever|where|when|how|whether|those|whichever)\b", _I)),
    (
        "why",
        re.compile(
            r"(?:that|because|why|so|to|in|on|at|from|for|by|with|like|as|too|very|quite|still|not|now|just|also|already|again|going|being"
            r"|getting|about)\b",
            _I,
        ),
    ),
    ("definite", re.compile(r"(?:the|this|these|our|my|your|their|his|her|its)\b", _I)),
    ("pronoun", re.compile(r"(?:i|we|you|u|he|she|they|it|there|it's|i'm|we're)\b", _I)),
    (
        "number",
        re.compile(
            r"(?:\d|<|>|more|less|fewer|at least|at most|over|under|above|below|within|between|up to|one|two|three|four|five|six|seven|eight"
            r"|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|ninety|half)",
            _I,
        ),
    ),
    ("doing", re.compile(r"\w{2,20}ing\b", _I)),
    ("participle", re.compile(r"\w{2,20}(?:ed|en|wn|ut|ead)\b", _I)),
)


def marks(text: str, candidate: Candidate) -> frozenset[str]:
    """The marks of a candidate by name."""
    found = frozenset(_marks(text, candidate))
    if found & _FLEETING:
        return found
    timeless = {"timeless", f"cue {candidate.cue.name}, timeless"}
    return found | timeless | {f"timeless, {mark}" for mark in found if mark.startswith(("subject ", "body ")) or mark == "ours"}


_FLEETING = frozenset(
    {
        "moment",
        "past before",
        "past in body",
        "future",
        "future in body",
        "person before",
        "person in body",
        "name in body",
        "individual",
        "laughs",
        "question",
        "cause",
    }
)
_SHOWN_WITH_CUE = frozenset(
    {
        "is",
        "state",
        "colon",
        "is not",
        "thats",
        "dash",
        "includes",
        "treated as",
        "termed",
        "we call it",
        "means",
        "bare state",
        "equals",
        "is when",
        "runs",
        "shall be",
    }
)
"""Cues that stand before much else than definitions, so that a mark may mean another thing beside them."""


_SAID: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("ours", _OURS, "sentence"),
    ("others", _OTHERS, "before"),
    ("moment", _MOMENT, "sentence"),
    ("moment in body", _MOMENT, "body"),
    ("number in body", _NUMBER, "body"),
    ("comparison in body", _COMPARES, "body"),
    ("relative in body", _RELATIVE, "body"),
    ("past before", _PAST, "before"),
    ("past in body", _PAST, "body"),
    ("future", _FUTURE, "before"),
    ("future in body", _FUTURE, "body"),
    ("perfect in body", _PERFECT, "body"),
    ("person before", _PERSON, "before"),
    ("person in body", _PERSON, "body"),
    ("name in body", _NAME, "body"),
    ("name before", _NAME, "before"),
    ("individual", _NUMBERED, "before"),
    ("about words", _META, "around"),
    ("laughs", _LAUGHS, "text"),
    ("cause", _CAUSE, "sentence"),
)
"""Marks that are words, and where they are looked for."""


def _marks(text: str, candidate: Candidate) -> Iterator[str]:
    cue, body = candidate.cue, candidate.body
    meant, word = text[body.start : body.end], text[candidate.term.start : candidate.term.end]
    quoted = text[candidate.term.start - 1 : candidate.term.start] == '"'
    begins = cue.shape in (Shape.TERM_FIRST, Shape.ASIDE, Shape.STATE)
    whose = "quoted" if quoted else _determined(text, candidate.subject if begins else candidate.term)
    beginning = next((kind for kind, pattern in _BEGINNINGS if pattern.match(meant)), "other")
    size = len(meant.split())
    yield from (f"cue {cue.name}", f"subject {whose}", f"cue {cue.name}, subject {whose}")
    yield from (f"body {beginning}", f"cue {cue.name}, body {beginning}", f"cue {cue.name}, body of {'few' if size < 3 else 'many'}")
    yield f"body of {size if size < 5 else 5 if size < 9 else 9}"
    yield f"term of {min(len(word.split()), 4)}"
    for mark in (*_words_of(text, candidate), *_places_of(text, candidate, word, meant)):
        yield mark
        if cue.name in _SHOWN_WITH_CUE:
            yield f"cue {cue.name}, {mark}"


def _words_of(text: str, candidate: Candidate) -> Iterator[str]:
    piece, body, link = candidate.piece, candidate.body, candidate.link
    sentence = text[piece.start : piece.end]
    places = {
        "text": text,
        "sentence": sentence,
        "body": text[body.start : body.end],
        "before": sentence if candidate.cue.shape is Shape.TERM_LAST else text[piece.start : max(piece.start, body.start)],
        "around": text[max(0, link.start - 120) : link.end + 30],
    }
    yield from (mark for mark, pattern, place in _SAID if pattern.search(places[place]))


def _places_of(text: str, candidate: Candidate, word: str, meant: str) -> Iterator[str]:
    _, term, body, piece, clause, link, inherited = candidate
    for mark, found in (
        ("inherited", inherited),
        ("contrast", _CONTRAST.match(text, body.end) or _CONTRAST.search(text[body.end : body.end + 30])),
        ("question", text[piece.start : piece.end].rstrip('")').endswith("?")),
        ("only", "only" in text[link.start : link.end].lower()),
        ("state word", word.lower() in STATES),
        ("participle", word.lower().endswith(("ed", "en"))),
        ("capital term", word[:1].isupper() and term.start != piece.start),
        ("titled term", len(word.split()) > 1 and word.istitle()),
        ("body is a list", meant.count(",") >= 2 or (", " in meant and " and " in meant)),
        ("both ends", body.end >= piece.end - 2 and clause.start <= piece.start + 4),
        ("first", piece.start == 0),
        ("comma in clause", "," in text[link.start - 1 : link.start + 2]),
    ):
        if found:
            yield mark


def _determined(text: str, span: Span) -> str:
    article = determiner(text, span)
    if article in ("a", "an", "any", "every", "each", "such a", "such an"):
        return "indefinite"
    if article in ("the", "this", "that", "these", "those"):
        return "definite"
    if article:
        return "possessive"
    words = text[span.start : span.end].split()
    if not words:
        return "nothing"
    if words[0].lower() in ("it", "he", "she", "they", "we", "i", "you", "there", "this", "that", "what", "it's", "which"):
        return "pronoun"
    return "bare" if len(words) < 4 else "long"
