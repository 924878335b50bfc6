"""What in an address may mislead."""

from __future__ import annotations

import pytest

from app.ui.chat.link_model import Trick, tricks


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
