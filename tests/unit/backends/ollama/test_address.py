"""Where an Ollama is, by the rules that its own client has."""
# ruff: noqa: S104 - nothing listens here; these are addresses that people write

from __future__ import annotations

import pytest

from app.backends.ollama.address import parse_host


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", "http://127.0.0.1:11434"),
        ("  ", "http://127.0.0.1:11434"),
        ("1.2.3.4", "http://1.2.3.4:11434"),
        (":56789", "http://127.0.0.1:56789"),
        ("1.2.3.4:56789", "http://1.2.3.4:56789"),
        ("http://1.2.3.4", "http://1.2.3.4:80"),
        ("https://1.2.3.4", "https://1.2.3.4:443"),
        ("HTTPS://Example.COM:8443", "https://example.com:8443"),
        ("example.com", "http://example.com:11434"),
        ("example.com:56789/", "http://example.com:56789"),
        ("example.com/path", "http://example.com:11434/path"),
        ("https://example.com:56789/path/", "https://example.com:56789/path"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("::", "http://[::1]:11434"),
        ("[::]:8080", "http://[::1]:8080"),
        ("::1", "http://[::1]:11434"),
        ("[::1]", "http://[::1]:11434"),
        ("[::1", "http://[::1]:11434"),
        ("[0001:002:003:0004::1]:56789", "http://[0001:002:003:0004::1]:56789"),
        ("http://[::1]", "http://[::1]:80"),
        ('"localhost:1"', "http://localhost:1"),
        ("example.com:", "http://example.com:11434"),
    ],
)
def test_the_rules_of_ollama_host(text: str, url: str) -> None:
    address = parse_host(text)
    assert address.url == url
    assert url.startswith(address.origin)
    assert (address.warning, address.problem) == ("", "")


@pytest.mark.parametrize("port", ["66000", "-1", "abc", "1e3", "１２"])
def test_an_invalid_port_is_the_usual_one_with_a_warning(port: str) -> None:
    if port.isascii():
        address = parse_host(f"https://example.com:{port}")
        assert address.url == "https://example.com:443"
        assert port in address.warning
    else:
        assert parse_host(f"example.com:{port}").problem


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("", True),
        ("localhost", True),
        ("127.0.0.5", True),
        ("::1", True),
        ("0.0.0.0", True),
        ("192.168.0.2", False),
        ("example.com", False),
        ("localhost.example.com", False),
    ],
)
def test_whether_it_is_on_this_machine(text: str, *, here: bool) -> None:
    assert parse_host(text).on_this_machine is here


@pytest.mark.parametrize(
    "text",
    [
        "ftp://example.com",
        "http://user:secret@example.com",
        "exa mple.com",
        "a\x00b",
        "x" * 2000,
        "ex.com?x=1",
        "ex.com#a",
        "ex\\am",
        "ünïcode.example",
    ],
)
def test_what_is_no_address_is_said_to_be_none_and_never_repeated(text: str) -> None:
    address = parse_host(text)
    assert address.problem
    assert address.url == ""
    assert not address.on_this_machine
    assert "secret" not in address.problem
