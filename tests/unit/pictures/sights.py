"""What an audience may see of an invented programme: two partners who use one word in two senses, week by week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from tests.unit.checks.material import PARTNERS, STRONG

from driftwatch.alerts.merging import told
from driftwatch.alerts.raising import raise_alerts
from driftwatch.checks.term_meaning import TermMeaning
from driftwatch.domain.meaning import Finding, Judged, Term, Verdict
from driftwatch.domain.sampling import LEAST_BACKGROUND
from driftwatch.domain.words import words
from driftwatch.pictures.sight import Sight
from driftwatch.ports import Contrast, Material
from driftwatch.records import StatementRecord
from driftwatch.settings import Detection
from driftwatch.stages.contrast import usage_vectors
from driftwatch.statistics.permutation import seed_of
from driftwatch.tables import Statements, Usages

START = date(2026, 1, 5)
"""A Monday."""
HUB = "the result row {n} left the hub queue, and the hub kept the row"
DOCTOR = "the doctor signed result {n} in the chart, says the doctor"
MIRRORED = {"alder": "birch", "birch": "alder"}

Said = tuple[str, str, int | None]
"""Text, partner, and the week in which it was said, from 0; None for what carries no date."""


def talk(weeks: int = 12) -> list[Said]:
    """One statement of each partner a week."""
    return [each for n in range(weeks) for each in ((HUB.format(n=n), "alder", n), (DOCTOR.format(n=n), "birch", n))]


def mirrored(said: Sequence[Said]) -> list[Said]:
    """The same words by the other partner."""
    return [(text, MIRRORED[partner], week) for text, partner, week in said]


def statements(said: Sequence[Said]) -> Statements:
    """Minutes of one document a week; the id of a statement is its text."""
    return Statements.of(
        (
            text,
            text,
            partner,
            f"speaker of {partner}",
            None if week is None else datetime.combine(START + timedelta(days=7 * week), datetime.min.time(), tzinfo=UTC),
            f"w{week}.md",
            f"line {n}",
            f"w{week}",
            "minutes",
            None,
            None,
            n,
            0,
        )
        for n, (text, partner, week) in enumerate(said)
    )


def material(said: Sequence[Said], *, term: str = "result") -> Material:
    """The statements with the usages of one term compared; what stands around it decides its vector."""
    table = statements(said)
    usages = Usages.of(
        (term, row, word.start, word.end, partner, f"w{week}", None)
        for row, (text, partner, week) in enumerate(said)
        for word in words(text)
        if word.folded == term
    )
    vectors = usage_vectors(np.array([_vector(said[usage.statement][0]) for usage in usages.rows()], dtype=np.float32).reshape(len(usages), 16))
    return Material(
        partners=PARTNERS,
        statements=table,
        probabilities=np.full((len(table), 7), 0.3, dtype=np.float32),
        labels=[()] * len(table),
        usages=usages,
        contrasts=_contrasts(term, said, usages),
        terms=(Term(name=term, words=(term,)),),
        compared=usages,
        usage_vectors=vectors,
    )


def sight(said: Sequence[Said], *findings: Finding, term: str = "result", charter: str = "") -> Sight:
    """What the check of terms makes of it, with these findings beside."""
    own = replace(material(said, term=term), charter=charter)
    found = [*TermMeaning().test(own)[0], *findings]
    judged = [Judged(finding=finding, q_value=0.01, verdict=Verdict.DIVERGENT if finding.holds else Verdict.SAME) for finding in found]
    groups = raise_alerts(judged, _records(own.statements), programme="test", partners=PARTNERS)
    return Sight(material=own, judged=judged, alerts=tuple(map(told, groups)), coverage=(), detection=Detection(), timezone=UTC)


def _contrasts(term: str, said: Sequence[Said], usages: Usages) -> list[Contrast]:
    """What the stage would make of it, its test taken as made: nothing here asks for the draws."""
    own = [[usage for usage in usages.rows() if usage.partner == partner] for partner in ("alder", "birch")]
    documents = [len({usage.document for usage in side}) for side in own]
    if min(map(len, own)) < LEAST_BACKGROUND[0] or min(documents) < LEAST_BACKGROUND[1]:
        return []
    ranked = [sorted({usage.statement for usage in side}, key=lambda row: (said[row][2] or 0, said[row][0])) for side in own]
    return [
        replace(
            STRONG,
            term=term,
            usages=(len(own[0]), len(own[1])),
            documents=(documents[0], documents[1]),
            rows=(tuple(ranked[0]), tuple(ranked[1])),
        )
    ]


def _vector(text: str) -> list[float]:
    """The hub's sense or the doctor's, and something of its own."""
    own = np.random.default_rng(seed_of(text)).normal(scale=0.2, size=16)
    return [float(value) for value in own + np.eye(16)[0 if "hub" in text else 8] + np.eye(16)[4 if "queue" in text else 12]]


def _records(table: Statements) -> dict[str, StatementRecord]:
    return {
        row.id: StatementRecord(
            id=row.id,
            text=row.text,
            partner=row.partner,
            speaker=row.speaker,
            said_at=row.said_at,
            source=row.source,
            locator=row.locator,
            document=row.document,
            register=row.register,
            labels={},
            predicted=(),
        )
        for row in table.rows()
    }
