"""A core without engines and database: the real door, registry, channels and bus over scripted answers.

`LinkCore` runs inside a test's event loop; as a program (`python link_core.py RUNTIME_DIR [VERSION] [busy]`) it
stands for a core process that a client finds, starts, kills and comes back to.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import __version__
from app.bridge.channels import Channel, ChannelHub
from app.bridge.events import EmptyEvent, EventBus, StoppedEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.bridge.signatures import (
    AnswerStarted,
    ModelDetails,
    StopReply,
    chat_list,
    chat_load_state,
    chat_open,
    chat_rename,
    chat_save_state,
    chat_send,
    chat_stop,
    core_status,
    core_stop,
    device_list,
    engine_list,
    engine_switch,
    engine_test,
    model_add_file,
    model_embed,
    model_list,
    model_show,
    model_tokenize,
    store_retry,
)
from app.config.paths import Paths
from app.daemon.door import SocketServer
from app.daemon.lock import CoreLock
from app.errors import ChatNotFound, EngineError, ModelFileError
from app.process import own_environment
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatOptions, ChatSummary, ContextPolicy, MessageStatus
from app.types.embeddings import Embeddings, Pooling, StateInfo, TokenText
from app.types.engines import AbilityCheck, CheckState, EngineInfo, EngineState, EngineTest
from app.types.generation import StopReason, Usage
from app.types.messages import Role
from app.types.models import (
    BackendName,
    Capability,
    DeviceInfo,
    LoadedModel,
    LoadState,
    MemoryEstimate,
    ModelFacts,
    ModelInfo,
)
from app.types.status import CoreStatus, StoreStatus, WorkerState, WorkerStatus
from app.types.streams import AnswerEnded, AnswerPhase, AnswerProgress, AnswerText, AnswerThinking

STORE = StoreStatus(writable=True, path="/nowhere/tektra.db")
CHATS = (
    ChatSummary("aabb0011", "Why is the sky \x1b[31mblue?", 1.0, 2.0, message_count=2),
    ChatSummary("aacc0022", "Second", 1.0, 2.0),
)


class LinkCore:
    """Answers by script; the prompt says how.

    `wait …` stays open until it is stopped or the test goes on, `fail` fails, anything else is said back word by word.
    """

    def __init__(
        self,
        folder: Path,
        *,
        version: str = __version__,
        busy: bool = False,
        on_clients_changed: Callable[[int], None] = lambda _: None,
        max_unread: int | None = None,
    ) -> None:
        self.folder = folder
        self.busy = busy
        self.version = version
        self.channels = ChannelHub()
        self.bus = EventBus()
        self.registry = CommandRegistry()
        self.lock = CoreLock(folder / "core.lock")
        extra = {} if max_unread is None else {"max_unread": max_unread}
        self.server = SocketServer(
            self.registry,
            self.channels,
            self.bus,
            folder / "core.sock",
            self.lock,
            on_clients_changed=on_clients_changed,
            version=version,
            **extra,
        )
        self.gate = asyncio.Event()
        self.stopping = asyncio.Event()
        self.sent = asyncio.Event()
        self.asked: list[dict[str, object]] = []
        self.policies: list[ContextPolicy | None] = []
        self.options: list[ChatOptions | None] = []
        self.ending: dict[str, Any] = {}
        """What is different about the messages of answers that end."""
        self.attached: list[tuple[Attachment, ...]] = []
        self.placed: list[tuple[str | None, bool]] = []
        """The folder of each question's new chat, and whether it was to be temporary."""
        self.stopped: list[str] = []
        self.opened = 0
        self.renaming = 0
        self._open: dict[str, tuple[Channel, ChatMessage]] = {}
        self._bind()

    def _bind(self) -> None:
        bind = self.registry.bind
        bind(chat_list, self.chat_list)
        bind(chat_open, self.chat_open)
        bind(chat_rename, self.chat_rename)
        bind(chat_send, self.chat_send)
        bind(chat_stop, self.chat_stop)
        bind(chat_save_state, self.chat_state)
        bind(chat_load_state, self.chat_state)
        bind(model_show, self.model_show)
        bind(model_tokenize, self.model_tokenize)
        bind(model_embed, self.model_embed)
        bind(device_list, self.device_list)
        bind(engine_list, self.engine_list)
        bind(engine_switch, self.engine_switch)
        bind(engine_test, self.engine_test)
        bind(model_list, self.model_list)
        bind(model_add_file, self.model_add_file)
        bind(store_retry, self.store_retry)
        bind(core_status, self.core_status)
        bind(core_stop, self.core_stop)

    async def start(self) -> bool:
        """Take the lock and open the door; False when another core has the lock."""
        if not self.lock.acquire():
            return False
        await self.server.start()
        return True

    async def stop(self) -> None:
        await self.server.stop()
        self.lock.release()

    async def __aenter__(self) -> LinkCore:
        assert await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def chat_list(self, *, deleted: bool = False, archived: bool = False) -> tuple[ChatSummary, ...]:
        return () if deleted or archived else CHATS

    async def chat_open(self, *, chat_id: str, limit: int | None = None) -> Chat:  # noqa: ARG002 (short chats)
        """The chat `full` has four megabytes."""
        self.opened += 1
        if chat_id == "full":
            return Chat(CHATS[0], (_message("m0", chat_id, Role.USER, "x" * 4_000_000),))
        if chat_id not in [chat.id for chat in CHATS]:
            raise ChatNotFound(f"There is no chat {chat_id!r}.")
        said = (_message("m0", chat_id, Role.USER, "Why?"), _ended(_message("m1", chat_id, Role.ASSISTANT, "So\x07.")))
        return Chat(CHATS[0], said)

    async def chat_rename(self, *, chat_id: str, title: str) -> ChatSummary:
        """`slow` titles wait for the gate."""
        self.renaming += 1
        if title == "slow":
            await self.gate.wait()
        return ChatSummary(chat_id, title, 1.0, 2.0)

    async def chat_send(
        self,
        *,
        text: str,
        chat_id: str | None = None,
        model_id: str | None = None,
        preset: str | None = None,
        context_policy: ContextPolicy | None = None,
        attachments: tuple[Attachment, ...] = (),
        options: ChatOptions | None = None,
        folder_id: str | None = None,
        temporary: bool = False,
    ) -> AnswerStarted:
        self.options.append(options)
        self.placed.append((folder_id, temporary))
        self.asked.append({"text": text, "chat_id": chat_id, "model_id": model_id, "preset": preset})
        self.policies.append(context_policy)
        self.attached.append(attachments)
        channel = self.channels.open()
        answer = _message("a" + channel.id, "c1", Role.ASSISTANT, "", MessageStatus.STREAMING)
        self._open[answer.id] = (channel, answer)
        words = text.split()
        channel.send(AnswerProgress(AnswerPhase.LOADING))
        if words[:1] == ["think"]:
            channel.send(AnswerThinking("Hm.", 3.2))
        for index, word in enumerate(words):
            channel.send(AnswerText(word if index == 0 else f" {word}"))
        if words[:1] != ["wait"]:
            self.finish(answer.id, failed=text == "fail")
        prompt = _message("p1", "c1", Role.USER, text)
        self.sent.set()
        return AnswerStarted(CHATS[0], prompt, replace(answer, channel=channel.id))

    async def chat_stop(self, *, message_id: str) -> None:
        self.stopped.append(message_id)
        self.finish(message_id, StopReason.STOPPED)

    def channel_of(self, message_id: str) -> Channel:
        return self._open[message_id][0]

    def finish(self, message_id: str, reason: StopReason = StopReason.FINISHED, *, failed: bool = False) -> None:
        """End an answer; a stopped or finished one that has ended stays as it is."""
        channel, answer = self._open[message_id]
        if not channel.ended:
            channel.send(AnswerEnded(replace(_ended(answer, reason, failed=failed), **self.ending)))
            channel.close()

    async def model_list(self) -> tuple[ModelInfo, ...]:
        return (ModelInfo("smol", "Smol", LoadState.READY, BackendName.ECHO, size_bytes=94_000_000, is_default=True),)

    async def model_show(self, *, model_id: str) -> ModelDetails:
        facts = ModelFacts("llama", layers=30, vocabulary=49152, chat_template="{{ messages }}")
        loaded = LoadedModel("smol", 8192, 1.25)
        [info] = await self.model_list()
        return ModelDetails(replace(info, id=model_id), facts, MemoryEstimate(90_000_000, 10_000_000, 5), loaded)

    async def model_tokenize(
        self, *, text: str, model_id: str | None = None, backend: BackendName | None = None
    ) -> tuple[TokenText, ...]:
        self.asked.append({"model_id": model_id, "backend": backend})
        return tuple(TokenText(number, f" {word}") for number, word in enumerate(text.split()))

    async def model_embed(
        self,
        *,
        texts: tuple[str, ...],
        model_id: str | None = None,
        pooling: Pooling = Pooling.AUTO,
        normalize: bool = True,
    ) -> Embeddings:
        """As many numbers as a text has words, and a vector a word without pooling."""
        self.asked.append({"model_id": model_id, "pooling": pooling, "normalize": normalize})
        each = [(tuple(float(len(word)) for word in text.split()),) for text in texts]
        return Embeddings(tuple(vectors * (2 if pooling is Pooling.NONE else 1) for vectors in each), 7)

    async def device_list(self) -> tuple[DeviceInfo, ...]:
        return (DeviceInfo("CUDA0", "gpu", "A card", 8_000_000_000, 7_000_000_000), DeviceInfo("CPU", "cpu"))

    async def engine_list(self, *, refresh: bool = False) -> tuple[EngineInfo, ...]:
        self.asked.append({"refresh": refresh})
        reason, hint = "It does not run.", "Start it."
        return (
            EngineInfo(
                BackendName.LLAMA_CPP, EngineState.READY, enabled=True, version="1", models=2, tokens_per_s=99.6
            ),
            EngineInfo(BackendName.OLLAMA, EngineState.NOT_RUNNING, enabled=True, reason=reason, hint=hint),
        )

    async def engine_switch(
        self, *, backend: BackendName | None, model_id: str | None = None
    ) -> tuple[EngineInfo, ...]:
        self.asked.append({"backend": backend, "model_id": model_id})
        return ()

    async def engine_test(self, *, backend: BackendName, model_id: str | None = None) -> EngineTest:
        self.asked.append({"backend": backend, "model_id": model_id})
        checks = (AbilityCheck(Capability.TOOLS, CheckState.WARNING, "It did not call the tool."),)
        return EngineTest(backend, "smol", "The sea is wide.", 1.5, 0.25, 42.0, 150_000_000, checks)

    async def chat_state(self, *, chat_id: str, path: str) -> StateInfo:
        self.asked.append({"chat_id": chat_id, "path": path})
        return StateInfo(2000, 47_000_000)

    async def model_add_file(self, *, path: str) -> ModelInfo:
        if not Path(path).is_file():  # noqa: ASYNC240 - a test's file
            raise ModelFileError(f"There is no file {path}.", hint="Check the path.")
        return ModelInfo("file:" + path, Path(path).name, LoadState.READY)

    async def store_retry(self) -> StoreStatus:
        """Tells every front end something, `models.changed`."""
        self.bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
        return STORE

    async def core_status(self) -> CoreStatus:
        worker = WorkerStatus(4711, BackendName.ECHO, "smol", WorkerState.IDLE, memory_bytes=50_000_000)
        return CoreStatus(
            os.getpid(), self.version, 1.0, 60_000_000, self.server.clients, lingers=True, answering=int(self.busy),
            store=STORE, workers=(worker,),
        )  # fmt: skip

    async def core_stop(self, *, only_if_idle: bool = False, on_purpose: bool = True) -> StopReply:
        if only_if_idle and self.busy:
            return StopReply(stopping=False, answering=1)
        self.bus.emit(EventName.CORE_STOPPED, StoppedEvent(on_purpose))
        self.stopping.set()
        return StopReply(stopping=True)


