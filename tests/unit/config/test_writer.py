"""Changed settings: what the file has afterwards, what is refused, and that nothing is lost."""

from __future__ import annotations

import asyncio
import math
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

from app.config import person_file
from app.config.edit import edit
from app.config.keeper import ConfigChange, ConfigKeeper
from app.config.paths import Paths
from app.config.person_file import change_file
from app.config.settings import declared
from app.config.writer import ConfigWriter
from app.errors import AppError, ConfigError, InvalidInput
from app.process import ROOT
from app.types.engines import ProviderKind, ProviderSpec

THREADS = "backends.llama_cpp.threads"
MINE = "# mine\r\n[backends.llama_cpp]\r\nthreads = 3  # three\r\n\r\n# end\r\n"

Open = Callable[..., tuple[ConfigKeeper, ConfigWriter]]


def _accept_all(_old: bytes, _new: bytes) -> None:
    """Whatever it is."""


@pytest.fixture
def open_config(paths: Paths) -> Open:
    """A keeper and a writer over a config.toml with this text; None for none."""

    def _open(text: str | None = MINE, environ: dict[str, str] | None = None) -> tuple[ConfigKeeper, ConfigWriter]:
        if text is not None:
            paths.config.mkdir(exist_ok=True)
            paths.user_config.write_bytes(text.encode())
        keeper = ConfigKeeper(paths, environ or {})
        return keeper, ConfigWriter(keeper)

    return _open


