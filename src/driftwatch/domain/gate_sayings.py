"""What a statement names beside a gate, piece by piece: what must hold before a thing counts as done, ready, accepted …, and what is merely told.

A piece is *required* where it is said as a condition ("done when …", "not before …", "without …", "… and only then it is done"),
otherwise *mentioned*.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from driftwatch.domain.gate_families import GATE_WORDS
from driftwatch.domain.words import words

LONGEST_STATEMENT = 600
"""Characters that are looked at."""

_CUT = re.compile(
    r"(?P<stop>[.!?](?=\s)|\n\n)|(?P<mark>[,:\u2013\u2014](?!\d)|[;()]|\s-(?=\s))"
    r"|\b(?P<condition>(?:(?:only|not|and|but) )?"
    r"(?:when(?:ever)?|(?<!least )once(?! (?:a|per|more|again|every|and)\b)|as soon as|as long as|until|till|unless|if|provided(?: that)?|after"
    r"|the (?:moment|minute|day)|given that|subject to|on condition that))\b"
    r"|\b(?P<lacking>without|with no|lacking)\b|\b(?P<having>with)\b"
    r"|\b(?P<before>(?:only |not |and not |ever )?before|prior to|ahead of)\b"
    r"|\b(?P<reason>because|since|as long as)\b|\b(?P<then>(?:and )?(?:only )?then|and only after that)\b"
    r"|\b(?P<so>so(?!\s*[.!?])|but|otherwise|although|though|while|whereas|which)\b|\b(?P<and>and|plus|or|as well as|together with)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|none|nothing|never|nobody|neither|cannot|cant|dont|isnt|\w{2,9}n['’]t|zero|too early)\b", re.IGNORECASE)
_NEEDS = re.compile(
    r"\b(?:needs?|needed|wants?|requires?|required|must|ha(?:s|ve|d) to|is to|shall|missing|lacks?|lacking|waits? for|waiting for|depends? on"
    r"|expects?|asks? for|insists? on|outstanding)\b|['’]d (?:need|want|like to see)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:means?|requires?|takes|is when|stands for|is defined as|includes?)\b", re.IGNORECASE)
_WAIVED = re.compile(r"(?:\bnot?|n['’]t|\bnever) (?:really |even |longer )?(?:need|want|ha(?:ve|s) to|require)|\bno need\b", re.IGNORECASE)
_LACKED = re.compile(r"\s(?:is|are|was|were) (?:still )?(?:missing|outstanding|lacking)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:(?:him|her|it|that|then|there) )?(?:I|we|you|they|he|she)(?:['’]d| would| still| also| only)*"
    r" (?:needs?|wants?|requires?|like)(?: to (?:see|have))? ",
    re.IGNORECASE,
)
"""Who asks is not what is asked: "I'd need a sheet for each"."""
_FIRST = re.compile(r"\b(?:first|beforehand)\W*$", re.IGNORECASE)
_MAIN = re.compile(r"\s(?:then )?(?=(?:I|i|we|you|they|it|that|this|he|she|nothing|nobody|everything)(?:['’](?:s|d|ll|ve|re|m))?\s)", re.IGNORECASE)
"""Where the main clause begins behind a condition that no comma ends."""
_WHOLE = re.compile(r"\b(?:is|are|was|were|has|have|had|holds?|pass(?:es)?|works?|runs?|comes?|goes|stays?)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"(?<!\bthat)(?<!\bwhat)(?<!\bwhich)(?<!\bthan)(?<!\bas)(?<!\bhow)(?<!\bwhere)(?<!\bif)\s(?=(?:I|we|they|he|she)(?:['’](?:ll|ve|re|m|d|s))?\s)",
    re.IGNORECASE,
)
"""Where the main clause begins behind a whole condition: "three samples are clean we ship"."""
_VERB = re.compile(r"\s(?=(?:is|are|was|were|isn['’]t|aren['’]t|counts?|cannot|can['’]t|will|won['’]t)\s)", re.IGNORECASE)
_DANGLING = re.compile(r"(?:\s(?:in|of|on|at|for|to|by|from|with|and|or|that|is|are|was|were|not|as|the|a|an|only|still|it's)){1,3}$", re.IGNORECASE)
_EDGES = " ,.;:!?\"'“”*_"
_STATE_VERBS = re.compile(
    r"\b(?:am|is|are|be|been|was|were|being|go|goes|went|going|call|calls|called|as|say|it|officially|not|yet|now|finally)$|['’]s$"
)
_ENDS_PHRASE = re.compile(
    r"^(?:\W*$|\W*[,.;:!?)\u2013\u2014]|[^\w\s]|\s+(?:when|once|if|as|at|on|in|by|for|with|without|after|before|until|unless|since|and|or|but|so|to|from"
    r"|the|of|because|yet|now|today|already|means?|is|are|was|were|than|then|only|last|this|next|too|not|also|twice|again|either)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that is named beside a gate, as it is written."""

    text: str
    required: bool
    own: bool = False
    """Whether it shares its clause with the gate: the thing that the gate is said of stands there as well."""


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    kind: str
    """By what it is introduced: a group of the pattern of cuts; "stop" at the beginning."""
    sentence: int
    announces: bool = False
    """Whether a colon ends it: what follows is said, not this."""


def gate_words_in(text: str) -> frozenset[str]:
    """Words of state by which the statement says of a thing how far it has come: "is live", "62 deployed", not "a live main"."""
    found = set()
    for word in words(text[:LONGEST_STATEMENT]):
        if word.folded not in GATE_WORDS:
            continue
        if _ENDS_PHRASE.match(text[word.end :][:24]) or _STATE_VERBS.search(text[: word.start].rstrip()[-12:].casefold()):
            found.add(word.folded)
    return frozenset(found)


