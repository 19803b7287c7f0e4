"""A Slack export: one day of a channel a file, the people in users.json beside the channels."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from driftwatch.domain.talk import Message, Register
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

_TABLES = frozenset(f"{name}.json" for name in "users channels groups dms mpims integration_logs org_users canvases lists huddle_transcripts".split())
"""Files of an export that hold no posts."""
_DAY = re.compile(r"(?:^|[/!])(?P<channel>[^/!]+)/(?P<day>\d{4}-\d\d-\d\d)\.json$")
_MESSAGE = re.compile(r'"ts"\s*:\s*"\d+\.\d+"')
_SAID = frozenset({"", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast", "message_changed", "huddle_thread"})
"""Subtypes that somebody wrote; all others are the program's: joins, topics, reminders, bots."""
_QUOTED = re.compile(r"^(?:&gt;|>)[^\n]*(?:\n|$)", re.MULTILINE)
_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _User:
    """Somebody of users.json, or of the profile that a message carries."""

    name: str
    others: tuple[str, ...] = ()
    domain: str = ""
    bot: bool = False


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a day of a channel, or one of the tables that an export holds beside the channels."""
    text = glimpse(head).lstrip()
    if not text.startswith("["):
        return False
    base = re.split(r"[/!]", name)[-1]
    if base in _TABLES:
        return text[1:].lstrip().startswith(("{", "]"))
    return bool(_MESSAGE.search(text)) or (bool(_DAY.search(name)) and text[1:].lstrip().startswith("]"))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """The posts of the day in order of time; `text` is the export's own, its `<@U…>` and `&amp;` untouched."""
    entries = _entries(decoded(source.data(), notes))
    if re.split(r"[/!]", source.name)[-1] in _TABLES:
        notes.reference = "a table of the export, read with its channels"
        return
    users = _users(source, notes)
    document = _document(source.name)
    posts = _posts(entries, notes)
    for ts in sorted(posts, key=float):
        yield from _messages(source, notes, document, posts[ts], users)


def _entries(text: str) -> list[object]:
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg}; was the export cut off?"
        raise UnreadableSourceError(what, line=error.lineno, reason=Reason.MALFORMED_JSON) from error
    except RecursionError as error:
        raise UnreadableSourceError("nested too deeply for an export of Slack", reason=Reason.TOO_DEEP) from error
    if not isinstance(entries, list):
        raise UnreadableSourceError("not a list of messages, as a day of a channel is", line=1, reason=Reason.MALFORMED_JSON)
    return entries


def _posts(entries: Sequence[object], notes: Notes) -> dict[str, dict[str, object]]:
    """The last version of every post that a person wrote, by its time stamp."""
    posts: dict[str, dict[str, object]] = {}
    for number, entry in enumerate(entries, start=1):
        post = _changed(entry) if isinstance(entry, dict) else None
        if post is None or not isinstance(ts := post.get("ts"), str) or not re.fullmatch(r"\d{1,11}\.?\d*", ts):
            notes.problem(f"entry {number} is no message with a time stamp; it is left out", Reason.BAD_TIME)
        elif reason := _dropped(post):
            notes.dropped[reason] += 1
        else:
            if ts in posts:
                notes.dropped["duplicate"] += 1
            posts[ts] = post
    return posts


def _changed(entry: dict[str, object]) -> dict[str, object]:
    """A post; of one that reports a change, the post as it then stood."""
    inner = entry.get("message")
    return inner if entry.get("subtype") == "message_changed" and isinstance(inner, dict) else entry


def _dropped(post: Mapping[str, object]) -> str | None:
    """Why this is nobody's statement."""
    subtype = str(post.get("subtype") or "")
    if subtype in ("tombstone", "message_deleted") or post.get("hidden"):
        return "deleted"
    if subtype == "bot_message" or post.get("bot_id") or post.get("user") == "USLACKBOT":
        return "bot"
    if subtype not in _SAID or post.get("type", "message") != "message":
        return "joins and other notices"
    return None if str(post.get("text") or "").strip() else "empty"


def _messages(source: Source, notes: Notes, document: str, post: Mapping[str, object], users: Mapping[str, _User]) -> Iterator[Message]:
    """A post without what it quotes and without code: each stretch that is left."""
    text, ts = str(post["text"]), str(post["ts"])
    user = _author(post, users)
    if user.bot:
        notes.dropped["bot"] += 1
        return
    notes.attend(document, user.name, user.domain)
    for other in user.others:
        notes.also(document, user.name, other)
    edges = sorted([hit.span() for hit in _CODE.finditer(text)] + [hit.span() for hit in _QUOTED.finditer(text)])
    notes.dropped["code"] += text.count("```") // 2
    notes.dropped["quoted reply"] += len(_QUOTED.findall(text))
    begin = 0
    for start, end in [*edges, (len(text), len(text))]:
        if stretch := text[begin : max(begin, start)].strip():
            yield Message(
                source=source.name,
                locator=f"message {ts}",
                document=document,
                reader="slack",
                register=Register.CHAT,
                text=stretch,
                speaker=user.name,
                organisation=user.domain or None,
                said_at=_time(ts, source.timezone, notes),
                thread=str(post["thread_ts"]) if post.get("thread_ts") else None,
            )
        begin = max(begin, end)


def _time(ts: str, zone: tzinfo, notes: Notes) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(ts), tz=zone)
    except (ValueError, OverflowError, OSError):
        notes.problem(f"message {ts}: not a time", Reason.BAD_TIME)
        return None


def _document(name: str) -> str:
    """The channel's day, wherever the export lies."""
    hit = _DAY.search(name)
    return f"{hit['channel']}/{hit['day']}" if hit else name


def _users(source: Source, notes: Notes) -> dict[str, _User]:
    """The people of the export by id; a missing or broken table costs names, not messages."""
    users: dict[str, _User] = {}
    for relative in ("../users.json", "users.json", "../org_users.json"):
        data = source.sibling(relative)
        if data is None:
            continue
        try:
            entries = _entries(decoded(data, Notes()))
        except UnreadableSourceError as error:
            notes.problem(f"{relative}: {error}; names are taken from the messages", Reason.MALFORMED_JSON)
            continue
        users.update({str(entry["id"]): _user(entry) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)})
    return users


def _author(post: Mapping[str, object], users: Mapping[str, _User]) -> _User:
    """Whoever wrote the post, by the table, else by the profile that it carries, else by its bare id."""
    identity = str(post.get("user") or post.get("username") or "")
    profile = post.get("user_profile")
    if identity in users:
        return users[identity]
    if isinstance(profile, dict):
        return _user({"id": identity, "name": profile.get("name"), "profile": profile})
    return _User(name=identity or "unknown")


def _user(entry: Mapping[str, object]) -> _User:
    found = entry.get("profile")
    profile: Mapping[str, object] = found if isinstance(found, dict) else {}
    names = [profile.get("real_name"), entry.get("real_name"), profile.get("display_name"), entry.get("name"), entry.get("id")]
    known = list(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))
    email = profile.get("email")
    return _User(
        name=known[0] if known else "unknown",
        others=tuple(known[1:]),
        domain=email.rpartition("@")[2] if isinstance(email, str) else "",
        bot=bool(entry.get("is_bot")) or entry.get("id") == "USLACKBOT",
    )
