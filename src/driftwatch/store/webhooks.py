"""Webhooks as they are set up; each act on one is in the audit log, without its address or secrets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Update, delete, func, insert, select, update

from driftwatch.domain.happenings import Happening
from driftwatch.domain.webhooks import SigningSecret, Webhook, rotated
from driftwatch.errors import ActionRefusedError
from driftwatch.store.audit import note
from driftwatch.store.database import Database
from driftwatch.store.documents import read, read_all, written
from driftwatch.store.outbox import WEBHOOK, queue
from driftwatch.store.schema import StoredDelivery
from driftwatch.store.service_schema import StoredWebhook

MOST = 20
"""Of one programme."""


class SqlWebhooks:
    """The receivers of a programme's events; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, programme: str) -> tuple[Webhook, ...]:
        """Those of the programme, by id."""
        with self._database.reading() as connection:
            bodies = connection.scalars(select(StoredWebhook.body).where(StoredWebhook.programme == programme).order_by(StoredWebhook.id))
            return tuple(read(Webhook, body) for body in bodies)

    def get(self, programme: str, identifier: str) -> Webhook | None:
        """One of them."""
        with self._database.reading() as connection:
            body = connection.scalar(select(StoredWebhook.body).where(*_is(programme, identifier)))
            return None if body is None else read(Webhook, body)

    def secrets(self, programme: str, identifier: str) -> tuple[SigningSecret, ...]:
        """What signs its messages, the newest first."""
        with self._database.reading() as connection:
            return find_secrets(connection, programme, identifier)

    def add(self, programme: str, webhook: Webhook, *, secret: str, actor: str, request_id: str = "") -> None:
        """Set it up, enabled."""
        with self._database.writing() as connection:
            if (connection.scalar(select(func.count()).where(StoredWebhook.programme == programme)) or 0) >= MOST:
                raise ActionRefusedError(f"the programme has {MOST} webhooks already; remove one first")
            secrets = written((SigningSecret(value=secret),))
            cells = {"programme": programme, "id": webhook.id, "enabled": True, "body": written(webhook), "secrets": secrets, "told": 0}
            connection.execute(insert(StoredWebhook).values(cells))
            note(connection, programme, actor=actor, action="webhook.create", object=webhook.id, request_id=request_id, at=webhook.created)

    def change(
        self, programme: str, identifier: str, changed: Callable[[Webhook], Webhook], *, actor: str, at: datetime, request_id: str = ""
    ) -> Webhook | None:
        """Make it what `changed` makes of it as it stands then; None where there is none."""
        with self._database.writing() as connection:
            before = _locked(connection, programme, identifier)
            if before is None:
                return None
            after = replace(changed(before), id=before.id, created=before.created)
            keep(connection, programme, after)
            action = "webhook.change" if before.disabled == after.disabled else "webhook.disable" if after.disabled else "webhook.enable"
            note(connection, programme, actor=actor, action=action, object=identifier, request_id=request_id, at=at)
            return after

    def rotate(self, programme: str, identifier: str, *, secret: str, actor: str, at: datetime, request_id: str = "") -> Webhook | None:
        """Sign with this secret from now on, and for a day with the one before as well; None where there is no such webhook."""
        with self._database.writing() as connection:
            before = _locked(connection, programme, identifier)
            if before is None:
                return None
            after, secrets = replace(before, rotated=at), rotated(find_secrets(connection, programme, identifier), secret, at=at)
            connection.execute(_update(programme, identifier).values(body=written(after), secrets=written(secrets)))
            note(connection, programme, actor=actor, action="webhook.rotate", object=identifier, request_id=request_id, at=at)
            return after

    def remove(self, programme: str, identifier: str, *, actor: str, at: datetime, request_id: str = "") -> bool:
        """Forget it, with what it was told and was still to be told; False where there is none."""
        with self._database.writing() as connection:
            if _locked(connection, programme, identifier) is None:
                return False
            mine = (StoredDelivery.programme == programme, StoredDelivery.recipient == identifier, StoredDelivery.channel == WEBHOOK)
            connection.execute(delete(StoredDelivery).where(*mine))
            connection.execute(delete(StoredWebhook).where(*_is(programme, identifier)))
            note(connection, programme, actor=actor, action="webhook.remove", object=identifier, request_id=request_id, at=at)
            return True

    def test(self, programme: str, identifier: str, happening: Happening, *, actor: str, request_id: str = "") -> bool:
        """Queue a test for this one alone; False where there is no such webhook. Raises ActionRefusedError where it is disabled."""
        with self._database.writing() as connection:
            webhook = _locked(connection, programme, identifier)
            if webhook is None:
                return False
            if webhook.disabled:
                raise ActionRefusedError(f"the webhook {identifier} is disabled; enable it first")
            told = connection.scalar(select(StoredWebhook.told).where(*_is(programme, identifier)))
            queue(connection, identifier, happening, place=told or 0)
            note(connection, programme, actor=actor, action="webhook.test", object=identifier, request_id=request_id, at=happening.at)
            return True


def keep(connection: Connection, programme: str, webhook: Webhook) -> None:
    """Write it as it now is."""
    connection.execute(_update(programme, webhook.id).values(body=written(webhook), enabled=webhook.disabled is None))


def find_secrets(connection: Connection, programme: str, identifier: str) -> tuple[SigningSecret, ...]:
    """Those that sign for it, the newest first."""
    return read_all(SigningSecret, connection.scalar(select(StoredWebhook.secrets).where(*_is(programme, identifier))) or "[]")


def _locked(connection: Connection, programme: str, identifier: str) -> Webhook | None:
    body = connection.scalar(select(StoredWebhook.body).where(*_is(programme, identifier)).with_for_update())
    return None if body is None else read(Webhook, body)


def _update(programme: str, identifier: str) -> Update:
    return update(StoredWebhook).where(*_is(programme, identifier))


def _is(programme: str, identifier: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return StoredWebhook.programme == programme, StoredWebhook.id == identifier
