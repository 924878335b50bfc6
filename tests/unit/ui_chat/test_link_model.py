"""What in an address may mislead."""

from __future__ import annotations

import pytest

from app.ui.chat.link_model import Trick, other_site, tricks


@pytest.mark.parametrize(
    ("scheme", "host", "user", "found"),
    [
        ("https", "example.com", "", ()),
        ("mailto", "", "", ()),
        ("HTTP", "example.com", "", (Trick.PLAIN,)),
        ("https", "a.XN--80ak6aa92e.com", "", (Trick.LETTERS,)),
        ("https", "evil.org", "example.com", (Trick.SIGN_IN,)),
        ("https", "192.168.0.1", "", (Trick.NUMBER,)),
        ("https", "::1", "", (Trick.NUMBER,)),
        ("http", "xn--a.1", "u", (Trick.LETTERS, Trick.SIGN_IN, Trick.NUMBER, Trick.PLAIN)),
    ],
)
def test_tricks(scheme: str, host: str, user: str, found: tuple[Trick, ...]) -> None:
    assert tricks(scheme, host, user) == found


@pytest.mark.parametrize(
    ("shown", "host", "other"),
    [
        ("https://bank.com", "evil.example", True),
        ("bank.com/login", "evil.example", True),
        (" www.bank.com ", "evil.example", True),
        ("HTTPS://me@Bank.com:443/x", "evil.example", True),
        ("bank.com", "bank.com.evil.example", True),
        ("a" * 70 + ".com", "evil.example", True),
        ("https://www.bank.com/x", "bank.com", False),
        ("bank.com.", "bank.com", False),
        ("аррӏе.com", "xn--80ak6aa92e.com", False),
        ("bank.co.uk", "evil.example", True),
        ("https://bank.banking", "evil.example", True),
        ("Node.js", "nodejs.org", False),
        ("ASP.NET", "microsoft.com", False),
        ("python.org", "docs.python.org", False),
        ("https://docs.python.org/3", "python.org", False),
        ("the bank", "evil.example", False),
        ("e.g. this", "evil.example", False),
        ("Version 2.10", "evil.example", False),
        ("", "evil.example", False),
    ],
)
def test_a_text_that_is_the_address_of_another_site(shown: str, host: str, other: bool) -> None:
    assert other_site(shown, host) is other


def test_another_site_in_the_text_comes_first() -> None:
    assert tricks("http", "evil.example", "", "bank.com") == (Trick.OTHER, Trick.PLAIN)
    assert tricks("mailto", "", "", "bank.com") == ()
