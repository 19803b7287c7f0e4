"""Keys and the audit log as pages show them; of a key what is kept: its visible beginning, never the key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from driftwatch.domain.audit import AuditLine
from driftwatch.domain.keys import Scope
from driftwatch.domain.view import JOINT_VIEW, WHOLE_VIEW
from driftwatch.records import ApiKey
from driftwatch.report.wording import day
from driftwatch_api.dashboard.entry import Place
from driftwatch_api.dashboard.job_views import moment_words

SCOPE_WORDS = {
    Scope.READ_ALERTS: "read alerts and what they rest on",
    Scope.WRITE_ALERTS: "act on alerts",
    Scope.INGEST: "bring in files, start scans",
    Scope.ADMIN: "administer: mail, keys, schedule",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """One key."""

    prefix: str
    name: str
    scopes: tuple[str, ...]
    programmes: str
    view: str
    created: str
    expires: str
    last_used: str
    sign: str
    state: str
    valid: bool
    own: bool
    """Whether it is the key of whoever looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line of the audit log."""

    at: str
    moment: str
    actor: str
    action: str
    object: str
    reason: str
    request_id: str


def key_views(keys: Sequence[ApiKey], places: Sequence[Place], *, own: str, at: datetime) -> tuple[KeyView, ...]:
    """Those that open something first, the newest first."""
    ordered = sorted(keys, key=lambda key: (not key.valid(at), -key.created.timestamp(), key.prefix))
    return tuple(key_view(key, places, own=own, at=at) for key in ordered)


def key_view(key: ApiKey, places: Sequence[Place], *, own: str, at: datetime) -> KeyView:
    """One key for the page."""
    names = {place.key: place.name for place in places}
    sign, state = _state(key, at)
    return KeyView(
        prefix=key.prefix,
        name=key.name,
        scopes=tuple(Scope(scope).value for scope in key.scopes),
        programmes=", ".join(names.get(one, one) for one in key.programmes) or "all",
        view=view_words(key.view, places),
        created=day(key.created),
        expires=moment_words(key.expires) if key.expires else "never",
        last_used=moment_words(key.last_used) if key.last_used else "never",
        sign=sign,
        state=state,
        valid=key.valid(at),
        own=key.prefix == own,
    )


def view_words(view: str, places: Sequence[Place]) -> str:
    """What a key shows, in words."""
    if view == JOINT_VIEW:
        return "joint sources"
    if view == WHOLE_VIEW:
        return "all sources"
    name = next((partner.name for place in places for partner in place.partners if partner.id == view), view)
    return f"joint sources and {name}’s own"


def line_view(line: AuditLine) -> LineView:
    """One line for the page."""
    return LineView(
        at=moment_words(line.at),
        moment=line.at.isoformat(),
        actor=line.actor,
        action=line.action,
        object=line.object,
        reason=line.reason,
        request_id=line.request_id,
    )


def _state(key: ApiKey, at: datetime) -> tuple[str, str]:
    if key.revoked is not None:
        return "–", f"revoked {day(key.revoked)}"
    if key.expires is not None and key.expires <= at:
        return "–", f"ended {day(key.expires)}"
    return "✓", "opens"
