"""The attitude of a statement to a risk: from -1 (avoid, prove first, wait for approval) to 1 (try, accept, learn, mend later).

What is only named is no attitude: a register, a cause, a past failure, the rule of a third party, a question, a joke.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from driftwatch.domain.accepting_cues import ACCEPTING
from driftwatch.domain.assertion import withheld
from driftwatch.domain.attitude_cues import LOSS, Cue, Reason
from driftwatch.domain.avoiding_cues import AVOIDING
from driftwatch.domain.sieve import Sieve

LEAST = 0.4
"""Absolute score from which on a statement takes a side."""
_CUES = (*AVOIDING, *ACCEPTING)
_SIEVE = Sieve([cue.pattern for cue in _CUES])
_PREFERENCE = 0.8
_ONE_AND = 0.5
_TAUTOLOGY = 0.7
_HEDGED = 0.7
_BOOSTED = 1.2
_CONCEDED = 0.5
"""What stands before "but" is granted, what stands behind it is meant."""
_REACH = 28
"""Characters before a phrase in which its negation is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attitude:
    """-1 … 1, and what it was read from."""

    score: float
    reasons: tuple[Reason, ...]
    """Of the pole that prevails."""

    @property
    def taken(self) -> bool:
        """Whether the statement takes a side."""
        return abs(self.score) >= LEAST


NONE = Attitude(score=0.0, reasons=())

