"""Which addresses are this very machine; a doubtful one is not."""

from __future__ import annotations

import pytest

from app.net.hosts import is_this_machine, origin_of

HERE = ("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1", "[::ffff:7f00:1]")
ELSEWHERE = (
    "",
    "localhost.",
    "localhost.evil.example",
    "my.localhost",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "127.0.0.01",
    "0.0.0.0",  # noqa: S104 - nothing listens there
    "::",
    "::ffff:1.2.3.4",
    "[::ffff:1.2.3.4]",
    "::127.0.0.1",
    "[::1",
    "192.168.0.1",
    "10.0.0.1",
    "fe80::1",
    "xn--lcalhost-g1a",
    "127.0.0.1\0",
    " 127.0.0.1",
    "１２７.0.0.1",
)


@pytest.mark.parametrize("host", HERE)
def test_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ELSEWHERE)
def test_elsewhere(host: str) -> None:
    assert not is_this_machine(host)


def test_an_origin_has_a_port_and_brackets() -> None:
    assert origin_of("https", "API.example.com", None) == "https://api.example.com:443"
    assert origin_of("http", "::1", 8080) == "http://[::1]:8080"
    assert origin_of("http", "[::1]", None) == "http://[::1]:80"
