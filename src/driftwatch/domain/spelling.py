"""How far two words are apart, for names that somebody heard and wrote down."""

import re
from functools import lru_cache

_SOUNDS = ((re.compile(r"ph"), "f"), (re.compile(r"c(?=[aouklrt]|$)|ck|q"), "k"), (re.compile(r"(?<=.)h"), ""), (re.compile(r"z"), "s"))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def distance(one: str, other: str) -> int:
    """Letters to add, leave out, change, or swap with their neighbour, to make one word of the other."""
    before, last = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, counterpart in enumerate(other, start=1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The folded word as it sounds, roughly: `erik` for Eric, `jon` for John, `filip` for Phillip."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return _DOUBLED.sub(r"\1", word)


def alike(one: str, other: str) -> bool:
    """Whether two folded words are one name misspelt: they sound alike, or begin alike and differ by a letter (two where they are long)."""
    if one == other or (len(one) > 2 and sound(one) == sound(other)):
        return True
    if min(len(one), len(other)) < 4 or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    longest = max(len(one), len(other))
    return longest >= 5 and distance(one, other) <= (2 if longest >= 9 else 1)
