"""Writes digests as .eml files instead of sending them."""

import hashlib
import os
import re
from datetime import datetime
from pathlib import Path

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.letter import letter
from driftwatch.records import Digest


class FolderNotifier:
    """One file a recipient and period; the same digest again is the same file."""

    def __init__(self, folder: Path, *, sender: str, at: datetime) -> None:
        self.folder, self.sender, self.at = folder, sender, at

    def notify(self, digest: Digest, recipient: str) -> None:
        """Write the message; raises DeliveryError where the folder cannot be written."""
        content = letter(digest, recipient, sender=self.sender, at=self.at).as_bytes()
        path = self.folder / file_name(digest, recipient)
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            raise DeliveryError(f"{path}: cannot be written ({error.strerror or error}); name another folder with --eml-dir") from error


def file_name(digest: Digest, recipient: str) -> str:
    """`2026-W14-maya-at-partner.example-1f2e3d4c.eml`: readable, and no two recipients share one."""
    readable = re.sub(r"[^a-z0-9.-]+", "-", recipient.casefold().replace("@", "-at-"))[:80].strip("-.")
    return f"{digest.period}-{readable}-{hashlib.sha256(recipient.encode()).hexdigest()[:8]}.eml"
