"""How well a change of meaning over time is seen: words planted in dated minutes, and words of which only the number changes.

A made-up word stands, on one side, for one word of the series before a day and for another after it (Shoemark et al. 2019, EMNLP): at once, little by
little, or for a while. All other words are left as they are; what is said of them is counted as false, though over years some do change.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from driftwatch.checks.time_drift import TimeDrift
from driftwatch.domain.labels import LABELS
from driftwatch.domain.meaning import Finding, Judged, Term
from driftwatch.learn.answers import Answer, answer
from driftwatch.learn.term_beds import PARTNERS, SIDES, Donor, dealt_by_speaker, donors
from driftwatch.ports import Encoder, Material, VectorCache
from driftwatch.settings import Detection
from driftwatch.stages.contrast import usage_vectors
from driftwatch.stages.embed import embed_usages
from driftwatch.stages.judge import judge
from driftwatch.stages.locate import locate
from driftwatch.stages.sample import sample
from driftwatch.stages.terms import find_terms
from driftwatch.tables import Statements

MOST_TERMS, MOST_BACKGROUND = 60, 20
"""Words of a series that are followed beside the planted one: enough for a background, few enough to be encoded in minutes."""
_SYLLABLES = ("bal", "dor", "fen", "gri", "hul", "jas", "kem", "lor", "mip", "nur", "pli", "qua", "rus", "sov", "tam", "vel", "wix", "zub")


class Schedule(StrEnum):
    """How the second sense comes over time."""

    STEP = "one side changes at once"
    RAMP = "one side changes little by little"
    PULSE = "one side changes and goes back"
    BOTH = "both sides change at once"
    RISE = "one side says it three times as often, in one sense"
    STEADY = "both sides keep to one sense"
    NOTHING = "nothing is planted"


_SHARE: Mapping[Schedule, Callable[[float], float]] = {
    Schedule.STEP: lambda time: float(time >= 0.5),
    Schedule.RAMP: lambda time: min(1.0, max(0.0, (time - 0.2) / 0.6)),
    Schedule.PULSE: lambda time: float(0.35 <= time < 0.65),
    Schedule.BOTH: lambda time: float(time >= 0.5),
    Schedule.RISE: lambda _: 0.0,
    Schedule.STEADY: lambda _: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftBed:
    """A series with one made-up word in it."""

    statements: Statements
    word: str
    made_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftBench:
    """What follows the terms of a bed: the line's own stages and the check."""

    encoder: Encoder
    cache: VectorCache
    check: TimeDrift = TimeDrift()
    detection: Detection = Detection()

    def judged(self, statements: Statements, terms: Sequence[Term]) -> tuple[Judged, ...]:
        """Every term of either side that was followed, after false-discovery control."""
        return judge(self.findings(statements, terms), fdr=self.detection.fdr)

    def findings(self, statements: Statements, terms: Sequence[Term]) -> list[Finding]:
        """The same before."""
        usages = locate(statements, terms)
        compared = sample(usages, statements, terms)
        material = Material(
            partners=PARTNERS,
            statements=statements,
            probabilities=np.zeros((len(statements), len(LABELS)), dtype=np.float32),
            labels=[()] * len(statements),
            usages=usages,
            terms=terms,
            compared=compared,
            usage_vectors=usage_vectors(embed_usages(compared, statements, self.encoder, self.cache)),
        )
        return self.check.test(material)[0]


def drift_answers(
    bench: DriftBench, name: str, statements: Statements, *, schedule: Schedule, usages: int, seed: int, runs: int
) -> Iterator[Answer]:
    """The planted word and, of the same runs, all words that nobody touched; nothing where the series has too few words."""
    rng = random.Random(f"{seed} {name} {schedule} {usages}")  # noqa: S311  no secret hangs on it
    known, followed = donors(statements, least=2 * usages), series_terms(statements)
    planted, others = [], []
    for _ in range(runs):
        bed = drift_bed(dealt_by_speaker(statements, rng), known, rng, schedule=schedule, usages=usages)
        if bed is None:
            continue
        terms = [term for term in followed if term.name not in bed.made_of]
        judged = bench.judged(bed.statements, [Term(name=bed.word, words=(bed.word,)), *terms])
        planted.append([entry.verdict for entry in judged if entry.finding.subject == bed.word and entry.finding.partners == (SIDES[0],)])
        others.append([entry.verdict for entry in judged if entry.finding.subject != bed.word and entry.finding.p_value is not None])
    if planted:
        yield answer(schedule, planted, series=name, usages=usages, asked=len(planted))
        yield answer(Schedule.NOTHING, others, series=name)


