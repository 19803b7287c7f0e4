"""What a clause of the charter fixes, sentence by sentence: of what, how often, how long, how many, and who owes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from driftwatch.domain.charter_clauses import Clause, clauses
from driftwatch.domain.ordinary import CALENDAR, GRAMMAR
from driftwatch.domain.paces import PaceKind, paces
from driftwatch.domain.quantities import is_unit, quantities
from driftwatch.domain.words import Word, fold, words


class FactKind(StrEnum):
    """What a provision fixes."""

    CADENCE = "cadence"
    PERIOD = "period"
    """How long before, or within what time."""
    AMOUNT = "amount"
    """How many of a thing somebody gives."""
    TARGET = "target"
    """What a measure shall reach."""
    DUTY = "duty"
    """That it is done, by whom: no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure of a provision: what lies inside the range keeps to it."""

    kind: FactKind
    low: float
    high: float
    counted: str = ""
    """The noun that is counted, folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One sentence of a clause with what it fixes."""

    clause: Clause
    text: str
    name: str
    """What it is about, as a reader would name it: "release cadence"."""
    heads: tuple[str, ...]
    """Folded words of the thing: of "integration engineers" both."""
    topic: frozenset[str]
    """All folded words of it that carry meaning."""
    owner: str | None
    """The partner who owes it; None where it binds all."""
    facts: tuple[Fact, ...]
    staff: bool
    """Whether it is people that are given."""

    @property
    def kind(self) -> FactKind:
        """What it mainly fixes."""
        return self.facts[0].kind if self.facts else FactKind.DUTY


NEARLY = 0.15
"""Share by which two rhythms or periods may differ and still be the same: a month is not always as long."""
_SENTENCE = re.compile(r"(?<=[.;!?])\s{1,3}(?=\S)")
_WHOLE = frozenset(
    """
party parties partner charter agreement memorandum contract programme project clause annex purpose duration term end start both side sides
signature sponsor provide provides give gives place takes follow follows accordance least most following respective respectively case form
way share thereof herein
""".split()
)
_VERBS = frozenset(
    """
accepts agrees announces answers applies appoints approves arrives assigns attends bears begins bills books brings builds buys calls carries
checks closes collects comes comprises confirms consists contains continues contributes convenes counts covers creates cuts decides delivers
delivered describes designs digs documents draws employs ends ensures equips exchanges explains feeds files follows funds gets gives goes
grants guarantees handles hands happens helps hires holds hosts informs inspects installs invoices issues keeps leads leaves lends listens
loads maintains makes manages measures meets monitors moves names notifies occurs offers opens operates orders organises organizes owns pays
performs plans posts prepares presents produces proposes provides publishes puts reaches receives records releases reports represents
reserves returns reviews runs schedules sees seconds sells sends sets settles shares ships shows signs sits sources speaks staffs stands
starts stays stores submits supplies supports takes teaches tells tests trains transfers travels treats tries uses visits waits works writes
""".split()
)
_STAFF = frozenset(
    """
engineer developer designer artist analyst scientist researcher technician surveyor architect tester operator driver diver nurse doctor
physician trainer trainee consultant planner buyer lawyer writer editor translator teacher manager coordinator officer lead assistant
specialist expert programmer electrician welder fitter rigger crew person people head employee staff colleague member fte post position
student postdoc candidate statistician controller clerk pilot skipper master mate superintendent inspector supervisor foreman worker
labourer mason gardener agronomist chemist biologist curator conservator librarian producer animator modeller composer moderator secretary
accountant auditor
""".split()
)
_FIRMS = frozenset(
    "ltd limited inc gmbh ag plc llc group company institute university office agency ministry department council foundation services".split()
)
"""What stands in many names and names nobody."""
_LONGEST_NAME = 3
_JOINING = ("and", "or", "with", "together")
_HEADCOUNT = re.compile(r"([\w'’-]{3,30}): (\d{1,3})(?: ?fte)?(?=:|$)", re.IGNORECASE)
_GENERAL = frozenset(
    """
