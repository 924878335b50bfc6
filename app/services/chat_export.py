"""One export: chats are read in pieces, written in a thread, and the file gets its name when it is whole."""

from __future__ import annotations

import asyncio
import json
import os
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Protocol

from app.errors import AppError, ChatNotFound, InvalidInput
from app.files import temporary_name
from app.store.archives import Archive
from app.store.ids import new_id
from app.transfer import html_form, markdown_form, own
from app.transfer.artist import Artist
from app.transfer.names import NameBook
from app.transfer.words import ENGLISH, Words
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.transfer import ExportFormat, ExportResult, TransferProgress

_SUFFIXES = {ExportFormat.MARKDOWN: ".md", ExportFormat.JSON: ".json", ExportFormat.HTML: ".html"}


class Writer(Protocol):
    """Writes chats in one form. Used in threads, one call after the other."""

    def begin_chat(self, chat: ArchivedChat) -> None:
        """Another chat follows."""
        ...

    def add(self, messages: tuple[ArchivedMessage, ...]) -> None:
        """Messages of it."""
        ...

    def end(self) -> None:
        """That was all."""
        ...


class Export:
    """Writes chats into a file, whole or not at all. Lives on the core's event loop; used once.

    JSON takes all branches; the other forms take the one that each chat shows. A path that ends in .zip becomes a ZIP
    with one file for each chat.
    """

    def __init__(
        self,
        archive: Archive,
        path: Path,
        form: ExportFormat,
        chat_ids: tuple[str, ...],
        *,
        thinking: bool,
        replaces: bool = False,
        words: Words = ENGLISH,
    ) -> None:
        self._archive = archive
        self._path = path
        self._form = form
        self._chat_ids = chat_ids
        self._look = _Look(form, words, thinking=thinking)
        self._replaces = replaces
        self._messages = 0

    async def run(self, tell: Callable[[TransferProgress], None]) -> ExportResult:
        """Do it; what raises or is cancelled leaves the file that was there before, or none.

        Raises:
            InvalidInput: The file cannot be written, or is there already and is not to be replaced.
            ChatNotFound: One of the chats is gone.
        """
        wanted = self._chat_ids or await self._archive.chat_ids()
        part = temporary_name(self._path.with_name(f"{self._path.name}.{new_id()}"))  # another one may write there, too
        try:
            size = await self._write(part, wanted, tell)
        except FileExistsError as exc:
            raise _there_already(self._path) from exc
        except OSError as exc:
            raise self._unwritable(exc) from exc
        finally:
            with suppress(OSError):
                part.unlink()
        return ExportResult(str(self._path), len(wanted), self._messages, size)

    async def _write(self, part: Path, wanted: tuple[str, ...], tell: Callable[[TransferProgress], None]) -> int:
        with ExitStack() as stack:
            writer = await asyncio.to_thread(self._writer, part, stack)
            for done, chat_id in enumerate(wanted):
                tell(TransferProgress(done, len(wanted)))
                await self._add(writer, chat_id, named=bool(self._chat_ids))
            await asyncio.to_thread(writer.end)
        return await asyncio.to_thread(_finish, part, self._path, replaces=self._replaces)

    async def _add(self, writer: Writer, chat_id: str, *, named: bool) -> None:
        chat = await self._chat(chat_id)
        if chat is None:
            if named:
                raise ChatNotFound("One of these chats is gone or in the trash.", hint="Choose the chats again.")
            return
        await asyncio.to_thread(writer.begin_chat, chat)
        async for piece in self._pieces(chat_id):
            self._messages += len(piece)
            await asyncio.to_thread(writer.add, piece)

    async def _chat(self, chat_id: str) -> ArchivedChat | None:
        found = await self._archive.header(chat_id)
        if found is None:
            return None
        chat, leaf = found
        if self._form is not ExportFormat.JSON or leaf is None:
            return chat
        return replace(chat, shown=await self._archive.place(chat_id, leaf))

    async def _pieces(self, chat_id: str) -> AsyncIterator[tuple[ArchivedMessage, ...]]:
        shown = None if self._form is ExportFormat.JSON else set(await self._archive.shown_ids(chat_id))
        indexes: dict[str, int] = {}
        after = 0
        while (piece := await self._archive.some_messages(chat_id, after)).messages:
            kept: list[ArchivedMessage] = []
            for message, archived in zip(piece.messages, piece.archived, strict=True):
                if shown is None:
                    parent = message.parent_id
                    if parent is not None and parent not in indexes:
                        parent = await self._archive.kept_parent(parent)
                    indexes[message.id] = len(indexes)
                    kept.append(replace(archived, parent=indexes.get(parent or "")))
                elif message.id in shown:
                    kept.append(archived)
            if kept:
                yield tuple(kept)
            after = piece.last

    def _writer(self, part: Path, stack: ExitStack) -> Writer:
        if self._path.is_dir():
            raise InvalidInput(f"{self._path} is a folder.", hint="Add the name of a file.")
        if not self._path.parent.is_dir():
            raise InvalidInput(f"There is no folder {self._path.parent}.", hint="Choose another place.")
        if not self._replaces and os.path.lexists(self._path):
            raise _there_already(self._path)
        stream = stack.enter_context(os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b"))
        if self._path.suffix.lower() == ".zip":
            packed = stack.enter_context(zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED))
            writer = _ZipWriter(packed, self._look)
            stack.callback(writer.abandon)
            stack.callback(self._look.artist.close)
            return writer
        stack.callback(self._look.artist.close)
        return _writer_of(self._look, stream)

    def _unwritable(self, exc: OSError) -> AppError:
        return InvalidInput(
            f"The file {self._path} could not be written: {os.strerror(exc.errno) if exc.errno else exc}.",
            hint="Choose another place, or make room there.",
            detail=str(exc),
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """How the chats are written."""

    form: ExportFormat
    words: Words
    thinking: bool = field(kw_only=True)
    artist: Artist = field(default_factory=Artist)
    """Draws for all pages of one export."""


def _writer_of(look: _Look, stream: IO[bytes]) -> Writer:
    return _JsonWriter(stream) if look.form is ExportFormat.JSON else _TextWriter(look, stream)


def _there_already(path: Path) -> InvalidInput:
    return InvalidInput(f"There is a file {path} already.", hint="Choose another name, or have it replaced.")


def _finish(part: Path, path: Path, *, replaces: bool) -> int:
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    size = part.stat().st_size
    if replaces:
        part.replace(path)
    else:
        _give_name(part, path)
    return size


def _give_name(part: Path, path: Path) -> None:
    """A name that nobody else has taken meanwhile.

    Raises:
        FileExistsError: Somebody has.
    """
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.replace(path)


class _JsonWriter:
    """Our own form."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._chats = self._messages = 0
        self._say(f'{{"{own.MARK}": {own.VERSION}, "{own.CHATS}": [')

    def begin_chat(self, chat: ArchivedChat) -> None:
        self._close_chat()
        head = json.dumps(own.write_chat(chat), ensure_ascii=False)
        self._say(("," if self._chats else "") + "\n" + head[:-1] + ', "messages": [')
        self._chats, self._messages = self._chats + 1, 0

    def add(self, messages: tuple[ArchivedMessage, ...]) -> None:
        for message in messages:
            said = json.dumps(own.write_message(message), ensure_ascii=False)
            self._say(("," if self._messages else "") + "\n  " + said)
            self._messages += 1

    def end(self) -> None:
        self._close_chat()
        self._say("\n]}\n")

    def _close_chat(self) -> None:
        if self._chats:
            self._say("]}")

    def _say(self, text: str) -> None:
        self._stream.write(text.encode())


class _TextWriter:
    """Markdown or HTML, one chat after the other in one file."""

    def __init__(self, look: _Look, stream: IO[bytes]) -> None:
        look.artist.begin_page()
        self._look = look
        self._html = look.form is ExportFormat.HTML
        self._stream = stream
        self._chats = 0

    def begin_chat(self, chat: ArchivedChat) -> None:
        words = self._look.words
        if not self._html:
            begun = ("\n---\n\n" if self._chats else "") + markdown_form.beginning(chat, words)
        elif self._chats:
            begun = html_form.separator() + html_form.heading(chat, words)
        else:
            begun = html_form.beginning(chat, words)
        self._chats += 1
        self._say([begun])

    def add(self, messages: tuple[ArchivedMessage, ...]) -> None:
        look = self._look
        for said in messages:
            if self._html:
                self._say(html_form.message(said, thinking=look.thinking, words=look.words, artist=look.artist))
            else:
                self._say(markdown_form.message(said, thinking=look.thinking, words=look.words))

    def end(self) -> None:
        if self._html:
            if not self._chats:
                self._say([html_form.beginning(ArchivedChat("", "", 0, 0), self._look.words)])
            self._say([html_form.ending()])

    def _say(self, pieces: Iterator[str] | list[str]) -> None:
        for piece in pieces:
            self._stream.write(piece.encode("utf-8", "replace"))


class _ZipWriter:
    """One file for each chat."""

    def __init__(self, packed: zipfile.ZipFile, look: _Look) -> None:
        self._packed = packed
        self._look = look
        self._names = NameBook(_SUFFIXES[look.form])
        self._stream: IO[bytes] | None = None
        self._writer: Writer | None = None

    def begin_chat(self, chat: ArchivedChat) -> None:
        self.end()
        self._stream = self._packed.open(self._names.name(chat.title), "w", force_zip64=True)
        self._writer = _writer_of(self._look, self._stream)
        self._writer.begin_chat(chat)

    def add(self, messages: tuple[ArchivedMessage, ...]) -> None:
        if self._writer is not None:
            self._writer.add(messages)

    def end(self) -> None:
        if self._writer is not None and self._stream is not None:
            self._writer.end()
            self._stream.close()
        self._writer = self._stream = None

    def abandon(self) -> None:
        """Close what is open, so that the reason of an early end is not hidden by the archive's complaint about it."""
        if self._stream is not None:
            with suppress(OSError, ValueError):
                self._stream.close()
        self._writer = self._stream = None
