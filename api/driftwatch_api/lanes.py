"""Reads in turn: threads that read at once take each other the interpreter's lock at every row, which costs more than it brings."""

from asyncio import Lock, get_running_loop
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

PATIENCE = 0.03
"""Seconds after which a read lets the next one begin beside it: what takes so long waits for the database, without that lock."""
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Lane:
    """Lets the reads of one process begin one after the other, in the order in which they came."""

    def __init__(self) -> None:
        self._turn = Lock()

    async def run(self, read: Callable[Arguments, Answer], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        """What it reads, in a thread of its own."""
        await self._turn.acquire()
        turn = _Turn(self._turn)
        late = get_running_loop().call_later(PATIENCE, turn.end)
        try:
            return await run_in_threadpool(read, *args, **kwargs)
        finally:
            late.cancel()
            turn.end()


def lane_of(request: Request) -> Lane:
    """That of the application which answers."""
    lane: Lane = request.app.state.lane
    return lane


class _Turn:
    """Ends once, whoever says so first."""

    def __init__(self, lock: Lock) -> None:
        self._lock: Lock | None = lock

    def end(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()
