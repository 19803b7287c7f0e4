"""Counts for a monitoring system: by route template and status, never by anything that somebody wrote."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from driftwatch.store import SqlStore
from driftwatch_api.gauges import Gauges

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""A client may invent methods; a label may not take them over."""


class Metrics:
    """The counters of one application; two applications in one process do not share them."""

    def __init__(self, store: SqlStore, clock: Callable[[], datetime], *, shared: Path | None = None) -> None:
        self.registry, self._shared, self._gauges = CollectorRegistry(), shared, Gauges(store, clock)
        if shared is None:
            self.registry.register(self._gauges)
        self.requests = Counter("driftwatch_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry)
        self.seconds = Histogram("driftwatch_http_request_seconds", "Time from request to answer.", ["route"], registry=self.registry)

    def count(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Note one answered request."""
        self.requests.labels(method if method in METHODS else "other", route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All counters in the Prometheus text format; those of several processes summed, also of those that died."""
        if self._shared is None:
            return generate_latest(self.registry)
        told = CollectorRegistry()
        MultiProcessCollector(told, str(self._shared))  # type: ignore[no-untyped-call]
        told.register(self._gauges)
        return generate_latest(told)
