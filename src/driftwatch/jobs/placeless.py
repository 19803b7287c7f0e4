"""What went wrong, as people may read it who are not on this machine."""

import re

_FOLDERS = re.compile(r"(?<![\w/])(?<!https:)(?<!http:)/{1,4}(?:[^\s/:;,'\"()]{1,255}/){1,64}")


def placeless(told: str) -> str:
    """The words without the folders of this machine: a file's name stands, where it lies is nobody's business."""
    return _FOLDERS.sub("", told)
