"""Usages that do not show how their speaker means a term: reported, quoted, in jest, imagined, negated, names of individuals."""

import re
from dataclasses import dataclass
from functools import lru_cache

from driftwatch.domain.ordinary import STATES
from driftwatch.domain.sieve import Sieve, Sifted, Together

_TOGETHER = Together()
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{12,})[\"”“»]")
_SPOKEN_QUOTE = re.compile(r"\bquote\b[^\"\n]{1,300}?\bunquote\b", re.IGNORECASE)

_JOKE = Sieve(
    [
        re.compile(each, re.IGNORECASE)
        for each in (
            r"\b(?:ha(?:ha)+h?|he(?:he)+|lol|lmao|rofl|(?:just|only) (?:kidding|joking)|tongue in cheek|said no ?one ever)\b",
            r"\bha[,!.]? ha\b",
            r", kidding\b|\bjoked\b|\bwith a (?:smile|wink|grin)\b|\bmy foot\b|\bpigs (?:will|might|can|could|would) fly\b|\bhell freezes\b",
            r"\band (?:i am|i'm|my \w+ is) (?:the )?(?:queen|king|pope|emperor)\b",
            r"\(laugh(?:s|ter)\)|\bxD\b|:(?:joy|laughing|rofl|wink|sweat_smile|upside_down_face):",
        )
    ],
    among=_TOGETHER,
)
_SMILES = re.compile(r"(?<!\w)(?:[:;]-?[)PD](?!\w)|/s$)|(?:^|(?<=[,.!] ))ha[.!,]?$|[😂🤣😆😉😄😜🙃]", re.IGNORECASE)
_SERIOUS = re.compile(
    r"\b(?:joking|jokes?|kidding) (?:apart|aside)\b|\b(?:no|not a|without) jok(?:e|ing)\b|\bnot (?:joking|kidding)\b",
    re.IGNORECASE,
)
_SIMILE = re.compile(r"\s+like (?:my|your|a|an) (?!way\b|matter\b|part\b|kind\b|case\b)", re.IGNORECASE)
"""What follows a word of state in jest: "live like a museum piece"."""

_IMAGINED = Sifted(
    re.compile(
        r"\bif (?:we|you|they|i|somebody|someone|it|the [\w-]+)(?: [\w-]+)?? (?:ever|were to|should ever)\b|\bshould (?:we|you|they|it) ever\b"
        r"|\bimagin(?:e|ing)\b"
        r"|\b(?:hypothetical|theoretical)\w*|\bdaydream\w*|\bsuppos(?:e|ing) (?:we|that|the|all|you|they|it|a)\b|\bin theory\b|\bif only\b"
        r"|\bwhat if\b|\bin an ideal world\b|\bin another life\b|\bwe could (?:dream|wish)\b|\bwould that\b|\bassuming (?:we|you|they) \w+ed\b",
        re.IGNORECASE,
    ),
    among=_TOGETHER,
)
_INVERTED = re.compile(
    r"(?:^|[,;.:] |\b(?:better|worse|fine|different|easier) )(?:had|were|should) (?:we|you|they|it|he|she|i|the|all|[\w-]+) (?!not\b)\w",
    re.IGNORECASE,
)
_IF = re.compile(r"\bif\b", re.IGNORECASE)
_REAL = re.compile(r"\b(?:is|are|has|have|can|will|does|do|doesn['’]t|don['’]t|isn['’]t|aren['’]t|be|being|may|should|am)\b|\w['’]s\b", re.IGNORECASE)
_UNREAL = re.compile(r"\b(?:were|had|ever|could)\b|\b\w{2,}ed\b|\b(?:broke|fell|came|went|took|cost|lost|got)\b", re.IGNORECASE)
_WOULD = re.compile(r"\b(?:would|could|might|wouldn't|couldn't)\b|['’]d\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.?!]|\b(?:would|could|might)\b", re.IGNORECASE)

