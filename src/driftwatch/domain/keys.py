"""API keys: 256 random bits, of which we keep a hash and show a beginning.

dw_live_k3v7q2ma_Zr0…43 characters
└── prefix ─────┘ └── secret ───────┘
"""

import re
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

_FORM = re.compile(r"(dw_live_[a-z2-7]{8})_[A-Za-z0-9_-]{43}", re.ASCII)
_PREFIX_BYTES, _SECRET_BYTES = 5, 32


class Scope(StrEnum):
    """What a key may do; no scope contains another."""

    READ_ALERTS = "read:alerts"
    WRITE_ALERTS = "write:alerts"
    INGEST = "ingest"
    ADMIN = "admin"

    @classmethod
    def _missing_(cls, value: object) -> "Scope | None":
        """`read` and `write` are short for what is done with alerts."""
        return {"read": cls.READ_ALERTS, "write": cls.WRITE_ALERTS}.get(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key at the one moment when it is known in full."""

    key: str = field(repr=False)
    prefix: str
    digest: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedKey:
    """What somebody showed us, reduced to what may be looked up and compared."""

    prefix: str
    digest: str = field(repr=False)

    def opens(self, digest: str) -> bool:
        """Whether this is the key whose hash we keep; takes the same time for every wrong one."""
        return compare_digest(self.digest, digest)


def new_key(random_bytes: Callable[[int], bytes]) -> NewKey:
    """A fresh key; `random_bytes` is secrets.token_bytes wherever it matters."""
    prefix = "dw_live_" + b32encode(random_bytes(_PREFIX_BYTES)).decode().lower()
    key = f"{prefix}_{urlsafe_b64encode(random_bytes(_SECRET_BYTES)).decode().rstrip('=')}"
    return NewKey(key=key, prefix=prefix, digest=digest_of(key))


def parse(key: str) -> PresentedKey | None:
    """The parts of a key; None where it does not even have the form of one."""
    form = _FORM.fullmatch(key)
    return form and PresentedKey(prefix=form[1], digest=digest_of(key))


def digest_of(key: str) -> str:
    """SHA-256 in hexadecimal; no salt and no stretching, as 256 random bits need neither."""
    return sha256(key.encode()).hexdigest()
