"""Programmes whose folder the service keeps: a driftwatch.toml and exports, as anybody's, so that one line scans both.

DATA/horizon/driftwatch.toml    DATA/horizon/charter.md    DATA/horizon/imports/…    DATA/.spool/…
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from driftwatch.crashing import crashpoint
from driftwatch.domain.talk import Partner, programme_key
from driftwatch.errors import ConfigurationError
from driftwatch.jobs.rules import IMPORTS
from driftwatch.jobs.toml import Tables, Toml, parsed, written
from driftwatch.settings import FILE_NAME, Settings
from driftwatch.whole_files import write_whole

CHARTER = "charter.md"
_LOCK = ".lock"
_TRASH = ".trash"
ReadsSettings = Callable[[Path], Settings]
"""wiring.programme_settings: what a folder, or a file beside the one that is to be replaced, says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a programme is made from."""

    name: str
    timezone: str
    partners: Sequence[Partner]
    charter: str = ""
    """Markdown; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What is to be said anew of a programme; None leaves what is there."""

    timezone: str | None = None
    partners: Sequence[Partner] | None = None
    charter: str | None = None
    """Empty for none from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """The folder below which programmes are kept."""

    data: Path
    settings: ReadsSettings

    def holds(self, folder: Path | None) -> bool:
        """Whether a programme's folder is one of ours: nothing is ever written into another."""
        return folder is not None and folder.parent == self.data and (folder / FILE_NAME).is_file() and not folder.is_symlink()

    def folder(self, name: str) -> Path:
        """Where a programme of this name lies, or would."""
        return self.data / programme_key(name)

    def make(self, described: Described, *, enrolled: Callable[[], bool], enrol: Callable[[Settings], bool]) -> Settings | None:
        """Make its folder, whole or not at all, and let it be enrolled; None where one of this name is enrolled already.

        Raises ConfigurationError where our own settings reader does not take what would stand in it.
        """
        place = self.folder(described.name)
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _locked(self.data):
            if enrolled():
                return None
            if _lived_in(place):
                raise ConfigurationError(f"{place}: lies there already and holds files, though the store knows no such programme; move it away")
            shutil.rmtree(place, ignore_errors=True)
            making = self.data / f".making-{place.name}"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(mode=0o700)
            (making / IMPORTS).mkdir(mode=0o700)
            write_whole(making / FILE_NAME, [written(_tables(described))])
            if described.charter:
                write_whole(making / CHARTER, [described.charter])
            self.settings(making)
            crashpoint("hosting: made")
            making.rename(place)
            crashpoint("hosting: in place")
            settings = self.settings(place)
            if not enrol(settings):
                shutil.rmtree(place)
                return None
            return settings

    def says(self, described: Described) -> bool:
        """Whether the programme of this name says exactly that."""
        file, charter = self.folder(described.name) / FILE_NAME, self.folder(described.name) / CHARTER
        agreed = charter.read_bytes().decode("utf-8") if charter.is_file() else ""
        return file.is_file() and (file.read_text("utf-8"), agreed) == (written(_tables(described)), described.charter)

    def amend(self, folder: Path, amendment: Amendment, *, known: str | None = None) -> Settings | None:
        """Say something else of it from now on; None, and nothing is changed, where its version is not the `known` one."""
        with _locked(folder):
            if known is not None and known != version(folder):
                return None
            self._rewrite(folder, lambda tables: _amended(tables, amendment), charter=amendment.charter)
        return self.settings(folder)

    def rewrite(self, folder: Path, change: Callable[[dict[str, Toml]], Tables]) -> None:
        """Change what its driftwatch.toml says; refused as a whole where our settings reader does not take it."""
        with _locked(folder):
            self._rewrite(folder, change)

    def remove(self, folder: Path) -> None:
        """Take the folder away: out of sight at once, then from the disk."""
        trash = self.data / _TRASH
        trash.mkdir(exist_ok=True, mode=0o700)
        aside = trash / folder.name
        with _locked(self.data):
            shutil.rmtree(aside, ignore_errors=True)
            folder.rename(aside)
        crashpoint("hosting: out of sight")
        shutil.rmtree(trash, ignore_errors=True)

    def _rewrite(self, folder: Path, change: Callable[[dict[str, Toml]], Tables], *, charter: str | None = None) -> None:
        file, candidate, agreed = folder / FILE_NAME, folder / f".{FILE_NAME}.new", folder / CHARTER
        write_whole(candidate, [written(change(parsed(file.read_text("utf-8"))))])
        self.settings(candidate)
        if charter:
            write_whole(agreed, [charter])
        candidate.replace(file)
        crashpoint("hosting: settings")
        if charter == "":
            agreed.unlink(missing_ok=True)


def version(folder: Path) -> str:
    """A digest of what is said of a programme; another one as soon as anything of it changes."""
    content = hashlib.sha256((folder / FILE_NAME).read_bytes())
    charter = folder / CHARTER
    content.update(charter.read_bytes() if charter.is_file() else b"")
    return content.hexdigest()[:32]


def _tables(described: Described) -> Tables:
    charter = {"charter": CHARTER} if described.charter else {}
    programme = {"name": described.name, "timezone": described.timezone, **charter}
    return {"programme": programme, "partner": [_partner(partner) for partner in described.partners]}


def _amended(tables: Mapping[str, Toml], amendment: Amendment) -> Tables:
    programme = tables.get("programme")
    head = dict(programme) if isinstance(programme, Mapping) else {}
    if amendment.timezone is not None:
        head["timezone"] = amendment.timezone
    if amendment.charter is not None:
        head.pop("charter", None)
        head |= {"charter": CHARTER} if amendment.charter else {}
    said = {} if amendment.partners is None else {"partner": [_partner(partner) for partner in amendment.partners]}
    return {**tables, "programme": head, **said}


def _partner(partner: Partner) -> Tables:
    lists = {"aliases": partner.aliases, "domains": partner.domains, "people": partner.people}
    return {"id": partner.id, "name": partner.name, **{name: list(value) for name, value in lists.items() if value}}


def _lived_in(folder: Path) -> bool:
    """Whether a folder holds more than a making that was cut short leaves behind."""
    left = {FILE_NAME, CHARTER, IMPORTS, _LOCK}
    return folder.exists() and (not {path.name for path in folder.iterdir()} <= left or any((folder / IMPORTS).glob("*")))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One after the other, also across processes; the lock goes with whoever holds it."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
