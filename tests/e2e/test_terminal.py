"""The terminal commands against a real core and real workers, with no window anywhere."""

from __future__ import annotations

import json

from app.process import is_alive
from tests.e2e.conftest import Installation
from tests.helpers.waiting import wait_until


def test_a_question_is_answered_and_stored(tektra: Installation) -> None:
    program = tektra.ask("Hello from the terminal")
    assert program.wait() == 0, program.stderr
    assert program.stdout.strip() == "Hello from the terminal"
    chats = tektra.json("chats")
    assert [chat["title"] for chat in chats] == ["Hello from the terminal"]
    shown = tektra.json("chats", "show", chats[0]["id"])
    assert [message["role"] for message in shown["messages"]] == ["user", "assistant"]
    assert shown["messages"][1]["status"] == "complete"
    assert shown["messages"][1]["usage"]["completion_tokens"] > 0


def test_the_question_may_come_from_standard_input(tektra: Installation) -> None:
    program = tektra.run("run", "--json", stdin="from a pipe\n")
    assert program.process.returncode == 0, program.stderr
    answer = json.loads(program.stdout)["answer"]
    assert answer["text"].strip() == "from a pipe"
    assert answer["stop_reason"] == "finished"


def test_all_terminals_share_one_core_and_its_workers(tektra: Installation) -> None:
    programs = [tektra.ask(f"question {number}") for number in range(4)]
    assert [program.wait() for program in programs] == [0, 0, 0, 0]
    assert [program.stdout.strip() for program in programs] == [f"question {number}" for number in range(4)]
    status = tektra.status()
    assert len(status["workers"]) == 1
    assert {status["pid"], status["workers"][0]["pid"]} == set(tektra.programs.running())


def test_ps_and_stop_never_start_a_core(tektra: Installation) -> None:
    assert tektra.status() == {"running": False}
    stop = tektra.run("daemon", "stop")
    assert stop.process.returncode == 0
    assert tektra.programs.running() == []


def test_daemon_stop_ends_core_and_workers_in_order(tektra: Installation) -> None:
    program = tektra.ask("/echo tokens=100000 rate=50")
    tektra.until_text(program, "\n")
    core, worker = tektra.core_pid(), tektra.worker_pid()
    tektra.run("daemon", "stop")
    wait_until(lambda: not is_alive(core) and not is_alive(worker), what="core and worker to end")
    assert program.wait() != 0
    message = tektra.last_message()
    assert message["status"] == "interrupted"
    assert message["text"]


def test_an_unknown_model_is_said_in_one_sentence(tektra: Installation) -> None:
    program = tektra.run("run", "--model", "smolm2:135m", "hi")
    assert program.process.returncode == 4
    assert program.stdout == ""
    assert "smollm2:135m" in program.stderr
    assert "Traceback" not in program.stderr
    assert tektra.json("chats") == []


def test_a_broken_settings_file_does_not_keep_it_from_starting(tektra: Installation) -> None:
    tektra.configure('[limits]\nmax_queue = "many"\nmax_quue = 3\n')
    program = tektra.ask("still works")
    assert program.wait() == 0, program.stderr
    problems = tektra.status()["config_problems"]
    assert len(problems) == 2
    assert all("config.toml" in problem for problem in problems)
    assert any("2" in problem for problem in problems)
    assert any("max_queue" in problem and "max_quue" in problem for problem in problems)


def test_models_and_the_reason_for_an_engine(tektra: Installation) -> None:
    models = {model["id"]: model for model in tektra.json("models")}
    assert models["echo"]["state"] in ("ready", "loaded")
    assert models["gemma3n:e4b"]["state"] == "unavailable"
    assert models["gemma3n:e4b"]["reason"]
    selection = tektra.json("models", "why", "smollm2:135m")
    assert selection["chosen"] == "llama_cpp"
    assert all(ranked["reason"] for ranked in selection["ranking"])
    shown = tektra.run("models", "why", "gemma3n:e4b")
    assert "ollama" in shown.stdout
    assert shown.process.returncode == 0


def test_each_kind_of_process_has_a_log_without_what_people_write(tektra: Installation) -> None:
    assert tektra.ask("a very secret question").wait() == 0
    tektra.run("daemon", "stop")
    logs = {path.name: path.read_text("utf-8") for path in (tektra.programs.home / "logs").iterdir()}
    assert {"core.log", "worker.log", "cli.log"} <= logs.keys()
    assert "generate" in logs["worker.log"]
    assert not [name for name, text in logs.items() if "secret" in text]


def test_run_goes_on_in_a_conversation(tektra: Installation) -> None:
    assert tektra.ask("one").wait() == 0
    chat = tektra.json("chats")[0]["id"]
    assert tektra.ask("two", "--chat", chat[:12]).wait() == 0
    assert tektra.ask("lost", "--chat", "nothing").wait() == 4
    assert [message["text"] for message in tektra.json("chats", "show", chat)["messages"]] == [
        "one",
        "one",
        "two",
        "two",
    ]