def pieces_beside(text: str, gate: Collection[str]) -> tuple[Piece, ...]:
    """What stands beside the gate (its folded words), in the order of the text; all of the statement where the gate's word is not in it."""
    segments = _segments(" ".join(text[:LONGEST_STATEMENT].split()))
    holding = [at for at, segment in enumerate(segments) if _holds(segment.text, gate)]
    required = _required(segments, holding)
    denied = any(_DENIED.search(segments[at].text) for at in holding)
    found = []
    for at, segment in enumerate(segments):
        told = _without(segment.text, gate) if at in holding else segment.text.strip(_EDGES)
        if told := _DANGLING.sub("", told).strip(_EDGES):
            told = (_ASKING.sub("", _LACKED.split(told, maxsplit=1)[0]) if required[at] else told) or told
            written = f"without {told}" if segment.kind == "lacking" and not denied else told
            found.append(Piece(text=written, required=required[at], own=at in holding))
    return tuple(found)


def said_of(text: str, gate: Collection[str]) -> tuple[str, ...]:
    """What stands before the gate in its clause, wherever it is said: the thing is its last noun ("a release is | done", "62 nodes | deployed")."""
    segments = _segments(" ".join(text[:LONGEST_STATEMENT].split()))
    found = []
    for segment in segments:
        places = [word.start for word in words(segment.text) if word.folded in gate]
        if places and (before := segment.text[: places[0]].strip(_EDGES)):
            found.append(before)
    return tuple(found)


def _segments(text: str) -> list[_Segment]:
    found, start, kind, sentence = list[_Segment](), 0, "stop", 0
    for cut in _CUT.finditer(text):
        part = text[start : cut.start()].strip()
        if cut.lastgroup == "having" and not gate_words_in(part):
            continue
        if part:
            found += _parted(part, kind, sentence, announces=cut[0] == ":")
            kind = ""
        name = cut.lastgroup or ""
        sentence += name == "stop"
        kind = name if name not in ("mark", "and") or not kind else kind
        start = cut.end()
    return [*found, *_parted(text[start:].strip(), kind, sentence)] if text[start:].strip() else found


def _parted(text: str, kind: str, sentence: int, *, announces: bool = False) -> list[_Segment]:
    """A condition in front of its main clause without a comma is two segments."""
    cuts = [cut.start() for cut in _MAIN.finditer(text) if text.count(" ", 0, cut.start()) >= 2] if kind == "condition" else []
    cuts = cuts or ([cut.start() for cut in _VERB.finditer(text)] if kind == "lacking" else [])
    if not gate_words_in(text):
        whole = _WHOLE.search(text) if kind == "condition" else None
        cuts = [cut.start() for cut in _NEXT.finditer(text, whole.end())][-1:] if whole else []
    if not cuts:
        return [_Segment(text, kind, sentence, announces)]
    return [_Segment(text[: cuts[0]], kind, sentence), _Segment(text[cuts[0] :].strip(), "main", sentence)]


def _required(segments: Sequence[_Segment], holding: Sequence[int]) -> list[bool]:
    """Which segments are said as conditions of the gate."""
    marked = [False] * len(segments)
    if not holding:
        return _conditions_alone(segments)
    first, last = holding[0], holding[-1]
    denied = any(_DENIED.search(segments[at].text) for at in holding)
    means = any(_MEANS.search(segments[at].text) for at in holding)
    for at, segment in enumerate(segments):
        if segment.sentence not in {segments[each].sentence for each in holding}:
            continue
        if at in holding:
            marked[at] = means or bool(_FIRST.search(segments[-1].text) and _needs(segment.text))
        elif segment.kind == "condition":
            marked[at] = True
        elif segment.kind in ("before", "lacking"):
            marked[at] = denied or (at > 0 and marked[at - 1] and at - 1 not in holding)
        elif segment.kind == "reason":
            marked[at] = denied and bool(_DENIED.search(segment.text) or _needs(segment.text))
        elif segment.kind in ("mark", "and"):
            marked[at] = (at > 0 and marked[at - 1] and at - 1 not in holding) or (means and at > last)
        marked[at] = marked[at] or bool(at not in holding and _needs(segment.text))
    leads_to = segments[first].kind in ("then", "before") or _FIRST.search(segments[-1].text)
    if leads_to and not denied:
        marked[:first] = [segment.sentence == segments[first].sentence and not segment.announces for segment in segments[:first]]
    return marked


def _conditions_alone(segments: Sequence[_Segment]) -> list[bool]:
    """Of a statement that names no gate, but hangs on one that does."""
    marked = list[bool]()
    for at, segment in enumerate(segments):
        carried = segment.kind in ("mark", "and") and at > 0 and marked[at - 1]
        marked.append(segment.kind == "condition" or carried or _needs(segment.text))
    return marked


def _needs(text: str) -> bool:
    return bool(_NEEDS.search(text)) and not _WAIVED.search(text)


def _holds(text: str, gate: Collection[str]) -> bool:
    return any(word.folded in gate for word in words(text))


def _without(text: str, gate: Collection[str]) -> str:
    """The longer of what stands before and behind the gate's word: a criterion may share its clause with it."""
    places = [(word.start, word.end) for word in words(text) if word.folded in gate]
    before, behind = text[: places[0][0]], text[places[-1][1] :]
    return max((before, behind), key=lambda part: (len(words(part)), part)).strip(_EDGES)
