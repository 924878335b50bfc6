"""Every command's signature, without its handler.

A signature is a plain async function with typed keyword arguments and no body. Services bind handlers of the same
shape (mypy compares them), front ends
call `invoke(signature, …)` and get the declared result type. From the same declaration come the wire form, the check
of arguments and the documentation.
Commands whose docstring says "Streams" return the id of a channel.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from app.bridge.names import Caller
from app.types.attachments import Attachment
from app.types.chats import Chat, ChatMessage, ChatSummary, ContextPolicy
from app.types.compare import Pair
from app.types.doctor import DoctorReport, ShippedPart
from app.types.embeddings import Embeddings, Pooling, StateInfo, TokenText
from app.types.engines import EngineInfo, EngineTest, ProviderInfo, ProviderSpec
from app.types.models import BackendName, DeviceInfo, LoadedModel, MemoryEstimate, ModelFacts, ModelInfo
from app.types.privacy import LedgerEntry
from app.types.settings import BackupInfo, ConfigIssue, DataInfo, SettingInfo, SettingsReply
from app.types.status import CoreStatus, StoreStatus

P = ParamSpec("P")
R = TypeVar("R")

LOCAL = frozenset({Caller.UI, Caller.CLI})


@dataclass(frozen=True, slots=True)
class Command:
    """What the registry knows about one signature."""

    name: str
    callers: frozenset[Caller]
    signature: Callable[..., Awaitable[Any]]


COMMANDS: dict[str, Command] = {}


def command(
    name: str, callers: frozenset[Caller] = LOCAL
) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    """Declare the decorated signature as the command `name`, callable by `callers` only."""

    def declare(signature: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        if name in COMMANDS:
            raise ValueError(f"command {name} is declared twice")
        COMMANDS[name] = Command(name, callers, signature)
        signature.__dict__["command_name"] = name
        return signature

    return declare


@dataclass(frozen=True, slots=True)
class AnswerStarted:
    """What `chat.send`, `chat.retry` and `chat.continue` reply; follow `answer.channel` for the rest."""

    chat: ChatSummary
    prompt: ChatMessage
    answer: ChatMessage


@dataclass(frozen=True, slots=True)
class RankedEngine:
    """One engine's place in a selection and why."""

    backend: BackendName
    usable: bool
    reason: str
    hint: str = ""
    """What would help, where that is not another engine."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which engine gets a model, and the ranked reasons; `chosen` is None when nothing can run it."""

    model_id: str
    chosen: BackendName | None
    ranking: tuple[RankedEngine, ...]


@dataclass(frozen=True, slots=True)
class ModelDetails:
    """Everything that is known about one model."""

    info: ModelInfo
    facts: ModelFacts | None = None
    """Of its file's header, if it has a file."""
    estimate: MemoryEstimate | None = None
    """What it will take with the engine and the context window that it would get now."""
    loaded: LoadedModel | None = None


@dataclass(frozen=True, slots=True)
class StopReply:
    """Whether the core ends now; when not, how many answers keep it."""

    stopping: bool
    answering: int = 0


@command("chat.list")
async def chat_list(*, deleted: bool = False) -> tuple[ChatSummary, ...]:
    """The chats, newest first; with `deleted` those in the trash instead."""
    raise NotImplementedError


@command("chat.open")
async def chat_open(*, chat_id: str) -> Chat:
    """One chat with the messages of its newest branch. A message that streams names its channel."""
    raise NotImplementedError


@command("chat.rename")
async def chat_rename(*, chat_id: str, title: str) -> ChatSummary:
    """Give a chat a title of one line, 200 characters at most."""
    raise NotImplementedError


@command("chat.delete")
async def chat_delete(*, chat_id: str) -> ChatSummary:
    """Move a chat to the trash and stop its running answers."""
    raise NotImplementedError


@command("chat.restore")
async def chat_restore(*, chat_id: str) -> ChatSummary:
    """Take a chat out of the trash."""
    raise NotImplementedError


