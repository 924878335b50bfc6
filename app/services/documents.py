"""Documents that go with messages: their text is taken out once, kept beside their bytes, and read in full."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.documents.reading import DocumentReader
from app.documents.text import DocumentText
from app.errors import AppError, InvalidInput, ModelNotFound, PromptTooLong
from app.services.attachments import check_attachments, part_of
from app.services.measure import Tally
from app.store import Store
from app.types.attachments import Attachment, AttachmentKind, attachment_type
from app.types.documents import DocumentInfo
from app.types.messages import Message, Role, TextPart
from app.types.models import ModelInfo, ModelSpec

REMEMBERED = 8
"""Documents that were looked at and may be sent."""
_LARGE = 1024 * 1024
_SURELY = 0.8
"""Of an estimate: what does not fit even so is not sent."""


class KnownModels(Protocol):
    """The manager, as far as documents go."""

    def info(self, model_id: str, /) -> ModelInfo:
        """One model with its state."""
        ...


class Documents:
    """The texts of documents, and the command document.check. Lives on the core's event loop; emits nothing.

    Args:
        store: Keeps the texts.
        reader: Takes them out.
        tally: Counts their tokens.
        models: The windows.
        resolve: Which model is meant.
    """

    def __init__(
        self,
        store: Store,
        reader: DocumentReader,
        tally: Tally,
        models: KnownModels,
        resolve: Callable[[str | None], ModelSpec],
    ) -> None:
        self._store = store
        self._reader = reader
        self._tally = tally
        self._models = models
        self._resolve = resolve
        self._seen: OrderedDict[str, DocumentText] = OrderedDict()

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the command."""
        registry.bind(cmd.document_check, self.check)

    async def check(self, *, attachment: Attachment, model_id: str | None = None) -> DocumentInfo:
        """See `signatures.document_check`."""
        if attachment.kind is not AttachmentKind.DOCUMENT:
            raise InvalidInput(f"The file {attachment.name} is no document.", hint="Pictures and sounds need no check.")
        (document,) = check_attachments((attachment,), ())
        found = await self._read(document)
        problem = _about_pages(found)
        as_read = (await self._as_read(document),)
        try:
            model = self._models.info(self._resolve(model_id).id)
        except ModelNotFound:
            tokens = self._tally.estimate("", (question("", as_read),))
        else:
            count = await self._tally.count(model, (question("", as_read),))
            tokens, window = count.tokens, model.context_tokens or 0
            if window and tokens >= window:
                problem = f"It does not fit: it has {tokens:,} tokens, and the model's context window holds {window:,}."
        return DocumentInfo(document.name, attachment_type(document), len(found.text), tokens, found.pages, problem)

    async def texts(self, attachments: Sequence[Attachment]) -> dict[str, str]:
        """The texts of the documents among new attachments, by checksum, for the store.

        Raises:
            InvalidInput: One cannot be read.
        """
        documents = [item for item in attachments if item.kind is AttachmentKind.DOCUMENT]
        return {await _key(item.data): (await self._read(item)).text for item in documents}

    async def as_read(self, attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
        """New attachments as a model reads them: the data of documents are their texts.

        Raises:
            InvalidInput: One cannot be read.
        """
        return tuple([await self._as_read(item) for item in attachments])

    async def attached(self, message_id: str) -> dict[str, tuple[Attachment, ...]]:
        """The files on the path from the root of the chat to this message as a model reads them, by the message that
        they go with. A document that came in without its text is read now; where that fails, the model is told.
        """
        found: dict[str, tuple[Attachment, ...]] = {}
        for owner, item, unread in await self._store.setups.files_as_read(message_id):
            found[owner] = (*found.get(owner, ()), await self._late(item, unread) if unread else item)
        return found

    async def check_fits(self, model_id: str, system: str, text: str, attachments: Sequence[Attachment]) -> None:
        """Refuse a question with documents that alone does not fit into the model's window.

        Raises:
            PromptTooLong: It does not, with the numbers.
        """
        model = self._models.info(model_id)
        window = model.context_tokens
        if not window or not any(item.kind is AttachmentKind.DOCUMENT for item in attachments):
            return
        before = (Message.of(Role.SYSTEM, system),) if system else ()
        count = await self._tally.count(model, (*before, question(text, await self.as_read(attachments))))
        if (count.tokens if count.exact else count.tokens * _SURELY) < window:
            return
        about = "" if count.exact else "about "
        raise PromptTooLong(
            f"The message with its documents has {about}{count.tokens:,} tokens, but the model's context window holds "
            f"{window:,}.",
            hint="Attach the part that matters, or choose a model with a larger window.",
            params={"prompt_tokens": count.tokens, "context_tokens": window},
        )

    async def _as_read(self, item: Attachment) -> Attachment:
        if item.kind is not AttachmentKind.DOCUMENT:
            return item
        return replace(item, data=(await self._read(item)).text.encode("utf-8", "replace"))

    async def _late(self, item: Attachment, sha256: str) -> Attachment:
        try:
            text = (await self._read(item)).text
        except InvalidInput as exc:
            text = f"({exc.message})"
        with suppress(AppError):  # a full or locked database: it is read once more the next time
            await self._store.setups.keep_document_texts({sha256: text})
        return replace(item, data=text.encode("utf-8", "replace"))

    async def _read(self, item: Attachment) -> DocumentText:
        key = await _key(item.data)
        known = self._seen.get(key)
        if known is None:
            known = await self._reader.read(item.name, item.data)
            self._seen[key] = known
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return known


def question(text: str, attachments: Sequence[Attachment]) -> Message:
    """A question with what goes with it, as `Conversation` has it."""
    return Message(Role.USER, (*map(part_of, attachments), TextPart(text)))


def _about_pages(found: DocumentText) -> str:
    if not found.empty_pages:
        return ""
    which = "One page has" if found.empty_pages == 1 else f"{found.empty_pages:,} of {found.pages:,} pages have"
    return f"{which} no text: pictures and scans are not read."


async def _key(data: bytes) -> str:
    """As the store names a file's bytes; large ones are no work for the event loop."""
    return _sha256(data) if len(data) < _LARGE else await asyncio.to_thread(_sha256, data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
