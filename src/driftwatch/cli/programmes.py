"""Which programme a command is about, and the place where its state is."""

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from driftwatch.cli.terminal import say
from driftwatch.domain.talk import programme_key
from driftwatch.errors import ConfigurationError
from driftwatch.settings import FILE_NAME, Settings
from driftwatch.whole_files import write_whole

if TYPE_CHECKING:
    from driftwatch.domain.alerts import Outcome
    from driftwatch.records import ScanRecord
    from driftwatch.store.sql import SqlStore

Programme = Annotated[
    Path, typer.Argument(metavar="PROGRAMME", help="The programme's folder: one driftwatch.toml and the exports below it.", show_default=False)
]
ChosenProgramme = Annotated[
    Path | None,
    typer.Option(
        "--programme",
        "-p",
        metavar="PROGRAMME",
        help="The programme's folder; else the current folder, else the programme scanned last.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A programme and its store."""

    settings: Settings
    store: "SqlStore"

    @property
    def key(self) -> str:
        """Its name in the store."""
        return programme_key(self.settings.name)

    def outcome(self) -> "Outcome":
        """What the last scan found; raises ConfigurationError before the first."""
        found = self.store.outcome(self.key)
        if found is None:
            raise self.unscanned()
        return found

    def unscanned(self) -> ConfigurationError:
        """What to say where there is no scan yet."""
        return ConfigurationError(f"{self.settings.name} was not scanned yet; run: driftwatch scan {self.settings.folder}")

    def last_scan(self) -> "ScanRecord":
        """What the last scan left, without the statements."""
        from driftwatch.records import ScanRecord

        return ScanRecord(
            outcome=self.outcome(),
            partners=self.store.partners(self.key),
            files=self.store.files(self.key),
            statements=(),
            terms=self.store.terms(self.key),
        )


@contextmanager
def opened(programme: Path | None) -> Iterator[Opened]:
    """The programme that is meant, with its store open."""
    from driftwatch.wiring import programme_settings, store_of

    settings = programme_settings(chosen(programme))
    with closing(store_of(settings, os.environ)) as store:
        yield Opened(settings=settings, store=store)


@contextmanager
def served_store(programme: Path | None) -> "Iterator[SqlStore]":
    """The store that is served: the one that the environment names, else the programme's."""
    from driftwatch.wiring import STORE_VARIABLE, programme_settings, store_from_environment, store_of

    served = programme is None and STORE_VARIABLE in os.environ
    store = store_from_environment(os.environ) if served else store_of(programme_settings(chosen(programme)), os.environ)
    with closing(store):
        yield store


def served_url(programme: Path | None) -> str:
    """The URL of that store, without opening it."""
    from driftwatch.wiring import STORE_VARIABLE, programme_settings, store_url

    served = programme is None and STORE_VARIABLE in os.environ
    return store_url(Path() if served else programme_settings(chosen(programme)).folder, os.environ)


def chosen(programme: Path | None) -> Path:
    """The folder named, else the current one, else that of the last scan; says which where nobody named it."""
    if programme is not None:
        return programme
    if Path(FILE_NAME).is_file():
        return Path()
    recent = _recent()
    if recent is None:
        raise ConfigurationError(f"no programme is named, there is no {FILE_NAME} here, and none was scanned yet; name its folder with --programme")
    say(f"programme scanned last: {recent}")
    return recent


def remember(settings: Settings) -> None:
    """Note that this programme was scanned last; where that cannot be written, nothing is lost."""
    file = _note()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, [json.dumps({"programme": str(settings.folder)}) + "\n"])


def now(timezone: tzinfo) -> datetime:
    """This moment, to the second."""
    return datetime.now(timezone).replace(microsecond=0)


def _recent() -> Path | None:
    try:
        folder = Path(json.loads(_note().read_text(encoding="utf-8"))["programme"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return folder if (folder / FILE_NAME).is_file() else None


def _note() -> Path:
    from driftwatch.wiring import user_state

    return user_state(os.environ) / "recent.json"
