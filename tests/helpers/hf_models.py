"""The starter model as a folder in Hugging Face's form, with plain weights. For tests only; kept in the cache."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from tests.helpers.mlx_models import GROUP, mlx_folder

VERSION = 1


def hf_folder(gguf: Path) -> Path:
    """The folder for a GGUF, made where it is not there yet; several runs may ask for it at once."""
    quantised = mlx_folder(gguf)
    folder = quantised.with_name(f"{quantised.name}-plain-{VERSION}")
    if not folder.is_dir():
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        try:
            _convert(quantised, made)
            os.rename(made, folder)  # noqa: PTH104 (atomic; fails where another run was quicker)
        except OSError:
            if not folder.is_dir():
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder


def _convert(quantised: Path, folder: Path) -> None:
    import mlx.core as mx

    config = json.loads((quantised / "config.json").read_text("utf-8"))
    table = config.pop("quantization", {})
    arrays = mx.load(str(quantised / "model.safetensors"))
    plain = {}
    for name, array in arrays.items():
        place, _, part = name.rpartition(".")
        if part != "weight":
            continue
        if f"{place}.scales" in arrays:
            bits = table.get(place, table)["bits"]
            whole = mx.dequantize(array, arrays[f"{place}.scales"], arrays[f"{place}.biases"], GROUP, bits)
            plain[name] = whole.astype(mx.float16)
        else:
            plain[name] = array.astype(mx.float16)
    mx.save_safetensors(str(folder / "model.safetensors"), plain, metadata={"format": "pt"})
    config |= {"hidden_act": "silu", "torch_dtype": "float16"}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(quantised / name, folder / name)
