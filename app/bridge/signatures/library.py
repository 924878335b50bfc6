"""What keeps chats in order, and what a person collects beside them."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.types.attachments import Attachment
from app.types.chats import ChatSummary, SearchHit
from app.types.documents import DocumentInfo
from app.types.generation import Sampling
from app.types.library import Assistant, Folder, ModelOptions, PresetInfo, SavedPrompt
from app.types.transfer import ExportFormat, ImportPreview


@command("chat.pin")
async def chat_pin(*, chat_id: str, pinned: bool) -> ChatSummary:
    """Keep a chat at the top of the list, or no longer."""
    raise NotImplementedError


@command("chat.archive")
async def chat_archive(*, chat_id: str, archived: bool) -> ChatSummary:
    """Put a chat into the archive, or back into the list."""
    raise NotImplementedError


@command("chat.move")
async def chat_move(*, chat_id: str, folder_id: str | None) -> ChatSummary:
    """Put a chat into a folder, or with None into none."""
    raise NotImplementedError


@command("chat.duplicate")
async def chat_duplicate(*, chat_id: str) -> ChatSummary:
    """A copy of a chat with all its branches, attachments and options."""
    raise NotImplementedError


@command("chat.keep")
async def chat_keep(*, chat_id: str) -> ChatSummary:
    """Make a temporary chat an ordinary one."""
    raise NotImplementedError


@command("chat.retitle")
async def chat_retitle(*, chat_id: str) -> ChatSummary:
    """Let the chat's model find a title, now."""
    raise NotImplementedError


@command("chat.mark_read")
async def chat_mark_read(*, chat_id: str) -> ChatSummary:
    """A person has seen its newest answer."""
    raise NotImplementedError


@command("chat.purge")
async def chat_purge(*, chat_id: str) -> None:
    """Delete a chat of the trash, or a temporary one, for good."""
    raise NotImplementedError


@command("chat.empty_trash")
async def chat_empty_trash() -> int:
    """Delete everything in the trash for good; returns how many chats that were."""
    raise NotImplementedError


@command("chat.search")
async def chat_search(*, query: str, limit: int = 50, archived: bool = True) -> tuple[SearchHit, ...]:
    """Where all words of the query stand, as words or beginnings of words, in titles and messages; the best first.
    Words in quotation marks stand together.
    """
    raise NotImplementedError


@command("chat.find_titles")
async def chat_find_titles(*, query: str, limit: int = 30) -> tuple[ChatSummary, ...]:
    """Chats in whose titles all words of the query stand, also as parts of words; the newest first."""
    raise NotImplementedError


@command("folder.list")
async def folder_list() -> tuple[Folder, ...]:
    """The folders, in their order."""
    raise NotImplementedError


@command("folder.create")
async def folder_create(*, name: str) -> Folder:
    """Add a folder as the last one; its name is one line of 80 characters at most."""
    raise NotImplementedError


@command("folder.rename")
async def folder_rename(*, folder_id: str, name: str) -> Folder:
    """Give a folder another name."""
    raise NotImplementedError


@command("folder.move")
async def folder_move(*, folder_id: str, position: int) -> tuple[Folder, ...]:
    """Put a folder at another place among the folders."""
    raise NotImplementedError


@command("folder.delete")
async def folder_delete(*, folder_id: str) -> tuple[Folder, ...]:
    """Take a folder away; its chats stay, without a folder."""
    raise NotImplementedError


@command("prompt.list")
async def prompt_list() -> tuple[SavedPrompt, ...]:
    """The saved prompts by name."""
    raise NotImplementedError


@command("prompt.save")
async def prompt_save(*, prompt: SavedPrompt) -> SavedPrompt:
    """Add a saved prompt (id ""), or change one."""
    raise NotImplementedError


@command("prompt.delete")
async def prompt_delete(*, prompt_id: str) -> SavedPrompt:
    """Delete a saved prompt; returns it, so that saving it undoes this."""
    raise NotImplementedError


@command("assistant.list")
async def assistant_list() -> tuple[Assistant, ...]:
    """The assistants by name."""
    raise NotImplementedError


@command("assistant.save")
async def assistant_save(*, assistant: Assistant) -> Assistant:
    """Add an assistant (id ""), or change one."""
    raise NotImplementedError


@command("assistant.delete")
async def assistant_delete(*, assistant_id: str) -> Assistant:
    """Delete an assistant; its chats go on without. Returns it, so that saving it undoes this."""
    raise NotImplementedError


@command("preset.list")
async def preset_list() -> tuple[PresetInfo, ...]:
    """The presets, those that come with Tektra first."""
    raise NotImplementedError


@command("preset.save")
async def preset_save(*, name: str, sampling: Sampling) -> PresetInfo:
    """Write a preset into the person's settings file; one that comes with Tektra is overlaid by it."""
    raise NotImplementedError


@command("preset.delete")
async def preset_delete(*, name: str) -> tuple[PresetInfo, ...]:
    """Take a preset out of the person's settings file."""
    raise NotImplementedError


@command("preset.rename")
async def preset_rename(*, name: str, to: str) -> PresetInfo:
    """Give one of the person's presets another name; chats, assistants and models that use it keep it."""
    raise NotImplementedError


@command("preset.export")
async def preset_export(*, names: tuple[str, ...]) -> str:
    """Presets as TOML text that another Tektra can take in."""
    raise NotImplementedError


@command("preset.import")
async def preset_import(*, text: str, replace: bool = False) -> tuple[PresetInfo, ...]:
    """Take in presets as TOML, all or none; one of the same name only with `replace`."""
    raise NotImplementedError


@command("model.options")
async def model_options(*, model_id: str) -> ModelOptions:
    """What holds for every chat with a model."""
    raise NotImplementedError


@command("model.set_options")
async def model_set_options(*, model_id: str, options: ModelOptions) -> ModelOptions:
    """Set what holds for every chat with a model."""
    raise NotImplementedError


@command("document.check")
async def document_check(*, attachment: Attachment, model_id: str | None = None) -> DocumentInfo:
    """What the model would read of a document, before it is sent."""
    raise NotImplementedError


@command("transfer.preview")
async def transfer_preview(*, path: str) -> ImportPreview:
    """What a file with chats holds; nothing is stored."""
    raise NotImplementedError


@command("transfer.import")
async def transfer_import(*, path: str) -> str:
    """Store the chats of a file, all or none. Streams `TransferItem`."""
    raise NotImplementedError


@command("transfer.export")
async def transfer_export(
    *,
    path: str,
    form: ExportFormat,
    chat_ids: tuple[str, ...] = (),
    thinking: bool = False,
    replace: bool = False,
) -> str:
    """Write chats into a file (all that are not temporary, without ids), whole or not at all. A file that is there
    already stays, unless it is to be replaced. Streams `TransferItem`.
    """
    raise NotImplementedError


@command("transfer.stop")
async def transfer_stop(*, channel: str) -> None:
    """End an import or export; nothing of it stays."""
    raise NotImplementedError
