"""The posts of an export whose edits and deletions come as events of their own, later than what they change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from driftwatch.domain.talk import Message
from driftwatch.readers.layout.chats.chat_text import said
from driftwatch.readers.layout.chats.posts import Person, Post, Posts, worded

_HELD = 10_000
"""Posts that wait for what may still change them; a day of a channel holds fewer."""
_BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)


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
        return (out.placed(post, who, *worded(text)),)
    return [out.placed(post, who, offset, words) for offset, words in said(text, out.notes)]


def _later(one: Post, other: Post) -> Post:
    """The later version, told at the time of the first."""
    first, last = (other, one) if (one.edited or _BEFORE_ALL) > (other.edited or _BEFORE_ALL) else (one, other)
    at = min((each.at for each in (first, last) if each.at is not None), default=None)
    return last._replace(at=at, thread=last.thread or first.thread)


def _settled(held: dict[str, Post], out: Posts) -> Iterator[Post]:
    for post in sorted(held.values(), key=lambda post: post.at or _BEFORE_ALL):
        if post.native not in out.notes.removed:
            yield post
