"""The tables of a Zulip export: who its people are, and which conversation a recipient is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import mail_domain
from driftwatch.readers.layout.objects.json_stream import list_of, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.reading import Notes, Source

_PERSONAL, _STREAM = 1, 2
"""Kinds of recipients; the third is a group of people."""
_PROGRAMS = frozenset("welcome-bot notification-bot emailgateway nagios-bot feedback reminder-bot".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody of the realm."""

    names: tuple[str, ...]
    domain: str = ""
    bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Realm:
    """People and conversations by their ids as text."""

    users: Mapping[str, User] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    """Recipients that are one person: a conversation of theirs with whoever writes."""


def realm_of(source: Source, notes: Notes) -> Realm | None:
    """The realm that lies beside a file of messages; None where it does not."""
    data = source.sibling("realm.json")
    if data is None:
        return None
    realm = _parsed(data)
    if realm is None:
        notes.problem("realm.json: not valid JSON; export it again", Reason.MALFORMED_JSON)
    return realm


@lru_cache(maxsize=2)
def _parsed(data: bytes) -> Realm | None:
    """Kept, because every file of messages asks for it."""
    try:
        tables = record_of(json.loads(data))
    except (ValueError, RecursionError):
        return None
    rows = _rows(tables, "zerver_userprofile") + _rows(tables, "zerver_userprofile_mirrordummy")
    users = {str(row.get("id")): _user(row) for row in rows}
    for row in _rows(tables, "zerver_userprofile_crossrealm"):
        users[str(row.get("id"))] = User(names=(text_of(row.get("email")) or "system",), bot=True)
    of = {row.get("id"): str(row.get("type_id")) for row in _rows(tables, "zerver_recipient") if row.get("type") == _PERSONAL}
    personal = {str(identity): users[user].names[0] if user in users else f"user {user}" for identity, user in of.items()}
    return Realm(users=users, channels=_channels(tables, users), personal=personal)


def _user(row: Record) -> User:
    mail = row.get("delivery_email") or row.get("email")
    names = tuple(text for each in (row.get("full_name"), row.get("short_name"), mail, row.get("email")) if (text := text_of(each).strip()))
    program = text_of(row.get("email")).partition("@")[0] in _PROGRAMS
    hidden = text_of(mail).startswith("user") and "@" in text_of(mail) and text_of(mail).partition("@")[0][4:].isdecimal()
    return User(names=names or (f"user {row.get('id')}",), domain="" if hidden else mail_domain(mail), bot=bool(row.get("is_bot")) or program)


def _channels(tables: Record, users: Mapping[str, User]) -> dict[str, str]:
    streams = {row.get("id"): text_of(row.get("name")) for row in _rows(tables, "zerver_stream")}
    members: dict[object, list[str]] = {}
    for row in _rows(tables, "zerver_subscription"):
        user = users.get(str(row.get("user_profile")))
        members.setdefault(row.get("recipient"), []).append(user.names[0] if user else f"user {row.get('user_profile')}")
    found: dict[str, str] = {}
    for row in _rows(tables, "zerver_recipient"):
        identity, kind, of = row.get("id"), row.get("type"), row.get("type_id")
        if kind == _STREAM:
            found[str(identity)] = streams.get(of) or f"channel {of}"
        elif kind != _PERSONAL:
            found[str(identity)] = f"direct: {', '.join(sorted(members.get(identity, [])))}"[:120] or f"group {of}"
    return found


def _rows(tables: Record, name: str) -> list[Record]:
    return [record_of(row) for row in list_of(tables.get(name))]
