"""What is left out of a file by choice, before anything is made of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from driftwatch.domain.names import folded
from driftwatch.domain.talk import DIRECT, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """What is never taken in, whoever exported it."""

    channels: tuple[str, ...] = ()
    """Channels of chats, by the name that stands before the day in the document."""
    authors: tuple[str, ...] = ()
    """Speakers, by the name in the export or by any other that the export knows."""
    keywords: tuple[str, ...] = ("#nodrift",)
    """A message that holds one of them is left out."""


_LITTER = frozenset("thumbs.db ehthumbs.db desktop.ini icon\r".split(" "))


def is_litter(name: str) -> bool:
    """Whether a file of this name is what a file system or an office program leaves lying about, and nobody's export."""
    return name.casefold() in _LITTER or name.startswith("~$")


def admitted(
    messages: Sequence[Message], known_as: Mapping[str, Mapping[str, str]], exclusion: Exclusion, *, direct: bool
) -> tuple[Sequence[Message], Counter[str]]:
    """The messages that are taken in, and how many were left out and why.

    `known_as`: document -> another name of somebody -> the name. Without `direct`, messages between a few are left out.
    """
    reason = _reason(known_as, exclusion, direct=direct)
    kept, dropped = list[Message](), Counter[str]()
    for message in messages:
        if why := reason(message):
            dropped[why] += 1
        else:
            kept.append(message)
    return (kept, dropped) if dropped else (messages, dropped)


def _reason(known_as: Mapping[str, Mapping[str, str]], exclusion: Exclusion, *, direct: bool) -> Callable[[Message], str | None]:
    """Says why a message is left out, None where it is not."""
    channels = {folded(name).lstrip("#") for name in exclusion.channels}
    authors = {folded(name) for name in exclusion.authors}
    authors |= {folded(name) for others in known_as.values() for other, name in others.items() if folded(other) in authors}
    keywords = tuple(word.casefold() for word in exclusion.keywords)

    def reason(message: Message) -> str | None:
        if not direct and message.document.startswith(DIRECT):
            return "direct message"
        if channels and folded(message.document.rpartition("/")[0]).lstrip("#") in channels:
            return "excluded"
        if authors and message.speaker and folded(message.speaker) in authors:
            return "excluded"
        return "excluded" if any(word in message.text.casefold() for word in keywords) else None

    return reason
