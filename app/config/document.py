"""One TOML file, read with limits and parsed; what keeps it from being used is said with its line."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.config.locate import KeyLines, locate_keys
from app.types.settings import ConfigIssue

MAX_TOML_BYTES = 1024 * 1024

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Document:
    """A TOML file whose syntax is right."""

    file: Path
    text: str
    data: dict[str, Any]

    @cached_property
    def lines(self) -> KeyLines:
        """Where its keys stand."""
        return locate_keys(self.text)


def read_toml(file: Path) -> Document | ConfigIssue:
    """Read and parse one TOML file; what keeps it from being read comes back as a problem, never as an exception."""
    try:
        raw = read_regular(file)
    except OSError as exc:
        reason = exc.strerror or str(exc)
        return _unusable(file, f"The file cannot be read: {reason[:1].lower()}{reason[1:]}.")
    return parse_toml(file, raw)


def parse_toml(file: Path, raw: bytes) -> Document | ConfigIssue:
    """Parse what stands, or would stand, in a file."""
    if raw.startswith(_UTF16):
        return _unusable(file, "The file is saved as UTF-16.", "Save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as exc:
        line = raw[: exc.start].count(b"\n") + 1
        return _unusable(file, "This line is not UTF-8 text.", "Save the file as UTF-8.", line)
    return _parse(file, text)


def read_regular(file: Path) -> bytes:
    """The content of an ordinary file; folders, pipes and oversized files are refused before they are opened.

    Raises:
        OSError: It cannot be read, or is refused.
    """
    info = file.stat()
    if not stat.S_ISREG(info.st_mode):
        raise OSError(None, "it is a folder" if stat.S_ISDIR(info.st_mode) else "it is not an ordinary file")
    with file.open("rb") as stream:
        raw = stream.read(MAX_TOML_BYTES + 1)
    if len(raw) > MAX_TOML_BYTES:
        raise OSError(None, f"it is larger than {MAX_TOML_BYTES // 1024} KiB")
    return raw


def _parse(file: Path, text: str) -> Document | ConfigIssue:
    import tomli

    try:
        return Document(file, text, tomli.loads(text))
    except tomli.TOMLDecodeError as exc:
        if "\x00" in text:
            return _unusable(
                file, "The file contains NUL bytes.", "Is it a text file?", text.count("\n", 0, exc.pos) + 1
            )
        return _unusable(file, f"This line is not valid TOML: {exc.msg}.", line=exc.lineno)
    except (ValueError, RecursionError) as exc:
        return _unusable(file, f"The file is not usable TOML: {exc}.")


def _unusable(file: Path, message: str, remedy: str = "", line: int | None = None) -> ConfigIssue:
    hint = f"{remedy} Until then only what was understood before counts.".strip()
    return ConfigIssue(str(file), line, "", message, hint)
