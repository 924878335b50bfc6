"""What is being written in each chat, as this window knows it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.types.chats import ChatOptions
from app.ui.composer.attach_model import AttachedFile, AttachList
from app.ui.composer.queue_model import SendQueue, Waiting

TEMPORARY = ""
"""The place of the draft of a new temporary chat; no chat has this id."""


@dataclass(slots=True)
class Draft:
    """One chat's."""

    text: str = ""
    stored: str | None = None
    """What the core has of it; None while that is not known."""
    files: AttachList = field(default_factory=AttachList)
    queue: SendQueue = field(default_factory=SendQueue)
    options: ChatOptions = field(default_factory=ChatOptions)
    """Of the new chat, which has no other place for them."""
    private: bool = False
    """Whether it belongs to a temporary chat: it is in this window and nowhere else."""

    @property
    def whole(self) -> str:
        """All that must not be lost: what waits its turn, then what is being written."""
        return "\n\n".join((*self.queue.texts, *((self.text,) if self.text else ())))

    @property
    def dirty(self) -> bool:
        """Whether the core has another text than this. Where only questions came back it is read first."""
        known = self.stored is not None or bool(self.text)
        return not self.private and known and self.whole != (self.stored or "")

    def read(self, stored: str, *, edited: bool) -> bool:
        """The core told what it has: whether the field shall show `text`, which may be another one now.

        What another window stored is newer than what this one showed. What was typed here while the answer was on its
        way is kept behind it.
        """
        if self.private:
            return False
        if self.stored is not None and self.dirty and not edited:
            return False  # the core was away when this was written: it gets it now
        self.stored = stored
        mine = self._without_queue(stored)
        if not edited:
            changed = stored != self.whole
            self.text = mine if changed else self.text
            return changed
        if mine and not self.text.startswith(mine):
            self.text = f"{mine}\n\n{self.text}" if self.text else mine
            return True
        return False

    def take_back(self, items: Iterable[Waiting]) -> bool:
        """Questions wait again that a window before this one had not sent; whether the field shall show `text`.

        Their texts were kept in the core, too: they do not belong into the field any more.
        """
        self.queue.take_back(items)
        before, self.text = self.text, self._without_queue(self.text)
        return self.text != before

    def _without_queue(self, text: str) -> str:
        """A text without the questions that wait, as far as it begins with them."""
        for question in self.queue.texts:
            if text == question:
                return ""
            if not text.startswith(f"{question}\n\n"):
                break
            text = text[len(question) + 2 :]
        return text


class Drafts:
    """All of them; the chat that is not begun yet has the key None."""

    def __init__(self) -> None:
        self._drafts: dict[str | None, Draft] = {}

    def of(self, chat_id: str | None) -> Draft:
        """That of a chat."""
        return self._drafts.setdefault(chat_id, Draft(private=chat_id == TEMPORARY))

    def known(self, chat_id: str | None) -> Draft | None:
        """That of a chat in which something was written in this window."""
        return self._drafts.get(chat_id)

    def begun(self, chat_id: str, *, temporary: bool = False) -> Draft:
        """The new chat, or the temporary one, became this one; what was written in it goes along."""
        if temporary:
            draft = self._drafts[chat_id] = self._drafts.pop(TEMPORARY, Draft(private=True))
            draft.options, draft.stored = ChatOptions(), ""
            return draft
        draft = self._drafts.pop(None, Draft())
        self._drafts[None] = Draft(stored=draft.stored)
        draft.options, draft.stored = ChatOptions(), ""
        self._drafts[chat_id] = draft
        return draft

    @property
    def hold_files(self) -> bool:
        """Whether a file waits to be sent: the core keeps texts only."""
        return any(len(draft.files) or any(item.files for item in draft.queue) for draft in self._drafts.values())

    def files(self) -> Iterator[tuple[str | None, AttachedFile]]:
        """All files of the composers that are kept on disk meanwhile, with their chats."""
        return ((chat_id, file) for chat_id, draft in self._kept() for file in draft.files)

    def waiting(self) -> Iterator[tuple[str | None, Waiting]]:
        """All questions that wait and are kept on disk meanwhile, with their chats."""
        return ((chat_id, item) for chat_id, draft in self._kept() for item in draft.queue)

    def _kept(self) -> Iterator[tuple[str | None, Draft]]:
        return ((chat_id, draft) for chat_id, draft in self._drafts.items() if not draft.private)

    def forget(self, chat_id: str) -> None:
        """The chat is gone."""
        self._drafts.pop(chat_id, None)

    def dirty(self) -> tuple[tuple[str | None, str], ...]:
        """Chats whose text the core does not have yet, with that text."""
        return tuple((chat_id, draft.whole) for chat_id, draft in self._drafts.items() if draft.dirty)
