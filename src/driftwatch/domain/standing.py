"""Quantities that a statement gives as what holds: a target, a limit, a promise, a standing practice.

What was measured, what happened once, a day in the calendar, the length of one task and how long something has lasted hold nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from driftwatch.domain.assertion import withheld
from driftwatch.domain.figure_cues import AFTER_TARGET, BEFORE_TARGET, PROPOSED
from driftwatch.domain.figures_said import Role, figures
from driftwatch.domain.tempo import Tempo, tempos

TEMPO = "tempo"
"""The dimension of all rhythms and lengths of time."""
_BEFORE, _BEHIND = 60, 45
"""Characters around a quantity in which words say what it is."""

_CUT = re.compile(r"[;:.!?]\s|\n| [–—-] |, (?:and|but|so|which|while|whereas|as|because|since|since then)? ?|\band (?:the|we|our|it|they)\b")
_GONE = re.compile(
    r"\b(?:was|were|had|did(?:n['’]t)?|used to|took|lasted|came|went|got|gave|met|ran|cost|needed|waited|arrived|reached|spent|yesterday|tomorrow"
    r"|today"
    r"|tonight|this (?:time|week|month|year|morning|afternoon|evening|mon|tues|wednes|thurs|fri|satur|sun)\w{0,3}|last \w{3,9}|next (?:week|month"
    r"|year|time"
    r"|mon|tues|wednes|thurs|fri|satur|sun)\w{0,3}|ago|so far|until now|once more|would|could|might|maybe|perhaps)\b",
    re.IGNORECASE,
)
"""One occasion, or none that is real."""
_DATED = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b|\b(?:from|on|by|until|till) the \d{1,2}(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_READ = re.compile(
    r"\b(?:on average|averag\w{1,4}|mean|median|measured?|measures|currently|at the moment|right now|at present|to date|shows?|observed|counted"
    r"|found|saw"
    r"|improved|down to|up to now|down from|up from|rose|fell|dropped|grew|gone|(?:i|we|it|they|you|that|there)(?:['’](?:re|m|s)| are| is| am)"
    r" (?:now |still |already |only |about )?at)\b|\b(?:goes?|going|moves?|moved|climb\w{0,3}|jump\w{0,3}|drop\w{0,4}|shrinks?) (?:up |down |back )?"
    r"(?:to|from)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?:\b(?:for|over|during|since|last|past|previous|first|another|some|nearly|already|spend|spent|of|lasts?|these|those|my|only)"
    r"(?: (?:the|about|all|only|almost|at least|more than))?|\bthe (?:last|first|past|next|coming|previous)|\bin(?: the)?(?: (?:next|coming"
    r"|about))?) $",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"^(?:['’]s)? (?:ago|old|from now|in a row|running|warranty|left"
    r"|to go|more\b|long\b|earlier|already|into|since|work\b|worth|later(?= \w+ed\b))",
    re.IGNORECASE,
)
_OF = re.compile(r"^(?:['’]s)? of (?!notice|delay|advance|lead|latency|the (?:request|order|event|alarm|call))", re.IGNORECASE)
_CONTRACTED = re.compile(
    r"\b(?:payment terms?|guarantees?|warrant(?:y|ies)|notice periods?|retention|grace periods?|valid|validity|probation|shelf life|quarantine"
    r"|embargo|expires?"
    r"|keeps?|(?:is|are|be) (?:kept|stored|held|archived|retained|blocked|frozen|valid)|stores?|retains?|archives?|stays?|remains?)\b",
    re.IGNORECASE,
)
"""How long something is to last, which is no length of a task."""
_ARRIVES = re.compile(
    r"\b(?:arrives?|comes?|lands?|reach(?:es)?|leaves?|(?:is|are|gets?) (?:sent|delivered|answered|paid|credited|refreshed|updated|kept|stored"
    r"|deleted|due)"
    r"|deliver(?:s|ed)?|sends?|answer(?:s|ed)?|repl(?:y|ies)|responds?|pays?|credits?|refresh(?:es)?|updates?|notice|in advance|takes?|due|expires?"
    r"|retain(?:s|ed)?|from [\w -]{2,20} to [\w-]{2,14})\b",
    re.IGNORECASE,
)
"""What happens after such a time as a rule; what a measure "is" was measured."""
_BOUND = re.compile(
    r"\b(?:within|under|inside|below|at most|no (?:more|later|longer|less) than|not (?:more|later|longer) than|up to|less than|max(?:imum)?(?: of)?"
    r"|(?:longer|later|older|sooner|earlier|faster) than"
    r"|at least|minimum(?: of)?|more than|in (?:under|about|less than|roughly|around|some|well under)|every|after)(?: (?:the|a|about|well|just))?"
    r" (?:(?:about|under|the) )?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?:well |just )?(?:under|within|inside|below|at most|up to|less than|more than|over|at least|about|around|some|roughly|every|after"
    r"|no more than"
    r"|no later than|not more than) ){1,2}$",
    re.IGNORECASE,
)
_OWN_TASK = re.compile(
    r"\b(?:i|you|he|she|they|somebody|jo?b|it)(?:['’]ll|['’]d| will| shall| need| needs| want| can)\b|\bwill (?:take|need|last|be)\b"
    r"|\bgoing to (?:take"
    r"|need)\b"
    r"|\b(?:i|we) (?:need|have|want|give|ask(?:ed)? for)\b|\b(?:give|gives|leaves?) (?:me|us|them|you|him|her)\b|\b(?:be|am|['’]m|are"
    r"|['’]re) back in\b|\b(?:meeting|call|talk|walk"
    r"|demo|agenda|slot|presentation|drive|ride)s? (?:of|takes?|lasts?)\b",
    re.IGNORECASE,
)
_BEHIND_RULE = re.compile(
    r"^['’]?s?,? (?:(?:no|not) (?:longer|later|more)\b|(?:is|are|stays?|remains?|as) (?:the |our |a )?(?:rule|norm|standard|limit|target|promise"
    r"|maximum|minimum|deadline|usual"
    r"|practice|agreed)\b"
    r"|(?:notice|in advance|ahead|beforehand|at (?:the )?(?:most|latest|earliest|least)|max\b|maximum|or (?:less|more|sooner|faster)|turn-?around"
    r"|lead time"
    r"|deadline|limit|delay|latency|interval|response|retention)\b)",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:by|until|till|from|for|in|end of) (?:the )?(?:end of )?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december"
    r"|q[1-4]|20\d\d|spring|summer|autumn|winter|next (?:year|quarter))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One quantity that is stated as what holds."""

    dimension: str
    """`tempo`, "share", "mass" …, or the noun that is counted."""
    value: float
    """Above 0, in the dimension's first unit; of a tempo in seconds."""
    start: int
    end: int
    words: str


