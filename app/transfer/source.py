"""A file with chats: opened within limits, recognised by what is in it, read one chat at a time.

Reads files; used in the reader's process and in tests.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from app.errors import AppError, InvalidInput
from app.transfer import chatgpt, open_webui, own
from app.transfer.elements import Element, Elements
from app.transfer.left_out import LeftOut
from app.transfer.loose import settle
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import MAX_FILE_BYTES, Attachment, AttachmentKind, media_type_of, shown_name
from app.types.transfer import ImportSource

MAX_TEXT_BYTES = 512 * 1024 * 1024
"""Of the JSON."""
MAX_ZIP_MEMBERS = 200_000
_INSIDE = "conversations.json"

ReadChat = tuple[ArchivedChat, tuple[ArchivedMessage, ...]]


class ChatFile:
    """One file of chats, and the pictures beside them where it is a ZIP. Use it in a `with` block.

    Iterating reads the chats in order; `source` is known from the first one on, `counted` is complete at the end.

    Raises:
        InvalidInput: The file is no such file, is broken, or is too large; the message names the place.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = ExitStack()
        self._zip: zipfile.ZipFile | None = None
        self._pictures: dict[str, zipfile.ZipInfo] = {}
        self.source: ImportSource | None = None
        self.counted: Counter[LeftOut] = Counter()

    def __enter__(self) -> ChatFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __iter__(self) -> Iterator[ReadChat]:
        elements = Elements(self._text(), own.CHATS)
        for index, element in enumerate(elements):
            try:
                read = self._read(element, elements.head)
            except AppError as exc:
                raise self._placed(exc, element, index) from exc
            if read is not None:
                yield read
        if self.source is None and not self._is_empty_export(elements.head):
            raise InvalidInput("There are no chats in this file.", hint="Choose the file of an export.")

    def _is_empty_export(self, head: dict[str, Any]) -> bool:
        if own.MARK in head:
            own.check_head(head)
            self.source = ImportSource.TEKTRA
        return self.source is not None

    def _read(self, element: Element, head: dict[str, Any]) -> ReadChat | None:
        value = element.value
        if own.MARK in head and value is not head:
            own.check_head(head)
            self._is(ImportSource.TEKTRA)
            return own.read(value)
        if chatgpt.is_chat(value):
            self._is(ImportSource.CHATGPT)
            chat, nodes, shown = chatgpt.read(value, self._picture, self.counted)
        elif open_webui.is_chat(value):
            self._is(ImportSource.OPEN_WEBUI)
            chat, nodes, shown = open_webui.read(value, self.counted)
        elif own.MARK in head:  # our mark, but no list of chats
            return None
        else:
            raise InvalidInput(
                "This is no chat that Tektra knows.",
                hint="It imports its own JSON, and exports of ChatGPT and Open WebUI.",
            )
        messages, ending = settle(nodes, shown)
        if not messages:
            self.counted[LeftOut.CHAT] += 1
            return None
        return replace(chat, shown=ending), messages

    def _is(self, source: ImportSource) -> None:
        if self.source not in (None, source):
            raise InvalidInput("Chats of different programs are in this file.", hint="Import them one by one.")
        self.source = source

    def _placed(self, exc: AppError, element: Element, index: int) -> InvalidInput:
        value = element.value if isinstance(element.value, dict) else {}
        title = value.get("title")
        name = f" “{shown_name(title)[:60]}”" if isinstance(title, str) and title.strip() else ""
        return InvalidInput(
            f"Chat {index + 1:,}{name} in line {element.line:,}: {exc.message} Nothing was imported.",
            hint=exc.hint,
            detail=exc.detail,
            params={"chat": index + 1, "line": element.line},
        )

    def _text(self) -> str:
        try:
            data = self._bytes()
        except OSError as exc:
            raise InvalidInput(
                f"The file {self._path} cannot be read.", hint="Look at its place and rights.", detail=str(exc)
            ) from exc
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            line = 1 + data.count(b"\n", 0, exc.start)
            raise InvalidInput(
                f"The file is no UTF-8 text in line {line:,}. Nothing was imported.",
                hint="Choose the JSON or ZIP file of an export.",
            ) from exc

    def _bytes(self) -> bytes:
        if not self._path.is_file():
            raise InvalidInput(f"There is no file {self._path}.", hint="Choose the JSON or ZIP file of an export.")
        if zipfile.is_zipfile(self._path):
            return self._inside()
        _check_size(self._path.stat().st_size)
        return self._path.read_bytes()

    def _inside(self) -> bytes:
        try:
            self._zip = self._open.enter_context(zipfile.ZipFile(self._path))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as exc:
            raise _broken_zip(exc) from exc
        if len(members) > MAX_ZIP_MEMBERS:
            raise InvalidInput("There are too many files in this ZIP.", hint="Choose the ZIP of an export.")
        chats = [member for member in members if PurePosixPath(member.filename).name == _INSIDE]
        if not chats:
            chats = [member for member in members if member.filename.endswith(".json")]
        if len(chats) != 1:
            raise InvalidInput(
                f"This ZIP has no {_INSIDE}.",
                hint="Choose the ZIP of an export, or its JSON file.",
            )
        self._pictures = {PurePosixPath(member.filename).name: member for member in members if not member.is_dir()}
        _check_size(chats[0].file_size)
        return self._unpack(chats[0], MAX_TEXT_BYTES)

    def _unpack(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        """What a member really holds, whatever it says of its size."""
        if self._zip is None:
            raise InvalidInput("The ZIP is closed.")
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as exc:
            raise _broken_zip(exc) from exc
        _check_size(len(data), limit)
        return data

    def _picture(self, asset: str) -> Attachment | LeftOut:
        member = next((info for name, info in self._pictures.items() if asset and name.startswith(asset)), None)
        if member is None:
            return LeftOut.PICTURE
        if member.file_size > MAX_FILE_BYTES:
            return LeftOut.LARGE
        data = self._unpack(member, MAX_FILE_BYTES)
        if not media_type_of(data).startswith("image/"):
            return LeftOut.PICTURE
        return Attachment(AttachmentKind.IMAGE, shown_name(member.filename), data)


def _check_size(size: int, limit: int = MAX_TEXT_BYTES) -> None:
    if size > limit:
        raise InvalidInput(
            f"The file holds {size:,} bytes of JSON; {limit:,} are allowed.",
            hint="Export fewer chats at once.",
            params={"bytes": size, "limit": limit},
        )


def _broken_zip(exc: Exception) -> InvalidInput:
    return InvalidInput(
        "This ZIP is broken or locked with a password. Nothing was imported.",
        hint="Download it again.",
        detail=str(exc),
    )
