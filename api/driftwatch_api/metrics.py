"""Counts for a monitoring system: by route template and status, never by anything that somebody wrote."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""A client may invent methods; a label may not take them over."""


class Metrics:
    """The counters of one application; two applications in one process do not share them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("driftwatch_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry)
        self.seconds = Histogram("driftwatch_http_request_seconds", "Time from request to answer.", ["route"], registry=self.registry)

    def count(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Note one answered request."""
        self.requests.labels(method if method in METHODS else "other", route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All counters in the Prometheus text format."""
        return generate_latest(self.registry)
