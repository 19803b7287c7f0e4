"""How often somebody may ask: by key, by address, and much less often with keys that do not open."""

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter
from starlette.exceptions import HTTPException


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
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def take_key(self, prefix: str) -> None:
        """One more request with this key; raises 429 where it was one too many."""
        if not self._limiter.hit(self._of_key, prefix):
            raise _refusal(self._limiter, self._of_key, prefix, "Too many requests with this key")

    def take_address(self, address: str) -> None:
        """One more request from this address; raises 429 where it was one too many."""
        if not self._limiter.hit(self._of_address, network(address)):
            raise _refusal(self._limiter, self._of_address, network(address), "Too many requests from this address")


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
