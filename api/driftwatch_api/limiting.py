"""How often somebody may ask: by key, by address, and much less often with keys that do not open."""

import math
import time
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter
from starlette.exceptions import HTTPException

_SWEEP_SECONDS = 60.0


class _Counts(MemoryStorage):
    """Counters in memory; the library's own clear up in a thread that is started anew for every few requests, which costs more than the request."""

    STORAGE_SCHEME = ["driftwatch"]  # noqa: RUF012 - a list, as the library has it

    def __init__(self) -> None:
        super().__init__()
        self._swept, self._counting = time.time(), Lock()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count; the first of a new minute sweeps away what is over."""
        now = time.time()
        with self._counting:
            if abs(now - self._swept) >= _SWEEP_SECONDS:
                self._swept = now
                for over in [name for name, end in self.expirations.items() if end <= now]:
                    self.clear(over)
            count = self.get(key) + amount
            self.storage[key] = count
            self.expirations.setdefault(key, now + expiry)
        return count

    def decr(self, key: str, amount: int = 1) -> int:
        """Take back what was one too many."""
        with self._counting:
            self.storage[key] = max(self.get(key) - amount, 0)
            return self.storage[key]


class Failures:
    """Counts failed attempts by address, so that guessing keys gets slow."""

    def __init__(self, per_minute: int) -> None:
        self._window = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def refuse_flood(self, address: str) -> None:
        """Raise 429 while this address has used up its failures."""
        if not self._limiter.test(self._window, network(address)):
            raise _refusal(self._limiter, self._window, network(address), "Too many failed attempts from this address")

    def note(self, address: str) -> None:
        """One more failure of this address."""
        self._limiter.hit(self._window, network(address))


class Rates:
    """Counts requests of the last minute, without remembering each of them."""

    def __init__(self, *, key: int, address: int) -> None:
        self._of_key, self._of_address = RateLimitItemPerMinute(key, namespace="key"), RateLimitItemPerMinute(address, namespace="address")
        self._counts = _Counts()
        self._limiter = SlidingWindowCounterRateLimiter(self._counts)

    @property
    def counted(self) -> Mapping[str, int]:
        """What is counted now, and how often it came."""
        return self._counts.storage

    def take_key(self, prefix: str) -> None:
        """One more request with this key; raises 429 where it was one too many."""
        if not self._limiter.hit(self._of_key, prefix):
            raise _refusal(self._limiter, self._of_key, prefix, "Too many requests with this key")

    def take_address(self, address: str) -> None:
        """One more request from this address; raises 429 where it was one too many."""
        if not self._limiter.hit(self._of_address, network(address)):
            raise _refusal(self._limiter, self._of_address, network(address), "Too many requests from this address")


@lru_cache(maxsize=4096)
def network(address: str) -> str:
    """What is counted: an IPv6 host owns a whole /64."""
    try:
        host = ip_address(address)
    except ValueError:
        return address
    if isinstance(host, IPv6Address) and host.ipv4_mapped is None:
        return str(ip_network((host, 64), strict=False))
    return str(host)


def _refusal(limiter: RateLimiter, window: RateLimitItem, whose: str, what: str) -> HTTPException:
    stats = limiter.get_window_stats(window, whose)
    wait = max(1, math.ceil(stats.reset_time - time.time()))
    headers = {"Retry-After": str(wait), "RateLimit-Limit": str(window.amount), "RateLimit-Remaining": "0", "RateLimit-Reset": str(wait)}
    return HTTPException(429, f"{what}; try again in {wait} s.", headers)
