"""Chooses the parts: the only place that knows which reader, encoder, check and store a scan uses."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from driftwatch.domain.limits import Limits
from driftwatch.domain.talk import programme_key
from driftwatch.encoders.adaptation import FILE as TAUGHT
from driftwatch.encoders.adaptation import Adaptation, read_adaptation
from driftwatch.encoders.definition_model import definition_form, definition_model
from driftwatch.encoders.facet_model import FacetModel, facet_model
from driftwatch.encoders.statement_model import StatementModel, statement_model
from driftwatch.encoders.usage_model import UsageModel, usage_model
from driftwatch.errors import ConfigurationError
from driftwatch.intake.fetching import Fetching
from driftwatch.intake.sandbox import Sandbox
from driftwatch.labelling import LabelledText, explained, label
from driftwatch.plugins import load, names
from driftwatch.ports import Check, Engine, Store
from driftwatch.reading import Intake, Reader, Wanted
from driftwatch.settings import Settings, read_settings, read_unfinished_settings

if TYPE_CHECKING:
    from driftwatch.engines.unit import Parts
    from driftwatch.notifiers.safe_http import SafeHttp
    from driftwatch.store import SqlStore
    from driftwatch.watch import Watch

STORE_VARIABLE = "DRIFTWATCH_STORE"
ALLOW_VARIABLE = "DRIFTWATCH_WEBHOOK_ALLOW"
DATA_VARIABLE = "DRIFTWATCH_DATA"
PROCESSES_VARIABLE = "DRIFTWATCH_PROCESSES"
SHARED_VARIABLE = "DRIFTWATCH_SHARED"
"""How many processes answer together, and the folder that they share; `driftwatch serve --processes` sets both."""
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


def programme_settings(programme: Path, *, files: str | None = None) -> Settings:
    """The settings of a programme folder, checked against the readers that are installed; `files` is a URL where its sources lie, if not there."""
    return read_settings(programme, kinds=names("driftwatch.readers"), files=files)


def unfinished_settings(programme: Path) -> Settings:
    """The same for a folder that has no driftwatch.toml yet, or no partners in it."""
    return read_unfinished_settings(programme, kinds=names("driftwatch.readers"))


def intake(settings: Settings) -> Intake:
    """What reads the files, within the programme's limits."""
    return Fetching(Sandbox(settings.limits, latest=datetime.now(UTC) + _AHEAD, environ=os.environ))


def plain_intake(*, latest: datetime) -> Intake:
    """What reads files that belong to no programme, within the limits that ship."""
    return Sandbox(Limits(), latest=latest, environ=os.environ)


def watch(settings: Settings, store: Store, *, told: Callable[[str], None] = lambda _: None, engine: Engine | None = None) -> "Watch":
    """The line, set up for a programme; models are found now and loaded when they are needed."""
    from driftwatch.engines.local import LocalEngine
    from driftwatch.watch import Watch  # with its tables; texts are labelled without them

    encoder, facets, model = usage_model(), facet_model(), programme_model(settings, os.environ, told=told)
    return Watch(
        settings=settings,
        intake=intake(settings),
        encoder=encoder,
        classifier=model,
        facets=facets,
        form=definition_form(),
        checks=checks(settings),
        store=store,
        engine=engine or LocalEngine(),
        models=_models(encoder, facets, model),
        told=told,
    )


def ray_engine(settings: Settings, *, address: str | None, workers: int | None, told: Callable[[str], None]) -> Engine:
    """What lets a Ray cluster do the work, one of this machine's own where no address is given; raises ConfigurationError where Ray is missing."""
    if missing := [name for name in ("ray", "pyarrow") if find_spec(name) is None]:
        raise ConfigurationError(f"--engine ray needs {' and '.join(missing)}; run: pip install 'driftwatch-alignment[ray]'")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_AUTH_MODE", "token")
    os.environ.setdefault("RAY_agent_register_timeout_ms", "120000")  # 30 s are too few where the processors are busy
    if address is None and "RAY_AUTH_TOKEN_PATH" not in os.environ:
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    from driftwatch.engines.ray_crew import RayCrew
    from driftwatch.engines.sharded import ShardedEngine
    from driftwatch.intake.courier import opened, request

    taught = programme_model(settings, os.environ).adaptation
    make = partial(worker_parts, limits=settings.limits, latest=datetime.now(UTC) + _AHEAD, taught=taught)
    return ShardedEngine(crew=RayCrew(make=make, address=address, workers=workers, told=told), request=request, opened=opened)


def worker_parts(*, limits: Limits | None = None, latest: datetime | None = None, taught: Adaptation | None = None) -> "Parts":
    """What a worker of a cluster needs, on whatever machine it is: the models that ship, and a process for strangers' bytes."""
    from driftwatch.engines.unit import Parts
    from driftwatch.intake.courier import Courier

    sandbox = Sandbox(limits or Limits(), latest=latest or datetime.now(UTC) + _AHEAD, environ=os.environ)
    classifier = replace(statement_model(), adaptation=taught)
    return Parts(encoder=usage_model(), classifier=classifier, facets=facet_model(), courier=Courier(Fetching(sandbox)))


