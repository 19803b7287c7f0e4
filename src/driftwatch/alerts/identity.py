"""What makes an alert the same alert: programme, kind, partners and subject, never scores, order or clock."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable

from driftwatch.domain.meaning import AlertKind
from driftwatch.errors import UnknownAlertError

PREFIX = "DW-"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
READ_ALIKE = str.maketrans("OIL", "011")
"""What is taken for the other when an id is typed."""
_SHOWN = 5


def alert_id(programme_key: str, kind: AlertKind, partners: Iterable[str], subject: str) -> str:
    """`DW-` and 12 characters of Crockford's base32: the same on every machine, whichever partner is named first."""
    about = json.dumps([programme_key, kind.value, sorted(partners), normalised(subject)])
    number = int.from_bytes(hashlib.blake2b(about.encode("ascii"), digest_size=8).digest(), "big")
    return PREFIX + "".join(_ALPHABET[number >> 59 - 5 * place & 31] for place in range(_LENGTH))


def normalised(subject: str) -> str:
    """The subject without differences of case, width and spacing."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", subject).casefold())
    return " ".join(folded.split())


def parity(identifier: str) -> int:
    """0 or 1 by the id alone: which side of an alert stands first."""
    return _ALPHABET.index(identifier[-1]) % 2


def matches(prefix: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids that begin so, sorted; case, a missing `DW-` and look-alikes (O for 0, I and L for 1) do not matter."""
    wanted = prefix.strip().upper().removeprefix(PREFIX).translate(READ_ALIKE)
    return tuple(sorted(found for found in ids if wanted and found.removeprefix(PREFIX).startswith(wanted)))


def resolve(prefix: str, ids: Iterable[str]) -> str:
    """The one id that begins so; raises UnknownAlertError where there is none or more than one."""
    found = matches(prefix, ids)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownAlertError(f"no alert answers to `{prefix}`; `driftwatch alerts list` shows the ids")
    shown = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    raise UnknownAlertError(f"{len(found)} alerts answer to `{prefix}`: {shown}; give more of the id")
