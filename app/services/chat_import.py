"""One import: a process reads the file, the store takes its chats in unseen, and at the end all become visible."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from app.errors import AppError, InvalidInput, error_from_dict
from app.framing import Frame, FrameDecoder
from app.process import explain_exit, own_command, own_environment
from app.store.archives import Archive
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.transfer import ImportResult, ImportSource, TransferProgress
from app.wire import from_wire

READ_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class ReadHead:
    """A chat begins; so many messages follow in pieces."""

    chat: ArchivedChat
    messages: int


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """Messages of the chat that began last, as they came; `messages()` builds them."""

    raw: list[Any]
    sizes: list[int]
    """Of all files of theirs, whose bytes are `data`."""
    data: bytes

    def messages(self) -> tuple[ArchivedMessage, ...]:
        """The messages. Takes a while: not for the event loop."""
        said = from_wire(tuple[ArchivedMessage, ...], self.raw)
        ends = list(accumulate(self.sizes))
        files = iter([self.data[end - size : end] for size, end in zip(self.sizes, ends, strict=True)])
        return tuple(
            replace(one, attachments=tuple(replace(item, data=next(files)) for item in one.attachments)) for one in said
        )


@dataclass(frozen=True, slots=True)
class ReadEnd:
    """The whole file was read and is sound."""

    source: ImportSource
    left_out: tuple[str, ...]


ReadItem = ReadHead | ReadPiece | ReadEnd


async def read_file(path: Path) -> AsyncGenerator[ReadItem, None]:
    """What the reader's process finds, as fast as it is taken.

    Raises:
        AppError: What is wrong with the file.
    """
    process = await asyncio.create_subprocess_exec(
        *own_command("read-chats", str(path), module="app.transfer.reader"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=own_environment(),
        start_new_session=sys.platform != "win32",
    )
    try:
        async for item in _items(process):
            yield item
            if isinstance(item, ReadEnd):
                return
        code = await process.wait()
        raise InvalidInput(
            "The file could not be read to its end. Nothing was imported.",
            hint="Try again with fewer chats.",
            detail=f"The reader: {explain_exit(code)}.",
        )
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        while process.stdout is not None and await process.stdout.read(READ_BYTES):
            pass  # while a pipe is full, and so not read, asyncio does not see the end of its process
        await process.wait()


async def _items(process: Process) -> AsyncGenerator[ReadItem, None]:
    decoder = FrameDecoder()
    stream = process.stdout
    while stream is not None and (data := await stream.read(READ_BYTES)):
        for frame in decoder.feed(data):
            yield _item(frame)


def _item(frame: Frame) -> ReadItem:
    header = frame.header
    if "error" in header:
        raise error_from_dict(header["error"])
    if "chat" in header:
        return ReadHead(from_wire(ArchivedChat, header["chat"]), header["messages"])
    if "piece" in header:
        return ReadPiece(header["piece"], header["sizes"], frame.payload)
    return ReadEnd(ImportSource(header["end"]["source"]), tuple(header["end"]["left_out"]))


class Import:
    """Takes the chats of a file in, all or none. Lives on the core's event loop; used once."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._folders: dict[str, str] = {}
        """The unpublished chats, with their folders' names."""
        self._messages = 0
        self._known = 0
        self._ids: tuple[str, ...] = ()
        self._open: tuple[str, ArchivedChat] | None = None
        """The chat whose messages come now; None where it is left out."""
        self._origins: set[str] = set()

    async def run(self, tell: Callable[[TransferProgress], None]) -> ImportResult:
        """Do it; what raises or is cancelled leaves nothing behind."""
        try:
            async with aclosing(read_file(self._path)) as found:
                async for item in found:
                    if isinstance(item, ReadEnd):
                        await self._end_chat()
                        await self._publish()
                        return ImportResult(item.source, len(self._folders), self._messages, self._known, item.left_out)
                    await self._take(item)
                    tell(TransferProgress(len(self._folders), 0))
        except BaseException:
            await asyncio.shield(self._withdraw())
            raise
        raise InvalidInput("The file could not be read.", hint="Try again.")

    async def _take(self, item: ReadHead | ReadPiece) -> None:
        if isinstance(item, ReadPiece):
            if self._open is not None:
                self._ids += await self._archive.add_messages(self._open[0], self._ids, item.messages)
                self._messages += len(item.raw)
            return
        await self._end_chat()
        origin = item.chat.origin
        if origin in self._origins or await self._archive.known(origin):
            self._known += 1
            return
        if origin.partition(":")[2]:
            self._origins.add(origin)
        chat_id = await self._begin(item.chat)
        self._open = (chat_id, item.chat)

    async def _begin(self, chat: ArchivedChat) -> str:
        """Store a chat; it is known here even where that is called off, so that it can be withdrawn."""
        beginning = asyncio.ensure_future(self._archive.begin_chat(chat))
        try:
            return await asyncio.shield(beginning)
        finally:
            self._folders[await beginning] = chat.folder

    async def _publish(self) -> None:
        """The last step: who stops the import now is too late."""
        publishing = asyncio.ensure_future(self._archive.publish(self._folders))
        try:
            await asyncio.shield(publishing)
        except asyncio.CancelledError:
            await publishing

    async def _end_chat(self) -> None:
        if self._open is not None:
            chat_id, chat = self._open
            shown = self._ids[chat.shown] if chat.shown is not None and chat.shown < len(self._ids) else None
            await self._archive.end_chat(chat_id, shown)
        self._open, self._ids = None, ()

    async def _withdraw(self) -> None:
        """Take back what is unpublished; what cannot be taken back now goes at the next start."""
        with suppress(AppError):
            await self._archive.withdraw(tuple(self._folders))
