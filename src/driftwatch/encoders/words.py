"""A text as words, and the same with its subject matter taken out: what labels a statement is its form, not its topic."""

import re
from collections.abc import Collection

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]")
_SHORT = 5
"""Unknown words up to this length leave nothing of themselves behind."""
_ENDING = 3


def tokens(text: str) -> list[str]:
    """Lower-cased words, numbers and single signs."""
    return _TOKEN.findall(text.lower().replace("’", "'"))


def delexicalised(text: str, kept: Collection[str]) -> list[str]:
    """Tokens between start and end marks; numbers become `9`, words that are not kept `x` with their ending."""
    return ["^", *(_shape(token, kept) for token in tokens(text)), "$"]


def _shape(token: str, kept: Collection[str]) -> str:
    if token[0].isdigit():
        return "9"
    if token in kept or not token[0].isalpha():
        return token
    return "x" if len(token) <= _SHORT else "x" + token[-_ENDING:]
