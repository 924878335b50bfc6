"""`tektra ledger` against a real door: the table, the JSON, and forgetting."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.cli.main import run_command
from app.cli.parser import build_parser
from app.cli.terminal import Terminal
from app.config.paths import resolve_paths
from app.services.privacy import PrivacyLedger, PrivacyService
from app.types.privacy import LedgerEntry, Purpose, Verdict
from tests.helpers.link_core import LinkCore

FAR = LedgerEntry(1.0, Purpose.ANSWER, "https://a.example:443", "cloud", Verdict.BLOCKED, on_this_machine=False)
NEAR = LedgerEntry(
    2.0,
    Purpose.PROBE,
    "http://127.0.0.1:11434",
    "ollama",
    Verdict.FAILED,
    on_this_machine=True,
    count=1_200,
    last_at=3.0,
    bytes_sent=5_000,
    detail="no connection",
)


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[PrivacyLedger]:
    paths = resolve_paths()
    paths.ensure()
    made = PrivacyLedger(tmp_path / "connections.jsonl")
    await made.start()
    async with LinkCore(paths.runtime) as core:
        PrivacyService(made).bind(core.registry)
        yield made
    await made.close()


async def tektra(*argv: str) -> tuple[int, str, str]:
    """Exit code, output and complaints of a command line."""
    out, err = io.StringIO(), io.StringIO()
    terminal = Terminal(resolve_paths(), io.StringIO(), out, err)
    code = await asyncio.to_thread(run_command, build_parser().parse_args(argv), terminal)
    return code, out.getvalue(), err.getvalue()


async def test_the_table_names_place_purpose_and_result(ledger: PrivacyLedger) -> None:
    assert (await tektra("ledger"))[1] == "No connection was made.\n"
    ledger.note(FAR)
    ledger.note(NEAR)
    code, out, _ = await tektra("ledger")
    assert code == 0
    head, near, far = out.splitlines()
    assert head.split() == ["LAST", "PLACE", "PURPOSE", "ENGINE", "RESULT", "TIMES", "SENT"]
    assert "http://127.0.0.1:11434 (this computer)  probe" in near
    assert "failed (no connection)  1,200  5,000 B" in near
    assert "https://a.example:443" in far
    assert "blocked" in far
    assert "a.example" not in (await tektra("ledger", "--limit", "1"))[1]


async def test_json_has_stable_keys(ledger: PrivacyLedger) -> None:
    ledger.note(FAR)
    found = json.loads((await tektra("ledger", "--json"))[1])
    assert found == [
        {
            "at": 1.0,
            "purpose": "answer",
            "origin": "https://a.example:443",
            "backend": "cloud",
            "verdict": "blocked",
            "on_this_machine": False,
            "count": 1,
            "last_at": 0.0,
            "bytes_sent": 0,
            "detail": "",
        }
    ]


async def test_clear_forgets(ledger: PrivacyLedger) -> None:
    ledger.note(FAR)
    assert (await tektra("ledger", "--clear"))[0] == 0
    assert json.loads((await tektra("ledger", "--json"))[1]) == []
    assert json.loads((await tektra("ledger", "--clear", "--json"))[1]) == []


async def test_a_limit_below_one_is_wrong_usage(ledger: PrivacyLedger) -> None:
    code, _, err = await tektra("ledger", "--limit", "0")
    assert code == 2
    assert "At least one" in err
