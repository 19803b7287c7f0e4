"""Messages to attributed messages: who each speaker is, for which partner he speaks, and why some stay of no partner."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from driftwatch.domain.meetings import Heard, Meeting
from driftwatch.domain.names import Roll, folded, words
from driftwatch.domain.organisations import Organisations
from driftwatch.domain.series import Neighbours, one_person
from driftwatch.domain.talk import Attendance, Partner
from driftwatch.tables import MessageRow, Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattributed:
    """A speaker whom no rule maps, or whom the rules map to two partners."""

    speaker: str
    organisation: str
    messages: int
    why: str


class Attributed(NamedTuple):
    """What is known of who spoke."""

    messages: Messages
    """With the partner of each, None where no rule or more than one answers, and one name for one person."""
    unattributed: tuple[Unattributed, ...]
    guessed: Mapping[str, tuple[str, ...]]
    """Source -> what no list said for certain."""


_SECTION = "nobody by name, given to the partner whose name is the heading above"


class _Answer(NamedTuple):
    partner: str | None
    why: str
    name: str
    """The speaker as listed where he is, else as written."""
    guess: str = ""


def attribute(messages: Messages, *, partners: Sequence[Partner], owners: Mapping[str, str], attendance: Mapping[str, Attendance]) -> Attributed:
    """Who speaks for whom.

    `owners` maps a source to the partner for whom all of it speaks, `attendance` a document to whom it lists.
    """
    rules = _Rules(partners, attendance, messages)
    answers: list[_Answer] = []
    lost: Counter[tuple[str, str, str]] = Counter()
    guesses: dict[str, Counter[str]] = {}
    for message in messages.rows():
        answer = rules.answer(message)
        if message.source in owners:
            answer = answer._replace(partner=owners[message.source])
        elif answer.partner is None and message.speaker:
            lost[answer.name, message.organisation or "", answer.why] += 1
        elif answer.guess:
            guesses.setdefault(message.source, Counter())[answer.guess] += 1
        answers.append(answer)
    unattributed = [Unattributed(speaker=speaker, organisation=organisation, messages=n, why=why) for (speaker, organisation, why), n in lost.items()]
    named = messages.with_column(Messages.speaker, _canonical(answers))
    return Attributed(
        named.with_column(Messages.partner, [answer.partner for answer in answers]),
        tuple(sorted(unattributed, key=lambda each: (-each.messages, each.speaker, each.organisation, each.why))),
        {source: tuple(f"{n:,} message{'s' * (n != 1)} of {guess}" for guess, n in sorted(found.items())) for source, found in guesses.items()},
    )


def _canonical(answers: Sequence[_Answer]) -> list[str | None]:
    """One name for one person of a partner, whatever the meeting calls him."""
    spoken: dict[str, Counter[str]] = {}
    for answer in answers:
        if answer.partner is not None and answer.name:
            spoken.setdefault(answer.partner, Counter())[answer.name] += 1
    same = {partner: one_person(names) for partner, names in spoken.items()}
    return [same[answer.partner].get(answer.name, answer.name) if answer.partner and answer.name else answer.name or None for answer in answers]


class _Rules:
    """What is known of partners and documents."""

    def __init__(self, partners: Sequence[Partner], attendance: Mapping[str, Attendance], messages: Messages) -> None:
        self._organisations = Organisations(partners)
        self._people = {folded(name): partner.id for partner in partners for name in partner.people}
        self._first_names = _first_names(partners)
        self._known_people = Roll(name for partner in partners for name in partner.people if len(words(name)) > 1)
        self._attendance = attendance
        self._unlisted = self._strangers(messages)
        self._neighbours = Neighbours(attendance, _in_time(messages))
        self._meetings: dict[str, Meeting] = {}
        self._decided: dict[tuple[str, str, str, Heard], _Answer] = {}

    def answer(self, message: MessageRow) -> _Answer:
        """For whom this message speaks, without the rule of its source."""
        speaker, organisation = message.speaker or "", message.organisation or ""
        if not speaker and not organisation:
            section = self._organisations.named(message.heading) if message.heading else None
            return _Answer(section, "", "", _SECTION) if section else _Answer(None, "", "")
        meeting = self._meeting(message.document)
        heard = meeting.heard(speaker, organisation, message.heading) if speaker else Heard()
        key = (message.document, speaker, organisation, heard)
        if key not in self._decided:
            self._decided[key] = self._decide(meeting, key)
        return self._decided[key]

    def _decide(self, meeting: Meeting, key: tuple[str, str, str, Heard]) -> _Answer:
        """Every rule's answer; they must not disagree."""
        document, speaker, organisation, heard = key
        name = heard.name or speaker
        listed = {self._of(meeting, each) for each in heard.names if meeting.organisation(each)}
        if len(heard.names) > 1 and (len(listed) > 1 or any(not meeting.organisation(each) for each in heard.names)):
            return _Answer(None, f"`{speaker}` can be {' or '.join(sorted(heard.names))}", speaker)
        named = {self._organisations.partner(organisation)} | listed if organisation else listed
        foreign = None in named
        names = [speaker, *self._other_names(document, speaker), *([heard.name] if heard.name else ())]
        people = {self._people[folded(each)] for each in names if folded(each) in self._people and not (foreign and _short(each))}
        answers = (named | people) - {None}
        if len(answers) > 1:
            return _Answer(None, f"the rules disagree: {' and '.join(sorted(str(answer) for answer in answers))}", name)
        if answers:
            guess = f"somebody whose name is close to a listed one: `{speaker}` for {heard.name}" if heard.guessed and heard.name else ""
            return _Answer(answers.pop(), "", name, guess)
        if foreign:
            return _Answer(None, "of an organisation that is no partner", name)
        return self._unlisted_answer(document, speaker, heard)

    def _unlisted_answer(self, document: str, speaker: str, heard: Heard) -> _Answer:
        """Somebody for whom neither the document nor the configuration names an organisation."""
        name = heard.name or speaker
        bare = all(folded(each) == folded(speaker) for each in heard.names)
        if bare and (partner := self._first_names.get(folded(speaker))):
            return _Answer(partner, "", name)
        if partner := self._organisations.named(speaker):
            return _Answer(partner, "", name)
        known = self._known_people.meant(name) if len(words(name)) > 1 or bare else ()
        if len({self._people[folded(each)] for each in known}) == 1 and (len(words(name)) > 1 or not heard.names):
            return _Answer(self._people[folded(known[0])], "", known[0] if len(known) == 1 else name)
        nearby = self._neighbours.organisations(document, name) if len(words(name)) > 1 else frozenset()
        partners = {self._organisations.partner(organisation) for organisation in nearby}
        if len(partners) == 1 and (partner := next(iter(partners))):
            return _Answer(partner, "", name, "people whom not this meeting but those near in time list with their organisation")
        return _Answer(None, "no rule names this speaker", name)

    def _of(self, meeting: Meeting, name: str) -> str | None:
        return self._organisations.partner(meeting.organisation(name))

    def _meeting(self, document: str) -> Meeting:
        if document not in self._meetings:
            there = self._attendance.get(document, Attendance())
            self._meetings[document] = Meeting(there, self._organisations.partner, self._unlisted.get(document, {}))
        return self._meetings[document]

    def _strangers(self, messages: Messages) -> dict[str, dict[str, str]]:
        """Full names that speak in a document without being listed, with the organisation that stands beside them."""
        spoken = dict.fromkeys(
            (message.document, message.speaker, message.organisation or "")
            for message in messages.rows()
            if message.speaker and " " in message.speaker
        )
        found: dict[str, dict[str, str]] = {}
        rolls: dict[str, Roll] = {}
        for document, speaker, organisation in spoken:
            there = self._attendance.get(document)
            if there is None or not there.organisations or len(words(speaker)) < 2:
                continue
            if document not in rolls:
                rolls[document] = Roll(there.organisations, there.known_as)
            roll = rolls[document]
            if not roll.meant(speaker) and not roll.resembling(speaker):
                known = found.setdefault(document, {})
                known[speaker] = known.get(speaker) or organisation
        return found

    def _other_names(self, document: str, speaker: str) -> list[str]:
        """Handle, user id and the like of one whom the source knows by several names."""
        there = self._attendance.get(document, Attendance())
        return [other for other, name in there.known_as.items() if name == speaker and not _short(other)]


def _in_time(messages: Messages) -> list[str]:
    """The documents in the order in which they took place; the undated by name, first."""
    first: dict[str, str] = {}
    for message in messages.rows():
        if message.document not in first:
            first[message.document] = message.said_at.isoformat() if message.said_at else ""
    return sorted(first, key=lambda document: (first[document], document))


def _first_names(partners: Sequence[Partner]) -> dict[str, str]:
    """First names that belong to one person's partner and to nobody of another."""
    owners: dict[str, set[str]] = {}
    for partner in partners:
        for name in partner.people:
            if len(parts := words(name)) > 1 and not any(sign.isdecimal() for sign in name):
                owners.setdefault(parts[0], set()).add(partner.id)
    return {first: next(iter(ids)) for first, ids in owners.items() if len(ids) == 1}


def _short(name: str) -> bool:
    """Whether this is a first name or initials only: too little where the source says another organisation."""
    return len(words(name)) == 1 and not re.search(r"[\d@._]", name)
