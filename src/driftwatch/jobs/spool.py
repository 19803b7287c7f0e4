"""Where uploads wait until their import has read them: DATA/.spool/UPLOAD/, random names, for nobody else's eyes.

Nothing here is ever scanned. A folder without manifest.json is an upload that never came to its end.
"""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from driftwatch.crashing import crashpoint
from driftwatch.domain.omission import is_litter
from driftwatch.jobs.hosting import CHARTER
from driftwatch.jobs.rules import Rule
from driftwatch.settings import FILE_NAME
from driftwatch.store.documents import read, written
from driftwatch.whole_files import write_whole

SPOOL = ".spool"
KEPT = timedelta(days=7)
"""So long what could not be read is kept, for whoever wants to know why."""
UNFINISHED = timedelta(days=1)
"""So long an upload may take."""
UPLOAD = "upload"
"""Word of a job: the upload that it is about."""
SWEPT_EVERY = timedelta(hours=1)
_MANIFEST = "manifest.json"
_LONGEST_NAME = 100
_TAKEN = frozenset({FILE_NAME, CHARTER, "alerts.json", "statements.jsonl", "import.json", "report.html", "con", "nul", "prn", "aux"})
"""Names by which we tell our own files: an upload that bore one could hide those beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """A file that waits."""

    spooled: str
    """Its random name."""
    name: str
    """What it is called from now on."""
    digest: str
    """Of its content."""
    lines: tuple[str, ...] = ()
    """Digest of each message, where it holds messages that were pushed, a line each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one upload brought."""

    files: tuple[Spooled, ...]
    rule: Rule = Rule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """The folder of all uploads that wait."""

    data: Path

    def folder(self, upload: str) -> Path:
        """Where the files of an upload wait."""
        return self.data / SPOOL / hashlib.sha256(upload.encode()).hexdigest()[:32]

    def begin(self, upload: str) -> None:
        """Make room for what comes."""
        self.folder(upload).mkdir(parents=True, mode=0o700)

    def create(self, upload: str, spooled: str) -> BinaryIO:
        """A new file, never one that is there."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.fdopen(os.open(self.folder(upload) / spooled, flags, 0o600), "wb")

    def seal(self, upload: str, manifest: Manifest) -> None:
        """Say that all has come; only what is sealed is ever read."""
        crashpoint("spool: seal")
        write_whole(self.folder(upload) / _MANIFEST, [written(manifest)])
        crashpoint("spool: sealed")

    def manifest(self, upload: str) -> Manifest | None:
        """What came; None where it never came to its end, or was removed."""
        file = self.folder(upload) / _MANIFEST
        return read(Manifest, file.read_text("utf-8")) if file.is_file() else None

    def discard(self, upload: str) -> None:
        """Remove all that came."""
        shutil.rmtree(self.folder(upload), ignore_errors=True)

    def sweep(self, at: datetime) -> int:
        """Remove what has waited for too long; gives how many uploads."""
        old = []
        for folder in sorted((self.data / SPOOL).glob("*")):
            with suppress(FileNotFoundError):
                if at - _changed(folder) > _kept(folder):
                    old.append(folder)
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        return len(old)


class Sweep:
    """An errand of the worker: removes what has waited for too long from the spools of all programmes."""

    def __init__(self, folders: Callable[[], Iterable[Path]]) -> None:
        self._folders, self._swept = folders, datetime.min.replace(tzinfo=UTC)

    def __call__(self, at: datetime) -> int:
        """Sweep now and then; gives 0, for nothing else waits for it."""
        if at - self._swept >= SWEPT_EVERY:
            self._swept = at
            for data in {folder.parent for folder in self._folders()}:
                Spool(data=data).sweep(at)
        return 0


def safe_name(given: str) -> str:
    """A name for a file that says what the given one said and leads nowhere: letters of ASCII, figures, `.`, `_` and `-`."""
    last = PurePosixPath(given.replace("\\", "/")).name
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).lstrip(".-").rstrip(".-")
    stem, dot, ending = name.rpartition(".")
    name = f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if stem and len(ending) < 12 else name[:_LONGEST_NAME]
    taken = name.casefold() in _TAKEN or name.casefold().partition(".")[0] in _TAKEN or is_litter(name) or is_litter(last)
    return f"upload-{name or 'file'}" if taken or not name else name


def places(rule: Rule, name: str, digest: str) -> Sequence[str]:
    """Where in a programme's folder a file of this name may be put: under its name, else with a part of its digest in it."""
    stem, dot, ending = name.rpartition(".")
    other = f"{stem}.{digest[:8]}.{ending}" if dot else f"{name}.{digest[:8]}"
    return [f"{rule.place}/{each}" for each in (name, other)]


def _changed(folder: Path) -> datetime:
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in (folder, *folder.glob("*"))), UTC)


def _kept(folder: Path) -> timedelta:
    return KEPT if (folder / _MANIFEST).is_file() else UNFINISHED
