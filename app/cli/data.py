"""`tektra data`: where chats and settings lie, backups, and their end."""

from __future__ import annotations

import argparse
import time

from app.bridge.signatures import data_back_up, data_delete_all, data_info, data_restore
from app.cli.core import wait_for_end
from app.cli.terminal import EXIT_OK, Terminal, megabytes
from app.errors import ConfigError
from app.types.settings import BackupInfo, DataInfo


async def data(args: argparse.Namespace, terminal: Terminal) -> int:
    """Say where the data lies, make or restore a backup, or delete everything."""
    if args.action == "delete-all":
        return await _delete_all(args, terminal)
    async with await terminal.connect(spawn=True) as client:
        if args.action == "back-up":
            made = await client.invoke(data_back_up)
            said = f"Backed up: {made.name} ({_size(made.size_bytes)})."
            result: object = made
        elif args.action == "restore":
            result = await client.invoke(data_restore, name=args.name)
            said = f"{args.name} is in place. What was there before was kept beside it."
        else:
            info = await client.invoke(data_info)
            result, said = info, _info(info)
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(result))
    else:
        terminal.line(said)
    return EXIT_OK


def _info(info: DataInfo) -> str:
    lines = [
        f"Data:      {info.folder}",
        f"Settings:  {info.config_file}",
        f"Logs:      {info.logs}",
        f"Chats:     {info.chats:,} ({_size(info.database_bytes)})",
        f"Backups:   {len(info.backups)}",
    ]
    return "\n".join([*lines, *(f"  {_backup(backup)}" for backup in info.backups)])


def _backup(backup: BackupInfo) -> str:
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(backup.at))
    return f"{backup.name}  {when}  {_size(backup.size_bytes)}"


def _size(size: int) -> str:
    return megabytes(size) if size >= 500_000 else f"{size // 1000} kB"


async def _delete_all(args: argparse.Namespace, terminal: Terminal) -> int:
    confirm = args.confirm
    if confirm is None and terminal.stdin.isatty():
        terminal.note("This deletes all chats, backups, settings, keys and logs. Model files stay.")
        terminal.note("To go on, write: delete everything")
        confirm = terminal.stdin.readline().strip()
    async with await terminal.connect(spawn=True) as client:
        await client.invoke(data_delete_all, confirm=confirm or "")
        terminal.status("Deleting everything…")
        await wait_for_end(client)
    if terminal.paths.erasing.exists():
        hint = f"Look into {terminal.paths.data}; the next start tries it again."
        raise ConfigError("Some files could not be deleted.", hint=hint)
    if args.json:
        terminal.json({"deleted": True})
    else:
        terminal.line("Everything was deleted.")
    return EXIT_OK
