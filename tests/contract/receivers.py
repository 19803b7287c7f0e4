"""Receivers of webhooks for the tests: real servers on the loopback, some with faults, and an authority that vouches for them."""

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HOST = "hooks.receiver.example"
PATIENCE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it came in."""

    line: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[socket.socket, Received], None]


@dataclass(slots=True, kw_only=True)
class Receiver:
    """What it has received, and what it does with the next requests; then it does what comes last again and again."""

    port: int
    behaviours: list[Behaviour]
    received: list[Received] = field(default_factory=list)
    connections: int = 0

    def next(self) -> Behaviour:
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


def answering(status: int, *headers: str, body: bytes = b"") -> Behaviour:
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers, "", ""]
    return lambda connection, _: connection.sendall("\r\n".join(lines).encode() + body)


def resetting(connection: socket.socket, _: Received) -> None:
    """Hang up with a reset instead of an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.close()


def stalling(connection: socket.socket, _: Received) -> None:
    """Say nothing until the other side gives up."""
    connection.settimeout(PATIENCE)
    while connection.recv(4096):
        pass


def endless(connection: socket.socket, _: Received) -> None:
    """Accept, with a body that never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def dripping(connection: socket.socket, _: Received) -> None:
    """A header that never ends, a byte at a time, as long as anybody listens."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    connection.settimeout(0.02)
    while True:
        try:
            if not connection.recv(1):
                return
        except TimeoutError:
            connection.sendall(b"x")


def flooding(connection: socket.socket, _: Received) -> None:
    """Header after header."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: and more\r\n" * 1000)


@contextmanager
def running(*behaviours: Behaviour, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver on a port of its own."""
    listener = socket.create_server((address, 0))
    receiver = Receiver(port=listener.getsockname()[1], behaviours=list(behaviours))
    thread = threading.Thread(target=_serve, args=(listener, receiver, tls), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        _end(listener)
        thread.join(PATIENCE)


def _end(listener: socket.socket) -> None:
    """Closing alone does not wake a thread that accepts."""
    try:
        listener.shutdown(socket.SHUT_RDWR)
    finally:
        listener.close()


def _serve(listener: socket.socket, receiver: Receiver, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        receiver.connections += 1
        threading.Thread(target=_answer, args=(connection, receiver, tls), daemon=True).start()


def _answer(connection: socket.socket, receiver: Receiver, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(PATIENCE)
    try:
        with closing(tls.wrap_socket(connection, server_side=True) if tls else connection) as stream:
            request = _read(stream)
            if not request.line:
                return
            behave = receiver.next()
            receiver.received.append(request)
            behave(stream, request)
    except OSError:
        return


def _read(stream: socket.socket) -> Received:
    file = stream.makefile("rb")
    line = file.readline().decode().strip()
    headers = {}
    while header := file.readline().strip():
        name, _, value = header.decode().partition(":")
        headers[name.lower()] = value.strip()
    return Received(line=line, headers=headers, body=file.read(int(headers.get("content-length", 0))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A certificate authority of the test's own, and what it vouches for."""

    trusting: ssl.SSLContext
    serving: ssl.SSLContext


def authority(folder: Path, *, names: str = f"DNS:{HOST}") -> Authority:
    """Made with openssl: nothing secret lies in the repository, nothing runs out there."""
    root, leaf = folder / "root", folder / "leaf"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-sha256"]
    _openssl("req", "-x509", *key, "-subj", "/CN=Tests", "-keyout", f"{root}.key", "-out", f"{root}.pem", "-addext", "keyUsage=keyCertSign")
    _openssl(
        "req", "-x509", *key, "-subj", "/CN=receiver", "-keyout", f"{leaf}.key", "-out", f"{leaf}.pem", "-CA", f"{root}.pem", "-CAkey", f"{root}.key",
        "-addext", f"subjectAltName={names}", "-addext", "basicConstraints=critical,CA:FALSE",
    )  # fmt: skip
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(f"{leaf}.pem", f"{leaf}.key")
    return Authority(trusting=ssl.create_default_context(cafile=f"{root}.pem"), serving=serving)


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
