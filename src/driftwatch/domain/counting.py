"""How a figure is said to be counted: of what, over what, from when to when, as which average; in words that can be compared."""

import re
from collections.abc import Collection

from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.words import fold, words

_N = (
    r"(?:\d{1,9}(?:[.,]\d{1,6}){0,3}k?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w{3,5})?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_ALL = r"(?:(?:all|the|those|our|every) ){0,2}"
_NP = r"((?:[\w'’-]{1,24} ){0,5}[\w'’-]{1,24})"
_BASES = (
    re.compile(rf"\b{_N} (?:out )?of (?:(?:all|the|those|our|my|these|every) ){{0,2}}(?:{_N} )?{_NP}", re.IGNORECASE),
    re.compile(rf"(?:%|\bper ?cent) (?:out )?of (?:(?:all|the|those|our|my|these|every) ){{0,2}}(?:{_N} )?{_NP}", re.IGNORECASE),
    re.compile(rf"\b(?:over|out of|across|against|in|from|on) (?:a bit |just |about |some |well )?(?:over |under )?{_N} {_NP}", re.IGNORECASE),
    re.compile(rf"\b(?:over|out of|against|of) (?:(?:all|every|each|those|only|any) (?:the |our )?){_NP}", re.IGNORECASE),
    re.compile(rf"\b\w{{3,20}}s over {_NP}", re.IGNORECASE),
    re.compile(rf"\bdivid(?:e|es|ed|ing)(?: (?:it|them|that|this))? (?:by|over|through) {_ALL}{_NP}", re.IGNORECASE),
    re.compile(rf"\b(?:as a )?(?:share|percentage|proportion|fraction|per ?cent) of {_ALL}{_NP}", re.IGNORECASE),
    re.compile(
        rf"\b(?:denominator|base|basis|reference|population|sample) (?:is|are|being|=|remains|has to be|must be) {_ALL}{_NP}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:relative to|compared (?:with|to)|on the basis of|based on|normali[sz]ed (?:by|to)|weighted by) {_ALL}{_NP}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:count(?:s|ed|ing)?|measure[sd]?|measuring|calculate[sd]?|comput(?:e|es|ed)|taken|tak(?:e|ing)|starts?|clock|runs?)"
        rf"(?: \w{{1,12}}){{0,2}} (?:from|by|per|as|over|until|at|between|when|on|against|up to|till) {_NP}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:we|i|they|you) (?:only |just )?count (?:only |just )?(?:(?:all|the|every|each|a) ){{0,2}}{_NP}", re.IGNORECASE),
    re.compile(
        rf"\b(?:includes?|including|excludes?|excluding|leav(?:e|es|ing) out|not counting|without counting) {_ALL}{_NP}",
        re.IGNORECASE,
    ),
    re.compile(rf"\bfrom (?:the )?{_NP} (?:until|to|till|up to) (?:the )?((?!\d)[\w'’-]{{2,24}})", re.IGNORECASE),
    re.compile(rf"\b(?:against|only|restricted to|limited to) {_ALL}{_NP}", re.IGNORECASE),
    re.compile(rf"\bper (?!cent\b){_NP}", re.IGNORECASE),
    re.compile(r"\bon (?:(?:all|only) )?(?:the )?([\w'’-]{3,24}ed [\w'’-]{3,24})", re.IGNORECASE),
)
_AVERAGE = re.compile(
    r"\b(?:median|mean|average|averaged|worst|peak|maximum|minimum|percentile|p\d\d|gross|net|cumulative|rolling|best)\b", re.IGNORECASE
)
_BEHIND = re.compile(rf"^ (?:of|over|against|per) {_ALL}{_NP}", re.IGNORECASE)
_PROPER = re.compile(r"\b[A-Z][\w-]{1,24}")
_STOP = (
    GRAMMAR
    | CALENDAR - {"day", "night", "hour", "week", "month"}
    | frozenset(
        """
good bad big small way far bit sheet drive page slide table report list side one's time first second last next better same thing number figure
value arithmetic problem red green line that this nobody somebody anybody
""".split()
    )
)
_CUT = re.compile(r"\b(?:and|but|so|because|as|if|since|in|on|at|with|for|until|to|up|makes?|had|than|then)\b", re.IGNORECASE)


def bases(text: str, *, without: Collection[str] = ()) -> frozenset[str]:
    """Stems of the words that say what a figure is counted of, over, from or until; `without` are the measure's own words."""
    found: set[str] = set()
    for pattern in _BASES:
        for hit in pattern.finditer(text):
            found |= {word for group in hit.groups() for word in _stems(group) - _places(group)}
    own = {stem(fold(word)) for word in without}
    return frozenset(found - own)


def of_what(behind: str, *, without: Collection[str] = ()) -> frozenset[str]:
    """What a measure's name says itself that it is counted of: what stands behind the name; proper names tell where, not how."""
    hit = _BEHIND.match(behind)
    own = {stem(fold(word)) for word in without}
    return frozenset(_stems(hit[1]) - own - _places(hit[1])) if hit else frozenset()


def stems(text: str, *, without: Collection[str] = ()) -> frozenset[str]:
    """Stems of all words that can say how something is counted, where the whole statement does; `without` are the measure's own words."""
    own = {stem(fold(word)) for word in without}
    return frozenset({each for piece in _CUT.split(text) for each in _stems(piece)} - own - _places(text))


def averages(text: str) -> frozenset[str]:
    """Which statistic of it is meant: median, worst, net …"""
    return frozenset("average" if hit[0].lower() in ("mean", "averaged") else hit[0].lower() for hit in _AVERAGE.finditer(text))


def unlike(words: Collection[str], others: Collection[str]) -> bool:
    """Whether both say something that the other does not say in another form: "reader" and "read" are no two ways of counting."""
    own = [word for word in words if not any(word.startswith(other) or other.startswith(word) for other in others)]
    theirs = [other for other in others if not any(other.startswith(word) or word.startswith(other) for word in words)]
    return bool(own and theirs)


def stem(word: str) -> str:
    """A word without the ending of its verb form: "visited", "visits" and "visit" are one."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _places(phrase: str) -> set[str]:
    return {stem(fold(word)) for word in _PROPER.findall(phrase)}


def _stems(phrase: str) -> set[str]:
    cut = _CUT.search(phrase)
    said = words(phrase[: cut.start()] if cut else phrase)
    return {stem(word.folded) for word in said if word.folded not in _STOP and len(word.folded) > 2 and not word.folded[0].isdecimal()}
