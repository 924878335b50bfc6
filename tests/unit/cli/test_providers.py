"""`tektra providers` against a real door: the key goes in unseen, and comes out nowhere."""

from __future__ import annotations

import asyncio
import getpass
import io
import json
import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from app.bridge import signatures as cmd
from app.cli.main import run_command
from app.cli.parser import build_parser
from app.cli.terminal import Terminal
from app.config.paths import resolve_paths
from app.errors import InvalidInput
from app.types.engines import CheckState, ProviderInfo, ProviderKind, ProviderSpec
from app.types.models import Capability
from tests.helpers.link_core import LinkCore

KEY = "sk-test-0123456789"


@dataclass
class Providers:
    """Stands for the service behind the door."""

    saved: list[tuple[ProviderSpec, str | None]] = field(default_factory=list)
    state: CheckState = CheckState.GOOD
    idle_note: str = ""

    def info(self, spec: ProviderSpec) -> ProviderInfo:
        """What is known of it."""
        models = tuple(f"m{n}" for n in range(12))
        abilities = (Capability.TEXT, Capability.TOOLS)
        note = "m0 answers." if self.state is CheckState.GOOD else "It refuses the key."
        return ProviderInfo(
            spec,
            has_key=True,
            key_place="The keyring (Ring)",
            state=self.state,
            note=note,
            models=models,
            abilities=abilities,
            idle_note=self.idle_note,
        )

    async def list(self) -> tuple[ProviderInfo, ...]:
        """Those that were saved."""
        return tuple(self.info(spec) for spec, _ in self.saved)

    async def save(self, *, spec: ProviderSpec, key: str | None = None) -> ProviderInfo:
        """Note it."""
        self.saved.append((spec, key))
        return self.info(spec)

    async def remove(self, *, name: str) -> None:
        """Forget it."""
        known = [entry for entry in self.saved if entry[0].name == name]
        if not known:
            raise InvalidInput(f"There is no provider “{name}”.", hint="Look at the list of providers.")
        self.saved.remove(known[0])

    async def test(self, *, name: str) -> ProviderInfo:
        """Try it."""
        return self.info(ProviderSpec(name))


class Stream(io.StringIO):
    """A text stream that may call itself a terminal."""

    def __init__(self, text: str = "", *, tty: bool = False) -> None:
        super().__init__(text)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty


@pytest.fixture
async def service() -> AsyncIterator[Providers]:
    paths = resolve_paths()
    paths.ensure()
    made = Providers()
    async with LinkCore(paths.runtime) as core:
        core.registry.bind(cmd.provider_list, made.list)
        core.registry.bind(cmd.provider_save, made.save)
        core.registry.bind(cmd.provider_remove, made.remove)
        core.registry.bind(cmd.provider_test, made.test)
        yield made


async def tektra(*argv: str, stdin: str = "", tty: bool = False) -> tuple[int, str, str]:
    """Exit code, output and complaints of a command line."""
    out, err = Stream(), Stream()
    terminal = Terminal(resolve_paths(), Stream(stdin, tty=tty), out, err)
    code = await asyncio.to_thread(run_command, build_parser().parse_args(argv), terminal)
    assert KEY not in out.getvalue() + err.getvalue()
    return code, out.getvalue(), err.getvalue()


async def test_a_key_comes_from_standard_input(service: Providers) -> None:
    argv = ("providers", "add", "work", "--endpoint", "https://ai.example.com/v1", "--model", "a", "--model", "b")
    code, out, _ = await tektra(*argv, stdin=f"{KEY}\n")
    assert (code, out) == (0, "work is set up. Its key is kept in: The keyring (Ring).\n")
    [(spec, key)] = service.saved
    assert spec == ProviderSpec("work", ProviderKind.OPENAI, "https://ai.example.com/v1", ("a", "b"))
    assert key == KEY


async def test_a_key_is_typed_without_echo(service: Providers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: KEY)
    assert (await tektra("providers", "add", "claude", "--kind", "anthropic", "--off", tty=True))[0] == 0
    assert service.saved == [(ProviderSpec("claude", ProviderKind.ANTHROPIC, enabled=False), KEY)]


async def test_no_key_leaves_the_kept_one(service: Providers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "")
    await tektra("providers", "add", "a", tty=True)
    await tektra("providers", "add", "b", "--no-key", stdin=KEY)
    await tektra("providers", "add", "c", stdin="")
    assert [key for _, key in service.saved] == [None, None, None]


async def test_a_terminal_that_would_show_the_key_is_refused(
    service: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echoing(_prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return KEY

    monkeypatch.setattr(getpass, "getpass", echoing)
    code, _, err = await tektra("providers", "add", "a", tty=True)
    assert code == 2
    assert "would show the key" in err
    assert service.saved == []


async def test_the_list(service: Providers) -> None:
    assert "No provider is set up" in (await tektra("providers"))[1]
    await tektra("providers", "add", "work", stdin=KEY)
    _, out, _ = await tektra("providers", "list")
    head, row = out.splitlines()
    assert head.split() == ["NAME", "KIND", "ADDRESS", "KEY", "STATE", "MODELS", "NOTE"]
    assert row.split() == ["work", "openai", "its", "own", "yes", "works", "12", "m0", "answers."]
    for argv in (("providers", "--json"), ("providers", "list", "--json")):
        [info] = json.loads((await tektra(*argv))[1])
        assert info["spec"]["name"] == "work"
        assert info["has_key"] is True


async def test_a_test_says_what_works(service: Providers) -> None:
    code, out, _ = await tektra("providers", "test", "work")
    assert code == 0
    assert "Can:        text, tools" in out
    assert "Not in use" not in out
    assert "m9 and 2 more" in out
    service.state = CheckState.BAD
    code, out, _ = await tektra("providers", "test", "work")
    assert code == 1
    assert "It refuses the key." in out
    assert json.loads((await tektra("providers", "test", "work", "--json"))[1])["state"] == "bad"


async def test_it_is_said_where_a_provider_is_not_in_use(service: Providers) -> None:
    service.idle_note = "The cloud engine is turned off. Turn it on."
    code, out, err = await tektra("providers", "add", "work", stdin=KEY)
    assert (code, out.count("\n")) == (0, 1)
    assert service.idle_note in err
    _, out, _ = await tektra("providers", "test", "work")
    assert f"Not in use: {service.idle_note}" in out


async def test_removing(service: Providers) -> None:
    await tektra("providers", "add", "work", stdin=KEY)
    assert json.loads((await tektra("providers", "remove", "work", "--json"))[1]) == {"removed": "work"}
    assert service.saved == []
    await tektra("providers", "add", "work", stdin=KEY)
    assert "work is removed" in (await tektra("providers", "remove", "work"))[1]
    code, _, err = await tektra("providers", "remove", "work")
    assert code == 2
    assert "no provider" in err
