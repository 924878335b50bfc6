"""Our path to Ollama against Ollama's own API: the same model, prompt and options, in turn."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

from app.backends.base import Backend
from app.backends.registry import EngineDeps, engines
from app.types.engines import OllamaOptions
from app.types.generation import Finished, GenerateRequest, Sampling
from app.types.messages import Message, Role
from app.types.models import BackendName, LoadSpec
from tests.bench.report import Goal, Result, bench, figure, paired_medians
from tests.contract.cases import starter_file
from tests.helpers.ollama_server import OllamaProcess, hand_over, ollama_server

MODEL = "smollm2:135m"
QUESTION = "Write all the numbers from 1 to 1000, separated by commas."
TOKENS = 200
RUNS = 7
SPEC = LoadSpec(MODEL, str(starter_file()), context_tokens=2048)
REQUEST = GenerateRequest(
    (Message.of(Role.USER, QUESTION),), Sampling(temperature=0.0, repeat_penalty=1.0, max_tokens=TOKENS)
)


@bench("ollama")
def ollama() -> Iterator[Result]:
    """Tokens per second and the time to the first token, by the clock of whoever waits."""
    with ollama_server() as server, asyncio.Runner() as runner:
        name = hand_over(server, starter_file(), MODEL)
        engine = engines(EngineDeps(ollama=lambda: OllamaOptions(server.host)))[BackendName.OLLAMA]
        backend = engine.create(lambda _: None)
        began = time.perf_counter()
        runner.run(backend.load(SPEC))
        yield figure("ollama", "load", "s", time.perf_counter() - began)
        for metric, tokens, unit in (("rate", TOKENS, "tokens/s"), ("first token", 1, "s")):
            request = replace(REQUEST, sampling=replace(REQUEST.sampling, max_tokens=tokens))

            def ours(request: GenerateRequest = request) -> float:
                return runner.run(_through_tektra(backend, request))

            def theirs(tokens: int = tokens) -> float:
                return _through_api(server, name, tokens)

            mine, raw = paired_medians(RUNS, ours, theirs)
            if metric == "rate":
                mine, raw = TOKENS / mine, TOKENS / raw
            goal = Goal(">=", 0.95, "ratio") if metric == "rate" else None
            yield figure("ollama", metric, unit, mine, peer="Ollama's own API", peer_value=raw, goal=goal)
        began = time.perf_counter()
        runner.run(backend.unload())
        yield figure("ollama", "unload", "s", time.perf_counter() - began)
        runner.run(backend.close())


async def _through_tektra(backend: Backend, request: GenerateRequest) -> float:
    began, end = time.perf_counter(), None
    async for delta in backend.generate(request):
        end = delta
    assert isinstance(end, Finished)
    return time.perf_counter() - began


def _through_api(server: OllamaProcess, name: str, tokens: int) -> float:
    options = {"num_ctx": SPEC.context_tokens, "num_predict": tokens, "temperature": 0.0, "repeat_penalty": 1.0}
    options |= {"top_k": 40, "top_p": 0.9, "min_p": 0.05}
    body = {"model": name, "messages": [{"role": "user", "content": QUESTION}], "options": options}
    address = f"http://{server.host}/api/chat"
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=600) as reply:  # noqa: S310 - the server of this bench
        for line in reply:
            json.loads(line)
    return time.perf_counter() - began