def holdings(text: str) -> tuple[Holding, ...]:
    """The quantities that hold by this statement, in their order; none where it is no position of its speaker's."""
    found = [*_rhythms(text), *_levels(text)]
    if not found or withheld(text) is not None or PROPOSED.search(text):
        return ()
    return tuple(sorted(found, key=lambda each: each.start))


def _rhythms(text: str) -> Iterator[Holding]:
    for tempo in tempos(text):
        clause, start = _clause(text, tempo.start, tempo.end)
        at = tempo.start - start
        rest = f"{clause[:at]} … {clause[at + len(tempo.words) :]}"
        if tempo.attributive or _GONE.search(clause) or _DATED.search(clause) or _READ.search(rest):
            continue
        if tempo.rhythm or _is_rule(clause, at, tempo):
            compared = _COMPARED.search(clause[:at])
            words = f"{compared[0] if compared else ''}{tempo.words}"
            yield Holding(dimension=TEMPO, value=tempo.seconds, start=tempo.start, end=tempo.end, words=words)


def _is_rule(clause: str, at: int, tempo: Tempo) -> bool:
    """Whether a mere length of time is a limit or what something takes as a rule."""
    before, behind = clause[:at], clause[at + tempo.end - tempo.start :]
    if _AGE.search(behind) or _OWN_TASK.search(clause):
        return False
    if _BOUND.search(before) or _BEHIND_RULE.search(behind):
        return True
    if _CONTRACTED.search(before):
        return True
    if _LASTING.search(before) or _OF.search(behind):
        return False
    return bool(BEFORE_TARGET.search(before) or AFTER_TARGET.search(behind) or _ARRIVES.search(clause))


def _levels(text: str) -> Iterator[Holding]:
    """Targets and limits that are no lengths of time."""
    for figure in figures(text):
        if figure.dimension.endswith("time") or figure.role not in (Role.TARGET, Role.BOUND) or figure.others or figure.window or figure.value <= 0:
            continue
        dimension = figure.dimension or figure.counted
        clause, _ = _clause(text, figure.start, figure.end)
        if dimension and not (_GONE.search(clause) or _DUE.search(clause) or _DATED.search(clause)):
            yield Holding(dimension=dimension, value=figure.value * figure.factor, start=figure.start, end=figure.end, words=figure.words)


def _clause(text: str, start: int, end: int) -> tuple[str, int]:
    """The clause in which text[start:end] stands, and where it begins."""
    first = max((cut.end() for cut in _CUT.finditer(text, max(0, start - _BEFORE), start)), default=max(0, start - _BEFORE))
    cut = _CUT.search(text, end, min(len(text), end + _BEHIND))
    return text[first : cut.start() if cut else end + _BEHIND], first