async def test_a_change_is_in_the_file_in_force_and_told(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config()
    told: list[ConfigChange] = []
    leave = keeper.listen(told.append)
    change = await writer.set({THREADS: 5, "chat.read_ahead": False})
    assert paths.user_config.read_bytes().decode() == (
        "# mine\r\n[backends.llama_cpp]\r\nthreads = 5  # three\r\n\r\n# end\r\n\r\n[chat]\r\nread_ahead = false\r\n"
    )
    assert keeper.now.settings.backends.llama_cpp.threads == 5
    assert change.keys == {THREADS, "chat.read_ahead"}
    assert told == [change]
    leave()
    await writer.reset(("chat.read_ahead",))
    await writer.set({THREADS: 3})
    assert paths.user_config.read_bytes().decode() == MINE
    assert keeper.now.settings.chat.read_ahead
    assert len(told) == 1


async def test_the_same_again_writes_nothing(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config()
    before = paths.user_config.stat()
    assert not await writer.set({THREADS: 3})
    assert not await writer.set({})
    assert not await writer.reset(("chat.read_ahead",))
    assert paths.user_config.stat().st_ino == before.st_ino
    assert keeper.seen == person_file.stamp_of(paths.user_config)


async def test_folder_and_file_are_made_for_their_owner_only(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config(None)
    assert not paths.config.exists()
    await writer.set({"appearance.theme": "dark"})
    assert paths.user_config.read_text() == '[appearance]\ntheme = "dark"\n'
    assert stat.S_IMODE(paths.user_config.stat().st_mode) == 0o600
    assert keeper.now.settings.appearance.theme == "dark"


async def test_symlink_and_permissions_stay(open_config: Open, paths: Paths, tmp_path: Path) -> None:
    keeper, writer = open_config()
    real = tmp_path / "dotfiles" / "tektra.toml"
    real.parent.mkdir()
    paths.user_config.rename(real)
    real.chmod(0o640)
    paths.user_config.symlink_to(real)
    await writer.set({THREADS: 7})
    assert paths.user_config.is_symlink()
    assert "threads = 7  # three" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [path.name for path in real.parent.iterdir()] == ["tektra.toml"]
    assert keeper.now.settings.backends.llama_cpp.threads == 7


@pytest.mark.parametrize(
    ("values", "message", "hint"),
    [
        ({THREADS: "4"}, "is a text ('4'), not a whole number", "from 0 to 1024"),
        ({THREADS: True}, "is a yes or no (true), not a whole number", "from 0 to 1024"),
        ({THREADS: 10**30}, "out of range", "from 0 to 1024"),
        ({"general.linger_s": math.nan}, "out of range", "from 0 to 86,400"),
        ({"general.linger_s": math.inf}, "out of range", "from 0 to 86,400"),
        ({"general.default_model": "x" * 10_000}, "10000 characters long", "Allowed"),
        ({"general.default_model": "\x00"}, "no text", "Allowed"),
        ({"general.default_preset": "fats"}, "There is no preset 'fats'", "Known: fast"),
        ({"backends.default": ["ollama", "ollama"]}, "names 'ollama' twice", "llama_cpp"),
        ({"backends.default": ["ollama", 3]}, "is a whole number (3), not a text", "llama_cpp"),
        ({"backends.llama_cpp.thraeds": 3}, "no setting 'backends.llama_cpp.thraeds'", f"Did you mean {THREADS}?"),
        ({"": 3}, "There is no setting ''", "tektra settings list"),
        ({"shortcuts.new_chat": "N"}, "is 'N'", "Ctrl+N"),
        ({"shortcuts.new_chat": "Ctrl+B"}, 'is "Ctrl+B", as is "Show or hide the sidebar"', "Choose other keys."),
        ({"shortcuts.new_chat": "shift+ctrl+d"}, "as is", "Choose other keys."),
        ({"shortcuts.settings": "Ctrl+C"}, "which the window needs itself", "Choose other keys."),
        ({"shortcuts.settings": "shift+ctrl+z"}, "which the window needs itself", "Choose other keys."),
        ({"network.proxy": "proxy:3128"}, "network.proxy is a value that is not allowed", "http://proxy:3128"),
    ],
)
async def test_a_wrong_value_changes_nothing_at_all(
    values: dict[str, Any], message: str, hint: str, open_config: Open, paths: Paths
) -> None:
    keeper, writer = open_config()
    before = keeper.now
    with pytest.raises(InvalidInput) as caught:
        await writer.set({"chat.read_ahead": False, **values})
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert paths.user_config.read_bytes().decode() == MINE
    assert keeper.now is before
    (key,) = values
    with pytest.raises(InvalidInput):
        await writer.check(key, values[key])


async def test_check_judges_and_writes_nothing(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config()
    before = keeper.now
    await writer.check(THREADS, 9)
    await writer.check(THREADS, 3)
    assert paths.user_config.read_bytes().decode() == MINE
    assert keeper.now is before


async def test_what_the_environment_has_is_refused_with_its_name(open_config: Open) -> None:
    _keeper, writer = open_config(environ={"TEKTRA_BACKENDS_LLAMA_CPP_THREADS": "2"})
    with pytest.raises(InvalidInput, match="environment variable TEKTRA_BACKENDS_LLAMA_CPP_THREADS"):
        await writer.set({THREADS: 4})
    with pytest.raises(InvalidInput, match="TEKTRA_BACKENDS_LLAMA_CPP_THREADS"):
        await writer.reset((THREADS,))


async def test_a_broken_file_is_never_overwritten(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config("[chat]\nread_ahead = false\n[limits\nmax_queue = 3\n")
    with pytest.raises(ConfigError, match=r"line 3 of config\.toml") as caught:
        await writer.set({THREADS: 4})
    assert caught.value.params["line"] == 3
    assert paths.user_config.read_text() == "[chat]\nread_ahead = false\n[limits\nmax_queue = 3\n"
    assert keeper.now.settings.backends.llama_cpp.threads == 0


async def test_other_mistakes_in_the_file_are_not_in_the_way(open_config: Open, paths: Paths) -> None:
    text = "[chat]\nread_ahead = 'maybe'\n[limits]\nmax_queue = 0\n"
    keeper, writer = open_config(text)
    await writer.set({THREADS: 4})
    assert keeper.now.settings.backends.llama_cpp.threads == 4
    assert len(keeper.now.problems) == 2
    await writer.set({"limits.max_queue": 5})
    assert [problem.key for problem in keeper.now.problems] == ["chat.read_ahead"]


async def test_swapped_shortcuts_are_fine_together_and_not_one_by_one(open_config: Open) -> None:
    keeper, writer = open_config("")
    await writer.set({"shortcuts.new_chat": "Ctrl+B", "shortcuts.toggle_sidebar": "Ctrl+N"})
    assert keeper.now.problems == ()
    with pytest.raises(InvalidInput, match="as is"):
        await writer.reset(("shortcuts.new_chat",))
    await writer.set({"shortcuts.new_chat": ""})
    assert keeper.now.settings.shortcuts.new_chat == ""


async def test_what_somebody_else_wrote_meanwhile_is_kept(
    open_config: Open, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, writer = open_config()
    real, turns = edit, iter(range(10))

    def edit_and_be_overtaken(text: str, changes: Any) -> str:
        if next(turns) == 0:
            paths.user_config.write_text("[limits]\nmax_queue = 9\n")
        return real(text, changes)

    monkeypatch.setattr(person_file, "edit", edit_and_be_overtaken)
    await writer.set({THREADS: 5})
    assert tomli.loads(paths.user_config.read_text()) == {
        "limits": {"max_queue": 9},
        "backends": {"llama_cpp": {"threads": 5}},
    }
    assert keeper.now.settings.limits.max_queue == 9
    monkeypatch.setattr(person_file, "edit", lambda text, changes: _overtake(paths, real(text, changes)))
    with pytest.raises(ConfigError, match="another program keeps changing"):
        await writer.set({THREADS: 6})
    assert "threads = 5" not in paths.user_config.read_text()


def _overtake(paths: Paths, edited: str) -> str:
    paths.user_config.unlink()
    paths.user_config.write_text(f"# {len(edited)}\n")
    return edited


async def test_two_changes_at_once_lose_nothing(open_config: Open) -> None:
    keeper, writer = open_config("")
    numbers = [key for key, item in declared().items() if item.rule.kind == "int" and item.rule.minimum != 0]
    await asyncio.gather(*(writer.set({key: int(declared()[key].rule.minimum or 0) + 1}) for key in numbers))
    assert len(numbers) > 5
    for key in numbers:
        assert keeper.now.values[key] == int(declared()[key].rule.minimum or 0) + 1


async def test_a_full_disk_leaves_file_and_settings_as_they_were(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config()
    before = keeper.now
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, limits[1]))
    try:
        with pytest.raises(ConfigError, match="not written: file too large") as caught:
            await writer.set({THREADS: 5})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert "disk is not full" in caught.value.hint
    assert paths.user_config.read_bytes().decode() == MINE
    assert [path.name for path in paths.config.iterdir()] == ["config.toml"]
    assert keeper.now is before


async def test_a_folder_that_cannot_be_written_is_said(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config(None)
    paths.config.write_text("a file where the folder belongs")
    with pytest.raises(ConfigError, match="not written: not a directory"):
        await writer.set({THREADS: 5})
    assert keeper.now.settings.backends.llama_cpp.threads == 0


async def test_a_folder_in_the_place_of_the_file_is_refused(open_config: Open, paths: Paths) -> None:
    _keeper, writer = open_config(None)
    paths.user_config.mkdir(parents=True)
    with pytest.raises(ConfigError, match="it is a folder"):
        await writer.set({THREADS: 5})


def test_too_large_a_file_is_not_written(paths: Paths) -> None:
    paths.config.mkdir()
    paths.user_config.write_text("#" * (1024 * 1024 - 5))
    with pytest.raises(ConfigError, match="too large"):
        change_file(paths.user_config, {("chat", "read_ahead"): False}, _accept_all)


@pytest.mark.parametrize("text", ["\ufeff[chat]\nread_ahead = true\n", "\ufeff"])
def test_a_byte_order_mark_stays(text: str, paths: Paths) -> None:
    paths.config.mkdir()
    paths.user_config.write_bytes(text.encode())
    change_file(paths.user_config, {("limits", "max_queue"): 3}, _accept_all)
    assert paths.user_config.read_bytes().startswith(text.encode())
    change_file(paths.user_config, {("limits", "max_queue"): None}, _accept_all)
    assert paths.user_config.read_bytes() == text.encode()


WRITES_FOR_EVER = """
import sys
from pathlib import Path
from app.config.person_file import change_file
number = 0
while True:
    number += 1
    change_file(Path(sys.argv[1]), {("limits", "max_queue"): number % 900 + 1, ("chat", "n"): number % 900 + 1},
                lambda old, new: None)
    print(flush=True)
"""


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(paths: Paths) -> None:
    paths.config.mkdir()
    paths.user_config.write_text("# mine\n" * 2000)
    for turn in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", WRITES_FOR_EVER, str(paths.user_config)], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            for _ in range(1 + 7 * turn):
                process.stdout.readline()
            process.kill()
        text = paths.user_config.read_text()
        assert text.startswith("# mine\n" * 2000)
        data = tomli.loads(text)
        assert data["limits"]["max_queue"] == data["chat"]["n"]
    change_file(paths.user_config, {("chat", "n"): 5000}, _accept_all)
    assert [path.name for path in paths.config.iterdir()] == ["config.toml"]  # what the kills left is gone


async def test_providers_are_written_and_taken_out_again(open_config: Open, paths: Paths) -> None:
    keeper, writer = open_config()
    spec = ProviderSpec("Example.2", ProviderKind.OPENAI, "https://example.com/v1", ("a/b", "c"))
    change = await writer.save_provider(spec)
    assert change.tables == {"providers"}
    assert keeper.now.providers == (spec,)
    assert '[providers."Example.2"]\r\nkind = "openai"\r\n' in paths.user_config.read_bytes().decode()
    changed = ProviderSpec("example.2", ProviderKind.ANTHROPIC, enabled=False)
    await writer.save_provider(changed)
    assert keeper.now.providers == (ProviderSpec("Example.2", ProviderKind.ANTHROPIC, enabled=False),)
    await writer.remove_provider("EXAMPLE.2")
    assert len(keeper.now.providers) == 0
    assert paths.user_config.read_bytes().decode() == MINE
    assert not await writer.remove_provider("nobody")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (ProviderSpec("a/b"), "The name is a value that is not allowed"),
        (ProviderSpec(""), "The name is a value"),
        (ProviderSpec("a", endpoint="example.com"), "The endpoint is a value"),
        (ProviderSpec("a", endpoint="https://me:secret@example.com"), "The endpoint is"),
        (ProviderSpec("a", models=("",)), "The list of models is a value"),
        (ProviderSpec("a", models=("x", "x")), "names one item twice"),
    ],
)
async def test_a_wrong_provider_is_refused(spec: ProviderSpec, message: str, open_config: Open, paths: Paths) -> None:
    _keeper, writer = open_config()
    with pytest.raises(AppError) as caught:
        await writer.save_provider(spec)
    assert message in caught.value.message
    assert paths.user_config.read_bytes().decode() == MINE
