"""`tektra chats import` and `export` with real processes: every form, broken files, a kill and Ctrl-C in the middle."""

from __future__ import annotations

import importlib.util
import json
import signal
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import Installation
from tests.helpers.chat_files import write_chats
from tests.helpers.procs import Program, kill9
from tests.helpers.waiting import wait_until

MANY = 3_000
"""Chats: an import of so many can be met in the middle."""


def export(tektra: Installation, path: Path, *which: str) -> Path:
    program = tektra.run("chats", "export", "--out", str(path), *(which or ("--all",)))
    assert program.process.returncode == 0, program.stderr
    return path


def stored(tektra: Installation) -> int:
    """Chats in the database, also those that nobody sees yet."""
    with closing(sqlite3.connect(f"file:{tektra.programs.home / 'data' / 'tektra.db'}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM chats").fetchone()[0])


def in_the_middle(tektra: Installation, folder: Path) -> Program:
    """An import that has brought some chats, and is far from its end."""
    assert tektra.ask("mine").wait() == 0
    program = tektra.start("chats", "import", str(write_chats(folder / "many.json", MANY)))
    wait_until(lambda: stored(tektra) > 20, what="the first chats")
    assert program.process.poll() is None, "it has ended already"
    assert [chat["title"] for chat in tektra.json("chats")] == ["mine"], "nothing is seen before the end"
    return program


def test_every_form_is_written_and_json_comes_back(tektra: Installation, tmp_path: Path) -> None:
    assert tektra.ask("What is *blue*?").wait() == 0
    assert tektra.ask("And what is <b>red</b>?").wait() == 0
    markdown = export(tektra, tmp_path / "chats.md").read_text("utf-8")
    assert "What is *blue*?" in markdown
    assert "And what is <b>red</b>?" in markdown
    page = export(tektra, tmp_path / "chats.html").read_text("utf-8")
    assert "&lt;b&gt;red" in page
    first = tektra.json("chats")[0]["id"]
    with zipfile.ZipFile(export(tektra, tmp_path / "chats.zip")) as packed:
        assert [name.endswith(".md") for name in packed.namelist()] == [True, True]
    told = tektra.json("chats", "export", first, "--out", str(tmp_path / "one.json"))
    assert (told["chats"], told["messages"]) == (1, 2)
    assert told["size"] == (tmp_path / "one.json").stat().st_size
    whole = export(tektra, tmp_path / "chats.json")
    kept = tektra.run("chats", "export", "--all", "--out", str(whole))
    assert kept.process.returncode == 2
    assert "--force" in kept.stderr
    export(tektra, whole, "--all", "--force")
    again = tektra.json("chats", "import", str(whole))
    assert (again["chats"], again["known"]) == (0, 2)
    text = whole.read_text("utf-8").replace('"tektra:', '"tektra:other-')
    whole.write_text(text, "utf-8")
    looked = tektra.json("chats", "import", str(whole), "--dry-run")
    assert (looked["chats"], looked["messages"], looked["known"]) == (2, 4, 0)
    assert len(tektra.json("chats")) == 2
    assert tektra.json("chats", "import", str(whole))["chats"] == 2
    assert len(tektra.json("chats")) == 4


@pytest.mark.skipif(importlib.util.find_spec("PySide6") is None, reason="PDF needs Qt")
def test_a_pdf_is_printed_by_a_process_of_its_own(tektra: Installation, tmp_path: Path) -> None:
    assert tektra.ask("What is blue?").wait() == 0
    assert export(tektra, tmp_path / "chats.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["chats.pdf"]


def test_options_and_folders_come_along(tektra: Installation, tmp_path: Path) -> None:
    taken = tektra.json("chats", "import", str(write_chats(tmp_path / "few.json", 3, turns=1)))
    assert (taken["source"], taken["chats"], taken["messages"]) == ("tektra", 3, 6)
    whole = json.loads(export(tektra, tmp_path / "again.json").read_text("utf-8"))
    assert [chat["folder"] for chat in whole["chats"]] == ["", "Sea", ""]
    assert {chat["options"]["system_prompt"] for chat in whole["chats"]} == {"Be brief."}
    assert [chat["options"]["tools"] for chat in whole["chats"]] == [["time"]] * 3


def test_a_chat_that_is_being_answered_is_exported_as_far_as_it_is(tektra: Installation, tmp_path: Path) -> None:
    program = tektra.ask("/echo tokens=100000 rate=50")
    tektra.until_text(program, " ")
    for name in ("now.md", "now.html", "now.json"):
        assert "/echo tokens" in export(tektra, tmp_path / name).read_text("utf-8")
    said = json.loads((tmp_path / "now.json").read_text("utf-8"))["chats"][0]["messages"][1]
    assert said["text"]
    assert program.process.poll() is None, "the answer goes on"
    (tmp_path / "now.json").write_text((tmp_path / "now.json").read_text("utf-8").replace('"tektra:', '"tektra:x-'))
    assert tektra.json("chats", "import", str(tmp_path / "now.json"))["chats"] == 1
    program.process.send_signal(signal.SIGINT)
    program.wait()
    copy = next(chat for chat in tektra.json("chats") if not chat["answering"])
    assert tektra.json("chats", "show", copy["id"])["messages"][-1]["status"] in ("interrupted", "stopped")


def test_a_broken_file_brings_nothing(tektra: Installation, tmp_path: Path) -> None:
    assert tektra.ask("mine").wait() == 0
    whole = write_chats(tmp_path / "broken.json", 200).read_text("utf-8")
    for broken in (whole[: len(whole) - 300], whole[: len(whole) // 2] + "§" + whole[len(whole) // 2 :], "", "[]]"):
        (tmp_path / "broken.json").write_text(broken, "utf-8")
        program = tektra.run("chats", "import", str(tmp_path / "broken.json"))
        assert program.process.returncode == 2, program.stderr
        assert "broken.json" in program.stderr or "line" in program.stderr
        assert "Traceback" not in program.stderr
    assert tektra.run("chats", "import", str(tmp_path / "none.json")).process.returncode == 2
    assert stored(tektra) == 1


def test_a_core_that_is_killed_in_mid_import_leaves_nothing(tektra: Installation, tmp_path: Path) -> None:
    program = in_the_middle(tektra, tmp_path)
    kill9(tektra.core_pid())
    assert program.wait() != 0
    assert [chat["title"] for chat in tektra.json("chats")] == ["mine"]
    wait_until(lambda: stored(tektra) == 1, 60, "what was half imported to go")


def test_ctrl_c_in_mid_import_leaves_nothing(tektra: Installation, tmp_path: Path) -> None:
    program = in_the_middle(tektra, tmp_path)
    program.process.send_signal(signal.SIGINT)
    assert program.wait() == 130
    wait_until(lambda: stored(tektra) == 1, 60, "what was half imported to go")
    assert [chat["title"] for chat in tektra.json("chats")] == ["mine"]


def test_a_core_that_is_stopped_in_mid_import_ends_soon_and_leaves_nothing(
    tektra: Installation, tmp_path: Path
) -> None:
    program = in_the_middle(tektra, tmp_path)
    stopped = tektra.run("daemon", "stop")
    assert stopped.process.returncode == 0, stopped.stderr
    assert program.wait() != 0
    assert [chat["title"] for chat in tektra.json("chats")] == ["mine"]
    wait_until(lambda: stored(tektra) == 1, 60, "what was half imported to go")
