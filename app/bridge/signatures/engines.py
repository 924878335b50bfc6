"""Engines, the providers behind one of them, and comparisons between them."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.types.compare import Pair
from app.types.engines import EngineInfo, EngineTest, ProviderInfo, ProviderSpec
from app.types.models import BackendName


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
