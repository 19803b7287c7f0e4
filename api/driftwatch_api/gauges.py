"""What the store holds in numbers, asked for at each scrape: labels come from closed lists, no programme is named."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from driftwatch.domain.jobs import JobKind, JobState
from driftwatch.domain.mailing import DeliveryState
from driftwatch.errors import Reason, StoreError
from driftwatch.store import SqlStore
from driftwatch.store.figures import WITHOUT_REASON, Figures

CHANNELS = ("mail", "webhook", "folder")
OTHER = "other"
"""Whatever is not on the list, so that no word of anybody becomes a label."""
STATES = (*DeliveryState, "waiting", "claimed")


class Gauges(Collector):
    """The numbers of one store; where it does not answer, one number says so."""

    def __init__(self, store: SqlStore, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def describe(self) -> Iterable[Metric]:
        """Nothing: the store is not asked before somebody wants to know."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """All numbers of this moment."""
        at = self._clock()
        try:
            figures = self._store.figures.read(at)
        except StoreError:
            figures = None
        yield GaugeMetricFamily("driftwatch_store_up", "Whether the store answers.", value=0.0 if figures is None else 1.0)
        if figures is not None:
            yield from _told(figures, at)


def _told(figures: Figures, at: datetime) -> Iterator[Metric]:
    jobs = {(kind, state): 0 for kind in JobKind for state in JobState}
    yield _labelled("driftwatch_jobs", "Jobs in the store.", ("kind", "state"), jobs | _listed(figures.jobs, [*JobKind], [*JobState]))
    outbox = _listed(figures.deliveries, CHANNELS, STATES)
    yield _labelled("driftwatch_outbox", "What is, was or will be handed over.", ("channel", "state"), outbox)
    reasons: dict[tuple[str, ...], int] = {(reason,): count for reason in (*Reason, WITHOUT_REASON) if (count := figures.problems.get(reason, 0))}
    yield _labelled("driftwatch_import_problems", "Problems with the files of the last scans.", ("reason",), reasons)
    yield GaugeMetricFamily(
        "driftwatch_oldest_waiting_job_seconds", "Since when the oldest job could have been begun.", value=_age(figures.waiting_since, at)
    )
    if figures.last_scan is not None:
        yield GaugeMetricFamily("driftwatch_last_scan_seconds", "Since when no scan has ended.", value=_age(figures.last_scan, at))


def _labelled(name: str, told: str, labels: tuple[str, ...], numbers: Mapping[tuple[str, ...], int]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=labels)
    for values, number in sorted(numbers.items()):
        family.add_metric(values, number)
    return family


def _listed(numbers: Mapping[tuple[str, str], int], firsts: Iterable[str], seconds: Iterable[str]) -> dict[tuple[str, ...], int]:
    """The numbers with every label from its list."""
    known, others, found = set(firsts), set(seconds), dict[tuple[str, ...], int]()
    for (first, second), number in numbers.items():
        labels = (first if first in known else OTHER, second if second in others else OTHER)
        found[labels] = found.get(labels, 0) + number
    return found


def _age(since: datetime | None, at: datetime) -> float:
    return 0.0 if since is None else max(0.0, (at - since).total_seconds())
