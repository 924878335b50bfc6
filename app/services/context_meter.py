"""The command chat.measure: how much of the model's window the next question would take.

What is there already is counted when it changes, the draft at each call, so that typing costs only the draft.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.events import ChatEvent, EventBus, EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.errors import ModelNotFound
from app.services.attachments import NEEDED, check_attachments
from app.services.chat_options import InForce, OptionService
from app.services.context_policy import Budget
from app.services.conversation import Conversation, Turn
from app.services.documents import Documents, question
from app.services.fitting import FAR, begin_of_reading
from app.services.measure import Count, Guesses, Tally, Tools
from app.services.newest import Newest
from app.services.tools.rounds import Offer, nothing
from app.store import Store
from app.types.attachments import Attachment
from app.types.chats import ChatMessage, ChatOptions, ContextUse, EffectiveOptions, MessageStatus
from app.types.messages import Message, Role, TextPart
from app.types.models import Capability, ModelInfo

REMEMBERED = 4
"""Chats whose counts are kept."""
COUNTED_UP_TO = 50_000
"""Tokens of a chat of which every part may be counted, once."""
DRAFT = "draft"
_AROUND = 24
"""Characters that what stands around a message is worth."""
_PICTURE = 2_000
_PLACE = Message.of(Role.USER, "x")
"""Stands where the draft will: what a template writes around it is counted with the chat."""
_PLACE_TOKENS = 1


class KnownModels(Protocol):
    """The manager, as far as measuring goes."""

    def info(self, model_id: str, /) -> ModelInfo:
        """One model with its state."""
        ...


@dataclass(slots=True)
class Base:
    """A chat without a draft, and what was counted of it."""

    stored: tuple[ChatMessage, ...]
    talk: Conversation
    tools: Tools = ()
    """What the model is offered with it."""
    counted: dict[tuple[ModelInfo, int, str], Count] = field(default_factory=dict)
    guessed: dict[tuple[ModelInfo, int, str], Guesses] = field(default_factory=dict)
    """What was estimated, by what it was estimated with."""
    _shares: list[int] = field(default_factory=list)

    def shares(self) -> list[int]:
        """How long the chat is from each turn on, in characters or what is worth them; the draft's place last."""
        if not self._shares:
            lengths = [_AROUND, *(_length(turn) for turn in reversed(self.talk.turns))]
            self._shares = list(accumulate(lengths))[::-1]
        return self._shares


