"""The tables of a Slack export: its people and its conversations."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from driftwatch.errors import Reason
from driftwatch.readers.layout.chats.posts import mail_domain
from driftwatch.readers.layout.objects.json_stream import list_of, record_of, text_of
from driftwatch.reading import Notes, Source

TABLES = frozenset(
    f"{name}.json"
    for name in "users channels groups dms mpims integration_logs org_users canvases lists huddle_transcripts file_conversations".split()
)
"""Files of an export that hold no posts."""
_MEMBERS = re.compile(r'\{\s*(?:"ok"\s*:\s*true\s*,\s*)?"members"\s*:\s*\[')
_OF_SLACK = re.compile(r'"(?:team_id|is_bot|is_app_user|tz_label)"\s*:')
_USERS = ("../users.json", "users.json", "../org_users.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody of users.json, or of the profile that a message carries."""

    names: tuple[str, ...]
    """The best first: real name, display name, handle, id, mail address."""
    named: bool = False
    """Whether more than an id is known."""
    domain: str = ""
    team: str = ""
    bot: bool = False
    stranger: bool = False
    """Of a team that this export is not of."""


Table = tuple[dict[str, User], str]


def is_table(name: str, text: str) -> bool:
    """Whether the beginning is that of a table."""
    if text.startswith("{"):
        return bool(_MEMBERS.match(text)) and bool(_OF_SLACK.search(text))
    return re.split(r"[/!]", name)[-1] in TABLES and text[1:].lstrip().startswith(("{", "]"))


def table_of(source: Source, notes: Notes) -> Table:
    """The people of the export by id, and the team that most of them are of; a missing or broken table costs names, not messages."""
    users: dict[str, User] = {}
    home = ""
    for relative in _USERS:
        data = source.sibling(relative)
        if data is None:
            continue
        found, team, flaw = _parsed(data)
        if flaw:
            notes.problem(f"{relative}: {flaw}; names are taken from the messages", Reason.MALFORMED_JSON)
        users, home = {**found, **users} if users else found, home or team
    return users, home


def channel_names(source: Source) -> Mapping[str, str]:
    """Folders of direct messages by their members: `D024BE91L` is `direct: ada, bo`."""
    data = source.sibling("../dms.json")
    return _conversations(data, source.sibling("../users.json")) if data is not None else {}


def user_of(entry: Mapping[str, object]) -> User:
    """One person."""
    profile = record_of(entry.get("profile"))
    names = [profile.get("real_name"), entry.get("real_name"), profile.get("display_name"), entry.get("name"), entry.get("id"), profile.get("email")]
    known = tuple(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))
    return User(
        names=known,
        named=any(isinstance(name, str) and name.strip() for name in names[:4]),
        domain=mail_domain(profile.get("email")),
        team=text_of(entry.get("team_id")) or text_of(profile.get("team")),
        bot=bool(entry.get("is_bot") or entry.get("is_workflow_bot") or profile.get("bot_id")) or entry.get("id") == "USLACKBOT",
        stranger=bool(entry.get("is_stranger")),
    )


@lru_cache(maxsize=4)
def _parsed(data: bytes) -> tuple[dict[str, User], str, str]:
    """Kept, because thousands of days share one table."""
    entries, flaw = _entries(data)
    users = {text_of(entry["id"]): user_of(entry) for entry in map(record_of, entries) if isinstance(entry.get("id"), str)}
    teams = Counter(user.team for user in users.values() if user.team and not user.bot and not user.stranger)
    return users, min(teams, key=lambda team: (-teams[team], team), default=""), flaw


@lru_cache(maxsize=4)
def _conversations(data: bytes, people: bytes | None) -> dict[str, str]:
    users = _parsed(people)[0] if people is not None else {}
    found = {}
    for entry in map(record_of, _entries(data)[0]):
        members = [users[each].names[0] if each in users and users[each].names else str(each) for each in list_of(entry.get("members"))]
        if members and isinstance(entry.get("id"), str):
            found[text_of(entry["id"])] = f"direct: {', '.join(sorted(members))}"[:120].replace("/", " ")
    return found


def _entries(data: bytes) -> tuple[list[object], str]:
    """The entries of a table, and what is wrong with it."""
    try:
        made = json.loads(data)
    except (ValueError, RecursionError) as error:
        return [], f"not valid JSON: {str(error)[:100]}"
    return list_of(made.get("members")) if isinstance(made, dict) else list_of(made), ""
