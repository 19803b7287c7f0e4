"""Definitions in a text: what somebody says a term means, counts as, includes, or is not until something holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from driftwatch.domain.defining_candidates import Candidate, candidates
from driftwatch.domain.defining_form import FormWeights, marks
from driftwatch.domain.defining_spans import Span, line_of, pieces
from driftwatch.domain.defining_words import DefinitionKind, Shape

LEAST_CERTAINTY = 0.1
"""Where F1 on the training part of corpora/definitions is best, every fold by the weights of the others."""
CERTAIN = 0.6
"""Where one statement in two hundred that defines nothing is still taken for a definition: what an alert may rest on."""
LONGEST = 4000
"""Characters that are looked at: nobody defines a term in more."""

_OWN = re.compile(
    r"\b(?:for|to|with|in|at|on|by|among) (?:us|me|our|my|ours|here)\b|\b(?:we|i)(?:'d|'ll|'re| would| will| always| only| just| do)? "
    r"(?:mean|say|call|treat|treating|regard|count|consider|understand|write|use|class|take|record|book)\b|\bour [\w'-]{1,20} (?:call"
    r"|say|count|know|mean)s?\b|\bhere\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:for|to|with|w|in|at|on|by) (?:you|u|them|him|her|your|ur|their|his)\b"
    r"|\b(?:you|u|they|he|she|your [\w'-]{1,20}|their [\w'-]{1,20}|the partner(?:'s)?(?: [\w'-]{1,20})?)(?:'d|'ll| would| will| always| only| do)? "
    r"(?:means?|says?|calls?|treats?|regards?|counts?|considers?|understands?|writes?|uses?|takes?|knows?)\b",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:for the purposes? of|in this|under this|within this|throughout this) [\w'-]{1,30}|\bshall\b|\b(?:both|all) (?:sides"
    r"|parties|partners)\b|\bwe (?:agreed|agree)\b",
    re.IGNORECASE,
)
_NECESSARY = re.compile(r"\b(?:until|till|til|unless|before|without|if|when|as long as)\b", re.IGNORECASE)


class Scope(StrEnum):
    """Whose definition it is said to be."""

    OWN = "own"
    """The speaker's side: "for us", "we call"."""
    OTHERS = "others"
    """Another side than the speaker's, as the speaker has it: "you call", "for them"."""
    SHARED = "shared"
    """Of a text or a programme: "in this agreement", "shall mean"."""
    OPEN = "open"
    """Not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term and what a text says of its meaning, verbatim, with their places in the text."""

    term: str
    start: int
    end: int
    body: str
    body_start: int
    body_end: int
    kind: DefinitionKind
    scope: Scope
    negated: bool
    """Whether the body says what the term is not; False for what must hold first ("not X until Y")."""
    asked: bool
    """Whether it stands in a question."""
    certainty: float
    """0 … 1: how surely this is a definition and no statement about one occasion."""


def definitions(text: str, form: FormWeights, *, least: float = LEAST_CERTAINTY) -> tuple[Definition, ...]:
    """The definitions in a text in their order; `least` is the certainty from which on one is given."""
    line = line_of(text[:LONGEST])
    weighed = [(certainty(line.text, candidate, form), candidate) for candidate in candidates(line.text, list(pieces(line.text)))]
    chosen = chosen_of([(sure, candidate) for sure, candidate in weighed if sure >= least])
    found = []
    for sure, candidate in sorted(chosen, key=lambda pair: pair[1].link):
        term, body = line.written(candidate.term), line.written(candidate.body)
        sentence = line.text[candidate.piece.start : candidate.piece.end]
        link = line.text[candidate.link.start : candidate.link.end]
        found.append(
            Definition(
                term=text[term.start : term.end],
                start=term.start,
                end=term.end,
                body=text[body.start : body.end],
                body_start=body.start,
                body_end=body.end,
                kind=_kind(candidate, line.text[candidate.body.start : candidate.body.end]),
                scope=_scope(line.text, candidate, [other for _, other in chosen]),
                negated=candidate.cue.kind is DefinitionKind.NOT and not _NECESSARY.search(link),
                asked=sentence.rstrip("\")' ").endswith("?"),
                certainty=round(sure, 3),
            )
        )
    return tuple(found)


def certainty(text: str, candidate: Candidate, form: FormWeights) -> float:
    """0 … 1: how surely a candidate defines its term, by the marks of its form."""
    return 1 / (1 + exp(-form.intercept - sum(form.weights.get(mark, 0.0) for mark in sorted(marks(text, candidate)))))


def chosen_of(weighed: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The surest of those that exclude each other, the surest first."""
    chosen: list[tuple[float, Candidate]] = []
    for sure, candidate in sorted(weighed, key=lambda pair: (-pair[0], pair[1].link, pair[1].term)):
        if not any(_exclude(candidate, other) for _, other in chosen):
            chosen.append((sure, candidate))
    return chosen


def _exclude(one: Candidate, other: Candidate) -> bool:
    """Whether only one of two can be right: they share connecting words or the place of the term, or one stands in the other's definition."""
    if _cross(one.link, other.link) or (one.term == other.term and not (one.inherited or other.inherited)):
        return True
    return _cross(one.body, other.body) and (_cross(one.term, other.body) or _cross(one.body, other.term))


def _cross(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _kind(candidate: Candidate, body: str) -> DefinitionKind:
    """`X is a Y` tells a kind of thing, `X is Y` a meaning; of "which is" both."""
    if candidate.cue.name not in ("is", "which is", "colon", "equals", "thats"):
        return candidate.cue.kind
    kinds = ("a", "an", "any", "one", "someone", "somebody", "anybody", "anyone")
    return DefinitionKind.IS_A if body.lower().split()[0] in kinds else DefinitionKind.MEANS


def _scope(text: str, candidate: Candidate, chosen: Sequence[Candidate]) -> Scope:
    """By the words before the definition, from the end of the one before it; where the term stands last, by those around the term."""
    before = max((other.body.end for other in chosen if other.body.end <= candidate.link.start and other is not candidate), default=0)
    start = max(candidate.piece.start, before)
    spoken = text[start : max(candidate.body.start, start)]
    if candidate.cue.shape is Shape.TERM_LAST or candidate.body.start < candidate.term.start:
        spoken = f"{text[start : candidate.body.start]} {text[candidate.body.end : candidate.term.end + 30]}"
    for scope, pattern in ((Scope.OWN, _OWN), (Scope.OTHERS, _OTHERS), (Scope.SHARED, _SHARED)):
        if pattern.search(spoken):
            return scope
    return Scope.OPEN
