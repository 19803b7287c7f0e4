"""A command run to its end: seconds that passed, seconds of CPU, and the peak of resident memory, of it and of all that it starts."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_EVERY = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took."""

    wall: float
    cpu: float
    peak: float
    """MiB: the largest sum over the processes alive at one moment, looked at ten times a second."""

    def told(self) -> dict[str, float]:
        """As it stands in the JSON."""
        return {"wall": round(self.wall, 2), "cpu": round(self.cpu, 2), "peak": round(self.peak, 1)}


def run(command: Sequence[str | Path], *, environ: Mapping[str, str] | None = None, good: Sequence[int] = (0,)) -> Run:
    """Raises SystemExit with what it said where it fails: where it ends with a code that is not among the good ones."""
    before, begun = _children_cpu(), time.perf_counter()
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as a user's: what was compiled once is kept
    process = subprocess.Popen(
        [str(part) for part in command], env={**given, **(environ or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peaks, stop = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, stop), daemon=True)
    watcher.start()
    said, _ = process.communicate()
    wall = time.perf_counter() - begun
    stop.set()
    watcher.join()
    if process.returncode not in good:
        raise SystemExit(f"{' '.join(str(part) for part in command)} ended with {process.returncode}:\n{said[-4000:]}")
    return Run(wall=wall, cpu=_children_cpu() - before, peak=max(peaks))


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, smallest and largest."""
    return {"median": round(median(values), 4), "low": round(min(values), 4), "high": round(max(values), 4), "runs": len(values)}


def load() -> list[float]:
    """The system's load over 1, 5 and 15 minutes."""
    return [round(figure, 2) for figure in os.getloadavg()]


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: int, peaks: list[float], stop: threading.Event) -> None:
    while not stop.wait(_EVERY):
        peaks.append(resident(process) / 2**20)


def resident(process: int) -> int:
    """Bytes of it and of all that it started."""
    return sum(map(_resident, _tree(process)))


def _tree(process: int) -> list[int]:
    found, waiting = [], [process]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                waiting += map(int, listed.read_text().split())
            except OSError:
                continue
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
