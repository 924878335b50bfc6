"""`tektra run`: one question, its answer as it comes."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Coroutine
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from typing import Any

from app.bridge.signatures import (
    AnswerStarted,
    assistant_list,
    chat_mark_read,
    chat_open,
    chat_send,
    chat_set_options,
    chat_stop,
)
from app.cli.chat_places import all_chats
from app.cli.files import read_attachments
from app.cli.library import find_assistant
from app.cli.lookup import find_chat, find_model, is_model_file
from app.cli.notices import tell
from app.cli.terminal import EXIT_OK, Terminal, exit_code
from app.cli.tools import answer_for, offered
from app.cli.waiting import Waiting
from app.client.aio import AsyncClient
from app.client.endings import REASONS, failure_of
from app.client.reading import Reading
from app.errors import AppError, BridgeError, InvalidInput
from app.types.attachments import Attachment
from app.types.chats import ChatMessage, ChatOptions, ContextPolicy
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText, AnswerThinking, AnswerTool

STOP_S = 5.0
"""How long Ctrl-C waits for the core to confirm."""

SHORTEN = "Or let it answer without the oldest messages (drop), or with a summary of them (summarise): tektra run"

ONLY_THOUGHTS = "The answer consists of thoughts only; the chat keeps them."

_PHASES = {
    AnswerPhase.QUEUED: "Waiting for another answer…",
    AnswerPhase.LOADING: "Loading the model…",
    AnswerPhase.READING: "Reading the question…",
    AnswerPhase.TOOL: "Using a tool…",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the command line asks; `model` is an id, an alias, a path or None for the default one."""

    model: str | None
    prompt: str
    attachments: tuple[Attachment, ...] = ()


def run(args: argparse.Namespace, terminal: Terminal) -> Coroutine[Any, Any, int]:
    """Send the question and print the answer while it comes; Ctrl-C and a closed pipe stop it.

    Standard input is read before the event loop runs, which would hold Ctrl-C back until the end of the input.
    """
    attachments = read_attachments(args.image, args.audio, args.file)
    return _run(replace(read_question(args.words, args.model, terminal), attachments=attachments), args, terminal)


async def _run(question: Question, args: argparse.Namespace, terminal: Terminal) -> int:
    terminal.status("Starting…")
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        model = None if question.model is None else await find_model(client, question.model)
        chat = find_chat(await all_chats(client), args.chat) if args.chat else None
        options = await _options(client, args, chat)
        # A task of its own: Ctrl-C before the reply must not leave an answer behind whose id nobody knows.
        policy = ContextPolicy(args.context_policy) if args.context_policy else None
        sending = asyncio.ensure_future(
            client.invoke(
                chat_send,
                text=question.prompt,
                chat_id=chat,
                model_id=model,
                preset=args.preset,
                context_policy=policy,
                attachments=question.attachments,
                options=options,
            )
        )
        try:
            started = await asyncio.shield(sending)
            answer = await _stream(client, started.answer, terminal, args.allow_tool, quiet=args.json)
            with suppress(AppError):  # the answer counts
                await client.invoke(chat_mark_read, chat_id=started.chat.id)
        except (asyncio.CancelledError, BrokenPipeError):
            with suppress(AppError, TimeoutError):
                async with asyncio.timeout(STOP_S):
                    await _stop(client, sending)
            raise
    if args.json:
        from app.wire import to_wire

        terminal.json({"chat": to_wire(replace(started.chat, answering=False)), "answer": to_wire(answer)})
    else:
        for remark in (answer.note, ONLY_THOUGHTS if answer.thinking and not answer.text else ""):
            if remark:
                terminal.warn(remark)
        terminal.note(figures(answer))
    error = failure_of(answer)
    if error is None:
        return EXIT_OK
    if error.params.get("older_turns"):
        error.hint += f"\n{SHORTEN} --chat {answer.chat_id} --context-policy drop"
    terminal.error(error)
    return exit_code(error)