change use release report delivery share number list order approval access purchase start amount rate level update handover review
publication transfer set copy exchange supply use disclosure sale payment work part choice selection design draft plan test result record
result cost price quality volume
""".split()
)
"""Words that say little without what they are of."""
_ARTICLES = frozenset("the a an all any each every its their our new of to in for on".split())
_AUXILIARIES = frozenset("is are was were be shall will may must can has have had do does did go goes went should need needs stay come".split())
_RHYTHMS = frozenset("daily weekly fortnightly monthly quarterly yearly annually annual biweekly working ahead".split())
_NOTICE = re.compile(r"\b(?:before|ahead|in advance|notice|prior|beforehand|at least|minimum|no less than)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:within|at most|no later|not later|no more than|inside|up to|under|maximum|at the latest)\b", re.IGNORECASE)
_BOUNDARY = re.compile(r"[,;:.()\"“”]")
_RHYTHM = re.compile(r"\b(?:every|each|once|twice|weekly|fortnightly|monthly|quarterly|daily|yearly|annually)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"\bevery (one|two|three|four|five|six|\d{1,2}) (?:to|or) (two|three|four|five|six|seven|eight|\d{1,2}) (day|week|month|quarter)s?\b",
    re.IGNORECASE,
)


def charter_provisions(charter: str, *, partners: Mapping[str, Sequence[str]]) -> list[Provision]:
    """What the charter fixes, each thing once: one that names a rhythm twice fixes it once; preambles and signatures fix nothing.

    `partners` are partner id -> folded words of its names.
    """
    kept: dict[tuple[str, FactKind, str | None], Provision] = {}
    for each in (found for clause in clauses(charter) for found in provisions(clause, partners=partners)):
        empty = not each.facts and (not each.clause.number or each.clause.tabled)
        if each.heads and not empty:
            kept.setdefault((each.name if each.facts else each.text, each.kind, each.owner), each)
    return list(kept.values())


def provisions(clause: Clause, *, partners: Mapping[str, Sequence[str]]) -> tuple[Provision, ...]:
    """The clause's sentences with what they fix; `partners` are partner id -> folded words of its names."""
    return tuple(_provision(clause, sentence, partners) for sentence in _SENTENCE.split(clause.text) if sentence.strip())


def _provision(clause: Clause, text: str, partners: Mapping[str, Sequence[str]]) -> Provision:
    partners = {identifier: [word for word in spelt if word not in GRAMMAR and word not in _FIRMS] for identifier, spelt in partners.items()}
    named = {word for spelt in partners.values() for word in spelt}
    said = words(text)
    owner, after = _owner(said, partners)
    facts = _facts(text, clause, owned=owner is not None)
    thing = (
        _counted_thing(text, said, facts)
        or _paced_thing(text, said, facts, named)
        or _thing(text, said[after:], named, owned=owner is not None and after > 0)
    )
    heads = tuple(word.folded for word in thing or words(clause.heading) if _is_content(word.folded))[-_LONGEST_NAME:]
    topic = frozenset(word.folded for word in said if _means_something(word.folded, named)) | frozenset(heads)
    return Provision(
        clause=clause,
        text=text,
        name=(_name(text, thing, facts) if thing else "") or clause.heading.casefold() or clause.number,
        heads=heads,
        topic=topic,
        owner=owner,
        facts=facts,
        staff=bool(set(heads) & _STAFF),
    )


def _owner(said: Sequence[Word], partners: Mapping[str, Sequence[str]]) -> tuple[str | None, int]:
    """The one partner with whom the sentence begins, or by whom it is done; and where what is owed begins."""
    places = [(at, identifier) for at, word in enumerate(said) for identifier, spelt in sorted(partners.items()) if word.folded in spelt]
    if places and places[0][0] <= 2:
        begins, owner = places[0]
        last = max(at for at, identifier in places if identifier == owner and at <= begins + 3)
        following = next((at for at, identifier in places if identifier != owner and at > last), None)
        joined = following is not None and any(word.folded in _JOINING for word in said[last + 1 : following]) and following <= last + 3
        return (None, 0) if joined else (owner, last + 1)
    done_by = {identifier for at, identifier in places if said[at - 1].folded == "by" or (at > 1 and said[at - 2].folded == "by")}
    return (done_by.pop(), 0) if len(done_by) == 1 else (None, 0)


def _facts(text: str, clause: Clause, *, owned: bool) -> tuple[Fact, ...]:
    found = [] if clause.tabled and not _RHYTHM.search(text) else _ranges(text)
    for pace in [] if found or (clause.tabled and not _RHYTHM.search(text)) else paces(text):
        if pace.kind is PaceKind.CADENCE:
            found.append(Fact(kind=FactKind.CADENCE, low=pace.seconds * (1 - NEARLY), high=pace.seconds * (1 + NEARLY)))
        elif not found:
            lower, upper = _NOTICE.search(text) is not None, _WITHIN.search(text) is not None
            low = pace.seconds * (1 - NEARLY) if not upper or lower else -inf
            found.append(Fact(kind=FactKind.PERIOD, low=low, high=pace.seconds * (1 + NEARLY) if not lower else inf))
    if clause.tabled and not found:
        counted = [(fold(hit[1]), float(hit[2])) for hit in _HEADCOUNT.finditer(text) if owned]
        found += [Fact(kind=FactKind.AMOUNT, low=number, high=number, counted=noun) for noun, number in counted] or _target(text)
    if owned and not clause.tabled:
        found += [
            Fact(kind=FactKind.AMOUNT, low=each.low, high=each.high, counted=each.dimension)
            for each in quantities(text)
            if not is_unit(each.dimension)
            and each.dimension.isalpha()
            and each.low == each.high
            and each.dimension not in CALENDAR
            and each.high >= 1
            if each.dimension not in ("share", "time", "length", "mass", "volume", "data", "euros", "dollars", "pounds", "temperature")
        ]
    return tuple(found)


