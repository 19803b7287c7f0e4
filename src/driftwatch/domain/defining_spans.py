"""Which words of a defining sentence are the term and which are its definition, once the words that connect the two are known.

Every pattern looks at a bounded piece of text, so that the time grows with the text and not faster.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

WINDOW = 240
"""Characters on either side of the connecting words that are looked at."""
LONGEST_TERM = 5
_ABBREVIATED = re.compile(
    r"(?:\b(?:i\.e|e\.g|a\.k\.a|[ap]\.m|dr|mr|mrs|ms|st|no|ca|approx|vs|incl|excl|max|min|avg|w\.r\.t|resp|art|fig|sec)|\b[a-z])\.$", re.IGNORECASE
)
_STOP = re.compile(r"(?:[.!?;…]{1,3}[\"')\]]{0,3}(?= |$)|[!?]{2,3})")
_DASHES = str.maketrans("“”„«»‘’‹›—‐‑\u00a0", '"""""\'\'\'\'–-- ')
_QUOTED = re.compile(r"\"([^\"]{1,60})\"")
_LEAD = re.compile(
    r"(?:(?:so|well|um+|uh+|erm?|okay|ok|right|now|look|hmm+|yes|yeah|no|nope|and|but|also|oh|basically|then|because|cos|since|as"
    r"|that|anyway|btw|fyi|hence|"
    r"thus|please(?: note| remember| be aware)?(?: that)?|note(?: that)?|remember(?: that)?|agreed(?: that)?|decided(?: that)?|the|and|"
    r"(?:the )?(?:term|word|words|expression|designation|phrase|heading|line|abbreviation|label|status|acronym)|by|what(?: we| i)?(?:"
    r" mean| call)(?: by| with)?)"
    r"(?:,? |, ))",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"(?:(?:art(?:icle)?|clause|footnote|note|no|sec(?:tion)?)\.? \d{1,3}[a-z]?[.:]?|\d{1,3}(?:\.\d{1,3}){0,3}[.):]"
    r"|[A-Z]\.(?:\d{1,3}\.?){0,3}) ",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:a|an|the|any|every|each|our|my|your|ur|their|his|her|its|this|that|these|those|some|no|all|both|such an?) ", re.IGNORECASE
)
_SCOPE_BEHIND = re.compile(
    r",? (?:(?:for|in|to|with|at|on|by|under|per|from|within|among|inside|w) (?:us|me|them|you|our|my|the|this|these|that|their|your"
    r"|ur|his|her|all|both|table|[A-Z]|purposes)"
    r"[^,;:]{0,60}|(?:over |round |around |back |up |down )?(?:here|there)|hereof|herein|legally|internally|officially|for short"
    r"|again|only|really|actually|simply|just|then|therefore|thus|likewise|also)$",
    re.IGNORECASE,
)
_SCOPE_BEFORE = re.compile(
    r"^(?:for|in|to|with|at|on|by|under|per|from|within|among|of) (?:us|me|them|you|both|here|(?:our|my|the|this|these|their|your|his"
    r"|her|all|each) [\w'-]{1,30}),? ",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:for|in|to|with|at|on|by|under|per|from|within|as|if|when|dear|legally|right|well|yeah|you|i|it|we|now|hmm|um|uh|erm?|okay|ok"
    r"|so|the way|that|at least|"
    r"strictly|technically|on the other hand|however|therefore|by the way|roughly|again|accordingly|mind you|here)\b",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\b(?:that|whether|because|since|whereas|while|although|so|but|and|where|as|if|said|says|say|or|for|meaning|write|writes)"
    r" (?=(?:an?|the|any|every|each|our|your|\") ?)|\bthat (?=[\w\" -]{1,40}$)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?<=\w) (?:in|on|at|for|with|under|by|per|from|within|to|which|that|who) ", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,| –| -|;) ?(?:and |but |so )?(?:not|nothing|never|no|nobody|said|says|okay|ok|right|lol|sorry|that's|thats|that is all"
    r"|what's|whatever|whoever|whichever|full stop|period|"
    r"btw|but|before that|yours|yours is|irrespective|regardless|i think|it was|as (?:was|is) |he|she|they|you|we|i|which is|which"
    r" has|the \w+ (?:side )?(?:said|asked)|none of|"
    r"for (?:them|you)|with you|w them|whereas|while|unlike|even if|even when|however|so|hence|and that|and it|and nothing|and they"
    r"|and we|and you|and i|at least|pls|please|(?:below|above|over|under|after|before) (?:that|this))\b"
    r"|, (?:and |but )?(?:(?!and|or|that|wh\w)[\w'\"-]{1,20} ){1,4}?(?:is|are|isn't|isnt|aren't|dont|don't|doesn't|=|means|mean"
    r"|refers|was|were|does|do|has|have) | and (?:is|are|counts|means|does|\"[^\"]{1,30}\" (?:is|means)) "
    r"| and (?:that's|that is|nothing|not|they|we|you|i|(?:an? )?[\w'-]{1,20} (?:means|stands for|refers to|=)) |\. |\? | – | lol\b|"
    r" btw\b| \(| \?{2}",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:that|um+|uh+|erm?|like|well|yeah|just|simply|only|basically|more like|always|rather|actually|really|also|strictly|when|, "
    r"|that's|it's|it is|to mean|to be|ever)(?: |,|$) ?)",
    re.IGNORECASE,
)
_VERBAL_END = re.compile(
    r", (?:is|are|was|were|stood|ran|has|have|had|will|shall|of|in|fell|rose|may|must|can|cannot|should|[a-z]{3,12}(?:s|ed))\b", re.IGNORECASE
)


