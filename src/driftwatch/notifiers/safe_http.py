"""The one way out by HTTP: to public hosts, or to those that the operator allowed, and to nowhere else.

A name is looked up once, every answer is judged, the connection goes to a judged address, and who answers is compared with it:
what the name leads to a moment later does not matter. Nothing is followed, no proxy is asked.
"""

import io
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from driftwatch.errors import DeliveryError
from driftwatch.notifiers.safe_address import PORTS, Address, Allowed, Target, refusal, target

SECONDS = 15.0
"""For all of it: looking up, connecting, sending, being answered."""
REQUEST_BYTES = 20_000
ANSWER_BYTES = 64 * 1024
_CONNECT_SECONDS = 5.0
_PIECE = 8192
Resolver = Callable[[str, int], Sequence[str]]
"""All addresses of a host."""
Connector = Callable[[str, int, float], socket.socket]
"""A connection to address and port within so many seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a receiver said; its body is read, so that the receiver can end in peace, and forgotten."""

    status: int
    retry_after: str = ""
    """The header Retry-After."""


class SafeHttp:
    """Posts to receivers that others named; `ticks` is a clock that never goes back."""

    def __init__(
        self,
        *,
        ticks: Callable[[], float],
        allowed: Allowed | None = None,
        resolve: Resolver | None = None,
        connect: Connector | None = None,
        judge: Callable[[Address], str | None] = refusal,
        ports: frozenset[int] = PORTS,
        trust: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._ticks, self._allowed = ticks, allowed or Allowed()
        self._resolve, self._connect, self._judge = resolve or looked_up, connect or connected, judge
        self._ports, self._trust, self._seconds = ports, trust, seconds

    def target(self, url: str) -> Target:
        """Where the URL leads; raises DeliveryError where we would never send."""
        found = target(url, allowed=self._allowed, ports=self._ports)
        if (literal := _address(found.host)) is not None:
            self._require_open(literal, found)
        return found

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Hand the body over; any answer is an answer, and DeliveryError says why there was none."""
        if len(body) + sum(len(name) + len(value) + 4 for name, value in headers.items()) > REQUEST_BYTES:
            raise DeliveryError(f"the message is larger than {REQUEST_BYTES} bytes")
        where, deadline = self.target(url), self._ticks() + self._seconds
        try:
            with closing(self._reach(where, deadline)) as connection:
                return _exchange(_Bounded(connection, self._left, deadline), where, body, headers)
        except TimeoutError as error:
            raise DeliveryError(f"{where.host} did not answer within {self._seconds:g} s") from error
        except ssl.SSLError as error:
            raise DeliveryError(f"{where.host} made no secure connection ({error.reason or 'not verified'})") from error
        except (OSError, HTTPException, ValueError) as error:
            raise DeliveryError(f"{where.host} {_told(error)}") from error

    def _reach(self, where: Target, deadline: float) -> socket.socket:
        addresses = self._addresses(where, deadline)
        for place, address in enumerate(addresses, start=1):
            try:
                connection = self._connect(str(address), where.port, min(self._left(deadline), _CONNECT_SECONDS))
                break
            except OSError:
                if place == len(addresses):
                    raise
        try:
            _require_peer(connection, address)
            connection.settimeout(self._left(deadline))
            return self._secured(connection, where) if where.secure else connection
        except BaseException:
            connection.close()
            raise

    def _addresses(self, where: Target, deadline: float) -> list[Address]:
        """All that the name leads to; one that is closed to us closes all: a public host has no private address beside it."""
        found = _within(self._left(deadline), lambda: self._resolve(where.host, where.port))
        addresses = [ip_address(one) for one in dict.fromkeys(found)]
        if not addresses:
            raise DeliveryError(f"{where.host} has no address")
        for address in addresses:
            self._require_open(address, where)
        return addresses

    def _require_open(self, address: Address, where: Target) -> None:
        if where.trusted or self._allowed.address(address):
            return
        if (closed := self._judge(address)) is not None:
            raise DeliveryError(f"{where.host} leads to an address that is {closed}; only the operator can allow that")

    def _secured(self, connection: socket.socket, where: Target) -> socket.socket:
        return (self._trust or ssl.create_default_context()).wrap_socket(connection, server_hostname=where.host)

    def _left(self, deadline: float) -> float:
        left = deadline - self._ticks()
        if left <= 0:
            raise TimeoutError
        return left


class _Bounded:
    """A connection that ends at a moment and after so many bytes of the answer, however slowly they drip."""

    def __init__(self, connection: socket.socket, left: Callable[[float], float], deadline: float) -> None:
        self._connection, self._left, self._deadline = connection, left, deadline

    def sendall(self, data: bytes) -> None:
        self._timely().sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Answering(self._timely), _PIECE)

    def close(self) -> None:
        """Whoever opened it closes it."""

    def _timely(self) -> socket.socket:
        self._connection.settimeout(self._left(self._deadline))
        return self._connection


class _Answering(io.RawIOBase):
    """The bytes of the answer up to their limit, where it seems to end."""

    def __init__(self, timely: Callable[[], socket.socket]) -> None:
        self._timely, self._budget = timely, ANSWER_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = self._timely().recv_into(buffer, min(len(buffer), self._budget)) if self._budget else 0
        self._budget -= size
        return size


class _Prepared(HTTPConnection):
    """Speaks HTTP over a connection that stands already, and never opens one itself."""

    auto_open = 0


def _exchange(connection: _Bounded, where: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    speaking = _Prepared(where.host, where.port)
    speaking.sock = connection
    speaking.request("POST", where.path, body, {**headers, "Host": where.authority, "Connection": "close"})
    answer = speaking.getresponse()
    _read_out(answer)
    return Answer(status=answer.status, retry_after=answer.getheader("Retry-After", "")[:100])


def _read_out(answer: HTTPResponse) -> None:
    """The receiver has said how it ended: what goes wrong from now on changes nothing."""
    try:
        while answer.read(_PIECE):
            pass
    except (OSError, HTTPException, ValueError):
        return


def looked_up(host: str, port: int) -> Sequence[str]:
    """What the system says that the name leads to."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connected(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to this address itself: nothing is looked up."""
    connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((address, port))
    except BaseException:
        connection.close()
        raise
    return connection


def _require_peer(connection: socket.socket, address: Address) -> None:
    """Whoever redirected the connection on its way (a proxy, a rule of the net) is not whom we judged."""
    peer = _address(str(connection.getpeername()[0]))
    if peer != address:
        raise DeliveryError("the connection led elsewhere than to the address that was asked for")


def _address(written: str) -> Address | None:
    try:
        return ip_address(written)
    except ValueError:
        return None


def _within(seconds: float, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    """The system's resolver takes no limit of time, so it is left behind where it takes too long."""
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()
    Thread(target=lambda: answers.put(_tried(look_up)), daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, Exception):
        raise found
    return found


def _tried(look_up: Callable[[], Sequence[str]]) -> Sequence[str] | Exception:
    try:
        return look_up()
    except (OSError, ValueError) as error:
        return error


def _told(error: Exception) -> str:
    match error:
        case socket.gaierror():
            return "is not known to the name service"
        case ConnectionRefusedError():
            return "refuses connections"
        case ConnectionError():
            return "hung up"
        case HTTPException():
            return "did not answer in HTTP"
        case _:
            return "cannot be reached"
