"""What in an address may mislead whoever reads it. Without Qt."""

from __future__ import annotations

import re
from enum import StrEnum

PUNYCODE = "xn--"
_SITE = re.compile(
    r"((?:https?:)?//)?(?:[^\s/?#@]*@)?((?:[^\W_](?:[\w-]*[^\W_])?\.)+([^\W\d_]{2,}))\.?(?=[:/?#]|$)", re.IGNORECASE
)
_NAMES = ("com", "edu", "gov", "info", "org")
_FILES = ("c", "cc", "cs", "go", "hs", "js", "md", "pl", "ps", "py", "rb", "rs", "sh", "so", "ts")
"""Endings of files and of names such as Node.js, which are no addresses where nothing else says so."""


class Trick(StrEnum):
    """Why a person should look twice."""

    OTHER = "other"
    """The link's text is the address of another site."""
    LETTERS = "letters"
    """The site's name has letters beyond a to z, which may look like those."""
    SIGN_IN = "sign_in"
    """Something stands before the site's name that looks like another one."""
    NUMBER = "number"
    """The site is named by a number."""
    PLAIN = "plain"
    """What is read and sent there is not encrypted."""


def tricks(scheme: str, host: str, user: str, shown: str = "") -> tuple[Trick, ...]:
    """What is unusual about an address, the worst first. The host is in its encoded form.

    `shown` is the link's text, as far as it is known.
    """
    labels = host.lower().rstrip(".").split(".")
    found = {
        Trick.OTHER: bool(host) and other_site(shown, host),
        Trick.LETTERS: any(label.startswith(PUNYCODE) for label in labels),
        Trick.SIGN_IN: bool(user),
        Trick.NUMBER: bool(host) and (labels[-1].isdigit() or ":" in host),
        Trick.PLAIN: scheme.lower() == "http",
    }
    return tuple(trick for trick, there in found.items() if there)


def other_site(shown: str, host: str) -> bool:
    """Whether a link's text is an address, and that of another site than the one it leads to, or a part of it."""
    found = _SITE.match(shown.strip())
    if found is None or not (found[1] or _is_site(found[2].lower(), found[3].lower())):
        return False
    named, real = _plain(found[2]), _plain(host)
    return named != real and not real.endswith(f".{named}") and not named.endswith(f".{real}")


def _is_site(name: str, ending: str) -> bool:
    """Whether a name with nothing before it is a site's."""
    return name.startswith("www.") or ending in _NAMES or (len(ending) == 2 and ending not in _FILES)


def _plain(host: str) -> str:
    lowered = host.lower().rstrip(".").removeprefix("www.")
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:  # no name that a site can have, so it is another one
        return lowered
