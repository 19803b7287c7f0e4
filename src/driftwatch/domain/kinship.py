"""Pairs of words that are never two names of one thing: forms of one word, opposites, members of one row."""

from enum import StrEnum
from itertools import product

from driftwatch.domain.spelling import distance
from driftwatch.domain.words import folded_phrase


class Kinship(StrEnum):
    """How two terms hang together by their letters or by what everybody knows of them."""

    FORM = "forms of one word"
    OPPOSITE = "opposites"
    SIBLING = "members of one row"


_OPPOSED = """
accept/reject acceptance/rejection accepted/rejected add/remove advantage/disadvantage allow/deny approval/rejection approve/reject
asset/liability author/reader before/after begin/end benefit/cost benefit/risk big/small buy/sell buyer/seller caller/callee cause/effect
client/server day/night debit/credit debtor/creditor developer/user doctor/patient early/late employer/employee enable/disable encode/decode
encoder/decoder encrypt/decrypt encryption/decryption entry/exit expand/shrink front/back frontend/backend gain/loss grant/revoke
hardware/software high/low host/guest hot/cold import/export inbound/outbound income/expense incoming/outgoing increase/decrease inner/outer
input/output insert/delete internal/external landlord/tenant leader/follower left/right lender/borrower local/global local/remote
lock/unlock manual/automatic master/slave merge/split min/max minimum/maximum morning/evening new/old offer/demand on/off online/offline
open/close open/closed opening/closing operator/user parent/child pass/fail past/future plaintiff/defendant primary/secondary pro/con
problem/solution producer/consumer profit/loss public/private publisher/subscriber push/pull question/answer read/write reader/writer
request/response revenue/cost rise/fall sender/receiver sender/recipient short/long source/destination source/sink source/target start/end
start/stop static/dynamic success/failure supplier/customer supply/demand sync/async teacher/student theory/practice top/bottom
upload/download upper/lower upstream/downstream vendor/customer
""".split()
_ROWS = (
    "alpha beta gamma delta epsilon omega",
    "january february march april may june july august september october november december",
    "monday tuesday wednesday thursday friday saturday sunday",
    "spring summer autumn fall winter",
    "red green blue yellow orange black white grey gray purple amber",
    "small medium large",
    "low medium high critical",
    "north south east west",
    "development dev test testing staging integration preproduction production prod sandbox",
    "minor major patch",
    "bronze silver gold platinum",
    "first second third fourth fifth",
    "day week month quarter year",
    "hour minute second",
)
_PREFIXES = """
un/ non/ dis/ in/ im/ anti/ re/de up/down in/out over/under pre/post in/ex im/ex en/de inner/outer sub/super front/back top/bottom high/low
micro/macro
""".split()
_OPPOSITES = frozenset(frozenset(pair.split("/")) for pair in _OPPOSED)
_MEMBERS = tuple(frozenset(row.split()) for row in _ROWS)
_LEAST_STEM = 4
_STEM_SHARE = 0.75


def kinship(one: str, other: str) -> Kinship | None:
    """What speaks against an alert on the two terms; None where nothing does."""
    first, second = folded_phrase(one), folded_phrase(other)
    if _is_form(first, second):
        return Kinship.FORM
    if any(frozenset(pair) in _OPPOSITES or _prefixed(*pair) for pair in product(first, second)):
        return Kinship.OPPOSITE
    if any(set(pair) <= row for row in _MEMBERS for pair in product(first, second)):
        return Kinship.SIBLING
    return None


def _is_form(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Another spelling, inflection, hyphenation or short form; or one term inside the other."""
    if set(first) <= set(second) or set(second) <= set(first) or _shortens(first, second) or _shortens(second, first):
        return True
    one, other = "".join(first), "".join(second)
    longest = max(len(one), len(other))
    return one == other or _share_stem(one, other) or (longest >= 5 and distance(one, other) <= (2 if longest >= 9 else 1))


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Initials of the words (`qbr`, quarterly business review), or a word cut short (`repo`, repository)."""
    if len(short) != 1:
        return False
    letters = short[0]
    return (len(long) > 1 and letters == "".join(word[0] for word in long)) or (len(long) == 1 and len(letters) >= 3 and long[0].startswith(letters))


def _share_stem(one: str, other: str) -> bool:
    """`validation`, `validated`: alike but for the ending."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= max(_LEAST_STEM, _STEM_SHARE * min(len(one), len(other))) and max(len(one), len(other)) - shared <= 6


def _prefixed(one: str, other: str) -> bool:
    """`verified`, `unverified`; `upload`, `download`."""
    return any(
        first.startswith(a) and second.startswith(b) and len(first) - len(a) >= 3 and first[len(a) :] == second[len(b) :]
        for a, b in (pair.split("/") for pair in _PREFIXES)
        for first, second in ((one, other), (other, one))
    )
