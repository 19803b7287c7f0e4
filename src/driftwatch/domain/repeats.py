"""What stands in several exports and was said once: overlapping exports, edits, deletions, mails that others quote."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from driftwatch.domain.names import folded
from driftwatch.domain.talk import QUOTED, Message, Register

_NEVER = datetime.min.replace(tzinfo=UTC)
_WITH_IDS = frozenset({Register.CHAT, Register.TRANSCRIPT})
"""Registers whose messages are single acts at a moment: without an id, time, speaker and words tell equals."""
Native = tuple[str, str]
"""A reader and the id that its product gave."""
Moment = tuple[str, datetime, str, str, int]
"""Reader, time, speaker, words, and the how-manieth of its equals in its file."""


@dataclass(slots=True)
class Once:
    """What is left of every source, and what was left out of it and why."""

    messages: dict[str, list[Message]] = field(default_factory=dict)
    dropped: dict[str, Counter[str]] = field(default_factory=dict)


def said_once(sources: Mapping[str, Sequence[Message]], removed: Iterable[Native] = ()) -> Once:
    """Each message once, whatever number of sources hold it and in whatever order they come.

    Of several versions of a message with an id the last edited stays, else that of the first source by name; what was
    deleted in one export is brought back by none. Messages of chats and transcripts without an id are told apart by time,
    speaker, words and their place among equals: two exports of one chat give their union, "ok" twice in a minute stays twice.
    What a mail quotes is left out where the quoted mail, or an earlier quotation of it, is there.
    """
    gone = frozenset(removed)
    newest = _newest(sources)
    spoken = _Spoken.of(message for messages in sources.values() for message in messages if message.register is Register.MAIL)
    moments: dict[Moment, str] = {}
    once = Once()
    for source in sorted(sources):
        equals: Counter[tuple[str, datetime, str, str]] = Counter()
        kept, dropped = list[Message](), Counter[str]()
        for message in sources[source]:
            if message.native is not None:
                reason = _superseded(message, (message.reader, message.native), gone, newest)
            elif message.document.endswith(QUOTED):
                reason = "quoted reply" if spoken.holds(message) else None
                spoken.add(message)
            else:
                reason = _again(message, equals, moments)
            if reason is None:
                kept.append(message)
            else:
                dropped[reason] += 1
        once.messages[source], once.dropped[source] = kept, dropped
    return once


@dataclass(slots=True)
class _Spoken:
    """What everybody says in mails of their own, and in quotations that have been heard."""

    whole: set[tuple[str, str]] = field(default_factory=set)
    running: dict[str, str] = field(default_factory=dict)
    """Speaker -> all paragraphs of their own, one after the other: a quotation is often a part of one."""

    @classmethod
    def of(cls, messages: Iterable[Message]) -> "_Spoken":
        paragraphs: dict[str, list[str]] = {}
        for message in messages:
            if not message.document.endswith(QUOTED):
                speaker, words = _words(message)
                paragraphs.setdefault(speaker, []).append(words)
        return cls(running={speaker: "\n".join(said) for speaker, said in paragraphs.items()})

    def holds(self, message: Message) -> bool:
        """Whether these words, or more that they are part of, were said already."""
        speaker, words = _words(message)
        return (speaker, words) in self.whole or words in self.running.get(speaker, "")

    def add(self, message: Message) -> None:
        self.whole.add(_words(message))


def _newest(sources: Mapping[str, Sequence[Message]]) -> dict[Native, tuple[datetime, str]]:
    """Of every message with an id: when its last version was edited, and the first source that holds that."""
    newest: dict[Native, tuple[datetime, str]] = {}
    for source in sorted(sources):
        for message in sources[source]:
            if message.native is not None:
                key, at = (message.reader, message.native), message.edited or _NEVER
                if key not in newest or at > newest[key][0]:
                    newest[key] = (at, source)
    return newest


def _superseded(message: Message, key: Native, gone: frozenset[Native], newest: Mapping[Native, tuple[datetime, str]]) -> str | None:
    if key in gone:
        return "deleted"
    return None if newest[key][1] == message.source else "duplicate"


def _again(message: Message, equals: Counter[tuple[str, datetime, str, str]], moments: dict[Moment, str]) -> str | None:
    """Whether an earlier source holds as many of this very message."""
    if message.said_at is None or message.register not in _WITH_IDS:
        return None
    key = (message.reader, message.said_at, message.speaker or "", message.text)
    equals[key] += 1
    holder = moments.setdefault((*key, equals[key]), message.source)
    return None if holder == message.source else "duplicate"


def _words(message: Message) -> tuple[str, str]:
    """Who says what, whatever marks and line breaks a quotation has added."""
    return folded(message.speaker or ""), " ".join(re.sub(r"^[> ]+", "", message.text, flags=re.MULTILINE).split())