class Span(NamedTuple):
    """Where something stands in a piece of text."""

    start: int
    end: int


class Line(NamedTuple):
    """A text with single blanks and plain quotation marks, and where each of its characters stands in the text as written."""

    text: str
    places: tuple[int, ...]

    def written(self, span: Span) -> Span:
        """The same span in the text as written."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def line_of(text: str) -> Line:
    """Hard-wrapped lines become one."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = " " if character.isspace() else character
        if plain == " " and (not characters or characters[-1] == " "):
            continue
        characters.append(plain)
        places.append(place)
    return Line("".join(characters).translate(_DASHES), tuple(places))


def pieces(text: str) -> Iterator[Span]:
    """The sentences of a line, semicolons end them too."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and _ABBREVIATED.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        if stop[0] == "?" and start == 0 and text[: stop.start()].count(" ") < 2 and text[stop.end() + 1 : stop.end() + 2].islower():
            continue
        if stop.end() > start:
            yield Span(start, stop.end())
        start = stop.end()
        while start < len(text) and text[start] == " ":
            start += 1
    if start < len(text):
        yield Span(start, len(text))


def _shrunk(text: str, span: Span, unwanted: str = " ,;:.!?\"'()–-*_") -> Span:
    start, end = span
    while start < end and text[start] in unwanted:
        start += 1
    while end > start and text[end - 1] in unwanted:
        end -= 1
    return Span(start, end)


def _led(text: str, span: Span) -> Span:
    """Without the words that open a turn or announce a term."""
    start, end = _shrunk(text, span)
    if number := _NUMBERING.match(text, start, end):
        start = number.end()
    while (lead := _LEAD.match(text, start, end)) and lead.end() < end:
        start = _shrunk(text, Span(lead.end(), end)).start
    return Span(start, end)


def determiner(text: str, span: Span) -> str:
    """The article or possessive at the beginning of a span, in lower case; empty where there is none."""
    found = _DETERMINER.match(text, *_led(text, span))
    return found[0].strip().lower() if found else ""


def bare(text: str, span: Span) -> Span | None:
    """A term without article, quotation marks and announcement; None where that is no term of one to five words."""
    quoted = list(_QUOTED.finditer(text, *span))
    if quoted and len(quoted[-1][1].split()) <= LONGEST_TERM + 1:
        return _shrunk(text, Span(*quoted[-1].span(1)), " ,;:.!?")
    start, end = _led(text, span)
    while (found := _DETERMINER.match(text, start, end)) and found.end() < end:
        start = found.end()
    start, end = _led(text, Span(start, end))
    return Span(start, end) if start < end and 1 <= len(text[start:end].split()) <= LONGEST_TERM else None


def subject(text: str, piece: Span, end: int) -> Span:
    """The clause that ends before the connecting words, with its article."""
    start = max(piece.start, end - WINDOW)
    region = Span(start, end)
    cut = max([start, *(at + len(mark) for mark in (": ", " – ", " - ", "(", "? ") if (at := text.rfind(mark, *region)) >= 0)])
    aside = text[end : end + 1] == "," or text[cut:end].rstrip(" ").endswith(",")
    segments = _segments(text, _shrunk(text, Span(cut, end), " ,"))
    while aside and len(segments) > 1 and (_ASIDE.match(text, segments[-1].start) or segments[-1].start == segments[-1].end):
        segments.pop()
    found = segments[-1]
    for that in _THAT.finditer(text, *found):
        found = Span(that.end(), found.end)
    return found


def _segments(text: str, span: Span) -> list[Span]:
    found, start = [], span.start
    while (comma := text.find(", ", start, span.end)) >= 0:
        found.append(Span(start, comma))
        start = comma + 2
    return [*found, Span(start, span.end)]


def term_before(text: str, piece: Span, end: int) -> Span | None:
    """The term that stands before the connecting words."""
    clause = subject(text, piece, end)
    if quoted := next(iter(_QUOTED.finditer(text, *clause)), None):
        rest = text[quoted.end() : clause.end].strip(" ,")
        return bare(text, Span(*quoted.span())) if not rest or _SCOPE_BEHIND.match(f" {rest}") else None
    start, stop = _led(text, clause)
    if before := _SCOPE_BEFORE.match(text[start:stop]):
        start += before.end()
    for _ in range(2):
        if (behind := _SCOPE_BEHIND.search(text[start:stop])) and behind.start() > 0:
            stop = start + behind.start()
    article = max(text.rfind(" a ", start, stop), text.rfind(" an ", start, stop))
    if article > start:
        start = article + 1
    if preposition := _PREPOSITION.search(text, start + 1, stop):
        stop = preposition.start()
    return bare(text, Span(start, stop))


_TERM_ENDS = re.compile(
    r"[,;:.!?()=]| – | - | (?:for|in|because|and|but|so|when|if|even|with|by|whatever|no|to|at|from|on|here|there|though|whose|which"
    r"|that|or|while|irrespective|regardless|too|"
    r"now|also|only|once|after|until|unless|as|than|where|without|within|under|those|who|is|are|was|were|has|we|i|you|they|not|btw|lol|then)\b",
    re.IGNORECASE,
)


def term_after(text: str, piece: Span, start: int) -> Span | None:
    """The term that stands behind the connecting words."""
    stop = min(piece.end, start + WINDOW // 2)
    begin = _shrunk(text, Span(start, stop), " ,:").start
    if found := _DETERMINER.match(text, begin, stop):
        begin = found.end()
    if text[begin : begin + 1] == '"' and (quoted := _QUOTED.match(text, begin, stop)):
        return bare(text, Span(*quoted.span()))
    end = _TERM_ENDS.search(text, begin + 2, stop)
    return bare(text, Span(begin, end.start() if end else stop))


def body_after(text: str, piece: Span, start: int, *, within: bool = False) -> Span | None:
    """What the term is said to mean, where that stands behind the connecting words; `within` a clause that a verb goes on."""
    begin, stop = _shrunk(text, Span(start, min(piece.end, start + 2 * WINDOW)))
    while (opening := _OPENING.match(text, begin, stop)) and opening.end() < stop:
        begin = _shrunk(text, Span(opening.end(), stop)).start
    ends = [found.start() for pattern in ((_TAIL, _VERBAL_END) if within else (_TAIL,)) if (found := pattern.search(text, begin + 2, stop))]
    body = _shrunk(text, Span(begin, min([*ends, stop])), ' ,;:.!?"–-*')
    return body if body.start < body.end else None


_UNFINISHED = re.compile(
    r"(?:^|\s)(?:that|which|who|whoever|whatever|and|or|to|not|be|it|this|they|we|i|you|he|she|there|what|as|of|the|a|an)$", re.IGNORECASE
)
"""A clause that ends so defines nothing: its verb is that of a relative clause."""


def body_before(text: str, piece: Span, end: int) -> Span | None:
    """What the term is said to mean, where that stands before the connecting words: the clause from its beginning."""
    start = max(piece.start, end - WINDOW)
    colon = text.rfind(": ", start, end)
    begin, stop = _led(text, _shrunk(text, Span(colon + 2 if colon >= 0 else start, end), " ,–-="))
    return Span(begin, stop) if begin < stop and not _UNFINISHED.search(text[begin:stop]) else None
