"""Projector files: what they are for, whom they fit, and what is missing in them, from their headers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import ModelFileError
from app.gguf import misfit, read_header
from app.types.models import Capability, ModelFacts
from tests.helpers.gguf_files import GgufFile, Tensor, projector_gguf, scalar

MODEL = ModelFacts(architecture="llama", embedding_size=8)


def facts(file: GgufFile, tmp_path: Path) -> ModelFacts:
    return read_header(file.write(tmp_path / "mmproj.gguf"))


def test_a_projector_says_what_it_is_for(tmp_path: Path) -> None:
    found = facts(projector_gguf(), tmp_path)
    assert (found.architecture, found.projects, found.projects_to) == ("clip", (Capability.IMAGE,), (6, 8))


def test_one_that_sees_and_hears(tmp_path: Path) -> None:
    assert facts(projector_gguf(clip__has_audio_encoder=True), tmp_path).projects == (
        Capability.IMAGE,
        Capability.AUDIO,
    )


@pytest.mark.parametrize(
    "keys",
    [
        {"clip__has_vision_encoder": False},
        {"clip__has_vision_encoder": None},
        {"clip__has_vision_encoder": "yes"},
    ],
)
def test_one_that_is_for_nothing_is_damaged(keys: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="neither pictures nor sounds"):
        facts(projector_gguf(**keys), tmp_path)


@pytest.mark.parametrize(
    "missing",
    [
        "v.patch_embd.weight",
        "v.position_embd.weight",
        "mm.0.weight",
        "mm.0.bias",
        "mm.2.bias",
        "v.blk.1.attn_q.weight",
        "v.blk.0.ln1.bias",
    ],
)
def test_a_hole_that_would_end_the_process_is_found(missing: str, tmp_path: Path) -> None:
    whole = projector_gguf()
    assert missing in {tensor.name for tensor in whole.tensors}
    holed = replace(whole, tensors=[tensor for tensor in whole.tensors if tensor.name != missing])
    with pytest.raises(ModelFileError, match=f"damaged.*no {missing}"):
        facts(holed, tmp_path)


def test_blocks_beyond_the_used_ones_may_be_cut(tmp_path: Path) -> None:
    whole = projector_gguf(clip__vision__block_count=1)
    holed = replace(whole, tensors=[tensor for tensor in whole.tensors if tensor.name != "v.blk.1.attn_q.weight"])
    assert facts(holed, tmp_path).projects


@pytest.mark.parametrize("count", [scalar("f64", float("inf")), scalar("f32", float("nan")), scalar("u64", 2**63)])
def test_a_mad_count_of_blocks_is_no_crash(count: Any, tmp_path: Path) -> None:
    assert facts(projector_gguf(clip__vision__block_count=count), tmp_path).projects


def test_it_fits_a_model_of_its_size_only(tmp_path: Path) -> None:
    projector = facts(projector_gguf(), tmp_path)
    assert misfit(projector, MODEL) == ""
    assert misfit(projector, replace(MODEL, embedding_size=4096)) == (
        "The projector is for models of another size: it has 6, 8, and this model 4096."
    )
    assert misfit(projector, replace(MODEL, embedding_size=None)) == ""


def test_a_type_whose_sizes_are_not_known_is_tried(tmp_path: Path) -> None:
    projector = facts(projector_gguf(clip__projector_type="brand_new"), tmp_path)
    assert projector.projects_to == ()
    assert misfit(projector, replace(MODEL, embedding_size=4096)) == ""


def test_the_types_of_mixed_projectors_count(tmp_path: Path) -> None:
    keys = {"clip__projector_type": None, "clip__vision__projector_type": "gemma3", "clip__audio__projector_type": "x"}
    assert facts(projector_gguf(**keys), tmp_path).projects_to == ()
    assert facts(projector_gguf(**{**keys, "clip__audio__projector_type": "gemma3na"}), tmp_path).projects_to == (6, 8)


def test_a_model_is_no_projector() -> None:
    assert misfit(MODEL, MODEL) == "The file is not a projector."


def test_an_audio_encoder_has_blocks_too(tmp_path: Path) -> None:
    whole = projector_gguf(clip__has_audio_encoder=True, clip__audio__block_count=2)
    blocks = [Tensor("a.blk.0.ln1.weight", (6,), data_bytes=24), Tensor("a.blk.0.attn_out.weight", (6,), data_bytes=24)]
    more = [*blocks, Tensor("a.blk.1.ln1.weight", (6,), data_bytes=24)]
    with pytest.raises(ModelFileError, match=r"no a\.blk\.1\.attn_out\.weight"):
        facts(replace(whole, tensors=[*whole.tensors, *more]), tmp_path)
