"""Names of speakers as programs for calls write them: badges and pronouns off, the organisation apart, numbered voices nobody."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from driftwatch.domain.names import folded, words
from driftwatch.readers.layout.meetings.turns import known_names, shaped_like_a_name
from driftwatch.readers.layout.meetings.words import ROLES, label

_BADGES = frozenset(
    (
        "external, ext, guest, unverified, host, co-host, cohost, presenter, organizer, organiser, attendee, panelist, me, you, in person, "
        "anonymous, bot, phone, dial-in, screen, extern, gast, gastgeber, organisator, ich, nicht überprüft, nicht verifiziert, externe, invité, "
        "invitée, hôte, non vérifié, externo, externa, invitado, invitada, anfitrión, sin verificar, esterno, ospite, non verificato, convidado, "
        "convidada, ekstern, gjest, vert, gæst, gäst, värd, uitgenodigd, niet geverifieerd, gość, zewnętrzny, misafir, 外部, ゲスト, 访客, 外部用户"
    ).split(", ")
)
"""What Teams, Zoom, Webex and Meet put in brackets behind a name, folded: it says something of the account."""
_PRONOUNS = re.compile(
    r"(?:she|her|hers|he|him|his|they|them|theirs|sie|ihr|er|ihm|elle|il|iel|ella|él|hen)(?:\s?[/|]\s?[a-zé]{2,6}){1,3}|they|she|he", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:.{0,60}\b)?(?:speaker|spk|sprecher(?:in)?|intervenant|locuteur|orador|hablante|parlante|interlocutore|spreker|taler|talare|voice|stimme|person"
    r"|participant|teilnehmer(?:in)?|caller|channel|audio)[ _#\-]{0,2}(?:\d{1,4}|[a-z])"
)
_NOBODY = re.compile(
    r"(?:unknown|unidentified|unnamed|unbekannte?r?|inconnue?|desconocid[oa]|sconosciut[oa]|ukjent|okänd|anonymous|anonym|multiple|several|various|all)"
    r"(?: (?:speakers?|user|participants?|caller|person|voice|male|female|man|woman|attendee|sprecher(?:in)?|teilnehmer(?:in)?))?[ _#\-]{0,2}\d{0,4}"
    r"|(?:un)?identified (?:fe)?male(?: speaker)?|speakers?|sprecher|you|me|ich|du|sie|moi|vous|tú|yo|call[- ]?in user[ _#\-]{0,2}\d{0,4}"
    r"|audio shared by .{1,80}|user[ _#\-]{0,2}\d{1,4}|untitled|none|null|n/?a|-+|\?+"
)
_LETTER = re.compile(r"\d{1,4}|[A-Za-z]")
_APART = re.compile(r"\s{0,4}\|{1,2}\s{0,4}|\s{1,4}@\s{0,4}|\s{1,4}[-–—]\s{1,4}|\s{1,4}/\s{1,4}")
_LONGEST = 200
_BRACKETS = {")": "(", "]": "["}


class Voice(NamedTuple):
    """Who speaks."""

    name: str
    """"" where the program could not tell who it was."""
    organisation: str = ""
    others: tuple[str, ...] = ()
    """Other ways in which the same is written."""
    label: str = ""
    """What the program writes in place of a name: `Speaker 1` is not `Speaker 2`, though nobody knows who they are."""


NOBODY = Voice("")


class Voices:
    """Reads the names of one file; `people` are those that the configuration knows."""

    def __init__(self, people: Iterable[str] = ()) -> None:
        self._known = known_names(people)
        self.of = lru_cache(maxsize=4096)(self._of)

    def known(self, written: str) -> bool:
        """Whether the configuration knows the name as it is written."""
        return folded(written) in self._known

    def _of(self, written: str) -> Voice:
        """Who is meant by a name as written."""
        name = " ".join(written[:_LONGEST].replace("\u200e", "").replace("\u200f", "").split()).strip('"“”:,; ')
        if self.known(name):
            return Voice(name)
        name, organisation = _unbracketed(name)
        if _unnamed(name):
            return Voice("", label=name)
        if "@" in name and " " not in name and "." in name.rpartition("@")[2]:
            return Voice(name, organisation or name.rpartition("@")[2])
        name, beside = self._split(name)
        turned = self._turned(name)
        organisation = beside or organisation
        others = [other for other in (name if turned != name else "", organisation if _handle(organisation) else "") if other]
        return Voice(turned, organisation.lstrip("@"), tuple(others)) if any(sign.isalnum() for sign in turned) else NOBODY

    def _split(self, name: str) -> tuple[str, str]:
        """`Maya Okafor | TechInnovate`, `Maya Okafor @ TechInnovate`, `Maya Okafor - TechInnovate`: the name and what stands behind it."""
        hit = _APART.search(name, 1)
        if hit is None or not hit.end() < len(name):
            return name, ""
        head, tail = name[: hit.start()].strip(), name[hit.end() :].strip()
        sure = "|" in hit[0] or "@" in hit[0] or self.known(tail)
        return (head, _APART.split(tail)[0]) if head and (sure or shaped_like_a_name(head)) else (name, "")

    def _turned(self, name: str) -> str:
        """`Okafor, Maya` the other way round, unless two people share the line."""
        last, comma, first = (part.strip() for part in name.partition(","))
        if not comma or "," in first or not (shaped_like_a_name(last) and shaped_like_a_name(first)) or len(words(first)) > 3:
            return name
        return name if self.known(last) and self.known(first) else f"{first} {last}"


def _unbracketed(name: str) -> tuple[str, str]:
    """The name without what stands in brackets around it, and what of that may be an organisation."""
    organisation = ""
    for _ in range(4):
        if name[:1] in ("(", "[") and (end := max(name.find(")"), name.find("]"))) > 0 and name[end + 1 :].strip():
            inside, name = name[1:end], name[end + 1 :].strip()
        elif name[-1:] in _BRACKETS and (begin := _opening(name)) > 0:
            inside, name = name[begin + 1 : -1], name[:begin].strip()
        else:
            break
        said = [part for part in (piece.strip() for piece in inside.split(",")) if part and not _badge(part)]
        organisation = ", ".join(said) or organisation
    if ROLES & set(label(name).split()) and len(words(organisation)) > 1 and shaped_like_a_name(organisation.partition("(")[0]):
        return _unbracketed(organisation)
    return name, organisation


def _opening(name: str) -> int:
    """Where the bracket opens that the name ends with, -1 where it does not."""
    closing, depth = name[-1], 0
    for at in range(len(name) - 1, -1, -1):
        depth += (name[at] == closing) - (name[at] == _BRACKETS[closing])
        if not depth:
            return at
    return -1


def _badge(text: str) -> bool:
    plain = text.casefold().strip(". ")
    return plain in _BADGES or bool(_PRONOUNS.fullmatch(plain)) or plain.isdecimal() or len(plain) < 2


def _unnamed(name: str) -> bool:
    plain = name.casefold()
    return not plain or (len(plain) <= 80 and bool(_NUMBERED.fullmatch(plain) or _NOBODY.fullmatch(plain) or _LETTER.fullmatch(plain)))


def _handle(text: str) -> bool:
    """Whether what stands in brackets may be another name of the same person: `David (dionys)`."""
    return bool(text) and " " not in text and (text.startswith("@") or text.islower())
