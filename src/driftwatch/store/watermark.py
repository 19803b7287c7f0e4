"""Whether the disk has room for more: intake stops at a low watermark and goes on at a higher one, so that it does not flutter between them."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_GIB = 1024**3


class Usage(Protocol):
    """What shutil.disk_usage tells."""

    @property
    def total(self) -> int:
        """Bytes of the disk."""

    @property
    def free(self) -> int:
        """Bytes that can still be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """So much is free: as bytes, and as a part of the disk; whichever is more."""

    size: int
    percent: int

    def reached_by(self, usage: Usage) -> bool:
        """Whether so much is free."""
        return usage.free >= self.size and usage.free * 100 >= self.percent * usage.total


STOP = Watermark(size=_GIB, percent=5)
"""With less than that, nothing more is taken in; what is there can still be read."""
RESUME = Watermark(size=2 * _GIB, percent=7)


def disk_allows_intake(path: Path, was_stopped: bool, *, usage: Callable[[Path], Usage] = shutil.disk_usage) -> bool:
    """Whether more may be taken in on the disk of this path, which may not be there yet; `was_stopped` is what was answered before, turned round."""
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    return (RESUME if was_stopped else STOP).reached_by(usage(there))
