"""What a person is asked about tools, and what they said. Lives on the core's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.errors import InvalidInput
from app.store import MessageTree
from app.types.chats import ToolDecision

LISTEN_S = 30.0
"""How often it is looked whether anybody is still there to be asked."""


class Approvals:
    """The open questions of all answers, and the standing answers.

    Args:
        tree: Keeps which tools are allowed once and for all.
        listening: Whether a front end is there. Where none is for a while, the answer is no.
        listen_s: For how long none may be there.
    """

    def __init__(self, tree: MessageTree, listening: Callable[[], bool], listen_s: float = LISTEN_S) -> None:
        self._tree = tree
        self._listening = listening
        self._listen_s = listen_s
        self._open: dict[tuple[str, str], tuple[str, asyncio.Future[ToolDecision]]] = {}

    async def allowed(self, name: str) -> bool:
        """Whether this tool need not be asked about."""
        return name in await self._tree.granted()

    def expect(self, message_id: str, tool_id: str, name: str) -> None:
        """From now on a person may decide on this call; before anybody is told of it."""
        said: asyncio.Future[ToolDecision] = asyncio.get_running_loop().create_future()
        self._open[message_id, tool_id] = (name, said)

    async def ask(self, message_id: str, tool_id: str) -> ToolDecision | None:
        """Wait for what a person says of a call that is expected; None when nobody is there to say anything."""
        return await self._wait(self._open[message_id, tool_id][1])

    def forget(self, message_id: str, tool_id: str | None = None) -> None:
        """Nothing can be decided any more, of a call or of a whole answer."""
        for key in [key for key in self._open if key[0] == message_id and tool_id in (None, key[1])]:
            del self._open[key]

    async def decide(self, message_id: str, tool_id: str, decision: ToolDecision) -> None:
        """Take a person's word. The first one counts; of a call that is decided already nothing changes.

        Raises:
            InvalidInput: There is no such call.
        """
        name, said = self._open.get((message_id, tool_id), ("", None))
        if said is None:
            message = await self._tree.get(message_id)
            if not any(use.id == tool_id for use in message.tools):
                raise InvalidInput("There is no such tool call.", hint="Open the chat again.", params={"id": tool_id})
        elif said.done():
            return
        elif decision is ToolDecision.ALWAYS:
            await self.allow(name, always=True)
        else:
            said.set_result(decision)

    async def allow(self, name: str, *, always: bool) -> None:
        """Allow a tool once and for all, which decides what is asked about it now; or take that back."""
        await self._tree.grant(name, always=always)
        for asked, said in list(self._open.values()):
            if always and asked == name and not said.done():
                said.set_result(ToolDecision.ALWAYS)

    async def _wait(self, said: asyncio.Future[ToolDecision]) -> ToolDecision | None:
        alone = False
        while True:
            done, _ = await asyncio.wait({said}, timeout=self._listen_s)
            if done:
                return said.result()
            if alone and not self._listening():
                return None
            alone = not self._listening()
