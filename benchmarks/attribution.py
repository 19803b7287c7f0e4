"""How many statements behind a speaker's name get the organisation that the meeting's own list gives that person.

    python benchmarks/attribution.py ../shared/data [--sample 200] [--wrong]

The yardstick is this file's own and shares nothing with the product: a line is a turn where it begins with a name and a colon (or is a bullet
of a name alone), the list is what stands under a heading or line such as "Attendees", and a name means somebody listed by the few rules of
`_meant`. Each organisation of the lists is a partner, spellings that begin with the same word taken together; who stands for a project
("X Representative") or for nobody has none, and is to stay unattributed. Printed: found, wrong and open with reasons, by corpus, with
95 % intervals from resampling whole meetings; beside it what a naive match of the written name against the list would reach.
"""

import argparse
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from driftwatch.domain.organisations import Organisations
from driftwatch.domain.series import Neighbours
from driftwatch.domain.talk import Partner
from driftwatch.intake.desk import Desk
from driftwatch.settings import Settings
from driftwatch.stages.attribute import attribute
from driftwatch.stages.read import Reading, read_programme
from driftwatch.wiring import readers

CORPORA = {"minutes-wicg-fledge": "*.md", "minutes-aswf-tac": "*.md", "minutes-oneapi-tab": "*.rst"}
RESAMPLES = 1000
PROJECT = "a project"
NO_STATEMENT = "no statement"
"""The product does not read the line as something said: an agenda, a title."""

