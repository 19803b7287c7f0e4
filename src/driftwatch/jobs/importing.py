"""The import of what came in by the API: read it as `driftwatch import` would, keep what could be read, name what could not.

Every step can be repeated: an import whose worker died goes on where that one was.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from driftwatch.crashing import crashpoint
from driftwatch.domain.jobs import Job
from driftwatch.domain.talk import FileReport, FileStatus
from driftwatch.errors import ConfigurationError, StoreError
from driftwatch.jobs.hosting import Hosting
from driftwatch.jobs.rules import KEPT_OPEN, Rule, with_rule
from driftwatch.jobs.spool import UPLOAD, Manifest, Spool, Spooled
from driftwatch.jobs.task import Task
from driftwatch.jobs.toml import parsed, written
from driftwatch.reading import FileReading, Intake, Wanted
from driftwatch.settings import FILE_NAME, Settings
from driftwatch.store.documents import read, read_all
from driftwatch.store.documents import written as as_json
from driftwatch.store.sql import SqlStore
from driftwatch.whole_files import write_whole

FILES = "reports"
"""Of the job's result: the rows of import.json, as JSON."""
_REPORTS = "reports.json"
_STAGED = "staged"
_ENDING = "ending.json"
_MOST_TOLD = 200
"""Rows in a job's result; an archive may have many more."""
Told = Callable[[str, float | None], None]
"""Is told the step and the share that is done (0 … 1); raises where the job is to stop."""


def import_arrivals(task: Task, *, store: SqlStore) -> Mapping[str, str]:
    """Read what came in with a job and keep it; the disk being full is waited for."""
    from driftwatch.wiring import intake, programme_settings

    folder = store.register.folder(task.job.programme)
    if folder is None:
        raise ConfigurationError(f"{task.job.programme}: the store does not know its folder")
    try:
        return Importing(store=store, hosting=Hosting(data=folder.parent, settings=programme_settings), intake=intake).run(task.job, task.told)
    except OSError as error:
        raise StoreError(f"{task.job.programme}: its folder cannot be written ({error.strerror}); free some space or mend its permissions") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """The parts that an import works with."""

    store: SqlStore
    hosting: Hosting
    intake: Callable[[Settings], Intake]

    def run(self, job: Job, told: Told) -> Mapping[str, str]:
        """Read and keep what came with this job; gives its result."""
        folder, spool = self.store.register.folder(job.programme), Spool(data=self.hosting.data)
        if folder is None or not self.hosting.holds(folder):
            raise ConfigurationError(f"{job.programme}: its folder is none that the service keeps; nothing is put into it")
        upload = job.words.get(UPLOAD, "")
        manifest = spool.manifest(upload)
        if manifest is None:
            raise ConfigurationError("nothing is left of what came with this import; send it again")
        ending = spool.folder(upload) / _ENDING
        if not ending.is_file():
            staged = _Staged(place=spool.folder(upload) / _STAGED, manifest=manifest, arrivals=self._sources(job.id))
            reports = self._reports(staged, folder, told)
            told("putting the files in place", None)
            kept = [source for source in staged.sources if _readable(reports, source)]
            self._put(staged, kept, folder)
            write_whole(ending, [as_json(_Ending(result=_result(reports, staged, kept), left=staged.left(kept)))])
        return self._leave(job, spool.folder(upload), manifest)

    def _sources(self, job: str) -> Mapping[str, str | None]:
        return {digest: arrival.source for digest, arrival in self.store.arrivals.of_job(job).items()}

    def _reports(self, staged: "_Staged", folder: Path, told: Told) -> tuple[FileReport, ...]:
        """What became of each file; told by an earlier attempt, or read now."""
        if not staged.sources:
            return ()
        file = staged.place.parent / _REPORTS
        if file.is_file():
            return read_all(FileReport, file.read_text("utf-8"))
        from driftwatch.watch import file_reports  # with its tables; who only asks for a job needs none

        told("reading", 0.0)
        tables = with_rule({"programme": {"name": "-"}}, staged.manifest.rule)
        staged.lay_out({**_for_reading((folder / FILE_NAME).read_text("utf-8")), "source": tables.get("source", ())})
        settings = self.hosting.settings(staged.place)
        with closing(_Counted(self.intake(settings), told, len(staged.sources))) as intake:
            reports = tuple(map(_as_asked, file_reports(settings, intake)))
        crashpoint("import: read")
        write_whole(file, [as_json(reports)])
        return reports

    def _put(self, staged: "_Staged", kept: Sequence[str], folder: Path) -> None:
        """Into the programme's folder; the rule comes first, so that no scan ever reads a partner's own file as a joint one."""
        rule = staged.manifest.rule
        if not kept:
            return
        place = folder / rule.place
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if place.resolve() != place:
            raise ConfigurationError(f"{rule.place}: leads elsewhere; the service puts nothing behind a link")
        (place / KEPT_OPEN).touch()
        self.hosting.rewrite(folder, lambda tables: with_rule(tables, rule))
        for source in kept:
            crashpoint("import: put")
            _move(staged.place / source, folder / source)
        crashpoint("import: in place")

    def _leave(self, job: Job, spooled: Path, manifest: Manifest) -> Mapping[str, str]:
        """What could not be read may come again, and waits in the spool for whoever wants to know why; the rest lies in one place only."""
        ending = read(_Ending, (spooled / _ENDING).read_text("utf-8"))
        self.store.arrivals.drop(job.programme, ending.left)
        for file in manifest.files:
            if not {file.digest, *file.lines} & set(ending.left):
                (spooled / file.spooled).unlink(missing_ok=True)
        shutil.rmtree(spooled / _STAGED, ignore_errors=True)
        return ending.result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ending:
    """What is left to do once everything is in place, for an attempt that goes on where another died."""

    result: Mapping[str, str]
    left: tuple[str, ...]
    """Digests of what could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staged:
    """A folder as the programme's will be, with nothing in it but what this import took."""

    place: Path
    manifest: Manifest
    arrivals: Mapping[str, str | None]

    @property
    def sources(self) -> dict[str, frozenset[str]]:
        """The place of each file that this import took -> digests of what is in it."""
        found: dict[str, frozenset[str]] = {}
        for file in self.manifest.files:
            if source := self._source(file):
                found[source] = frozenset({file.digest, *file.lines} & set(self.arrivals))
        return found

    def left(self, kept: Sequence[str]) -> tuple[str, ...]:
        """Digests of what is not among the kept files."""
        return tuple(sorted({digest for source, digests in self.sources.items() if source not in kept for digest in digests}))

    def lay_out(self, tables: Mapping[str, object]) -> None:
        """Put everything there under the name that it will have."""
        rule: Rule = self.manifest.rule
        (self.place / rule.place).mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.place / rule.place / KEPT_OPEN).touch()
        write_whole(self.place / FILE_NAME, [written(tables)])  # type: ignore[arg-type]
        for file in self.manifest.files:
            if source := self._source(file):
                self._stage(file, self.place / source)

    def _stage(self, file: Spooled, target: Path) -> None:
        spooled = self.place.parent / file.spooled
        if file.lines:
            lines = [f"{line}\n" for line in spooled.read_text("utf-8").split("\n") if line]
            write_whole(target, [line for line, digest in zip(lines, file.lines, strict=True) if digest in self.arrivals])
        elif not target.exists():
            os.link(spooled, target)

    def _source(self, file: Spooled) -> str | None:
        """Where it goes; None where all of it came before."""
        if file.lines:
            return f"{self.manifest.rule.place}/{file.name}" if any(line in self.arrivals for line in file.lines) else None
        return self.arrivals.get(file.digest)


