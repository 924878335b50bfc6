"""What in an address may mislead whoever reads it. Without Qt."""

from __future__ import annotations

from enum import StrEnum

PUNYCODE = "xn--"


class Trick(StrEnum):
    """Why a person should look twice."""

    LETTERS = "letters"
    """The site's name has letters beyond a to z, which may look like those."""
    SIGN_IN = "sign_in"
    """Something stands before the site's name that looks like another one."""
    NUMBER = "number"
    """The site is named by a number."""
    PLAIN = "plain"
    """What is read and sent there is not encrypted."""


def tricks(scheme: str, host: str, user: str) -> tuple[Trick, ...]:
    """What is unusual about an address, the worst first. The host is in its encoded form."""
    labels = host.lower().rstrip(".").split(".")
    found = {
        Trick.LETTERS: any(label.startswith(PUNYCODE) for label in labels),
        Trick.SIGN_IN: bool(user),
        Trick.NUMBER: bool(host) and (labels[-1].isdigit() or ":" in host),
        Trick.PLAIN: scheme.lower() == "http",
    }
    return tuple(trick for trick, there in found.items() if there)
