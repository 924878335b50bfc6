"""The guards around every test do guard: home, network, log."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from pathlib import Path

import pytest

from tests.helpers.home import temporary_home
from tests.helpers.logfail import ExpectedLogs, LogWatch

log = logging.getLogger("app.something")


def test_each_test_has_a_short_home_of_its_own(tektra_home: Path) -> None:
    assert os.environ["TEKTRA_HOME"] == str(tektra_home)
    assert len(str(tektra_home)) < 60
    assert [entry.name for entry in tektra_home.iterdir()] == ["run"]
    assert (tektra_home / "run").stat().st_mode & 0o777 == 0o700


def test_a_home_hides_the_developers_settings_and_goes_away() -> None:
    environ = {"TEKTRA_LOG_LEVEL": "debug", "PATH": "/bin"}
    with temporary_home(environ) as home:
        assert sorted(environ) == ["PATH", "TEKTRA_HOME", "XDG_RUNTIME_DIR"]
        locked = home / "locked"
        locked.mkdir()
        (locked / "file").touch()
        locked.chmod(0)
    assert not home.exists()


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 80), ("2001:db8::1", 80, 0, 0)])
def test_far_addresses_are_refused(address: tuple[str, int]) -> None:
    with socket.socket() as far, pytest.raises(PermissionError, match="no network"):
        far.connect(address)
    with pytest.raises(PermissionError, match="no network"):
        socket.getaddrinfo(*address[:2])


async def test_far_addresses_are_refused_in_asyncio() -> None:
    with pytest.raises(PermissionError, match="no network"):
        await asyncio.open_connection("example.org", 80)


async def test_this_computer_can_be_reached(tmp_path: Path) -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    tcp = await asyncio.start_server(serve, "127.0.0.1", 0)
    unix = await asyncio.start_unix_server(serve, tmp_path / "s")
    async with tcp, unix:
        for reader, writer in (
            await asyncio.open_connection("localhost", tcp.sockets[0].getsockname()[1]),
            await asyncio.open_unix_connection(tmp_path / "s"),
        ):
            assert await reader.read() == b""
            writer.close()


def watch(*records: tuple[int, str]) -> LogWatch:
    """What a watch saw of these records."""
    seen = LogWatch()
    for level, text in records:
        seen.handle(log.makeRecord(log.name, level, __file__, 1, text, (), None))
    return seen


def test_unexpected_warnings_fail() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"WARNING app\.something: surprise"):
        watch((logging.WARNING, "surprise")).check(ExpectedLogs())


def test_declared_warnings_pass_and_must_come() -> None:
    expected = ExpectedLogs()
    expected.expect("no more .* left")
    with pytest.raises(pytest.fail.Exception, match="never came"):
        watch().check(expected)
    watch((logging.WARNING, "no more room left")).check(expected)
    with pytest.raises(pytest.fail.Exception, match="ERROR"):
        watch((logging.ERROR, "no more room left")).check(expected)


def test_allowed_warnings_may_come_or_not() -> None:
    expected = ExpectedLogs()
    expected.allow("slow disk")
    watch().check(expected)
    watch((logging.WARNING, "a slow disk")).check(expected)


def test_the_fixture_accepts_what_was_declared(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("^worker 7 died$", logging.ERROR)
    log.error("worker %d died", 7)


def test_the_watch_listens_only_while_attached(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("^late$", logging.ERROR)
    seen = LogWatch()
    seen.attach()
    seen.detach()
    logging.getLogger("app").handle(log.makeRecord(log.name, logging.ERROR, __file__, 1, "late", (), None))
    assert seen.records == []
