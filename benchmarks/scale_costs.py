"""What a million statements cost, from the unit of work that every worker does: CPU a task, bytes that come back, memory and state.

    python benchmarks/scale_costs.py PROGRAMME... [--statements 2000]

Reads the programmes, takes that many of their distinct statements at even distances, and asks each task once, in this process and in shards as the
engine makes them. CPU of this process and its children, so that other work on the machine shows as little as may be. The figures of docs/scale.md.
"""

import argparse
import resource
import sys
import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

from driftwatch.domain.slices import Passed
from driftwatch.domain.talk import Register
from driftwatch.engines.sharded import MESSAGES, TEXTS, _key
from driftwatch.engines.unit import Task, answers, done, questions
from driftwatch.stages.attribute import attribute
from driftwatch.stages.read import read_programme
from driftwatch.stages.segment import segment, sliced
from driftwatch.store import open_store
from driftwatch.wiring import intake, programme_settings, worker_parts

MILLION = 1_000_000
MODELS = (Task.LABEL, Task.SIDES, Task.SENTENCE, Task.USAGE)


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("programmes", nargs="+", type=Path)
    wanted.add_argument("--statements", type=int, default=2000)
    options = wanted.parse_args()
    print(f"{'what':<34}{'rows':>8}{'CPU s':>9}{'CPU s a million':>17}{'bytes a row':>13}")
    statements = [each for programme in options.programmes for each in read(programme)]
    distinct = list(dict.fromkeys(" ".join(text.split()) for text in statements))
    texts = distinct[:: max(1, len(distinct) // options.statements)][: options.statements]
    print(f"{len(distinct):,} of {len(statements):,} statements are distinct")
    parts = worker_parts()
    done(Task.LABEL, questions([("k", texts[0], 0, 4)]), parts)
    for task in MODELS:
        rows = [(_key((text, 0, 4)), text, 0, 4) for text in texts]
        shards = [questions(rows[begin : begin + TEXTS]) for begin in range(0, len(rows), TEXTS)]
        done(task, shards[0].slice(0, 1), parts)
        began = cpu()
        came = [done(task, shard, parts) for shard in shards]
        row(f"{task} ({len(shards)} shards)", len(rows), cpu() - began, sum(len(answer) for batch in came for _, answer in answers(batch)))
    kept({key: answer for batch in came for key, answer in answers(batch)})


def read(programme: Path) -> list[str]:
    settings = programme_settings(programme)
    began, wall = cpu(), time.perf_counter()
    reading_room = intake(settings)
    reading = read_programme(settings, reading_room)
    reading_room.close()
    row(f"read {programme.name}", len(reading.messages), cpu() - began, 0)
    messages, _, _ = attribute(reading.messages, partners=settings.partners, owners=reading.owners, attendance=reading.attendance)
    passed = [Passed(each.text, each.register == Register.CHAT) for each in messages.rows()]
    sliced(passed[:1])
    began = cpu()
    sliced(passed)
    row(f"slice ({-(-len(passed) // MESSAGES)} shards)", len(passed), cpu() - began, 0)
    tracemalloc.start()
    table, _ = segment(messages)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    row("  statements in memory", len(table), 0, held)
    print(f"  wall {time.perf_counter() - wall:.1f} s", file=sys.stderr)
    return list(table.text)


def kept(found: dict[str, bytes]) -> None:
    """What vectors weigh in SQLite."""
    import numpy as np

    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/store.db")
        empty = sum(file.stat().st_size for file in Path(folder).iterdir())
        began = cpu()
        store.keep_vectors("usages@0", {key: np.frombuffer(answer, dtype="<f4") for key, answer in found.items()})
        spent = cpu() - began
        store.close()
        row("  usage vectors in SQLite", len(found), spent, sum(file.stat().st_size for file in Path(folder).iterdir()) - empty)


def row(what: str, rows: int, seconds: float, size: int) -> None:
    print(f"{what:<34}{rows:>8,}{seconds:>9.2f}{seconds / max(rows, 1) * MILLION:>17,.0f}{size / max(rows, 1):>13,.0f}", flush=True)


def cpu() -> float:
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main()
