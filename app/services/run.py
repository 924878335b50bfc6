"""One running answer: what it is to become, and what came of it so far."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.bridge.channels import Channel
from app.services.meter import Meter, add_usage
from app.types.chats import ChatMessage, ContextPolicy, MessageStatus, ToolUse
from app.types.generation import Finished, Sampling, StopReason, ToolSpec, Usage
from app.types.models import ModelSpec
from app.types.streams import AnswerPhase, AnswerProgress


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """How to produce one answer that is already stored as waiting."""

    answer: ChatMessage
    model: ModelSpec
    sampling: Sampling
    system: str = ""
    """A system prompt put before the conversation; "" for none."""
    note: str = ""
    """Why this model answers, if a person may wonder; told while the answer waits."""
    policy: ContextPolicy = ContextPolicy.REFUSE
    """What happens when the chat is longer than the model's window."""
    thinking: bool | None = None
    """As `GenerateRequest.thinking`."""


class Run:
    """One running answer, as the rest of the core sees it. Lives on the core's event loop."""

    def __init__(self, plan: AnswerPlan, channel: Channel, clock: Callable[[], float]) -> None:
        self.plan = plan
        self.channel = channel
        self.message = replace(plan.answer, model_name=plan.model.name)
        self.text = plan.answer.text
        self.thinking = plan.answer.thinking
        self.thinking_s = plan.answer.thinking_s
        """How long it has thought; an answer that goes on may think again."""
        self.reading_note = ""
        """What of the chat is not read, in words."""
        self.meter = Meter(clock)
        self.finished: Finished | None = None
        self.tools: tuple[ToolSpec, ...] = ()
        """What the model may ask for."""
        self.tool_note = ""
        """Why it may ask for none, in words."""
        self.rounds = 0
        """How often tools were asked for and have answered."""
        self._settled = len(plan.answer.tools)
        self._parted = bool(plan.answer.tools) and plan.answer.tools[-1].at >= len(plan.answer.text)
        """What is said next comes after a tool call."""
        self._thought_before = False
        """What is thought next comes after a tool call."""
        self._used = plan.answer.usage
        self.ending = MessageStatus.STOPPED
        """How a cancelled run is stored."""
        self.job: asyncio.Task[None] | None = None
        """The generation; stopping cancels it."""
        self.end: asyncio.Task[None] | None = None
        """Waits for the job, then stores and tells its end; never cancelled."""
        self._clock = clock
        self._thinks_since: float | None = None

    def snapshot(self) -> ChatMessage:
        """The message as a front end may show it now; following the channel after `channel_seq` gives the rest."""
        return replace(
            self.message,
            text=self.text,
            thinking=self.thinking,
            thinking_s=self.thinking_s,
            channel=self.channel.id,
            channel_seq=self.channel.seq,
        )

    def progress(self, progress: AnswerProgress) -> None:
        """Tell followers what the answer waits for."""
        if progress.phase is AnswerPhase.LOADING and not progress.note:
            progress = replace(progress, note=self.plan.note)
        self.channel.send(progress)

    def think(self, text: str) -> float:
        """More was thought; returns the seconds of it so far."""
        now = self._clock()
        if self._thinks_since is None:
            self._thinks_since = now - self.thinking_s
        self.thinking += text
        self.thinking_s = now - self._thinks_since
        return self.thinking_s

    def write(self, text: str) -> None:
        """More text came; what was thought before it has come to its end."""
        self._end_thinking()
        self.text += text

    def parted(self, text: str, *, thinking: bool = False) -> str:
        """A piece of text as it is to be stored: a paragraph of its own where a tool call stands before it."""
        before = self.thinking if thinking else self.text
        parted = self._thought_before if thinking else self._parted
        if thinking:
            self._thought_before = False
        else:
            self._parted = False
        return f"\n\n{text}" if parted and before and not before.endswith("\n") else text

    def _end_thinking(self) -> None:
        if self._thinks_since is not None:
            self.thinking_s, self._thinks_since = self._clock() - self._thinks_since, None

    def use(self, use: ToolUse) -> None:
        """A tool call came, or is further than before; the time that a person needs to decide is not thought."""
        self._end_thinking()
        uses = {known.id: known for known in self.message.tools} | {use.id: use}
        self.message = replace(self.message, tools=tuple(uses.values()))

    @property
    def asked(self) -> tuple[ToolUse, ...]:
        """The tool calls of this round."""
        return self.message.tools[self._settled :]

    def next_round(self) -> None:
        """The tools have answered; the model goes on."""
        self._used, self.finished = self.usage(), None
        self.meter = Meter(self._clock)
        self._settled = len(self.message.tools)
        self.rounds += 1
        self._parted = self._thought_before = True

    def usage(self) -> Usage | None:
        """The figures of everything that was written so far."""
        return add_usage(self._used, self.finished.usage if self.finished else self.meter.usage())

    def reason(self, status: MessageStatus) -> StopReason:
        """Why it ended, for the message under it."""
        reasons = {
            MessageStatus.STOPPED: StopReason.STOPPED,
            MessageStatus.INTERRUPTED: StopReason.INTERRUPTED,
            MessageStatus.FAILED: StopReason.FAILED,
        }
        if status in reasons or self.finished is None:
            return reasons.get(status, StopReason.FAILED)
        return self.finished.reason
