"""Organisations as they are written behind names: with branch, place, legal form, project, several at once."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from driftwatch.domain.names import words
from driftwatch.domain.talk import Partner

LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc llp lp plc gmbh mbh ag kg ug se corp corporation co company bv nv sa sas sarl srl spa asa as aps ab oy oyj pty "
    "pte kk kft zrt doo sro pvt ltda eg ev".split()
)
_EDGES = re.compile(r"[\[\](){},;:/|&+•·]|\s[-–—]\s|\s(?:and|und|et|og|y)\s", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:formerly|previously|former|ex|aka|née|was|via|now)\b|\bex-", re.IGNORECASE)
_STANDS_FOR = frozenset("representative representatives rep liaison delegate proxy".split())
"""`OpenThing Representative` stands for a project, whoever pays."""


def organisation_words(written: str) -> tuple[str, ...]:
    """The words that name it: no separators, no leading article, no legal form at the end."""
    parts = words(_EDGES.sub(" ", written))
    parts = parts[1:] if len(parts) > 1 and parts[0] in ("the", "die", "der") else parts
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts = parts[:-1]
    return parts


def affiliations(written: str, *, ampersand: bool = True) -> list[str]:
    """The organisations that one entry names, in their order, without former ones: `Merrow/Kestrel` names two; `P & G` too, unless told otherwise."""
    current = _FORMER.split(written, maxsplit=1)[0] if not _FORMER.match(written.strip()) else ""
    parts = _EDGES.split(current) if ampersand else [part.replace("\0", "&") for part in _EDGES.split(current.replace("&", "\0"))]
    return [part.strip(' .-–—_*…"“”') for part in parts if part.strip(' .-–—_*…"“”')]


def stands_for_project(written: str) -> bool:
    """Whether the entry says for what somebody stands rather than who employs him: `OpenThing Representative`."""
    return bool(parts := words(written)) and parts[-1] in _STANDS_FOR


class Organisations:
    """Finds the partner that an organisation as written belongs to."""

    def __init__(self, partners: Sequence[Partner]) -> None:
        self._names: dict[str, str] = {}
        for partner in partners:
            for name in (partner.name, *partner.aliases):
                if key := "".join(words(_EDGES.sub(" ", name))):
                    self._names.setdefault(key, partner.id)
        for partner in partners:
            for name in (partner.name, *partner.aliases):
                if key := "".join(organisation_words(name)):
                    self._names.setdefault(key, partner.id)
        self._domains = {domain.casefold().lstrip("@"): partner.id for partner in partners for domain in partner.domains}
        self.partner = lru_cache(maxsize=65536)(self._partner)

    def named(self, written: str) -> str | None:
        """The partner whose whole name or alias this is: `TechInnovate: we shall deliver`."""
        return self._names.get("".join(words(_EDGES.sub(" ", written))))

    def _partner(self, written: str) -> str | None:
        """By domain, by the whole of it, else by the first of its affiliations that begins with a partner's name."""
        domain = written.strip().casefold().rpartition("@")[2]
        while "." in domain:
            if domain in self._domains:
                return self._domains[domain]
            domain = domain.partition(".")[2]
        if whole := self.named(written) or self._names.get("".join(organisation_words(written))):
            return whole
        return next((found for part in self._stretches(written) if (found := self._beginning(part))), None)

    @staticmethod
    def _stretches(written: str) -> Iterator[str]:
        parts = affiliations(written)
        if len(parts) > 1 and not any(stands_for_project(part) for part in parts):
            yield " ".join(parts)
        yield from parts

    def _beginning(self, written: str) -> str | None:
        """The partner whose name is the longest run of leading words; of who stands for a project, all of them."""
        if stands_for_project(written):
            return self._names.get("".join(organisation_words(written)[:-1]))
        parts = words(written)
        runs = ("".join(run[:n]) for run in (parts, parts[1:] if parts[:1] == ("the",) else ()) for n in range(len(run), 0, -1))
        return next((self._names[run] for run in runs if run in self._names), None)
