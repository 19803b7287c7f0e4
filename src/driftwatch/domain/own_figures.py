"""Figures that stand for themselves ("I have 97 per cent", "68 here", "ours for May so far is 98.9"), and those that are names, not amounts."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from driftwatch.domain.figure_cues import CLAUSE, LOOSE, NUMBER
from driftwatch.domain.figures_said import Direction, Figure, Role, figures
from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.words import words

_LIGHT = (
    GRAMMAR
    | CALENDAR
    | frozenset(
        """
i'm i've i'd we're we've it's that's there's ours mine same new old count counting figure number total value average mean median reading result so
report reports reported sheet book list paper log table dashboard screen export file records statistics chart graph system tool office
came come comes read reads stand stands stood sit sits sat closed close closed ended reach reached hit run ran fall fell rise rose drop dropped
measured measure counted counted write wrote written says said confirm find found currently about around roughly exactly nearly almost ago far
well yes no ok okay right exact final latest current overall
""".split()
    )
)
"""Words beside which a figure is of nothing but what is spoken of: grammar, the calendar, having and counting, and where figures are kept."""
_AHEAD = re.compile(r"^[^\S\n]?([\w'’-]+)(?:[^\S\n]([\w'’-]+))?(?:[^\S\n]([\w'’-]+))?")
_BE = frozenset("is was are were be been looks seems sounds".split())
_ONESELF = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours)\b", re.IGNORECASE)
_SOME = frozenset("us them you these those mine ours yours".split())
INTERJECTION = 2
"""Words of a clause that says nothing: "Hang on, I have 71"."""
_PARTED = re.compile(r",\s")
_SHARE = re.compile(r"^ (?:out )?of (?:(?:the|those|our|my|these|all|every) ){0,2}$", re.IGNORECASE)


def stands_alone(text: str, figure: Figure, *, own: Collection[str] = ()) -> bool:
    """Whether nothing before the figure and nothing directly behind it says that it is of something else than what is spoken of.

    `own` are the words of what is spoken of; where they stand in the figure's clause, what other clauses say does not matter.
    """
    clauses = _clauses(text, figure)
    if not all(_light(word) or word in own for word in clauses[-1]):
        return False
    named = any(word in own and word not in _LIGHT for word in clauses[-1])
    if not named and not all(len(clause) <= INTERJECTION or all(map(_light, clause)) for clause in clauses[:-1]):
        return False
    return _free_behind(text[figure.end :])


def opens_its_clause(text: str, figure: Figure) -> bool:
    """Whether nothing before the figure in its clause says of what it is: "we are at 40 crates"; or somebody counts: "in May I call 31"."""
    return all(map(_light, _clauses(text, figure)[-1])) or _COUNTS.search(text, max(0, figure.start - _NEAR), figure.start) is not None


_NEAR = 60
_COUNTS = re.compile(
    r"(?:\b(?:i|we|they)(?:['’](?:ve|re|m|d|ll))?(?: (?:now|still|only|just|always|have|had|are|were|can|also)){0,2}"
    r" (?:call|count|counted|see|saw|find|found|get|got|make(?: it)?|made(?: it)?|logged|recorded|reported|booked|listed|typed|plotted|drew"
    r"|reached|had|have|at|down to|up to)"
    r"|\b(?:i|we|they)['’](?:ve|re)|\bthere(?:['’]s| is| are| was| were|['’]ve been| have been)"
    r"|\b(?:it|that)(?:['’]s| is| was| comes to| makes| made| came to))"
    r"(?: (?:about|around|roughly|nearly|some|already|now|still|only|just|exactly|all|the|my|our|those)){0,3} \Z",
    re.IGNORECASE,
)
"""Somebody who counts, directly before the figure."""


def _clauses(text: str, figure: Figure) -> list[list[str]]:
    """The folded words of the clauses before the figure, those of its own last."""
    before = text[: figure.start]
    cuts = sorted({0, figure.start} | {cut.end() for cut in (*CLAUSE.finditer(before), *_PARTED.finditer(before))})
    return [[word.folded for word in words(text[one:other])] for one, other in pairwise(cuts)] or [[]]


def _light(word: str) -> bool:
    return word in _LIGHT or word[0].isdecimal()


def _free_behind(text: str) -> bool:
    ahead = _AHEAD.match(text)
    following = [word.casefold().replace("’", "'") for word in ahead.groups() if word] if ahead else []
    if not following:
        return True
    if following[0] in _BE:
        return _ONESELF.search(" ".join(following)) is not None
    if following[0] == "of":
        return all(map(_light, following)) and not set(following) & _SOME
    return following[0] in _LIGHT


def only_passed(text: str, figure: Figure) -> bool:
    """Whether the figure is what something lies above, not what it is: "well over the sixty"."""
    return figure.role in (Role.READING, Role.OTHER) and LOOSE.search(text[: figure.start]) is not None


def names_a_thing(text: str, figure: Figure, *, since: int) -> bool:
    """Whether a whole number directly follows a noun that stands behind `since`, as in "on bus 11"."""
    if figure.dimension or figure.value != int(figure.value):
        return False
    before = words(text[max(0, since) : figure.start])
    return bool(before) and text[max(0, since) + before[-1].end : figure.start] == " " and before[-1].folded not in _LIGHT


def parts_of_wholes(text: str) -> Iterator[Figure]:
    """Shares that are given as a part of a whole: "six out of eight", "147 of the 150"."""
    hits = list(NUMBER.finditer(text))
    for part, whole in pairwise(hits):
        if not _SHARE.match(text[part.end() : whole.start()]):
            continue
        one, other = (next(iter(figures(f"{hit[0]}.")), None) for hit in (part, whole))
        if one is not None and other is not None and 0 < one.value < other.value:
            yield Figure(
                value=one.value / other.value,
                dimension="share",
                factor=1.0,
                counted="",
                role=Role.READING,
                direction=Direction.UNSAID,
                proposed=False,
                others=False,
                window=False,
                start=part.start(),
                end=whole.end(),
                words=text[part.start() : whole.end()],
            )
