"""Projector files (mmproj): what they are for, whom they fit, and whether anything is missing in them. Pure.

libmtmd takes many tensors as optional and then uses them all the same, so that a file with a hole in it ends the
process. What can be told from the names is told here, before the file is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.gguf.reader import BadHeader
from app.types.models import Capability, ModelFacts

PROJECTOR = "clip"
"""The architecture that all projector files name."""

_KINDS = {"clip.has_vision_encoder": Capability.IMAGE, "clip.has_audio_encoder": Capability.AUDIO}
_TYPE_KEYS = ("clip.projector_type", "clip.vision.projector_type", "clip.audio.projector_type")
_ENCODER = ("v.", "a.")
_MAX_WIDTH = 1 << 20
_BLOCK = re.compile(r"([va])\.blk\.(\d{1,5})\.((?:attn_(?:q|k|v|qkv|out)|ln1|ln2)\.(?:weight|bias))")
"""Parts that every block of an encoder has when one has them."""
_ENDS_IN_MODEL_WIDTH = frozenset(
    {"mlp", "ldp", "ldpv2", "resampler", "adapter", "gemma3", "gemma3nv", "gemma3na", "idefics3", "pixtral", "llama4"}
    | {"internvl", "qwen2vl_merger", "qwen2.5vl_merger", "qwen3vl_merger", "ultravox", "voxtral", "qwen2a", "qwen2.5o"}
    | {"lfm2", "kimivl", "glm4v"}
)
"""Types whose last step has the width of the model's embeddings, with no factor between."""
_NEEDED = {
    "mlp": ("mm.0.weight", "mm.0.bias", "v.patch_embd.weight", "v.position_embd.weight"),
    "gemma3": ("mm.input_projection.weight", "v.patch_embd.weight", "v.position_embd.weight"),
    "idefics3": ("mm.model.fc.weight", "v.patch_embd.weight", "v.position_embd.weight"),
}
"""What these types use without asking whether it is there."""

Scalars = Mapping[str, int | float]
Texts = Mapping[str, str]
Shapes = Mapping[str, tuple[int, ...]]


def projected_kinds(scalars: Scalars) -> tuple[Capability, ...]:
    """What a projector lets a model take."""
    return tuple(kind for key, kind in _KINDS.items() if scalars.get(key))


def projected_widths(scalars: Scalars, texts: Texts, shapes: Shapes) -> tuple[int, ...]:
    """Embedding sizes of models that it can be for; () where that cannot be told.

    Its tensors count, not its `projection_dim` alone, which some converters fill with the encoder's own.
    """
    if not _types(texts) <= _ENDS_IN_MODEL_WIDTH:
        return ()
    found = {side for name, shape in shapes.items() if not name.startswith(_ENCODER) for side in shape}
    found |= {_count(scalars, f"clip.{kind}.projection_dim") for kind in ("vision", "audio")}
    return tuple(sorted(side for side in found if 1 < side <= _MAX_WIDTH))


def check_projector(scalars: Scalars, texts: Texts, shapes: Shapes) -> None:
    """Look for what is missing.

    Raises:
        BadHeader: Something is; the text says what.
    """
    if not projected_kinds(scalars):
        raise BadHeader("neither pictures nor sounds as what it is for")
    for name in _NEEDED.get(texts.get(_TYPE_KEYS[0], ""), ()):
        if name not in shapes:
            raise BadHeader(f"no {name}, which a projector of its type needs")
    _check_blocks(scalars, shapes)
    for name in shapes:
        bias = f"{name.removesuffix('weight')}bias"
        if re.fullmatch(r"mm\.\d\.weight", name) and texts.get(_TYPE_KEYS[0]) == "mlp" and bias not in shapes:
            raise BadHeader(f"no {bias}, which a projector of its type needs")


def misfit(projector: ModelFacts, model: ModelFacts) -> str:
    """Why a file cannot be the projector of a model, as one sentence; "" when it may be."""
    if projector.architecture != PROJECTOR or not projector.projects:
        return "The file is not a projector."
    width = model.embedding_size
    if width and projector.projects_to and width not in projector.projects_to:
        sizes = ", ".join(map(str, projector.projects_to[:4]))
        return f"The projector is for models of another size: it has {sizes}, and this model {width}."
    return ""


def _count(scalars: Scalars, key: str) -> int:
    value = scalars.get(key, 0)
    return value if isinstance(value, int) else 0


def _types(texts: Texts) -> set[str]:
    """The types of its parts; {""} where none is named."""
    return {texts[key] for key in _TYPE_KEYS if texts.get(key)} or {""}


def _check_blocks(scalars: Scalars, shapes: Shapes) -> None:
    """Each block has what the others have."""
    blocks: dict[tuple[str, int], set[str]] = {}
    for name in shapes:
        if found := _BLOCK.fullmatch(name):
            encoder, number, part = found.groups()
            blocks.setdefault((encoder, int(number)), set()).add(part)
    for encoder, kind in (("v", "vision"), ("a", "audio")):
        count = _count(scalars, f"clip.{kind}.block_count")
        used = {number: parts for (which, number), parts in blocks.items() if which == encoder and number < count}
        wanted = set().union(*used.values())
        for number in range(min(count, max(used, default=-1) + 1)):
            if missing := wanted - used.get(number, set()):
                raise BadHeader(f"no {encoder}.blk.{number}.{min(missing)}, which its other blocks have")
