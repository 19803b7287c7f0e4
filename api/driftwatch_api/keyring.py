"""Keys as administrators deal with them: none shows more than their own; 404 for one for programmes of which theirs may not see all."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from driftwatch.domain.keys import new_key
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.errors import ConfigurationError
from driftwatch.records import ApiKey
from driftwatch.store import SqlStore
from driftwatch.store.keys import Doing
from driftwatch_api.access_documents import KeyRequest
from driftwatch_api.admission import Access
from driftwatch_api.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """The keys as one administrator may deal with them, in one request."""

    guest: Access
    parts: Service
    request: Request

    def make(self, wanted: KeyRequest) -> tuple[ApiKey, str]:
        """A new key, and what opens, to be shown this once; one for all programmes is made by whoever may see all."""
        guest, parts = self.guest, self.parts
        for programme in wanted.programmes:
            guest.programme(parts.store, programme)
        if guest.key.programmes and not wanted.programmes:
            raise _invalid("programmes", "Name the programmes: this key may not see all")
        if not may_show(guest.key, wanted.view):
            raise _invalid("view", "This key may not show more than the one that makes it: input should be joint or that key's own view")
        at, fresh = parts.clock(), new_key(secrets.token_bytes)
        if wanted.expires is not None and wanted.expires <= at:
            raise _invalid("expires", "Input should be in the future")
        key = ApiKey(
            prefix=fresh.prefix,
            name=wanted.name,
            scopes=tuple(dict.fromkeys(scope.value for scope in wanted.scopes)),
            programmes=tuple(dict.fromkeys(wanted.programmes)),
            created=at,
            view=wanted.view,
            expires=wanted.expires,
        )
        try:
            parts.store.api_keys.create(key, self._doing(), digest=fresh.digest)
        except ConfigurationError as error:
            raise _invalid("view", "Input should be joint, all, or a partner of each of the programmes, which are named") from error
        return key, fresh.key

    def rotate(self, prefix: str, *, overlap: timedelta) -> tuple[ApiKey, str]:
        """The key that follows another and may do the same; for so long both open."""
        former, at, fresh = self.found(prefix), self.parts.clock(), new_key(secrets.token_bytes)
        if not may_show(self.guest.key, former.view):
            raise HTTPException(403, "That key shows more than yours: whoever holds one that shows as much may rotate it.")
        if not former.valid(at):
            raise HTTPException(409, "The key opens nothing any more; make a new one.")
        key = replace(former, prefix=fresh.prefix, created=at, expires=None, last_used=None)
        self.parts.store.api_keys.rotate(former.prefix, key, self._doing(), digest=fresh.digest, until=at + overlap)
        return key, fresh.key

    def revoke(self, prefix: str, *, reason: str) -> ApiKey:
        """The key opens nothing from now on."""
        return self.parts.store.api_keys.revoke(self.found(prefix).prefix, self._doing(reason))

    def found(self, prefix: str) -> ApiKey:
        """The key that begins so."""
        found = next((key for key in visible(self.guest, self.parts.store) if key.prefix == prefix), None)
        if found is None:
            raise HTTPException(404, "No key begins so.")
        return found

    def _doing(self, reason: str = "") -> Doing:
        return Doing(actor=self.guest.key.name, at=self.parts.clock(), reason=reason, request_id=self.request.state.request_id)


def may_show(own: ApiKey, view: str) -> bool:
    """Whether who holds this key may hand out one with this view."""
    return own.view == WHOLE_VIEW or view in (JOINT_VIEW, own.view)


def visible(guest: Access, store: SqlStore) -> Sequence[ApiKey]:
    """A key for programmes of which this one may not see all is as absent as one that does not exist."""
    keys, own = store.api_keys.all(), set(guest.key.programmes)
    return [key for key in keys if not own or (key.programmes and own.issuperset(key.programmes))]


def _invalid(field: str, what: str) -> RequestValidationError:
    return RequestValidationError([{"type": "value_error", "loc": ("body", field), "msg": what}])