class ContextMeter:
    """Measures drafts. Lives on the core's event loop; emits nothing, loads nothing, and keeps no answer waiting.

    Args:
        store: The chats.
        options: What a question would be asked with.
        documents: What goes with messages, as a model reads it.
        models: The windows.
        tally: Counts tokens.
        bus: Tells when a chat is another one.
        offer: What the model is told of tools.
    """

    def __init__(
        self,
        store: Store,
        options: OptionService,
        documents: Documents,
        models: KnownModels,
        tally: Tally,
        bus: EventBus,
        offer: Offer = nothing,
    ) -> None:
        self._offer = offer
        self._store = store
        self._options = options
        self._documents = documents
        self._models = models
        self._tally = tally
        self._newest: Newest[ContextUse] = Newest()
        self._bases: OrderedDict[tuple[str | None, str, tuple[str, ...], Tools], Base] = OrderedDict()
        self._changes = 0
        bus.listen(self._heard)

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the command."""
        registry.bind(cmd.chat_measure, self.measure)

    async def close(self) -> None:
        """Call off what is being measured."""
        await self._newest.close()

    async def measure(
        self,
        *,
        text: str,
        chat_id: str | None = None,
        model_id: str | None = None,
        options: ChatOptions | None = None,
        attachments: tuple[Attachment, ...] = (),
        asker: str = "",
    ) -> ContextUse:
        """See `signatures.chat_measure`. While one draft of a chat is measured, the newest of the others waits, and
        answers for all of them; two windows have drafts of their own.
        """

        async def job() -> ContextUse:
            return await self._measure(text, chat_id, model_id, options, attachments)

        return await self._newest.run((asker, chat_id or f"new {model_id} {options}"), job)

    async def _measure(
        self,
        text: str,
        chat_id: str | None,
        model_id: str | None,
        options: ChatOptions | None,
        attachments: tuple[Attachment, ...],
    ) -> ContextUse:
        files = await self._documents.as_read(check_attachments(attachments, ()))
        try:
            asked = await self._options.in_force(chat_id, model_id, options)
        except ModelNotFound:
            alone = self._tally.estimate("", (question(text, files),)) if text or files else 0
            return ContextUse(alone, alone, 0, exact=False)
        model = self._models.info(asked.model.id)
        base = await self.base(chat_id, asked, model)
        self._learn(base, model)
        draft = await self._draft(model, asked.options.system_prompt, text, _seen(files, model))
        return await self._use(base, model, asked.options, draft, text, files)

    def _learn(self, base: Base, model: ModelInfo) -> None:
        """From what the engine said of the answers that are stored: a core that begins anew knows nothing else."""
        self._tally.learn(model.id, base.stored)
        last = next((one for one in reversed(base.stored) if one.model_id == model.id and one.usage), None)
        if last is None or last.usage is None or last.kept_from or last.tools or base.tools:
            return  # it read something else than the chat up to there
        before = [index for index, turn in enumerate(base.talk.turns) if turn.id == last.id]
        if before:
            told = replace(base.talk, turns=base.talk.turns[: before[0]]).messages()
            self._tally.learn_prompt(model.id, told, last.usage.prompt_tokens)

    async def base(self, chat_id: str | None, asked: InForce, model: ModelInfo) -> Base:
        """A chat as a model would read it, without a draft; read once until something changes in it."""
        tools = self._offer(asked.chat.tools) if Capability.TOOLS in model.capabilities else ()
        takes = asked.model.capabilities
        key = (chat_id, asked.options.system_prompt, tuple(sorted(takes)), tools)
        known = self._bases.get(key)
        if known is not None:
            self._bases.move_to_end(key)
            return known
        changes = self._changes
        stored = (await self._store.chat(chat_id)).messages if chat_id is not None else ()
        attached = await self._documents.attached(stored[-1].id) if stored else {}
        place = ChatMessage("", "", None, Role.ASSISTANT, "", MessageStatus.WAITING, 0.0)
        told, system = (*stored, place), asked.options.system_prompt
        talk = Conversation.of(told, system, attached=attached, takes=takes, tools=bool(tools))
        base = Base(stored, talk, tools)
        if changes == self._changes:  # otherwise it may be an old one already
            self._bases[key] = base
            if len(self._bases) > REMEMBERED:
                self._bases.popitem(last=False)
        return base

    async def _draft(self, model: ModelInfo, system: str, text: str, files: Sequence[Attachment]) -> Count | None:
        """Tokens that the draft has; None where there is none."""
        if not text and not files:
            return None
        before = (Message.of(Role.SYSTEM, system),) if system else ()
        empty = await self._tally.count(model, (*before, _PLACE))
        parts = [await self._tally.count(model, (*before, question(text or _PLACE.text, ())))]
        if files:  # apart from the text: they stay the same at every key
            parts.append(await self._tally.count(model, (*before, question(_PLACE.text, files))))
        exact = empty.exact and all(part.exact for part in parts)
        place = _PLACE_TOKENS if text else 0
        return Count(max(1, place + sum(part.tokens - empty.tokens for part in parts)), exact)

    async def _use(
        self,
        base: Base,
        model: ModelInfo,
        options: EffectiveOptions,
        draft: Count | None,
        text: str,
        files: Sequence[Attachment],
    ) -> ContextUse:
        window, policy = model.context_tokens or 0, options.context_policy
        whole = await self._count(base, model, 0, "")
        adds = 0 if draft is None else draft.tokens - _PLACE_TOKENS
        start, summary = 0, ""
        if window:
            place = Turn(DRAFT, question(text or _PLACE.text, files))
            talk = replace(base.talk, turns=(*base.talk.turns, place))

            async def count(start: int, summary: str) -> int:
                return adds + await self._part(base, model, start, summary, whole)

            async def summary_before() -> str:
                last = base.stored[-1].id if base.stored else ""
                known = await self._store.summaries(last)
                return known.get(talk.turns[talk.before - 1].id, "") if talk.before else ""

            budget = Budget(window, options.sampling.max_tokens)
            begin = await begin_of_reading(talk, policy, budget, count, summary_before)
            start, summary = begin.start, begin.summary
        read = whole if not start else await self._count(base, model, start, summary)
        empty = draft is None and not base.talk.turns and not base.talk.system and not base.tools
        return ContextUse(
            tokens=0 if empty else read.tokens + adds,
            draft_tokens=0 if draft is None else draft.tokens,
            window=window,
            exact=read.exact and (draft is None or draft.exact),
            policy=policy,
            left_out=start,
        )

    async def _count(self, base: Base, model: ModelInfo, start: int, summary: str) -> Count:
        """Tokens of the chat from a turn on, with a place for the draft."""
        key = (model, start, summary)
        known = base.counted.get(key)
        if known is None:
            prompt = _with_place(base.talk, start, summary)
            guesses = base.guessed.setdefault(key, {})
            if base.shares()[start] > FAR * (model.context_tokens or base.shares()[start]):
                return Count(await self._tally.guess(model.id, prompt, guesses, base.tools), exact=False)
            known = await self._tally.count(model, prompt, base.tools, guesses)
            if known.exact:
                base.counted[key] = known
        return known

    async def _part(self, base: Base, model: ModelInfo, start: int, summary: str, whole: Count) -> int:
        """The same for a choice between turns: counted as the answer will have it, in a very long chat by its share."""
        if not start and not summary:
            return whole.tokens
        if whole.exact and whole.tokens <= COUNTED_UP_TO:
            return (await self._count(base, model, start, summary)).tokens
        shares = base.shares()
        part = shares[min(start, len(shares) - 1)] + len(summary)
        return round(whole.tokens * part / shares[0])

    def _heard(self, name: EventName, payload: EventPayload) -> None:
        if isinstance(payload, ChatEvent):
            self._forget(payload.chat.id)
        elif isinstance(payload, MessageEvent):
            self._forget(payload.message.chat_id)
        elif name is EventName.CHATS_CHANGED:
            self._changes += 1
            self._bases.clear()

    def _forget(self, chat_id: str) -> None:
        self._changes += 1
        for key in [key for key in self._bases if key[0] == chat_id]:
            del self._bases[key]


def _length(turn: Turn) -> int:
    told = (turn.message, *turn.after)
    pictures = sum(not isinstance(part, TextPart) for message in told for part in message.parts)
    return sum(_AROUND + len(message.text) for message in told) + pictures * _PICTURE


def _with_place(talk: Conversation, start: int, summary: str) -> tuple[Message, ...]:
    """The prompt from a turn on; a summary stands before the draft where nothing else is left."""
    if start >= len(talk.turns):
        talk, start = replace(talk, turns=(*talk.turns, Turn(DRAFT, _PLACE))), len(talk.turns)
        return talk.messages(start, summary)
    return (*talk.messages(start, summary), _PLACE)


def _seen(files: Sequence[Attachment], model: ModelInfo) -> tuple[Attachment, ...]:
    """What a model can take of new attachments; for what it cannot, Send says so."""
    takes = model.capabilities
    return tuple(item for item in files if item.kind not in NEEDED or NEEDED[item.kind] in takes)
