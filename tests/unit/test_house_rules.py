"""House rules that no linter knows: sizes, docstrings, names, and where Qt may be named."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from app.bridge.events import PAYLOADS
from app.bridge.names import EventName
from app.bridge.signatures import COMMANDS, Command
from app.process import ROOT

FOLDERS = ("app", "tests", "packaging")
MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 50

QT_MODULES = frozenset({"PySide6", "shiboken6", "pytestqt"})
QT_PLACES = ("app/ui/", "tests/ui/", "tests/e2e/", "tests/bench/", "tests/helpers/fake_")
"""Where Qt may be imported; helpers that stand in for parts of the window begin with `fake_`."""

COMMAND_NAME = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
EVENT_NAME = re.compile(r"[a-z]+\.[a-z]+(ed|tten)")

FULL_COVERAGE = ROOT / "tests" / "full_coverage.txt"

FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"))


def imported_modules(module: ast.Module) -> Iterator[str]:
    """Every module that a file imports, wherever in the file."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def long_functions(module: ast.Module) -> list[str]:
    """Functions over the limit, as "name (lines)"; decorators do not count."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                found.append(f"{node.name} ({lines} lines)")
    return found


def offenders(broken: Callable[[Path], object]) -> list[str]:
    """The files that break a rule, by their path in the repository, with what is wrong."""
    return [f"{path.relative_to(ROOT).as_posix()}: {wrong}" for path in FILES if (wrong := broken(path))]


def test_modules_say_what_they_are_for() -> None:
    assert offenders(lambda path: not ast.get_docstring(tree(path))) == []


def test_files_are_short() -> None:
    assert offenders(lambda path: max(0, len(path.read_text("utf-8").splitlines()) - MAX_FILE_LINES)) == []


def test_functions_are_short() -> None:
    assert offenders(lambda path: long_functions(tree(path))) == []


def test_type_ignores_name_their_code() -> None:
    bare = re.compile(r"#\s*type:\s*ignore(?!\[)")
    assert offenders(lambda path: path != Path(__file__) and bare.findall(path.read_text("utf-8"))) == []


def test_only_the_window_and_its_tests_name_qt() -> None:
    def named(path: Path) -> set[str]:
        if path.relative_to(ROOT).as_posix().startswith(QT_PLACES):
            return set()
        return {name for name in imported_modules(tree(path)) if name.partition(".")[0] in QT_MODULES}

    assert offenders(named) == []


def test_the_limit_of_functions_is_seen() -> None:
    body = "\n".join(["    pass"] * MAX_FUNCTION_LINES)
    assert long_functions(ast.parse(f"async def f():\n{body}")) == [f"f ({MAX_FUNCTION_LINES + 1} lines)"]
    assert not long_functions(ast.parse("def f():\n    pass"))


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_commands_are_noun_verb_and_described(command: Command) -> None:
    assert COMMAND_NAME.fullmatch(command.name)
    assert command.signature.__doc__, "the docstring is the command's documentation"
    assert command.callers, "a command without callers cannot be called"


@pytest.mark.parametrize("event", EventName)
def test_events_are_noun_past_and_carry_a_payload(event: EventName) -> None:
    assert EVENT_NAME.fullmatch(event)
    assert PAYLOADS[event].__doc__, "the docstring says when the event comes"


def test_files_under_full_coverage_exist() -> None:
    listed = FULL_COVERAGE.read_text("utf-8").split()
    assert listed == sorted(set(listed)), "keep the list sorted, without repetitions"
    assert [name for name in listed if not (ROOT / name).is_file()] == []
