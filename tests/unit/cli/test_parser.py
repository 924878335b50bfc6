"""The command line: what it accepts, what it says, and that asking for help costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.cli.parser import HIDDEN, build_parser, parse
from app.process import own_environment

MAIN = """
import sys
from app.cli.parser import build_parser
try:
    build_parser().parse_args(sys.argv[1:])
finally:
    heavy = ("cattrs", "PySide6", "llama_cpp", "asyncio", "psutil", "subprocess")
    print([name for name in heavy if name in sys.modules])
"""


def test_no_command_is_the_window() -> None:
    args = build_parser().parse_args([])
    assert (args.command, args.ask, args.screenshot, args.theme, args.size) == (None, None, None, None, None)
    args = build_parser().parse_args(["--ask", "Hi", "--screenshot", "x.png", "--theme", "dark", "--size", "1280x832"])
    assert (args.ask, args.screenshot, args.theme, args.size) == ("Hi", "x.png", "dark", (1280, 832))


@pytest.mark.parametrize("size", ["", "x", "1280", "1280x", "-5x900", "1e3x900", "10x10", "99999x900", "٣٠٠x900"])
def test_sizes_that_make_no_sense_are_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args([f"--size={size}"])
    assert caught.value.code == 2
    assert "--size" in capsys.readouterr().err


def test_commands_and_their_options() -> None:
    run = parse(["run", "--json", "--preset", "fast", "smol", "Why?"])
    assert (run.command, run.words, run.json, run.preset, run.model) == ("run", ["smol", "Why?"], True, "fast", None)
    assert parse(["chats"]).action is None
    show = parse(["chats", "show", "ab"])
    assert (show.action, show.id, show.json) == ("show", "ab", False)
    assert parse(["chats", "--json", "show", "ab"]).json
    assert parse(["chats", "show", "ab", "--json"]).json
    save = parse(["chats", "save-state", "ab", "x.state", "--json"])
    assert (save.action, save.id, save.file, save.json) == ("save-state", "ab", "x.state", True)
    assert parse(["models", "show", "m"]).id == "m"
    embed = parse(["embed", "a", "b", "--pooling", "last", "--raw"])
    assert (embed.texts, embed.pooling, embed.raw, embed.model) == (["a", "b"], "last", True, None)
    assert parse(["tokens"]).text is None
    assert parse(["devices", "--json"]).json
    assert parse(["daemon", "stop"]).action == "stop"
    assert parse(["core", "--auto"]).auto
    assert parse(["worker", "echo", "3", "4"]).arguments == ["echo", "3", "4"]


def test_help_names_every_command_but_the_inner_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(["--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    for name in ("run", "chats", "ps", "models", "tokens", "embed", "devices", "daemon"):
        assert f"\n    {name} " in text
    for hidden in ("\n    worker", "\n    core", "gallery", "--auto"):
        assert hidden not in text


@pytest.mark.parametrize("command", ["run", "chats", "ps", "models", "daemon"])
def test_the_keys_of_json_are_documented(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args([command, "--help"])
    assert "--json prints" in capsys.readouterr().out


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(argument: str) -> None:
    command = [sys.executable, "-P", "-c", MAIN, argument]
    run = subprocess.run(command, env=own_environment(), capture_output=True, text=True)
    assert run.returncode == 0
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_mistyped_command_is_not_offered_those_of_tektra_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["frobnicate"])
    said = capsys.readouterr().err
    assert "doctor" in said
    assert not [name for name in HIDDEN if name in said]
    for name, rest in (("checks", ()), ("core", ("--auto",)), ("read-chats", ("x",)), ("worker", ())):
        assert parse([name, *rest]).command == name
