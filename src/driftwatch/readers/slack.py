"""A Slack export: one day of a channel a file, the people in users.json beside the channels; or the answer of its programming interface."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import Person, Post, Posts
from driftwatch.readers.layout.chats.revisions import latest, messages
from driftwatch.readers.layout.chats.slack_tables import User, channel_names, is_table, table_of, user_of
from driftwatch.readers.layout.objects.json_stream import list_of, pieces, record_of, text_of
from driftwatch.readers.layout.objects.json_window import Record
from driftwatch.readers.layout.text.decoding import glimpse
from driftwatch.readers.layout.text.times import parse_time
from driftwatch.reading import Notes, Source

_DAY = re.compile(r"(?:^|[/!])(?P<channel>[^/!]+)/(?P<day>\d{4}-\d\d-\d\d)\.json$")
_MESSAGE = re.compile(r'"ts"\s*:\s*"\d{1,11}\.\d{1,9}"')
_TYPED = re.compile(r'"type"\s*:\s*"message"|"subtype"\s*:|"user"\s*:\s*"[UWB]')
_TS = re.compile(r"\d{1,11}(?:\.\d{1,9})?", re.ASCII)
_SAID = frozenset(("", "me_message", "thread_broadcast", "reply_broadcast", "file_share", "file_comment"))
"""Subtypes that somebody wrote; all others are the program's: joins, topics, reminders, calls, bots."""
_BY_THE_PROGRAM = re.compile(
    r"<@[A-Z0-9]{1,20}(?:\|[^>\n]{0,200})?>"
    r"(?: (?:uploaded|shared) a file:? <[^>\n]{1,2000}>(?: and commented:)?| commented on [^\n]{1,80}file <[^>\n]{1,2000}>:)\s{0,4}"
)
"""What stood before the words of who shared a file, until 2018."""
_OPENED = frozenset(("", "messages"))
_WANTED = frozenset(("*", "messages.*", "name", "channel_name"))


def recognises(name: str, head: bytes) -> bool:
    """Whether this holds messages of a channel, or is one of the tables that an export holds beside the channels."""
    text = glimpse(head).lstrip()
    if not text.startswith(("[", "{")):
        return False
    if is_table(name, text):
        return True
    if _MESSAGE.search(text):
        return bool(_TYPED.search(text)) and (text.startswith("[") or '"messages"' in text)
    return bool(_DAY.search(name)) and text[1:].lstrip().startswith("]")


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The posts in order of time; `text` is the export's own, its `<@U…>` and `&amp;` untouched."""
    with source.stream() as stream:
        head = glimpse(stream.read(64 * 1024)).lstrip()
    if is_table(source.name, head):
        notes.reference = "a table of the export, read with its channels"
        return
    export = _Export(source=source, notes=notes)
    for post in latest(export.posts(), export.out):
        who = export.author(post.author)
        if who.bot:
            notes.dropped["bot"] += 1
        else:
            yield from messages(post, who, export.out)
    export.finished()


