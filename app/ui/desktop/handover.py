"""What a window that opens anew tells its successor: a few values in a variable of the environment. Without Qt."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import asdict, dataclass

from app.ui.window.preferences import parse

VARIABLE = "TEKTRA_WINDOW_REOPENS"
MAX_TEXT = 20_000
"""A longer draft does not fit into the environment of a process everywhere."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Where the person was."""

    chat: str | None = None
    text: str = ""
    settings: str = ""
    """The page of the settings that was open; "" where they were not."""
    language: str = "system"
    zoom: int = 100


def give(environ: MutableMapping[str, str], handover: Handover) -> None:
    """Leave it for the next process."""
    text = handover.text if len(handover.text) <= MAX_TEXT else ""
    environ[VARIABLE] = json.dumps({**asdict(handover), "text": text})


def take(environ: MutableMapping[str, str]) -> Handover | None:
    """What the last process left, once; None where this one was simply started."""
    try:
        data = json.loads(environ.pop(VARIABLE, ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    texts = {name: data[name] for name in ("chat", "text", "settings") if isinstance(data.get(name), str)}
    wanted = parse(data)
    return Handover(**texts, language=wanted.language, zoom=wanted.zoom)