def drift_bed(dealt: Statements, known: Sequence[Donor], rng: random.Random, *, schedule: Schedule, usages: int) -> DriftBed | None:
    """A made-up word that side A says `usages` times in each half of the time, by the schedule for one donor or another; side B says it as
    often, for the first donor unless both change. None where the words do not suffice.
    """
    time = _times(dealt)
    pairs = [(one, other) for one in known for other in known if one is not other and _are_apart(one, other)]
    rng.shuffle(pairs)
    for one, other in pairs[:40]:
        first = _chosen(one, other, schedule, usages, time, rng=rng, without=set())
        beside = Schedule.BOTH if schedule is Schedule.BOTH else Schedule.STEADY
        second = _chosen(one, other, beside, usages, time, rng=rng, without=set(first))
        if first and second:
            word = "".join(rng.sample(_SYLLABLES, 2)) + rng.choice(("et", "ork", "ane", "il"))
            return DriftBed(statements=_edited(dealt, word, {SIDES[0]: first, SIDES[1]: second}), word=word, made_of=(one.term.name, other.term.name))
    return None


def _are_apart(one: Donor, other: Donor) -> bool:
    return len(one.places.keys() & other.places.keys()) * 20 <= len(one.places)


def series_terms(statements: Statements) -> tuple[Term, ...]:
    """The best terms of a series and some of its ordinary words."""
    found = find_terms(statements)
    background = [term for term in found if not term.tested]
    return (*[term for term in found if term.tested][:MOST_TERMS], *background[:: max(1, len(background) // MOST_BACKGROUND)])


def _times(statements: Statements) -> Mapping[int, tuple[float, str]]:
    """Row of each dated statement -> the place of its document in time, 0 … 1, and the document."""
    first: dict[str, int] = {}
    for document, said_at in zip(statements.document, statements.said_at, strict=True):
        if said_at is not None:
            first[document] = min(first.get(document, said_at.toordinal()), said_at.toordinal())
    order = {document: place / len(first) for place, document in enumerate(sorted(first, key=lambda document: (first[document], document)))}
    return {row: (order[document], document) for row, document in enumerate(statements.document) if document in order}


def _chosen(
    one: Donor, other: Donor, schedule: Schedule, usages: int, time: Mapping[int, tuple[float, str]], *, rng: random.Random, without: set[int]
) -> dict[int, tuple[int, int]]:
    """Rows and places at which the word is put: as many in each half of the time (but for a rise), document after document; none where they lack."""
    share = _SHARE[schedule]
    places = {row: place for row, place in other.places.items() if row in time and rng.random() < share(time[row][0])}
    places |= {row: place for row, place in one.places.items() if row in time and rng.random() >= share(time[row][0])}
    halves: tuple[list[int], list[int]] = ([], [])
    for row in sorted(places.keys() - without):
        halves[time[row][0] >= 0.5].append(row)
    wanted = (max(usages // 2, 1), 3 * (usages // 2)) if schedule is Schedule.RISE else (usages, usages)
    taken = [_spread(rows, time, rng)[:number] for rows, number in zip(halves, wanted, strict=True)]
    enough = all(len(rows) == number for rows, number in zip(taken, wanted, strict=True))
    return {row: places[row] for rows in taken for row in rows} if enough else {}


def _spread(rows: Sequence[int], time: Mapping[int, tuple[float, str]], rng: random.Random) -> list[int]:
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_document[time[row][1]].append(row)
    columns = [rng.sample(own, len(own)) for _, own in sorted(by_document.items())]
    rng.shuffle(columns)
    rounds = max(map(len, columns), default=0)
    return [own[turn] for turn in range(rounds) for own in columns if turn < len(own)]


def _edited(statements: Statements, word: str, chosen: Mapping[str, Mapping[int, tuple[int, int]]]) -> Statements:
    texts, sides = list(statements.text), list(statements.partner)
    for side, places in chosen.items():
        for row, (start, end) in places.items():
            texts[row] = texts[row][:start] + word + ("s" if texts[row][start:end].endswith("s") else "") + texts[row][end:]
            sides[row] = side
    return statements.with_column(Statements.text, texts).with_column(Statements.partner, sides)
