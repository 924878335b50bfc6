"""Versions of mistral.rs and the command line that each understands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.backends.mistral_rs.programs import Form, Plan, Program, command, read_version

FILE = Plan("/models/a b.gguf", is_folder=False, context_tokens=4096, parallel=3)
FOLDER = Plan("/models/folder", is_folder=True, context_tokens=4096)


def line(version: str, plan: Plan, form: Form = Form.PROGRAM) -> str:
    return " ".join(command(Program(form, "/bin/m", version), plan, 999)[1:])


def test_0_8_wants_folder_and_name() -> None:
    assert line("0.8.1", FILE) == (
        "serve -p 999 --host 127.0.0.1 --token-source none --max-seqs 3 --max-seq-len 4096"
        " --format gguf -m /models -f a b.gguf"
    )
    assert line("0.8.1", FOLDER).endswith("--max-seq-len 4096 -m /models/folder")


def test_0_9_wants_the_path_and_no_page() -> None:
    assert line("0.9.0", FILE).endswith("--max-seq-len 4096 --no-ui -f /models/a b.gguf")
    assert line("0.9.0", FOLDER).endswith("--no-ui -m /models/folder")
    assert "--no-ui" in line("1.2", FILE)


def test_the_old_server_has_the_model_as_a_subcommand() -> None:
    assert line("0.6.0", FILE, Form.OLD_SERVER) == (
        "--port 999 --serve-ip 127.0.0.1 --token-source none --max-seqs 3"
        " gguf -m /models -f a b.gguf --max-seq-len 4096"
    )
    assert "plain -m /models/folder" in line("0.6.0", FOLDER, Form.OLD_SERVER)


@pytest.mark.parametrize("version", ["0.8.1", "0.9.5", "0.6.0", ""])
def test_choices_are_told_to_every_version_and_the_host_is_always_loopback(version: str) -> None:
    form = Form.OLD_SERVER if version == "0.6.0" else Form.PROGRAM
    chosen = replace(FILE, isq="q8_0", cpu=True, device_layers=7, template="/t.jinja")
    said = line(version, chosen, form)
    assert "--isq q8_0" in said
    assert "--cpu" in said
    assert "0:7" not in said, "no layers on a graphics card when it is not to be used"
    assert "/t.jinja" in said
    assert "127.0.0.1" in said
    assert "0:7" in line(version, replace(chosen, cpu=False), form)


def test_a_version_that_is_not_known_is_taken_for_one_that_is_built_here() -> None:
    assert line("", FILE) == line("0.8.1", FILE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("mistralrs 0.8.1\n", (Form.PROGRAM, (0, 8, 1))),
        ("mistralrs-cli 0.9.5 (abc)", (Form.PROGRAM, (0, 9, 5))),
        ("mistralrs-server 0.6.0", (Form.OLD_SERVER, (0, 6, 0))),
        ("mistralrs-server 0.8.0", (Form.PROGRAM, (0, 8, 0))),
        ("mistralrs v1.0", (Form.PROGRAM, (1, 0))),
        ("Python 3.11.7", None),
        ("", None),
        ("mistralrs", None),
        ("usage: mistralrs 0.8.1", None),
    ],
)
def test_what_a_program_says_of_itself(said: str, expected: tuple[Form, tuple[int, ...]] | None) -> None:
    found = read_version(said, "/bin/m")
    assert (found and (found.form, found.numbers)) == expected
