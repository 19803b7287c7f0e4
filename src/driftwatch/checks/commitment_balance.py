"""`commitment_balance`: what one partner was to give, and what both sides say of it since."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import numpy as np

from driftwatch.domain.accounts import Account, Entry, joint
from driftwatch.domain.facets import Facet
from driftwatch.domain.meaning import AlertKind, Coverage, CoverageStatus, Effect, Finding, Position, Settlement, Severity
from driftwatch.domain.owing import Standing
from driftwatch.domain.promising import Promise, planned
from driftwatch.domain.talk import Partner
from driftwatch.domain.words import words
from driftwatch.ports import Material
from driftwatch.settings import Detection
from driftwatch.stages.bases import share_of
from driftwatch.stages.ledger import Ledger
from driftwatch.statistics.ledgers import largest_roles_p, occasions_p, roles_p, shrunk_share, smallest_roles_p

LEAST_DOCUMENTS = 2
"""In which each side takes its view; the test asks for more: five in all at an accepted share of false alerts of 0.1."""
LEAST_NAMING = 3
"""Documents in which either side names the thing."""
LEAST_DAYS = 21
"""From the first to the last word on it: what is late by a week is late and no imbalance."""
CANDIDATE_P = 0.3
"""With a larger p value of roles nothing can stand out, and nobody is left out."""
LARGEST_P_WITHOUT_SPEAKER = 0.20
"""What nobody planned must remain visible whoever is left out; a charter's clause may have one speaker who follows it."""
LEAST_SHARE = 0.4
"""Of the documents that name it, those in which it is missing: things that are there are spoken of in other ways most of the time."""
SHRINKAGE = 4.0
"""Occasions' worth of what is usual for promises of the same programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tested:
    """A promise with what chance makes of it."""

    account: Account
    roles: float
    occasions: float
    smallest: float
    without_speaker: float

    @property
    def p_value(self) -> float:
        """Of what the charter has, that it is missing no oftener than other things; of what was merely said, of the roles too."""
        return self.occasions if self.account.promise.planned else max(self.roles, self.occasions)


@dataclass(frozen=True, slots=True)
class CommitmentBalance:
    """Keeps a ledger of what each partner is to give, by the charter and by its own words, and reads what both say of it."""

    detection: Detection = Detection()
    kind = AlertKind.COMMITMENT_BALANCE

    def test(self, material: Material) -> tuple[list[Finding], list[Coverage]]:
        """A finding for each thing promised of whose standing both sides speak; volume alone is none."""
        identifiers = sorted(partner.id for partner in material.partners)
        ledger = Ledger(material.statements, material.sides(Facet.PROMISE))
        plan = planned(material.charter, {partner.id: _called(partner) for partner in material.partners})
        spoken = ledger.spoken(plan, identifiers, names=_people(material.partners))
        findings: list[Finding] = []
        coverage: list[Coverage] = []
        for pair in combinations(identifiers, 2):
            accounts = [
                ledger.account(promise, pair[promise.partner == pair[0]], (*plan, *spoken)) for promise in (*plan, *spoken) if promise.partner in pair
            ]
            tested = [one for account in accounts if (one := _tested(account, ledger)).smallest <= self.detection.fdr]
            told = [self._finding(one, pair, tested, material) for one in tested]
            whole = [(one, self._finding(one, pair, tested, material)) for one in self._of_clauses(accounts, tested, told, ledger)]
            clauses = {_clause(one.account) for one, finding in whole if finding.holds}
            findings += [
                replace(finding, holds=finding.holds and _clause(one.account) not in clauses) for one, finding in zip(tested, told, strict=True)
            ]
            findings += [finding for _, finding in whole]
            coverage.append(_coverage(pair, accounts, tested))
        return findings, coverage

    def _of_clauses(self, accounts: Sequence[Account], tested: Sequence[_Tested], told: Sequence[Finding], ledger: Ledger) -> Iterator[_Tested]:
        """Clauses of whose several things none alone or more than one stands out: each as one account of those that are spoken of as missing."""
        held = Counter(_clause(one.account) for one, finding in zip(tested, told, strict=True) if finding.holds)
        clauses: defaultdict[tuple[str, str], list[Account]] = defaultdict(list)
        for account in accounts:
            if account.promise.planned and account.promise.clause and account.lacking:
                clauses[_clause(account)].append(account)
        for clause, parts in sorted(clauses.items()):
            if len(parts) > 1 and held[clause] != 1 and (one := _tested(joint(parts), ledger)).smallest <= self.detection.fdr:
                yield one

    def _finding(self, one: _Tested, pair: tuple[str, str], tested: Sequence[_Tested], material: Material) -> Finding:
        account = one.account
        effect = _effect(one, tested)
        holds = _stands_out(one) and effect.value >= LEAST_SHARE
        return Finding(
            kind=self.kind,
            subject=account.promise.name.casefold() if account.promise.name.istitle() else account.promise.name,
            partners=pair,
            positions=tuple(_position(partner, account, material) for partner in pair),
            p_value=one.p_value,
            holds=holds,
            effect=effect,
            confidence=_confidence(one) if holds else 0.05,
            severity=_severity(account) if holds else Severity.LOW,
            title=_title(account.promise),
            questions=_questions(account.promise),
            against=_ids((entry for entry in _against(account) if material.labels[entry.row]), material),
            common_ground=_common(account),
            clears_when=f"both sides say that “{account.promise.name}” is there as promised, or agree in writing to another amount or date",
            settlement=_settlement(account, material) if holds else None,
            basis=share_of(account.mentions, account.lacking, material.statements) if holds else None,
        )


def _clause(account: Account) -> tuple[str, str]:
    return account.giver, account.promise.clause


def _called(partner: Partner) -> list[str]:
    """The name in full, its aliases, and the first word of it."""
    first = next((word for word in partner.name.split() if len(word) > 3), "")
    return [partner.name, *partner.aliases, *([first] if first else [])]


def _people(partners: Iterable[Partner]) -> frozenset[str]:
    return frozenset(word.folded for partner in partners for person in partner.people for word in words(person))


def _tested(account: Account, ledger: Ledger) -> _Tested:
    cells = account.cells(account.receiver), account.cells(account.giver)
    mentions = [len(rows) for rows in account.mentions.values()]
    smallest = occasions_p(mentions, len(mentions), rate=account.rate) if len(mentions) >= LEAST_NAMING else 1.0
    if not account.promise.planned:
        smallest = max(smallest, smallest_roles_p(len(cells[0]), len(cells[1])) if all(cells) else 1.0)
    rng = _rng(account, ledger)
    roles = roles_p(*cells, rng=rng)
    left = ((rest.cells(account.receiver), rest.cells(account.giver)) for rest in ledger.without_speakers(account))
    return _Tested(
        account=account,
        roles=roles,
        occasions=occasions_p(mentions, len(account.lacking), rate=account.rate),
        smallest=smallest,
        without_speaker=largest_roles_p(left, most=LARGEST_P_WITHOUT_SPEAKER, rng=rng) if roles <= CANDIDATE_P else 1.0,
    )


def _rng(account: Account, ledger: Ledger) -> np.random.Generator:
    said = "\n".join(sorted(str(ledger.rows[entry.row].id) for entry in account.entries))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], "big"))


def _documents(entries: Iterable[Entry]) -> int:
    return len({entry.document for entry in entries})


def _stands_out(one: _Tested) -> bool:
    """Both sides speak of it in their roles, in several documents and weeks, and the one who waits names it."""
    account = one.account
    waiting, owing = account.waiting(), account.owing()
    lacking = [entry for entry in account.entries if entry.partner == account.receiver and Standing.LACKING in entry.standings]
    named = [entry for entry in {*waiting, *lacking} if entry.named]
    days = [entry.day for entry in (*waiting, *owing) if entry.day]
    lasting = bool(days) and (max(days) - min(days)).days >= LEAST_DAYS
    released = any(Standing.RELEASED in entry.standings and entry.partner == account.receiver for entry in account.entries)
    several = account.promise.planned or one.without_speaker <= LARGEST_P_WITHOUT_SPEAKER
    if not account.promise.planned:
        named = [entry for entry in named if Standing.MISSED in entry.standings]
        owing = [entry for entry in owing if Standing.OWED in entry.standings]
    repeated = min(_documents(named), _documents(owing)) >= LEAST_DOCUMENTS
    return lasting and repeated and not released and several and _in_their_roles(account)


def _in_their_roles(account: Account) -> bool:
    """Whether the side that was to get it speaks more like who waits than the other does; that both speak alike of a lack blames nobody."""
    waits, owes = account.cells(account.receiver), account.cells(account.giver)
    return bool(waits) and bool(owes) and sum(waits) / len(waits) > sum(owes) / len(owes)


def _effect(one: _Tested, tested: Sequence[_Tested]) -> Effect:
    """Shares of documents that speak of it, drawn towards what is usual for the other promises."""
    account = one.account
    others = [other.account for other in tested if other is not one]
    occasions = sum(len(other.mentions) for other in others)
    usual = (sum(len(other.lacking) for other in others) + account.rate) / (occasions + 1)
    share, interval = shrunk_share(len(account.lacking), len(account.mentions), usual=usual, weight=min(SHRINKAGE, 1.0 + occasions / 4))
    return Effect(measure="share of the documents that name it in which it is missing or owed", value=share, interval=interval, within=usual)


def _position(partner: str, account: Account, material: Material) -> Position:
    """The view that the side takes; what it says in the other's view is counted against it."""
    receiving = partner == account.receiver
    entries = account.waiting() if receiving else account.owing()
    times = f"{_times(len(entries), 'statement')} in {_times(_documents(entries), 'document')}"
    return Position(
        partner=partner,
        summary=f"{_view(entries, receiving)} ({times})" if entries else "takes no view of it",
        statements=len(entries),
        evidence=_ids(account.telling(partner), material),
    )


