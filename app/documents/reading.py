"""Takes the text out of a document, whatever is in it, without harm to this process."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress
from typing import Any

from app.documents.limits import MAX_CHARACTERS, MAX_PAGES, MAX_REPLY_BYTES, WALL_S
from app.documents.pdf import Problem
from app.documents.text import DocumentText, checked, decode
from app.errors import AppError, InvalidInput
from app.process import own_command, own_environment
from app.types.attachments import PDF, media_type_of

log = logging.getLogger(__name__)

_AT_ONCE = 2
"""Processes that read."""
_LARGE = 200_000
"""Bytes from which on decoding text is no work for the event loop."""

_WORDS: dict[Problem, tuple[str, str]] = {
    Problem.ENCRYPTED: ("is protected by a password", "Save a copy of it without one."),
    Problem.DAMAGED: ("is damaged, or no PDF", "Open it in a PDF viewer and save it anew, or choose another file."),
    Problem.PAGES: (f"has {{pages:,}} pages; {MAX_PAGES:,} are allowed", "Attach the part of it that matters."),
    Problem.CHARACTERS: (
        f"has more than {MAX_CHARACTERS:,} characters of text",
        "Attach the part of it that matters.",
    ),
    Problem.MEMORY: ("needs too much memory to be read", "It may be damaged. Save it anew, or attach a part of it."),
    Problem.MISSING: (
        "cannot be read: this installation has no reader of PDF files",
        "Install it: pip install pypdfium2",
    ),
}
_TOO_LONG = ("takes too long to read", "It may be damaged. Save it anew, or attach a part of it.")


class DocumentReader:
    """Reads documents, a few at a time. Lives on the core's event loop.

    Args:
        wall_s: How long the reading of one PDF may take.
    """

    def __init__(self, wall_s: float = WALL_S) -> None:
        self._wall_s = wall_s
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def read(self, name: str, data: bytes) -> DocumentText:
        """The text of a document.

        Raises:
            InvalidInput: It cannot be read, has no text, or too much of it.
        """
        if media_type_of(data) == PDF:
            async with self._turns:
                return checked(name, await self._pdf(name, data))
        if len(data) < _LARGE:
            return decode(name, data)
        return await asyncio.to_thread(decode, name, data)

    async def _pdf(self, name: str, data: bytes) -> DocumentText:
        child = await asyncio.create_subprocess_exec(
            *own_command("extract", module="app.documents"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=own_environment(),
            limit=MAX_REPLY_BYTES,
        )
        try:
            async with asyncio.timeout(self._wall_s):
                reply = await _exchange(child, data)
                code = await child.wait() if reply is not None else 0
        except TimeoutError:
            raise _problem(name, *_TOO_LONG) from None
        finally:
            await asyncio.shield(_end(child))
        if reply is None:
            raise _problem(name, *_WORDS[Problem.CHARACTERS])
        return _read_reply(name, reply, code)


async def _exchange(child: asyncio.subprocess.Process, data: bytes) -> bytes | None:
    """What it says; None where that is more than anybody reads."""
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("a process without its pipes")
    with suppress(ConnectionError):  # it died; its end says more
        child.stdin.write(data)
        await child.stdin.drain()
    child.stdin.close()
    parts, size = list[bytes](), 0
    while part := await child.stdout.read(65_536):
        parts.append(part)
        size += len(part)
        if size > MAX_REPLY_BYTES:
            child.kill()
            return None
    return b"".join(parts)


async def _end(child: asyncio.subprocess.Process) -> None:
    """However this came to its end, no process stays behind."""
    with suppress(ProcessLookupError):
        child.kill()
    while child.stdout is not None and await child.stdout.read(65_536):
        pass  # while a pipe is full, and so not read, asyncio does not see the end of its process
    await child.wait()


def _read_reply(name: str, reply: bytes, code: int) -> DocumentText:
    try:
        found: dict[str, Any] = json.loads(reply)
    except ValueError:
        log.info("the reader of a PDF ended with %s", code)
        raise _problem(name, *(_TOO_LONG if _by_time(code) else _WORDS[Problem.MEMORY])) from None
    if "problem" in found:
        words, hint = _WORDS[Problem(found["problem"])]
        raise _problem(name, words.format(pages=found.get("pages", 0)), hint)
    return DocumentText(found["text"], found["pages"], found["empty_pages"])


def _by_time(code: int) -> bool:
    """Whether the system ended it for its processor time."""
    if sys.platform == "win32":
        return False
    import signal

    return code in (-signal.SIGXCPU, -signal.SIGKILL)


def _problem(name: str, words: str, hint: str) -> AppError:
    return InvalidInput(f"The document {name} {words}.", hint=hint, params={"name": name})
