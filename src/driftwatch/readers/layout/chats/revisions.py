"""The posts of an export whose edits and deletions come as events of their own, later than what they change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.chat_text import said
from driftwatch.readers.layout.chats.posts import Person, Posts, worded

_HELD = 10_000
"""Posts that wait for what may still change them; a day of a channel holds fewer."""
_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


class Post(NamedTuple):
    """What somebody wrote, as far as it is known yet."""

    native: str
    locator: str
    channel: str
    author: str
    text: str
    at: datetime | None
    thread: str | None = None
    heading: str | None = None
    edited: datetime | None = None
    offset: int = 0
    """Characters of the product's own words before the text."""


def latest(posts: Iterable[Post], out: Posts) -> Iterator[Post]:
    """The last version of every post that was not removed, in order of time.

    Only some thousand posts are held at once; what changes an older one comes out as a version of its own, for the whole programme to settle.
    """
    held: dict[str, Post] = {}
    for post in posts:
        earlier = held.get(post.native)
        held[post.native] = post if earlier is None else _later(earlier, post)
        if earlier is not None:
            out.notes.dropped["duplicate"] += 1
        if len(held) >= _HELD:
            yield from _settled(held, out)
            held.clear()
    yield from _settled(held, out)


def messages(post: Post, who: Person | None, out: Posts) -> Sequence[Message]:
    """What its writer says in a post, stretch by stretch."""
    text = post.text
    if not text.strip():
        out.notes.dropped["empty"] += 1
        return ()
    if not ("`" in text or ">" in text or "&gt;" in text or "~" in text):
        return (_message(post, who, out, *worded(text)),)
    return [_message(post, who, out, offset, words) for offset, words in said(text, out.notes)]


def _message(post: Post, who: Person | None, out: Posts, offset: int, words: str) -> Message:
    return out.message(
        words,
        locator=post.locator,
        channel=post.channel,
        who=who,
        at=post.at,
        offset=post.offset + offset,
        thread=post.thread,
        heading=post.heading,
        native=post.native or None,
        edited=post.edited,
    )


def _later(one: Post, other: Post) -> Post:
    """The later version, told at the time of the first."""
    first, last = (other, one) if (one.edited or _BEFORE_ALL) > (other.edited or _BEFORE_ALL) else (one, other)
    at = min((each.at for each in (first, last) if each.at is not None), default=None)
    return last._replace(at=at, thread=last.thread or first.thread)


def _settled(held: dict[str, Post], out: Posts) -> Iterator[Post]:
    for post in sorted(held.values(), key=lambda post: post.at or _BEFORE_ALL):
        if post.native not in out.notes.removed:
            yield post
