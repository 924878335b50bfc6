"""Makes a chat that outgrew the model's window fit: leaves its oldest turns out, or lets the model sum them up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from app.errors import PromptTooLong
from app.services.context_policy import MIN_CHARACTERS, Budget, Piece, left_out_words, pieces, summing_up_words
from app.services.conversation import Conversation, Turn
from app.store import Store
from app.types.chats import ContextPolicy
from app.types.generation import Delta, GenerateRequest, Priority, Sampling, TextDelta, ToolSpec
from app.types.messages import AudioPart, ImagePart, Message, Role
from app.types.models import BackendName
from app.types.streams import AnswerPhase, AnswerProgress

SHOWN = {ImagePart: " (shows a picture)", AudioPart: " (plays a sound)"}
FAR = 24
"""Characters to a token: no text has so many on average, so that what is far too long need not be counted."""
SAMPLED, SAMPLE = 20, 8_000
"""Turns and characters that tell how many characters a token has in a chat that is not counted."""
SPEAKERS = {Role.USER: "Person", Role.ASSISTANT: "Assistant"}


class ModelLease(Protocol):
    """A loaded model, held for one answer."""

    @property
    def backend(self) -> BackendName:
        """The engine that was chosen."""
        ...

    @property
    def context_tokens(self) -> int:
        """The model's window, as it is loaded."""
        ...

    @property
    def note(self) -> str:
        """Why another engine answers than the one that comes first; "" where none took over."""
        ...

    def generate(self, request: GenerateRequest) -> AsyncIterator[Delta]:
        """As `Backend.generate`."""
        ...

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """As `Backend.count_tokens`."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """The prompt of an answer."""

    messages: tuple[Message, ...]
    kept_from: str | None = None
    """The first message that is read; None for the chat's first."""
    note: str = ""
    """What was left out, in words."""


@dataclass(frozen=True, slots=True)
class Begin:
    """With which turn a reading begins."""

    start: int = 0
    """0 is the whole conversation."""
    summary: str = ""
    """Of what is left out, where there is one already."""
    settled: bool = True
    """It is where the last answer began; otherwise what is left out has still to be summed up."""
    whole: int = 0
    """Tokens of the whole conversation; 0 where they were not counted."""


async def begin_of_reading(
    talk: Conversation,
    policy: ContextPolicy,
    budget: Budget,
    count: Callable[[int, str], Awaitable[int]],
    summary_before: Callable[[], Awaitable[str]],
) -> Begin:
    """Everything while there is room, else what the last answer read and what came after it, else less.

    Args:
        talk: What is to be answered.
        policy: What to do when it is too long.
        budget: The model's window.
        count: Tokens of the prompt from a turn on, with a summary of what is before it.
        summary_before: What sums up what the last answer did not read; "" for none.
    """
    if policy is ContextPolicy.REFUSE or not talk.borders:
        return Begin()
    characters = _characters(talk)
    whole = 0 if characters[0] > FAR * budget.most else await count(0, "")
    if 0 < whole <= budget.most:
        return Begin(whole=whole)
    sums_up = policy is ContextPolicy.SUMMARISE
    summary = await summary_before() if sums_up else ""
    before = talk.before
    if before and (summary or not sums_up) and await count(before, summary) <= budget.most:
        return Begin(before, summary, whole=whole)
    borders = [border for border in talk.borders if border >= before]
    wanted = budget.step(policy)
    low, high = 0, len(borders) - 1
    while low < high:
        middle = (low + high) // 2
        border = borders[middle]
        if characters[border] <= FAR * wanted and await count(border, "") <= wanted:
            high = middle
        else:
            low = middle + 1
    return Begin(borders[low], settled=False, whole=whole)


def _characters(talk: Conversation) -> list[int]:
    """How many stand from each turn on."""
    lengths = [sum(len(part.text) for part in (turn.message, *turn.after)) for turn in reversed(talk.turns)]
    return list(accumulate(lengths))[::-1]