def _target(text: str) -> list[Fact]:
    """What the last cell of a measure's row asks for; a plain figure is a least one."""
    asked = [each for each in quantities(text.partition(": ")[2]) if each.dimension not in CALENDAR]
    return [Fact(kind=FactKind.TARGET, low=each.low, high=inf if each.low == each.high else each.high, counted=each.dimension) for each in asked[:1]]


def _ranges(text: str) -> list[Fact]:
    """ "Every two to three weeks"."""
    return [
        Fact(kind=FactKind.CADENCE, low=first.seconds * (1 - NEARLY), high=last.seconds * (1 + NEARLY))
        for hit in _RANGE.finditer(text)
        for first, last in [(paces(f"every {hit[1]} {hit[3]}s")[0], paces(f"every {hit[2]} {hit[3]}s")[0])]
    ]


def _paced_thing(text: str, said: Sequence[Word], facts: Sequence[Fact], named: set[str]) -> list[Word]:
    """What a rhythm stands before: "a daily extract"."""
    if not facts or facts[0].kind is not FactKind.CADENCE:
        return []
    pace = next((pace for pace in paces(text) if pace.kind is PaceKind.CADENCE), None)
    end = text.find(pace.words) + len(pace.words) if pace and " " not in pace.words else -1
    behind = [word for word in said if word.start == end + 1 >= 1]
    return _thing(text, said[said.index(behind[0]) :], named) if behind and _is_content(behind[0].folded) else []


def _counted_thing(text: str, said: Sequence[Word], facts: Sequence[Fact]) -> list[Word]:
    """The noun phrase that the first amount counts, where amounts are all that is fixed."""
    if not facts or facts[0].kind is not FactKind.AMOUNT:
        return []
    last = next((at for at, word in enumerate(said) if word.folded == facts[0].counted), None)
    if last is None:
        return []
    first = last
    while first and _is_content(said[first - 1].folded) and not _BOUNDARY.search(text[said[first - 1].end : said[first].start]):
        first -= 1
    return [word for word in said[first : last + 1] if word.folded not in _VERBS][-_LONGEST_NAME:]


def _thing(text: str, said: Sequence[Word], named: set[str], *, owned: bool = False) -> list[Word]:
    """The first noun phrase: what stands before the verb, or behind it where a partner's name opens the sentence."""
    found: list[Word] = []
    for at, word in enumerate(said):
        parted = bool(found) and bool(_BOUNDARY.search(text[found[-1].end : word.start]))
        ends = word.folded in named or not _is_content(word.folded) or _is_verb(text, said, at, begun=bool(found), owned=owned)
        if found and (ends or parted):
            if not parted and _goes_on(text, said, at, found):
                continue
            break
        does = at > 0 and said[at - 1].folded in named and f"{word.folded}s" in _VERBS
        if not ends and not does:
            found.append(word)
    return found[-_LONGEST_NAME:]


def _goes_on(text: str, said: Sequence[Word], at: int, found: Sequence[Word]) -> bool:
    """Whether a word that says little alone is told what it is of: "changes to a label"."""
    between = text[found[-1].end : said[at].end].casefold().split()
    return (
        found[-1].folded in _GENERAL
        and len(found) == 1
        and between[0] in ("of", "to", "in", "for", "on")
        and all(word in _ARTICLES for word in between[1:])
    )


def _is_verb(text: str, said: Sequence[Word], at: int, *, begun: bool, owned: bool) -> bool:
    """ "Samples reach", "Alder delivers"; a report and reports that go out are none."""
    written = text[said[at].start : said[at].end].casefold()
    following = text[said[at + 1].start : said[at + 1].end].casefold() if at + 1 < len(said) else ""
    if written in _VERBS:
        return (owned and not begun) or (begun and f"{following}s" not in _VERBS and following not in _AUXILIARIES)
    plural = at > 0 and text[said[at - 1].start : said[at - 1].end].casefold().endswith("s")
    return f"{written}s" in _VERBS and begun and plural


def _name(text: str, thing: Sequence[Word], facts: Sequence[Fact]) -> str:
    """The thing as it is written, with what is fixed of it where that alone says little."""
    written = text[thing[0].start : thing[-1].end]
    written = written if any(each.isupper() for each in written.split()) else written.casefold()
    if facts and facts[0].kind is FactKind.CADENCE:
        nouns = written.split() if len(written.split()) == len(thing) else written.split()[:1]
        return f"{' '.join([*nouns[:-1], fold(nouns[-1])])} cadence"
    return written


def _is_content(word: str) -> bool:
    return len(word) > 2 and word not in GRAMMAR and word not in CALENDAR and word not in _RHYTHMS and not word[0].isdecimal() and not is_unit(word)


def _means_something(word: str, named: set[str]) -> bool:
    return _is_content(word) and word not in _WHOLE and word not in named and f"{word}s" not in _VERBS
