"""What a statement holds dear: said to count, wanted, promised, put first, set above something else, or set aside."""

import re
from dataclasses import dataclass
from enum import StrEnum

from driftwatch.domain.assertion import withheld
from driftwatch.domain.ordinary import CALENDAR
from driftwatch.domain.sieve import Sifted
from driftwatch.domain.valuing_cues import AIMED, AIMS, DISMISSES, SET_ASIDE, TOGETHER, WISHES
from driftwatch.domain.words import words


class Form(StrEnum):
    """How a statement says what is worth more to its speaker's organisation."""

    TRADE = "set above something else"
    FIRST = "put first"
    AIM = "said to count"
    ASIDE = "set aside"
    WISH = "wished for"


@dataclass(frozen=True, slots=True)
class Value:
    """One judgement of worth; either side may be empty."""

    form: Form
    chosen: str
    rejected: str


_END = re.compile(
    r"[.;:?!\n]|(?:,| -| –|—) ?(?=(?:but|because|so|since|as|though|although|even|i|we|it|that|this|which|whatever|if|when|you"
    r"|they|otherwise)\b)|\bbecause\b",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"[.;:?!\n]|,? \b(?:but|because|so|that|and then)\b |(?: -| –|—) ?|, (?=(?:and|so|then) )", re.IGNORECASE)
_LONGEST = 110
"""Characters of a clause that are looked at."""

