"""Runs that are killed (SIGKILL) at a chosen place, in a forked process: everything is imported already, so that a death costs little."""

import json
import os
import select
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable

from driftwatch.crashing import arm

Run = Callable[[], object]
_FAILED = 70


def die(run: Run, *, at: str, hit: int = 1) -> bool:
    """Have it killed when it comes by this place for this time, counted from 1; whether it came so far. AssertionError where it failed otherwise."""
    met: Counter[str] = Counter()

    def come_by(name: str) -> None:
        met[name] += 1
        if name == at and met[name] == hit:
            os.kill(os.getpid(), signal.SIGKILL)

    return _ended(_forked(run, come_by)[0])


def die_by_chance(run: Run, *, after: float) -> bool:
    """Have it killed after so many seconds, wherever it then is; whether it was still running."""
    process, alive = _forked(run, None)
    select.select([alive], [], [], after)
    os.kill(process, signal.SIGKILL)
    os.close(alive)
    return _ended(process)


def places(run: Run) -> Counter[str]:
    """How often a run comes by each place, in their order; it is run to its end."""
    reading, writing = os.pipe()
    met: Counter[str] = Counter()

    def told() -> None:
        run()
        with os.fdopen(writing, "w") as out:
            json.dump(met, out)

    process, alive = _forked(told, lambda name: met.update([name]))
    os.close(alive)
    os.close(writing)
    with os.fdopen(reading) as content:
        found = content.read()
    if _ended(process):
        raise AssertionError("it was killed by somebody else")
    return Counter(json.loads(found))


def _forked(run: Run, act: Callable[[str], None] | None) -> tuple[int, int]:
    """The process, and what can be read from once it has ended."""
    alive, held = os.pipe()
    process = os.fork()
    if process:
        os.close(held)
        return process, alive
    os.close(alive)
    code = _FAILED
    try:
        arm(act)
        run()
        code = 0
    except BaseException:  # noqa: BLE001 - the process ends here, and what went wrong is to be seen
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


def _ended(process: int) -> bool:
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True
    if status:
        raise AssertionError(f"it ended by itself, with status {status}; what it said stands on its stderr")
    return False
