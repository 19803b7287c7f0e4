"""Every place of a text where a term and a definition could stand on the two sides of connecting words; most of them define nothing."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from driftwatch.domain.defining_cues import CUES
from driftwatch.domain.defining_spans import WINDOW, Span, bare, body_after, body_before, subject, term_after, term_before
from driftwatch.domain.defining_words import Cue, DefinitionKind, Shape
from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.sieve import Sieve

_LOADED = frozenset("full second half first last third off out in on up down over through back own part call empty late quiet late one".split())
"""Words of grammar that a trade may load with a meaning."""
_NO_TERM = (
    GRAMMAR
    | CALENDAR
    | frozenset("question answer problem reason point idea note example issue conclusion result summary thanks regards fyi ps hello hi dear".split())
) - (_LOADED)
_SIEVE = Sieve([cue.pattern for cue in CUES])
_MARKUP = re.compile(r"</?[a-z!]|[{}|\\\[\]@^=]|://")
_ADDRESS_AT = re.compile(r"\S?[=:-](?=[\S])")
"""Connecting signs without blanks around them: of an address or a setting."""
_ITS = re.compile(
    r"^(?:and |but |so |to us |here |for us )?(?:it|that|this) (?:is|means|does|isn't|doesn't|includes|covers|comprises|stands"
    r"|refers)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r" (?:an?|the) (?=[\w\" -]{2,40}$)", re.IGNORECASE)


class Candidate(NamedTuple):
    """A place that could define a term."""

    cue: Cue
    term: Span
    body: Span
    piece: Span
    subject: Span
    """The clause before the connecting words."""
    link: Span
    """The connecting words."""
    inherited: bool = False
    """Whether the term stands in the sentence before, and a pronoun here."""


def candidates(text: str, pieces: Sequence[Span]) -> list[Candidate]:
    """Of all sentences, in the order of the cues within each."""
    found: list[Candidate] = []
    before: list[Candidate] = []
    cues = [CUES[place] for place in _SIEVE.possible(text)]
    for piece in pieces:
        own = _outermost([candidate for cue in cues for candidate in _of_cue(text, piece, cue)])
        if before and (its := _ITS.match(text[piece.start : piece.end])):
            own += [each for cue in cues if cue.shape is Shape.TERM_FIRST for each in _inheriting(text, piece, cue, (before[0], its.end()))]
        found += own
        before = own or before
    return found


def _of_cue(text: str, piece: Span, cue: Cue) -> Iterator[Candidate]:
    for hit in cue.pattern.finditer(text, piece.start, piece.end):
        for term, body in _ends(text, piece, cue, hit):
            if term is None or body is None or not _can_be_term(text, term) or _overlap(term, body):
                continue
            if (
                _MARKUP.search(text, term.start, term.end)
                or _MARKUP.match(text, body.start, body.end)
                or _ADDRESS_AT.match(text, hit.start(), hit.end() + 1)
            ):
                continue
            yield Candidate(cue, term, body, piece, subject(text, piece, hit.start()), Span(*hit.span()))


def _outermost(found: Sequence[Candidate]) -> list[Candidate]:
    """Without those whose connecting words are part of longer ones: "is" in "is what we call"."""
    frames = [each for each in found if "body" not in each.cue.pattern.groupindex and each.cue.name != "bare state"]
    return [each for each in found if not any(_within(each.link, frame) for frame in frames)]


def _within(link: Span, frame: Candidate) -> bool:
    if link == frame.link:
        return False
    if frame.cue.shape is Shape.FRAMED and frame.link.start < link.start < frame.link.end:
        return True
    return frame.link.start <= link.start and link.end <= frame.link.end


def _inheriting(text: str, piece: Span, cue: Cue, before: tuple[Candidate, int]) -> Iterator[Candidate]:
    first, reach = before
    hit = cue.pattern.search(text, piece.start, piece.end)
    if hit is not None and hit.start() <= piece.start + reach:
        body = body_after(text, piece, hit.end())
        if body is not None:
            yield Candidate(cue, first.term, body, piece, Span(piece.start, hit.start()), Span(*hit.span()), inherited=True)


def _ends(text: str, piece: Span, cue: Cue, hit: re.Match[str]) -> Iterator[tuple[Span | None, Span | None]]:
    match cue.shape:
        case Shape.TERM_FIRST:
            yield term_before(text, piece, hit.start()), body_after(text, piece, hit.end())
        case Shape.ASIDE:
            yield term_before(text, piece, hit.start()), _aside(text, piece, cue, hit)
        case Shape.TERM_LAST:
            yield term_after(text, piece, hit.end()), body_before(text, piece, hit.start())
        case Shape.STATE:
            yield bare(text, Span(*hit.span("term"))), body_after(text, piece, hit.end())
        case Shape.FRAMED:
            yield _framed(text, piece, hit)


def _aside(text: str, piece: Span, cue: Cue, hit: re.Match[str]) -> Span | None:
    closing = text.find(")", hit.end(), piece.end) if "(" in hit[0] else -1
    inside = Span(piece.start, closing) if closing > 0 else piece
    return term_after(text, inside, hit.end()) if cue.kind is DefinitionKind.ALIAS else body_after(text, inside, hit.end(), within=True)


def _framed(text: str, piece: Span, hit: re.Match[str]) -> tuple[Span | None, Span | None]:
    named = hit.re.groupindex
    if "body" not in named:
        return bare(text, Span(*hit.span("term"))), body_after(text, piece, hit.end())
    body = Span(*hit.span("body"))
    if "term" in named:
        return bare(text, Span(*hit.span("term"))), body_before(text, Span(body.start, piece.end), body.end)
    if not hit[0].endswith(("as ", "be ", "under ")):
        return _called(text, body)
    return term_after(text, piece, hit.end()), body


def _called(text: str, both: Span) -> tuple[Span | None, Span | None]:
    """Object and name of "we call a tray returned untouched a refusal"; without an article the last word is the name."""
    end = both.end
    for stop in (" and ", " but ", " so ", " because ", " even ", " here", " as "):
        at = text.find(stop, both.start + 8, both.end)
        end = at if at > 0 else end
    article = list(_ARTICLE.finditer(text, both.start + 3, end))
    quoted = text.rfind(' "', both.start, end)
    cut = quoted if quoted > 0 else article[-1].start() if article else -1
    if cut < 0 or len(text[cut:end].split()) > 3:
        cut = text.rfind(" ", both.start, end)
    return (bare(text, Span(cut + 1, end)), Span(both.start, cut)) if cut > both.start else (None, None)


def _can_be_term(text: str, span: Span) -> bool:
    """Words of grammar and of the calendar are terms only in quotation marks."""
    term, quoted = text[span.start : span.end], text[span.start - 1 : span.start] == '"'
    loaded = quoted or any(word not in _NO_TERM for word in term.lower().split())
    return loaded and 1 < len(term) <= WINDOW // 4 and any(map(str.isalpha, term))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
