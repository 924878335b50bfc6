"""Testing a provider: what is asked, what is concluded, and what leaves with it.

The servers stand at the protocol's edge and play endpoints that this machine has none of; `test_endpoint.py` asks a
real one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.backends.cloud.engine import CloudEngine
from app.backends.cloud.facts import ModelFound, ProviderFacts, Trait
from app.backends.cloud.probe import Prober
from app.errors import KeyRefused, ModelNotFound
from app.types.engines import CheckState, EngineState, ProviderKind, ProviderSpec
from app.types.models import BackendName, Capability, ModelSource, ModelSpec, SourceKind
from tests.helpers.edge_server import Asked, Script, edge_server, reply
from tests.unit.backends.cloud.desk import KEY, Desk, ask, collect, events, failure, provider, said

Answer = Callable[[dict[str, Any]], bytes]
LISTED = {"data": [{"id": "whisper-1"}, {"id": "chat", "context_length": 9000}, {"id": "text-embedding-3"}]}


def plays(answer: Answer, listing: object = LISTED) -> Script:
    """An endpoint that lists models, makes vectors with the one that can, and answers like this."""

    async def script(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if "/models" in asked.path:
            writer.write(reply(body=json.dumps(listing).encode()) if listing else failure(404, "no such page"))
        elif asked.path.endswith("/embeddings"):
            fine = json.loads(asked.body)["model"] == "text-embedding-3"
            writer.write(reply(body=b'{"data": [{"embedding": [1.0]}]}') if fine else failure(400, "no vectors"))
        else:
            writer.write(answer(json.loads(asked.body)))

    return script


def able(body: dict[str, Any]) -> bytes:
    """Can everything, thinks by effort, and knows only the new name of the limit and no sampling."""
    if "max_tokens" in body or "temperature" in body:
        return failure(400, "Unsupported parameter")
    if body.get("tools"):
        call = {"index": 0, "id": "c", "function": {"name": "tell_time", "arguments": '{"city": "Rome"}'}}
        return events(
            {"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": "tool_calls"}]}, b"[DONE]"
        )
    if body.get("response_format"):
        return said('{"ok": true}')
    if body.get("reasoning_effort") == "medium":
        delta = {"reasoning_content": "Hm.", "content": "56"}
        return events({"choices": [{"index": 0, "delta": delta, "finish_reason": "stop"}]}, b"[DONE]")
    if "chat_template_kwargs" in body:
        return failure(400, "Unknown parameter")
    return said("Red." if isinstance(body["messages"][0]["content"], list) else "yes")


async def probed(script: Script, models: tuple[str, ...] = (), key: str | None = KEY) -> tuple[ProviderFacts, Desk]:
    """What a test finds out."""
    async with edge_server(script) as server:
        desk = Desk((replace(provider(server.url), models=models),), key)
        return await Prober(desk.specs[0], desk, desk.net).run(), desk


async def test_everything_that_can_be_found_out() -> None:
    facts, _ = await probed(plays(able))
    assert facts.state is CheckState.GOOD
    assert facts.tested_model == "chat", "one for sounds is not asked to talk"
    assert facts.model("chat").context_tokens == 9000
    text, image, tools, thinking = Capability.TEXT, Capability.IMAGE, Capability.TOOLS, Capability.THINKING
    assert set(facts.abilities) == {text, image, tools, thinking}
    assert set(facts.traits) == {Trait.NEW_LIMIT, Trait.NO_SAMPLING, Trait.THINKS_BY_EFFORT, Trait.JSON_SCHEMA}
    assert facts.embedding_model == "text-embedding-3"


async def test_an_endpoint_that_can_only_talk() -> None:
    def plain(body: dict[str, Any]) -> bytes:
        odd = {"max_completion_tokens", "tools", "response_format", "chat_template_kwargs", "reasoning_effort"}
        pictures = isinstance(body["messages"][0]["content"], list)
        return failure(400, "I do not know this") if pictures or odd & body.keys() else said("yes")

    facts, _ = await probed(plays(plain))
    assert (facts.state, facts.abilities, facts.traits) == (CheckState.GOOD, (Capability.TEXT,), (Trait.OLD_LIMIT,))


async def test_an_endpoint_that_only_knows_the_new_name_of_the_limit() -> None:
    facts, _ = await probed(plays(lambda body: failure(400, "what?") if "max_tokens" in body else said("yes")))
    assert (facts.state, facts.traits) == (CheckState.GOOD, (Trait.NEW_LIMIT,))


async def test_a_model_that_does_not_see_but_says_something() -> None:
    facts, _ = await probed(plays(lambda _: said("A nice picture.")))
    assert facts.abilities == (Capability.TEXT,)


async def test_named_models_need_no_list() -> None:
    facts, _ = await probed(plays(lambda _: said("yes"), listing=None), models=("mine",))
    assert (facts.state, facts.models) == (CheckState.GOOD, (ModelFound("mine"),))
    facts, _ = await probed(plays(lambda _: said("yes"), listing=None))
    assert facts.state is CheckState.BAD


async def test_an_address_without_tls_on_another_machine_is_warned_of() -> None:
    async with edge_server(plays(lambda _: said("yes"))) as proxy:  # stands in the place of the other machine
        desk = Desk((provider("http://ai.example.com"),), local_only=False, proxy=proxy.url)
        facts = await Prober(desk.specs[0], desk, desk.net).run()
    assert (facts.state, facts.tested_model) == (CheckState.WARNING, "chat")
    assert "http://" in facts.note


async def test_an_empty_list_asks_for_names() -> None:
    facts, _ = await probed(plays(lambda _: said("yes"), listing={"data": []}))
    assert facts.state is CheckState.WARNING
    assert "Name the ones" in facts.note


async def test_models_that_do_not_answer() -> None:
    listing = {"data": [{"id": f"m{n}"} for n in range(9)]}
    asked: list[str] = []

    def nothing(body: dict[str, Any]) -> bytes:
        asked.append(body["model"])
        return failure(404, "not yours")

    facts, _ = await probed(plays(nothing, listing))
    assert facts.state is CheckState.BAD
    assert asked == ["m0", "m1", "m2"]


async def test_only_vectors() -> None:
    facts, _ = await probed(plays(lambda _: failure(404, "no"), {"data": [{"id": "text-embedding-3"}]}))
    assert (facts.state, facts.note) == (CheckState.GOOD, "It makes vectors.")
    assert facts.abilities_of("text-embedding-3") == {Capability.EMBEDDINGS}


async def test_being_too_busy_in_the_middle_is_told() -> None:
    def busy(body: dict[str, Any]) -> bytes:
        return failure(429, "slow down") if body.get("tools") else said("yes")

    facts, _ = await probed(plays(busy))
    assert facts.state is CheckState.BAD
    assert "too much to do" in facts.note


async def test_nothing_leaves_but_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "OPENAI_ORG_ID": "org-secret",
        "OPENAI_PROJECT_ID": "project-secret",
        "OPENAI_API_KEY": "sk-other-openai",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/",
        "ANTHROPIC_API_KEY": "sk-other-anthropic",
        "ANTHROPIC_AUTH_TOKEN": "token-other",
        "ANTHROPIC_BASE_URL": "http://127.0.0.1:9/",
        "ANTHROPIC_CUSTOM_HEADERS": "X-Secret: mine",
    }.items():
        monkeypatch.setenv(name, value)

    async def script(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(failure(500, "no"))

    for kind in ProviderKind:
        for key in (KEY, None):
            async with edge_server(script) as server:
                desk = Desk((provider(server.url, kind),), key)
                with pytest.raises(Exception, match="failed"):
                    await collect(await desk.backend())
            headers = server.asked[0].headers
            assert headers["user-agent"].startswith("tektra/")
            shown = json.dumps(headers)
            assert ("secret" in shown, "other" in shown, "stainless" in shown) == (False, False, False)
            assert (KEY in shown) is (key is not None)


async def test_without_a_key_the_providers_own_address_is_not_even_asked() -> None:
    desk = Desk((ProviderSpec("p"),), key=None, local_only=False)
    with pytest.raises(KeyRefused, match="needs a key"):
        await collect(await desk.backend())
    assert desk.entries == []


def model(location: str) -> ModelSpec:
    """One that an engine keeps."""
    return ModelSpec(location, location, ModelSource(SourceKind.ENGINE, location))


def states(engine: CloudEngine) -> EngineState:
    """How the engine is."""
    return engine.availability().state


async def test_what_the_engine_says_of_itself() -> None:
    near, far = provider("http://127.0.0.1:1", name="near"), provider("https://a.example", name="far")
    desk = Desk()
    engine = desk.engine()
    assert engine.name is BackendName.CLOUD
    assert states(engine) is EngineState.NOT_SET_UP
    desk.specs = (replace(far, enabled=False),)
    assert states(engine) is EngineState.NOT_SET_UP
    desk.specs = (far,)
    assert states(engine) is EngineState.BLOCKED
    assert not engine.supports(model("far/m"), None).ok
    assert "another computer" in engine.supports(model("far/m"), None).reason
    desk.specs = (far, near)
    assert states(engine) is EngineState.READY
    assert engine.supports(model("near/m"), None).ok
    for location in ("echo", "llama3.2:1b", "hf.co/x:y", "other/m"):
        assert not engine.supports(model(location), None).ok
    assert not engine.supports(ModelSpec("near/m", "m", ModelSource(SourceKind.FILE, "near/m")), None).ok
    desk.local_only = False
    assert engine.supports(model("far/m"), None).ok
    assert desk.entries == [], "none of this reaches anybody"


async def test_the_models_that_the_engine_offers() -> None:
    desk = Desk((provider("http://127.0.0.1:1", name="near"), replace(provider("https://a.example"), models=("x/y",))))
    desk.facts["near"] = ProviderFacts(
        "", models=(ModelFound("a", 4096),), tested_model="a", abilities=(Capability.TEXT, Capability.IMAGE)
    )
    first, second = desk.engine().kept()
    assert (first.id, first.name, first.context_tokens, first.multimodal) == ("near/a", "a", 4096, True)
    assert first.source == ModelSource(SourceKind.ENGINE, "near/a")
    assert first.backend_preferences == (BackendName.CLOUD,)
    assert (second.id, second.name) == ("p/x/y", "x/y")
    with pytest.raises(ModelNotFound, match="no provider"):
        await desk.backend("gone")


async def test_a_provider_that_was_removed_or_turned_off_meanwhile() -> None:
    desk = Desk((provider("http://127.0.0.1:1"),))
    backend = await desk.backend()
    desk.specs = (replace(desk.specs[0], enabled=False),)
    with pytest.raises(Exception, match="turned off"):
        await collect(backend, ask())
    desk.specs = ()
    with pytest.raises(ModelNotFound):
        await collect(backend, ask())
    await backend.close()
    await backend.close()
    with pytest.raises(Exception, match="No model is loaded"):
        await collect(backend, ask())
