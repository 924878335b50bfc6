"""Where a model's files are, and what they must be: a folder of the person's, or one in the local hub cache."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.errors import ModelFileError

MAX_JSON = 16 * 1024 * 1024
"""Of configuration files; `tokenizer.json` is the tokenizer's own business."""
_REPO = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_REVISION = re.compile(r"[\w.-]{1,100}")
_TYPE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_COMMIT = 40


def hub_cache(environ: Mapping[str, str] | None = None) -> Path:
    """The folder where Hugging Face's own tools keep what they fetched."""
    env = os.environ if environ is None else environ
    if found := env.get("HF_HUB_CACHE") or env.get("HUGGINGFACE_HUB_CACHE"):
        return Path(found).expanduser()
    home = env.get("HF_HOME") or os.path.join(env.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")  # noqa: PTH118
    return Path(home).expanduser() / "hub"


def cached_folder(location: str, cache: Path) -> Path | None:
    """The files of "owner/name[:quantisation][@revision]" in a hub cache; None where they are not there.

    A quantisation names a file of a GGUF repository, which is nothing for MLX.
    """
    repo, _, revision = location.partition("@")
    revision = revision or "main"
    if not _REPO.fullmatch(repo) or not _REVISION.fullmatch(revision) or ".." in location:
        return None
    folder = cache / f"models--{repo.replace('/', '--')}"
    try:
        commit = revision if len(revision) == _COMMIT else (folder / "refs" / revision).read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    found = folder / "snapshots" / commit
    return found if _REVISION.fullmatch(commit) and found.is_dir() else None


def problem_of(folder: Path) -> str:
    """Why MLX cannot load a folder, as a sentence; "" where its files look right."""
    for name, what in (("config.json", "its configuration"), ("tokenizer.json", "its tokenizer")):
        if not (folder / name).is_file():
            return f"The folder has no {name} ({what})."
    if not any(folder.glob("model*.safetensors")):
        return "The folder has no weights in the form MLX reads (model….safetensors)."
    return ""


def read_config(folder: Path) -> dict[str, Any]:
    """`config.json`, and which tokens end an answer from `generation_config.json`.

    Raises:
        ModelFileError: It cannot be read, or does not say what kind of model this is.
    """
    config = read_json(folder / "config.json")
    kind = config.get("model_type")
    if not isinstance(kind, str) or not _TYPE.fullmatch(kind):
        raise _damaged(folder / "config.json", "model_type is missing or no name")
    if (folder / "generation_config.json").is_file():
        ends = read_json(folder / "generation_config.json").get("eos_token_id")
        config["eos_token_id"] = config.get("eos_token_id") if ends is None else ends
    return config


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


def template_of(folder: Path) -> tuple[str | None, dict[str, Any]]:
    """The chat template, wherever this model keeps it, and `tokenizer_config.json`."""
    path = folder / "tokenizer_config.json"
    settings = read_json(path) if path.is_file() else {}
    own = folder / "chat_template.jinja"
    if own.is_file():
        try:
            return own.read_text("utf-8"), settings
        except (OSError, ValueError) as exc:
            raise _damaged(own, str(exc)) from exc
    found = settings.get("chat_template")
    beside = folder / "chat_template.json"
    if found is None and beside.is_file():
        found = read_json(beside).get("chat_template")
    if isinstance(found, list):
        named = {one.get("name"): one.get("template") for one in found if isinstance(one, dict)}
        found = named.get("tool_use") or named.get("default")
    return (found if isinstance(found, str) else None), settings


def _damaged(path: Path, detail: str) -> ModelFileError:
    return ModelFileError(
        f"The model's file {path.name} cannot be used.",
        hint="Fetch the model again.",
        detail=f"{path}: {detail}",
        params={"path": str(path)},
    )
