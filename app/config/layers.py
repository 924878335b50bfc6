"""Values of declared settings out of files and environment; what is wrong is listed and left out."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from app.config.declare import ENVIRONMENT_PREFIX, Declared
from app.config.document import Document
from app.config.paths import HOME_VARIABLE
from app.config.problems import ProblemList, shorten
from app.config.rules import WrongValue
from app.config.settings import declared
from app.config.tables import SECTIONS


def settings_of_file(document: Document, problems: ProblemList) -> dict[str, Any]:
    """Checked values by key."""
    values: dict[str, Any] = {}
    known = {key.split(".")[0] for key in declared()} | SECTIONS
    for name, value in document.data.items():
        if name in SECTIONS:
            continue
        if name not in known:
            problems.add_unknown(name, known, document.lines.line_of(name), what="section")
            continue
        _read_section((name,), value, values, document, problems)
    return values


def settings_of_environment(environ: Mapping[str, str], problems: ProblemList) -> dict[str, Any]:
    """Checked values of `TEKTRA_*` variables by key; an empty variable counts as not set."""
    variables = {item.environment: item for item in declared().values()}
    values: dict[str, Any] = {}
    for name, text in environ.items():
        if not name.startswith(ENVIRONMENT_PREFIX) or name == HOME_VARIABLE or not text:
            continue
        if name in variables:
            _take_text(variables[name], name, text, values, problems)
        elif get_close_matches(name, variables, n=1, cutoff=0.8):  # others are somebody else's business
            problems.add_unknown(name, variables, what="variable")
    return values


def _read_section(
    path: tuple[str, ...], table: Any, values: dict[str, Any], document: Document, problems: ProblemList
) -> None:
    """Walk a table down to declared keys. The declarations bound the depth, not the file."""
    section = ".".join(path)
    if not isinstance(table, dict):
        wanted = f"Write [{section}] and its keys below it."
        problems.add(section, f"{section} is not a table.", wanted, document.lines.line_of(*path))
        return
    names = {key[len(section) + 1 :].split(".")[0] for key in declared() if key.startswith(f"{section}.")}
    for name, value in table.items():
        key = f"{section}.{name}"
        line = document.lines.line_of(*path, name)
        if name not in names:
            problems.add_unknown(name, names, line, what=f"setting in [{section}] named")
        elif key in declared():
            _take(declared()[key], key, value, values, problems, line)
        else:
            _read_section((*path, name), value, values, document, problems)


def _take(
    item: Declared, name: str, value: Any, values: dict[str, Any], problems: ProblemList, line: int | None
) -> None:
    try:
        values[item.key] = item.rule.check(value)
    except WrongValue as exc:
        problems.add(item.key, f"{shorten(name)} {exc}.", item.rule.allowed(), line)


def _take_text(item: Declared, name: str, text: str, values: dict[str, Any], problems: ProblemList) -> None:
    try:
        values[item.key] = item.rule.parse(text)
    except WrongValue as exc:
        problems.add(item.key, f"{name} {exc}.", item.rule.allowed())
