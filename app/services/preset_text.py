"""Presets as TOML that another Tektra can take in, and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.config.crosscheck import build_presets
from app.config.document import MAX_TOML_BYTES, parse_toml
from app.config.problems import ProblemList, shorten
from app.config.tables import PRESET_RULES, read_tables
from app.errors import InvalidInput
from app.services.option_checks import plain
from app.types.generation import Sampling
from app.types.settings import ConfigIssue

_PLACE = Path("presets")
"""Stands for the text in problems; only the line is told."""
_MOST_TOLD = 20


def preset_values(sampling: Sampling) -> dict[str, Any]:
    """Every value as a settings file has it: no limit of the answer is 0, no seed is None."""
    values = {name: plain(getattr(sampling, name)) for name in PRESET_RULES}
    return values | {"max_tokens": sampling.max_tokens or 0}


def said_over(below: Sampling, sampling: Sampling) -> dict[str, Any]:
    """What a table has to say to make one of the other; None for what it must not say."""
    under, over = preset_values(below), preset_values(sampling)
    return {name: None if over[name] == under[name] else over[name] for name in over}


def write_presets(presets: Mapping[str, Sampling]) -> str:
    """The text: what is as by default is left out, but never all of a table."""
    import tomlkit

    document = tomlkit.document()
    tables = tomlkit.table(is_super_table=True)
    for name, sampling in presets.items():
        table = tomlkit.table()
        said = {key: value for key, value in said_over(Sampling(), sampling).items() if value is not None}
        for key, value in (said or {"temperature": sampling.temperature}).items():
            table.add(key, value)
        tables.add(name, table)
    document.add("presets", tables)
    return tomlkit.dumps(document)


def read_presets(text: str) -> dict[str, Sampling]:
    """The presets of such a text.

    Raises:
        InvalidInput: Anything in it is wrong; the detail has a line for each problem.
    """
    raw = text.encode("utf-8", "replace")
    if len(raw) > MAX_TOML_BYTES:
        raise InvalidInput(
            f"The text has {len(raw):,} bytes; {MAX_TOML_BYTES:,} are allowed.", hint="Choose another file."
        )
    document = parse_toml(_PLACE, raw)
    if isinstance(document, ConfigIssue):
        raise _wrong((replace(document, hint="Correct it, or choose another file."),))
    problems = ProblemList(str(_PLACE))
    for name in document.data.keys() - {"presets"}:
        line = document.lines.line_of(name)
        problems.add(name, f"{shorten(name)!r} is no preset.", "Only [presets.NAME] is taken in.", line)
    found = build_presets(read_tables(_only_presets(document), problems).presets)
    if problems.all():
        raise _wrong(problems.all())
    if not found:
        raise InvalidInput("There are no presets in it.", hint="They stand in tables such as [presets.mine].")
    return found


def _only_presets(document: Any) -> Any:
    """Without the rest, which would be judged as models and settings."""
    return replace(document, data={"presets": document.data.get("presets", {})})


def _wrong(issues: tuple[ConfigIssue, ...]) -> InvalidInput:
    first = issues[0]
    place = f" (line {first.line})" if first.line else ""
    told = [f"line {issue.line or '-'}: {issue.message} {issue.hint}".strip() for issue in issues[:_MOST_TOLD]]
    return InvalidInput(
        f"The presets cannot be taken in: {first.message}{place}",
        hint=first.hint,
        detail="\n".join(told),
        params={"problems": len(issues), "line": first.line},
    )
