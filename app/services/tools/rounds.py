"""The tool calls of one answer: stored, asked about, run, and told to whoever follows the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from app.services.run import Run
from app.services.tools.approval import Approvals
from app.services.tools.registry import Toolbox, ToolFailed, read_arguments
from app.store import MessageTree
from app.types.chats import ToolDecision, ToolStatus, ToolUse
from app.types.generation import GenerateRequest, ToolSpec
from app.types.messages import ToolCall, clean_text
from app.types.models import Capability, LoadedModel, ModelSpec
from app.types.streams import AnswerPhase, AnswerProgress, AnswerTool

MAX_ROUNDS = 8
"""How often one answer may ask for tools; what comes after that is its last word."""
MAX_CALLS = 16
"""At once."""
OPEN = (ToolStatus.ASKED, ToolStatus.RUNNING)
REFUSED = "the person did not allow this call."
NOBODY = "nobody was there to allow this call."
TOO_MANY = "too many tools were asked for in one answer."
CANNOT = "This model cannot use tools, so none were offered to it."


Offer = Callable[[Iterable[str]], tuple[ToolSpec, ...]]
"""What a model is told of the tools with these names."""


def nothing(_names: Iterable[str], /) -> tuple[ToolSpec, ...]:
    """Where there are no tools."""
    return ()


class CallingModel(Protocol):
    """A leased model, as far as tools go."""

    @property
    def loaded(self) -> LoadedModel:
        """What the engine said when it had loaded it."""
        ...


class ToolRounds:
    """What becomes of the calls of answers. Lives on the core's event loop."""

    def __init__(self, tree: MessageTree, toolbox: Toolbox, approvals: Approvals) -> None:
        self._tree = tree
        self._toolbox = toolbox
        self._approvals = approvals

    async def offered(self, chat_id: str) -> tuple[ToolSpec, ...]:
        """The tools that a chat's answers may ask for."""
        return self._toolbox.specs((await self._tree.options(chat_id)).tools)

    async def take(self, run: Run, call: ToolCall) -> None:
        """The model asks for a tool."""
        taken = {use.id for use in run.message.tools}
        wanted = clean_text(call.id)
        identity = wanted if wanted and wanted not in taken else _free_id(taken)
        use = ToolUse(identity, call.name, call.arguments, len(run.text), ToolStatus.ASKED)
        problem = self._problem(run, use)
        if problem:
            use = replace(use, status=ToolStatus.FAILED, result=problem)
        elif await self._approvals.allowed(call.name):
            use = replace(use, status=ToolStatus.RUNNING)
        else:
            self._approvals.expect(run.plan.answer.id, use.id, use.name)
        await self._put(run, use)

    def end(self, run: Run) -> None:
        """The answer ended: nothing of it is asked any more."""
        self._approvals.forget(run.plan.answer.id)

    async def settle(self, run: Run) -> None:
        """Ask about the calls that are open, all at once, and run what may run; returns when each has its result."""
        for use in run.asked:
            if use.at != len(run.text):  # something was said behind the call: to the model the call comes after it
                await self._put(run, replace(use, at=len(run.text)))
        waiting = [use for use in run.asked if use.status in OPEN]
        if any(use.status is ToolStatus.ASKED for use in waiting):
            run.progress(AnswerProgress(AnswerPhase.APPROVAL))
        elif waiting:
            run.progress(AnswerProgress(AnswerPhase.TOOL))
        jobs = [asyncio.create_task(self._settle(run, use)) for use in waiting]
        try:
            await asyncio.gather(*jobs)
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)

    async def _settle(self, run: Run, use: ToolUse) -> None:
        if use.status is ToolStatus.ASKED:
            decision = await self._approvals.ask(run.plan.answer.id, use.id)
            self._approvals.forget(run.plan.answer.id, use.id)
            if decision is None or decision is ToolDecision.REFUSE:
                reason = NOBODY if decision is None else REFUSED
                await self._put(run, replace(use, status=ToolStatus.REFUSED, result=reason))
                return
            use = replace(use, status=ToolStatus.RUNNING)
            await self._put(run, use)
            if not any(other.status is ToolStatus.ASKED for other in run.message.tools):
                run.progress(AnswerProgress(AnswerPhase.TOOL))
        try:
            ended = replace(use, status=ToolStatus.DONE, result=await self._toolbox.run(use.name, use.arguments))
        except ToolFailed as exc:
            ended = replace(use, status=ToolStatus.FAILED, result=str(exc))
        await self._put(run, ended)

    def _problem(self, run: Run, use: ToolUse) -> str:
        """Why a call need not even be asked about; "" where it may be."""
        if run.rounds >= MAX_ROUNDS or len(run.asked) >= MAX_CALLS:
            return TOO_MANY
        if use.name not in {spec.name for spec in run.tools}:
            return f"there is no tool “{use.name}”."
        try:
            read_arguments(use.arguments)
        except ToolFailed as exc:
            return str(exc)
        return ""

    async def _put(self, run: Run, use: ToolUse) -> None:
        """Stored first, so that nothing a person saw is lost with the core."""
        await self._tree.put_tool(run.plan.answer.id, use)
        run.use(use)
        run.channel.send(AnswerTool(use))


def can_call(model: ModelSpec, lease: CallingModel) -> bool:
    """Whether a model understands what a tool is."""
    return Capability.TOOLS in model.capabilities or Capability.TOOLS in lease.loaded.abilities


def with_tools(request: GenerateRequest, tools: Sequence[ToolSpec], rounds: int) -> GenerateRequest:
    """The request with tools offered; after the last round they are still described, but none may be called."""
    if not tools:
        return request
    return replace(request, tools=tuple(tools), tool_choice="auto" if rounds < MAX_ROUNDS else "none")


def _free_id(taken: set[str]) -> str:
    """Nine letters and digits: some templates take no other length."""
    return next(name for number in range(len(taken) + 1) if (name := f"call{number:05d}") not in taken)
