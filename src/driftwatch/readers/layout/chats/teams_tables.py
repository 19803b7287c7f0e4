"""The people and the channels of a Teams export, from the tables that lie beside its messages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from driftwatch.domain.limits import Limits
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import mail_domain
from driftwatch.readers.layout.objects.json_stream import list_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.reading import Notes, Source

_TABLE = re.compile(r"(?:^|[/!])[^/!]*(?:users?list|teams(?:list|settings)|(?:(?:team)?members|channels?)(?:_[\w-]{1,80})?)\.json$", re.IGNORECASE)
_PEOPLE = re.compile(r'"[uU]serPrincipalName"\s*:')
_ROOMS = re.compile(r'"[mM]embershipType"\s*:|"[gG]roupsId"\s*:|"[uU]serId"\s*:|"[iI]sArchived"\s*:')
_POSTS = re.compile(r'"[mM]essageType"\s*:|"(?:body|Body)"\s*:')
_BESIDE = ("usersList.json", "../usersList.json", "../users/usersList.json", "../../users/usersList.json", "users.json", "../users.json")
_ROOMS_BESIDE = ("channels.json", "../channels.json", "channel.json", "chats.json", "../chats.json", "chat.json")
_MESSAGES_OF = re.compile(r"(?:^|[/!])(?P<before>[^/!]*?)messages(?P<of>_[^/!]{1,80})?\.json$", re.IGNORECASE)


class Listed(NamedTuple):
    """Somebody of a table of users."""

    names: tuple[str, ...]
    domain: str


def is_table(name: str, text: str) -> bool:
    """Whether this is a table of people, teams or channels."""
    if not text.startswith(("[", "{")) or _POSTS.search(text):
        return False
    people = _PEOPLE.search(text) is not None and re.search(r'"[dD]isplayName"\s*:', text) is not None
    return people or (_TABLE.search(name) is not None and _ROOMS.search(text) is not None)


@dataclass(slots=True)
class Directory:
    """Who and what an id stands for."""

    people: dict[str, Listed] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)

    def channel(self, room: str, post: Record) -> str:
        """The name of a chat or channel, its id where no table names it."""
        named = text_of(post.get("channelName")) or text_of(post.get("chatName"))
        return self.rooms.get(room) or named or room or "chat"

    def add(self, entry: Record) -> None:
        """Take in an entry of a table, or a chat that lists its members."""
        entry = {key[:1].lower() + key[1:]: value for key, value in entry.items()}
        identity = text_of(entry.get("userId")) or text_of(entry.get("id"))
        if "userPrincipalName" in entry or "mail" in entry or "email" in entry:
            mail = text_of(entry.get("mail")) or text_of(entry.get("email")) or _address(text_of(entry.get("userPrincipalName")))
            names = tuple(name for name in (text_of(entry.get("displayName")), mail) if name)
            self.people[identity] = self.people[text_of(entry.get("id"))] = Listed(names, mail_domain(mail))
        elif name := (text_of(entry.get("topic")) or text_of(entry.get("displayName"))).strip():
            self.rooms[text_of(entry.get("id"))] = name
        for member in list_of(entry.get("members")):
            if isinstance(member, dict):
                self.add(member)


def directory(source: Source, notes: Notes) -> Directory:
    """What the tables beside the messages tell; a broken one costs names, not messages."""
    found = Directory()
    hit = _MESSAGES_OF.search(source.name)
    beside = [f"{hit['before']}usersList.json", f"{hit['before']}channels{hit['of'] or ''}.json"] if hit else []
    for relative in dict.fromkeys((*_BESIDE, *_ROOMS_BESIDE, *beside)):
        if (data := source.sibling(relative)) is not None:
            for entry in _entries(data, relative, source.limits, notes):
                found.add(entry)
    return found


def _entries(data: bytes, relative: str, limits: Limits, notes: Notes) -> Iterator[Record]:
    if len(data) > limits.line_bytes * 64:
        return
    try:
        value = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        notes.problem(f"{relative}: not valid JSON; names are taken from the messages", Reason.MALFORMED_JSON)
        return
    if isinstance(value, dict):
        value = value["value"] if isinstance(value.get("value"), list) else [value]
    yield from (entry for entry in list_of(value) if isinstance(entry, dict))


def _address(principal: str) -> str:
    """The mail address of a guest's account name: `ada_norwind.example#EXT#@host.onmicrosoft.example`."""
    outside, mark, _ = principal.partition("#EXT#")
    if not mark:
        return principal
    before, underscore, domain = outside.rpartition("_")
    return f"{before}@{domain}" if underscore else outside