class _Counted:
    """Tells how many files are read."""

    def __init__(self, intake: Intake, told: Told, files: int) -> None:
        self._intake, self._told, self._files, self._read = intake, told, files, 0

    def read(self, wanted: Wanted) -> Iterator[FileReading]:
        self._told(f"reading file {self._read + 1} of {self._files}", min(1.0, self._read / max(1, self._files)))
        self._read += 1
        return self._intake.read(wanted)

    def close(self) -> None:
        self._intake.close()


def _for_reading(text: str) -> Mapping[str, object]:
    """What of a driftwatch.toml bears upon how a file is read."""
    tables = parsed(text)
    programme = tables.get("programme")
    head = {name: value for name, value in programme.items() if name in ("name", "timezone")} if isinstance(programme, Mapping) else {}
    return {"programme": head, **{name: tables[name] for name in ("partner", "limits", "exclude") if name in tables}}


def _as_asked(report: FileReport) -> FileReport:
    """Somebody sent this file: what nobody can read has failed, and does not merely lie there."""
    passed_over = report.status is FileStatus.SKIPPED and any(problem.reason for problem in report.problems)
    return replace(report, status=FileStatus.FAILED) if passed_over else report


def _readable(reports: Sequence[FileReport], source: str) -> bool:
    """Whether anything of a file could be read, or of a member of it."""
    return any(report.source.partition("!")[0] == source and report.status is not FileStatus.FAILED for report in reports)


def _move(staged: Path, target: Path) -> None:
    """Never over a file that is there; done already where an earlier attempt came so far."""
    if not staged.exists():
        return
    try:
        os.link(staged, target)
    except FileExistsError as error:
        if target.is_symlink() or _digest(target) != _digest(staged):
            raise ConfigurationError(f"{target.name}: another file lies there; nothing is written over it") from error
    with suppress(FileNotFoundError):
        staged.unlink()


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _result(reports: Sequence[FileReport], staged: _Staged, kept: Sequence[str]) -> dict[str, str]:
    return {
        "taken": str(len(kept)),
        "kept_out": str(len(staged.sources) - len(kept)),
        "messages": str(sum(report.messages for report in reports)),
        "statements": str(sum(report.statements for report in reports)),
        "rows": str(len(reports)),
        FILES: as_json(reports[:_MOST_TOLD]),
    }
