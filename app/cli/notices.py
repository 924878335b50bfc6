"""What a person should know before a command's output: that the database was damaged, or that settings are wrong."""

from __future__ import annotations

from app.bridge.signatures import core_status
from app.cli.terminal import Terminal
from app.client.aio import AsyncClient
from app.errors import error_from_dict


async def tell(client: AsyncClient, terminal: Terminal) -> None:
    """Say it on standard error; silent when all is well."""
    status = await client.invoke(core_status)
    if status.store.problem is not None:
        terminal.error(error_from_dict(status.store.problem))
    if status.config_problems:
        terminal.warn("Some settings were not understood; `tektra settings check` lists them.")