def core_starter(version: str = __version__) -> Callable[[Paths], subprocess.Popen[bytes]]:
    """A `Spawn` for clients: starts this file as the core."""

    def spawn(paths: Paths) -> subprocess.Popen[bytes]:
        return start_core(paths, version)

    return spawn


def start_core(paths: Paths, *arguments: str) -> subprocess.Popen[bytes]:
    """This file as a core process of the given installation."""
    paths.ensure()
    with (paths.logs / "core.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-P", __file__, str(paths.runtime), *arguments],
            env=own_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _message(
    message_id: str, chat_id: str, role: Role, text: str, status: MessageStatus = MessageStatus.COMPLETE
) -> ChatMessage:
    return ChatMessage(message_id, chat_id, None, role, text, status, 1.0)


def _ended(answer: ChatMessage, reason: StopReason = StopReason.FINISHED, *, failed: bool = False) -> ChatMessage:
    if failed:
        error = EngineError("The engine gave up.", hint="Try again.").to_dict()
        return replace(answer, status=MessageStatus.FAILED, stop_reason=StopReason.FAILED, error=error)
    status = MessageStatus.STOPPED if reason is StopReason.STOPPED else MessageStatus.COMPLETE
    usage = Usage(completion_tokens=12, first_token_s=0.25, tokens_per_s=34.5)
    return replace(answer, status=status, stop_reason=reason, usage=usage, model_name="Smol")


async def _main(folder: Path, version: str, *, busy: bool) -> None:
    core = LinkCore(folder, version=version, busy=busy)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, core.stopping.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, lambda: setattr(core, "busy", False))
    if await core.start():
        await core.stopping.wait()
        await core.stop()


if __name__ == "__main__":
    asyncio.run(
        _main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else __version__, busy="busy" in sys.argv[3:])
    )
