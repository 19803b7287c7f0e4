"""How long starting takes: `python benchmarks/startup.py` prints each start's median, in seconds and against an interpreter that does nothing."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 9
STARTS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import driftwatch": [sys.executable, "-c", "import driftwatch"],
    "driftwatch --help": [str(Path(sys.executable).with_name("driftwatch")), "--help"],
    "driftwatch scan --help": [str(Path(sys.executable).with_name("driftwatch")), "scan", "--help"],
}


def main() -> None:
    """Print one line a start; they take turns, so that a busy machine slows them all alike."""
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(RUNS + 1):
        for name, command in STARTS.items():
            taken[name].append(_seconds(command))
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    nothing = medians["python -c pass"]
    for name, seconds in medians.items():
        print(f"{name:24} {seconds:6.3f} s  {seconds / nothing:5.1f} x  (+{seconds - nothing:.3f} s)")


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