_NEGATION = re.compile(
    r"(?:\b(?:not|never|no|nobody|nothing|hardly|without|neither|nor|cannot|refuse to|rather than|instead of|stop|avoid|anything but)|n't)"
    r"(?: (?:be|to|a|an|the|any|so|too|very|really|going|have|ever|even|that|just|simply|want|wanting|need|think|believe|like|is"
    r"|are|being|us|we|it|try|take|on|who|should"
    r"|would)){0,4} $",
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|might|possibly|probably|i (?:think|guess|suppose|feel)|sort of|kind of|somewhat|not sure|i wonder"
    r"|presumably|could be)\b",
)
_BOOST = re.compile(
    r"\b(?:never|ever|always|absolutely|definitely|certainly|under no circumstances|full stop|period|at all|whatever|any day|no"
    r" matter|must|insist|exactly|extremely"
    r"|the whole|strongly|honestly)\b",
)
_BUT = re.compile(r"(?:,|;| -| –|\.) ?(?:but|yet|however|still,|only)\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|lost|failed|broke|went|came|happened|caused|burnt|cost us|led|fell|slipped|flooded|arrived|ended|said"
    r"|told|decided|started|noted|discussed)\b",
)
_PRESENT = re.compile(
    r"\b(?:will|would|must|should|shall|can|could|may|might|let us|want|need|won|am|is|are|isn|aren|prefer|insist|have to|has to"
    r"|happy|glad|please|rather|owe|know|do|don"
    r"|takes?|makes?|teaches)\b|'(?:d|ll|m|re|s|t|ve)\b",
)
_OTHERS = re.compile(
    r"\b(?:is|are|was|were) (?:known|said|reported|quoted|rumou?red|supposed|famous)\b|\bboasts?\b|\bwonders\b|\binsisted that\b"
    r"|\b(?:they|he|she|people) (?:told|tells?|says?|said|keeps?|always|would never)\b|\b(?:says|said|wrote) (?:that |the |he |she |they )"
    r"|\b(?:a|the|another|their|his|her) [\w-]{3,20}(?: [\w-]{2,20}){0,2} (?:says|said|wrote|told|asked|argues|argued|claims"
    r"|claimed|thinks|believes) ",
)
_REQUEST = re.compile(r"^\W*(?:and |so |but )?(?:can't|couldn't|shouldn't|wouldn't|why don't|why not|why) ")
_ONE = re.compile(
    r"(?:^|[.;:,] |\bbut )(?:just |even |only )?(?:one|a single) (?!more\b|last\b|final\b|day\b|week\b|thing\b|of\b|good\b|tap\b"
    r"|click\b|quick\b|call\b|push\b|extra\b|in\b)(?:[\w'-]{2,20} ){1,5}and (?!then\b|only\b|a week\b)"
    r"(?:i|we|you|they|it|there|the|nobody|that|all|every\w{0,4}|people|that's)\b",
)
_IF_SO = re.compile(
    r"\bif (?:it|they|he|she|one|something|(?:the|a|an|our) [\w-]{2,20}(?: [\w-]{2,20})?) ([a-z]{3,12}),? (?:then )?(?:it|they|he"
    r"|she|one)(?:'ll)? ([a-z]{2,12})\b"
)
_THEN = r"[^.;:?!\n]{3,90}"
_CHOICES = (
    re.compile(rf"\b(?:rather|sooner)(?: not| even)? (?P<chosen>{_THEN}?) than (?P<rejected>{_THEN})"),
    re.compile(rf"(?:^|[,;.] |\b(?:is|be|it's) )better (?:to )?(?P<chosen>{_THEN}?) than (?P<rejected>{_THEN})"),
    re.compile(
        rf"\b(?:i|we)(?:'d| would)? (?:always |much )?(?:prefer|take|choose|favou?r|pick) (?P<chosen>{_THEN}?) (?:to|over|instead of"
        rf"|rather than) (?P<rejected>{_THEN})"
    ),
    re.compile(
        rf"(?P<chosen>{_THEN}?) (?:beats(?= (?:an?|the|another|any|no|knowing|\w+ing)\b)|(?:is|are|'s)(?: still)? (?:worth|worth more"
        rf"|better|cheaper) (?:to (?:us|me) )?(?:than )?|tells? you more than|worth more than) (?P<rejected>{_THEN})"
    ),
    re.compile(
        rf"\b(?:learn|get|gain)(?: \w{{2,8}})? (?:more|further|faster|most) (?:from|by|in|with|on|of) (?P<chosen>{_THEN}?) than"
        rf" (?P<rejected>{_THEN})"
    ),
)
_COMPARES = re.compile(r"\b(?:than|beats|worth|over|instead)\b")
_BEFORE_I = re.compile(rf"\b(?:i|we)(?:'d| would) {_THEN}? before (?:i|we)(?:'d| would) (?P<rejected>{_THEN})")
"""An idiom of refusal: "I'd close the shop before I'd sell that"."""
_CAUTION = re.compile(
    r"\b(?:late|later|slow|slower|slowly|delay|wait|waiting|nothing|not at all|no \w{3,15}|none|twice|test|tested|tests|check"
    r"|checks|pour|throw|close|cancel|stop|sleep|careful|angry"
    r"|small|walk|boring|empty|ten times|again|stand still|dull|postpone|lose (?:a|an|the) (?:day|week|month|season|year)"
    r"|over-?prepared|small|safe|cautious|miss|idle|hold|lose|hold back)\b",
)
_SACRIFICE = re.compile(
    r"^(?:[\w']{1,12} ){0,3}(?:lose|throw (?:away|out)|drop|pour (?:away|out)|cancel|close|scrap|forgo|forego|postpone|suffer|miss"
    r"|pay twice|be (?:late|slow)|run late|hold back|stop|walk away)\b"
    r"(?! (?:us|me|by)\b)",
)
"""A loss that somebody chooses rather than the danger."""
_HARMS = re.compile(
    r"\b(?:newspapers?|headlines?|wrong|injur\w{1,4}|dead|death|die|sorry|apologi[sz]\w{1,3}|forgive|recall|accident|lawsuit|regret"
    r"|unsafe|cleared|hurt|once|in the water|explain|untested"
    r"|ruin|sick|ill|funeral|ambulance|fire|crash|lose (?:a|one|the) (?!day|week|month|season|year)\w{3,15}|sorry|harm|damage"
    r"|unsafe|court|poison\w{0,3}|leak|half)\b",
)
_BOLD = re.compile(
    r"\b(?:wobbl\w{1,2}|wonky|broken|rough|imperfect|mess|messy|chaos|fail\w{0,4}|mistakes?|bad (?:day|week|month)|try|trying|today"
    r"|now|early|ugly|fast|live|public|fix things|risk|half-?finished"
    r"|in july|this (?:week|month|year)|soon|tomorrow|real|seen to|scratch\w{0,2}|bruise\w{0,1}|slip|stumbl\w{1,2}|somewhere|something)\b",
)
_STASIS = re.compile(
    r"\b(?:perfect|polish\w{0,3}|never|years?|months|drawer|bench|paper|slide\w{0,4}|stud(?:y|ies)|reviews?|meetings?|private"
    r"|waiting|plans?|planning|tanks?|labs?|beside|theory|talk\w{0,3}|shelf"
    r"|workshops?|reports?|nothing|committee|discuss\w{0,3}|everything about|simulat\w{1,4}|next (?:year|spring|summer|autumn|winter))\b",
)


