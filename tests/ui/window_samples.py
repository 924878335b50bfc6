"""Chats, models and states that tests of the window share."""

from __future__ import annotations

import time

from app.bridge.signatures import (
    assistant_list,
    chat_draft,
    chat_keep_draft,
    chat_list,
    chat_mark_read,
    chat_measure,
    chat_new_draft,
    chat_open,
    chat_options,
    core_status,
    document_check,
    folder_list,
    model_list,
)
from app.types.chats import Chat, ChatSummary, ContextPolicy, ContextUse, EffectiveOptions
from app.types.documents import DocumentInfo
from app.types.generation import Sampling
from app.types.models import BackendName, LoadState, ModelInfo
from app.types.status import CoreStatus, StoreStatus, WorkerState, WorkerStatus
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.settings_samples import scripted_settings

SMOL = ModelInfo(
    "smol",
    "SmolLM2 135M",
    LoadState.LOADED,
    BackendName.LLAMA_CPP,
    context_tokens=8192,
    size_bytes=94_000_000,
    tokens_per_s=96.4,
    is_default=True,
)
QWEN = ModelInfo("qwen", "Qwen3 4B", LoadState.READY, BackendName.LLAMA_CPP, size_bytes=2_500_000_000)
GONE = ModelInfo("gone", "Llama 3.2 1B", LoadState.UNAVAILABLE, reason="Its file is gone.")
EFFECTIVE = EffectiveOptions("smol", "", "balanced", Sampling(), ContextPolicy.REFUSE, None, {})
HEALTHY = StoreStatus(writable=True, path="/db")


def chat(chat_id: str, title: str, *, age: float = 0.0, model_id: str | None = None) -> ChatSummary:
    """A chat that changed so many seconds ago."""
    moment = time.time() - age
    return ChatSummary(chat_id, title, moment, moment, model_id=model_id)


def core(store: StoreStatus = HEALTHY, *workers: WorkerStatus) -> CoreStatus:
    """A core's status; without workers one llama.cpp worker with 0.4 GB."""
    worker = WorkerStatus(2, BackendName.LLAMA_CPP, "smol", WorkerState.IDLE, memory_bytes=430_000_000)
    return CoreStatus(
        pid=1,
        version="0",
        started_at=0.0,
        memory_bytes=80_000_000,
        clients=1,
        lingers=True,
        answering=0,
        store=store,
        workers=workers or (worker,),
        memory_total_bytes=16 * 1024**3,
    )


def scripted(
    bridge: FakeBridge,
    chats: tuple[ChatSummary, ...] = (),
    models: tuple[ModelInfo, ...] = (SMOL, QWEN, GONE),
    status: CoreStatus | None = None,
) -> FakeBridge:
    """A bridge that answers what every window asks at its start."""
    bridge.answer(chat_list, chats)
    bridge.answer(folder_list, ())
    bridge.answer(chat_draft, None)
    bridge.answer(chat_keep_draft, None)
    bridge.answer(chat_new_draft, "")
    bridge.answer(chat_measure, ContextUse(0, 0, 0, exact=True))
    bridge.answer(chat_options, EFFECTIVE)
    bridge.answer(assistant_list, ())
    bridge.answer(document_check, lambda attachment, **_: DocumentInfo(attachment.name, "text/plain", 0, 7))
    known = {summary.id: summary for summary in chats}

    bridge.answer(chat_open, lambda chat_id, **_: Chat(known.get(chat_id) or chat(chat_id, "Gone"), ()))
    bridge.answer(chat_mark_read, lambda chat_id: known[chat_id])
    bridge.answer(model_list, models)
    bridge.answer(core_status, status or core())
    scripted_settings(bridge)
    return bridge
