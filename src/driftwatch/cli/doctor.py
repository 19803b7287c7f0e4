"""`driftwatch doctor`: whether everything that driftwatch needs is there and works, with the mend where it does not."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from driftwatch.cli.mailing import HOST, mail_server
from driftwatch.cli.terminal import table
from driftwatch.errors import ConfigurationError, DeliveryError, DriftwatchError, ModelError
from driftwatch.settings import FILE_NAME

MAIL_SECONDS = 5.0
STORE_SECONDS = 600.0
"""Reading some gigabytes of it takes minutes."""
Probe = Callable[[Path | None], str]
"""Looks at one thing and gives what it saw; raises a DriftwatchError that names the mend."""


def doctor(
    programme: Annotated[
        Path | None,
        typer.Argument(metavar="[PROGRAMME]", help="The programme whose store is looked at; else the current folder.", show_default=False),
    ] = None,
) -> None:
    """Look whether everything works. Models, store, corpora, language tools and mail server, each with what would mend it.

    Example: driftwatch doctor
    """
    rows = [_examined(name, probe, programme) for name, probe in PROBES.items()]
    table(("", "", ""), rows)
    if any(status == "failed" for _, status, _ in rows):
        raise typer.Exit(ConfigurationError.exit_code)


def _examined(name: str, probe: Probe, programme: Path | None) -> tuple[str, str, str]:
    try:
        return name, "ok", probe(programme)
    except DriftwatchError as error:
        return name, "failed", str(error)


def _usage_model(_: Path | None) -> str:
    from driftwatch.encoders.usage_model import usage_model

    model = usage_model()
    vector = model.usages(["It is done when both sides have signed."], [(6, 10)])
    return f"{model.model}, checksum right, {vector.shape[1] // 2} dimensions"


def _statement_model(_: Path | None) -> str:
    from driftwatch.encoders.statement_model import statement_model

    model = statement_model()
    labelled = model.probabilities(["It is done when both sides have signed."])
    return f"{model.model}, checksum right, {sum(map(bool, labelled[0] > 0))} of {labelled.shape[1]} labels answer"


def _facet_model(_: Path | None) -> str:
    from driftwatch.domain.facets import VALUES
    from driftwatch.encoders.facet_model import facet_model

    model = facet_model()
    said = model.facets(["It is done when both sides have signed."])
    return f"{model.model}, checksum right, {said.shape[1] - len(VALUES)} values of {len(VALUES)} facets answer"


def _readers(_: Path | None) -> str:
    from driftwatch.wiring import readers

    return ", ".join(sorted(readers())) or "none"


def _confinement(_: Path | None) -> str:
    """Files that would do harm, read as a scan would read them."""
    from driftwatch.wiring import probe_intake

    with tempfile.TemporaryDirectory() as folder:
        return probe_intake(Path(folder))


def _spacy(_: Path | None) -> str:
    from importlib.metadata import version

    import spacy

    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    sentences = len(list(language("This is one. This is another.").sents))
    if sentences != 2:
        raise ModelError(f"spaCy {version('spacy')} finds {sentences} sentences where there are two; install the version in requirements/run.lock")
    return f"spaCy {version('spacy')} cuts sentences"


def _corpora(_: Path | None) -> str:
    from driftwatch.corpora import corpora, corpus

    corpus("lanterna")
    return ", ".join(corpora())


def _store(programme: Path | None) -> str:
    from contextlib import closing

    from driftwatch.store import open_store
    from driftwatch.wiring import STORE_VARIABLE, store_url

    if programme is None and not Path(FILE_NAME).is_file() and STORE_VARIABLE not in os.environ:
        with tempfile.TemporaryDirectory() as folder, closing(open_store(f"sqlite:///{Path(folder) / 'driftwatch.db'}")) as store:
            store.check()
        return "a store can be made (no programme here to look at)"
    with closing(open_store(store_url(programme or Path(), os.environ))) as store:
        store.check()
        store.require_sound(seconds=STORE_SECONDS)
        return f"answers, {len(store.programmes())} programmes"


def _mail(_: Path | None) -> str:
    import smtplib

    if HOST not in os.environ:
        return f"none is configured (${HOST} is not set); digests can be shown, not sent"
    server = mail_server(os.environ)
    try:
        with smtplib.SMTP(server.host, server.port, timeout=MAIL_SECONDS) as connection:
            connection.ehlo()
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(f"{server.host}:{server.port} does not answer as a mail server ({error}); check host and port") from error
    return f"{server.host}:{server.port} answers"


PROBES: dict[str, Probe] = {
    "statement labels": _statement_model,
    "usages of terms": _usage_model,
    "sides of statements": _facet_model,
    "readers": _readers,
    "hostile files": _confinement,
    "sentences": _spacy,
    "corpora": _corpora,
    "store": _store,
    "mail server": _mail,
}
