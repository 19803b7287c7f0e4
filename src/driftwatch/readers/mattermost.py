"""A bulk export of Mattermost: JSON lines of teams, channels, users and posts with their replies."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.posts import Person, Post, Posts, mail_domain
from driftwatch.readers.layout.chats.revisions import messages
from driftwatch.readers.layout.objects.json_stream import json_lines, list_of, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_LINE = re.compile(
    r'^\s{0,8}\{\s{0,8}"type"\s{0,8}:\s{0,8}"(?P<type>version|scheme|role|team|channel|user|bot|post|direct_channel|direct_post|emoji)"\s{0,8},'
    r'\s{0,8}"(?:(?P=type)"|version"|info")',
    re.MULTILINE,
)
_BY_A_PROGRAM = ("from_bot", "from_webhook", "from_plugin", "override_username")
_NOTICE = re.compile(
    r"@?(?P<who>[\w.-]{1,64}) (?:(?:has )?(?:joined|left) the (?:channel|team)"
    r"|(?:was )?(?:added to|removed from) the (?:channel|team)(?: by @?[\w.-]{1,64})?"
    r"|updated the channel (?:header|purpose|display name)\b[^\n]{0,2000})\.?"
)
"""What the program wrote in the name of a user before posts had a type."""


def recognises(name: str, head: bytes) -> bool:
    """Whether the lines are those of a bulk export."""
    del name
    return bool(_LINE.match(glimpse(head)))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The posts in the order of the file, each followed by its replies; the locator is the line, and the reply within it."""
    export = _Export(source=source, notes=notes)
    for number, line in json_lines(source, notes):
        kind = text_of(line.get("type"))
        entry = record_of(line.get(kind))
        if kind in ("post", "direct_post"):
            yield from export.posts(entry, number)
        else:
            export.learn(kind, entry)


@dataclass(slots=True, kw_only=True)
class _Export:
    """What is known of the teams, channels and people so far: they stand before the posts."""

    source: Source
    notes: Notes
    teams: set[str] = field(default_factory=set)
    users: dict[str, Person] = field(default_factory=dict)
    out: Posts = field(init=False)

    def __post_init__(self) -> None:
        self.out = Posts(source=self.source, notes=self.notes, reader="mattermost")

    def learn(self, kind: str, entry: Record) -> None:
        """Take in a line that is no post."""
        handle = text_of(entry.get("username"))
        if kind == "team":
            self.teams.add(text_of(entry.get("name")))
        elif kind == "bot" and handle:
            self.users[handle] = Person(name=handle, bot=True)
        elif kind == "user" and handle and not (handle in self.users and self.users[handle].bot):
            full = f"{text_of(entry.get('first_name'))} {text_of(entry.get('last_name'))}"
            names = [full, entry.get("nickname"), handle, entry.get("email"), entry.get("id")]
            person = self.out.person(names, organisation=mail_domain(entry.get("email")), bot=bool(entry.get("is_bot")))
            self.users[handle] = person or Person(name=handle)

    def posts(self, entry: Record, number: int) -> Iterable[Message]:
        """A post and its replies."""
        channel = self._channel(entry)
        if not (replies := list_of(entry.get("replies"))):
            return self._post(entry, channel, None, f"entry {number}")
        root = f"{channel}/{entry.get('create_at')}"
        said = [*self._post(entry, channel, root, f"entry {number}")]
        for place, reply in enumerate(replies, start=1):
            said += self._post(record_of(reply), channel, root, f"entry {number} reply {place}")
        return said

    def _channel(self, entry: Record) -> str:
        """The channel as it is named in addresses, with its team where there are several; of a direct message its members."""
        if members := list_of(entry.get("channel_members")):
            return f"direct: {', '.join(sorted(self._author(text_of(each)).name for each in members))}"
        team, channel = text_of(entry.get("team")), text_of(entry.get("channel")) or "direct"
        return f"{team}/{channel}" if len(self.teams) > 1 and team else channel

    def _post(self, entry: Record, channel: str, root: str | None, locator: str) -> Iterable[Message]:
        handle, created, changed = text_of(entry.get("user")), entry.get("create_at"), entry.get("edit_at")
        who, text = self._author(handle), text_of(entry.get("message"))
        native = self._native(channel, handle, created)
        if reason := self._dropped(entry, who, text, native):
            self.notes.dropped[reason] += 1
            return ()
        edited = parse_time(changed, self.source.timezone) if changed else None
        return messages(
            Post(native, locator, channel, handle, text, self.out.time(created, locator), root, None, edited),
            who,
            self.out,
        )

    def _native(self, channel: str, handle: str, created: object) -> str:
        """A bulk export holds no ids: the millisecond tells posts of a user apart; a whole second, as other products' imports have it, does not."""
        return f"{channel}/{handle}/{created}" if isinstance(created, int) and created % 1000 else ""

    def _dropped(self, entry: Record, who: Person, text: str, native: str) -> str | None:
        """Why this is nobody's statement."""
        props, kind = record_of(entry.get("props")), text_of(entry.get("type"))
        if entry.get("delete_at") or entry.get("deleted_at") or props.get("deleteBy"):
            if native:
                self.notes.removed.add(native)
            return "deleted"
        if kind.startswith("system_"):
            return "joins and other notices"
        if who.bot or kind == "slack_attachment" or kind.startswith("custom_"):
            return "bot"
        if props and any(str(props.get(key) or "").lower() not in ("", "false") for key in _BY_A_PROGRAM):
            return "bot"
        if not kind and (" the channel" in text or " the team" in text) and (hit := _NOTICE.fullmatch(text)) and hit["who"] in self.users:
            return "joins and other notices"
        return None

    def _author(self, handle: str) -> Person:
        if handle not in self.users:
            self.users[handle] = self.out.person((handle,)) or Person(name=handle or "unknown")
        return self.users[handle]
