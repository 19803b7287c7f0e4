"""Texts that are hard for a regular expression, and what it costs to ask about them."""

import re
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import log
from re import _compiler, _constants, _parser  # the only way to learn what a pattern is made of
from typing import Any

AnyPattern = re.Pattern[str] | re.Pattern[bytes]
Tree = Sequence[tuple[Any, Any]]

KIB = 1024
SLOPE = 1.3
"""The most by which the logarithm of the cost may grow with that of the length."""
_ROUNDS = 12
"""How often what looks too steep is measured again."""
LONGEST = 1.0
"""Seconds that no single text of 64 KiB may cost."""
_QUICK = 60e-9
"""Seconds a character: a pattern that needs no more at a length has nothing in it that grows with the square and matters at 64 KiB."""
_EVEN = 4.6
"""The most by which the cost of a text four times as long may grow, for 64 KiB to be proven without being tried."""
_SPOILT = "¿\n<¿a"
"""An end that no repetition likes: signs, a line, a letter, and nothing that closes anything."""
KINDS = {
    "blanks": " ",
    "tabs and blanks": "\t ",
    "letters": "a",
    "capitals": "Aa",
    "digits": "1",
    "names": "Ada Lind ",
    "times": "12:34 ",
    "round brackets": "(",
    "square brackets": "[",
    "quotation marks": '"',
    "commas": ", ",
    "dashes": "- ",
    "points": ". ",
    "stars": "*",
    "lines": "\n",
    "lines and blanks": "\n ",
    "tags": "<a ",
    "comments": "<!--",
    "links": "[x](",
    "emphasis": "*a *a",
    "code": "`a",
    "addresses": "a@b.",
    "paths": "http://a/",
}
"""What somebody may repeat without end."""
_CHARACTERS = " a1A\t\n-.,:*_()[]<>\"'#/|@&;=`~\\\xa0é+!?\r%{}$^–\u200e\0"
_ONE = frozenset((_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY))
_REPEATS = frozenset((_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT))
_MANY = 50
"""A part that may not be repeated as often costs the same at any length."""
_BRANCHES = 12
"""Of so many alternatives all are looked into, of more every fifth."""


class TooSlowError(Exception):
    """A text costs more than any may."""


