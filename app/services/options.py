"""The settings as the manager, the engines and the network take them: values of theirs, made anew at each question."""

from __future__ import annotations

from pathlib import Path

from app.config.engine_settings import LlamaCppSettings, MistralRsSettings, OllamaSettings
from app.config.named_files import at_home
from app.config.settings import MIB, Settings
from app.manager.ports import EngineOptions, ManagerOptions
from app.net.terms import NetOptions
from app.types.engines import MistralRsOptions, OllamaOptions
from app.types.models import BackendName, StateFolder, Tuning

ECHOES = 4
"""Answers that the echo engine writes at once."""
SERVED = 4
"""Answers that are asked at once of an engine behind an address."""


def manager_options(settings: Settings, kept_states: Path, *, order_is_set: bool = False) -> ManagerOptions:
    """The settings that the manager obeys; engines keep what they have read of chats in `kept_states`.

    `order_is_set`: the order of engines is the person's, and not the shipped one.
    """
    limits = settings.limits
    states = StateFolder(str(kept_states), limits.state_cache_mb * MIB) if limits.state_cache_mb else StateFolder()
    return ManagerOptions(
        order=settings.backends.default,
        order_is_set=order_is_set,
        local_only=settings.privacy.local_only,
        engines=_engine_options(settings),
        max_loaded_models=limits.max_loaded_models,
        max_queue=limits.max_queue,
        memory_bytes=limits.memory_mb * MIB,
        states=states,
    )


def net_options(settings: Settings) -> NetOptions:
    """What every connection obeys."""
    return NetOptions(settings.privacy.local_only, settings.network.proxy, at_home(settings.network.ca_file))


def mistral_rs_options(settings: Settings) -> MistralRsOptions:
    """How mistral.rs is found and started."""
    table = settings.backends.mistral_rs
    return MistralRsOptions(at_home(table.binary), table.isq)


def ollama_options(settings: Settings) -> OllamaOptions:
    """How Ollama is found."""
    return OllamaOptions(settings.backends.ollama.host)


def _engine_options(settings: Settings) -> dict[BackendName, EngineOptions]:
    backends = settings.backends
    mlx, cloud = backends.mlx, backends.cloud
    return {
        BackendName.LLAMA_CPP: _llama_cpp_options(backends.llama_cpp),
        BackendName.MISTRAL_RS: _served_options(backends.mistral_rs),
        BackendName.OLLAMA: _served_options(backends.ollama),
        BackendName.MLX: EngineOptions(
            enabled=mlx.enabled,
            context_tokens=mlx.context_tokens,
            tuning=Tuning(mlx.device),
            keep_alive_s=mlx.keep_alive_s,
        ),
        BackendName.CLOUD: EngineOptions(enabled=cloud.enabled, context_tokens=cloud.context_tokens, parallel=SERVED),
        BackendName.ECHO: EngineOptions(enabled=backends.of(BackendName.ECHO).enabled, parallel=ECHOES),
    }


def _served_options(table: MistralRsSettings | OllamaSettings) -> EngineOptions:
    return EngineOptions(
        enabled=table.enabled,
        threads=table.threads,
        context_tokens=table.context_tokens,
        gpu_layers=table.layers_on_gpu,
        parallel=SERVED,
        tuning=Tuning(table.device),
        keep_alive_s=table.keep_alive_s,
    )


def _llama_cpp_options(llama: LlamaCppSettings) -> EngineOptions:
    return EngineOptions(
        enabled=llama.enabled,
        threads=llama.threads,
        context_tokens=llama.context_tokens,
        gpu_layers=llama.layers_on_gpu,
        batch_tokens=llama.batch_tokens,
        parallel=llama.parallel,
        tuning=Tuning(
            llama.device,
            llama.flash_attention,
            llama.cache_type_k,
            llama.cache_type_v,
            llama.mmap,
            llama.mlock,
            llama.speculation,
        ),
        keep_alive_s=llama.keep_alive_s,
    )
