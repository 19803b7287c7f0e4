"""API keys: what each opens, and the hash by which it is known."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from driftwatch.errors import StoreError
from driftwatch.records import ApiKey
from driftwatch.store.documents import read, written
from driftwatch.store.moments import instant
from driftwatch.store.schema import StoredKey


def add(connection: Connection, key: ApiKey, *, digest: str) -> None:
    """Keep a new key's hash."""
    if find(connection, key.prefix) is not None:
        raise StoreError(f"there is a key `{key.prefix}` already; make another one")
    cells = {"prefix": key.prefix, "digest": digest, "body": written(key), "created": instant(key.created)}
    connection.execute(insert(StoredKey).values(cells))


def find(connection: Connection, prefix: str) -> tuple[ApiKey, str] | None:
    """A key and its hash."""
    found = connection.execute(select(StoredKey.body, StoredKey.digest).where(StoredKey.prefix == prefix)).first()
    return None if found is None else (read(ApiKey, found.body), found.digest)


def find_all(connection: Connection) -> tuple[ApiKey, ...]:
    """All keys, oldest first."""
    bodies = connection.scalars(select(StoredKey.body).order_by(StoredKey.created, StoredKey.prefix))
    return tuple(read(ApiKey, body) for body in bodies)


def revoke(connection: Connection, prefix: str, *, at: datetime) -> None:
    """From now on the key opens nothing; one that is revoked already keeps its time."""
    found = find(connection, prefix)
    if found is None:
        raise StoreError(f"there is no key `{prefix}`; look at the list of keys")
    key, _ = found
    if key.revoked is None:
        connection.execute(update(StoredKey).where(StoredKey.prefix == prefix).values(body=written(replace(key, revoked=at))))
