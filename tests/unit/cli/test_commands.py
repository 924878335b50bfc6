"""Terminal commands against a real door: what is printed, what is asked, and the exit codes."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run_command
from app.cli.parser import build_parser
from app.cli.terminal import MAX_INPUT_CHARACTERS, Terminal, exit_code, harmless
from app.config.paths import Paths, resolve_paths
from app.errors import (
    AppError,
    ChannelGone,
    ChatNotFound,
    ConfigError,
    CoreUnavailable,
    InvalidInput,
    ModelFileError,
    ModelNotFound,
    PromptTooLong,
)
from app.types.attachments import MAX_FILE_BYTES, Attachment, AttachmentKind
from app.types.chats import ContextPolicy, MessageStatus
from app.types.generation import StopReason
from app.types.models import BackendName
from tests.helpers.link_core import LinkCore, core_starter, start_core
from tests.helpers.waiting import wait_until


class Stream(io.StringIO):
    """A text stream that may call itself a terminal."""

    def __init__(self, text: str = "", *, tty: bool = False) -> None:
        super().__init__(text)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


class Tektra:
    """Runs command lines as the program would, with streams of its own."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.started: list[subprocess.Popen[bytes]] = []
        self.out = self.err = ""

    def spawn(self, paths: Paths) -> subprocess.Popen[bytes]:
        self.started.append(core_starter()(paths))
        return self.started[-1]

    def run(self, *argv: str, stdin: str = "", tty: bool = False) -> int:
        out, err = Stream(tty=tty), Stream(tty=tty)
        terminal = Terminal(self.paths, Stream(stdin, tty=tty), out, err, self.spawn)
        code = run_command(build_parser().parse_args(argv), terminal)
        self.out, self.err = out.getvalue(), err.getvalue()
        return code

    async def __call__(self, *argv: str, stdin: str = "", tty: bool = False) -> int:
        """The same while the test's own loop runs the core."""
        return await asyncio.to_thread(self.run, *argv, stdin=stdin, tty=tty)

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def tektra() -> Iterator[Tektra]:
    paths = resolve_paths()
    paths.ensure()
    made = Tektra(paths)
    yield made
    for core in made.started:
        core.kill()
        core.wait()


@pytest.fixture
async def core(tektra: Tektra) -> AsyncIterator[LinkCore]:
    async with LinkCore(tektra.paths.runtime) as running:
        yield running


