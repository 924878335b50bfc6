"""A GGUF as the folder that MLX loads: `config.json`, `model.safetensors` and `tokenizer.json`. For tests only.

Llama models with byte-level BPE in Q4_0, Q4_1, Q8_0 or plain floats, without loss: MLX has the same groups of 32 with a
scale and a bias. What llama.cpp's converter did to the rows of q and k is undone. Made once for each file and version
of this converter, in the user's cache folder.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

if TYPE_CHECKING:
    import mlx.core as mx

VERSION = 1
GROUP = 32
_CONTROL = 3
"""Of `tokenizer.ggml.token_type`."""
_NAMES = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "output": "lm_head",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}


def mlx_folder(gguf: Path) -> Path:
    """The folder for a GGUF, made where it is not there yet; several runs may ask for it at once."""
    cache = platformdirs.user_cache_path("tektra-tests") / "mlx"
    stamp = gguf.stat()
    folder = cache / f"{gguf.stem}-{stamp.st_size}-{VERSION}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=cache))
        try:
            convert(gguf, made)
            os.rename(made, folder)  # noqa: PTH104 (atomic; fails where another run was quicker)
        except OSError:
            if not folder.is_dir():
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder


def convert(gguf: Path, folder: Path) -> None:
    """Write the files of the model into an empty folder."""
    import mlx.core as mx

    arrays, meta = mx.load(str(gguf), return_metadata=True)
    heads = {"attn_q": _number(meta, "attention.head_count"), "attn_k": _number(meta, "attention.head_count_kv")}
    weights: dict[str, mx.array] = {}
    table: dict[str, Any] = {"group_size": GROUP, "bits": 4}
    for name, array in arrays.items():
        *place, kind, part = name.split(".")  # "blk.3.attn_q.weight", "output_norm.weight"
        layer = f"model.layers.{place[1]}." if place else ""
        target = layer + _NAMES[kind]
        weights[f"{target}.{part}"] = _unpermuted(array, heads[kind]) if kind in heads else array
        if part == "scales":
            bits = arrays[f"{name.removesuffix('.scales')}.weight"].shape[-1] * 32 // (array.shape[-1] * GROUP)
            table[target] = {"group_size": GROUP, "bits": bits}
    mx.save_safetensors(str(folder / "model.safetensors"), weights, metadata={"format": "mlx"})
    config = _config(meta, tied="lm_head.weight" not in weights)
    if len(table) > 2:
        config["quantization"] = table
    _write_tokenizer(meta, folder / "tokenizer.json")
    tokens = meta["tokenizer.ggml.tokens"]
    names = {f"{kind}_token": tokens[_id(meta, kind)] for kind in ("bos", "eos")}
    described = {**names, "chat_template": meta["tokenizer.chat_template"]}
    (folder / "tokenizer_config.json").write_text(json.dumps(described), "utf-8")
    (folder / "config.json").write_text(json.dumps(config), "utf-8")


def _unpermuted(array: mx.array, heads: int) -> mx.array:
    rows, *rest = array.shape
    return array.reshape(heads, rows // heads // 2, 2, *rest).swapaxes(1, 2).reshape(array.shape)


def _config(meta: dict[str, Any], *, tied: bool) -> dict[str, Any]:
    return {
        "model_type": "llama",
        "architectures": ["LlamaForCausalLM"],
        "hidden_size": _number(meta, "embedding_length"),
        "num_hidden_layers": _number(meta, "block_count"),
        "intermediate_size": _number(meta, "feed_forward_length"),
        "num_attention_heads": _number(meta, "attention.head_count"),
        "num_key_value_heads": _number(meta, "attention.head_count_kv"),
        "rms_norm_eps": float(meta["llama.attention.layer_norm_rms_epsilon"].item()),
        "rope_theta": float(meta["llama.rope.freq_base"].item()),
        "max_position_embeddings": _number(meta, "context_length"),
        "vocab_size": len(meta["tokenizer.ggml.tokens"]),
        "tie_word_embeddings": tied,
        "bos_token_id": _id(meta, "bos"),
        "eos_token_id": _id(meta, "eos"),
    }


def _write_tokenizer(meta: dict[str, Any], path: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    tokens = meta["tokenizer.ggml.tokens"]
    merges = [tuple(merge.split(" ")) for merge in meta["tokenizer.ggml.merges"]]
    tokenizer = Tokenizer(models.BPE({token: number for number, token in enumerate(tokens)}, merges))
    steps = [pre_tokenizers.Digits(individual_digits=True)] if meta["tokenizer.ggml.pre"] == "smollm" else []
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([*steps, byte_level])
    tokenizer.decoder = decoders.ByteLevel()
    kinds = meta["tokenizer.ggml.token_type"].tolist()
    control = [token for token, kind in zip(tokens, kinds, strict=True) if kind == _CONTROL]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])
    tokenizer.save(str(path))


def _number(meta: dict[str, Any], key: str) -> int:
    return int(meta[f"llama.{key}"].item())


def _id(meta: dict[str, Any], kind: str) -> int:
    return int(meta[f"tokenizer.ggml.{kind}_token_id"].item())
