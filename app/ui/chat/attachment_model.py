"""How files that went with a message are shown. Without Qt."""

from __future__ import annotations

from app.types.attachments import AttachmentInfo, AttachmentKind

_CODE = frozenset(
    {"c", "cc", "cpp", "cs", "css", "go", "h", "hpp", "html", "java", "js", "json", "kt", "lua", "php", "py", "rb"}
    | {"rs", "sh", "sql", "swift", "toml", "ts", "tsx", "xml", "yaml", "yml"}
)
THUMB_HEIGHT = 112
THUMB_WIDTH = 200
MAX_PIXELS = 64_000_000
"""A picture with more pixels is not decoded in the window."""


def icon_of(info: AttachmentInfo) -> str:
    """The icon that stands for a file."""
    if info.kind is AttachmentKind.IMAGE:
        return "image"
    if info.kind is AttachmentKind.AUDIO:
        return "volume-2"
    _, dot, ending = info.name.rpartition(".")
    return "file-code" if dot and ending.casefold() in _CODE else "file-text"


def fitted(width: int, height: int, room_width: int, room_height: int) -> tuple[int, int]:
    """A picture's size inside a room, never enlarged; at least one pixel each way."""
    share = min(1.0, room_width / max(1, width), room_height / max(1, height))
    return max(1, round(width * share)), max(1, round(height * share))
