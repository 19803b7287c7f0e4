"""A long run that nobody attends: chat messages read from disk by `driftwatch scan`, interrupted now and then, and begun again as a user would.

The run is ended with SIGINT (Ctrl-C) and SIGKILL (a machine that goes away) in turn, after so many seconds each. What is resident is looked at once a
second over all processes, and told by tenths of the labels and other answers of models that the store holds in the end. Afterwards the same
programme is scanned by one run with a store of its own: both must say the same, byte for byte but for the time of the run.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import real_talk
from measured import resident, run

FINISHED, INTERRUPTED = (0, 3), 130
"""Codes with which `driftwatch scan` ends: with and without alerts that lie above a bound, and by Ctrl-C."""
WHOLE = 5_000_000
"""Messages of a night."""
_EVERY = 1.0
_PARTS = 10


@dataclass(slots=True)
class Seen:
    """One run of several, until it ended or was ended."""

    by: str = ""
    """The signal that ended it, or `end`."""
    seconds: float = 0.0
    answers: int = 0
    """What models had said, as the store held it then."""
    samples: list[tuple[float, float]] = field(default_factory=list)
    """Answers in the store and MiB resident, once a second."""


def unattended(
    folder: Path, known: Sequence[real_talk.Document], *, messages: int, times: int, seconds: tuple[float, float], seed: int
) -> Mapping[str, object]:
    """Figures of one interrupted run and of one that was let be; raises SystemExit where they say different things."""
    chats = [each for each in known if each.register == "chat"]  # of which each message is one statement
    chosen = list(real_talk.documents(chats, statements=messages, seed=seed))
    real_talk.write(folder / "programme", chosen)
    chance, runs = random.Random(seed), list[Seen]()
    while not runs or runs[-1].by != "end":
        how = None if len(runs) >= times else (signal.SIGINT, signal.SIGKILL)[len(runs) % 2]
        runs.append(_until(_command(folder, "often"), folder / "often.db", chance.uniform(*seconds), how))
        print(f"  {runs[-1].by} after {runs[-1].seconds:.0f} s, {runs[-1].answers:,} answers kept", flush=True)
    whole = run(_command(folder, "once"), environ=_store(folder / "once.db"), good=FINISHED)
    same = _said(folder / "often") == _said(folder / "once")
    if not same:
        raise SystemExit("an interrupted run and one that was let be say different things")
    return {
        "messages": sum(len(each.messages) for each in chosen),
        "statements": sum(each.size for each in chosen),
        "of": WHOLE,
        "runs": [{"by": each.by, "seconds": round(each.seconds, 1), "answers": each.answers} for each in runs],
        "seconds": round(sum(each.seconds for each in runs), 1),
        "whole": whole.told(),
        "memory": _by_parts([sample for each in runs for sample in each.samples], runs[-1].answers),
        "same": same,
    }


def _command(folder: Path, name: str) -> list[str | Path]:
    return [sys.executable, "-m", "driftwatch.cli", "scan", folder / "programme", "--out", folder / name, "--quiet"]


def _store(file: Path) -> dict[str, str]:
    return {"DRIFTWATCH_STORE": f"sqlite:///{file}"}


def _until(command: Sequence[str | Path], store: Path, seconds: float, how: signal.Signals | None) -> Seen:
    """Run it until it ends, or is ended by the signal after so many seconds; raises SystemExit with what it said where it fails.

    A run that comes to its end before the signal does is one that ended.
    """
    begun, seen, sent = time.monotonic(), Seen(), False
    with (store.parent / "said.txt").open("w", encoding="utf-8") as said, _heard():
        process = subprocess.Popen([str(part) for part in command], env={**os.environ, **_store(store)}, stdout=said, stderr=said)
    while process.poll() is None:
        seen.samples.append((_answers(store), resident(process.pid) / 2**20))
        if how is not None and not sent and time.monotonic() - begun >= seconds:
            process.send_signal(how)
            sent = True
        time.sleep(_EVERY)
    if process.returncode in FINISHED:
        seen.by = "end"
    elif sent and how is not None and process.returncode in (INTERRUPTED, -how):
        seen.by = how.name
    else:
        raise SystemExit(f"the run ended with {process.returncode}:\n{(store.parent / 'said.txt').read_text('utf-8')[-4000:]}")
    seen.seconds, seen.answers = time.monotonic() - begun, int(_answers(store))
    return seen


@contextmanager
def _heard() -> Iterator[None]:
    """A process that is begun in the background of a shell hears no SIGINT, nor does what it starts: here it does."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


def _answers(store: Path) -> float:
    if not store.is_file():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=1)) as connection:
            return float(connection.execute("SELECT COALESCE(MAX(rowid), 0) FROM vectors").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def _said(out: Path) -> bytes:
    """alerts.json but for the time of the run."""
    content = json.loads((out / "alerts.json").read_text("utf-8"))
    content["run"].pop("at")
    return json.dumps(content, sort_keys=True).encode()


def _by_parts(samples: Sequence[tuple[float, float]], answers: int) -> list[dict[str, float]]:
    """The most that was resident in each tenth of the answers, and after the last of them."""
    found = []
    for part in range(_PARTS):
        own = [mib for kept, mib in samples if part * answers <= _PARTS * kept < (part + 1) * answers]
        found.append({"part": (part + 1) / _PARTS, "peak": round(max(own, default=0.0), 0)})
    after = [mib for kept, mib in samples if kept >= answers]
    return [*found, {"part": 1.0, "peak": round(max(after, default=0.0), 0)}]
