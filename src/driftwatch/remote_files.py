"""Files that lie in object storage or behind any other file system that fsspec knows: listed, and fetched one by one."""

import fnmatch
import posixpath
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from driftwatch.errors import ConfigurationError, Reason, UnreadableSourceError

_TABLES = ("*.json", "*.vtt", "*.srt")
"""What readers look up beside a file: tables of users and channels, a corrected transcript."""
_MOST_BYTES = 4 * 1024 * 1024
_MOST_BESIDE = 64
"""In a folder with more of them they are days of a channel, not tables."""


class RemoteFiles:
    """All files below a URL (`s3://bucket/horizon`, `file:///srv/horizon`)."""

    def __init__(self, url: str) -> None:
        self.url = url

    def names(self, pattern: str) -> list[str]:
        """The files that a pattern such as `minutes/**/*.md` matches, relative to the URL, sorted; raises ConfigurationError where nobody answers."""
        files, root = self._opened
        try:
            found = files.glob(f"{root}/{pattern}")
            return sorted(path[len(root) + 1 :] for path in found if files.isfile(path))
        except Exception as error:  # every storage has errors of its own
            raise ConfigurationError(f"{self.url}: cannot be listed: {error}; check the address, and the rights of whoever scans") from error

    def fetch(self, name: str, folder: Path) -> None:
        """Bring a file, and the tables that lie beside and above it, below a folder; raises UnreadableSourceError where it cannot be had."""
        if name.startswith("/") or ".." in name.split("/"):
            raise UnreadableSourceError("its name leads out of the programme", reason=Reason.UNSAFE_NAME)
        try:
            self._bring(name, folder)
            for beside in self._tables(posixpath.dirname(name)):
                self._bring(beside, folder)
        except Exception as error:  # every storage has errors of its own
            raise UnreadableSourceError(f"cannot be fetched from {self.url}: {error}", reason=Reason.NOT_OPENED) from error

    def _bring(self, name: str, folder: Path) -> None:
        files, root = self._opened
        if not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            files.get_file(f"{root}/{name}", str(folder / name))

    def _tables(self, place: str) -> Sequence[str]:
        """Those in a folder and in the one above, as far as they are few and small."""
        files, root = self._opened
        found: list[str] = []
        for folder in dict.fromkeys((place, posixpath.dirname(place))):
            entries = [(entry, entry.get("name")) for entry in files.ls(f"{root}/{folder}".rstrip("/"), detail=True)]
            tables = [
                name[len(root) + 1 :]
                for entry, name in entries
                if any(fnmatch.fnmatch(name, each) for each in _TABLES) and (entry.get("size") or 0) <= _MOST_BYTES
            ]
            found += tables if len(tables) <= _MOST_BESIDE else []
        return found

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise ConfigurationError(f"{self.url}: needs fsspec; run: pip install 'driftwatch-alignment[ray]'") from error
        try:
            files, root = url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise ConfigurationError(f"{self.url}: {error}; fsspec needs a package of its own for most kinds of storage, s3fs for s3://") from error
        return files, root.rstrip("/")


def forget(folder: Path, name: str) -> None:
    """Remove a fetched file that has been read; what lies beside stays for the next one."""
    if not any(fnmatch.fnmatch(name, each) for each in _TABLES):
        with suppress(OSError):
            (folder / name).unlink()
