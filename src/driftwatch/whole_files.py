"""Files that are there whole or not at all: written beside their place, on the disk for certain, then renamed."""

import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from driftwatch.crashing import crashpoint


def write_whole(path: Path, content: Iterable[str]) -> None:
    """Put this text into the file, which keeps its former content until all of it is written; raises OSError."""
    write_whole_bytes(path, (text.encode("utf-8") for text in content))


def write_whole_bytes(path: Path, content: Iterable[bytes]) -> None:
    """The same with bytes."""
    _sweep(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            crashpoint(f"files: write {path.name}")
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
            crashpoint(f"files: rename {path.name}")
            part.replace(path)
        _settle(path.parent)
        crashpoint(f"files: renamed {path.name}")
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Away with what others that died have left of this file; who lives holds its part locked."""
    for part in path.parent.iterdir():
        if not (part.name.startswith(f".{path.name}.") and part.name.endswith(".part")):
            continue
        with suppress(OSError), part.open("ab") as left:
            _sweep_dead(part, left)


def _sweep_dead(part: Path, left: BinaryIO) -> None:
    fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
    part.unlink()


def _settle(folder: Path) -> None:
    """The new name too is to outlive a power cut; not every file system can do it for a folder."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
