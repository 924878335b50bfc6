"""The commands tool.list, tool.allow and tool.decide."""

from __future__ import annotations

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.services.tools.approval import Approvals
from app.services.tools.registry import Toolbox
from app.store import MessageTree
from app.types.chats import ToolDecision, ToolInfo


class ToolService:
    """What a person says of tools. Lives on the core's event loop."""

    def __init__(self, tree: MessageTree, toolbox: Toolbox, approvals: Approvals) -> None:
        self._tree = tree
        self._toolbox = toolbox
        self._approvals = approvals

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.tool_list, self.list)
        registry.bind(cmd.tool_allow, self.allow)
        registry.bind(cmd.tool_decide, self.decide)

    async def list(self) -> tuple[ToolInfo, ...]:
        """See `signatures.tool_list`."""
        granted = await self._tree.granted()
        return tuple(
            ToolInfo(spec.name, spec.description, spec.parameters, spec.name in granted)
            for spec in self._toolbox.specs()
        )

    async def allow(self, *, name: str, always: bool) -> tuple[ToolInfo, ...]:
        """See `signatures.tool_allow`."""
        self._toolbox.require(name)
        await self._approvals.allow(name, always=always)
        return await self.list()

    async def decide(self, *, message_id: str, tool_id: str, decision: ToolDecision) -> None:
        """See `signatures.tool_decide`."""
        await self._approvals.decide(message_id, tool_id, decision)
