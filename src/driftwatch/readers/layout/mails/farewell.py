"""Where a letter takes leave: closing words, the writer's name, a signature, a line of a telephone."""

import re
from collections.abc import Sequence
from itertools import islice

from driftwatch.domain.names import folded, initials, words
from driftwatch.readers.layout.mails.letters import CLOSING, CLOSING_WORDS, CONTACT, DEVICE, IMPRINT, LONGEST_FRAME, NAME, RULE, SIGNATURE

_PARTS = re.compile(r" \| |\s[•·]\s|  +")
_LONGEST = 160
"""Characters of a line with which a letter can take leave."""
_WINDOW = 48
"""Lines that are looked ahead."""
_SIGNATURE_LINES = 12
"""A signature without the mark of one is not longer."""


def farewell(contents: Sequence[str], n: int, sender: str) -> bool:
    """Whether the letter ends with line n of these: what follows is name and signature."""
    content = contents[n]
    if SIGNATURE.fullmatch(content):
        return True
    if len(content) > _LONGEST:
        return False
    if CLOSING.fullmatch(content):
        return _closes(contents, n, sender)
    below = _next(contents, n)
    if CLOSING_WORDS.fullmatch(content) and len(content.split()) <= 8 and below is not None and signs(below, sender):
        return True
    if DEVICE.fullmatch(content) and len(content.split()) <= 12 and (n == 0 or not contents[n - 1] or _contact(contents[n - 1])):
        return _framed(contents[n + 1 : n + _WINDOW])
    if RULE.fullmatch(content):
        return _framed(contents[n + 1 : n + _WINDOW]) and (
            below is None or signs(below, sender) or any(_contact(each) for each in contents[n + 1 : n + _WINDOW] if each)
        )
    if not (n == 0 or contents[n - 1]):
        alone = len(content) > 2 or n + 1 == len(contents) or not contents[n + 1]
        return (alone and signs(content, sender)) or _block(contents[n : n + _WINDOW])
    return n > 0 and _alone_at_the_end(contents, n, sender)


def signs(content: str, sender: str) -> bool:
    """Whether this line is the writer's name: whole, first name, initials or the first letter, with or without title and trade."""
    if len(content) > 120 or content.count(" ") > 12:
        return False
    bare = folded(content.strip(" ,.-–—~*_/|"))
    if not bare or not sender:
        return False
    parts = words(sender)
    if bare == folded(sender) or " ".join(words(bare)) == " ".join(parts):
        return True
    if len(bare.split()) == 1:
        return bool(parts) and (
            bare == parts[0]
            or (len(parts) > 1 and bare == parts[-1])
            or bare.replace(".", "") in {*initials(sender), parts[0][:1]}
            or _short(bare, parts)
        )
    reversed_name = " ".join((*parts[1:], *parts[:1]))
    lead = re.split(r"[,|(–—/•·]| - ", bare, maxsplit=1)[0].strip()
    return len(parts) > 1 and (lead == folded(sender) or " ".join(words(lead)) == " ".join(parts) or bare.replace(",", "") == reversed_name)


def _short(bare: str, parts: tuple[str, ...]) -> bool:
    """`Tobi` for Tobias: three letters or more with which the first name begins."""
    return len(bare) >= 3 and parts[0].startswith(bare)


def _closes(contents: Sequence[str], n: int, sender: str) -> bool:
    """Whether closing words stand here as such: nothing, a name or a signature follows."""
    below = _next(contents, n)
    if below is None or signs(below, sender) or SIGNATURE.fullmatch(below):
        return True
    if n and contents[n - 1] and not contents[n - 1].endswith((".", "!", "?", ",", ":", ")")):
        return False
    return (len(below) <= LONGEST_FRAME and (NAME.fullmatch(below) is not None and _named(below))) or _contact(below)


def _named(content: str) -> bool:
    """Whether these few words are a name and no sentence: each with a capital, or one alone at the end of all."""
    parts = content.strip(" ,.").split()
    return (all(part[0].isupper() for part in parts) and not content.rstrip().endswith(".")) or len(parts) == 1


def _alone_at_the_end(contents: Sequence[str], n: int, sender: str) -> bool:
    """Whether the name stands below the last words without a blank line between."""
    bare = contents[n].strip(" ,.-–—~*")
    if len(bare) > 60 or not contents[n - 1].endswith((".", "!", "?", ",", ":", ")")):
        return False
    whole = folded(bare) == folded(sender) or folded(bare) == (words(sender) or ("",))[0]
    return len(bare) > 2 and whole and _framed(contents[n + 1 : n + _WINDOW])


def _block(contents: Sequence[str]) -> bool:
    """Whether what stands here is the card of a writer: few short lines, two of them with numbers and addresses, then nothing more."""
    if not _heads(contents[0]) and not _contact(contents[0]):
        return False
    block = _filled(contents)
    if len(block) > _SIGNATURE_LINES or any(len(each) > 120 for each in block):
        return False
    known = sum(_contact(each) for each in block)
    return (
        (known >= 2 or (known == 1 and len(block) <= 2 and _contact(block[0]) and len(block) == known))
        and _contact(block[0]) + _heads(block[0]) > 0
        and 2 * known >= len(block)
    )


def _heads(content: str) -> bool:
    """Whether a card can begin so: a name, a firm, a title; no sentence."""
    return len(content.split()) <= 8 and not content.endswith((".", "?", "!", ":", ";"))


def _framed(contents: Sequence[str]) -> bool:
    """Whether nothing but a signature follows."""
    block = _filled(contents)
    return len(block) <= _SIGNATURE_LINES and not any(_prose(each) for each in block[:4])


def _filled(contents: Sequence[str]) -> list[str]:
    """The next lines that hold something, one more than a signature may have."""
    return list(islice((each for each in contents if each), _SIGNATURE_LINES + 1))


def _prose(content: str) -> bool:
    return len(content.split()) >= 7 and not _contact(content) and content.endswith((".", "?", "!"))


def _contact(content: str) -> bool:
    """Whether the line only tells how to reach somebody, or what firm this is."""
    if len(content) > LONGEST_FRAME:
        return False
    pieces = [piece.strip() for piece in _PARTS.split(content) if piece.strip()]
    known = sum(bool(CONTACT.fullmatch(piece)) for piece in pieces)
    return bool(pieces) and (
        2 * known > len(pieces) or (known > 0 and len(content.split()) <= 12) or (len(content.split()) <= 14 and bool(IMPRINT.search(content)))
    )


def _next(contents: Sequence[str], n: int) -> str | None:
    """The next line that holds something."""
    return next((each for each in contents[n + 1 : n + _WINDOW] if each), None)