async def _options(client: AsyncClient, args: argparse.Namespace, chat: str | None) -> ChatOptions | None:
    """Those of a new conversation; one that is there gets them now."""
    tools = await offered(client, args.allow_tool)
    if args.system is None and args.assistant is None and (chat or not tools):
        return None
    known = (await client.invoke(chat_open, chat_id=chat)).options if chat else ChatOptions()
    if args.assistant is not None:
        assistant = find_assistant(await client.invoke(assistant_list), args.assistant)
        known = replace(known, assistant_id=assistant.id)
    if tools and not chat:
        known = replace(known, tools=tools)
    wanted = known if args.system is None else replace(known, system_prompt=args.system)
    if chat:
        await client.invoke(chat_set_options, chat_id=chat, options=wanted)
    return wanted


def read_question(words: list[str], model: str | None, terminal: Terminal) -> Question:
    """Tell model and prompt apart: two words are both, one is the prompt unless it is a model file.

    Raises:
        InvalidInput: No prompt, an empty one, too long a one, or too many words.
    """
    rest = list(words)
    if model is None and (len(rest) == 2 or (len(rest) == 1 and is_model_file(rest[0]))):
        model = rest.pop(0)
    if len(rest) > 1:
        raise InvalidInput("The question has to be one argument.", hint='Put it in quotes: tektra run "Why is …?"')
    if rest and rest[0] != "-":
        prompt = rest[0]
    elif terminal.stdin.isatty() and not rest:
        raise InvalidInput("There is no question.", hint='Try: tektra run "Why is the sky blue?"')
    else:
        prompt = terminal.read_input()
    if not prompt.strip():
        raise InvalidInput("The question is empty.", hint='Try: tektra run "Why is the sky blue?"')
    return Question(model, prompt)


def figures(answer: ChatMessage) -> str:
    """The line under an answer."""
    usage = answer.usage
    parts = [answer.model_name or answer.model_id or ""]
    if usage is not None:
        parts += [
            f"{usage.completion_tokens} tokens",
            f"{usage.tokens_per_s:.1f} tokens/s",
            f"first after {usage.first_token_s:.2f} s",
        ]
    parts.append(REASONS[answer.stop_reason] if answer.stop_reason else answer.status)
    return " · ".join(part for part in parts if part)


async def _stop(client: AsyncClient, sending: asyncio.Future[AnswerStarted]) -> None:
    started = await sending
    await client.invoke(chat_stop, message_id=started.answer.id)


def _number(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}"


def _wait_on(waiting: Waiting, item: object) -> None:
    """Anything but progress is the answer itself, or its end."""
    if isinstance(item, AnswerProgress):
        waiting.heard("" if item.phase is AnswerPhase.READING else _PHASES.get(item.phase, ""))
    else:
        waiting.stop()


def _tell_progress(item: AnswerProgress, told: str, reading: Reading, terminal: Terminal) -> str:
    """Say what the answer waits for; returns the remark that was made last."""
    if item.note and item.note != told:
        terminal.note(item.note)
    reading.take(item)
    terminal.status(f"{_PHASES.get(item.phase, '')} {reading.words(_number)}".strip())
    return item.note or told


async def _stream(
    client: AsyncClient, answer: ChatMessage, terminal: Terminal, allowed: list[str], *, quiet: bool
) -> ChatMessage:
    """Print the answer as it comes and return the message as it is stored at the end."""
    last = note = ""
    reading = Reading()

    def show(text: str) -> None:
        nonlocal last
        if text and not quiet:
            terminal.write(text)
            last = text

    show(answer.text)
    ended = answer if answer.channel is None else None
    if answer.channel is not None:
        async with (
            aclosing(client.follow(answer.channel, answer.channel_seq)) as items,
            Waiting(terminal.status) as waiting,
        ):
            async for item in items:
                _wait_on(waiting, item)
                if isinstance(item, AnswerText):
                    show(item.text)
                elif isinstance(item, AnswerThinking):
                    terminal.status(f"Thinking… {item.seconds:.0f} s")
                elif isinstance(item, AnswerProgress):
                    note = _tell_progress(item, note, reading, terminal)
                elif isinstance(item, AnswerTool):
                    await answer_for(client, terminal, answer.id, item.use, allowed)
                elif isinstance(item, AnswerEnded):
                    ended = item.message
    if last and not last.endswith("\n"):
        terminal.line()
    if ended is None:
        raise BridgeError("The answer broke off.", hint="See what arrived: tektra chats show " + answer.chat_id)
    return ended
