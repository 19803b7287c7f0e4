"""Programmes with a known answer, scanned as people would, with a state of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from driftwatch.learn.evaluate_alerts import by_kind, compared, score
from driftwatch.learn.evaluate_programmes import Examined
from driftwatch.learn.null_runs import halves, speakers_dealt
from driftwatch.learn.programme_gold import GOLD, read_gold
from driftwatch.learn.scores import Score
from driftwatch.ports import Material
from driftwatch.watch import Watch
from driftwatch.wiring import programme_settings, store_of, watch


def examine(programme: Path, *, nulls: int = 0) -> Examined:
    """Scan it and deal the speakers of each of its partners to two sides so many times; raises ConfigurationError where it has no gold."""
    gold, name = read_gold(programme / GOLD), programme.resolve().name
    with _line(programme) as line:
        alerts = line.scan(at=datetime(2000, 1, 1, tzinfo=UTC)).outcome.alerts
        return Examined(result=compared(name, alerts, gold), nulls=tuple(speakers_dealt(line, programme=name, runs=nulls) if nulls else ()))


def material_of(programme: Path) -> Material:
    """What its checks would be given."""
    with _line(programme) as line:
        understood = line.understand()
        return line.material(understood.statements, charter=understood.charter)


def score_programme(programme: Path, *, benchmark: str) -> list[Score]:
    """A score for each kind of alert that was raised or planted, and for all."""
    results = [examine(programme).result]
    return [*by_kind(results, benchmark=benchmark), score(results, benchmark=benchmark, what="all alerts")]


def score_halves(programme: Path, *, benchmark: str, seed: int) -> list[Score]:
    """How many alerts halves of one and the same partner raise against each other: nothing is expected, nothing can be right."""
    with _line(programme) as line:
        raised = list(halves(line, seed=seed))
    return [Score(benchmark=benchmark, what=f"halves of one partner, {len(raised)} runs", expected=0, said=sum(raised), right=0)]


@contextmanager
def _line(programme: Path) -> Iterator[Watch]:
    """The line for a programme over an empty store that is gone afterwards: the programme's own state is not touched."""
    settings = programme_settings(programme)
    with TemporaryDirectory() as state:
        store = store_of(settings, {"DRIFTWATCH_STORE": f"sqlite:///{state}/store.db"})
        try:
            yield watch(settings, store)
        finally:
            store.close()
