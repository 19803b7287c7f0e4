"""API keys: what each opens, and the hash by which it is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.errors import ConfigurationError, StoreError
from driftwatch.records import ApiKey
from driftwatch.store.audit import note
from driftwatch.store.database import Database
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant, moment
from driftwatch.store.scans import find_partners, find_programmes
from driftwatch.store.schema import StoredKey

_COLUMNS = (StoredKey.body, StoredKey.digest, StoredKey.last_used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does something with a key, when, and at whose request."""

    actor: str
    at: datetime
    reason: str = ""
    request_id: str = ""


class SqlKeys:
    """The keys, and a line in the audit log for whatever is done with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, key: ApiKey, doing: Doing, *, digest: str) -> None:
        """Keep a new key's hash."""
        with self._database.writing() as connection:
            _require_bound(connection, key)
            add(connection, key, digest=digest)
            _noted(connection, key, "key.create", doing)

    def revoke(self, prefix: str, doing: Doing) -> ApiKey:
        """From now on it opens nothing."""
        with self._database.writing() as connection:
            revoke(connection, prefix, at=doing.at)
            return _noted(connection, _known(connection, prefix), "key.revoke", doing)

    def rotate(self, prefix: str, fresh: ApiKey, doing: Doing, *, digest: str, until: datetime) -> None:
        """Keep the key that follows another; both open until then, and after that the new one alone."""
        with self._database.writing() as connection:
            former = _known(connection, prefix)
            if not former.valid(doing.at):
                raise StoreError(f"the key `{prefix}` opens nothing any more; make a new one")
            add(connection, fresh, digest=digest)
            ends = until if former.expires is None else min(until, former.expires)
            _keep(connection, replace(former, expires=ends))
            _noted(connection, fresh, "key.create", doing)
            _noted(connection, former, "key.rotate", doing)

    def use(self, prefix: str, at: datetime) -> None:
        """Note that it was used, to the minute."""
        minute = instant(at.replace(second=0, microsecond=0))
        with self._database.writing() as connection:
            connection.execute(update(StoredKey).where(StoredKey.prefix == prefix).values(last_used=minute))

    def all(self) -> tuple[ApiKey, ...]:
        """All keys, oldest first."""
        with self._database.reading() as connection:
            return find_all(connection)


def _require_bound(connection: Connection, key: ApiKey) -> None:
    """A side means something within a programme only, and a key for what is not there would one day open what comes."""
    known = [name for name, _ in find_programmes(connection)]
    for programme in key.programmes:
        if programme not in known:
            told = ", ".join(known) or "none: scan one first"
            raise ConfigurationError(f"the store knows no programme `{programme}`; there is {told}")
    if key.sees.partner is None:
        return
    if not key.programmes:
        raise ConfigurationError(f"a key with the view of `{key.view}` is for certain programmes: name them, each with --only")
    for programme in key.programmes:
        partners = [partner.id for partner in find_partners(connection, programme)]
        if key.view not in partners:
            raise ConfigurationError(f"`{key.view}` is no partner of {programme}; a view is {', '.join([JOINT_VIEW, WHOLE_VIEW, *partners])}")


def add(connection: Connection, key: ApiKey, *, digest: str) -> None:
    """Keep a new key's hash."""
    if find(connection, key.prefix) is not None:
        raise StoreError(f"there is a key `{key.prefix}` already; make another one")
    cells = {"prefix": key.prefix, "digest": digest, "body": written(key), "created": instant(key.created)}
    connection.execute(insert(StoredKey).values(cells))


def find(connection: Connection, prefix: str) -> tuple[ApiKey, str] | None:
    """A key and its hash."""
    found = connection.execute(select(*_COLUMNS).where(StoredKey.prefix == prefix)).first()
    return None if found is None else (_read(found.body, found.last_used), found.digest)


def find_all(connection: Connection) -> tuple[ApiKey, ...]:
    """All keys, oldest first."""
    found = connection.execute(select(*_COLUMNS).order_by(StoredKey.created, StoredKey.prefix))
    return tuple(_read(body, used) for body, _, used in found)


def revoke(connection: Connection, prefix: str, *, at: datetime) -> None:
    """From now on the key opens nothing; one that is revoked already keeps its time."""
    key = _known(connection, prefix)
    if key.revoked is None:
        _keep(connection, replace(key, revoked=at))


def unbind(connection: Connection, programme: str, doing: Doing) -> None:
    """Let no key open this programme any more; one for it alone opens nothing, as none would be one for all."""
    for key in find_all(connection):
        if programme not in key.programmes or key.revoked is not None:
            continue
        others = tuple(name for name in key.programmes if name != programme)
        _keep(connection, replace(key, programmes=others) if others else replace(key, revoked=doing.at))
        _noted(connection, replace(key, programmes=(programme,)), "key.change" if others else "key.revoke", doing)


def _known(connection: Connection, prefix: str) -> ApiKey:
    found = find(connection, prefix)
    if found is None:
        raise StoreError(f"there is no key `{prefix}`; look at the list of keys")
    return found[0]


def _keep(connection: Connection, key: ApiKey) -> None:
    connection.execute(update(StoredKey).where(StoredKey.prefix == key.prefix).values(body=written(replace(key, last_used=None))))


def _read(body: str, used: int | None) -> ApiKey:
    key = read(ApiKey, body)
    return key if used is None else replace(key, last_used=moment(used))


def _noted(connection: Connection, key: ApiKey, action: str, doing: Doing) -> ApiKey:
    """A line for each programme that the key is for; for all, one of the whole store."""
    programmes: Sequence[str] = key.programmes or ("",)
    for programme in programmes:
        note(
            connection,
            programme,
            actor=doing.actor,
            action=action,
            object=key.prefix,
            reason=doing.reason,
            request_id=doing.request_id,
            at=doing.at,
        )
    return key
