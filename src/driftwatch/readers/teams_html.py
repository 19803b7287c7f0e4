"""A conversation of Teams as a page: transcripts of eDiscovery and of tenants' export scripts, as blocks with classes or as a table.

There is no one layout. What holds for all of them is that classes, or the header of the table, say who, when and what.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from driftwatch.domain.talk import Message
from driftwatch.errors import Reason, UnreadableSourceError
from driftwatch.readers.layout.chats.fragments import element_fragment, page
from driftwatch.readers.layout.chats.page_times import PageTimes
from driftwatch.readers.layout.chats.posts import Person, Posts
from driftwatch.readers.layout.text.decoding import decoded, glimpse
from driftwatch.reading import Notes, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEAMS = re.compile(r"Microsoft Teams|MicrosoftTeams|@thread\.(?:tacv2|v2|skype)|@unq\.gbl\.spaces|SkypeTeams|teams\.microsoft\.com", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|table|div)\b", re.IGNORECASE)
_BLOCK = re.compile(r"""class=["'][^"'<>]{0,100}\b(?:message|msg|chat|chatmessage)\b""", re.IGNORECASE)
_ROLES: Mapping[str, str] = {
    word: role
    for role, words in {
        "who": "sender author from fromname displayname sendername authorname messageauthor messagesender messagefrom username "
        "creator msgfrom msgsender von expéditeur remitente",
        "when": "timestamp time date datetime sent senttime sentdate messagetime messagedate messagetimestamp msgtime msgdate created "
        "createddatetime datesent datum zeit date/time fecha heure",
        "what": "body messagebody messagecontent messagetext content text msgbody msgcontent msgtext bubble nachricht contenu mensaje",
        "message": "message msg chatmessage messagecontainer messageitem messagewrapper chatitem messagerow post reply",
        "notice": "system systemmessage systemevent event systemeventmessage notice",
        "deleted": "deleted messagedeleted deletedmessage",
    }.items()
    for word in words.split()
}
"""Classes and headers without their signs -> what they hold."""
_HEADS = re.compile(r"<t[hd][^<>]{0,200}>\s{0,20}(?:<(?:b|strong)>)?\s{0,20}(?:from|sender|author|von|expéditeur|remitente)\s{0,20}<", re.IGNORECASE)
_WHO = re.compile(r"""class=["'][^"'<>]{0,100}(?:sender|author|from|display-?name|user-?name|creator)""", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w/]|_")
_UP = 6
"""So far above the name of its author is the block of a message."""
_TITLE = re.compile(r"\A(?:microsoft teams)?[ :–|-]{0,4}(?:(?:conversation|chat|channel|unterhaltung|transcript)\b[ :–|-]{0,4}){0,3}", re.IGNORECASE)
_LOST = (
    "messages without their senders; export the chat as JSON (Graph, or the tenant's export), or with `Organize conversations into HTML transcripts` "
    "of eDiscovery: these keep them"
)


def recognises(name: str, head: bytes) -> bool:
    """Whether this is a page that is of Teams and has messages with senders."""
    text = glimpse(head)
    return bool(_TEAMS.search(text) and _PAGE.search(text)) and bool((_BLOCK.search(text) and _WHO.search(text)) or _HEADS.search(text))


def read(source: Source, notes: Notes) -> Iterator[Message]:
    """What people wrote, in the order of the page."""
    root = page(decoded(source.data(), notes), notes)
    found = list(_blocks(root)) or list(_rows(root))
    if not found:
        raise UnreadableSourceError(_LOST, reason=Reason.NO_SPEAKER)
    times = PageTimes([each.when for each in found], source.timezone, notes)
    conversation = _Conversation(out=Posts(source=source, notes=notes, reader="teams_html"), name=_title(root) or source.name, times=times)
    for number, block in enumerate(found, start=1):
        yield from conversation.messages(block, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """One message of the page."""

    who: str
    when: str
    what: "Sequence[_Element]"
    identity: str = ""
    dropped: str | None = None


@dataclass(slots=True, kw_only=True)
class _Conversation:
    """The page, and the people on it."""

    out: Posts
    name: str
    times: PageTimes
    people: dict[str, Person | None] = field(default_factory=dict)

    def messages(self, block: _Block, number: int) -> Iterator[Message]:
        """What the author of one block wrote."""
        where = f"message {block.identity}" if block.identity else f"entry {number}"
        native = f"{self.name}/{block.identity}" if block.identity else None
        if block.dropped or not block.who:
            self.out.notes.dropped[block.dropped or "joins and other notices"] += 1
            if block.dropped == "deleted" and native:
                self.out.notes.removed.add(native)
            return
        if block.who not in self.people:
            self.people[block.who] = self.out.person((block.who,))
        at, found = self.times.at(block.when, where), False
        for element in block.what:
            for offset, words in element_fragment(element, self.out.notes).said():
                found = True
                who = self.people[block.who]
                yield self.out.message(words, locator=where, channel=self.name, who=who, at=at, offset=offset, native=native)
        if not found:
            self.out.notes.dropped["empty"] += 1


def _roles(element: "_Element") -> frozenset[str]:
    classes = element.get("class")
    return _roles_of(classes) if classes else frozenset()


@lru_cache(maxsize=4096)
def _roles_of(classes: str) -> frozenset[str]:
    return frozenset(_ROLES[plain] for each in classes.split() if (plain := _SIGNS.sub("", each.lower())) in _ROLES)


def _blocks(root: "_Element") -> Iterator[_Block]:
    """The blocks of messages: each is found from its author upwards."""
    seen: set[_Element] = set()
    for element in root.iter():
        if not isinstance(element.tag, str) or "who" not in _roles(element):
            continue
        block, above = None, element
        for _ in range(_UP):
            parent = above.getparent()
            if parent is None:
                break
            above = parent
            if "message" in _roles(above):
                block = above
                break
        if block is not None and block not in seen:
            seen.add(block)
            if made := _block(block, element):
                yield made


def _block(block: "_Element", who: "_Element") -> _Block | None:
    """A message from its block; what it says is its innermost elements that are called so."""
    roles = [(each, _roles(each)) for each in block.iter() if isinstance(each.tag, str) and each.get("class")]
    what = [each for each, role in roles if "what" in role]
    outer = {above for each in what for above in each.iterancestors()}
    inner = [each for each in what if each not in outer]
    when = next((each for each, role in roles if "when" in role), None)
    flags = {role for _, each in roles for role in each} | _roles(block)
    dropped = "deleted" if "deleted" in flags else "joins and other notices" if "notice" in flags else None
    if not inner and dropped is None:
        return None
    return _Block(who=_plain(who), when=_when(when), what=inner[:1], identity=_identity(block), dropped=dropped)


def _identity(block: "_Element") -> str:
    for key in ("data-message-id", "data-mid", "data-id", "id"):
        if (found := block.get(key)) and re.search(r"\d", found):
            return str(found).strip()[:200]
    return ""


def _when(element: "_Element | None") -> str:
    if element is None:
        return ""
    return element.get("datetime") or element.get("data-timestamp") or _plain(element) or element.get("title") or ""


def _rows(root: "_Element") -> Iterator[_Block]:
    """The rows of each table whose header names sender and message."""
    for table in root.iter("table"):
        columns: dict[str, int] = {}
        for row in table.iter("tr"):
            cells = [each for each in row if each.tag in ("td", "th")]
            if not columns:
                named = {_ROLES.get(_SIGNS.sub("", _plain(each).lower())): place for place, each in enumerate(cells)}
                named["what"] = named.get("what", named.get("message", -1))
                if "who" in named and named["what"] >= 0:
                    columns = {role: place for role, place in named.items() if role}
            elif len(cells) > max(columns.values()):
                when = _plain(cells[columns["when"]]) if "when" in columns else ""
                yield _Block(who=_plain(cells[columns["who"]]), when=when, what=[cells[columns["what"]]], identity=_identity(row))


def _title(root: "_Element") -> str:
    """The name of the conversation, over the page or in its title."""
    for tag in ("title", "h1", "h2"):
        for element in root.iter(tag):
            if name := _TITLE.sub("", _plain(element), count=1).strip(" -–|:"):
                return name
    return ""


def _plain(element: "_Element") -> str:
    pieces: list[str] = [str(each) for each in element.itertext()]
    return " ".join("".join(pieces).split())