_WORD = (
    r"(?!(?:have|has|had|to|is|are|was|were|be|of|that|and|or|who|which|would|should|can|could|will|may|might|for|in|on|with|not|we|you|they|it|i|if|"
    r"by|from|at|as|so|do|does|did|than|then)\b)[\w'’-]+"
)
_OTHERS = rf"(?:they|he|she|(?:your|their|his|her) {_WORD}(?: {_WORD})??|(?:the|one|another) {_WORD}(?: {_WORD})??)"
_SAYING = (
    r"(?:says?|said|insist(?:s|ed)?|argue[sd]?|believe[sd]?|thinks?|maintains?|holds? that|regard(?:s|ed)?|consider(?:s|ed)?|define[sd]?"
    r"|understands? by|"
    r"understood by|puts? it|(?:claim|state|write|explain|tell)(?:s|ed)?(?= (?:it|that|us|me|to us)\b)|claims?(?= \w+ (?:is|are)\b)|told (?:us|me)|"
    r"wrote (?:that|to)|counts?(?= (?:an?|it|as|only)\b)|(?:calls?|called)(?= (?:it|this|that|them)\b| (?:the|our|this|every|any) [\w ]{1,30} an?\b))"
)
_ADVERBS = r"(?: (?:always|only|also|still|often|just|again|have|has|had|all|now|once))*+"
_KEEPS = r"(?: keeps?|['’]re|['’]s| are| is)(?: (?:always|still|just))?+ (?:saying|telling|claiming|insisting|calling|arguing)"
_REPORTED = Sieve(
    [
        re.compile(each, re.IGNORECASE)
        for each in (
            r"\baccording to (?!(?:us|me|our|my|plan|schedule|this|that|it|which|what|the (?:plan|schedule|contract|charter))\b)",
            r"\bin (?:the [\w'’-]+(?: [\w'’-]+)?['’]s?|their|your|his|her) (?:view|book|eyes|opinion|understanding|terms)\b",
            rf"(?<!if )(?<!when )(?<!help )\b{_OTHERS}{_ADVERBS} {_SAYING}\b",
            rf"\b(?:{_OTHERS}|you){_KEEPS}\b",
            r"(?:^|[,;:.] |\b(?:that|but|and) )you(?: (?:always|only|also|all))?+ (?:say|said|claim|claimed|insist|insisted|call (?:it|this|that))\b",
            r"\b(?:i was|we were|i['’]ve been|we['’]ve been) told (?:by|that)\b",
            r"\b(?:i|we) (?:hear|heard) from\b",
            r"\bwas heard to (?:call|say)\b",
            r"\b(?:the [\w-]+(?: [\w-]+)?|they|you) (?:takes?|took|would have|has|have) (?:the view|it) that\b",
            r"\bwhat (?:they|you|he|she|the [\w-]+) (?:mean by|means by|call|calls|understand by|understands by)\b",
            r"\b(?:the [\w'’-]+(?: [\w'’-]+)?['’]s?|their|your) (?:understanding|idea|notion|sense) (?:is|of|that)\b",
            r"\b(?:the [\w'’-]+(?: [\w'’-]+)?['’]s?|their) (?:line|position|view) is\b",
        )
    ],
    among=_TOGETHER,
)
_TO_THEM = re.compile(
    r"(?:^|[.;:] |\b(?:but|that|and) )(?:for|with|to) (?:the (?!first|last|moment|time|record|day|week|month|year|rest|most|best|purpose|sake"
    r"|next)[\w'’-]+"
    r"(?: [\w'’-]+)?|them|you)(?:,| (?:a|an|the) )",
    re.IGNORECASE,
)
"""Words that are given as others see it: "for the buyer, a …"."""
_NAMED_SAYING = Sifted(
    re.compile(
        r"\b(?:as )?(?!(?:We|Both|All|People|Most|Some|And|But|To|So|Let)\b)[A-Z][\w-]{1,40}"
        r" (?:say|says|said|wrote|told|claims?|claimed|insists?|calls?|put|puts)"
        r"(?: (?:us|me|them|him|her))? (?:it\b"
        r"|that\b|[\"“])"
    ),
    among=_TOGETHER,
)
_AGREES = re.compile(r"\bas (?:you|they|he|she) (?:say|says|said|put it|rightly)\b|\b(?:you|they|he|she)(?:['’]re| are) right\b", re.IGNORECASE)
"""The speaker makes it their own."""
_TAIL = Sifted(
    re.compile(
        rf",\s(?:as\s)?(?:(?:{_OTHERS}|you)\s(?:keep\s|keeps\s)?(?:say|says|said|saying|claims?|claimed|argues?|argued|insists?|insisted|put it"
        rf"|told (?:us|me))"
        r")(?:\sagain)?\W*+$"
    ),
    among=_TOGETHER,
)
_OWN_AGAIN = re.compile(
    r"\b(?:but|whereas|while|yet) (?:we|for us|our|ours|i|in our|to us|here)\b|[.;] (?:we|i|our) |[.;,] for us |\bi told\b", re.IGNORECASE
)
"""Where the speaker's own words begin again."""
_OTHERS_VIEW = re.compile(r"\W+(?:\w+\W+){0,2}(?:for|to|by|with) you\b(?! (?:and|or) (?:me|us))", re.IGNORECASE)
"""What follows a word that the speaker uses in the listener's sense ("if it is done for you")."""

