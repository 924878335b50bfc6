"""Which pictures of a text lie on this computer, by their names alone. Pure functions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from app.ui.chat.markdown.model import Picture, Span
from app.ui.chat.markdown.visible import visible, visible_code

MAX_PATH = 1_024
MAX_IN_PARAGRAPH = 8
"""More pictures of one paragraph stay text."""
FILE = "file:"

_HOST = re.compile(r"file://(localhost)?(?=/)", re.IGNORECASE)
_DRIVE = re.compile(r"/?([A-Za-z]:[\\/])")


def local_path(target: str, *, windows: bool = os.name == "nt") -> str:
    """The file that a picture's target names; "" where it is relative, on another machine, or misleads."""
    path = target
    if path[: len(FILE)].lower() == FILE:
        host = _HOST.match(path)
        if host is None:
            return ""
        path = path[host.end() :]
    path = unquote(path, errors="strict") if _decodes(path) else path
    if windows:
        drive = _DRIVE.match(path)
        path = path[drive.start(1) :] if drive is not None else ""
    # Two slashes begin the name of another machine.
    whole = bool(path) and (windows or (path[0] == "/" and path[1:2] != "/"))
    plain = visible_code(visible(path)) == path and "\n" not in path and "\0" not in path
    return path if whole and plain and len(path) <= MAX_PATH else ""


def _decodes(path: str) -> bool:
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def around_pictures(spans: Sequence[Span], depth: int) -> Iterator[tuple[Span, ...] | Picture]:
    """The spans in pieces, with the pictures that stood between them."""
    run: list[Span] = []
    found = 0
    for span in spans:
        if span.picture is None or found == MAX_IN_PARAGRAPH:
            run.append(span)
            continue
        found += 1
        yield _trimmed(run)
        yield replace(span.picture, depth=depth)
        run = []
    if run or not found:
        yield _trimmed(run) if found else tuple(run)


def _trimmed(run: Sequence[Span]) -> tuple[Span, ...]:
    """Without the spaces and breaks that stood beside a picture."""
    spans = list(run)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while spans and not spans[end].tex:
            text = strip(spans[end].text)
            if text:
                spans[end] = replace(spans[end], text=text)
                break
            del spans[end]
    return tuple(spans)
