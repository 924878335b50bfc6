"""The settings' words as the library's numbers, and what is refused."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.loading.options import (
    CACHE_TYPES,
    LOCK,
    MAP,
    MAP_AND_LOCK,
    MAX_LORAS,
    NO_MAP,
    CacheForm,
    Placement,
    cache_form,
    check_loras,
    load_mode,
)
from app.errors import InvalidInput
from app.types.models import LoraSpec, Tuning

F16, Q8 = CACHE_TYPES["f16"], CACHE_TYPES["q8_0"]
AUTO, OFF, ON = -1, 0, 1


def tuning_with(name: str, word: str) -> Tuning:
    """One of the three words changed."""
    words = {"flash_attention": "auto", "cache_type_k": "f16", "cache_type_v": "f16", name: word}
    return Tuning("auto", words["flash_attention"], words["cache_type_k"], words["cache_type_v"])


@pytest.mark.parametrize(
    ("tuning", "form"),
    [
        (Tuning(), CacheForm(F16, F16, AUTO)),
        (Tuning(flash_attention="on"), CacheForm(F16, F16, ON)),
        (Tuning(flash_attention="off"), CacheForm(F16, F16, OFF)),
        (Tuning(cache_type_k="q8_0"), CacheForm(Q8, F16, AUTO)),
        (Tuning(cache_type_v="q8_0"), CacheForm(F16, Q8, ON)),
    ],
)
def test_the_form_of_the_cache(tuning: Tuning, form: CacheForm) -> None:
    assert cache_form(tuning) == form


@pytest.mark.parametrize("name", ["flash_attention", "cache_type_k", "cache_type_v"])
@pytest.mark.parametrize("word", ["", "F16", "q9_9", "yes", "on off"])
def test_unknown_words_are_refused_with_the_known_ones(name: str, word: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        cache_form(tuning_with(name, word))
    assert name in caught.value.message
    assert ("auto" if name == "flash_attention" else "q8_0") in caught.value.hint


def test_quantised_values_need_flash_attention() -> None:
    with pytest.raises(InvalidInput, match="need flash attention"):
        cache_form(Tuning(cache_type_v="q4_0", flash_attention="off"))


@pytest.mark.parametrize(
    ("mmap", "mlock", "can_map", "mode"),
    [
        (True, False, True, MAP),
        (True, True, True, MAP_AND_LOCK),
        (False, True, True, LOCK),
        (False, False, True, NO_MAP),
        (True, False, False, NO_MAP),
        (True, True, False, LOCK),
    ],
)
def test_how_weights_lie_in_memory(mode: int, *, mmap: bool, mlock: bool, can_map: bool) -> None:
    assert load_mode(Tuning(mmap=mmap, mlock=mlock), can_map=can_map) == mode


@pytest.mark.parametrize("scale", [float("nan"), float("inf"), -float("inf"), 1e300, -101.0])
def test_scales_that_cannot_be_meant_are_refused(scale: float) -> None:
    with pytest.raises(InvalidInput):
        check_loras((LoraSpec("/x.gguf", scale),))


def test_adapters_in_reason() -> None:
    check_loras(())
    check_loras((LoraSpec("/x.gguf", 0.0), LoraSpec("/y.gguf", -1.5)))
    with pytest.raises(InvalidInput):
        check_loras((LoraSpec("/x.gguf"),) * (MAX_LORAS + 1))


def test_a_placement_names_its_devices() -> None:
    assert Placement().device == "cpu"
    assert Placement(("CUDA0",), 0).device == "cpu"
    assert Placement(("CUDA0", "CUDA1"), 12).device == "CUDA0, CUDA1"
