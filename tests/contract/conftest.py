"""A real PostgreSQL for the tests, started by them and stopped by them."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from driftwatch.store import open_store
from driftwatch.store.schema import Schema

PLAIN_USERS = ("postgres", "nobody")
PATIENCE_SECONDS = 30


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a running server, up to the name of the database."""
    binaries = server_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed here: neither in /usr/lib/postgresql nor where pg_config says")
    with running_server(binaries) as server:
        yield server.url


@pytest.fixture
def own_postgres() -> Iterator["Server"]:
    """A server that a test may stop and start again."""
    binaries = server_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed here: neither in /usr/lib/postgresql nor where pg_config says")
    with running_server(binaries) as server:
        yield server


@pytest.fixture(scope="session")
def new_postgres_url(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Makes an empty database, or a copy of one that nobody uses; gives its URL."""
    import psycopg

    url, numbers = request.getfixturevalue("postgres"), count()

    def make(template: str = "template0") -> str:
        name = f"driftwatch_{next(numbers)}"
        with psycopg.connect(url.replace("+psycopg", "") + "postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return url + name

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return f"sqlite:///{tmp_path}/store.db" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_store(request, tmp_path_factory):
    """A store of each kind that the tests of a module share."""
    folder = tmp_path_factory.mktemp("store")
    store = open_store(f"sqlite:///{folder}/store.db" if request.param == "sqlite" else request.getfixturevalue("new_postgres_url")())
    yield store
    store.close()


@pytest.fixture
def store(url):
    """An empty store of each kind."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def emptied(shared_store):
    """The same without a row in it: quicker than a new one."""
    with shared_store._database.writing() as connection:
        for table in reversed(Schema.metadata.sorted_tables):
            connection.execute(table.delete())
    return shared_store


def server_binaries() -> Path | None:
    """The newest installed server's programs."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(4), reverse=True)
    if asked := shutil.which("pg_config"):
        folders.append(Path(subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True).stdout.strip()))
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def running_server(binaries: Path) -> Iterator["Server"]:
    """A server of our own, without fsync, reached by the loopback and by a socket in its folder."""
    user = plain_user()
    folder = Path(tempfile.mkdtemp(prefix="driftwatch-postgres-"))
    try:
        if os.geteuid() == 0:
            os.chown(folder, user.pw_uid, user.pw_gid)
        run_as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        init = [binaries / "initdb", "-D", folder / "data", "-U", "driftwatch", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(init, cwd=folder, capture_output=True, check=True, **run_as)
        server = Server(binaries, folder, run_as)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


class Server:
    """A server that can be stopped and started again at the same port."""

    def __init__(self, binaries: Path, folder: Path, run_as: dict[str, object]) -> None:
        self.folder, self.port, self._run_as = folder, free_port(), run_as
        options = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "fsync": "off", "max_connections": 50}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self._command = [binaries / "postgres", "-D", folder / "data", *settings]
        self.url = f"postgresql+psycopg://driftwatch@127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Until it takes connections."""
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(self._command, cwd=self.folder, stdout=log, stderr=log, **self._run_as)
        try:
            wait_for(self._process, self.port, self.folder / "log")
        except BaseException:
            self.stop()
            raise

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT drops all connections; SIGQUIT stops it at once, as a crash would."""
        if self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)


def plain_user() -> pwd.struct_passwd:
    """Who runs the server: it refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in PLAIN_USERS if name in known)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(server: subprocess.Popen, port: int, log: Path) -> None:
    """Until it takes connections."""
    import psycopg

    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="driftwatch", dbname="postgres", connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
