"""Writes mails as .eml files instead of sending them."""

import hashlib
import re
from pathlib import Path

from driftwatch.domain.mailing import Letter
from driftwatch.errors import DeliveryError
from driftwatch.notifiers.letter import checked
from driftwatch.whole_files import write_whole_bytes


class FolderNotifier:
    """One file a recipient and period; the same letter again is the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def notify(self, letter: Letter, recipient: str) -> None:
        """Write the message; raises DeliveryError where the folder cannot be written."""
        path = self.folder / file_name(letter, checked(recipient, "recipient"))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole_bytes(path, [letter.content])
        except OSError as error:
            raise DeliveryError(f"{path}: cannot be written ({error.strerror or error}); name another folder with --eml-dir") from error

    def close(self) -> None:
        """Each file is whole already."""


def file_name(letter: Letter, recipient: str) -> str:
    """`2026-W14-maya-at-partner.example-1f2e3d4c.eml`: readable, and no two recipients share one."""
    readable = re.sub(r"[^a-z0-9.-]+", "-", recipient.casefold().replace("@", "-at-"))[:80].strip("-.")
    return f"{letter.period}-{readable}-{hashlib.sha256(recipient.encode()).hexdigest()[:8]}.eml"
