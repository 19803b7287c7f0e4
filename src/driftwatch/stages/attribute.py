"""Messages to attributed messages: for which partner each speaker speaks, and why some stay of no partner."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from driftwatch.domain.names import Roll, folded, words
from driftwatch.domain.talk import Attendance, Partner
from driftwatch.tables import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattributed:
    """A speaker whom no rule maps, or whom the rules map to two partners."""

    speaker: str
    organisation: str
    messages: int
    why: str


def attribute(
    messages: Messages, *, partners: Sequence[Partner], owners: Mapping[str, str], attendance: Mapping[str, Attendance]
) -> tuple[Messages, tuple[Unattributed, ...]]:
    """The messages with the partner of each, None where no rule or more than one answer; and who stays unattributed.

    `owners` maps a source to the partner for whom all of it speaks, `attendance` a document to whom it lists.
    """
    rules = _Rules(partners, attendance)
    found: list[str | None] = []
    lost: Counter[tuple[str, str, str]] = Counter()
    for message in messages.rows():
        partner, why = owners.get(message.source), ""
        if partner is None and (message.speaker or message.organisation):
            partner, why = rules.partner(message.document, message.speaker or "", message.organisation or "")
        if partner is None and message.speaker:
            lost[message.speaker, message.organisation or "", why] += 1
        found.append(partner)
    unattributed = [Unattributed(speaker=speaker, organisation=organisation, messages=n, why=why) for (speaker, organisation, why), n in lost.items()]
    ordered = sorted(unattributed, key=lambda each: (-each.messages, each.speaker, each.organisation, each.why))
    return messages.with_column(Messages.partner, found), tuple(ordered)


class _Rules:
    """What is known of partners and documents, looked up once for each speaker of a document."""

    def __init__(self, partners: Sequence[Partner], attendance: Mapping[str, Attendance]) -> None:
        self._organisations = Organisations(partners)
        self._people = {folded(name): partner.id for partner in partners for name in partner.people}
        self._first_names = _first_names(partners)
        self._attendance = attendance
        self._rolls: dict[str, Roll] = {}
        self._known: dict[tuple[str, str, str], tuple[str | None, str]] = {}

    def partner(self, document: str, speaker: str, organisation: str) -> tuple[str | None, str]:
        key = (document, speaker, organisation)
        if key not in self._known:
            self._known[key] = self._decide(document, speaker, organisation)
        return self._known[key]

    def _decide(self, document: str, speaker: str, organisation: str) -> tuple[str | None, str]:
        """Every rule's answer; they must not disagree."""
        listed = self._roll(document).meant(speaker) if speaker else ()
        if len(listed) > 1 and (beside := self._organisations.partner(organisation)):
            listed = tuple(name for name in listed if beside in self._of(document, name))
        named = {self._organisations.partner(organisation)} if organisation else set()
        named |= {partner for name in listed for partner in self._of(document, name)}
        if len(listed) > 1 and len(named) > 1:
            return None, f"`{speaker}` can be {' or '.join(sorted(listed))}"
        foreign = None in named
        names = [speaker, *self._other_names(document, speaker), *(listed if len(listed) == 1 else ())]
        people = {self._people[folded(name)] for name in names if folded(name) in self._people and not (foreign and _short(name))}
        answers = (named | people) - {None}
        if len(answers) > 1:
            return None, f"the rules disagree: {' and '.join(sorted(str(answer) for answer in answers))}"
        if answers:
            return answers.pop(), ""
        if foreign:
            return None, "of an organisation that is no partner"
        guess = self._first_names.get(folded(speaker)) if not listed else self._unlisted_first_name(speaker, listed)
        guess = guess or self._organisations.named(speaker)
        return (guess, "") if guess else (None, "no rule names this speaker")

    def _unlisted_first_name(self, speaker: str, listed: Sequence[str]) -> str | None:
        """A first name that the document lists without surname or organisation."""
        return self._first_names.get(folded(speaker)) if all(folded(name) == folded(speaker) for name in listed) else None

    def _roll(self, document: str) -> Roll:
        if document not in self._rolls:
            there = self._attendance.get(document, Attendance())
            self._rolls[document] = Roll(there.organisations, there.known_as)
        return self._rolls[document]

    def _of(self, document: str, name: str) -> set[str | None]:
        """The partner under which the document lists somebody: None in it where the organisation is no partner, empty where it names none."""
        organisation = self._attendance.get(document, Attendance()).organisations.get(name, "")
        return {self._organisations.partner(organisation)} if organisation else set()

    def _other_names(self, document: str, speaker: str) -> list[str]:
        """Handle, user id and the like of one whom the source knows by several names."""
        there = self._attendance.get(document, Attendance())
        return [other for other, name in there.known_as.items() if name == speaker and not _short(other)]


class Organisations:
    """Finds the partner that an organisation as written belongs to."""

    def __init__(self, partners: Sequence[Partner]) -> None:
        self._names = {words(name): partner.id for partner in partners for name in (partner.name, *partner.aliases) if words(name)}
        self._domains = {domain.casefold().lstrip("@"): partner.id for partner in partners for domain in partner.domains}
        self.partner = lru_cache(maxsize=4096)(self._partner)

    def named(self, written: str) -> str | None:
        """The partner whose whole name or alias this is: `TechInnovate: we shall deliver`."""
        return self._names.get(words(written))

    def _partner(self, written: str) -> str | None:
        """The partner whose name or alias is the longest run of leading words, or whose domain it is (or a part of)."""
        domain = written.strip().casefold().rpartition("@")[2]
        while "." in domain:
            if domain in self._domains:
                return self._domains[domain]
            domain = domain.partition(".")[2]
        parts = words(re.sub(r"[\[\](){},;:/|&+]", " ", written))
        return next((self._names[parts[:n]] for n in range(len(parts), 0, -1) if parts[:n] in self._names), None)


def _first_names(partners: Sequence[Partner]) -> dict[str, str]:
    """First names that belong to one person's partner and to nobody of another."""
    owners: dict[str, set[str]] = {}
    for partner in partners:
        for name in partner.people:
            if len(parts := words(name)) > 1 and not any(sign.isdigit() for sign in name):
                owners.setdefault(parts[0], set()).add(partner.id)
    return {first: next(iter(ids)) for first, ids in owners.items() if len(ids) == 1}


def _short(name: str) -> bool:
    """Whether this is a first name or initials only: too little where the source says another organisation."""
    return len(words(name)) == 1 and not re.search(r"[\d@._]", name)
