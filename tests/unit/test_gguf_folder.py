"""Folders in Hugging Face's form, whole and damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import ModelFileError
from app.gguf import is_model_folder, read_folder, read_json
from app.gguf.folder import MAX_JSON, MAX_TEMPLATE
from app.types.models import Capability

CONFIG = {
    "model_type": "llama",
    "max_position_embeddings": 8192,
    "num_hidden_layers": 30,
    "hidden_size": 576,
    "vocab_size": 49152,
    "num_attention_heads": 9,
    "num_key_value_heads": 3,
    "intermediate_size": 1536,
    "torch_dtype": "bfloat16",
}


def folder(path: Path, config: Any = CONFIG, **files: str) -> Path:
    (path / "config.json").write_text(json.dumps(config))
    (path / "model-00001.safetensors").write_bytes(b"x" * 100)
    (path / "model-00002.safetensors").write_bytes(b"x" * 23)
    for name, text in files.items():
        (path / name.replace("__", ".")).write_text(text)
    return path


def test_what_a_configuration_says(tmp_path: Path) -> None:
    facts = read_folder(folder(tmp_path))
    assert (facts.architecture, facts.quantization, facts.trained_context) == ("llama", "BF16", 8192)
    assert (facts.layers, facts.heads, facts.kv_heads, facts.file_bytes) == (30, 9, 3, 123)
    assert facts.is_folder
    assert facts.takes == ()
    assert not facts.has_chat_template


def test_models_that_see_or_hear_say_so(tmp_path: Path) -> None:
    config = {"model_type": "gemma3", "vision_config": {}, "audio_config": {}, "text_config": {"hidden_size": 7}}
    facts = read_folder(folder(tmp_path, config))
    assert facts.takes == (Capability.IMAGE, Capability.AUDIO)
    assert facts.embedding_size == 7


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"chat_template__jinja": "own"}, "own"),
        ({"tokenizer_config__json": '{"chat_template": "inside"}'}, "inside"),
        ({"tokenizer_config__json": '{"chat_template": [{"name": "default", "template": "named"}, 5]}'}, "named"),
        ({"tokenizer_config__json": '{"chat_template": 5}'}, ""),
        ({"tokenizer_config__json": "{"}, ""),
        ({"tokenizer_config__json": json.dumps({"chat_template": "x" * (MAX_TEMPLATE + 1)})}, ""),
    ],
    ids=["own", "inside", "named", "number", "damaged", "huge"],
)
def test_templates_wherever_they_are(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    assert read_folder(folder(tmp_path, **files)).chat_template == expected


@pytest.mark.parametrize(
    ("config", "quantization"),
    [
        ({"quantization": {"bits": 4, "group_size": 64}}, "MLX 4 bit"),
        ({"quantization_config": {"bits": 8, "group_size": 32}}, "MLX 8 bit"),
        ({"quantization_config": {"bits": 8, "quant_method": "gptq"}}, "8 bit"),
        ({"quantization": {"bits": "4"}}, ""),
        ({"dtype": "float16"}, "F16"),
        ({"dtype": 5}, ""),
    ],
)
def test_quantisations(tmp_path: Path, config: dict[str, Any], quantization: str) -> None:
    assert read_folder(folder(tmp_path, {"model_type": "llama", **config})).quantization == quantization


def test_numbers_that_cannot_be_are_unknown(tmp_path: Path) -> None:
    odd = {"model_type": "llama", "max_position_embeddings": -5, "num_hidden_layers": True, "hidden_size": 1e400}
    facts = read_folder(folder(tmp_path, odd))
    assert (facts.trained_context, facts.layers, facts.embedding_size) == (None, None, None)


@pytest.mark.parametrize("config", [[], "text", {"model_type": 5}, {}, {"model_type": "../../etc"}, {"model_type": ""}])
def test_configurations_that_are_none(tmp_path: Path, config: Any) -> None:
    with pytest.raises(ModelFileError) as refused:
        read_folder(folder(tmp_path, config))
    assert refused.value.hint


def test_folders_that_are_no_models(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no config\.json"):
        read_folder(tmp_path)
    with pytest.raises(ModelFileError, match="not there"):
        read_folder(tmp_path / "gone")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelFileError, match="no weights"):
        read_folder(tmp_path)
    folder(tmp_path)
    (tmp_path / "config.json").write_bytes(b" " * (MAX_JSON + 1))
    with pytest.raises(ModelFileError, match="cannot be read"):
        read_folder(tmp_path)
    (tmp_path / "config.json").write_bytes(b"[" * 100_000)
    with pytest.raises(ModelFileError, match="cannot be read"):
        read_folder(tmp_path)


def test_what_is_a_model_folder(tmp_path: Path) -> None:
    assert not is_model_folder(tmp_path)
    assert not is_model_folder(Path("a\0b"))
    assert is_model_folder(folder(tmp_path))


@pytest.mark.parametrize("contents", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"a": NaN'])
def test_a_broken_file_is_named(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(contents)
    with pytest.raises(ModelFileError, match=r"config\.json"):
        read_json(path)
