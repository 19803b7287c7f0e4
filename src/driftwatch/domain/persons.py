"""Finds whom a text names: who is listed or has spoken, who is addressed or mentioned, and whoever has a first name that people have.

No name is known for certain without a list, and none of a programme is complete. What is found too much costs a quotation, what is missed
puts a person on the table: in doubt it is somebody, but where the programme treats the word as a thing ("the Iris", "our Max").
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from driftwatch.domain.first_names import ALSO_WORDS, FIRST_NAMES
from driftwatch.domain.names import folded
from driftwatch.domain.ordinary import BACKGROUND, CALENDAR, CONVERSATION, GRAMMAR
from driftwatch.domain.talk import Partner

Span = tuple[int, int]

_SHORTEST_NAME = 3
_SHORTEST_SMALL = 4
"""Letters of a first name that is known where it is written small: shorter ones are words of some language."""
_LEAST_THINGS = 2
"""As often a word stands behind an article before it is a thing that bears a person's name."""
_ADDRESSED = (
    r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Madam|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Se[ñn]ora?|Sr|Sra|Signora?|Sig|Dhr|Mevr|Pan|Pani)"
    r"\.?[ \u00a0](?:[A-Z]\. ?){0,3}(?:(?:von|van|de|der|den|du|la|le|di|da)[ \u00a0]){0,3}[^\W\d_a-z](?:['’][^\W\d_]+|[^\W\d_]+)"
)
"""Somebody who is named with a form of address, whether or not anybody has listed them."""
_TITLED = re.compile(rf"(?<!\w){_ADDRESSED}(?!\w)")
_MENTIONED = re.compile(r"(?<!\w)(?:@(?!(?:channel|here|all|everyone|team)\b)[^\W\d_][\w.-]{1,40}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64})(?!\w)")
_PARTS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"(?<![\w@])[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]){1,40}(?![^\W\d_]|@)")
_SPEAKING = r"(?:said|says|asked|asks|told|tells|thinks|wants|wanted|reckons|promised|mentioned|suggested|explained|insisted|wondered|wrote)"
_SAID_SO = re.compile(rf"\s{_SPEAKING}\b")
_MEANT = re.compile(
    r"\s(?:the|an?|it|we|you|they|he|she|i|us|me|this|that|these|those|there|our|your|my|their|his|her|its|as|be|do|not|all|any|each|every|for|of|by"
    r"|in|on|up|out|so|then|please|\d\w*)\b",
    re.IGNORECASE,
)
"""Behind a word at the beginning of a sentence that is meant as such: "Will it", "Mark the"."""
_CALLED_ON = re.compile(
    r"\b(?:ask|asked|asking|tell|told|thanks|thank|remind|ping|cc|kudos to|thanks to|hi|hello|dear|hey)[,:]?\s\Z", re.IGNORECASE
)
_BEGUN = re.compile(r"(?:\A|[.!?…:;\n•>|–—-][\"'“‘)*_ \t]{0,4}|[\"“‘(*]|\n\s{0,20})\Z")
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Yy]our|[Tt]heir|[Ee]ach|[Ee]very) ([A-Z][a-z]{2,40})(?!\w|['’]s)")
_PERSONAL = re.compile(
    r"\b(?:my|his|her|whose|[A-Za-z]{2,30}['’]s)"
    r" (?:wife|husband|daughter|son|mother|father|mum|mom|dad|brother|sister|baby|fianc[ée]e?|kids?|grand\w{3,10})\b"
    r"|\b(?:sick|maternity|paternity|parental|compassionate|bereavement) leave\b|\b(?:called|reported) in sick\b"
    r"|\b(?:off|out|home|been|still|is|was|fell|falls|fallen) (?:sick|ill(?![ -](?:equipped|advised|suited|defined|at ease))|unwell)\b"
    r"|\bsigned off (?:sick|for stress|with)\b"
    r"|\b(?:funeral|pregnan\w{1,3}|miscarriage|divorc\w{1,4}|passed away|gave birth|burn-?out|chemo\w{0,7}|migraines?|flu|covid|cancer)\b"
    r"|\b(?:family|private|personal|medical|health) (?:matters?|emergenc(?:y|ies)|reasons?|troubles?|problems?|issues?)\b"
    r"|\b(?:in|to|from|into) hospital(?=[.,;:!?]|\s+(?:and|but|for|since|with|now|this|last|until|till|again|yesterday|today)\b|\s*\Z)"
    r"|\b(?:his|her|my|their) (?:surgery|health|illness)\b"
    r"|\b(?:having|had|needs?|after|for) (?:an? |his |her |my )?(?:surgery|(?:knee|hip|heart|back|eye) operation)\b"
    r"|\b(?:doctor|dentist|physio\w{0,8})['’]?s? (?:appointment|orders?|note)\b"
    r"|\b(?:his|her|my|broke(?:n)? (?:his|her|my|a|an)) (?:leg|arm|wrist|ankle|hip|knee|shoulder|collarbone|ribs?)\b",
    re.IGNORECASE,
)
_PLACES = frozenset(
    """
    austin chelsea dallas florence georgia israel jersey jordan kent lincoln madison milan orlando oslo paris preston salem santiago savannah
    sydney troy victoria virginia warwick york
    """.split()
)
_WHERE = re.compile(r"\b(?:in|at|to|from|near|via|of|for|through|around|outside|leaves?|reach(?:es|ed)?)[ \u00a0]\Z", re.IGNORECASE)
_NUMBERED = re.compile(r"[ \u00a0-]?\d")
"""Behind the name of a thing of which there are several: "Kit 3"."""
_NO_PERSON = GRAMMAR | CONVERSATION | BACKGROUND | CALENDAR


class Persons:
    """Finds the people whom a text of one programme names.

    `speakers` are names as the sources write them; `texts` is what is said in the programme: a first name that stands there behind an
    article is a thing.
    """

    def __init__(self, partners: Iterable[Partner], *, speakers: Iterable[str] = (), texts: Iterable[str] = ()) -> None:
        partners = tuple(partners)
        people = [person for partner in partners for person in partner.people]
        people += [name for name in dict.fromkeys(speakers) if _is_full_name(name)]
        named = frozenset(word for partner in partners for name in (partner.name, *partner.aliases) for word in _folded_words(name))
        self._listed = listed_names(people, never=named)
        self._parts = frozenset(part for person in people for part in _PARTS.findall(person.casefold()))
        self._doubtful = frozenset(part for person in people for part in _folded_words(person) if _is_word(part)) - named
        self._things = named | _things(texts)

    def search(self, text: str) -> Span | None:
        """The first place where somebody is named, None where nobody is."""
        return next(self.spans(text), None)

    def spans(self, text: str) -> Iterator[Span]:
        """Where somebody is named: the sure ones first, then those who have nothing but a first name."""
        if not self._parts.isdisjoint(_PARTS.findall(text.casefold())):
            yield from (found.span() for found in self._listed.finditer(text))
        yield from (found.span() for found in _TITLED.finditer(text))
        if "@" in text:
            yield from (found.span() for found in _MENTIONED.finditer(text))
        for found in _WORD.finditer(text):
            word = found[0]
            plain = folded(word)
            known = plain in self._doubtful or (plain in FIRST_NAMES and plain not in self._things)
            if known and _is_name(plain, word, text, found.span()):
                yield found.span()

    @staticmethod
    def personal(text: str) -> bool:
        """Whether it tells of somebody's family, health or the like."""
        return _PERSONAL.search(text) is not None


def listed_names(people: Collection[str], *, never: Collection[str] = ()) -> re.Pattern[str]:
    """Finds any of these people, the whole entry in any case, a capitalised part of it as it is written.

    Of names that are words as well ("Will", "Long") only the whole entry of several words is found: what stands around
    decides of them; of what stands in `never`, as in the name of a partner, no part.
    """
    long = {person for person in people if len(re.findall(r"[^\W\d_]", person)) >= _SHORTEST_NAME and not _is_word(folded(person))}
    pieces = {part for person in long for part in re.findall(r"[^\W\d_]+", person)}
    capital = {part for part in pieces if len(part) >= _SHORTEST_NAME and part[0].isupper()}
    parts = {part for part in capital if not _is_word(folded(part)) and folded(part) not in never}
    whole, part = "|".join(map(re.escape, sorted(long))), "|".join(map(re.escape, sorted(parts)))
    listed = "|".join([*([f"(?i:{whole})"] if whole else []), *([part] if part else [])])
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)")


def _is_name(plain: str, word: str, text: str, span: Span) -> bool:
    """Whether a first name is one here: of words that mean something else as well, by what stands around."""
    start, end = span
    if word[0].islower():
        return not _is_word(plain) and len(plain) >= _SHORTEST_SMALL
    if not _is_word(plain):
        return not word.isupper() or len(word) >= _SHORTEST_SMALL
    if word.isupper() and len(word) > 1:
        return False
    called = _CALLED_ON.search(text, max(0, start - 16), start) is not None
    if plain in CALENDAR:
        return called or _SAID_SO.match(text, end) is not None
    if _NUMBERED.match(text, end) or (plain in _PLACES and _WHERE.search(text, max(0, start - 10), start)):
        return False
    begins = _BEGUN.search(text, max(0, start - 24), start) is not None
    return called or not begins or _MEANT.match(text, end) is None


def _is_word(plain: str) -> bool:
    return plain in ALSO_WORDS or plain in _NO_PERSON


def _is_full_name(name: str) -> bool:
    """A first name that people have, or its initial, and another: whoever signs in as "Customer Care" is nobody."""
    parts = _folded_words(name)
    return len(parts) > 1 and (any(part in FIRST_NAMES for part in parts) or (len(parts[0]) == 1 and not _is_word(parts[1])))


def _folded_words(name: str) -> list[str]:
    return [folded(part) for part in re.findall(r"[^\W\d_]+", name)]


def _things(texts: Iterable[str]) -> frozenset[str]:
    """First names that the programme gives to things."""
    counted = Counter(folded(word) for text in texts for word in _ARTICLE.findall(text))
    return frozenset(word for word, times in counted.items() if times >= _LEAST_THINGS and word in FIRST_NAMES)
