"""Commands of folders and saved prompts."""

from __future__ import annotations

from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.store.library import Library
from app.types.library import Folder, SavedPrompt


class PlaceService:
    """Lives on the core's event loop; emits folders.changed, chats.changed and library.changed."""

    def __init__(self, library: Library, bus: EventBus) -> None:
        self._library = library
        self._bus = bus

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.folder_list, self.folders)
        registry.bind(cmd.folder_create, self.create_folder)
        registry.bind(cmd.folder_rename, self.rename_folder)
        registry.bind(cmd.folder_move, self.move_folder)
        registry.bind(cmd.folder_delete, self.delete_folder)
        registry.bind(cmd.prompt_list, self.prompts)
        registry.bind(cmd.prompt_save, self.save_prompt)
        registry.bind(cmd.prompt_delete, self.delete_prompt)

    async def folders(self) -> tuple[Folder, ...]:
        """See `signatures.folder_list`."""
        return await self._library.folders()

    async def create_folder(self, *, name: str) -> Folder:
        """See `signatures.folder_create`."""
        created = await self._library.create_folder(name)
        self._tell(EventName.FOLDERS_CHANGED)
        return created

    async def rename_folder(self, *, folder_id: str, name: str) -> Folder:
        """See `signatures.folder_rename`."""
        renamed = await self._library.rename_folder(folder_id, name)
        self._tell(EventName.FOLDERS_CHANGED)
        return renamed

    async def move_folder(self, *, folder_id: str, position: int) -> tuple[Folder, ...]:
        """See `signatures.folder_move`."""
        moved = await self._library.move_folder(folder_id, position)
        self._tell(EventName.FOLDERS_CHANGED)
        return moved

    async def delete_folder(self, *, folder_id: str) -> tuple[Folder, ...]:
        """See `signatures.folder_delete`."""
        had_chats = await self._library.delete_folder(folder_id)
        self._tell(EventName.FOLDERS_CHANGED)
        if had_chats:
            self._tell(EventName.CHATS_CHANGED)
        return await self._library.folders()

    async def prompts(self) -> tuple[SavedPrompt, ...]:
        """See `signatures.prompt_list`."""
        return await self._library.prompts()

    async def save_prompt(self, *, prompt: SavedPrompt) -> SavedPrompt:
        """See `signatures.prompt_save`."""
        saved = await self._library.save_prompt(prompt)
        self._tell(EventName.LIBRARY_CHANGED)
        return saved

    async def delete_prompt(self, *, prompt_id: str) -> SavedPrompt:
        """See `signatures.prompt_delete`."""
        deleted = await self._library.delete_prompt(prompt_id)
        self._tell(EventName.LIBRARY_CHANGED)
        return deleted

    def _tell(self, name: EventName) -> None:
        self._bus.emit(name, EmptyEvent())
