"""Attendance lists and mail addresses to suggested partners: organisations under one name each, with their people."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from driftwatch.domain.names import folded, words
from driftwatch.domain.organisations import LEGAL_FORMS, affiliations, organisation_words, stands_for_project
from driftwatch.domain.series import one_person
from driftwatch.domain.spelling import alike
from driftwatch.domain.talk import Attendance, Partner, programme_key
from driftwatch.tables import Messages

_ANYBODYS = frozenset(
    "gmail googlemail outlook hotmail live yahoo ymail icloud me aol gmx web proton protonmail mailbox posteo t-online fastmail zoho qq 163".split()
)
"""First labels of domains where anybody may have an address."""
_GENERAL = frozenset(
    "academy advanced american association blue board center centre college community consulting council department european federal first "
    "foundation "
    "general global group independent institute international lab linux ministry national new north open project research school services society "
    "software south state team tech technical technologies technology the union united university visual west working world".split()
)
"""Words that many names begin with; alone they name nobody."""
_NOBODY = frozenset(
    "unaffiliated independent consultant freelance self individual contractor volunteer none na tbd tbc guest observer retired".split()
)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[A-Z]{0,15}\d)[ET][A-Z\d]{4,15}", re.IGNORECASE)
"""What a program calls an organisation: a tenant of Teams, a workspace of Slack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A partner as it could stand in driftwatch.toml."""

    partner: Partner
    listed: int
    """How many entries of lists name it."""
    shared: Mapping[str, tuple[str, ...]]
    """People who are listed with other organisations too, and with which; they are in no `people`."""


@dataclass(slots=True)
class _Organisation:
    """Spellings that mean one organisation."""

    spellings: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    domains: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """What most spellings begin with where that is one of them (Google for Google Ads and Google Chrome), else the most frequent."""
        spoken = [name for name in self.spellings if not (_ID.fullmatch(name) or name.casefold() in self.domains)]
        total = sum(self.spellings.values())
        shares = {
            name: sum(times for other, times in self.spellings.items() if _begins(organisation_words(other), organisation_words(name)))
            for name in spoken or self.spellings
        }
        return min(shares, key=lambda each: (2 * shares[each] <= total, -shares[each], -self.spellings[each], len(each), each))

    @property
    def forms(self) -> list[tuple[str, ...]]:
        """The distinct words of its spellings."""
        return sorted({organisation_words(spelling) for spelling in self.spellings} - {()})

    def absorb(self, other: "_Organisation") -> None:
        self.spellings += other.spellings
        self.people += other.people
        self.domains += other.domains


def suggest(messages: Messages, attendance: Mapping[str, Attendance]) -> tuple[Suggestion, ...]:
    """Every organisation that a list or an address names, most frequent first."""
    found: dict[str, _Organisation] = {}
    for there in attendance.values():
        for name, written in there.organisations.items():
            _note(found, name, written)
    addresses = {
        (message.speaker or "", domain) for message in messages.rows() if (domain := _domain(message.organisation or "")) and "@" not in domain
    }
    for name, domain in sorted(addresses):
        _note_domain(found, name, domain)
    return _suggestions(_called(_merged(found)))


def _note(found: dict[str, _Organisation], name: str, written: str) -> None:
    if domain := _domain(written):
        _note_domain(found, name, domain, spelled="" if "@" in written else written.strip())
        return
    owner = next((part for part in affiliations(written, ampersand=False) if not stands_for_project(part)), "")
    key = "".join(organisation_words(owner))
    if not key or key in _NOBODY or len(owner) > 60 or len(owner.split()) > 7:
        return
    there = found.setdefault(key, _Organisation())
    there.spellings[owner] += 1
    there.people[name] += 1


def _domain(written: str) -> str:
    """The mail domain that stands for an organisation; "" for anything else, and for one where anybody may have an address."""
    domain = written.strip().casefold().rpartition("@")[2]
    plain = " " not in domain and 0 < domain.find(".") < len(domain) - 2 and all(part.replace("-", "").isalnum() for part in domain.split("."))
    return domain if plain and domain == domain.strip(".") and domain.split(".")[-2] not in _ANYBODYS else ""


def _note_domain(found: dict[str, _Organisation], name: str, domain: str, *, spelled: str = "") -> None:
    labels = domain.split(".")
    owner = labels[-3] if len(labels) > 2 and labels[-2] in ("co", "com", "ac", "gov", "org") else labels[-2]
    key = "".join(words(owner.replace("-", " ")))
    same = next((other for other in sorted(found) if other == key or (len(key) > 3 and other.startswith(key))), key)
    there = found.setdefault(same, _Organisation())
    if spelled or not there.spellings:
        there.spellings[spelled or owner.replace("-", " ").title()] += 1
    there.domains[domain] += 1
    if name:
        there.people[name] += 1


def _merged(found: Mapping[str, _Organisation]) -> list[_Organisation]:
    """Organisations together of which one is the other's branch, short form or misspelling; again, until nothing more comes together."""
    kept = [found[key] for key in sorted(found, key=lambda each: (-sum(found[each].people.values()), each))]
    before = len(kept) + 1
    while len(kept) < before:
        before, rest, kept = len(kept), kept, []
        for one in rest:
            same = next((other for other in kept if _same(other, one)), None)
            if same is None:
                kept.append(one)
            else:
                same.absorb(one)
    return kept