def attitude(text: str) -> Attitude:
    """What the statement's speaker holds of a risk; a score of 0 where it is no attitude of the speaker, or where both poles are even."""
    plain = text.lower().replace("’", "'")
    signs = list(_signs(plain, asked=text.rstrip(" \"'”’)*_").endswith("?")))
    if not signs or withheld(text) not in (None, "question") or _OTHERS.search(plain) or (_PAST.search(plain) and not _PRESENT.search(plain)):
        return NONE
    found: dict[tuple[Reason, int], float] = {}
    for reason, pole, weight, at in signs:
        signed = pole if weight > 0 else -pole
        key = (reason, signed)
        strength = abs(weight) * (_CONCEDED if _is_conceded(plain, at) else 1.0)
        found[key] = max(found.get(key, 0.0), strength)
    total = sum(sign * strength for (_, sign), strength in found.items())
    if not found or not total:
        return NONE
    score = max(-1.0, min(1.0, total * _certainty(plain)))
    ranked = sorted(((-strength, reason) for (reason, sign), strength in found.items() if sign * total > 0))
    return Attitude(score=round(score, 3), reasons=tuple(reason for _, reason in ranked))


def _signs(text: str, *, asked: bool) -> Iterator[tuple[Reason, int, float, int]]:
    """Reason, pole, weight (negative where it was negated), place."""
    requested = not asked or _REQUEST.search(text) is not None
    for cue in (_CUES[place] for place in _SIEVE.possible(text)):
        if requested or cue.asks:
            yield from _of_cue(cue, text)
    if asked:
        return
    for sign, at in _preferences(text):
        yield Reason.PREFERS, sign, _PREFERENCE, at
    if (hit := _BEFORE_I.search(text)) and not _CAUTION.search(hit["rejected"]):
        yield Reason.PREFERS, -1, _PREFERENCE, hit.start()
    if hit := _ONE.search(text):
        yield Reason.HARM, -1, _ONE_AND, hit.start()
    if (hit := _IF_SO.search(text)) and hit[1][:3].lower() == hit[2][:3].lower():
        yield Reason.PLAYS_DOWN, 1, _TAUTOLOGY, hit.start()


def _of_cue(cue: Cue, text: str) -> Iterator[tuple[Reason, int, float, int]]:
    if cue.beside is not None and cue.beside.search(text) is None:
        return
    for hit in cue.pattern.finditer(text):
        negated = cue.turns and _NEGATION.search(text[max(0, hit.start() - _REACH) : hit.start()]) is not None
        yield cue.reason, cue.pole, -cue.weight if negated else cue.weight, hit.start()


def _preferences(text: str) -> Iterator[tuple[int, int]]:
    if _COMPARES.search(text) is None:
        return
    for pattern in _CHOICES:
        if hit := pattern.search(text):
            chosen, rejected = hit["chosen"], hit["rejected"]
            sure = bool(_SACRIFICE.search(chosen)) and not _STASIS.search(rejected)
            avoid = sure or (bool(_CAUTION.search(chosen)) and bool(_HARMS.search(rejected)))
            accept = bool(_BOLD.search(chosen) or LOSS.search(chosen)) and bool(_STASIS.search(rejected))
            if avoid or accept:
                yield (-1 if avoid else 1), hit.start()


def _is_conceded(text: str, at: int) -> bool:
    turn = _BUT.search(text)
    return turn is not None and at < turn.start()


def _certainty(text: str) -> float:
    return (_HEDGED if _HEDGE.search(text) else 1.0) * (_BOOSTED if _BOOST.search(text) else 1.0)
