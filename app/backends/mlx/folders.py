"""What a model's folder must have for MLX, and what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.errors import ModelFileError

MAX_JSON = 16 * 1024 * 1024
"""Of configuration files; `tokenizer.json` is the tokenizer's own business."""


def problem_of(folder: Path) -> str:
    """Why MLX cannot load a folder, as a sentence; "" where its files look right."""
    for name, what in (("config.json", "its configuration"), ("tokenizer.json", "its tokenizer")):
        if not (folder / name).is_file():
            return f"The folder has no {name} ({what})."
    if not any(folder.glob("model*.safetensors")):
        return "The folder has no weights in the form MLX reads (model….safetensors)."
    return ""


def end_tokens(folder: Path) -> list[int]:
    """Numbers of the tokens that end an answer, as the model's configuration has them.

    Raises:
        ModelFileError: It cannot be read.
    """
    for name in ("generation_config.json", "config.json"):
        found = read_json(folder / name).get("eos_token_id") if (folder / name).is_file() else None
        numbers = found if isinstance(found, list) else [found]
        if ends := [number for number in numbers if isinstance(number, int)]:
            return ends
    return []


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file of limited size.

    Raises:
        ModelFileError: It cannot be read, or is something else.
    """
    try:
        with path.open("rb") as file:
            text = file.read(MAX_JSON + 1)
        value = json.loads(text) if len(text) <= MAX_JSON else None
    except (OSError, ValueError, RecursionError) as exc:
        raise _damaged(path, str(exc)) from exc
    if not isinstance(value, dict):
        raise _damaged(path, "it is no JSON object of usual size")
    return value


def _damaged(path: Path, detail: str) -> ModelFileError:
    return ModelFileError(
        f"The model's file {path.name} cannot be used.",
        hint="Fetch the model again.",
        detail=f"{path}: {detail}",
        params={"path": str(path)},
    )