_MORE = r"(?:more|far more|much more|a lot more|rather more)"
_BETTER = (
    r"(?:better|dearer|nicer|safer|cheaper|wiser|stronger|bigger|easier|(?:more|far more|much more) (?:important|useful|valuable"
    r"|urgent|helpful|precious|honest|interesting|use|help|good|convincing|worth))"
)
_LEFT = Sifted(
    re.compile(
        rf"\b(?:beats|(?:will|would|must|always|always will|can|should|to) beat|outweighs?|trumps?|outranks?|outlasts?|outlives?"
        rf"|will outlive|overrides?|(?:is|are|be|being|['’]s) worth {_MORE}(?: (?:to|for) (?:me|us|anybody|everybody))? than"
        rf"|(?:matters?|counts?|weighs?|means?|tells?|brings?|helps?|gives?|buys?|earns?|serves?|pays?|teach(?:es)?)(?: (?:me|us|you"
        rf"|everybody|people|them))? {_MORE}(?: (?:to|for|with) (?:me|us))? than"
        rf"|(?:is|are|be|makes?|['’]s)(?: (?:far|much|still|always|a lot))? (?:a |the )?{_BETTER}(?: [\w-]{{2,15}}){{0,2}}?(?: (?:to"
        rf"|for) (?:me|us))? than"
        r"|(?:comes?|goes|go|stands?|ranks?)(?: (?:always|still|well|far|way))? (?:before|ahead of|above|over)|(?:takes?|has|have"
        r"|gets?)(?: the)? (?:priority|precedence|right of way) (?:over|before)"
        r"|(?:wins?|prevails?) (?:over|against)|(?:lasts?|stays?|goes|carries|reaches|counts?|weighs?) (?:longer|further|deeper"
        r"|heavier|farther) than|beat(?= (?:a|an|the|any|every|all|no|[\w-]{3,15} ones?)\b))\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
"""What stands before it is set above what follows."""
_RIGHT = Sifted(
    re.compile(
        r"\b(?:(?:matters?|counts?|weighs?|is|are|means?)(?: (?:far|much|a lot))? less(?: [\w-]{3,15})?(?: (?:to|for) (?:me|us))? than"
        r"|(?:comes?|goes|ranks?|stands?) (?:after|behind|second to)|(?:is|are) second(?:ary)? to"
        r"|(?:can|must|may|should|will|has to|have to) (?:wait|stand back|step back|give way|make way|come) (?:for|to|until|till|after|behind)"
        r"|(?:is|are|['’]s|would be)(?: of)? (?:no (?:use|good|help|value|worth|interest)|useless|worthless|worth nothing|meaningless"
        r"|pointless|nothing)(?: (?:to|for) (?:me|us|anybody|anyone))? (?:without|unless|as long as|until|before)"
        r"|(?:means?|brings?|buys?|helps?|gives?)(?: (?:me|us))? (?:nothing|little) (?:without|unless|until))\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
"""What follows it is set above what stands before."""
_WANTED_OVER = Sifted(
    re.compile(
        r"\b(?:rather|sooner)(?: (?:have|see|get|take|be|do|know|hear|say|give|keep|read|show|lose|wait|spend|pay|go|find|make"
        r"|send))? |\b(?:i|we)(?:['’]d| would)? (?:always |much |still |clearly )?(?:prefer|favou?r|choose|pick|take) "
        r"|\bcares? more (?:about|for) |\b(?:is|be|it['’]s|it is) better (?:to )?"
        r"|(?:^|[.;,] )better ",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
_RATHER = Sifted(re.compile(r"\b(?:i|we)(?:['’]d| would) (?:rather|sooner) (?!not\b)", re.IGNORECASE), among=TOGETHER)
_OVER = re.compile(r"\b(?:than(?: (?:to|for|about|have|see))?|over|instead of|to(?= (?:the|a|an|any|\d)))\b", re.IGNORECASE)
_GIVEN = Sifted(
    re.compile(
        r"\b(?:trade|swap|sacrifice|exchange|give up|forgo|gladly give|would give|['’]d give|drop|pay) (?:away |up )?"
        r"(?!up\b|me\b|us\b|you\b|them\b|it\b)",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
_KEPT = re.compile(r"(?:n['’]t|\bnot|\bnever|\bnobody|\bno one|\bcannot|\brefuse to)(?: (?:ever|going to|gladly|want to|simply))? ?$", re.IGNORECASE)
"""What stands before something that is not given away."""
_REACH = 24
_FOR = re.compile(r"\b(?:for|to get|against|if we got|in exchange for|in return for|in favou?r of)\b", re.IGNORECASE)
_THEN = re.compile(r"\b(?:and )?(?:then|only then|later|second|after(?:wards)?|afterwards|next)\b", re.IGNORECASE)
_FIRST_BEFORE = Sifted(
    re.compile(
        r"(?:^|[.;:,] |\bbut |\band )(?P<chosen>(?:[\w'’-]{2,25} ){1,5})(?:come[s]? |goes |go )?first(?=[.;:,!]|$| (?:and|then|because"
        r"|for us|for me|please)\b)",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
_FIRST_THEN = Sifted(re.compile(r"\bfirst (?:the |a |an |comes |come )?(?=[\w'’-]{3,25})", re.IGNORECASE), among=TOGETHER)
_SHORT_BEFORE = Sifted(
    re.compile(
        r"(?:^|[.;:,] (?:so |and |but )?|\bis |\bbe |\bso )(?P<chosen>(?!more\b|less\b|not\b|that\b|this\b|there\b|never\b|even\b"
        r"|ready\b|done\b)[\w'’-]{4,20}(?: [\w'’-]{3,20})??) (?:before|over|above|instead of|rather than)"
        r" (?P<rejected>(?!that\b|this\b|then\b|they\b|there\b|when\b|what\b)[^\W\dA-Z][\w'’-]{3,20}(?: [\w'’-]{3,20})??)(?=[.;:!,]|$)"
    ),
    among=TOGETHER,
)
_WITHOUT = Sifted(
    re.compile(
        r"\bwithout (?P<chosen>[^.;:?!,\n]{2,60}),? (?:there (?:is|are|will be|would be)|there['’]s|we have|you have|i have)"
        r" (?:no|nothing|neither)\b",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
_WHAT_USE = Sifted(
    re.compile(
        r"\b(?:no (?:use|good|point) (?:of|in)|what (?:use|good|help) (?:is|are|would)|what['’]s the (?:use|point|good) of|what (?:do"
        r"|would) (?:i|we) (?:do with|want with|need)|(?:is|are|see|have|there['’]s) no (?:use|point|sense|good) (?:of|in|for)) ",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)
_UNLESS = re.compile(r"\b(?:if|when|as long as|without|unless|while)\b", re.IGNORECASE)
_BY_NOT = Sifted(
    re.compile(
        r"\b(?:by|for|about) (?P<chosen>(?:what|how|the|their|its|a|an|fresh|[\w'’-]{3,15})(?: [\w'’-]{1,20}){0,6}?)(?: and"
        r"|,) ?not (?:by|for|about) (?P<rejected>[^.;:?!,\n]{3,60})",
        re.IGNORECASE,
    ),
    among=TOGETHER,
)

_NOT_THAT = re.compile(
    r"(?:,| and| but|;) (?:not|never|no more|instead of|rather than) (?:another |just |only |in |a |an |the |one |some )?(?=\w{3})", re.IGNORECASE
)


_TIMES = frozenset({"date", "time", "moment", "people"})
_POINTERS = frozenset({"what", "that", "this", "it", "which"})
_POINTS_BACK = re.compile(r",? (?:and |but )?(?:that|this|which|it) *$", re.IGNORECASE)


def values(text: str) -> tuple[Value, ...]:
    """Every judgement of worth that the statement's speaker makes; none where it is asked, reported, imagined, in jest or withdrawn."""
    found = _trades(text) or _firsts(text) or _aims(text)
    return () if not found or withheld(text) else tuple(found)


def _trades(text: str) -> list[Value]:
    found = [Value(Form.TRADE, _before(text, hit.start()), _after(text, hit.end())) for hit in _LEFT.finditer(text)]
    found += [Value(Form.TRADE, _after(text, hit.end()), _before(text, hit.start())) for hit in _RIGHT.finditer(text)]
    if not found:
        found += [Value(Form.TRADE, *halves) for hit in _WANTED_OVER.finditer(text) if all(halves := _parted(_after(text, hit.end()), _OVER))]
    for hit in _GIVEN.finditer(text):
        rejected, chosen = _parted(_after(text, hit.end()), _FOR)
        if rejected and chosen:
            kept = _KEPT.search(text, max(0, hit.start() - _REACH), hit.start())
            found.append(Value(Form.TRADE, rejected, chosen) if kept else Value(Form.TRADE, chosen, rejected))
    for hit in _WHAT_USE.finditer(text):
        rejected, rest = _parted(_after(text, hit.end()), _UNLESS)
        found.append(Value(Form.ASIDE, rest, rejected or _after(text, hit.end())))
    found += [Value(Form.AIM, f"{hit['chosen']}; {_after(text, hit.end())}", "") for hit in _WITHOUT.finditer(text)]
    found += [Value(Form.TRADE, hit["chosen"], hit["rejected"]) for hit in _BY_NOT.finditer(text)]
    found += [Value(Form.TRADE, hit["chosen"], hit["rejected"]) for hit in _SHORT_BEFORE.finditer(text) if not _dated(hit["rejected"])]
    return [value for value in found if value.chosen or value.rejected]


def _firsts(text: str) -> list[Value]:
    found = []
    for hit in _FIRST_BEFORE.finditer(text):
        rest = _THEN.match(text[hit.end() :].lstrip(" ,;.-–—and"))
        tail = text[hit.end() :].lstrip(" ,;.-–—")
        found.append(Value(Form.FIRST, hit["chosen"].strip(), _after(tail, rest.end()) if rest else ""))
    for hit in _FIRST_THEN.finditer(text):
        first, second = _parted(_after(text, hit.end()), _THEN)
        if second:
            found.append(Value(Form.FIRST, first, second))
    return found


def _aims(text: str) -> list[Value]:
    found = [_aim(_after(text, hit.end())) for hit in AIMS.finditer(text)]
    found += [_aim(_meant(text, hit.start())) for hit in AIMED.finditer(text)]
    if not found:
        found += [_aim(_after(text, hit.end())) for hit in _RATHER.finditer(text)]
    found += [_aim(_after(text, hit.end()), Form.WISH) for hit in WISHES.finditer(text)]
    found += [Value(Form.ASIDE, "", _after(text, hit.end())) for hit in DISMISSES.finditer(text)]
    found += [Value(Form.ASIDE, "", _before(text, hit.start())) for hit in SET_ASIDE.finditer(text)]
    return [value for value in found if (value.chosen or value.rejected) and value.chosen.casefold() not in _POINTERS]


def _meant(text: str, at: int) -> str:
    """What stands before, or what it points back to: "A bike at every corner, that" is what we promised."""
    back = _POINTS_BACK.search(text[max(0, at - _LONGEST) : at])
    return _before(text, max(0, at - _LONGEST) + back.start()) if back else _before(text, at)


def _aim(piece: str, form: Form = Form.AIM) -> Value:
    """What is held dear, and what it is said not to be: "a product, not a study"."""
    hit = _NOT_THAT.search(piece, 3)
    chosen = piece[: hit.start()] if hit else piece
    return Value(Form.TRADE if hit else form, chosen.strip(" ,"), piece[hit.end() :].strip(" ,") if hit else "")


def _dated(piece: str) -> bool:
    """Whether it is a day or a time, before which things happen without being worth more."""
    return any((word.folded in CALENDAR and word.folded not in _TIMES) or word.folded.isdecimal() for word in words(piece))


def _after(text: str, at: int) -> str:
    piece = text[at : at + _LONGEST]
    end = _END.search(piece, 1)
    return piece[: end.start() if end else len(piece)].strip(" ,")


def _before(text: str, at: int) -> str:
    piece = text[max(0, at - _LONGEST) : at]
    begins = [hit.end() for hit in _BEGIN.finditer(piece)]
    return piece[begins[-1] if begins else 0 :].strip(" ,")


def _parted(piece: str, at: re.Pattern[str]) -> tuple[str, str]:
    hit = at.search(piece, 2)
    return (piece[: hit.start()].strip(" ,"), piece[hit.end() :].strip(" ,")) if hit else ("", "")
