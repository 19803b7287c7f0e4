"""Scores of the alerts on programmes whose planted differences and traps are known (`gold.json`).

An alert is right when its kind is one that the gold allows for a difference, its partners are those
of the difference, and its subject is one of those named or at least two of its quotes stand among the
gold's. One that is settled must not be open. What matches nothing is wrong, on a trap or elsewhere.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from driftwatch.domain.alerts import Alert, AlertStatus
from driftwatch.domain.words import folded_phrase
from driftwatch.errors import ConfigurationError
from driftwatch.learn.scores import Score, binomial_interval
from driftwatch.wiring import programme_settings, store_of, watch

LEAST_SHARED_QUOTES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One difference that somebody planted in a programme."""

    id: str
    kinds: tuple[str, ...]
    subjects: tuple[str, ...]
    partners: frozenset[str]
    settled: bool
    quotes: frozenset[str]

    def is_meant_by(self, alert: Alert) -> bool:
        """Whether the alert speaks of this difference."""
        if alert.kind not in self.kinds or not set(alert.partners) & self.partners:
            return False
        shared = sum(" ".join(piece.quote.split()) in self.quotes for piece in alert.evidence)
        return shared >= LEAST_SHARED_QUOTES or folded_phrase(alert.subject) in {folded_phrase(subject) for subject in self.subjects}


def score_programme(programme: Path, *, benchmark: str) -> list[Score]:
    """A score for each kind of alert that was raised or planted, and for all; the programme's own state is not touched."""
    settings = programme_settings(programme)
    planted = planted_in(programme / "gold.json")
    with TemporaryDirectory() as state:
        store = store_of(settings, {"DRIFTWATCH_STORE": f"sqlite:///{state}/store.db"})
        try:
            outcome = watch(settings, store).scan(at=datetime(2000, 1, 1, tzinfo=UTC)).outcome
        finally:
            store.close()
    return scored(outcome.alerts, planted, benchmark=benchmark)


def scored(alerts: Sequence[Alert], planted: Sequence[Planted], *, benchmark: str) -> list[Score]:
    """A score for each kind, then for all: open alerts against the differences that are not settled."""
    raised = [alert for alert in alerts if alert.status is not AlertStatus.RESOLVED]
    open_ones = [one for one in planted if not one.settled]
    kinds = sorted({alert.kind.value for alert in raised} | {one.kinds[0] for one in open_ones})
    rows = [
        _score(benchmark, kind, [alert for alert in raised if alert.kind == kind], [one for one in open_ones if one.kinds[0] == kind], open_ones)
        for kind in kinds
    ]
    return [*rows, _score(benchmark, "all alerts", raised, open_ones, open_ones)]


def _score(benchmark: str, what: str, alerts: Sequence[Alert], expected: Sequence[Planted], planted: Sequence[Planted]) -> Score:
    right = sum(any(one.is_meant_by(alert) for one in planted) for alert in alerts)
    found = sum(any(one.is_meant_by(alert) for alert in alerts) for one in expected)
    return Score(
        benchmark=benchmark,
        what=what,
        expected=len(expected),
        said=len(alerts),
        right=right,
        found=found,
        precision_interval=binomial_interval(right, len(alerts)),
        recall_interval=binomial_interval(found, len(expected)),
    )


def planted_in(gold: Path) -> list[Planted]:
    """The planted differences of a gold.json; raises ConfigurationError where it is of another form."""
    try:
        entries = json.loads(gold.read_text("utf-8"))["divergences"]
        return [_planted(entry) for entry in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{gold}: not a gold.json with `divergences` (id, kinds, subjects, partners, settled, quotes): {error}") from error


def _planted(entry: dict[str, object]) -> Planted:
    lists = {key: value for key in ("kinds", "subjects", "partners") if isinstance(value := entry[key], list)}
    quotes = entry["quotes"]
    if len(lists) < 3 or not isinstance(quotes, dict):
        raise ValueError(f"{entry.get('id')}: kinds, subjects and partners are lists, quotes is an object")
    return Planted(
        id=str(entry["id"]),
        kinds=tuple(map(str, lists["kinds"])),
        subjects=tuple(map(str, lists["subjects"])),
        partners=frozenset(map(str, lists["partners"])),
        settled=entry.get("settled") is not None,
        quotes=frozenset(" ".join(str(quote).split()) for side in quotes.values() for quote in side),
    )