@command("chat.send")
async def chat_send(
    *,
    text: str,
    chat_id: str | None = None,
    model_id: str | None = None,
    preset: str | None = None,
    context_policy: ContextPolicy | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> AnswerStarted:
    """Store a prompt, with what goes with it, and start its answer; without `chat_id` in a new chat. `context_policy`
    goes over the setting, for this answer and those that follow it. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("chat.draft")
async def chat_draft(*, text: str, chat_id: str | None = None, model_id: str | None = None) -> None:
    """What is being typed: the loaded model reads it ahead, if the settings allow it. The next draft of a chat replaces
    the last one, "" ends it. Nothing is stored, and nothing leaves this machine.
    """
    raise NotImplementedError


@command("chat.save_state")
async def chat_save_state(*, chat_id: str, path: str) -> StateInfo:
    """Write what the model has read of a chat to a file; reads what is missing first."""
    raise NotImplementedError


@command("chat.load_state")
async def chat_load_state(*, chat_id: str, path: str) -> StateInfo:
    """Take back what `chat.save_state` wrote, so that the chat need not be read again."""
    raise NotImplementedError


@command("chat.stop")
async def chat_stop(*, message_id: str) -> None:
    """Stop an answer; what had arrived is kept. Stopping one that has ended does nothing."""
    raise NotImplementedError


@command("chat.retry")
async def chat_retry(
    *, message_id: str, model_id: str | None = None, context_policy: ContextPolicy | None = None
) -> AnswerStarted:
    """Answer the same prompt again, beside the given answer; `context_policy` goes over the setting, for this answer
    and those that follow it. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("chat.continue")
async def chat_continue(*, message_id: str, context_policy: ContextPolicy | None = None) -> AnswerStarted:
    """Go on from where an answer ended early, in the same message: interrupted, stopped, failed, cut off by a limit or
    for going round in circles. `context_policy` as in `chat.retry`. Streams `AnswerItem`.
    """
    raise NotImplementedError


@command("model.list")
async def model_list() -> tuple[ModelInfo, ...]:
    """Every model that the catalogue knows, with its state; the default one is marked."""
    raise NotImplementedError


@command("model.load")
async def model_load(*, model_id: str) -> ModelInfo:
    """Load a model ahead of the first question."""
    raise NotImplementedError


@command("model.unload")
async def model_unload(*, model_id: str) -> ModelInfo:
    """Give a model's memory back; one that is answering is refused as busy."""
    raise NotImplementedError


@command("model.add_file")
async def model_add_file(*, path: str) -> ModelInfo:
    """Use a GGUF where it lies, after a bounded look at its header; it stays in the list."""
    raise NotImplementedError


@command("model.forget")
async def model_forget(*, model_id: str) -> None:
    """Take a file that was added out of the list; the file itself stays."""
    raise NotImplementedError


@command("model.set_default")
async def model_set_default(*, model_id: str) -> ModelInfo:
    """The model of new chats."""
    raise NotImplementedError


@command("model.explain")
async def model_explain(*, model_id: str) -> Selection:
    """Which engine would run a model, and why."""
    raise NotImplementedError


@command("model.show")
async def model_show(*, model_id: str) -> ModelDetails:
    """Everything that is known about a model: its file's facts, its chat template, and what it will take."""
    raise NotImplementedError


@command("model.tokenize")
async def model_tokenize(*, text: str, model_id: str | None = None) -> tuple[TokenText, ...]:
    """The tokens of a text; loads the model."""
    raise NotImplementedError


@command("model.detokenize")
async def model_detokenize(*, tokens: tuple[int, ...], model_id: str | None = None) -> str:
    """The text of tokens; loads the model."""
    raise NotImplementedError


@command("model.embed")
async def model_embed(
    *, texts: tuple[str, ...], model_id: str | None = None, pooling: Pooling = Pooling.AUTO, normalize: bool = True
) -> Embeddings:
    """Texts as vectors; loads the model."""
    raise NotImplementedError


@command("device.list")
async def device_list() -> tuple[DeviceInfo, ...]:
    """What the installed engines can compute on, with its memory."""
    raise NotImplementedError


@command("settings.describe")
async def settings_describe() -> tuple[SettingInfo, ...]:
    """Every declared setting with its value and where that comes from."""
    raise NotImplementedError


@command("settings.problems")
async def settings_problems() -> tuple[ConfigIssue, ...]:
    """What is wrong with the settings files and the environment, with file and line."""
    raise NotImplementedError


@command("settings.check")
async def settings_check(*, key: str, value: str | int | float | bool | list[str]) -> str:
    """What would be wrong with a value, as one sentence; "" when nothing is. Changes nothing."""
    raise NotImplementedError


@command("settings.set")
async def settings_set(*, values: dict[str, str | int | float | bool | list[str]]) -> SettingsReply:
    """Change settings, all or none: written into the person's file, with its comments kept, and applied at once."""
    raise NotImplementedError


@command("settings.reset")
async def settings_reset(*, keys: tuple[str, ...]) -> SettingsReply:
    """Take settings out of the person's file, so that they have their defaults again."""
    raise NotImplementedError


@command("engine.list")
async def engine_list(*, refresh: bool = False) -> tuple[EngineInfo, ...]:
    """Every engine in the global order, with its state; `refresh` looks anew whether servers answer."""
    raise NotImplementedError


@command("engine.test")
async def engine_test(*, backend: BackendName, model_id: str | None = None) -> EngineTest:
    """Try an engine out with a model, or with the first that it can run: what works, and how fast."""
    raise NotImplementedError


@command("engine.switch")
async def engine_switch(*, backend: BackendName | None, model_id: str | None = None) -> tuple[EngineInfo, ...]:
    """Put an engine first: for one model, or for all. The next answer comes from it, where it can; None goes back to
    the settings' order. It is remembered.
    """
    raise NotImplementedError


@command("engine.pull")
async def engine_pull(*, backend: BackendName, name: str) -> str:
    """Let an engine fetch a model of its own. Streams `PullProgress`; closing the channel does not stop it."""
    raise NotImplementedError


@command("engine.hand_over")
async def engine_hand_over(*, backend: BackendName, model_id: str, name: str = "") -> str:
    """Give an engine the file of a model; `name` is "" for one made of the model's id. Streams `PullProgress`."""
    raise NotImplementedError


@command("engine.stop_pull")
async def engine_stop_pull(*, channel: str) -> None:
    """Stop a pull or a handing over."""
    raise NotImplementedError


@command("engine.remove")
async def engine_remove(*, backend: BackendName, name: str) -> None:
    """Delete one of an engine's own models."""
    raise NotImplementedError


@command("provider.list")
async def provider_list() -> tuple[ProviderInfo, ...]:
    """The cloud providers that were set up."""
    raise NotImplementedError


@command("provider.save")
async def provider_save(*, spec: ProviderSpec, key: str | None = None) -> ProviderInfo:
    """Add or change a provider; `key` goes to the system's keyring, None leaves it, "" removes it."""
    raise NotImplementedError


@command("provider.remove")
async def provider_remove(*, name: str) -> None:
    """Take a provider and its key away."""
    raise NotImplementedError


@command("provider.test")
async def provider_test(*, name: str) -> ProviderInfo:
    """Ask an endpoint for its models and probe what the first one can; the only time that it is probed."""
    raise NotImplementedError


@command("privacy.ledger")
async def privacy_ledger(*, limit: int = 500) -> tuple[LedgerEntry, ...]:
    """The connections of this program, newest first."""
    raise NotImplementedError


@command("privacy.clear_ledger")
async def privacy_clear_ledger() -> None:
    """Forget them."""
    raise NotImplementedError


@command("data.info")
async def data_info() -> DataInfo:
    """Where the person's data lies, how much it is, and which backups there are."""
    raise NotImplementedError


@command("data.back_up")
async def data_back_up() -> BackupInfo:
    """Make a backup of all chats now."""
    raise NotImplementedError


@command("data.restore")
async def data_restore(*, name: str) -> StoreStatus:
    """Put a backup in place; today's database is kept aside."""
    raise NotImplementedError


@command("data.delete_all")
async def data_delete_all(*, confirm: str) -> None:
    """Delete chats, backups, settings, keys, kept states and logs, and end. `confirm` must be "delete everything"."""
    raise NotImplementedError


@command("doctor.run")
async def doctor_run() -> DoctorReport:
    """Look at engines, devices, memory, disk, models, settings, sound, camera and the last crash."""
    raise NotImplementedError


@command("doctor.report")
async def doctor_report() -> str:
    """The same as text for a bug report, without prompts, keys, names and home paths."""
    raise NotImplementedError


@command("about.parts")
async def about_parts() -> tuple[ShippedPart, ...]:
    """What Tektra is made of, with versions and licences."""
    raise NotImplementedError


@command("compare.start")
async def compare_start(*, text: str, pairs: tuple[Pair, ...], system: str = "") -> str:
    """Ask the same of several pairs of model and engine, one after the other, with the same sampling. Nothing is
    stored. Streams `CompareItem`; the reply is the channel.
    """
    raise NotImplementedError


@command("compare.stop")
async def compare_stop(*, channel: str) -> None:
    """Stop a comparison."""
    raise NotImplementedError


@command("store.retry")
async def store_retry() -> StoreStatus:
    """Try to open the database again, after it was locked or the disk was full."""
    raise NotImplementedError


@command("store.restore_backup")
async def store_restore_backup() -> StoreStatus:
    """Put the newest good backup in place; today's database is kept aside."""
    raise NotImplementedError


@command("core.status")
async def core_status() -> CoreStatus:
    """The core, its workers and the database."""
    raise NotImplementedError


@command("core.stop")
async def core_stop(*, only_if_idle: bool = False, on_purpose: bool = True) -> StopReply:
    """End the core in order. `on_purpose=False` lets windows start a new one (used when another version takes over)."""
    raise NotImplementedError