_OPENS = re.compile(r"^[\W\d]*(?:[\w&\-]+ ){0,5}(?:attend|regrets|apolog|observer|representatives\W*$|.*staff\W*$|.*members present)", re.IGNORECASE)
_SAME = {"chrome": "google", "privacy": "google", "msft": "microsoft", "mgni": "magnite", "lf": "linux", "spi": "sony", "double": "dneg"}
"""First words that whoever knows the organisations would put under one partner."""
_HEADING = re.compile(r"^(#{1,6}) ")
_ENTRY = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+(?:\[(?P<box>[ xX])\]\s*)?(?P<rest>\S.*)$")
_NAME = r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,3}"
_TURN = re.compile(rf"^[\s>*+\-]*(?:\d+\. )?\**(?P<name>{_NAME}) ?(?:\((?P<org>[^()]+)\)|, (?P<org2>[A-Z][^:*]{{1,40}}))?\**(?: ?:\**\s+\S| - \S)")
_BARE = re.compile(rf"^\s*[*+-]\s+(?P<name>{_NAME})\s*$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of a meeting."""

    name: str
    organisation: str
    """Key of the organisation, "" for none."""
    absent: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One line that begins with somebody's name."""

    source: str
    line: int
    written: str
    expected: str | None
    """Key of the organisation; "" where the person has none; None where the list leaves it open or does not hold the person."""
    why: str
    naive: str | None


def main() -> None:
    """Print one table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--sample", type=int, default=0, help="print so many turns drawn at random, to be checked by hand")
    arguments.add_argument("--wrong", action="store_true", help="print every turn that went wrong or stayed open")
    chosen = arguments.parse_args()
    drawn: list[tuple[Turn, str]] = []
    for corpus, pattern in CORPORA.items():
        results = _judged(chosen.data / corpus, pattern, tell=chosen.wrong)
        drawn += [(replace(turn, source=f"{corpus}/{turn.source}"), got) for turn, got in results if got != NO_STATEMENT]
    if chosen.sample:
        for turn, got in sorted(random.Random(3).sample(drawn, chosen.sample), key=lambda pair: (pair[0].source, pair[0].line)):
            print(f"{turn.source}:{turn.line}\t{turn.written}\texpected {turn.expected}\tgot {got}\t{turn.why}")


def _judged(folder: Path, pattern: str, *, tell: bool) -> list[tuple[Turn, str]]:
    files = sorted(file for file in folder.rglob(pattern) if not file.name.startswith(("README", "SOURCE", "template")))
    turns, spellings = list[Turn](), defaultdict[str, set[str]](set)
    for file in files:
        turns += _turns(file, folder, spellings)
    for project in spellings.pop(PROJECT, ()):
        spellings.pop(project, None)
    turns = [replace(turn, expected="") if turn.expected and turn.expected not in spellings else turn for turn in turns]
    got = _attributed(folder, spellings)
    results = [(turn, got.get((turn.source, turn.line), NO_STATEMENT)) for turn in turns]
    _report(folder.name, results)
    if tell:
        for turn, found in results:
            if (turn.expected and found != turn.expected) or (turn.expected is None and found not in ("", NO_STATEMENT)):
                print(f"  {turn.source}:{turn.line}\t{turn.written}\texpected {turn.expected}\tgot {found!r}\t{turn.why}")
    return results


def _report(name: str, results: list[tuple[Turn, str]]) -> None:
    meetings = defaultdict[str, Counter[str]](Counter)
    reasons: Counter[str] = Counter()
    for turn, found in results:
        count = meetings[turn.source]
        if found == NO_STATEMENT:
            count["no statement"] += turn.expected is not None
        elif turn.expected is None:
            count["open"] += 1
            count["open, attributed"] += bool(found)
            reasons[f"the yardstick leaves it open: {turn.why}"] += 1
        elif turn.expected == "":
            count["none"] += found != NO_STATEMENT
            count["none, attributed"] += bool(found)
        else:
            count["listed"] += 1
            count["found"] += found == turn.expected
            count["wrong"] += found not in (turn.expected, "", "no statement")
            count["naive"] += turn.naive == turn.expected
            count["naive wrong"] += turn.naive not in (turn.expected, None, "")
            if not found:
                reasons[f"not attributed: {turn.why}"] += 1
    total = sum(meetings.values(), Counter[str]())
    print(f"\n{name}: {len(meetings)} meetings, {total['listed']:,} turns of people whom their meeting lists with an organisation")
    for row in ("found", "wrong", "naive", "naive wrong"):
        low, high = _interval(list(meetings.values()), row)
        print(f"  {row:12} {total[row] / max(total['listed'], 1):6.1%}  ({low:.1%} to {high:.1%})")
    print(f"  listed without a partner: {total['none']:,}, of which attributed {total['none, attributed']:,}")
    print(f"  on lines that the product reads as no statement (agendas, titles): {total['no statement']:,}")
    print(f"  open or unlisted: {total['open']:,}, of which attributed {total['open, attributed']:,}")
    for reason, n in reasons.most_common(12):
        print(f"    {n:5,}  {reason}")


def _interval(meetings: list[Counter[str]], row: str) -> tuple[float, float]:
    draw = random.Random(7)
    shares = []
    for _ in range(RESAMPLES):
        chosen = draw.choices(meetings, k=len(meetings))
        shares.append(sum(count[row] for count in chosen) / max(sum(count["listed"] for count in chosen), 1))
    shares.sort()
    return shares[int(0.025 * RESAMPLES)], shares[int(0.975 * RESAMPLES)]


def _attributed(folder: Path, spellings: dict[str, set[str]]) -> dict[tuple[str, int], str]:
    """Source and line -> key of the partner that the product gives the first message of that line, "" for none."""
    partners = tuple(Partner(id=key, name=min(names), aliases=tuple(sorted(names))) for key, names in sorted(spellings.items()))
    settings = Settings(folder=folder.resolve(), name=folder.name, partners=partners, timezone=UTC)
    reading = read_programme(settings, Desk(readers=readers()))
    _nearby(reading, partners)
    messages, *_ = attribute(reading.messages, partners=partners, owners={}, attendance=reading.attendance)
    found: dict[tuple[str, int], str] = {}
    for message in messages.rows():
        if hit := re.fullmatch(r"line (\d+)", message.locator):
            found.setdefault((message.source, int(hit[1])), message.partner or "")
    return found


def _nearby(reading: Reading, partners: tuple[Partner, ...]) -> None:
    """Print how often the meetings nearby say of a listed person what the meeting's own list says, as if that did not hold the person."""
    organisations, count = Organisations(partners), Counter[str]()
    neighbours = Neighbours(reading.attendance, sorted(reading.attendance))
    for document, there in sorted(reading.attendance.items()):
        for name, written in there.organisations.items():
            own = organisations.partner(written) if written else None
            if own is None or " " not in name:
                continue
            told = {organisations.partner(other) for other in neighbours.organisations(document, name)}
            count["all"] += 1
            count["told"] += len(told) == 1 and None not in told
            count["right"] += told == {own}
    share = count["right"] / max(count["told"], 1)
    print(f"\nmeetings nearby, without the own list: {count['told']:,} of {count['all']:,} entries told, {share:.1%} of them as the own list does")


def _turns(file: Path, folder: Path, spellings: dict[str, set[str]]) -> Iterator[Turn]:
    lines = file.read_text("utf-8", errors="replace").splitlines()
    people, where = _list(lines)
    for person, written in people:
        if person.organisation:
            spellings[person.organisation].add(written)
        elif "representative" in written.casefold():
            spellings[PROJECT].add(_key(re.sub("representative", "", written, flags=re.IGNORECASE)))
    listed = [person for person, _ in people]
    source = file.relative_to(folder).as_posix()
    for number, line in enumerate(lines, start=1):
        if number in where:
            continue
        hit, at = _TURN.match(line), number
        if hit is None and (hit := _BARE.match(line)):
            below = next((n for n in range(number, min(number + 3, len(lines))) if lines[n].strip()), None)
            deeper = below is not None and len(lines[below]) - len(lines[below].lstrip()) > len(line) - len(line.lstrip())
            at = below + 1 if below is not None and deeper and not _BARE.match(lines[below]) and not _TURN.match(lines[below]) else 0
        if hit is None or not at:
            continue
        name = hit["name"].rstrip(".")
        beside = (hit.groupdict().get("org") or hit.groupdict().get("org2") or "").strip()
        told = _meant(name, beside, listed)
        if told is None:
            continue
        yield Turn(source, at, name, *told, _naive(name, listed))


def _list(lines: list[str]) -> tuple[list[tuple[Person, str]], set[int]]:
    """The people of a file with their organisation as written, and the numbers of their lines."""
    found, where = dict[str, tuple[Person, str]](), set[int]()
    level, inside, gone = 0, False, False
    for number, line in enumerate(lines, start=1):
        heading = _HEADING.match(line)
        if heading or not _ENTRY.match(line):
            if not line.strip():
                continue
            depth = len(heading[1]) if heading else 0
            if _OPENS.match(line) and len(line) < 80:
                inside, level, gone = True, depth or level or 1, bool(re.search(r"regret|apolog|absent|not in attend", line, re.IGNORECASE))
            elif inside and heading and depth > level:
                gone = False
            else:
                inside = False
            continue
        entry = _ENTRY.match(line)
        if not inside or entry is None:
            continue
        where.add(number)
        name, organisation = _person(entry["rest"])
        if name and (gone is False or name not in found):
            absent = gone or entry["box"] == " "
            found[name] = (Person(name, _key(organisation), absent), organisation)
    return list(found.values()), where


def _person(text: str) -> tuple[str, str]:
    plain = re.sub(r"[*_`\\]|<[^>]*>", "", text).strip().rstrip(".")
    hit = (
        re.fullmatch(r"(?P<name>[^,()]+?)\s+[-–]\s*(?:Chairperson, )?(?P<org>.+)", plain)
        or re.fullmatch(r"(?P<name>[^,()]+?),\s*(?P<org>.+)", plain)
        or re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<org>[^()]*)\).*", plain)
    )
    name, organisation = (hit["name"], hit["org"]) if hit else (plain, "")
    name = re.sub(r" for .*", "", name).strip()
    return (name, organisation.strip()) if re.fullmatch(_NAME + r"(?: [^\W\d_][\w.'’\-]*)?", name) and name != "TBD" else ("", "")


