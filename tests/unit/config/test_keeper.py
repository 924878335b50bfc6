"""The configuration in force: what a reload takes over, what stays, and when a change outside is noticed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.config.keeper import LOOKS, ConfigChange, ConfigKeeper
from app.config.paths import Paths
from app.config.person_file import Stamp
from app.config.watch import ConfigWatch, Settling
from app.config.writer import ConfigWriter

THREADS = "backends.llama_cpp.threads"


@pytest.fixture
def keeper(paths: Paths) -> ConfigKeeper:
    paths.config.mkdir()
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = 3\n")
    return ConfigKeeper(paths, {"TEKTRA_LIMITS_MAX_QUEUE": "7"})


async def test_reload_takes_over_settings_and_tables(keeper: ConfigKeeper, paths: Paths) -> None:
    told: list[ConfigChange] = []
    keeper.listen(told.append)
    text = (
        "[limits]\nmax_queue = 3\n[presets.mine]\ntop_k = 3\n[providers.x]\n[[models]]\nid='m'\nsource='file:/m.gguf'\n"
    )
    paths.user_config.write_text(text)
    await keeper.reload()
    assert told == [ConfigChange(frozenset({THREADS}), frozenset({"presets", "providers", "models"}), problems=False)]
    assert keeper.now.settings.backends.llama_cpp.threads == 0
    assert keeper.now.settings.limits.max_queue == 7  # the environment goes over the file
    assert keeper.now.sampling("mine").top_k == 3
    assert not await keeper.reload()
    assert len(told) == 1


async def test_a_broken_edit_keeps_everything_and_says_the_line(keeper: ConfigKeeper, paths: Paths) -> None:
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = \n")
    change = await keeper.reload()
    assert change == ConfigChange(frozenset(), frozenset(), problems=True)
    assert keeper.now.settings.backends.llama_cpp.threads == 3
    assert [problem.line for problem in keeper.now.problems] == [2]
    assert keeper.now.broken
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = 4\n")
    await keeper.reload()
    assert keeper.now.settings.backends.llama_cpp.threads == 4
    assert keeper.now.problems == ()
    assert not keeper.now.broken


async def test_a_wrong_value_keeps_its_own_and_lets_the_others_through(keeper: ConfigKeeper, paths: Paths) -> None:
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = 'many'\nparallel = 2\n[chat]\nread_ahead = 3\n")
    change = await keeper.reload()
    engine = keeper.now.settings.backends.llama_cpp
    assert (engine.threads, engine.parallel) == (3, 2)
    assert keeper.now.settings.chat.read_ahead
    assert change.keys == {"backends.llama_cpp.parallel"}
    assert [problem.line for problem in keeper.now.problems] == [2, 5]


async def test_a_removed_file_means_the_defaults(keeper: ConfigKeeper, paths: Paths) -> None:
    paths.user_config.unlink()
    await keeper.reload()
    assert keeper.now.settings.backends.llama_cpp.threads == 0
    assert keeper.now.problems == ()


ONE, TWO, HALF = (1, 1, 1), (2, 2, 2), (3, 1, 1)


@pytest.mark.parametrize(
    ("looks", "noticed"),
    [
        ([ONE, ONE, ONE], []),
        ([TWO, TWO], [1]),
        ([HALF, TWO, TWO], [2]),
        ([None, TWO, TWO], [2]),
        ([None, None], [1]),
        ([TWO, ONE, ONE], []),
        ([None, ONE, None, ONE], []),
    ],
)
def test_a_change_counts_when_it_has_come_to_rest(looks: list[Stamp], noticed: list[int]) -> None:
    settling = Settling()
    assert [number for number, found in enumerate(looks) if settling.look(found, ONE)] == noticed


def test_each_version_is_noticed_once() -> None:
    settling, known, noticed = Settling(), ONE, []
    for found in (TWO, TWO, TWO, ONE, ONE, ONE):
        if settling.look(found, known):
            noticed.append(found)
            known = found
    assert noticed == [TWO, ONE]


class Clock:
    """Lets the watch look only when the test says so."""

    def __init__(self) -> None:
        self._turns: asyncio.Queue[None] = asyncio.Queue()
        self._asked: asyncio.Queue[None] = asyncio.Queue()

    async def sleep(self, _seconds: float) -> None:
        self._asked.put_nowait(None)
        await self._turns.get()

    async def look(self, times: int = 2) -> None:
        """Return when the watch has looked so often, and is asleep again."""
        for _ in range(times):
            await self._asked.get()
            self._turns.put_nowait(None)
        await self._asked.get()
        self._asked.put_nowait(None)


@pytest.fixture
async def clock(keeper: ConfigKeeper) -> AsyncIterator[Clock]:
    clock = Clock()
    watch = ConfigWatch(keeper, clock.sleep)
    watch.start()
    yield clock
    await watch.stop()
    await watch.stop()


async def test_changes_outside_are_read_and_our_own_are_not_read_twice(
    keeper: ConfigKeeper, paths: Paths, clock: Clock
) -> None:
    told: list[ConfigChange] = []
    keeper.listen(told.append)
    await clock.look()
    assert told == []
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = 11\n")
    await clock.look()
    assert keeper.now.settings.backends.llama_cpp.threads == 11
    await ConfigWriter(keeper).set({THREADS: 12})
    await clock.look(3)
    assert len(told) == 2
    new = paths.config / "editor.tmp"
    new.write_text("[backends.llama_cpp]\nthreads = 13\n")
    paths.user_config.unlink()
    await clock.look(1)  # between the removal and the new file of an editor
    new.rename(paths.user_config)
    await clock.look()
    assert [change.keys for change in told] == [{THREADS}] * 3
    assert keeper.now.settings.backends.llama_cpp.threads == 13
    paths.user_config.unlink()
    await clock.look()
    assert keeper.now.settings.backends.llama_cpp.threads == 0


async def test_a_file_that_is_broken_is_read_once(keeper: ConfigKeeper, paths: Paths, clock: Clock) -> None:
    told: list[ConfigChange] = []
    keeper.listen(told.append)
    paths.user_config.write_text("[")
    await clock.look(5)
    assert len(told) == 1
    assert keeper.now.settings.backends.llama_cpp.threads == 3


async def test_who_asks_gets_the_file_as_it_is_now(keeper: ConfigKeeper, paths: Paths) -> None:
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = 5\n")
    await keeper.refresh()
    assert keeper.now.settings.backends.llama_cpp.threads == 5
    told: list[ConfigChange] = []
    keeper.listen(told.append)
    await keeper.refresh()
    assert told == []


async def test_a_file_that_is_being_written_is_waited_for(paths: Paths) -> None:
    paths.config.mkdir()
    paths.user_config.write_text("[backends.llama_cpp]\nthreads = 3\n")
    steps = ["", "[backends.llama_cpp]\n", "[backends.llama_cpp]\nthreads = 6\n"]
    told: list[ConfigChange] = []

    async def write_on(_: float) -> None:
        if steps:
            paths.user_config.write_text(steps.pop(0))

    keeper = ConfigKeeper(paths, {}, sleep=write_on)
    keeper.listen(told.append)
    paths.user_config.unlink()
    await keeper.refresh()
    assert keeper.now.settings.backends.llama_cpp.threads == 6
    assert len(told) == 1


async def test_a_file_that_never_rests_is_read_nevertheless(paths: Paths) -> None:
    paths.config.mkdir()
    sizes: list[int] = []

    async def write_on(_: float) -> None:
        sizes.append(len(sizes))
        paths.user_config.write_text("#" * len(sizes))

    keeper = ConfigKeeper(paths, {}, sleep=write_on)
    paths.user_config.write_text("# x\n")
    await keeper.refresh()
    assert len(sizes) == LOOKS
