"""Bare addresses in running text: where they begin and end, without the punctuation that follows them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BARE = re.compile(r"https?://[^\s<>\"`|\\⟦]+", re.IGNORECASE)
_AFTER = ".,;:!?*_~'"


def bare_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each address in the text."""
    for match in _BARE.finditer(text) if "://" in text else ():
        address = match[0].rstrip(_AFTER)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_AFTER)
        if len(address) > len("https://"):
            yield match.start(), match.start() + len(address)
