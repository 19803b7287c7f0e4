"""Who begins to speak where: the ways in which minutes put a name before what was said."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from driftwatch.domain.names import Roll, folded, initials, words
from driftwatch.domain.ordinary import GRAMMAR
from driftwatch.readers.layout.meetings.words import DROPPED_LABELS, LABELS, PARTICLES, REMARK, TOPIC_WORDS, label

_LEAD = r"(?:\(?\d+(?:\.\d+)*[.)]?[ \t]+)?(?:\[[ xX]\][ \t]+)?"
_MARK = r"(?P<mark>\*{1,3}|_{1,3})?"
_NAME = r"(?P<name>[~@]?[ \u202f]?[^\W\d_][\w.'’\-]*(?:[ \u00a0\u202f][^\W_][\w.'’\-]*){0,4})"
_ORGANISATION = r"(?:[ \t]*\((?P<org>[^()\n]{1,60})\)|[ \t]*\[(?P<org2>[^\[\]\n]{1,60})\])?"
_WORD_OF_A_NAME = re.compile(r"[^\W\d_][\w.'’\-]*|[(\"“][^\W\d_][\w.'’\-]*[)\"”]")
_CLOSE = r"(?(mark)(?P=mark))"
_BEHIND_COMMA = r"(?:,[ \t]+(?P<org>[^\W\d_][^:*_,()\n]{1,40}?(?:, [^:*_,()\n]{2,30})?)(?P<org2>))"


class Form(StrEnum):
    """How a name is set off from what was said."""

    COLON = "Name: text"
    POINT = "**Name.** text"
    BRACKET = "[Name] text"
    DASH = "Name - text"
    BARE = "Name, alone on its line"
    COMMA = "Name, Organisation: text"
    WHOLE = "**Name: text**"


_FORMS = (
    (Form.COLON, re.compile(rf"{_LEAD}{_MARK}{_NAME}{_ORGANISATION}[ \t]?(?::{_CLOSE}|{_CLOSE}[ \t]?:)(?=\s|$)[ \t]*")),
    (Form.COMMA, re.compile(rf"{_LEAD}{_MARK}{_NAME}{_BEHIND_COMMA}(?::{_CLOSE}|{_CLOSE}[ \t]?:)(?=\s|$)[ \t]*")),
    (Form.WHOLE, re.compile(rf"{_LEAD}(?P<mark>\*\*|__){_NAME}{_ORGANISATION}:[ \t]++(?=[^*_\n]{{1,2000}}(?P=mark)[ \t]*$)")),
    (Form.POINT, re.compile(rf"{_LEAD}(?P<mark>\*\*|__){_NAME}{_ORGANISATION}\.(?P=mark)[ \t]+")),
    (Form.BRACKET, re.compile(rf"{_LEAD}\[[ ]?{_NAME}[ ]?\](?P<org>)(?P<org2>)(?!\():?[ \t]+(?=\S)")),
    (Form.BARE, re.compile(rf"{_LEAD}{_MARK}{_NAME}{_ORGANISATION}{_CLOSE}[ \t]*+(?:[:\\][ \t]*+)?$")),
    (Form.DASH, re.compile(rf"{_LEAD}{_MARK}{_NAME}{_ORGANISATION}{_CLOSE}[ \t]+\\?[-–—][ \t]+(?=\S)")),
)


_COLON = dict(_FORMS)[Form.COLON]
_LETTERS = re.compile(r"[A-Z]{2,3}")
_LEAST_LETTERED = 2
"""People who go by their initials, from which on `PS:` may be one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A name at the beginning of a line, and where behind it the text begins."""

    form: Form
    name: str
    organisation: str | None
    end: int


def prefixes(line: str) -> list[Prefix]:
    """Every way to read the beginning of this line as somebody's name."""
    return [_prefix(form, hit) for form, pattern in _FORMS if (hit := pattern.match(line)) and not _is_label(hit["name"])]


def _prefix(form: Form, hit: re.Match[str]) -> Prefix:
    organisation = _organisation(hit["org"] or hit["org2"] or "")
    return Prefix(form=form, name=hit["name"].strip("~ "), organisation=organisation, end=hit.end() - hit.start())


def shaped_like_a_name(text: str) -> bool:
    """Whether the text has the form of somebody's name: up to five words with capitals, particles aside, without figures."""
    parts = text.replace("\u202f", " ").strip("~ ").split()
    if not 1 <= len(parts) <= 5 or len(text) > 48 or _is_label(text):
        return False
    if any(not _WORD_OF_A_NAME.fullmatch(part) or any(sign.isdecimal() for sign in part) for part in parts):
        return False
    return all(not part.strip('("“')[0].islower() or (n > 0 and part.casefold() in PARTICLES) or _capitals(n, part) for n, part in enumerate(parts))


def _capitals(place: int, part: str) -> bool:
    """`eCPX` behind a first name and a surname."""
    return place > 1 and sum(sign.isupper() for sign in part) > 1


