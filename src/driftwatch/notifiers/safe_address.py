"""Which addresses what we send by HTTP may go to: an allow-list of forms, a deny-list of networks.

`ipaddress.is_global` alone lets through 64:ff9b::a9fe:a9fe, 2002:7f00:1::, ::127.0.0.1, fec0::1, 192.0.0.8 and all multicast.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from driftwatch.errors import DeliveryError

Address = IPv4Address | IPv6Address
PORTS = frozenset({443, 8443})
_USUAL = {"http": 80, "https": 443}
_LONGEST_URL = 2000
_URL = re.compile(r"https?://[A-Za-z0-9._\-\[\]:]+(/[A-Za-z0-9\-._~%!$&'()*+,;=:@/]*)?(\?[A-Za-z0-9\-._~%!$&'()*+,;=:@/?]*)?")
"""No userinfo, no fragment, no backslash, no blank or control, nothing beyond ASCII."""
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_CLOSED_4 = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("127.0.0.0/8", "of this machine"),
        ("168.63.129.16/32", "of a cloud's own services"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "reserved for protocols"),
        ("192.52.193.0/24", "reserved for protocols"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved for protocols"),
        ("198.18.0.0/15", "for measurements"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_OPEN_6 = ip_network("2000::/3")
"""All that is given to public hosts; mapped, compatible, translated (NAT64), local, site-local and multicast forms lie outside."""
_CLOSED_6 = tuple(
    (ip_network(network), what)
    for network, what in (
        ("2001::/23", "reserved for protocols, Teredo among them"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "reserved for protocols"),
        ("3ffe::/16", "given back"),
        ("3fff::/20", "for documentation"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a request goes, as its URL says."""

    secure: bool
    host: str
    port: int
    path: str
    """With the query."""
    trusted: bool
    """The operator has allowed this host, wherever it lies."""

    @property
    def authority(self) -> str:
        """Host and port as the header Host names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL["https" if self.secure else "http"] else f"{host}:{self.port}"


class Allowed:
    """Receivers inside the operator's own net: `name`, `name:port`, an address or a network; none by default."""

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._hosts = frozenset(entry.strip().lower().strip("[]") for entry in entries if entry.strip())
        self._networks = tuple(ip_network(entry, strict=False) for entry in self._hosts if _is_network(entry))

    def host(self, name: str, port: int) -> bool:
        """Whether this very host is allowed, at this port or at any."""
        return bool(self._hosts & {name, f"{name}:{port}"})

    def address(self, address: Address) -> bool:
        """Whether it lies in an allowed network."""
        return any(address.version == network.version and address in network for network in self._networks)


def target(url: str, *, allowed: Allowed, ports: frozenset[int] = PORTS) -> Target:
    """Where this URL leads; raises DeliveryError with what is wrong with it, before any name is looked up."""
    if len(url) > _LONGEST_URL or not _URL.fullmatch(url):
        raise DeliveryError("the webhook's URL is to be https://HOST/PATH in plain ASCII: no user, no `#`, no `\\`, no blanks; hosts as xn--…")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port or _USUAL[parts.scheme]
    except ValueError as error:
        raise DeliveryError("the webhook's URL has no proper host or port") from error
    trusted = allowed.host(host, port)
    if parts.scheme != "https" and not trusted:
        raise DeliveryError("the webhook's URL is to begin with https://; plain http is for hosts that the operator has allowed")
    if port not in ports and not trusted:
        raise DeliveryError(
            f"the webhook's port is to be one of {', '.join(map(str, sorted(ports)))}; others are for hosts that the operator has allowed"
        )
    _check_host(host, bracketed="[" in parts.netloc, trusted=trusted)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure=parts.scheme == "https", host=host, port=port, path=path, trusted=trusted)


def _check_host(host: str, *, bracketed: bool, trusted: bool) -> None:
    """A name with a dot, or an address in its one usual spelling."""
    if bracketed or _NUMBER.fullmatch(host.rpartition(".")[2]):
        _spelled(host)
    elif len(host) > 253 or not _NAME.fullmatch(host):
        raise DeliveryError("the webhook's host is neither a name nor an address in its usual spelling")
    elif "." not in host and not trusted:
        raise DeliveryError("the webhook's host is a name of this net alone; those are for the operator to allow")


def _spelled(host: str) -> None:
    try:
        usual = ip_address(host)
    except ValueError as error:
        raise DeliveryError("the webhook's host is an address, but not in its usual spelling (203.0.113.9, [2001:db8::9])") from error
    if str(usual) != host:
        raise DeliveryError("the webhook's host is an address, but not in its usual spelling (203.0.113.9, [2001:db8::9])")


def refusal(address: Address) -> str | None:
    """What keeps us from sending there, in a few words; None for a public host."""
    if isinstance(address, IPv4Address):
        closed = next((what for network, what in _CLOSED_4 if address in network), None)
    elif address.scope_id is not None:
        closed = "of one link"
    elif address not in _OPEN_6:
        closed = "no public host's"
    else:
        closed = next((what for network, what in _CLOSED_6 if address in network), None)
    return closed or (None if address.is_global else "no public host's")


def _is_network(entry: str) -> bool:
    try:
        ip_network(entry, strict=False)
    except ValueError:
        return False
    return True
