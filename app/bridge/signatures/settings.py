"""Settings, the person's data, and the ledger of connections."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.types.privacy import LedgerEntry
from app.types.settings import BackupInfo, ConfigIssue, DataInfo, SettingInfo, SettingsReply
from app.types.status import StoreStatus


@command("settings.describe")
async def settings_describe() -> tuple[SettingInfo, ...]:
    """Every declared setting with its value and where that comes from."""
    raise NotImplementedError


@command("settings.problems")
async def settings_problems() -> tuple[ConfigIssue, ...]:
    """What is wrong with the settings files and the environment, with file and line."""
    raise NotImplementedError


@command("settings.check")
async def settings_check(*, key: str, value: str | int | float | bool | list[str]) -> str:
    """What would be wrong with a value, as one sentence; "" when nothing is. Changes nothing."""
    raise NotImplementedError


@command("settings.set")
async def settings_set(*, values: dict[str, str | int | float | bool | list[str]]) -> SettingsReply:
    """Change settings, all or none: written into the person's file, with its comments kept, and applied at once."""
    raise NotImplementedError


@command("settings.reset")
async def settings_reset(*, keys: tuple[str, ...]) -> SettingsReply:
    """Take settings out of the person's file, so that they have their defaults again."""
    raise NotImplementedError


@command("privacy.ledger")
async def privacy_ledger(*, limit: int = 500) -> tuple[LedgerEntry, ...]:
    """The connections of this program, newest first."""
    raise NotImplementedError


@command("privacy.clear_ledger")
async def privacy_clear_ledger() -> None:
    """Forget them."""
    raise NotImplementedError


@command("data.info")
async def data_info() -> DataInfo:
    """Where the person's data lies, how much it is, and which backups there are."""
    raise NotImplementedError


@command("data.back_up")
async def data_back_up() -> BackupInfo:
    """Make a backup of all chats now."""
    raise NotImplementedError


@command("data.restore")
async def data_restore(*, name: str) -> StoreStatus:
    """Put a backup in place; today's database is kept aside."""
    raise NotImplementedError


@command("data.delete_all")
async def data_delete_all(*, confirm: str) -> None:
    """Delete chats, backups, settings, keys, kept states and logs, and end. `confirm` must be "delete everything"."""
    raise NotImplementedError
