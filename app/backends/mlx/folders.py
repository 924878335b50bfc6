"""What a model's folder must have for MLX, and what it says."""

from __future__ import annotations

from pathlib import Path

from app.gguf import read_json


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
