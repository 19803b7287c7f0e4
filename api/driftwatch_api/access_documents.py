"""What is asked and answered about keys and the audit log."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from driftwatch.domain.audit import AuditLine
from driftwatch.domain.keys import Scope
from driftwatch.domain.view import JOINT_VIEW
from driftwatch.records import ApiKey
from driftwatch_api.documents import Moment
from driftwatch_api.examples import Example
from driftwatch_api.paging import Cursor, Limit
from driftwatch_api.questions import Instant, Plain, Programme, Reason

MOST_PROGRAMMES = 200
_KEY: Example = {
    "prefix": "dw_live_k3v7q2ma",
    "name": "portal",
    "scopes": ["read:alerts"],
    "programmes": ["horizon"],
    "view": "techinnovate",
    "created": "2026-04-06T07:30:00+00:00",
    "last_used": "2026-04-07T09:12:00+00:00",
    "expires": "2027-04-06T00:00:00+00:00",
    "revoked": None,
}
_LINE: Example = {
    "place": 41,
    "at": "2026-04-06T07:41:09+00:00",
    "actor": "ops dashboard",
    "action": "alert.snooze",
    "object": "DW-9F2M4T7Q1XYA",
    "reason": "on the agenda of 14 April",
    "request_id": "5f2b9c0de5a14c7f8f5f0b0c9a3d7e21",
    "digest": "9b1c" * 16,
}
_LAYER: Example = {"name": "worker", "status": "degraded", "why": "jobs wait and no worker begins them; start one with `driftwatch worker`"}


def _example(example: Example, *, asked: bool = False) -> ConfigDict:
    return ConfigDict(extra="forbid" if asked else "ignore", frozen=True, json_schema_extra={"examples": [example]})


class KeyRequest(BaseModel):
    """A key for one tool."""

    model_config = _example({"name": "portal", "scopes": ["read:alerts"], "programmes": ["horizon"], "view": "techinnovate"}, asked=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Plain] = Field(description="What it is for.")
    scopes: list[Scope] = Field([Scope.READ_ALERTS], min_length=1, max_length=len(Scope))
    programmes: list[Annotated[str, Field(max_length=200)]] = Field(
        [], max_length=MOST_PROGRAMMES, description="Ids of the programmes that it may see; none means all."
    )
    view: str = Field(
        JOINT_VIEW, pattern=r"^[a-z0-9-]+$", max_length=100, description="`joint`, `all`, or the partner whose own sources it may read too."
    )
    expires: Instant | None = Field(None, description="From then on it opens nothing; UTC where no zone is given.")


class RotationRequest(BaseModel):
    """For how long the old key goes on opening."""

    model_config = _example({"overlap_days": 7}, asked=True)

    overlap_days: int = Field(7, ge=0, le=366)


class RevocationRequest(BaseModel):
    """Why a key shall open nothing any more."""

    model_config = _example({"reason": "the portal was closed"}, asked=True)

    reason: Reason = Field("", description="Stays in the audit log.")


class KeyDocument(BaseModel):
    """A key, as far as it is kept: the key itself is not."""

    model_config = _example(_KEY)

    prefix: str = Field(description="Its visible beginning.")
    name: str
    scopes: list[Scope]
    programmes: list[str] = Field(description="The programmes that it may see; none means all.")
    view: str
    created: Moment
    last_used: Moment | None = Field(description="To the minute.")
    expires: Moment | None
    revoked: Moment | None


class MadeKey(KeyDocument):
    """A new key, at the one moment when it is shown."""

    model_config = _example({**_KEY, "last_used": None, "key": "dw_live_k3v7q2ma_" + "0" * 43})

    key: str = Field(description="Keep it now: it is not shown again.")


class KeyList(BaseModel):
    """The keys for programmes that this key may see, oldest first."""

    model_config = _example({"keys": [_KEY]})

    keys: list[KeyDocument]


class AuditQuestion(BaseModel):
    """Whose log is wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: Programme = Field(None, description="Id of a programme; without it, what concerns the whole store, for whoever may see all.")
    limit: Limit = 50
    cursor: Cursor = None


class AuditLineDocument(BaseModel):
    """Who did what, never what anybody wrote in a source; the digest covers the line and the digest before it."""

    model_config = _example(_LINE)

    place: int
    at: Moment
    actor: str
    action: str
    object: str
    reason: str
    request_id: str
    digest: str


class AuditPage(BaseModel):
    """Lines of the audit log, newest first."""

    model_config = _example({"lines": [_LINE], "next_cursor": None})

    lines: list[AuditLineDocument]
    next_cursor: str | None


class LayerDocument(BaseModel):
    """One part of the service."""

    model_config = _example(_LAYER)

    name: Literal["store", "schema", "disk", "worker", "model"]
    status: Literal["ready", "degraded"]
    why: str = Field(description="What is missing and what mends it; empty while it is ready.")


class Readiness(BaseModel):
    """Whether the service can be read from, and which of its parts cannot work."""

    model_config = _example({"status": "degraded", "driftwatch": "0.1.0", "layers": [_LAYER]})

    status: Literal["ready", "degraded"]
    driftwatch: str
    layers: list[LayerDocument]


def key_document(key: ApiKey) -> KeyDocument:
    """What is known of a key."""
    return KeyDocument(**_told(key))


def made_key(key: ApiKey, full: str) -> MadeKey:
    """A key that was just made, with what opens."""
    return MadeKey(**_told(key), key=full)


def line_document(line: AuditLine) -> AuditLineDocument:
    """A line of the log."""
    return AuditLineDocument(
        place=line.place,
        at=line.at.isoformat(),
        actor=line.actor,
        action=line.action,
        object=line.object,
        reason=line.reason,
        request_id=line.request_id,
        digest=line.digest,
    )


def _told(key: ApiKey) -> Example:
    moments = {"created": key.created, "last_used": key.last_used, "expires": key.expires, "revoked": key.revoked}
    told: Example = {name: at.isoformat() if at else None for name, at in moments.items()}
    return told | {"prefix": key.prefix, "name": key.name, "scopes": list(key.scopes), "programmes": list(key.programmes), "view": key.view}