def _view(entries: Sequence[Entry], receiving: bool) -> str:
    helped = any(Standing.EXTRA in entry.standings for entry in entries)
    if receiving:
        return "says that it is missing or less than promised" + (", and names what its own side does instead" if helped else "")
    return "says that or why it cannot be given yet, or not in full"


def _times(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _ids(entries: Iterable[Entry], material: Material) -> tuple[str, ...]:
    return tuple(str(material.statements.row(entry.row).id) for entry in entries)


def _against(account: Account) -> list[Entry]:
    """That it is there, said since it is missing, and what speaks in the other side's view."""
    missed = min((entry.day for entry in account.entries if entry.day and entry.lacks), default=None)
    about = [entry for entry in account.entries if entry.named and entry.quotable]
    there = [entry for entry in about if Standing.THERE in entry.standings and not (entry.lacks or (missed and entry.day and entry.day < missed))]
    crossed = [entry for entry in about if entry.worded and entry.leaning == (-1 if entry.partner == account.receiver else 1)]
    return list(dict.fromkeys([*there, *crossed]))


def _common(account: Account) -> tuple[str, ...]:
    found = [f"{f'clause {account.promise.clause} of ' if account.promise.clause else ''}the charter names it"] if account.promise.planned else []
    if account.waiting() and account.owing():
        found.append("both sides say that it is not there in full")
    return tuple(found)


def _title(promise: Promise) -> str:
    if promise.planned:
        clause = f" (clause {promise.clause})" if promise.clause else ""
        return f"“{promise.name}”: both sides speak of less than the charter has{clause}"
    return f"“{promise.name}”: both sides speak of less than was promised"


def _questions(promise: Promise) -> tuple[str, ...]:
    return (
        f"What of “{promise.name}” will be there, and from which day on?",
        f"What is left out or moved until then, and does what was agreed on “{promise.name}” still hold?",
    )


def _settlement(account: Account, material: Material) -> Settlement | None:
    """It came: somebody says so, and nobody says afterwards that it is missing."""
    lacking = [entry.day for entry in account.entries if entry.day and entry.lacks]
    there = [entry for entry in account.entries if Standing.THERE in entry.standings and entry.day and entry.quotable]
    if not lacking or not there:
        return None
    last: date = max(lacking)
    came = [entry for entry in there if entry.day and entry.day > last]
    return Settlement(on=min(entry.day for entry in came if entry.day), evidence=_ids(came[:3], material)) if came else None


def _confidence(one: _Tested) -> float:
    account = one.account
    fewest = min(_documents(account.waiting()), _documents(account.owing()))
    against = len(_against(account)) <= 0.25 * len(account.entries)
    strong = one.p_value <= 0.01
    robust = one.without_speaker <= LARGEST_P_WITHOUT_SPEAKER
    return round(min(0.9, 0.45 + 0.05 * min(fewest - 1, 3) + 0.1 * account.promise.planned + 0.05 * against + 0.05 * strong + 0.05 * robust), 2)


def _severity(account: Account) -> Severity:
    """Effect and stakes: planned with a number, told again and again, over months, made up for by the other side."""
    waiting, owing = account.waiting(), account.owing()
    days = [entry.day for entry in (*waiting, *owing) if entry.day]
    long = bool(days) and (max(days) - min(days)).days >= 90
    repeated = min(_documents(waiting), _documents(owing)) >= 4
    weight = (account.promise.planned and account.promise.amount is not None) + repeated + long + any(Standing.EXTRA in e.standings for e in waiting)
    return Severity.HIGH if weight >= 4 else Severity.MEDIUM if weight >= 2 else Severity.LOW


def _coverage(pair: tuple[str, str], accounts: Sequence[Account], tested: Sequence[_Tested]) -> Coverage:
    if tested:
        names = ", ".join(sorted({f"“{one.account.promise.name}”" for one in tested}))
        return Coverage(check=AlertKind.COMMITMENT_BALANCE, partners=pair, status=CoverageStatus.RAN, why=f"promises followed: {names}")
    nearest = max(accounts, key=lambda account: len(account.cells(account.receiver)) + len(account.cells(account.giver)), default=None)
    why = f"of {_times(len(accounts), 'promise')} none is spoken of as missing or owed in five documents, by both sides"
    if nearest is not None:
        counts = len(nearest.cells(nearest.receiver)), len(nearest.cells(nearest.giver))
        why += f"; nearest: “{nearest.promise.name}” with {counts[0]} and {counts[1]}"
    return Coverage(check=AlertKind.COMMITMENT_BALANCE, partners=pair, status=CoverageStatus.INSUFFICIENT_DATA, why=why)