async def test_run_streams_the_answer_of_the_default_model(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("run", "one two three") == 0
    assert tektra.out == "one two three\n"
    assert tektra.err == ""
    assert core.asked == [{"text": "one two three", "chat_id": None, "model_id": None, "preset": None}]


async def test_run_with_a_model_and_a_preset(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("run", "smol", "Why?", "--preset", "fast") == 0
    assert await tektra("run", "--model", "smol", "Why?") == 0
    assert [(asked["model_id"], asked["preset"]) for asked in core.asked] == [("smol", "fast"), ("smol", None)]


@pytest.mark.parametrize("words", [[], ["-"], ["smol", "-"], ["--model", "smol"]])
async def test_run_reads_the_question_from_standard_input(tektra: Tektra, core: LinkCore, words: list[str]) -> None:
    assert await tektra("run", *words, stdin="from a\npipe\n") == 0
    assert core.asked[0]["text"] == "from a\npipe\n"
    assert core.asked[0]["model_id"] == ("smol" if "smol" in words else None)


async def test_run_opens_a_model_file_first(tektra: Tektra, core: LinkCore, tmp_path: Path) -> None:
    model = tmp_path / "mine.GGUF"
    model.write_bytes(b"GGUF")
    assert await tektra("run", str(model), "Why?") == 0
    assert await tektra("run", str(model), stdin="Why?") == 0
    assert await tektra("run", "--model", str(model), "Why?") == 0
    assert [asked["model_id"] for asked in core.asked] == [f"file:{model}"] * 3
    assert await tektra("run", str(tmp_path / "none.gguf"), "Why?") == 5
    assert tektra.err.splitlines() == [f"There is no file {tmp_path / 'none.gguf'}.", "Check the path."]
    assert len(core.asked) == 3


async def test_run_sends_pictures_and_sounds(tektra: Tektra, core: LinkCore, tmp_path: Path) -> None:
    for name in ("a.png", "b ☔.jpg", "c.wav"):
        (tmp_path / name).write_bytes(name.encode())
    names = [str(tmp_path / name) for name in ("a.png", "b ☔.jpg", "c.wav")]
    assert await tektra("run", "--audio", names[2], "--image", names[0], "--image", names[1], "What?") == 0
    assert core.attached == [
        (
            Attachment(AttachmentKind.IMAGE, "a.png", b"a.png"),
            Attachment(AttachmentKind.IMAGE, "b ☔.jpg", "b ☔.jpg".encode()),
            Attachment(AttachmentKind.AUDIO, "c.wav", b"c.wav"),
        )
    ]


@pytest.mark.parametrize("option", ["--image", "--audio"])
def test_run_with_a_file_that_cannot_be_read_starts_nothing(option: str, tektra: Tektra, tmp_path: Path) -> None:
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    for name, words in (
        (tmp_path / "none.png", "There is no file"),
        (tmp_path, "is a folder"),
        (Path("/dev/null"), "is not an ordinary file"),
        (huge, "has 16 MB"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ):
        assert tektra.run("run", option, str(name), "What?") == 2
        assert words in tektra.err
        assert len(tektra.err.splitlines()) == 2
    assert tektra.started == []


@pytest.mark.parametrize(
    ("words", "stdin", "tty"),
    [
        (["why", "is", "this"], "", False),
        (["--model", "a", "b", "c"], "", False),
        ([], "", True),
        (["model.gguf"], "", True),
        ([], " \n", False),
        ([""], "", False),
        ([], "x" * (MAX_INPUT_CHARACTERS + 1), False),
    ],
)
def test_run_without_a_usable_question_starts_nothing(
    tektra: Tektra, words: list[str], stdin: str, *, tty: bool
) -> None:
    assert tektra.run("run", *words, stdin=stdin, tty=tty) == 2
    assert len(tektra.err.splitlines()) == 2
    assert tektra.started == []


async def test_run_json_is_one_object_at_the_end(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("run", "--json", "one two") == 0
    assert set(tektra.json) == {"chat", "answer"}
    assert tektra.json["answer"]["stop_reason"] == "finished"
    assert tektra.json["answer"]["usage"]["completion_tokens"] == 12
    assert tektra.json["chat"]["id"] == "aabb0011"


async def test_a_failed_answer_says_why(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("run", "fail") == 5
    assert tektra.out == "fail\n"
    assert tektra.err.splitlines() == ["The engine gave up.", "Try again."]
    assert await tektra("run", "--json", "fail") == 5
    assert tektra.json["answer"]["error"]["code"] == "engine"


async def test_a_terminal_gets_figures_and_no_control_characters(tektra: Tektra, core: LinkCore) -> None:
    hostile = "\x1b]0;owned\x07 \x9b31m a\x7fb \x08"
    assert await tektra("run", hostile, tty=True) == 0
    assert not set(tektra.out) & {"\x1b", "\x07", "\x9b", "\x7f", "\x08"}
    assert "owned" in tektra.out
    assert tektra.err.splitlines()[-1].endswith("Smol · 12 tokens · 34.5 tokens/s · first after 0.25 s · finished")
    assert await tektra("run", hostile) == 0
    assert "\x1b]0;owned\x07" in tektra.out


async def test_what_is_waited_for_is_shown_on_a_terminal_alone(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("run", "think twice", tty=True) == 0
    assert "Thinking… 3 s" in tektra.err
    assert "Hm." not in tektra.out + tektra.err, "thoughts are no part of the answer"
    assert await tektra("run", "think twice") == 0
    assert (tektra.out, tektra.err) == ("think twice\n", "")


@pytest.mark.parametrize(("option", "policy"), [("drop", ContextPolicy.DROP), ("refuse", ContextPolicy.REFUSE)])
async def test_a_policy_for_long_conversations(
    tektra: Tektra, core: LinkCore, option: str, policy: ContextPolicy
) -> None:
    core.ending = {"note": "The first 2 messages were not read."}
    assert await tektra("run", "Why?", "--context-policy", option, tty=True) == 0
    assert core.policies == [policy]
    assert "The first 2 messages were not read.\n" in tektra.err
    assert await tektra("run", "Why?") == 0
    assert core.policies[-1] is None
    assert tektra.err == "The first 2 messages were not read.\n", "a log should have it, too"
    assert await tektra("run", "Why?", "--json") == 0
    assert (tektra.err, tektra.json["answer"]["note"]) == ("", "The first 2 messages were not read.")


async def test_an_answer_of_thoughts_alone_is_told(tektra: Tektra, core: LinkCore) -> None:
    core.ending = {"text": "", "thinking": "Hm.", "stop_reason": StopReason.LENGTH}
    assert await tektra("run", "Why?") == 0
    assert tektra.err == "The answer consists of thoughts only; the chat keeps them.\n"
    assert await tektra("run", "Why?", tty=True) == 0
    assert tektra.err.splitlines()[-1].endswith(" · answer limit reached")


async def test_a_conversation_that_is_too_long_names_the_way_on(tektra: Tektra, core: LinkCore) -> None:
    error = PromptTooLong("The chat has 9,000 tokens.", hint="Start a new one.", params={"older_turns": 3})
    core.ending = {"status": MessageStatus.FAILED, "error": error.to_dict()}
    assert await tektra("run", "Why?") == 5
    assert "tektra run --chat c1 --context-policy drop" in tektra.err
    error.params.clear()
    core.ending["error"] = error.to_dict()
    assert await tektra("run", "Why?") == 5
    assert "--context-policy" not in tektra.err


async def test_an_answer_stopped_elsewhere_ends_the_command(tektra: Tektra, core: LinkCore) -> None:
    running = asyncio.ensure_future(tektra("run", "wait here"))
    await core.sent.wait()
    core.finish(next(iter(core._open)))
    assert await running == 0
    assert tektra.out == "wait here\n"


async def test_a_core_that_ends_in_mid_answer_is_an_error(tektra: Tektra, core: LinkCore) -> None:
    running = asyncio.ensure_future(tektra("run", "wait here"))
    await core.sent.wait()
    await core.stop()
    assert await running == 3
    assert "broke" in tektra.err


class Typing(Stream):
    """A person who types a question and presses Ctrl-C."""

    def read(self, _: int | None = None) -> str:
        with pytest.raises(RuntimeError):  # under an event loop Ctrl-C would wait for the end of the input
            asyncio.get_running_loop()
        raise KeyboardInterrupt


def test_ctrl_c_while_the_question_is_typed(tektra: Tektra) -> None:
    terminal = Terminal(tektra.paths, Typing(tty=True), Stream(), Stream(), tektra.spawn)
    assert run_command(build_parser().parse_args(["run", "-"]), terminal) == 130
    assert tektra.started == []


class Broken(Stream):
    """A pipe whose reader has gone away."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


async def test_a_reader_that_goes_away_stops_the_answer_quietly(tektra: Tektra, core: LinkCore) -> None:
    err = Stream()
    terminal = Terminal(tektra.paths, Stream(), Broken(), err, tektra.spawn)
    args = build_parser().parse_args(["run", "wait here"])
    assert await asyncio.to_thread(run_command, args, terminal) == 141
    assert err.getvalue() == ""
    assert len(core.stopped) == 1


async def test_the_state_of_a_chat_is_saved_and_loaded_by_an_absolute_path(
    tektra: Tektra, core: LinkCore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert await tektra("chats", "save-state", "aab", "my chat.state") == 0
    assert tektra.out == "Saved 2,000 tokens (47 MB).\n"
    assert await tektra("chats", "load-state", "aabb0011", "/x/y.state", "--json") == 0
    assert tektra.json == {"tokens": 2000, "bytes": 47_000_000}
    assert [asked["path"] for asked in core.asked] == [str(tmp_path / "my chat.state"), "/x/y.state"]
    assert {asked["chat_id"] for asked in core.asked} == {"aabb0011"}
    assert await tektra("chats", "save-state", "nothing", "x") == 4
    assert await tektra("chats", "save-state", "aab", "~nobody-of-this-name/x") == 2
    assert tektra.err.startswith("There is no such place: ~nobody")


async def test_tokens_and_vectors_of_a_text(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("tokens", "two words") == 0
    assert [line.split(maxsplit=1) for line in tektra.out.splitlines()] == [
        ["TOKEN", "TEXT"],
        ["0", '" two"'],
        ["1", '" words"'],
    ]
    assert await tektra("tokens", "--json", stdin="from a pipe") == 0
    assert [token["text"] for token in tektra.json] == [" from", " a", " pipe"]
    assert core.asked[-1]["backend"] is None
    assert await tektra("tokens", "--engine", "llama_cpp", "hello") == 0
    assert core.asked[-1]["backend"] == "llama_cpp"
    assert await tektra("embed", "a bb", "ccc") == 0
    assert tektra.out == "1 2\n3\n"
    assert await tektra("embed", "--model", "m", "--pooling", "none", "--raw", "--json", stdin="a") == 0
    assert tektra.json == {"texts": [[[1.0], [1.0]]], "tokens": 7}
    assert core.asked[-1] == {"model_id": "m", "pooling": "none", "normalize": False}
    for command in ("tokens", "embed"):
        assert await tektra(command, tty=True) == 2
        assert tektra.err.startswith("There is no text.")
        assert await tektra(command, "") == await tektra(command, stdin="") == 2
        assert tektra.err.startswith("The text is empty.")
        assert await tektra(command, stdin="x" * (MAX_INPUT_CHARACTERS + 1)) == 2
    assert await tektra("embed", "a", "") == 2
    assert tektra.err.startswith("Text 2 is empty.")


async def test_engines_are_listed_tested_and_switched(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("engines", "--refresh") == 0
    assert core.asked[-1] == {"refresh": True}
    lines = [line.split() for line in tektra.out.splitlines()]
    assert lines[1] == ["llama_cpp", "ready", "1", "2", "100", "tokens/s"]
    assert lines[2] == ["ollama", "not", "running", "0", *["It", "does", "not", "run.", "Start", "it."]]
    assert await tektra("engines", "--json") == 0
    assert [info["state"] for info in tektra.json] == ["ready", "not_running"]
    assert await tektra("engines", "test", "llama.cpp", "--model", "smol") == 0
    assert core.asked[-1] == {"backend": BackendName.LLAMA_CPP, "model_id": "smol"}
    assert "42.0 tokens/s" in tektra.out
    assert "It did not call the tool." in tektra.out
    assert await tektra("engines", "test", "ollama", "--json") == 0
    assert tektra.json["first_token_s"] == 0.25
    assert await tektra("engines", "switch", "Mistral-RS") == 0
    assert core.asked[-1] == {"backend": BackendName.MISTRAL_RS, "model_id": None}
    assert await tektra("engines", "switch", "default", "--model", "smol") == 0
    assert core.asked[-1] == {"backend": None, "model_id": "smol"}
    assert await tektra("engines", "test", "gpt") == 2
    assert tektra.err.startswith("There is no engine called 'gpt'.")


async def test_devices_and_one_model_are_shown(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("devices") == 0
    assert tektra.out.splitlines()[1].split() == ["CUDA0", "gpu", "8,000", "MB", "7,000", "MB", "A", "card"]
    assert await tektra("devices", "--json") == 0
    assert [device["name"] for device in tektra.json] == ["CUDA0", "CPU"]
    assert await tektra("models", "show", "smol") == 0
    lines = {line.split(":")[0]: line.split(":", 1)[1].strip() for line in tektra.out.splitlines() if ":" in line}
    assert lines["Layers"] == "30"
    assert lines["Memory needed"] == "100 MB (weights 90 MB, cache 10 MB)"
    assert lines["Loaded"] == "cpu, 8,192 tokens, in 1.2 s"
    assert tektra.out.endswith("Chat template:\n{{ messages }}\n")
    assert await tektra("models", "show", "smol", "--json") == 0
    assert tektra.json["facts"]["vocabulary"] == 49152


async def test_chats_lists_and_shows(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("chats", tty=True) == 0
    head, first, second = tektra.out.splitlines()
    assert head.split() == ["ID", "CHANGED", "MESSAGES", "TITLE"]
    assert first.startswith("aabb0011")
    assert "\x1b" not in first
    assert second.endswith("Second")
    assert await tektra("chats", "--json") == 0
    assert [chat["id"] for chat in tektra.json] == ["aabb0011", "aacc0022"]
    assert await tektra("chats", "show", "aab", tty=True) == 0
    assert "User:\nWhy?" in tektra.out
    assert "Smol:\nSo␇.\n[Smol · 12 tokens" in tektra.out
    assert await tektra("chats", "show", "aabb0011", "--json") == 0
    assert [message["text"] for message in tektra.json["messages"]] == ["Why?", "So\x07."]


@pytest.mark.parametrize(("wanted", "code"), [("aa", 2), ("zz", 4), ("", 4), ("aabb0011x", 4)])
async def test_chats_that_cannot_be_told(tektra: Tektra, core: LinkCore, wanted: str, code: int) -> None:
    assert await tektra("chats", "show", wanted, "--json") == code
    assert set(tektra.json["error"]) == {"code", "message", "hint", "detail", "params"}
    assert tektra.err


async def test_ps_models_and_status_show_what_runs(tektra: Tektra, core: LinkCore) -> None:
    assert await tektra("ps") == 0
    rows = [line.split() for line in tektra.out.splitlines()]
    assert rows[0][:3] == ["PROCESS", "PID", "MODEL"]
    assert rows[1][0] == "core"
    assert rows[2] == ["echo", "4711", "smol", "50", "MB", "idle"]
    assert await tektra("ps", "--json") == 0
    assert tektra.json["running"] is True
    assert tektra.json["workers"][0]["pid"] == 4711
    assert await tektra("models") == 0
    assert tektra.out.splitlines()[1].split() == ["*", "smol", "ready", "echo", "94", "MB", "Smol"]
    assert await tektra("models", "--json") == 0
    assert tektra.json[0]["is_default"] is True
    assert await tektra("daemon", "status") == 0
    assert "Front ends: 0." in tektra.out


def test_looking_and_stopping_never_start_a_core(tektra: Tektra) -> None:
    assert tektra.run("ps") == 0
    assert tektra.out == "No core is running.\n"
    assert tektra.run("ps", "--json") == 0
    assert tektra.json == {"running": False}
    assert tektra.run("daemon", "status") == 3
    assert tektra.run("daemon", "status", "--json") == 3
    assert tektra.json == {"running": False}
    assert tektra.run("daemon", "stop") == 0
    assert tektra.run("daemon", "stop", "--json") == 0
    assert tektra.json == {"running": False, "stopped": False}
    assert tektra.started == []


def test_a_core_is_started_stays_and_is_stopped(tektra: Tektra) -> None:
    assert tektra.run("daemon", "start", "--json") == 0
    (core,) = tektra.started
    assert tektra.json == {"running": True, "started": True, "pid": core.pid}
    assert tektra.run("daemon", "start") == 0
    assert "already" in tektra.out
    assert tektra.run("run", "Hello there") == 0
    assert tektra.out == "Hello there\n"
    assert tektra.run("daemon", "stop", "--json") == 0
    assert tektra.json == {"running": False, "stopped": True}
    assert core.wait(20) == 0
    assert not tektra.paths.socket.exists()
    assert len(tektra.started) == 1


def test_run_starts_a_core_where_there_is_none(tektra: Tektra) -> None:
    assert tektra.run("run", "Hello") == 0
    assert tektra.out == "Hello\n"
    assert len(tektra.started) == 1


def test_a_core_of_another_version_can_be_stopped_but_not_looked_into(tektra: Tektra) -> None:
    tektra.started.append(start_core(tektra.paths, "9.9.9", "busy"))
    wait_until(tektra.paths.socket.exists)
    assert tektra.run("ps") == 3
    assert "9.9.9" in tektra.err
    assert tektra.run("daemon", "stop") == 0
    assert tektra.started[0].wait(20) == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInput("x"), 2),
        (CoreUnavailable("x"), 3),
        (ModelNotFound("x"), 4),
        (ChatNotFound("x"), 4),
        (ModelFileError("x"), 5),
        (PromptTooLong("x"), 5),
        (ChannelGone("x"), 1),
        (ConfigError("x"), 1),
        (AppError("x"), 1),
    ],
)
def test_exit_codes(error: AppError, code: int) -> None:
    assert exit_code(error) == code


def test_only_obeyed_characters_are_replaced() -> None:
    kept = "Grüße 👋🏽 שלום \u200f 日本\tx\n"
    assert harmless(kept) == kept
    assert harmless("a\r\nb\rc") == "a\nbc"
    assert harmless("\x00\x1b[2J\x85") == "␀␛[2J\ufffd"
