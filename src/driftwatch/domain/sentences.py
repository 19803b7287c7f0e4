"""Where sentences end in minutes and chats: what a general splitter takes for an end and is none, and the other way round.

Every pattern looks at a bounded piece of text, so that the time grows with the text and not faster.
"""

import re
from collections.abc import Iterable, Iterator

_WINDOW = 160
_OPENERS = "\"'“‘«„([{<"
_CLOSERS = "\"'”’»)]*_~"
_EMOJI = r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]{0,2}"
_FACE = r"(?:[:;=8][\-^']?[)(\]\[DPpOo/|3]|<3|\^\^|xD|XD|:'\()"
_SMILE = rf"(?:{_EMOJI}|:[a-z0-9_+\-]{{2,40}}:|{_FACE})"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*_~]{0,8}\s+")
_SMILING_END = re.compile(rf"(?<=[\s.!?…])(?:{_SMILE}\s{{0,3}}){{1,8}}\s{{0,3}}(?=[\"'“(]?[A-ZÄÖÜÀ-Þ])|(?<=\w){_EMOJI}\s{{1,4}}(?=[A-ZÄÖÜÀ-Þ])")
_SMILES = re.compile(rf"(?:{_SMILE}(?:\s{{1,4}}|$)){{1,8}}")
_BULLET = re.compile(r"[ \t](?=[•▪◦‣][ \t])")
_NAME = r"@?[A-ZÄÖÜÀ-Þ][\w.'’\-]{0,30}(?: [A-ZÄÖÜÀ-Þ][\w.'’\-]{0,30}){0,2}"
_NEXT_OWNER = re.compile(rf";\s{{1,4}}(?=(?:and )?{_NAME}(?:(?:,| and| &| und) {_NAME}){{0,3}} (?:to|will|shall|wird|zu|soll) )")
_MARKS = r"[\s\-*•>\[\]xX_]{0,12}"
_ACTION = re.compile(
    rf"{_MARKS}(?:AI|A\.I\.|ACTION|Action|TODO|To-?do|Task|Aufgabe|Follow-?up)s?(?: items?| point)?(?: ?#?\d{{1,4}})?(?:\*\*|__)? ?[:\-–]"
)
_OWNED = re.compile(rf"{_MARKS}{_NAME} (?:to|will|shall|zu) \w")
_TERMS_OF_IT = re.compile(r"(?:due|deadline|by|eta|owner|target|status|until|bis|fällig)\b.{0,60}$", re.IGNORECASE)
"""A short sentence that belongs to the action before it."""
_TITLES = frozenset(
    (
        "dr ex fr frl gez vgl gen gov hon hr hrn messrs mr mrs ms mt mme mlle prof rep rev sen sgt st sta sr sra srta dra lt col capt cmdr "
        "vs cf eg ie zb dh ua sog bspw exc ud uds viz"
    ).split()
)
"""Their point ends no sentence."""
_ABBREVIATIONS = frozenset(
    (
        "al approx art assoc asst avg bros bzw ca cap cc cf cl co corp dept dipl div ed eds eg env esp est etc evtl excl ext fig ggf gmbh "
        "hrs ie inc incl ing jan feb mar apr jun jul aug sep sept oct nov dec jr ltd max mgmt mgr mfg min misc mio mrd nr núm orig par pág pp "
        "prev ref resp rev sec tel temp univ usw vgl vol wg zzgl zzt"
    ).split()
)
"""Their point ends no sentence where a small letter or a figure follows."""
_BEFORE_FIGURES = frozenset("abb abs art bd ch cl eq fig figs kap nr no nos num núm p pp pos para pt sec tab tel ver vol zif ziff".split())
_MONTHS = frozenset(
    ("januar februar märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug sep sept okt nov dez").split()
)
_BEFORE_ORDINALS = frozenset(
    ("am der die das den dem des im vom zum zur bis ab seit beim einem einen einer eine jeder jeden jedem jedes bei in nach auf zwischen und").split()
)
_MARKED = frozenset(("p.s", "n.b", "p.p.s", "a.k.a", "w.r.t", "c.-à-d"))
"""Whatever follows, it goes on."""
_STARTERS = frozenset(
    (
        "a all also an and any anybody are as at be because both but by can could did do does each everybody everyone first for from had has have "
        "he her here his how however i if in is it its just last let many maybe may more most my next no nobody not nothing now ok okay on once one "
        "or our perhaps please second several she should since so some somebody somebody's somehow still such that the their then there these they "
        "this those thus to today tomorrow until was we well were what when where whether which while who why will with would yes yesterday yet you "
        "your das der die ein eine es ich ihr sie wir wenn dann aber und nein ja le la les un une il elle nous vous el los las ella nosotros"
    ).split()
)
"""With one of them a sentence begins, capital letter or not."""
_SPEAKS_ON = re.compile(r"[\"'”’»)\]]{0,3}\s{0,4}(?:he|she|they|it|we|i|asked|said|says|wrote|replied|answered|was|is)\b")