def _called(organisations: Sequence[_Organisation]) -> list[_Organisation]:
    """Ids put to the organisation under whose name most of the same people are listed; an id by itself where there is none such."""
    ids = [each for each in organisations if all(map(_ID.fullmatch, each.spellings))]
    named = [each for each in organisations if each not in ids]
    alone = []
    for one in ids:
        people = {folded(name) for name in one.people}
        shared = [len(people & {folded(name) for name in other.people}) for other in named]
        most = max(shared, default=0)
        if most and shared.count(most) == 1:
            named[shared.index(most)].absorb(one)
        else:
            alone.append(one)
    return [*named, *alone]


def _same(one: _Organisation, other: _Organisation) -> bool:
    """By their names, where people they share bear it out or the names leave no doubt."""
    shared = len({folded(name) for name in one.people} & {folded(name) for name in other.people})
    forms = other.forms
    pairs = (sorted((mine, theirs), key=lambda each: (len(each), len("".join(each)), each)) for mine in one.forms for theirs in forms)
    return any(_one_name(short, long, shared) for short, long in pairs)


def _one_name(short: tuple[str, ...], long: tuple[str, ...], shared: int) -> bool:
    """Whether two names are of one organisation, given how many people are listed with both."""
    if _GENERAL.issuperset(short):
        return False
    if _begins(long, short) and (len(short) > 1 or len(short[0]) > 3 or shared):
        return True
    first = short[0] == long[0] and short[0] not in _GENERAL
    end = long[-len(short) :] == short
    return bool(shared and (first or _shortens(short, long) or alike("".join(short), "".join(long)))) or (shared > 1 and end)


def _begins(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return long[: len(short)] == short


def _shortens(short: Sequence[str], long: Sequence[str]) -> bool:
    """`LF` for Linux Foundation, `MSFT` for Microsoft."""
    letters = "".join(short)
    if len(short) > 2 or len(letters) < 2:
        return False
    heads = "".join(word[0] for word in long if word not in LEGAL_FORMS)
    remaining = iter(long[0])
    return letters == heads or (3 <= len(short[0]) <= 5 and short[0][0] == long[0][0] and all(letter in remaining for letter in short[0]))


def _suggestions(organisations: Iterable[_Organisation]) -> tuple[Suggestion, ...]:
    ordered = sorted(organisations, key=lambda each: (-sum(each.people.values()), each.name.casefold(), each.name))
    owners: dict[str, list[str]] = {}
    for organisation in ordered:
        for person in dict.fromkeys(folded(name) for name in organisation.people):
            owners.setdefault(person, []).append(organisation.name)
    taken: set[str] = set()
    ids: set[str] = set()
    return tuple(_suggestion(organisation, owners, taken, ids) for organisation in ordered)


def _suggestion(organisation: _Organisation, owners: Mapping[str, Sequence[str]], taken: set[str], ids: set[str]) -> Suggestion:
    """The partner; `taken` and `ids` hold what earlier ones have claimed."""
    names = [name for name in dict.fromkeys([organisation.name, *_frequent(organisation.spellings)]) if name.casefold() not in taken]
    distinct = list({name.casefold(): name for name in reversed(names)}.values())[::-1]
    taken.update(name.casefold() for name in distinct)
    same = one_person(organisation.people)
    people: Counter[str] = Counter()
    for name, times in organisation.people.items():
        people[same.get(name, name)] += times
    full = [name for name in _frequent(people) if len(words(name)) > 1]
    partner = Partner(
        id=_identifier(organisation.name, ids),
        name=organisation.name,
        aliases=tuple(name for name in distinct if name != organisation.name and name.casefold() not in organisation.domains),
        domains=tuple(_frequent(organisation.domains)),
        people=tuple({folded(name): name for name in reversed(full) if len(owners[folded(name)]) == 1}.values())[::-1],
    )
    shared = {name: tuple(owners[folded(name)]) for name in full if len(owners[folded(name)]) > 1}
    return Suggestion(partner=partner, listed=sum(organisation.people.values()), shared=shared)


def _identifier(name: str, ids: set[str]) -> str:
    plain = programme_key(" ".join(organisation_words(name)) or name)
    chosen = next(each for n in range(1, len(ids) + 2) if (each := plain if n == 1 else f"{plain}-{n}") not in ids)
    ids.add(chosen)
    return chosen


def _frequent(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda each: (-counted[each], each.casefold(), each))
