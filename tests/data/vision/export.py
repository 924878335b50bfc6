"""Writes trained parameters as the pair of GGUF files that llama.cpp reads: the text model and its projector."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

from tests.data.vision import model
from tests.data.vision.pictures import SIDE
from tests.data.vision.words import END, SPECIAL, STOP, TEMPLATE, Vocabulary

NAME = "colour-shape"


def write_pair(folder: Path, params: model.Params, vocabulary: Vocabulary) -> None:
    """Writes `colour-shape.gguf` and `mmproj-colour-shape.gguf`."""
    text = gguf.GGUFWriter(folder / f"{NAME}.gguf", "llama")
    text.add_name("Colour and Shape")
    _describe_llama(text)
    _describe_words(text, vocabulary)
    vision = gguf.GGUFWriter(folder / f"mmproj-{NAME}.gguf", "clip")
    vision.add_name("Colour and Shape")
    _describe_clip(vision)
    for name, value in params.items():
        if not name.startswith("aux."):
            _add(vision if name.startswith(("v.", "mm.")) else text, name, np.asarray(value, np.float32))
    for writer in (text, vision):
        writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _add(writer: gguf.GGUFWriter, name: str, value: np.ndarray) -> None:
    """Matrices in half precision; vectors and positions as they are, as llama.cpp's own converter does it."""
    whole = value.ndim < 2 or name == "v.position_embd.weight"
    writer.add_tensor(name, value if whole else value.astype(np.float16))


def _describe_llama(writer: gguf.GGUFWriter) -> None:
    writer.add_type(gguf.GGUFType.MODEL)
    writer.add_context_length(model.CONTEXT)
    writer.add_embedding_length(model.WIDTH)
    writer.add_block_count(model.LAYERS)
    writer.add_feed_forward_length(model.HIDDEN)
    writer.add_head_count(model.HEADS)
    writer.add_head_count_kv(model.HEADS)
    writer.add_rope_dimension_count(model.HEAD)
    writer.add_rope_freq_base(model.ROPE_BASE)
    writer.add_layer_norm_rms_eps(model.EPS)


def _describe_words(writer: gguf.GGUFWriter, vocabulary: Vocabulary) -> None:
    kinds = [gguf.TokenType.NORMAL] * len(vocabulary.tokens)
    for token in SPECIAL:
        kinds[vocabulary.numbers[token]] = gguf.TokenType.CONTROL
    writer.add_vocab_size(len(vocabulary.tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(vocabulary.tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(pair) for pair in vocabulary.merges])
    writer.add_bos_token_id(vocabulary.numbers[END])
    writer.add_eos_token_id(vocabulary.numbers[STOP])
    writer.add_eot_token_id(vocabulary.numbers[STOP])
    writer.add_pad_token_id(vocabulary.numbers[END])
    writer.add_add_bos_token(value=False)
    writer.add_chat_template(TEMPLATE)


def _describe_clip(writer: gguf.GGUFWriter) -> None:
    """What clip.cpp asks for; without `feature_layer` it drops the last layer, without `use_gelu` it takes another."""
    writer.add_type(gguf.GGUFType.MMPROJ)
    writer.add_string("clip.projector_type", "mlp")
    for key in ("has_vision_encoder", "use_gelu"):
        writer.add_bool(f"clip.{key}", val=True)
    numbers = {
        "image_size": SIDE,
        "patch_size": model.PATCH,
        "embedding_length": model.WIDTH,
        "feed_forward_length": model.HIDDEN,
        "projection_dim": model.WIDTH,
        "block_count": model.LAYERS,
        "attention.head_count": model.HEADS,
    }
    for key, number in numbers.items():
        writer.add_uint32(f"clip.vision.{key}", number)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", model.EPS)
    writer.add_array("clip.vision.image_mean", list(model.MEAN))
    writer.add_array("clip.vision.image_std", list(model.STD))
    writer.add_array("clip.vision.feature_layer", [model.LAYERS])