def starts(text: str, suggested: Iterable[int]) -> list[int]:
    """Where a sentence begins in a block of text, 0 included: the suggestions of a general splitter, corrected."""
    candidates = {*suggested, *(hit.end() for hit in _SENTENCE_END.finditer(text)), *_smiling(text), *(hit.end() for hit in _BULLET.finditer(text))}
    owners = frozenset(hit.end() for hit in _NEXT_OWNER.finditer(text)) if _ACTION.match(text) or _OWNED.match(text) else frozenset[int]()
    found = [0]
    for start in sorted((candidates | owners) - {0, len(text)}):
        edge = _edge(text, found[-1], start)
        if edge > found[-1] and (start in owners or not _goes_on(text, found[-1], edge)):
            found.append(edge)
    return found


def _smiling(text: str) -> Iterator[int]:
    """Behind a smile that ends a sentence; before and behind smiles between two."""
    yield from (hit.end() for hit in _SMILING_END.finditer(text))
    for end in _SENTENCE_END.finditer(text):
        if smiles := _SMILES.match(text, end.end()):
            yield smiles.end()


def _edge(text: str, before: int, start: int) -> int:
    """Where the next sentence begins: brackets and quotation marks that open it stand before the suggested start."""
    edge = start
    while edge > before and (text[edge - 1] in _OPENERS or text[edge - 1] in "*_"):
        edge -= 1
    return edge if edge == before or text[edge - 1].isspace() else start


def _goes_on(text: str, before: int, edge: int) -> bool:
    """Whether what seems to end here goes on behind the edge."""
    head, tail = text[max(before, edge - _WINDOW) : edge], text[edge : edge + _WINDOW].lstrip()
    if not tail or (not head[-1:].isspace() and not tail[:1].isspace() and not text[edge].isspace()):
        return True
    if before == 0 and edge < _WINDOW and _ACTION.match(text) and _TERMS_OF_IT.match(tail):
        return True
    ended = head.rstrip()
    bare = ended.rstrip(_CLOSERS)
    if _within_brackets(head, tail) or (ended != bare and _SPEAKS_ON.match(tail)):
        return True
    if (
        tail[0] in ",;:"
        or (ended[-1:] in ",:" and ended[-2:-1] in ".)")
        or (tail[0].islower() and (bare.endswith(("…", "..")) or (ended != bare and bare[-1:] in ".!?")))
    ):
        return True
    return bare == ended and ended.endswith(".") and _abbreviated(ended, tail, whole=before >= edge - _WINDOW)


def _within_brackets(head: str, tail: str) -> bool:
    """Whether a bracket that did not begin the sentence is still open and closes soon."""
    at = head.rfind("(")
    opened = at > 0 and head[at - 1] not in ":;=-8<'" and bool(head[:at].strip()) and ")" not in head[at:]
    return opened and ")" in tail and "(" not in tail[: tail.find(")")]


def _abbreviated(ended: str, tail: str, *, whole: bool) -> bool:
    """Whether the point belongs to the word before it."""
    word = next(iter(ended[:-1].rsplit(maxsplit=1)[-1:]), "")
    word = word.lstrip(_OPENERS + "*_")
    first = re.match(r"[^\W\d_]+", tail)
    begins = first is not None and first[0].casefold() in _STARTERS
    letter, folded = tail[0], word.casefold().replace(".", "").replace("-", "")
    alone = whole and not ended[: -len(word) - 1].strip(" \t-*•>([") if word else False
    if re.fullmatch(r"\(?\d{1,3}|\(?[a-zA-Z]", word) and alone and word != "I":
        return True
    if word.isdecimal():
        return _ordinal(ended, word, tail)
    if word.casefold() in _MARKED or (folded == "p" and tail.startswith(("ex.", "ej."))):
        return True
    if folded in _TITLES:
        return True
    if len(word) == 1 and word.islower() and letter.islower():
        return ended[: -len(word) - 1].rstrip()[-1:].isdecimal()
    if len(word) == 1 and word.isupper():
        return word != "I" and letter.isupper() and not begins
    if folded in _BEFORE_FIGURES and (letter.isdecimal() or folded not in _ABBREVIATIONS):
        return letter.isdecimal()
    if "." in word and not word.startswith("."):
        inner = all(len(part) <= 2 and part.isalpha() for part in word.split(".")) and word.casefold() != "o.k"
        return inner and (letter.islower() or letter.isdecimal() or not begins)
    return folded in _ABBREVIATIONS and (letter.islower() or letter.isdecimal())


def _ordinal(ended: str, word: str, tail: str) -> bool:
    """`am 3. März`, `die 2. Crew`."""
    parts, first = ended.split(), tail.split(maxsplit=1)[0].strip(",.;:").casefold()
    before = parts[-2].casefold() if len(parts) > 1 else ""
    listed = tail[0].islower() and (first in {"and", "or", "but", "und", "oder", "aber"} or before.endswith((":", ",", ";")))
    return len(word) <= 2 and (
        listed or first in _MONTHS or (before in _BEFORE_ORDINALS and before != "in" and tail[0].isupper() and first not in _STARTERS)
    )
