"""A bounded look at a model folder in Hugging Face's form: config.json, safetensors and a tokenizer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.errors import ModelFileError
from app.types.models import Capability, ModelFacts

MAX_JSON = 16 * 1024 * 1024
MAX_TEMPLATE = 256 * 1024
MLX_FORM = "MLX"
"""How the quantisation of a folder begins whose weights are in MLX's own form."""
_SEES = ("vision_config", "image_token_id", "image_token_index")
_HEARS = ("audio_config", "audio_token_id")


def is_model_folder(path: Path) -> bool:
    """Whether a path is a folder that says to be a model."""
    try:
        return (path / "config.json").is_file()
    except (OSError, ValueError):
        return False


def read_folder(path: Path | str) -> ModelFacts:
    """What its configuration says.

    Raises:
        ModelFileError: It is no model folder, or cannot be read.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise _error(folder, "The model's folder is not there.", "If it was moved, open it again from its new place.")
    if not is_model_folder(folder):
        raise _error(
            folder, f"{folder.name} is no model folder: it has no config.json.", "Open a GGUF file, or another folder."
        )
    weights = _weights(folder)
    if not weights:
        raise _error(folder, f"The model folder {folder.name} has no weights (*.safetensors).", "Fetch it again.")
    config = read_json(folder / "config.json")
    text = config.get("text_config")
    inner = {**config, **text} if isinstance(text, dict) else config
    kind = config.get("model_type")
    if not isinstance(kind, str) or not kind.replace("_", "").replace("-", "").replace(".", "").isalnum():
        raise _error(
            folder, f"The configuration of {folder.name} does not say what kind of model it is.", "Fetch it again."
        )
    template = _template(folder)
    heads = _count(inner, "num_attention_heads")
    return ModelFacts(
        architecture=kind[:64],
        name=folder.name,
        quantization=_quantization(config),
        trained_context=_count(inner, "max_position_embeddings"),
        layers=_count(inner, "num_hidden_layers"),
        embedding_size=_count(inner, "hidden_size"),
        vocabulary=_count(inner, "vocab_size"),
        has_chat_template=bool(template),
        file_bytes=sum(weights),
        heads=heads,
        kv_heads=_count(inner, "num_key_value_heads") or heads,
        feed_forward=_count(inner, "intermediate_size"),
        chat_template=template,
        is_folder=True,
        takes=_takes(config),
    )


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from one of a model folder's files, of limited size.

    Raises:
        ModelFileError: It cannot be read, or is something else.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_JSON + 1)
        value = json.loads(data) if len(data) <= MAX_JSON else None
    except (OSError, ValueError, RecursionError) as exc:
        raise _error(path, f"The model's file {path.name} cannot be read.", "Fetch the model again.", str(exc)) from exc
    if not isinstance(value, dict):
        raise _error(path, f"The model's file {path.name} cannot be read.", "Fetch the model again.", "no JSON object")
    return value


def _weights(folder: Path) -> list[int]:
    """The sizes of its files of weights."""
    try:
        return [file.stat().st_size for file in folder.glob("*.safetensors")]
    except OSError as exc:
        message = f"The model folder {folder.name} cannot be read."
        raise _error(folder, message, "Look at its rights.", str(exc)) from exc


def _takes(config: dict[str, Any]) -> tuple[Capability, ...]:
    found = [Capability.IMAGE] if any(config.get(key) is not None for key in _SEES) else []
    return (*found, *([Capability.AUDIO] if any(config.get(key) is not None for key in _HEARS) else []))


def _quantization(config: dict[str, Any]) -> str:
    quantized = config.get("quantization") or config.get("quantization_config")
    if isinstance(quantized, dict) and isinstance(quantized.get("bits"), int):
        words = f"{quantized['bits']} bit"
        return words if "quant_method" in quantized else f"{MLX_FORM} {words}"  # only MLX names no method
    kind = config.get("torch_dtype") or config.get("dtype")
    return {"bfloat16": "BF16", "float16": "F16", "float32": "F32"}.get(kind, "") if isinstance(kind, str) else ""


def _template(folder: Path) -> str:
    own = folder / "chat_template.jinja"
    try:
        if own.is_file() and own.stat().st_size <= MAX_TEMPLATE:
            return own.read_text("utf-8", "replace")
        found = read_json(folder / "tokenizer_config.json").get("chat_template")
    except (OSError, ModelFileError):
        return ""
    if isinstance(found, list):
        named = {one.get("name"): one.get("template") for one in found if isinstance(one, dict)}
        found = named.get("tool_use") or named.get("default")
    return found if isinstance(found, str) and len(found) <= MAX_TEMPLATE else ""


def _count(config: dict[str, Any], key: str) -> int | None:
    value = config.get(key)
    good = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
    return value if good and isinstance(value, int) else None


def _error(path: Path, message: str, hint: str, detail: str = "") -> ModelFileError:
    return ModelFileError(message, hint=hint, detail=f"{path}: {detail}".rstrip(": "), params={"path": str(path)})
