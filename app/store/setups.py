"""What answers are made with, as the core's services use it: options, assistants, the texts of documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from app.store import assistants, chats, documents, options
from app.store.documents import Read
from app.types.chats import ChatOptions
from app.types.library import Assistant, ModelOptions

T = TypeVar("T")


class Run(Protocol):
    """Runs a job on the database thread."""

    async def __call__(self, job: Callable[[sqlite3.Connection], T], /) -> T:
        """What the job returns."""
        ...


class Setups:
    """A part of the store, which hands itself in as two ways of running a job. Raises as `Store` does."""

    def __init__(self, read: Run, write: Run) -> None:
        self._read = read
        self._write = write

    async def rename_preset(self, name: str, to: str) -> None:
        """Whoever uses a preset uses it under its new name."""
        await self._write(lambda c: options.rename_preset(c, name, to))

    async def chat_options(self, chat_id: str) -> ChatOptions:
        """What a chat says of its answers."""
        return await self._read(lambda c: options.of_chat(c, chat_id))

    async def set_chat_options(self, chat_id: str, wanted: ChatOptions, model_id: str | None = None) -> None:
        """Set that; with `model_id` the model of its next answers, too."""

        def change(c: sqlite3.Connection) -> None:
            options.set_of_chat(c, chat_id, wanted)
            if model_id is not None:
                chats.set_model(c, chat_id, model_id)

        await self._write(change)

    async def model_options(self, model_id: str) -> ModelOptions:
        """What holds for every chat with a model."""
        return await self._read(lambda c: options.of_model(c, model_id))

    async def set_model_options(self, model_id: str, wanted: ModelOptions) -> None:
        """Set that."""
        await self._write(lambda c: options.set_of_model(c, model_id, wanted))

    async def assistants(self) -> tuple[Assistant, ...]:
        """The assistants by name."""
        return await self._read(assistants.all_of_them)

    async def assistant(self, assistant_id: str) -> Assistant | None:
        """One assistant; None where it is gone."""
        return await self._read(lambda c: assistants.find(c, assistant_id))

    async def save_assistant(self, assistant: Assistant) -> Assistant:
        """Add an assistant, or change the one with its id."""
        return await self._write(lambda c: assistants.save(c, assistant))

    async def delete_assistant(self, assistant_id: str) -> Assistant:
        """Delete an assistant; `InvalidInput` where there is none."""
        return await self._write(lambda c: assistants.delete(c, assistant_id))

    async def files_as_read(self, message_id: str) -> Read:
        """The files on the path from the root of the chat to this message, as `app.store.documents.read` has them."""
        return await self._read(lambda c: documents.read(c, message_id))

    async def keep_document_texts(self, texts: Mapping[str, str]) -> None:
        """Keep the texts of stored files, by their checksums."""
        await self._write(lambda c: documents.keep(c, texts))
