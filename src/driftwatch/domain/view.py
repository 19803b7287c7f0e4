"""Whose own sources a reader may read: the joint ones are everybody's."""

from collections.abc import Iterable
from dataclasses import dataclass

from driftwatch.domain.talk import FileReport, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a reader sees of a programme; with nothing said, joint sources alone."""

    partner: str | None = None
    """The partner on whose side the reader stands; None for somebody of no side."""
    all: bool = False
    """Whether every partner's own sources are shown too."""

    def reads(self, owner: str | None) -> bool:
        """Whether what belongs to this partner, or to all (None), may be read in full."""
        return self.all or owner is None or owner == self.partner


JOINT_VIEW, WHOLE_VIEW = "joint", "all"
"""How a key without a side says what it shows."""
JOINT = View()
EVERYTHING = View(all=True)
"""For whoever holds the exports: the command line, and keys made with `--view all`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A source that one partner alone may read, and what the others get of it."""

    partner: str
    share: Share = Share.COUNTS

    def closed(self, view: View) -> bool:
        """Whether its words are withheld from this reader."""
        return self.share is not Share.EVIDENCE and not view.reads(self.partner)

    def hidden(self, view: View) -> bool:
        """Whether this reader may not even know how much of it there is."""
        return self.share is Share.HIDDEN and not view.reads(self.partner)


def private_sources(files: Iterable[FileReport]) -> dict[str, Owned]:
    """Those of the files that are not joint, by their source."""
    return {file.source: Owned(partner=file.visibility, share=file.share) for file in files if file.visibility is not None}
