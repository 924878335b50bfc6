"""Commands that look into models, devices and kept states, over a scripted manager."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from app.bridge.signatures import ModelDetails
from app.errors import ChatNotFound, EngineError, InvalidInput
from app.services.chat_options import InForce
from app.services.effective import Defaults, effective
from app.services.inspect import ANY, EMBEDDINGS, MAX_DETOKENIZE, MAX_EMBED_BYTES, MAX_TOKENIZE_BYTES, InspectService
from app.services.states import TEXT, StateService
from app.services.tools.builtin import builtin_tools
from app.services.tools.registry import Toolbox
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import (
    Chat,
    ChatMessage,
    ChatOptions,
    ChatSummary,
    ContextPolicy,
    MessageStatus,
    OptionSource,
    ToolStatus,
    ToolUse,
)
from app.types.embeddings import Embeddings, EmbedRequest, Pooling, StateInfo, TokenText
from app.types.generation import Sampling, ToolSpec
from app.types.library import ModelOptions
from app.types.messages import ImagePart, Message, Role, TextPart
from app.types.models import (
    BackendName,
    Capability,
    DeviceInfo,
    LoadedModel,
    LoadState,
    ModelInfo,
    ModelSource,
    ModelSpec,
    SourceKind,
)

MODEL = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
CPU = DeviceInfo("CPU", "cpu")
SUMMARY = ChatSummary("c1", "Sky", 1.0, 2.0, model_id="m")


class Manager:
    """A manager whose one model answers at once; it is its own lease."""

    def __init__(self) -> None:
        self.leases: list[tuple[str, frozenset[Capability]]] = []
        self.engines: list[BackendName | None] = []
        self.held = 0
        self.asked: list[Any] = []
        self.fails = False
        self.loaded = LoadedModel("m", 4096, 0.0)

    @asynccontextmanager
    async def lease(
        self, model_id: str, needs: frozenset[Capability], *, backend: BackendName | None = None
    ) -> AsyncIterator[Manager]:
        self.leases.append((model_id, needs))
        self.engines.append(backend)
        self.held += 1
        try:
            yield self
        finally:
            self.held -= 1

    def details(self, model_id: str) -> ModelDetails:
        return ModelDetails(ModelInfo(model_id, "M", LoadState.READY))

    async def devices(self) -> tuple[DeviceInfo, ...]:
        return (CPU,)

    async def tokenize(self, text: str) -> tuple[TokenText, ...]:
        return tuple(TokenText(number, letter) for number, letter in enumerate(text[:3]))

    async def detokenize(self, tokens: tuple[int, ...]) -> str:
        return "".join(chr(token) for token in tokens[:3])

    async def embed(self, request: EmbedRequest) -> Embeddings:
        self.asked.append(request)
        return Embeddings((((1.0,),),) * len(request.texts), 3)

    async def save_state(self, messages: tuple[Message, ...], path: str, tools: tuple[ToolSpec, ...], /) -> StateInfo:
        if self.fails:
            raise EngineError("The file cannot be written.")
        self.asked.append((messages, path, *(tool.name for tool in tools)))
        return StateInfo(10, 100)

    async def load_state(self, path: str) -> StateInfo:
        self.asked.append(path)
        return StateInfo(10, 100)


class Chats:
    """One chat."""

    def __init__(self, *texts: str) -> None:
        self.files: dict[str, tuple[Attachment, ...]] = {}
        roles = (Role.USER, Role.ASSISTANT)
        self.messages = tuple(
            ChatMessage(f"m{n}", "c1", f"m{n - 1}" if n else None, roles[n % 2], text, MessageStatus.COMPLETE, 1.0)
            for n, text in enumerate(texts)
        )

    async def chat(self, chat_id: str, /) -> Chat:
        return Chat(await self.summary(chat_id), self.messages)

    async def attached(self, message_id: str, /) -> dict[str, tuple[Attachment, ...]]:
        assert message_id == self.messages[-1].id
        return self.files

    async def summary(self, chat_id: str, /) -> ChatSummary:
        if chat_id != SUMMARY.id:
            raise ChatNotFound("There is no such chat.")
        return SUMMARY


def resolve(wanted: str | None) -> ModelSpec:
    return MODEL if wanted is None else replace(MODEL, id=wanted)


@pytest.fixture
def manager() -> Manager:
    return Manager()


@pytest.fixture
def looking(manager: Manager) -> InspectService:
    return InspectService(manager, resolve)


async def test_models_and_devices_are_shown_without_loading_anything(looking: InspectService, manager: Manager) -> None:
    assert (await looking.show(model_id="x")).info.id == "x"
    assert await looking.devices() == (CPU,)
    assert manager.leases == []


async def test_tokens_can_be_those_of_a_certain_engine(looking: InspectService, manager: Manager) -> None:
    assert await looking.tokenize(text="a", backend=BackendName.LLAMA_CPP)
    assert manager.engines == [BackendName.LLAMA_CPP]


async def test_a_question_about_a_model_holds_it_as_long_as_it_takes(looking: InspectService, manager: Manager) -> None:
    assert await looking.tokenize(text="abc") == (TokenText(0, "a"), TokenText(1, "b"), TokenText(2, "c"))
    assert manager.engines == [None]
    assert await looking.detokenize(tokens=(97, 98), model_id="x") == "ab"
    await looking.embed(texts=("a", "b"), pooling=Pooling.CLS, normalize=False)
    assert manager.leases == [("m", ANY), ("x", ANY), ("m", EMBEDDINGS)]
    assert manager.asked == [EmbedRequest(("a", "b"), Pooling.CLS, normalize=False)]
    assert manager.held == 0


async def test_what_no_message_could_carry_is_refused_before_anything_is_loaded(
    looking: InspectService, manager: Manager
) -> None:
    with pytest.raises(InvalidInput, match="800,001 bytes; 800,000 are allowed"):
        await looking.tokenize(text="x" * (MAX_TOKENIZE_BYTES + 1))
    with pytest.raises(InvalidInput):
        await looking.tokenize(text="ä" * (MAX_TOKENIZE_BYTES // 2 + 1))
    with pytest.raises(InvalidInput):
        await looking.detokenize(tokens=(1,) * (MAX_DETOKENIZE + 1))
    with pytest.raises(InvalidInput):
        await looking.embed(texts=("x" * MAX_EMBED_BYTES, "y"))
    assert manager.leases == []
    assert await looking.tokenize(text="x" * MAX_TOKENIZE_BYTES)


def keeping(
    chats: Chats,
    manager: Manager,
    model: ModelSpec = MODEL,
    said: ChatOptions = ChatOptions(),  # noqa: B008 (frozen)
) -> StateService:
    """The service, with chats that say this of their answers."""
    defaults = Defaults({"balanced": Sampling()}, "balanced", ContextPolicy.REFUSE)

    async def in_force(chat_id: str) -> InForce:
        await chats.summary(chat_id)
        found = effective(said, None, ModelOptions(), defaults, (model.id, OptionSource.CHAT))
        return InForce(model, found, said, chosen=True)

    return StateService(chats, manager, in_force, offer=Toolbox(builtin_tools()).specs)


async def test_a_chat_is_saved_as_its_next_question_would_read_it(manager: Manager) -> None:
    states = keeping(Chats("Why?", "So.", "And?"), manager)
    assert await states.save(chat_id="c1", path="/tmp/x.state") == StateInfo(10, 100)
    said = (
        Message.of(Role.USER, "Why?"),
        Message.of(Role.ASSISTANT, "So."),
        Message.of(Role.USER, "And?"),
    )
    assert await states.load(chat_id="c1", path="/tmp/x.state") == StateInfo(10, 100)
    assert manager.asked == [(said, "/tmp/x.state"), "/tmp/x.state"]
    assert manager.leases == [("m", TEXT)] * 2


async def test_what_a_model_saw_is_not_left_out_of_what_is_saved(manager: Manager) -> None:
    chats = Chats("Why?", "So.")
    chats.files = {"m0": (Attachment(AttachmentKind.IMAGE, "sky.png", b"pixels"),)}
    seeing = replace(MODEL, capabilities=frozenset({Capability.IMAGE}))
    await keeping(chats, manager, seeing).save(chat_id="c1", path="/tmp/x.state")
    await keeping(chats, manager).save(chat_id="c1", path="/tmp/x.state")
    answer = Message.of(Role.ASSISTANT, "So.")
    shown = Message(Role.USER, (ImagePart(b"pixels"), TextPart("Why?")))
    assert manager.asked == [
        ((shown, answer), "/tmp/x.state"),
        ((Message.of(Role.USER, "Why?"), answer), "/tmp/x.state"),
    ]


async def test_tools_are_saved_with_a_chat_where_its_model_can_use_them(manager: Manager) -> None:
    chats = Chats("Why?", "So.")
    use = ToolUse("a1", "time", "{}", 0, ToolStatus.DONE, "noon")
    chats.messages = (chats.messages[0], replace(chats.messages[1], tools=(use,)))
    states = keeping(chats, manager, said=ChatOptions(tools=("time", "gone")))
    await states.save(chat_id="c1", path="/tmp/x.state")
    manager.loaded = replace(manager.loaded, abilities=frozenset({Capability.TOOLS}))
    await states.save(chat_id="c1", path="/tmp/x.state")
    (without, _), (messages, _, *tools) = manager.asked
    assert tools == ["time"]
    assert [message.role for message in messages] == [Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT]
    assert [message.role for message in without] == [Role.USER, Role.ASSISTANT]


async def test_what_cannot_be_saved_is_said_and_the_model_let_go(manager: Manager) -> None:
    states = keeping(Chats("Why?"), manager)
    for path in ("", "relative", "/tmp/nul\0"):
        with pytest.raises(InvalidInput, match="usable path"):
            await states.save(chat_id="c1", path=path)
        with pytest.raises(InvalidInput, match="usable path"):
            await states.load(chat_id="c1", path=path)
    with pytest.raises(ChatNotFound):
        await states.save(chat_id="none", path="/tmp/x")
    with pytest.raises(ChatNotFound):
        await states.load(chat_id="none", path="/tmp/x")
    with pytest.raises(InvalidInput, match="empty"):
        await keeping(Chats(), manager).save(chat_id="c1", path="/tmp/x")
    manager.fails = True
    with pytest.raises(EngineError):
        await states.save(chat_id="c1", path="/tmp/x")
    assert manager.held == 0