class Fitter:
    """Fits one conversation into one leased model. Lives on the core's event loop, as long as one answer is prepared.

    Args:
        store: Keeps summaries, so that nothing is summed up twice.
        lease: The model.
        conversation: What is to be answered.
        policy: What to do when it is too long.
        max_tokens: The limit of the answer, if one is set.
        tell: Told what is done, where that takes its time.
        tools: What is offered to the model; it is read, too.
    """

    def __init__(
        self,
        store: Store,
        lease: ModelLease,
        conversation: Conversation,
        policy: ContextPolicy,
        max_tokens: int | None,
        tell: Callable[[AnswerProgress], None],
        tools: tuple[ToolSpec, ...] = (),
    ) -> None:
        self._tools = tools
        self._store = store
        self._lease = lease
        self._talk = conversation
        self._policy = policy
        self._budget = Budget(lease.context_tokens, max_tokens)
        self._tell = tell

    async def fit(self) -> Reading:
        """The prompt: all of it while there is room, else from some later question on.

        Raises:
            PromptTooLong: The last message alone is too long.
            AppError: The model could not sum up.
        """
        talk, summaries = self._talk, dict[str, str]()

        async def summary_before() -> str:
            summaries.update(await self._store.summaries(talk.turns[-1].id))
            return summaries.get(talk.turns[talk.before - 1].id, "") if talk.before else ""

        begin = await begin_of_reading(talk, self._policy, self._budget, self._count, summary_before)
        if not begin.start:
            return Reading(talk.messages())  # where that is too long, the engine says so, with the numbers
        if begin.settled:
            return self._reading(begin.start, begin.summary)
        if begin.start == talk.borders[-1]:
            await self._check_last(begin.start)
        summary = await self._sum_up(begin.start, summaries, begin.whole) if self._sums_up else ""
        if summary and await self._count(begin.start, summary) > self._budget.most:
            summary = ""  # the question fills the window by itself
        return self._reading(begin.start, summary)

    @property
    def _sums_up(self) -> bool:
        return self._policy is ContextPolicy.SUMMARISE

    async def _count(self, start: int, summary: str = "") -> int:
        return await self._lease.count_tokens(self._talk.messages(start, summary), self._tools)

    async def _check_last(self, start: int) -> None:
        tokens, window = await self._count(start), self._lease.context_tokens
        if tokens >= window:
            raise PromptTooLong(
                f"The last message alone has {tokens:,} tokens, but the model's context window holds {window:,}.",
                hint="Send a shorter message (this one stays in the chat, but is not read again).",
                params={"prompt_tokens": tokens, "context_tokens": window},
            )

    def _reading(self, start: int, summary: str) -> Reading:
        note = left_out_words(start, summed_up=bool(summary))
        return Reading(self._talk.messages(start, summary), self._talk.turns[start].id, note)

    async def _sum_up(self, count: int, known: dict[str, str], tokens: int) -> str:
        """What the first `count` turns say; `tokens` are those of all turns, if they were counted."""
        self._tell(AnswerProgress(AnswerPhase.SUMMARISING, note=summing_up_words(count)))
        characters = sum(len(turn.text) for turn in self._talk.turns)
        if not tokens:
            sample = "\n".join(turn.text[:SAMPLE] for turn in self._talk.turns[:SAMPLED])[:SAMPLE]
            characters, tokens = len(sample), await self._lease.count_tokens((Message.of(Role.USER, sample),))
        most = self._budget.characters_per_call(characters, tokens)
        while True:
            try:
                return await self._sum_up_in_pieces(self._talk.turns[:count], known, most)
            except PromptTooLong:  # this part of the chat has more tokens per character than the rest of it
                if most <= MIN_CHARACTERS:
                    raise
                most = max(MIN_CHARACTERS, most // 2)

    async def _sum_up_in_pieces(self, turns: Sequence[Turn], known: dict[str, str], most: int) -> str:
        """Goes on from the longest summary that there is."""
        begun = next((index for index in range(len(turns), 0, -1) if turns[index - 1].id in known), 0)
        summary = known[turns[begun - 1].id] if begun else ""
        for piece in pieces([_spoken(turn) for turn in turns[begun:]], most):
            summary = await self._extend(summary, piece) or summary
            if piece.through and summary:
                through = turns[begun + piece.through - 1].id
                known[through] = summary
                await self._store.keep_summary(through, summary)
        return summary

    async def _extend(self, summary: str, piece: Piece) -> str:
        """A summary of an earlier summary and what came after it; "" when the model says nothing."""
        sampling = Sampling(temperature=0.0, max_tokens=self._budget.summary_tokens)
        prompt = summary_prompt(summary, piece.text, self._budget.summary_words)
        request = GenerateRequest(
            (Message.of(Role.USER, prompt),), sampling, thinking=False, priority=Priority.BACKGROUND
        )
        written = [delta.text async for delta in self._lease.generate(request) if isinstance(delta, TextDelta)]
        return "".join(written).strip()


def _spoken(turn: Turn) -> str:
    """What was said, and that something was shown or played with it."""
    role, parts = turn.message.role, turn.message.parts
    shown = [word for kind, word in SHOWN.items() if any(isinstance(part, kind) for part in parts)]
    return f"{SPEAKERS.get(role, role)}{''.join(shown)}: {turn.text}"


def summary_prompt(summary: str, text: str, words: int) -> str:
    """What the model is asked when it sums up."""
    earlier = f"What was said before, in short:\n{summary}\n\n" if summary else ""
    return (
        f"Sum up the conversation below in at most {words} words, in its own language. Keep names, numbers, decisions, "
        "open questions, and what the person asked to be remembered. Write only the summary.\n\n"
        f"{earlier}The conversation:\n\n{text}"
    )
