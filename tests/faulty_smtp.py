"""A mail server that fails on demand, at every place at which a real one can."""

import socket
import threading
import time
from collections import deque
from dataclasses import dataclass, field

STORED_UNHEARD = ("drop after taking", "drop after 250")
"""Faults after which the server has the mail, and the sender cannot know."""
FAULTS = (
    *("421 greeting", "hang up at once", "drip", "no TLS", "535 at AUTH"),
    *("421 at MAIL", "451 at MAIL", "550 at MAIL", "drop at MAIL"),
    *("450 at RCPT", "550 at RCPT", "550 5.7.1 at RCPT", "drop at RCPT"),
    *("451 at DATA", "554 at DATA", "drop at DATA", "drop in content", "451 at end", "554 at end"),
    *("drop before taking", "drop after taking", "drop after 250"),
)


@dataclass
class FaultyServer:
    """Takes mails on loopback; each connection, or each mail on it, meets the next fault of the list."""

    faults: deque[str] = field(default_factory=deque)
    """None once it is empty: then all goes well. `""` lets one mail through."""
    received: list[tuple[str, bytes]] = field(default_factory=list)
    """Recipient and message, in the order of arrival."""
    connections: int = 0
    most_at_once: int = 0
    met: list[str] = field(default_factory=list)

    def __enter__(self) -> "FaultyServer":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._lock, self._open = threading.Lock(), 0
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._lock:
            self.connections += 1
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
        try:
            with connection:
                _Dialogue(self, connection).run()
        except (OSError, _HangUp):
            pass
        finally:
            with self._lock:
                self._open -= 1

    def meet(self, *places: str) -> str:
        """The fault that is next, where it belongs to one of these places."""
        with self._lock:
            if not self.faults or not any(place in self.faults[0] for place in places):
                return ""
            self.met.append(self.faults[0])
            return self.faults.popleft()

    def keep(self, recipient: str, message: bytes) -> None:
        """It has arrived."""
        with self._lock:
            self.received.append((recipient, message))


class _HangUp(Exception):  # noqa: N818
    """The server closes the connection."""


class _Dialogue:
    def __init__(self, server: FaultyServer, connection: socket.socket) -> None:
        self.server, self.connection, self.lines = server, connection, connection.makefile("rb")
        self.recipient = ""

    def run(self) -> None:
        if fault := self.server.meet("greeting", "at once", "drip"):
            self._fail(fault)
        self._say("220 faulty")
        while line := self.lines.readline():
            verb = line[:4].upper().strip().decode("ascii", "replace")
            getattr(self, f"_{verb.lower()}", self._other)(line.decode("ascii", "replace").strip())

    def _ehlo(self, _: str) -> None:
        self._say("250-faulty\r\n250-STARTTLS\r\n250 AUTH PLAIN")

    def _star(self, _: str) -> None:
        if fault := self.server.meet("TLS"):
            self._say("220 go on")
            self.connection.sendall(b"this is no TLS at all\r\n" * 3)
            raise _HangUp(fault)
        self._say("502 not today")

    def _auth(self, _: str) -> None:
        self._say("535 5.7.8 wrong" if self.server.meet("AUTH") else "235 welcome")

    def _mail(self, _: str) -> None:
        self._answer("at MAIL")

    def _rcpt(self, line: str) -> None:
        self.recipient = line[line.index("<") + 1 : line.index(">")]
        self._answer("at RCPT")

    def _data(self, _: str) -> None:
        if fault := self.server.meet("at DATA"):
            self._fail(fault)
            return
        self._say("354 go on")
        fault = self.server.meet("content")
        if fault:
            self.lines.readline()
            raise _HangUp(fault)
        message = b"".join(line[1:] if line.startswith(b".") else line for line in iter(self.lines.readline, b".\r\n"))
        fault = self.server.meet("at end", "before taking", "after")
        if not fault or fault in STORED_UNHEARD:
            self.server.keep(self.recipient, message)
        if fault == "drop after 250":
            self._say("250 taken")
        if fault:
            self._fail(fault)
            return
        self._say("250 taken")
        if self.server.faults and self.server.faults[0] == "":
            self.server.meet("")

    def _quit(self, _: str) -> None:
        self._say("221 bye")
        raise _HangUp

    def _other(self, _: str) -> None:
        self._say("250 fine")

    def _answer(self, place: str) -> None:
        fault = self.server.meet(place)
        if fault:
            self._fail(fault)
        else:
            self._say("250 fine")

    def _fail(self, fault: str) -> None:
        if fault == "drip":
            for letter in b"220 a server that is very slow indeed and never comes to an end" * 40:
                self.connection.sendall(bytes([letter]))
                time.sleep(0.02)
        if not fault[0].isdigit():
            raise _HangUp(fault)
        self._say(fault.partition(" at ")[0].removesuffix(" greeting") + " by chance")
        if fault.startswith("421"):
            raise _HangUp(fault)

    def _say(self, line: str) -> None:
        self.connection.sendall(line.encode() + b"\r\n")