class Speakers:
    """Decides which names at the beginnings of lines are speakers of this document.

    A name that the document lists or the configuration knows is one. Another name that it does not list is one where its form says so
    (two words or more and an organisation), where it comes back, or where nearly all lines of that form begin with names that are sure.
    """

    def __init__(self, roll: Roll, lines: Iterable[str], people: Iterable[str] = ()) -> None:
        self.roll = roll
        names = list(people)
        self._known = known_names(names)
        self._initials = frozenset(letters for name in (*roll.names, *names) for letters in initials(name))
        seen = [prefix for line in lines for prefix in prefixes(line)]
        self._times = Counter((prefix.form, folded(prefix.name)) for prefix in seen)
        sure = Counter(prefix.form for prefix in seen if self._sure(prefix))
        every = Counter(prefix.form for prefix in seen)
        self._is_lettered = len({prefix.name for prefix in seen if self._is_initials(prefix.name)}) >= _LEAST_LETTERED
        self._usual = {form for form in Form if form is not Form.BARE and sure[form] >= 3 and sure[form] >= 0.5 * every[form]}

    def begin(self, line: str) -> Prefix | None:
        """The speaker who begins with this line, None where nobody does."""
        return next((prefix for prefix in prefixes(line) if self._sure(prefix) or self._likely(prefix)), None) or self._lettered(line)

    def doubtful(self, line: str) -> bool:
        """Whether the line may well begin with somebody whom nothing else tells of: then it is not the speaker above who goes on."""
        return any(prefix.form in self._usual and shaped_like_a_name(prefix.name) for prefix in prefixes(line))

    def listed(self, name: str) -> bool:
        """Whether the document lists somebody of this name, or the configuration does."""
        return bool(self.roll.meant(name)) or self.configured(name)

    def configured(self, name: str) -> bool:
        """Whether the configuration knows somebody of this name."""
        return folded(name) in self._known

    def _is_initials(self, name: str) -> bool:
        return bool(_LETTERS.fullmatch(name)) and name.casefold() in self._initials

    def _lettered(self, line: str) -> Prefix | None:
        """Somebody whose initials are a label elsewhere, where people go by their initials: `PS:` for Petra Stein, no postscript."""
        hit = _COLON.match(line) if self._is_lettered else None
        return _prefix(Form.COLON, hit) if hit and _is_label(hit["name"]) and self._is_initials(hit["name"]) else None

    def _sure(self, prefix: Prefix) -> bool:
        if self.listed(prefix.name):
            return True
        if prefix.form in (Form.DASH, Form.BARE, Form.COMMA, Form.WHOLE) or _topic(prefix.name) or not shaped_like_a_name(prefix.name):
            return False
        if prefix.organisation and len(words(prefix.name)) > 1:
            return True
        return self._times[prefix.form, folded(prefix.name)] >= (3 if len(self.roll.names) > 2 else 2)

    def _likely(self, prefix: Prefix) -> bool:
        if (
            prefix.form not in self._usual
            or _topic(prefix.name)
            or not shaped_like_a_name(prefix.name)
            or len(words(prefix.name)) > (1 if prefix.form is Form.DASH else 3)
        ):
            return False
        return len(self.roll.names) < 5 or len(words(prefix.name)) > 1 or self._times[prefix.form, folded(prefix.name)] > 1


def known_names(people: Iterable[str]) -> frozenset[str]:
    """The names as they are looked up, first names of full names included."""
    names = list(people)
    return frozenset(folded(name) for name in [*names, *(words(name)[0] for name in names if len(words(name)) > 1)]) - {""}


def within(line: str, speakers: Speakers) -> list[tuple[int, Prefix]]:
    """Listed names that take over in the middle of a line: `Eric: since when? Scott: since March.`"""
    found = []
    for start in (hit.end() for hit in re.finditer(r"[.?!…][\"'”’)\]]*[ \t]+(?=[^\W\d_])", line)):
        hit = _COLON.match(line, start)
        if hit is not None and hit.end() < len(line) and not _is_label(hit["name"]) and speakers.listed((prefix := _prefix(Form.COLON, hit)).name):
            found.append((start, prefix))
    return found


def _organisation(inside: str) -> str | None:
    """What stands in brackets behind a name, None where it only says something of the moment."""
    first = inside.strip()
    return None if not first or (REMARK.match(first) and not first.isupper()) else first


def _topic(name: str) -> bool:
    """Whether a name that nobody lists is one of a topic, or a word such as `If`."""
    parts = [part.strip(".,'’") for part in folded(name).split()]
    return not TOPIC_WORDS.isdisjoint(parts) or (len(parts) == 1 and parts[0] in GRAMMAR and parts[0] not in ("will", "may"))


def _is_label(name: str) -> bool:
    plain = label(name)
    return plain in LABELS or plain in DROPPED_LABELS