_NUMBERED = re.compile(
    r"\s+(?:(?i:no|nr)\.? ?|number |#)?(?:(?:\d+(?:[.-]\d+)*+(?![\w-])|[A-HJ-Z])(?!['’.]\w|/\w| ?(?:%|per\b|percent\b|points?\b|times?\b"
    r"|hours?\b|days?\b|"
    r"weeks?\b|months?\b|years?\b|minutes?\b|seconds?\b))|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?! (?:of|that"
    r"|which|who|more|or|and|"
    r"to|percent|points?|times?|hours?|days?|weeks?|months?|years?|minutes?|seconds?)\b))(?!\w)"
)
"""What follows a noun that names an individual ("gate 6", "node 17"), and says nothing of what the noun means."""

_DENIES = Sifted(
    re.compile(
        r"\b(?:does|do|did|must|may|should|can)(?: not|n[o’']t) (?:really )?(?:mean(?! (?:a lot|much|anything)\b)|be (?:read|taken|understood"
        r"|counted) as|count as)\b|\bcannot (?:mean|be read as)\b"
        r"|\bnot what (?:we|i|they) (?:mean|call)\b|\b(?:is|are|was)(?: not|n[o’']t) a kind of\b|\bnever (?:call|mean)\b"
        r"|\bdon[’']t (?:read|take|understand|count|treat) (?:this|that|it) as\b|\b(?:hardly|scarcely) (?:counts? as|an?)\b"
        r"|\bnot (?:a|the) reason to call\b|\bnot talking of\b|\bwould(?: not|n['’]t) call\b",
        re.IGNORECASE,
    ),
    among=_TOGETHER,
)
_DENIED_NOUN = re.compile(
    r"(?:\b(?:is|are|was|were|it['’]s|that['’]s) (?:not|never|no longer) (?:really )?(?:an?|of)|(?<!there )\b\w+n['’]t (?:really )?an?"
    r"|(?<!there )\b(?:is|are|was|were) no(?! longer))(?: [\w-]+)?? $",
    re.IGNORECASE,
)
"""What stands before a noun that something is said not to be."""
_BEFORE = 60
"""Characters before a usage in which its denial is looked for."""
KNOWN, READ = 32_768, 131_072
"""Statements of which it is remembered, as every check asks the same of all: what stands in them, and what is made of that in a word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One statement, looked through once for all the usages in it."""

    text: str
    quoted: tuple[tuple[int, int], ...]
    reported: tuple[int, int] | None
    """From where to where somebody else's words are given."""
    joke: bool
    imagined: bool
    denied: bool


@lru_cache(maxsize=KNOWN)
def passage(text: str) -> Passage:
    """What in the text lies between its words and what its speaker means."""
    return Passage(
        text=text,
        quoted=_quoted(text),
        reported=_reported(text),
        joke=(_JOKE.finds(text) or _SMILES.search(text) is not None) and _SERIOUS.search(text) is None,
        imagined=_is_imagined(text),
        denied=_DENIES.search(text) is not None,
    )


def distortion(said: Passage, start: int, end: int) -> str | None:
    """Why a usage at text[start:end] does not show how its speaker means the term; None where it does."""
    if any(first <= start and end <= last for first, last in said.quoted):
        return "quotation"
    if (said.reported and said.reported[0] <= start and end <= said.reported[1]) or _OTHERS_VIEW.match(said.text, end):
        return "reported"
    if said.joke or (_is_state(said.text[start:end]) and _SIMILE.match(said.text, end)):
        return "joke"
    if said.imagined:
        return "hypothetical"
    if _NUMBERED.match(said.text, end) and not said.text[start:end].endswith("s"):
        return "name"
    if said.denied or _DENIED_NOUN.search(said.text[max(0, start - _BEFORE) : start]):
        return "negated definition"
    return None


def _is_state(term: str) -> bool:
    return term.casefold() in STATES or term.endswith("ed")


def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    found = [hit.span(1) for hit in _QUOTED.finditer(text)]
    found += [hit.span() for hit in _SPOKEN_QUOTE.finditer(text)]
    return (*found, (0, len(text))) if text.startswith("> ") else tuple(found)


def _reported(text: str) -> tuple[int, int] | None:
    tail = _TAIL.search(text)
    if tail:
        return 0, tail.start()
    others = [hit for hit in (_REPORTED.search(text), _TO_THEM.search(text)) if hit]
    hits = [*sorted(others, key=lambda hit: hit.start())[:1], *[hit for hit in (_NAMED_SAYING.search(text),) if hit]]
    if not hits or _AGREES.search(text):
        return None
    begin = min(hit.end() for hit in hits)
    own = _OWN_AGAIN.search(text, begin)
    return begin, own.start() if own else len(text)


def _is_imagined(text: str) -> bool:
    if _IMAGINED.search(text):
        return True
    would = _WOULD.search(text)
    if would is None:
        return False
    if _INVERTED.search(text):
        return True
    condition = _IF.search(text)
    if condition is None:
        return False
    end = _CLAUSE_END.search(text, condition.end())
    clause = text[condition.end() : end.start() if end else len(text)]
    return _UNREAL.search(clause) is not None and _REAL.search(clause) is None
