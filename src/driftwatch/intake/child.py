"""The process that reads files, started by intake.sandbox: requests come in on its standard input, what was read goes out on its standard output."""

import gc
import os
import sys
from typing import BinaryIO

from driftwatch.cycles import look_seldom
from driftwatch.errors import ConfigurationError
from driftwatch.intake import wire
from driftwatch.intake.confinement import CpuPace, confine
from driftwatch.intake.desk import Desk
from driftwatch.plugins import READERS, load, names

_ALIVE: wire.Plain = ["alive"]
_DONE: wire.Plain = ["done"]


def main() -> None:
    """Serve until the other side closes."""
    asked, answers = _pipes()
    limits, latest = wire.terms_in(wire.receive(asked))
    try:
        readers = {name: load(READERS, name) for name in names(READERS)}
    except ConfigurationError as error:
        wire.send(answers, ["broken", str(error)])
        return
    pace = CpuPace(limits, lambda: wire.send(answers, _ALIVE))
    desk = Desk(readers=readers, limits=limits, latest=latest, pace=pace)  # type: ignore[arg-type]
    gc.freeze()
    look_seldom()
    confine(limits)
    wire.send(answers, _ALIVE)
    while True:
        try:
            wanted = wire.wanted_in(wire.receive(asked))
        except EOFError:
            return
        for event in desk.events(wanted):
            wire.send(answers, wire.event_out(event))
            pace.progress()
        wire.send(answers, _DONE)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our two ends, out of reach of a library that prints."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    sys.setrecursionlimit(2_000)
    return asked, answers


if __name__ == "__main__":
    main()
