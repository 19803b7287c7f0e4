"""Chooses the parts: the only place that knows which reader, encoder, check and store a scan uses."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from driftwatch.domain.talk import programme_key
from driftwatch.encoders.head import StatementHead, statement_head
from driftwatch.encoders.transformer import TransformerEncoder, minilm
from driftwatch.errors import ConfigurationError
from driftwatch.intake.sandbox import Sandbox
from driftwatch.plugins import load, names
from driftwatch.ports import Check, Store
from driftwatch.reading import Intake, Reader, Wanted
from driftwatch.settings import Settings, read_settings, read_unfinished_settings
from driftwatch.watch import LabelledText, Watch, label

STORE_VARIABLE = "DRIFTWATCH_STORE"
STATE_FOLDER = ".driftwatch"
_AHEAD = timedelta(hours=48)
"""Zones and clocks differ; what was said later than this from now was not said then."""


def readers() -> Mapping[str, Reader]:
    """Every installed reader by its name."""
    return {name: cast("Reader", load("driftwatch.readers", name)) for name in names("driftwatch.readers")}


def checks(settings: Settings) -> tuple[Check, ...]:
    """Every installed check, set up for this programme."""
    makers = [cast("Callable[..., Check]", load("driftwatch.checks", name)) for name in names("driftwatch.checks")]
    return tuple(make(settings.detection) for make in makers)


def programme_settings(programme: Path) -> Settings:
    """The settings of a programme folder, checked against the readers that are installed."""
    return read_settings(programme, kinds=names("driftwatch.readers"))


def unfinished_settings(programme: Path) -> Settings:
    """The same for a folder that has no driftwatch.toml yet, or no partners in it."""
    return read_unfinished_settings(programme, kinds=names("driftwatch.readers"))


def intake(settings: Settings) -> Intake:
    """What reads the files, within the programme's limits."""
    return Sandbox(settings.limits, latest=datetime.now(UTC) + _AHEAD, environ=os.environ)


def watch(settings: Settings, store: Store, *, told: Callable[[str], None] = lambda _: None) -> Watch:
    """The line, set up for a programme; models are found now and loaded when they are needed."""
    encoder, head = minilm(), statement_head()
    return Watch(
        settings=settings,
        intake=intake(settings),
        encoder=encoder,
        classifier=head,
        checks=checks(settings),
        store=store,
        models=_models(encoder, head),
        told=told,
    )


def labeller() -> Callable[[Sequence[str]], list[LabelledText]]:
    """Gives texts their labels without any programme; the models stay loaded."""
    encoder, head = minilm(), statement_head()
    return lambda texts: label(texts, encoder=encoder, classifier=head)


def store_of(settings: Settings, environ: Mapping[str, str]) -> Store:
    """The store of a programme, opened and brought to this program's schema."""
    from driftwatch.store import open_store

    return open_store(store_url(settings.folder, environ))


def store_url(programme: Path, environ: Mapping[str, str]) -> str:
    """$DRIFTWATCH_STORE where it is set; else .driftwatch/ in the programme's folder, or the user's state folder where that cannot be written."""
    if url := environ.get(STORE_VARIABLE):
        return url if "://" in url else f"sqlite:///{Path(url).expanduser().resolve()}"
    folder = programme.resolve()
    state = folder / STATE_FOLDER
    if not os.access(state if state.is_dir() else folder, os.W_OK):
        state = user_state(environ) / f"{programme_key(folder.name)}-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{state}: no place to keep the state ({error.strerror}); name one in ${STORE_VARIABLE}") from error
    return f"sqlite:///{state / 'driftwatch.db'}"


def store_from_environment(environ: Mapping[str, str]) -> Store:
    """The store that $DRIFTWATCH_STORE names; raises ConfigurationError where it names none."""
    from driftwatch.store import open_store

    if STORE_VARIABLE not in environ:
        mend = "name the store, for example sqlite:///driftwatch.db, or start with `driftwatch serve PROGRAMME`"
        raise ConfigurationError(f"${STORE_VARIABLE} is not set; {mend}")
    return open_store(store_url(Path(), environ))


def user_state(environ: Mapping[str, str]) -> Path:
    """Where this user's programs keep their state."""
    return Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "driftwatch"


def _models(encoder: TransformerEncoder, head: StatementHead) -> tuple[tuple[str, str], ...]:
    return tuple(sorted([(encoder.name, encoder.sha256), (head.name, head.sha256)]))


def probe_intake(folder: Path) -> str:
    """Reads a few harmful files in this empty folder as a scan would; what came of it, or ConfigurationError with the mend."""
    from driftwatch.domain.limits import Limits
    from driftwatch.intake.probes import probe

    with closing(Sandbox(Limits(), latest=datetime.now(UTC) + _AHEAD, environ=os.environ)) as sandbox:
        return probe(sandbox, Wanted(folder=folder, name="", timezone=UTC))
