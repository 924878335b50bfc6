"""`tektra tools`: which tools models may use, and which of them without asking."""

from __future__ import annotations

import argparse

from app.bridge.signatures import tool_allow, tool_decide, tool_list
from app.cli.notices import tell
from app.cli.terminal import EXIT_OK, Terminal
from app.client.aio import AsyncClient
from app.errors import InvalidInput
from app.types.chats import ToolDecision, ToolStatus, ToolUse


async def tools(args: argparse.Namespace, terminal: Terminal) -> int:
    """List them, allow one once and for all, or take that back."""
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        if args.action is None:
            known = await client.invoke(tool_list)
        else:
            known = await client.invoke(tool_allow, name=args.name, always=args.action == "allow")
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(known))
    else:
        rows = [(tool.name, "always" if tool.always else "asks", tool.description) for tool in known]
        terminal.table(("NAME", "ALLOWED", "WHAT IT DOES"), rows)
    return EXIT_OK


async def offered(client: AsyncClient, names: list[str]) -> tuple[str, ...]:
    """The tools that a new chat's model may use.

    Raises:
        InvalidInput: There is no tool of that name.
    """
    if not names:
        return ()
    known = {tool.name for tool in await client.invoke(tool_list)}
    for name in names:
        if name not in known:
            raise InvalidInput(f"There is no tool “{name}”.", hint="See which there are: tektra tools")
    return tuple(dict.fromkeys(names))


async def answer_for(
    client: AsyncClient, terminal: Terminal, message_id: str, use: ToolUse, allowed: list[str]
) -> None:
    """Say yes to a call of a tool that this run allows, and no to any other; what came of a call is told."""
    if use.status is ToolStatus.ASKED:
        decision = ToolDecision.ONCE if use.name in allowed else ToolDecision.REFUSE
        if decision is ToolDecision.REFUSE:
            terminal.warn(f"The model wanted to use the tool {use.name}. Allow it with: --allow-tool {use.name}")
        await client.invoke(tool_decide, message_id=message_id, tool_id=use.id, decision=decision)
    elif use.status is ToolStatus.DONE:
        terminal.note(f"Used the tool {use.name}.")
    elif use.status is ToolStatus.FAILED:
        terminal.note(f"The tool {use.name} could not be used: {use.result}")
