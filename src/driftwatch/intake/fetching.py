"""Files that lie elsewhere, brought here one by one to be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from driftwatch.domain.talk import FileReport, FileStatus, Problem
from driftwatch.errors import UnreadableSourceError
from driftwatch.reading import FileReading, Intake, Notes, Wanted
from driftwatch.remote_files import RemoteFiles, forget


@dataclass
class Fetching:
    """Brings what does not lie in the programme's folder; an intake reads it then as if it did."""

    own: Intake
    _known: dict[str, RemoteFiles] = field(default_factory=dict, init=False)

    def read(self, wanted: Wanted) -> Iterator[FileReading]:
        """The file itself, or every member of the archive that it is."""
        if wanted.storage is None:
            yield from self.own.read(wanted)
            return
        files = self._known.setdefault(wanted.storage, RemoteFiles(wanted.storage))
        folder = Path(self._folder.name)
        try:
            files.fetch(wanted.name, folder)
        except UnreadableSourceError as error:
            problem = Problem(line=None, what=str(error), reason=error.reason)
            yield FileReading(report=FileReport(source=wanted.name, kind=None, status=FileStatus.FAILED, problems=(problem,)), notes=Notes())
            return
        yield from self.own.read(replace(wanted, folder=folder, storage=None))
        forget(folder, wanted.name)

    def close(self) -> None:
        """Let go of the intake, and of what was brought."""
        self.own.close()
        self._folder.cleanup()
        del self._folder

    @cached_property
    def _folder(self) -> "TemporaryDirectory[str]":
        return TemporaryDirectory(prefix="driftwatch-")
