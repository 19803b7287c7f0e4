"""Null runs: what one partner says, dealt at random to two sides. No difference between these is true."""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from driftwatch.domain.meaning import AlertKind, Judged, Verdict
from driftwatch.domain.talk import Partner
from driftwatch.ports import Material
from driftwatch.stages.judge import judge
from driftwatch.tables import Statements
from driftwatch.watch import Watch

SPLITS = 5
"""Random splits of each partner's documents."""
SIDES = ("first-half", "second-half")
_CALLED = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NullRun:
    """One deal of one partner's speakers."""

    programme: str
    partner: str
    number: int
    """1 … the number of deals."""
    tested: int
    """How many differences had data enough for a test."""
    alerts: tuple["NullAlert", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NullAlert:
    """An alert that should not be."""

    kind: AlertKind
    subject: str
    sides: int
    """1 where it says something of one side alone, which can be true of it."""


def halves(line: Watch, *, seed: int) -> Iterator[int]:
    """How many alerts each split of a partner's documents raises."""
    understood = line.understand()
    for partner in line.settings.partners:
        for split in _splits(understood.statements, partner, seed):
            yield len(_divergent(_judged(line, _as_sides(line.material(split, charter=understood.charter), partner))))


def speakers_dealt(line: Watch, *, programme: str, runs: int) -> Iterator[NullRun]:
    """Each partner's speakers dealt to two sides so many times, by a seed of what was said and the number: another programme is dealt otherwise.

    The charter is left out, as its roles and clauses would name both sides alike.
    """
    statements = line.understand().statements
    for partner in line.settings.partners:
        own = statements.where(statements.partner == partner.id)
        said = hashlib.sha256("\n".join(sorted(own.id)).encode()).hexdigest()
        for number in range(1, runs + 1 if len(_voices(own)) > 1 else 1):
            dealt = deal(own, random.Random(f"{said} {number}"))  # noqa: S311  no secret hangs on it
            judged = _judged(line, _as_sides(line.material(dealt), partner))
            alerts = [NullAlert(kind=one.finding.kind, subject=one.finding.subject, sides=len(one.finding.partners)) for one in _divergent(judged)]
            tested = sum(one.q_value is not None and one.finding.insufficient is None for one in judged)
            yield NullRun(programme=programme, partner=partner.id, number=number, tested=tested, alerts=tuple(alerts))


def deal(statements: Statements, rng: random.Random) -> Statements:
    """Half of the voices to each side; what nobody is named for, document by document."""
    voices = _voices(statements)
    first = set(rng.sample(voices, len(voices) // 2 + rng.randrange(1 + len(voices) % 2)))
    keys = _keys(statements)
    return statements.with_column(Statements.partner, [SIDES[key not in first] for key in keys])


def _voices(statements: Statements) -> list[str]:
    return sorted(set(_keys(statements)))


def _keys(statements: Statements) -> list[str]:
    """One for each voice: `Maya Okafor` and `maya.o` are one, and two of the same first name stay together, which does no harm."""
    pairs = zip(statements.speaker, statements.document, strict=True)
    return [_called(speaker) if speaker else f"\x1f{document}" for speaker, document in pairs]


def _called(speaker: str) -> str:
    found = _CALLED.search(speaker)
    return found[0].casefold() if found else speaker


def _splits(statements: Statements, partner: Partner, seed: int) -> Iterator[Statements]:
    own = statements.where(statements.partner == partner.id)
    documents = sorted(set(own.document))
    rng = random.Random(f"{seed} {partner.id}")  # noqa: S311  no secret hangs on it
    for _ in range(SPLITS):
        first = set(rng.sample(documents, len(documents) // 2))
        yield own.with_column(Statements.partner, [SIDES[document not in first] for document in own.document])


def _as_sides(material: Material, partner: Partner) -> Material:
    """The same as of two partners of one name."""
    return replace(material, partners=tuple(replace(partner, id=side) for side in SIDES))


def _judged(line: Watch, material: Material) -> tuple[Judged, ...]:
    findings = [finding for check in line.checks for finding in check.test(material)[0]]
    return judge(findings, fdr=line.settings.detection.fdr)


def _divergent(judged: Sequence[Judged]) -> list[Judged]:
    """What would be raised as open."""
    return [one for one in judged if one.verdict is Verdict.DIVERGENT and one.finding.settlement is None]
