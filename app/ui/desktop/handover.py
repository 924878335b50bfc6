"""What a window that opens anew tells its successor: a few values in a variable of the environment. Without Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, field

from app.ui.window.preferences import parse

VARIABLE = "TEKTRA_WINDOW_REOPENS"
MAX_BYTES = 100_000
"""More does not fit into the environment of a process everywhere."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Where the person was."""

    chat: str | None = None
    text: str = ""
    settings: str = ""
    """The page of the settings that was open; "" where they were not."""
    language: str = "system"
    zoom: int = 100
    edits: Mapping[str, str] = field(default_factory=dict)
    """Unsaved edits by message."""
    scroll: int = 0
    """How far down that page of the settings was."""
    card: int = -1
    """The pipe that keeps the card "Tektra opens anew" on the screen."""

    @property
    def fits(self) -> bool:
        """Whether nothing of it stays behind; the text of the composer is kept by the core as well."""
        return len(json.dumps(dict(self.edits))) <= MAX_BYTES // 2


def give(environ: MutableMapping[str, str], handover: Handover) -> None:
    """Leave it for the next process."""
    data = {**asdict(handover), "edits": dict(handover.edits) if handover.fits else {}}
    written = json.dumps(data)
    environ[VARIABLE] = written if len(written) <= MAX_BYTES else json.dumps({**data, "text": ""})


def take(environ: MutableMapping[str, str]) -> Handover | None:
    """What the last process left, once; None where this one was simply started."""
    try:
        data = json.loads(environ.pop(VARIABLE, ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    texts = {name: data[name] for name in ("chat", "text", "settings") if isinstance(data.get(name), str)}
    edits = data.get("edits")
    known = edits.items() if isinstance(edits, dict) else ()
    wanted = parse(data)
    numbers = {name: data[name] for name in ("scroll", "card") if type(data.get(name)) is int and data[name] >= 0}
    return Handover(
        **texts,
        **numbers,
        language=wanted.language,
        zoom=wanted.zoom,
        edits={name: text for name, text in known if isinstance(text, str)},
    )