@dataclass(slots=True, kw_only=True)
class _Export:
    """One file of an export, and what is known of its people."""

    source: Source
    notes: Notes
    channel: str = ""
    users: dict[str, User] = field(default_factory=dict)
    home: str = ""
    """The team whose export this is."""
    met: dict[str, User] = field(default_factory=dict)
    """Who is missing in the table, by the profile that a message carries."""
    out: Posts = field(init=False)
    _people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.out = Posts(source=self.source, notes=self.notes, reader="slack")
        hit = _DAY.search(self.source.name)
        folder, stem = re.split(r"[/!]", self.source.name), self.source.name.rpartition("/")[2].removesuffix(".json")
        self.channel = channel_names(self.source).get(hit["channel"], hit["channel"]) if hit else folder[-1].removesuffix(".json") or stem
        self.users, self.home = table_of(self.source, self.notes)

    def posts(self) -> Iterator[Post]:
        """What people wrote, each version; deletions are noted."""
        for piece in pieces(self.source, self.notes, _OPENED, wanted=_WANTED):
            if piece.path in ("name", "channel_name"):
                self.channel = text_of(piece.value).strip().lstrip("#") or self.channel
            elif isinstance(piece.value, dict):
                yield from self._entry(piece.value, piece.at[-1])
            else:
                self.notes.problem(f"entry {piece.at[-1]} is no message with a time stamp; it is left out", Reason.BAD_VALUE)

    def finished(self) -> None:
        """Tell of people whose names the export does not hold."""
        if nameless := sorted(who for who, person in self._people.items() if person.name == who and not person.others and not person.bot):
            some = ", ".join(nameless[:5]) + (", …" if len(nameless) > 5 else "")
            self.notes.guess(f"names: users.json has none for {some}; add it, or name the ids in the configuration")

    def _entry(self, entry: Record, number: int) -> Iterator[Post]:
        """A message with the replies that some programs lay into it."""
        inner = entry.get("message")
        entry = inner if entry.get("subtype") == "message_changed" and isinstance(inner, dict) else entry
        if (post := self._post(entry, number)) is not None:
            yield post
        for reply in list_of(entry.get("slackdump_thread_replies")):
            yield from self._entry(record_of(reply), number)

    def _post(self, entry: Record, number: int) -> Post | None:
        ts = entry.get("ts")
        if not isinstance(ts, str) or not _TS.fullmatch(ts):
            self.notes.problem(f"entry {number} is no message with a time stamp; it is left out", Reason.BAD_TIME)
            return None
        if (reason := self._dropped(entry)) is not None:
            self.notes.dropped[reason] += 1
            return None
        text, offset = _own_words(entry)
        if not text.strip():
            shared = any(record_of(each).get("is_share") or record_of(each).get("is_msg_unfurl") for each in list_of(entry.get("attachments")))
            self.notes.dropped["quoted reply" if shared else "empty"] += 1
            return None
        return Post(
            native=f"{self.channel}/{ts}",
            locator=f"message {ts}",
            channel=self.channel,
            author=self._meet(entry),
            text=text,
            at=self.out.time(ts, f"message {ts}"),
            thread=text_of(entry.get("thread_ts")) or None,
            edited=self._edited(entry),
            offset=offset,
        )

    def _dropped(self, entry: Record) -> str | None:
        """Why this is nobody's statement; what was deleted is noted."""
        subtype = text_of(entry.get("subtype"))
        if subtype in ("tombstone", "message_deleted") or entry.get("hidden"):
            self.notes.removed.add(f"{self.channel}/{text_of(entry.get('deleted_ts')) or entry['ts']}")
            return "deleted"
        if subtype == "bot_message" or entry.get("bot_id") or entry.get("bot_profile") or entry.get("user") == "USLACKBOT":
            return "bot"
        if entry.get("app_id") and not entry.get("client_msg_id"):
            return "bot"
        return "joins and other notices" if subtype not in _SAID or entry.get("type", "message") != "message" else None

    def _edited(self, entry: Record) -> datetime | None:
        return parse_time(edited.get("ts"), self.source.timezone) if isinstance(edited := entry.get("edited"), dict) else None

    def _meet(self, entry: Record) -> str:
        """Who wrote it, as an id; a stranger's profile is kept."""
        identity = text_of(entry.get("user")) or text_of(record_of(entry.get("comment")).get("user")) or text_of(entry.get("username"))
        if identity in self.users or identity in self._people:
            return identity
        profile = entry.get("user_profile")
        here = text_of(entry.get("team"))
        team = text_of(entry.get("user_team")) or text_of(entry.get("source_team")) or here
        known = self.met.get(identity)
        if known is None or (not known.named and isinstance(profile, dict)):
            stranger = bool(record_of(profile).get("is_stranger")) or (bool(here) and team != here)
            name = record_of(profile).get("name")
            self.met[identity] = user_of({"id": identity, "team_id": team, "profile": profile, "name": name, "is_stranger": stranger})
        return identity

    def author(self, identity: str) -> Person:
        """Whoever wrote it: by the table, else by the profiles that messages carry, else by the bare id."""
        if identity not in self._people:
            user = self.users.get(identity) or self.met.get(identity) or User(names=(identity,))
            person = self.out.person(user.names, organisation=user.domain, bot=user.bot) or Person(name=identity or "unknown", bot=user.bot)
            foreign = user.team if user.stranger or (self.home and user.team != self.home) else ""
            if not person.organisation and foreign:
                person = replace(person, organisation=foreign)
            self._people[identity] = person
        return self._people[identity]


def _own_words(entry: Record) -> tuple[str, int]:
    """The text without what the program put before it, and how much that was; of a post without text, what was typed into its only block."""
    text = text_of(entry.get("text"))
    if text:
        hit = _BY_THE_PROGRAM.match(text) if text.startswith("<@") else None
        return (text[hit.end() :], hit.end()) if hit else (text, 0)
    typed = [each for block in list_of(entry.get("blocks")) for each in _typed(record_of(block))]
    return (typed[0], 0) if len(typed) == 1 else ("", 0)


def _typed(block: Record) -> Iterator[str]:
    """The stretches of text that a person typed into a block; a quotation or code is none."""
    if block.get("type") in ("rich_text", "rich_text_section", "rich_text_list"):
        for element in list_of(block.get("elements")):
            each = record_of(element)
            if each.get("type") == "text":
                yield text_of(each.get("text"))
            else:
                yield from _typed(each)
