"""`tektra pull`, `give` and `remove` over a real door: what is printed, and what Ctrl-C does."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.bridge.signatures import engine_pull
from app.cli.main import run_command
from app.cli.parser import build_parser
from app.cli.terminal import Terminal
from app.cli.transfers import progress_words
from app.client.aio import AsyncClient
from app.config.paths import resolve_paths
from app.services.engine_models import EngineModels
from app.types.engines import PullProgress
from app.types.models import BackendName, ModelSource, ModelSpec, SourceKind
from tests.helpers.keeping_engine import KeepingEngine, Shelf
from tests.helpers.link_core import LinkCore
from tests.helpers.waiting import wait_until_async

SEA = ModelSpec("sea", "Sea", ModelSource(SourceKind.FILE, "/models/sea.gguf"))


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


class Desk:
    """A core that keeps models by script, and a terminal beside it."""

    def __init__(self, core: LinkCore) -> None:
        self.engine = KeepingEngine()
        self.service = EngineModels(
            {BackendName.OLLAMA: self.engine}, Shelf(SEA), core.channels, core.bus, self._probe, lambda: None
        )
        self.service.bind(core.registry)
        self.out, self.err = io.StringIO(), Screen()

    async def _probe(self, backend: BackendName) -> None:
        """Nobody else keeps what it has."""

    async def __call__(self, *argv: str) -> int:
        terminal = Terminal(resolve_paths(), io.StringIO(), self.out, self.err)
        return await asyncio.to_thread(run_command, build_parser().parse_args(argv), terminal)

    @property
    def json(self) -> Any:
        return json.loads(self.out.getvalue())


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    paths = resolve_paths()
    paths.ensure()
    async with LinkCore(paths.runtime) as core:
        yield Desk(core)


async def test_a_fetch_shows_how_far_it_is(desk: Desk) -> None:
    assert await desk("pull", "sea:1b") == 0
    assert desk.out.getvalue() == "ollama has sea:1b now.\n"
    assert "success 10 MB of 10 MB, 100 %" in desk.err.getvalue()
    assert desk.engine.has == ["sea:1b"]


async def test_a_model_is_given_and_removed(desk: Desk) -> None:
    assert await desk("give", "sea") == 0
    assert await desk("give", "sea", "--name", "mine") == 0
    assert [name for _, name, _ in desk.engine.given] == ["ours/sea", "mine"]
    assert await desk("remove", "mine") == 0
    assert desk.engine.has == ["ours/sea"]


async def test_errors_have_a_remedy_and_an_exit_code(desk: Desk) -> None:
    assert await desk("pull", "lost") == 4
    assert "Check the spelling." in desk.err.getvalue()
    assert await desk("remove", "lost") == 4
    assert await desk("give", "nobody") == 4


async def test_json(desk: Desk) -> None:
    assert await desk("pull", "sea:1b", "--json") == 0
    assert desk.json == {"done": True}
    desk.out = io.StringIO()
    assert await desk("pull", "lost", "--json") == 4
    assert desk.json["error"]["code"] == "model_not_found"


async def test_ctrl_c_stops_it(desk: Desk) -> None:
    from app.cli.transfers import pull

    arguments = build_parser().parse_args(["pull", "slow"])
    terminal = Terminal(resolve_paths(), io.StringIO(), desk.out, desk.err)
    running = asyncio.create_task(pull(arguments, terminal))
    await wait_until_async(lambda: "MB" in desk.err.getvalue(), what="the progress")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await wait_until_async(lambda: desk.engine.left, what="the end of the transfer")
    assert desk.engine.left == ["slow"]


async def test_ctrl_c_before_the_core_has_answered_stops_it_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.cli.transfers import pull

    asked, answer = asyncio.Event(), asyncio.Event()
    invoke = AsyncClient.invoke

    async def slow(client: AsyncClient, command: Any, **arguments: Any) -> Any:
        """The reply to the first command comes late."""
        reply = await invoke(client, command, **arguments)
        if command is engine_pull:
            asked.set()
            await answer.wait()
        return reply

    monkeypatch.setattr(AsyncClient, "invoke", slow)
    terminal = Terminal(resolve_paths(), io.StringIO(), desk.out, desk.err)
    running = asyncio.create_task(pull(build_parser().parse_args(["pull", "slow"]), terminal))
    await asked.wait()
    running.cancel()
    answer.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    await wait_until_async(lambda: desk.engine.left, what="the end of the transfer")
    assert desk.engine.left == ["slow"]


def test_words_of_progress() -> None:
    assert progress_words(PullProgress("pulling manifest")) == "pulling manifest"
    assert progress_words(PullProgress("downloading", 0, 2_000_000)) == "downloading 0 MB of 2 MB, 0 %"
    assert progress_words(PullProgress("downloading", 1_000_000, 3_000_000)) == "downloading 1 MB of 3 MB, 33 %"


@pytest.mark.parametrize("command", ["pull", "give", "remove"])
def test_help_says_what_it_is_for(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args([command, "--help"])
    shown = capsys.readouterr().out
    assert "--engine" in shown
    assert "Ctrl-C stops" in shown
