"""One scan, stage by stage: `python benchmarks/timed_scan.py PROGRAMME --out DIR --json FILE`, in a process of its own.

Does what `driftwatch scan` does, with a clock around each stage, wherever the stage is called from. A stage's figures are its own: what it asks of
another one (a check of the store, labels of the cache) counts for that one. CPU is that of this process and of the processes that read, once they
have ended; the peak is the largest resident memory while the stage ran, and how far that is above what was resident when it began.
"""

import argparse
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

BEGAN = time.perf_counter()
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FUNCTIONS = {
    "driftwatch.stages.read": {"read_programme": "read", "charter_text": "read", "counted": "read"},
    "driftwatch.stages.attribute": {"attribute": "attribute"},
    "driftwatch.stages.segment": {"segment": "segment"},
    "driftwatch.stages.once": {"once": "segment"},
    "driftwatch.stages.classify": {"classify": "classify"},
    "driftwatch.stages.terms": {"find_terms": "terms"},
    "driftwatch.stages.locate": {"locate": "locate"},
    "driftwatch.stages.sample": {"sample": "locate"},
    "driftwatch.stages.embed": {"embed": "embed", "embed_usages": "embed", "find_sides": "sides"},
    "driftwatch.stages.contrast": {"contrast": "compare", "usage_vectors": "compare"},
    "driftwatch.stages.definitions": {"find_definitions": "definitions"},
    "driftwatch.stages.judge": {"judge": "alert"},
    "driftwatch.stages.term_verdicts": {"term_records": "alert"},
    "driftwatch.alerts.raising": {"raise_alerts": "alert"},
    "driftwatch.alerts.reserving": {"reserved": "alert"},
    "driftwatch.pictures": {"drawn": "pictures"},
    "driftwatch.report.html": {"render_report": "report"},
    "driftwatch.report.documents": {"write_outputs": "report"},
}
STAGES = (
    "start", "read", "attribute", "segment", "classify", "terms", "locate", "embed", "sides", "compare", "definitions", "checks", "alert",
    "pictures", "store", "report", "rest",
)  # fmt: skip
AFTER_EMBEDDING = ("compare", "definitions", "checks", "alert", "pictures", "store", "report", "rest")
"""What is done once the last text has been through a network."""


@dataclass(slots=True)
class Spent:
    """What one stage took."""

    wall: float = 0.0
    cpu: float = 0.0
    calls: int = 0
    peak: float = 0.0
    """MiB."""
    growth: float = 0.0
    """MiB above what was resident when it began."""


@dataclass(slots=True)
class _Open:
    stage: str
    resident: float
    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0


@dataclass(slots=True)
class Clock:
    """Adds up what each stage takes for itself."""

    spent: dict[str, Spent] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _last: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What is inside counts for this stage, but for the stages within it."""
        self._tick()
        self._open.append(_Open(stage=name, resident=_resident()))
        try:
            yield
        finally:
            self._tick()
            ended = self._open.pop()
            own = self.spent.setdefault(name, Spent())
            own.wall, own.cpu, own.calls = own.wall + ended.wall, own.cpu + ended.cpu, own.calls + 1
            own.peak, own.growth = max(own.peak, ended.peak), max(own.growth, ended.peak - ended.resident)
            if self._open:
                self._open[-1].peak = max(self._open[-1].peak, ended.peak)

    def _tick(self) -> None:
        """What went by since the last tick is of the innermost stage."""
        now, used, peak = time.perf_counter(), _cpu(), _peak()
        if self._open:
            inner = self._open[-1]
            inner.wall, inner.cpu = inner.wall + now - self._last[0], inner.cpu + used - self._last[1]
            inner.peak = max(inner.peak, peak)
        self._last = now, used
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # the system's mark of the highest memory begins anew

    def around(self, call: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The same function, timed; a generator is timed while it is being emptied."""

        def timed(*arguments: Any, **named: Any) -> Any:
            with self.stage(stage):
                return call(*arguments, **named)

        return timed


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _status(entry: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith(entry))
    return int(line.split()[1]) / 1024


def _resident() -> float:
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM")


def install(clock: Clock) -> None:
    """Put the clock around every stage in every module that has it by name."""
    import driftwatch.watch  # noqa: F401  so that all that it imports is there
    from driftwatch.intake.sandbox import Sandbox
    from driftwatch.store.sql import SqlStore

    for module, functions in FUNCTIONS.items():
        home = importlib.import_module(module)
        for name, stage in functions.items():
            plain = getattr(home, name)
            timed = clock.around(plain, stage)
            for other in [each for key, each in sys.modules.items() if key.startswith("driftwatch") and getattr(each, name, None) is plain]:
                setattr(other, name, timed)
    Sandbox.close = clock.around(Sandbox.close, "read")
    for name in ("vectors", "keep_vectors", "commit", "outcome"):
        setattr(SqlStore, name, clock.around(getattr(SqlStore, name), "store"))


def scan(programme: Path, out: Path, clock: Clock) -> Any:
    """The record, with everything stored and written."""
    with clock.stage("start"):
        from contextlib import closing

        import driftwatch.report.documents
        import driftwatch.report.html
        from driftwatch.domain.talk import programme_key
        from driftwatch.wiring import programme_settings, store_of, watch

        install(clock)
        settings = programme_settings(programme)
        out.mkdir(parents=True, exist_ok=True)
    with clock.stage("rest"), closing(store_of(settings, os.environ)) as store:
        before = store.outcome(programme_key(settings.name))
        known = None if before is None else {alert.id: alert.status for alert in before.alerts}
        line = watch(settings, store)
        for check in line.checks:
            _time_check(check, clock)
        record = line.scan(at=AT)
        report = driftwatch.report.html.render_report(record, told=known, charter=settings.charter)
        driftwatch.report.documents.write_outputs(out, record, report=report)
    return record


def _time_check(check: Any, clock: Clock) -> None:
    kind = type(check)
    if not getattr(kind, "timed", False):
        kind.test = clock.around(kind.test, f"check {check.kind.value}")
        kind.timed = True


def main() -> None:
    """Scan and write what was measured."""
    from driftwatch.cycles import look_seldom

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programme", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    look_seldom()
    clock = Clock()
    record = scan(options.programme, options.out, clock)
    rows = {name: {key: round(getattr(spent, key), 3) for key in Spent.__slots__} for name, spent in clock.spent.items()}
    told = {
        "wall": round(time.perf_counter() - BEGAN, 3),
        "cpu": round(_cpu(), 3),
        "statements": len(record.statements),
        "distinct": len({" ".join(each.text.split()) for each in record.statements}),
        "files": len(record.files),
        "unattributed": sum(each.partner is None for each in record.statements),
        "terms": len({each.term for each in record.terms}),
        "alerts": len(record.outcome.alerts),
        "stages": rows,
    }
    options.json.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
