"""`tektra compare` with the real program and real engines."""

from __future__ import annotations

import json
import signal

import pytest

from tests.e2e.conftest import Installation
from tests.helpers.waiting import wait_until


@pytest.mark.engine
def test_two_engines_answer_the_same_question_with_their_figures(tektra: Installation) -> None:
    program = tektra.run(
        "compare", "Why is the sky blue?", "--with", "smollm2:135m@llama.cpp", "--with", "echo", "--json"
    )
    assert program.process.returncode == 0, program.stderr
    llama, echo = json.loads(program.stdout)
    assert (llama["backend"], echo["backend"]) == ("llama_cpp", "echo")
    assert echo["text"] == "Why is the sky blue?"
    assert llama["text"]
    assert llama["usage"]["completion_tokens"] > 1
    assert llama["usage"]["tokens_per_s"] > 0
    assert llama["usage"]["first_token_s"] > 0
    assert llama["memory_bytes"] > 50_000_000
    assert llama["differs"]
    assert tektra.json("chats") == []


@pytest.mark.engine
def test_the_sampling_is_greedy_so_that_twice_is_the_same(tektra: Installation) -> None:
    def text() -> str:
        program = tektra.run("compare", "Say hi", "--with", "smollm2:135m", "--with", "echo", "--json")
        return str(json.loads(program.stdout)[0]["text"])

    assert text() == text()


def test_a_table_and_the_texts_with_marked_differences(tektra: Installation) -> None:
    program = tektra.run("compare", "--with", "echo", "--with", "nobody", stdin="one two")
    assert program.process.returncode == 5
    assert "WITH" in program.stdout
    assert "— echo@echo\none two" in program.stdout
    assert "There is no model 'nobody'." in program.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("hi", "--with", "echo"), "needs two"),
        (("hi", "--with", "echo", "--with", "echo"), "named twice"),
        (("", "--with", "echo", "--with", "nobody"), "empty"),
        (("hi", *(word for n in range(7) for word in ("--with", f"m{n}"))), "too many"),
    ],
)
def test_what_cannot_be_compared_is_refused(tektra: Installation, arguments: tuple[str, ...], words: str) -> None:
    program = tektra.run("compare", *arguments)
    assert program.process.returncode == 2
    assert words in program.stderr
    assert "Traceback" not in program.stderr


def test_ctrl_c_stops_the_comparison_at_the_engine(tektra: Installation) -> None:
    program = tektra.start("compare", "/echo tokens=100000 rate=5", "--with", "echo", "--with", "nobody")
    wait_until(
        lambda: any(worker["state"] == "busy" for worker in tektra.status().get("workers", [])), what="an answer"
    )
    program.process.send_signal(signal.SIGINT)
    assert program.wait() == 130
    wait_until(lambda: tektra.status()["workers"][0]["state"] == "idle", what="the engine to be idle")
    again = tektra.run("compare", "hi", "--with", "echo", "--with", "smollm2:135m@echo")
    assert "running already" not in again.stderr
