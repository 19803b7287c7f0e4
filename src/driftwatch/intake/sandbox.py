"""Files read in a process of their own: what hangs, swallows memory or crashes there costs one file and is named."""

import os
import selectors
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, cast

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import FileReport, FileStatus, Message, Problem
from driftwatch.errors import ConfigurationError, Reason
from driftwatch.intake import wire
from driftwatch.intake.desk import Begun, Ended
from driftwatch.reading import FileReading, Notes, Wanted

_PIECE = 1 << 20
_ATTEMPTS = 2
"""The second one alone, in a fresh process: the fault may have been another file's."""
_PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONHASHSEED", "VIRTUAL_ENV", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""The environment that the process gets; no secret of ours is among it."""


class _DiedError(Exception):
    """The process has ended, or had to be ended."""

    def __init__(self, reason: Reason, what: str) -> None:
        super().__init__(what)
        self.reason = reason


class _Child:
    """One process that reads."""

    def __init__(self, limits: Limits, latest: datetime, environ: Mapping[str, str]) -> None:
        self._idle = limits.idle_seconds
        command = [sys.executable, "-P", "-B", "-m", "driftwatch.intake.child"]
        known = {name: environ[name] for name in _PASSED_ON if name in environ}
        one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module, no word of it from outside
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**known, **one}, start_new_session=True
        )
        self._frames = wire.Frames()
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self._output, selectors.EVENT_READ)
        try:
            wire.send(self._input, wire.terms_out(limits, latest))
        except OSError as error:
            raise self._died() from error

    @property
    def _input(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdin)

    @property
    def _output(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdout)

    def events(self, wanted: Wanted) -> Iterator[Begun | list[Message] | Ended]:
        """What it reads; raises _DiedError, and ConfigurationError where a reader that is installed cannot be loaded."""
        try:
            wire.send(self._input, wire.wanted_out(wanted))
            while (plain := self._next()) != ["done"]:
                if isinstance(plain, list) and plain[:1] == ["broken"]:
                    raise ConfigurationError(str(plain[-1]))
                if plain != ["alive"]:
                    yield wire.event_in(plain)
        except (EOFError, OSError) as error:
            raise self._died() from error
        except wire.WireError as error:
            self.kill()
            raise _DiedError(Reason.INTERNAL, f"the process that reads answered what nobody asked: {error}") from error

    def _next(self) -> wire.Plain:
        while (plain := self._frames.next()) is None:
            if not self._waiting.select(timeout=self._idle):
                self.kill()
                raise _DiedError(Reason.NO_PROGRESS, f"no progress in {self._idle} seconds")
            if not (piece := os.read(self._output.fileno(), _PIECE)):
                raise EOFError
            self._frames.arrived(piece)
        return plain

    def _died(self) -> _DiedError:
        """Why it has gone."""
        self.kill()
        code = self._process.returncode
        if code == -signal.SIGXCPU:
            return _DiedError(Reason.CPU, "took more time to read than any good file of its size does")
        if code == -signal.SIGKILL:
            return _DiedError(Reason.MEMORY, "the system ended the process that reads it; it needs too much memory")
        if code is not None and code < 0:
            return _DiedError(Reason.CORRUPT, f"crashed the library that reads it ({signal.Signals(-code).name})")
        return _DiedError(Reason.MEMORY if code == 1 else Reason.INTERNAL, f"the process that reads it ended by itself (code {code})")

    def kill(self) -> None:
        """End it, and whatever it may have started."""
        with suppress(ProcessLookupError, PermissionError):
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
        with suppress(OSError):
            self._input.close()
        self._waiting.close()
        self._output.close()
        self._process.wait()


@dataclass(slots=True)
class _Unfinished:
    """What is in hand when the process dies."""

    source: str | None = None
    kind: str | None = None
    messages: list[Message] = field(default_factory=list)


class Sandbox:
    """Reads files through a process that can do no harm; one process serves many files."""

    def __init__(self, limits: Limits, *, latest: datetime, environ: Mapping[str, str]) -> None:
        self._limits, self._latest, self._environ = limits, latest, environ
        self._child: _Child | None = None

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def read(self, wanted: Wanted) -> Iterator[FileReading]:
        """The file itself, or every member of the archive that it is."""
        strikes: Counter[str | None] = Counter()
        done: set[str] = set()
        while True:
            hand = _Unfinished()
            try:
                yield from self._attempt(replace(wanted, done=frozenset(done)), hand, done)
                return
            except _DiedError as death:
                self.close()
                strikes[hand.source] += 1
                if strikes[hand.source] < _ATTEMPTS:
                    continue
                yield _lost(hand, wanted.name, death)
                if hand.source is None:
                    return
                done.add(hand.source)

    def _attempt(self, wanted: Wanted, hand: _Unfinished, done: set[str]) -> Iterator[FileReading]:
        if self._child is None:
            self._child = _Child(self._limits, self._latest, self._environ)
        for event in self._child.events(wanted):
            if isinstance(event, Begun):
                hand.source, hand.kind = event
            elif isinstance(event, Ended):
                if hand.source is not None:
                    done.add(hand.source)
                yield FileReading(report=event.report, notes=event.notes, messages=hand.messages)
                hand.source, hand.kind, hand.messages = None, None, []
            else:
                hand.messages.extend(event)


def _lost(hand: _Unfinished, name: str, death: _DiedError) -> FileReading:
    """A file that could not be read to its end; what was read of it stays."""
    times = [message.said_at for message in hand.messages if message.said_at is not None]
    report = FileReport(
        source=hand.messages[0].source if hand.messages else hand.source or name,
        kind=hand.kind,
        status=FileStatus.PARTLY if hand.messages else FileStatus.FAILED,
        messages=len(hand.messages),
        first=min(times, default=None),
        last=max(times, default=None),
        problems=(Problem(line=None, what=f"{death}; tried twice", reason=death.reason),),
    )
    return FileReading(report=report, notes=Notes(), messages=hand.messages)