def labeller() -> Callable[[Sequence[str]], list[LabelledText]]:
    """Gives texts their labels without any programme; the models stay loaded."""
    model = statement_model()
    return lambda texts: label(texts, classifier=model)


def explainer() -> Callable[[Sequence[str]], list[LabelledText]]:
    """The same with the words that carried each label, which takes many times longer."""
    model = statement_model()
    return lambda texts: explained(label(texts, classifier=model), model.reasons)


def labellers() -> tuple[Callable[[Sequence[str]], list[LabelledText]], Callable[[Sequence[str]], list[LabelledText]]]:
    """Both of them, on one model."""
    model = statement_model()
    return lambda texts: label(texts, classifier=model), lambda texts: explained(label(texts, classifier=model), model.reasons)


def programme_model(settings: Settings, environ: Mapping[str, str], *, told: Callable[[str], None] = lambda _: None) -> StatementModel:
    """The statement model, with what this programme's users have taught it."""
    model = statement_model()
    folder = state_folder(settings.folder, environ)
    taught = read_adaptation(folder, model=model.model)
    if taught is None and (folder / TAUGHT).is_file():
        told("what the labels were taught belongs to another version of them and is left out; teach them again: driftwatch learn adapt")
    return replace(model, adaptation=taught) if taught else model


def store_of(settings: Settings, environ: Mapping[str, str]) -> "SqlStore":
    """The store of a programme, opened and brought to this program's schema."""
    from driftwatch.store import open_store

    return open_store(store_url(settings.folder, environ))


def store_url(programme: Path, environ: Mapping[str, str]) -> str:
    """$DRIFTWATCH_STORE where it is set; else .driftwatch/ in the programme's folder, or the user's state folder where that cannot be written."""
    if url := environ.get(STORE_VARIABLE):
        return url if "://" in url else f"sqlite:///{Path(url).expanduser().resolve()}"
    state = state_folder(programme, environ)
    try:
        state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{state}: no place to keep the state ({error.strerror}); name one in ${STORE_VARIABLE}") from error
    return f"sqlite:///{state / 'driftwatch.db'}"


def state_folder(programme: Path, environ: Mapping[str, str]) -> Path:
    """Where a programme's state is kept: .driftwatch/ in its folder, or below the user's state folder where that cannot be written."""
    folder = programme.resolve()
    state = folder / STATE_FOLDER
    if os.access(state if state.is_dir() else folder, os.W_OK):
        return state
    return user_state(environ) / f"{programme_key(folder.name)}-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


def store_from_environment(environ: Mapping[str, str]) -> "SqlStore":
    """The store that $DRIFTWATCH_STORE names; raises ConfigurationError where it names none."""
    from driftwatch.store import open_store

    if STORE_VARIABLE not in environ:
        mend = "name the store, for example sqlite:///driftwatch.db, or start with `driftwatch serve PROGRAMME`"
        raise ConfigurationError(f"${STORE_VARIABLE} is not set; {mend}")
    return open_store(store_url(Path(), environ))


def safe_http(environ: Mapping[str, str]) -> "SafeHttp":
    """The one way out by HTTP; the operator alone says which receivers in the own net it may reach."""
    from driftwatch.notifiers.safe_address import Allowed
    from driftwatch.notifiers.safe_http import SafeHttp

    entries = environ.get(ALLOW_VARIABLE, "").replace(",", " ").split()
    if wrong := next((entry for entry in entries if "://" in entry or "@" in entry), None):
        raise ConfigurationError(f"${ALLOW_VARIABLE}: {wrong!r} is no host, HOST:PORT, address or network such as 10.1.0.0/16")
    return SafeHttp(ticks=time.monotonic, allowed=Allowed(entries))


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where programmes lie that are made through the API: $DRIFTWATCH_DATA; else beside the SQLite file, else in the user's state folder."""
    if named := environ.get(DATA_VARIABLE):
        return Path(named).expanduser().resolve()
    file = environ.get(STORE_VARIABLE, "")
    if "://" not in file:
        beside = Path(file).expanduser().resolve().parent if file else user_state(environ)
    else:
        path = file.partition(":///")[2] if file.startswith("sqlite:") else ""
        beside = Path(path.partition("?")[0]).resolve().parent if path else user_state(environ)
    return beside / "programmes"


def user_state(environ: Mapping[str, str]) -> Path:
    """Where this user's programs keep their state."""
    return Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "driftwatch"


def _models(encoder: UsageModel, facets: FacetModel, model: StatementModel) -> tuple[tuple[str, str], ...]:
    taught = [("taught", model.adaptation.sha256)] if model.adaptation else []
    return tuple(sorted([definition_model(), (encoder.name, encoder.sha256), (facets.name, facets.sha256), (model.name, model.sha256), *taught]))


def probe_intake(folder: Path) -> str:
    """Reads a few harmful files in this empty folder as a scan would; what came of it, or ConfigurationError with the mend."""
    from driftwatch.intake.probes import probe

    with closing(plain_intake(latest=datetime.now(UTC) + _AHEAD)) as sandbox:
        return probe(sandbox, Wanted(folder=folder, name="", timezone=UTC))
