"""A server that is absent, too old, full, silent, or something else: each its own state and error."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.backends.ollama.backend import OllamaBackend
from app.backends.ollama.calls import Patience, load_options
from app.backends.ollama.engine import OllamaEngine
from app.backends.ollama.failures import app_error
from app.backends.ollama.giving import Giver
from app.backends.ollama.server import OllamaServer
from app.backends.ollama.survey import Surveyor, too_old
from app.errors import (
    AppError,
    Busy,
    EngineError,
    EngineUnavailable,
    KeyRefused,
    LocalOnly,
    ModelNotFound,
    OutOfMemory,
    Unsupported,
    WorkerDied,
)
from app.manager.keeper import CLOSE_LIMIT_S
from app.net.client import Net
from app.net.terms import NetOptions
from app.types.engines import EngineState, OllamaOptions
from app.types.generation import Delta, GenerateRequest, Sampling, TextDelta
from app.types.messages import Message, Role
from app.types.models import BackendName, Capability, LoadSpec, ModelSource, ModelSpec, SourceKind, Tuning
from app.types.privacy import LedgerEntry, Purpose
from app.types.status import WorkerState
from tests.helpers.fake_ollama import LISTED, MODEL, PAGE, STALL, FakeOllama, Reply, fake_ollama, line, said
from tests.helpers.logfail import ExpectedLogs

QUICK = Patience(call=1.0, load=1.0, first=1.0, per_token=0.0, between=1.0, unload=1.0)
SPEC = LoadSpec("ollama/" + MODEL, MODEL, context_tokens=2048)
SEA = GenerateRequest((Message.of(Role.USER, "The sea?"),), Sampling(max_tokens=8))
MOVED = Reply(status=302, headers=("Location: http://127.0.0.1:1/",))
PAGE_REPLY = Reply(PAGE, kind="text/html")


class NoLedger:
    def note(self, entry: LedgerEntry) -> None:
        """Forget it."""


@pytest.fixture
async def fake() -> AsyncIterator[FakeOllama]:
    async with fake_ollama() as running:
        yield running


def net(*, local_only: bool = True) -> Net:
    return Net(lambda: NetOptions(local_only=local_only), NoLedger())


def engine_for(host: str, *, local_only: bool = True) -> OllamaEngine:
    return OllamaEngine(net(local_only=local_only), lambda: OllamaOptions(host))


@pytest.fixture
async def loaded(fake: FakeOllama) -> AsyncIterator[OllamaBackend]:
    """An instance with the model, that soon loses its patience."""
    exits: list[str] = []
    server = OllamaServer(net(), lambda: OllamaOptions(fake.host), {})
    backend = OllamaBackend(OllamaEngine.capabilities, server, exits.append, QUICK)
    await backend.load(SPEC)
    yield backend
    fake.healthy()
    await backend.close()


async def into(arrived: list[Delta], backend: OllamaBackend) -> None:
    async for delta in backend.generate(SEA):
        arrived.append(delta)  # noqa: PERF401 - what came before an error counts


async def answer(backend: OllamaBackend, request: GenerateRequest = SEA) -> list[Delta]:
    return [delta async for delta in backend.generate(request)]


# ---- What a look finds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replies", "state", "words"),
    [
        ({"/api/version": said({"version": "0.5.1"})}, EngineState.TOO_OLD, "0.5.1 is too old"),
        ({"/api/version": PAGE_REPLY}, EngineState.FAILED, "no Ollama"),
        ({"/api/version": replace(PAGE_REPLY, status=502)}, EngineState.FAILED, "no Ollama"),
        ({"/api/version": said({"version": "latest"})}, EngineState.FAILED, "no Ollama"),
        ({"/api/version": said(["0.11.4"])}, EngineState.FAILED, "no Ollama"),
        ({"/api/version": said({"version": "0.11.4"}, 503)}, EngineState.BUSY, "busy"),
        ({"/api/version": said({"error": "who?"}, 401)}, EngineState.NOT_SET_UP, "key"),
        ({"/api/version": STALL}, EngineState.FAILED, "in time"),
        ({"/api/tags": PAGE_REPLY}, EngineState.FAILED, "no Ollama"),
        ({"/api/tags": said({"models": 5})}, EngineState.FAILED, "no Ollama"),
        ({"/api/tags": said({"error": "server busy"}, 503)}, EngineState.BUSY, "busy"),
        ({"/api/tags": replace(said(LISTED), cut=True)}, EngineState.FAILED, "went away"),
        (
            {"/api/version": Reply(status=302, headers=("Location: http://127.0.0.1:1/",))},
            EngineState.FAILED,
            "another",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else str(value),
)
async def test_each_trouble_has_its_state(
    fake: FakeOllama, replies: dict[str, Reply], state: EngineState, words: str
) -> None:
    fake.replies |= replies
    engine = engine_for(fake.host)
    engine._surveyor = Surveyor(engine._server, 0.3 if STALL in replies.values() else 10)
    await engine.probe()
    there = engine.availability()
    assert (there.usable, there.state) == (False, state)
    assert words in there.reason
    assert there.hint
    assert engine.kept() == ()


async def test_nobody_there_is_not_running() -> None:
    engine = engine_for("127.0.0.1:1")
    await engine.probe()
    assert engine.availability().state is EngineState.NOT_RUNNING


async def test_models_that_are_asked_too_slowly_are_there_all_the_same(fake: FakeOllama) -> None:
    fake.then("/api/show", STALL)
    engine = engine_for(fake.host)
    engine._surveyor = Surveyor(engine._server, 0.3)
    await engine.probe()
    assert engine.availability().usable
    (kept,) = engine.kept()
    assert kept.capabilities == {Capability.TEXT}
    assert engine.supports(kept, None).abilities is None
    fake.healthy()
    await engine.probe()
    (kept,) = engine.kept()
    assert kept.context_tokens == 4096


async def test_what_a_model_can_is_asked_once_for_each_digest(fake: FakeOllama) -> None:
    engine = engine_for(fake.host)
    await engine.probe()
    await engine.probe()
    assert [path for path, _ in fake.asked].count("/api/show") == 1
    changed = {"models": [LISTED["models"][0] | {"digest": "d2"}]}
    fake.then("/api/tags", said(changed))
    await engine.probe()
    assert [path for path, _ in fake.asked].count("/api/show") == 2


async def test_a_finding_belongs_to_its_address(fake: FakeOllama) -> None:
    host = [fake.host]
    engine = OllamaEngine(net(), lambda: OllamaOptions(host[0]))
    await engine.probe()
    assert engine.availability().usable
    host[0] = "127.0.0.1:1"
    assert not engine.availability().usable
    assert engine.kept() == ()
    host[0] = "ftp://nowhere"
    assert engine.availability().state is EngineState.NOT_SET_UP
    await engine.probe()
    assert not engine.availability().usable


def test_another_machine_is_kept_away_by_local_only() -> None:
    far = engine_for("192.0.2.7").availability()
    assert (far.usable, far.state, far.where) == (False, EngineState.BLOCKED, "http://192.0.2.7:11434")
    assert "Local only" in far.reason
    assert far.hint
    assert engine_for("192.0.2.7", local_only=False).availability().state is EngineState.NOT_RUNNING


async def test_a_blocked_server_gets_no_file_and_no_text(starter_model: object) -> None:
    from pathlib import Path

    engine = engine_for("192.0.2.7")
    with pytest.raises(LocalOnly):
        async for _ in engine.hand_over(Path(str(starter_model)), "tektra/x"):
            pass


def test_the_variable_counts_where_there_is_no_setting() -> None:
    environ = {"OLLAMA_HOST": "localhost:9", "OLLAMA_API_KEY": " k "}
    assert OllamaServer(net(), OllamaOptions, environ).address.url == "http://localhost:9"
    assert OllamaServer(net(), lambda: OllamaOptions("127.0.0.1:8"), environ).address.url == "http://127.0.0.1:8"


async def test_the_key_goes_along(fake: FakeOllama) -> None:
    server = OllamaServer(net(), lambda: OllamaOptions(fake.host), {"OLLAMA_API_KEY": "sea-key"})
    assert (await Surveyor(server).look()).state is EngineState.READY
    assert all("authorization: bearer sea-key" in head.lower() for head in fake.heads)
    assert "sea-key" not in repr(server.address)


@pytest.mark.parametrize(
    ("version", "old"),
    [("0.8.9", True), ("0.9.0", False), ("0.11.4-rc1", False), ("1.0.0", False), ("0.0.0", False), ("7", False)],
)
def test_versions(version: str, *, old: bool) -> None:
    assert too_old(version) is old


async def test_models_of_other_engines_are_not_its_own(fake: FakeOllama) -> None:
    engine = engine_for(fake.host)
    await engine.probe()
    cloud = ModelSpec("a/b", "B", ModelSource(SourceKind.ENGINE, "a/b"), (BackendName.CLOUD,))
    assert "another engine" in engine.supports(cloud, None).reason
    mine = ModelSpec("x", "X", ModelSource(SourceKind.ENGINE, "nobody/has:it"), (BackendName.OLLAMA,))
    assert "tektra pull nobody/has:it" in engine.supports(mine, None).reason
    odd = ModelSpec("x", "X", ModelSource(SourceKind.ENGINE, "../x"), (BackendName.OLLAMA,))
    assert "cannot be the name" in engine.supports(odd, None).reason
    unread = ModelSpec("f", "F", ModelSource(SourceKind.FILE, "/f.gguf"))
    assert not engine.supports(unread, None).ok


# ---- In the middle of an answer ------------------------------------------------------------------------------------


def stream(*lines: str, **more: bool) -> Reply:
    return Reply("".join(lines), kind="application/x-ndjson", hang=more.get("hang", False), cut=more.get("cut", False))


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (STALL, EngineUnavailable, "said nothing"),
        (stream(line("The"), hang=True), EngineUnavailable, "said nothing"),
        (PAGE_REPLY, EngineUnavailable, "no Ollama"),
        (stream(line("The"), "[1]\n"), EngineUnavailable, "no Ollama"),
        (stream(line("The"), '{"message": 5}\n'), EngineUnavailable, "no Ollama"),
        (stream(line("The")), WorkerDied, "went away"),
        (stream(line("The"), cut=True), WorkerDied, "went away"),
        (stream(line("The"), '{"error": "llama runner process has terminated: exit status 2"}\n'), WorkerDied, "away"),
        (stream('{"error": "something odd"}\n'), EngineError, "refused"),
        (said({"error": "model requires more system memory (9 GiB) than is available"}, 500), OutOfMemory, "memory"),
        (said({"error": "server busy, please try again"}, 503), Busy, "busy"),
        (said({"error": 'model "sea" not found'}, 404), ModelNotFound, "tektra pull"),
        (said({"error": "does not support thinking"}, 400), Unsupported, "cannot"),
        (said({"error": "unauthorized"}, 401), KeyRefused, "key"),
        (Reply(PAGE, 500, "text/html"), EngineUnavailable, "no Ollama"),
    ],
    ids=str,
)
async def test_each_trouble_has_its_error(
    fake: FakeOllama,
    loaded: OllamaBackend,
    reply: Reply,
    kind: type[AppError],
    words: str,
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.allow("what Ollama sent could not be read")
    fake.then("/api/chat", reply)
    arrived: list[Delta] = []
    with pytest.raises(kind) as caught:
        await into(arrived, loaded)
    assert words in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.hint
    if isinstance(caught.value, WorkerDied):
        assert caught.value.params["before_first_token"] is (not arrived)
    if '"The"' in reply.body:
        assert arrived == [TextDelta("The")]
    assert (await loaded.status()).state is WorkerState.IDLE


async def test_it_answers_again_after_each_trouble(fake: FakeOllama, loaded: OllamaBackend) -> None:
    good = stream(line("Wide"), line(done=True, done_reason="stop", prompt_eval_count=4, eval_count=1))
    fake.then("/api/chat", said({"error": "server busy"}, 503), good)
    with pytest.raises(Busy):
        await answer(loaded)
    assert TextDelta("Wide") in await answer(loaded)


async def test_what_is_sent_has_a_limit_and_the_same_window(fake: FakeOllama, loaded: OllamaBackend) -> None:
    fake.then("/api/chat", stream(line(done=True, done_reason="stop", prompt_eval_count=4, eval_count=0)))
    await answer(loaded, replace(SEA, sampling=Sampling(max_tokens=None)))
    _, body = fake.asked[-1]
    assert body["options"]["num_ctx"] == 2048
    assert 0 < body["options"]["num_predict"] < 2048
    assert body["stream"] is True
    assert "stop" not in body["options"]


async def test_a_load_that_hangs_is_given_up(fake: FakeOllama) -> None:
    fake.then("/api/chat", STALL)
    server = OllamaServer(net(), lambda: OllamaOptions(fake.host), {})
    backend = OllamaBackend(OllamaEngine.capabilities, server, lambda _: None, QUICK)
    with pytest.raises(EngineUnavailable) as caught:
        await backend.load(SPEC)
    assert caught.value.params["reason"] == "timeout"
    assert (await backend.status()).state is WorkerState.DOWN
    await backend.close()
    with pytest.raises(EngineError, match="closed"):
        await backend.load(SPEC)


async def test_a_server_that_does_not_answer_a_ping_is_down(fake: FakeOllama, loaded: OllamaBackend) -> None:
    await loaded.ping()
    fake.then("/api/version", STALL)
    with pytest.raises(WorkerDied):
        await loaded.ping()


async def test_an_error_of_our_own_is_in_the_log(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("could not be read")
    assert "no Ollama" in app_error(KeyError("sea"), "http://127.0.0.1:1").message


async def test_one_slow_look_loses_no_models(fake: FakeOllama) -> None:
    engine = engine_for(fake.host)
    await engine.probe()
    kept = engine.kept()
    assert [model.source.location for model in kept] == [MODEL]
    fake.then("/api/tags", said({"error": "server busy"}, 503))
    await engine.probe()
    assert (engine.availability().state, engine.kept()) == (EngineState.BUSY, kept)
    fake.then("/api/version", Reply(PAGE, kind="text/html"))
    await engine.probe()
    assert (engine.availability().state, engine.kept()) == (EngineState.FAILED, kept)
    fake.then("/api/version", said({"version": "0.1.0"}))
    await engine.probe()
    assert engine.kept() == ()
    fake.healthy()
    fake.then("/api/tags", said({"models": []}))
    await engine.probe()
    assert (engine.availability().state, engine.kept()) == (EngineState.READY, ())


async def test_a_look_that_is_cut_short_keeps_what_was_listed_before(fake: FakeOllama) -> None:
    server = OllamaServer(net(), lambda: OllamaOptions(fake.host), {})
    surveyor = Surveyor(server, 0.3)
    whole = await surveyor.look()
    fake.then("/api/tags", STALL)
    assert await surveyor.look() == whole


async def test_the_models_of_one_address_are_not_those_of_another(fake: FakeOllama) -> None:
    hosts = [fake.host]
    engine = OllamaEngine(net(), lambda: OllamaOptions(hosts[-1]))
    await engine.probe()
    hosts.append("127.0.0.1:9")
    await engine.probe()
    assert engine.kept() == ()


async def test_a_model_that_stays_in_memory_is_told_until_it_is_gone(fake: FakeOllama, loaded: OllamaBackend) -> None:
    fake.then("/api/ps", said({"models": [{"name": MODEL, "model": MODEL, "size": 5, "size_vram": 0}]}))
    with pytest.raises(EngineError, match="has not let go") as caught:
        await loaded.unload()
    assert caught.value.hint
    for _ in range(2):
        with pytest.raises(EngineError, match="has not let go"):
            await loaded.close()
    fake.healthy()
    await loaded.close()
    asked = len(fake.asked)
    await loaded.close()
    assert len(fake.asked) == asked, "nothing is left to let go of"


async def test_a_server_that_is_gone_holds_nothing(fake: FakeOllama) -> None:
    hosts = [fake.host]
    server = OllamaServer(net(), lambda: OllamaOptions(hosts[-1]), {})
    backend = OllamaBackend(OllamaEngine.capabilities, server, lambda _: None, QUICK)
    await backend.load(SPEC)
    hosts.append("127.0.0.1:9")
    await backend._calls.close()  # its connections lead to the new address now
    await backend.close()


def test_letting_go_ends_before_the_manager_loses_its_patience() -> None:
    assert Patience().unload < CLOSE_LIMIT_S


async def test_under_local_only_no_model_of_another_machine_is_loaded_or_removed() -> None:
    far = OllamaServer(net(), lambda: OllamaOptions("http://192.0.2.1:11434"), {})
    with pytest.raises(LocalOnly):
        await Giver(far).remove(MODEL)
    async with far.session(Purpose.MANAGE) as client:
        with pytest.raises(LocalOnly):
            await far.call(client.delete(MODEL), 1.0)


@pytest.mark.parametrize(
    ("spec", "more"),
    [
        (replace(SPEC, gpu_layers=-1), {}),
        (replace(SPEC, gpu_layers=0), {"num_gpu": 0}),
        (replace(SPEC, gpu_layers=7, threads=3), {"num_gpu": 7, "num_thread": 3}),
        (replace(SPEC, gpu_layers=7, tuning=Tuning("cpu")), {"num_gpu": 0}),
    ],
)
def test_threads_device_and_layers_are_said_once_they_are_chosen(spec: LoadSpec, more: dict[str, int]) -> None:
    assert load_options(spec, 2048) == {"num_ctx": 2048, **more}


def test_an_ollama_elsewhere_says_what_local_only_keeps_back() -> None:
    model = ModelSpec("ollama/m", "m", ModelSource(SourceKind.ENGINE, "m"))
    assert engine_for("http://192.0.2.7:11434").withheld(model) == "http://192.0.2.7:11434"
    assert engine_for("http://192.0.2.7:11434", local_only=False).withheld(model) == ""
    assert engine_for("http://127.0.0.1:11434").withheld(model) == ""


async def test_why_a_model_could_not_be_fetched_is_said_in_ollamas_words(fake: FakeOllama) -> None:
    why = 'pull model manifest: Get "https://registry.ollama.ai/v2/": dial tcp: lookup registry.ollama.ai: no such host'
    fake.then("/api/pull", said({"error": f"{why}\x1b[2J\n"}, 500), stream(f"{json.dumps({'error': 'é' * 5000})}\n"))
    engine = engine_for(fake.host)
    for _ in range(2):
        with pytest.raises(EngineError) as caught:
            async for _ in engine.pull("sea"):
                pass
        assert type(caught.value) is EngineError
        assert "network" in caught.value.hint
        assert "engine" not in caught.value.hint
        assert caught.value.message.isprintable()
        assert len(caught.value.message) < 250
        if len(fake.asked) == 1:
            assert why in caught.value.message
    assert caught.value.message.startswith("Ollama refused: éé")
    fake.then("/api/pull", said({"error": ""}, 500))
    with pytest.raises(EngineError, match=r"^Ollama refused\."):
        async for _ in engine.pull("sea"):
            pass