def attacks(pattern: AnyPattern) -> list[tuple[str, str]]:
    """What comes first and what is then repeated: fixed kinds, and pieces of the pattern itself."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    found = dict.fromkeys([("", piece) for piece in KINDS.values()] + [("a", " "), ("a", "*")])
    for wanted in (0, 1):
        whole, pumps = _Maker(text, wanted).sample(tree, tree.state.flags)
        found |= dict.fromkeys([("", whole), ("", whole[:-1]), ("", whole[: len(whole) // 2])])
        for before, piece in pumps:
            found |= dict.fromkeys([(before, piece), ("", before + piece), ("", before), ("a", piece)])
    return [(before, piece) for before, piece in found if piece]


class _Maker:
    """Makes texts that a pattern takes, and remembers what in them may be repeated."""

    def __init__(self, text: str, wanted: int) -> None:
        self._own = [sign for sign in _CHARACTERS if sign in text and not sign.isalnum()]
        self._wanted = wanted

    def sample(self, tree: Tree, flags: int) -> tuple[str, list[tuple[str, str]]]:
        """A short text that a part of a pattern takes, and each repetition in it with what stands before it."""
        text, pumps = "", list[tuple[str, str]]()
        for kind, of in tree:
            piece, inner = self._piece(kind, of, flags)
            pumps += [(text + before, each) for before, each in inner]
            text += piece
        return text, pumps

    def _piece(self, kind: object, of: Any, flags: int) -> tuple[str, list[tuple[str, str]]]:
        if kind in _ONE:
            signs = self._signs(kind, of, flags)
            return signs[self._wanted % len(signs)] if signs else "", []
        if kind in _REPEATS:
            return self._repeated(*of, flags)
        if kind is _constants.SUBPATTERN:
            return self.sample(of[3], (flags | of[1]) & ~of[2])
        if kind is _constants.ATOMIC_GROUP:
            return self.sample(of, flags)
        if kind is _constants.ASSERT:
            return "", self.sample(of[1], flags)[1]
        if kind is _constants.BRANCH:
            samples = [self.sample(each, flags) for n, each in enumerate(of[1]) if n < _BRANCHES or n % 5 == 0]
            return samples[self._wanted % len(samples)][0], [pump for _, pumps in samples for pump in pumps]
        return "", []

    def _repeated(self, least: int, most: int, part: Tree, flags: int) -> tuple[str, list[tuple[str, str]]]:
        piece, pumps = self.sample(part, flags)
        if most >= _MANY:
            alone = len(part) == 1 and part[0][0] in _ONE
            pumps += [("", sign) for sign in self._signs(*part[0], flags)] if alone else [("", piece)]
        return piece * max(min(least, 12), 1 if most else 0), pumps

    def _signs(self, kind: object, of: Any, flags: int) -> list[str]:
        """Some of the characters that one place takes: usual ones, and those that the pattern itself knows."""
        if kind is _constants.LITERAL:
            return [chr(of)]
        taken = _taken(kind, repr(of), flags) or _learnt(kind, of, flags)
        return list(dict.fromkeys([*taken[:3], *[sign for sign in self._own if sign in taken][:3]]))


_KNOWN: dict[tuple[object, str, int], str] = {}


def _taken(kind: object, of: str, flags: int) -> str:
    return _KNOWN.get((kind, of, flags), "")


def _learnt(kind: object, of: object, flags: int) -> str:
    one = _compiler.compile(_parser.SubPattern(_parser.State(), [(kind, of)]), flags)
    signs = "".join(sign for sign in _CHARACTERS if one.fullmatch(sign)) or next((chr(n) for n in range(0x100, 0x3000) if one.fullmatch(chr(n))), "")
    _KNOWN[kind, repr(of), flags] = signs
    return signs


def cost(pattern: AnyPattern, way: str, text: str) -> float:
    """Seconds of the processor that this question takes."""
    asked = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    begin = time.thread_time()
    if way == "finditer":
        deque(pattern.finditer(asked), maxlen=0)
    else:
        getattr(pattern, way)(asked)
    return time.thread_time() - begin


def weakness(pattern: AnyPattern, way: str, before: str, piece: str, *, longest: int = 64 * KIB) -> str | None:
    """How the cost of this attack grows faster than the text, None where it does not; small sizes prove most of them."""

    def least(size: int, times: int) -> float:
        text = before + piece * (size // len(piece)) + _SPOILT
        return min(cost(pattern, way, text) for _ in range(times))

    size, last = longest // 16, 0.0
    while True:
        try:
            with limited(4 * LONGEST * size / longest):
                found = least(size, 1)
        except TooSlowError:
            return f"{size // KIB} KiB cost more than {4 * LONGEST * size / longest} s"
        if found > LONGEST * size / longest and (found := least(size, 2)) > LONGEST * size / longest:
            return f"{found:.2f} s for {size // KIB} KiB"
        if found <= _QUICK * size or found <= _EVEN * last:
            return None
        if size == longest:
            break
        size, last = 4 * size, found
    for _ in range(_ROUNDS):  # perhaps the machine was busy: the least of several runs comes near to what it costs
        if log(found / last) / log(4) <= SLOPE:
            break
        found, last = min(found, least(size, 2)), min(last, least(size // 4, 4))
    slope = log(found / last) / log(4)
    return f"slope {slope:.2f}" if slope > SLOPE else None


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TooSlowError in the midst of a search that takes longer: one may grow exponentially."""

    def stop(*_: object) -> None:
        raise TooSlowError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
