"""A folder that looks like a model for MLX."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def model_folder(parent: Path, name: str = "model", **config: Any) -> Path:
    """Made with a configuration, an empty tokenizer and weights that are none."""
    folder = parent / name
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"model_type": "llama", **config}))
    (folder / "tokenizer.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"\0" * 8)
    return folder