def _key(organisation: str) -> str:
    """The first word of an organisation that says anything; "" for none and for somebody who stands for a project."""
    whole = re.split(r"\s*[/|]\s*", organisation.strip("[]( "))[0]
    if re.search(r"\bWG\b|working group", whole, re.IGNORECASE):
        return ""
    first = re.split(r"\s*(?:[&,;\[(+]| and )\s*", whole)[0]
    if re.search(r"representative|\bproxy\b|unaffiliated|consultant|independent", first, re.IGNORECASE):
        return ""
    words = re.findall(r"[a-z0-9]+", _folded(first))
    found = next((word for word in words if word not in ("the", "a")), "")
    return _SAME.get(found, found)


def _meant(name: str, beside: str, listed: list[Person]) -> tuple[str | None, str] | None:
    """The organisation expected and by which rule; None where the line is no turn of anybody, as far as can be seen."""
    for rule, wanted in (
        ("whole name", lambda person: _folded(person.name) == _folded(name)),
        ("first name", lambda person: _folded(person.name).split()[0] == _folded(name)),
        ("initials", lambda person: name.isupper() and 2 <= len(name) <= 3 and name.casefold() in _initials(person.name)),
        ("first name and letter", lambda person: _lettered(name, person.name)),
        ("surname", lambda person: _folded(person.name).split()[-1] == _folded(name) and len(name) > 2),
    ):
        meant = [person for person in listed if wanted(person)]
        if len({person.organisation for person in meant}) == 1:
            return meant[0].organisation, rule
        if len(meant) > 1:
            return _several(meant, beside, rule)
    known = any(_folded(person.name).split()[0][:3] == _folded(name)[:3] for person in listed)
    return (None, "not on the list") if known and len(name.split()) < 3 else None


def _several(meant: list[Person], beside: str, rule: str) -> tuple[str | None, str]:
    """What stands beside the name may tell which one, or that all but one were absent."""
    near = [person for person in meant if beside and _key(beside) == person.organisation]
    there = [person for person in meant if not person.absent]
    if len({person.organisation for person in near}) == 1:
        return near[0].organisation, f"{rule}, organisation beside it"
    if len({person.organisation for person in there}) == 1:
        return there[0].organisation, f"{rule}, the others absent"
    return None, f"{rule} of several"


def _naive(name: str, listed: list[Person]) -> str | None:
    """What comparing the written name with the names, or else the first names, of the list gives: the first that is equal."""
    written = name.casefold()
    whole = next((person.organisation for person in listed if person.name.casefold() == written), None)
    return whole or next((person.organisation for person in listed if person.name.casefold().split()[0] == written), None)


def _initials(name: str) -> set[str]:
    parts = re.split(r"[ -]", _folded(name))
    outer = _folded(name).split()
    return {"".join(part[0] for part in parts if part), outer[0][0] + outer[-1][0], "".join(part[0] for part in outer)}


def _lettered(written: str, name: str) -> bool:
    short, full = _folded(written).split(), _folded(name).split()
    return len(short) == 2 and len(full) > 1 and short[0] == full[0] and len(short[1].strip(".")) == 1 and full[-1].startswith(short[1].strip("."))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L")).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


if __name__ == "__main__":
    main()
