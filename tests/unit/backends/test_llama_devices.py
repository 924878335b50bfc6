"""Which devices compute a model and how much of it: on lists as machines with graphics processors give them."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.loading.devices import (
    ALL_LAYERS,
    MARGIN_BYTES,
    choose_devices,
    layers_for,
    layers_that_fit,
    room,
)
from app.errors import InvalidInput
from app.types.models import DeviceInfo, LoadSpec, MemoryEstimate, ModelFacts

GB = 1 << 30
CPU = DeviceInfo("CPU", "cpu", "AMD Ryzen 7", 32 * GB, 24 * GB)
BLAS = DeviceInfo("BLAS", "accel", "OpenBLAS")
PROCESSOR_ONLY = (CPU,)
CUDA_8 = (DeviceInfo("CUDA0", "gpu", "NVIDIA GeForce RTX 3070", 8 * GB, 7 * GB), CPU)
METAL_OLD = (DeviceInfo("Metal", "gpu", "Apple M1", 11 * GB, 11 * GB), BLAS, CPU)
METAL_16 = (DeviceInfo("MTL0", "gpu", "Apple M2", 11 * GB, 11 * GB), BLAS, CPU)
VULKAN_TWO = (
    DeviceInfo("Vulkan0", "igpu", "Intel UHD Graphics 770", 16 * GB, 12 * GB),
    DeviceInfo("Vulkan1", "gpu", "AMD Radeon RX 7600", 8 * GB, 8 * GB),
    CPU,
)
VULKAN_INSIDE = (DeviceInfo("Vulkan0", "igpu", "Intel Iris Xe", 8 * GB, 6 * GB), CPU)
ROCM_TWO = (
    DeviceInfo("ROCm0", "gpu", "AMD Radeon RX 7900 XTX", 24 * GB, 23 * GB),
    DeviceInfo("ROCm1", "gpu", "AMD Radeon RX 6700", 10 * GB, 9 * GB),
    CPU,
)
UNTOLD = (DeviceInfo("Vulkan0", "gpu", "A card that does not tell"), CPU)

LAYERS = 32
EIGHT_B = MemoryEstimate(weights=4_900_000_000, cache=1_070_000_000, compute=300_000_000)
SMALL = MemoryEstimate(weights=100_000_000, cache=50_000_000, compute=60_000_000)
HUGE = MemoryEstimate(weights=40_000_000_000, cache=2_600_000_000, compute=500_000_000)


@pytest.mark.parametrize(
    ("devices", "chosen"),
    [
        ((), []),
        (PROCESSOR_ONLY, []),
        (CUDA_8, ["CUDA0"]),
        (METAL_16, ["MTL0"]),
        (VULKAN_TWO, ["Vulkan1"]),
        (VULKAN_INSIDE, ["Vulkan0"]),
        (ROCM_TWO, ["ROCm0", "ROCm1"]),
    ],
)
def test_auto_takes_the_cards_and_else_the_graphics_unit(devices: tuple[DeviceInfo, ...], chosen: list[str]) -> None:
    assert [device.name for device in choose_devices("auto", devices)] == chosen
    assert choose_devices("cpu", devices) == choose_devices("CPU", devices) == ()


@pytest.mark.parametrize(("wanted", "name"), [("Vulkan0", "Vulkan0"), ("vulkan1", "Vulkan1")])
def test_a_device_can_be_named(wanted: str, name: str) -> None:
    assert [device.name for device in choose_devices(wanted, VULKAN_TWO)] == [name]


@pytest.mark.parametrize(
    ("wanted", "devices", "chosen"),
    [
        ("cuda", CUDA_8, ["CUDA0"]),
        ("CUDA", CUDA_8, ["CUDA0"]),
        ("metal", METAL_16, ["MTL0"]),
        ("metal", METAL_OLD, ["Metal"]),
        ("rocm", ROCM_TWO, ["ROCm0", "ROCm1"]),
        ("vulkan", VULKAN_TWO, ["Vulkan1"]),
        ("vulkan", VULKAN_INSIDE, ["Vulkan0"]),
        ("vulkan", (*CUDA_8, *VULKAN_INSIDE), ["Vulkan0"]),
    ],
)
def test_a_kind_takes_every_card_of_it(wanted: str, devices: tuple[DeviceInfo, ...], chosen: list[str]) -> None:
    assert [device.name for device in choose_devices(wanted, devices)] == chosen


@pytest.mark.parametrize("wanted", ["CUDA0", "cuda", "", "Vulk", "BLAS", "Vulkan0,Vulkan1", "\0"])
def test_an_unknown_device_is_refused_with_the_list(wanted: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        choose_devices(wanted, (*VULKAN_TWO, BLAS))
    assert caught.value.hint == "Set backends.llama_cpp.device to one of: auto, cpu, Vulkan0, Vulkan1."
    assert caught.value.params["devices"] == ["Vulkan0", "Vulkan1"]


@pytest.mark.parametrize(
    ("devices", "estimate", "layers"),
    [
        (PROCESSOR_ONLY, EIGHT_B, 0),
        (CUDA_8, SMALL, 33),
        (CUDA_8, EIGHT_B, 33),
        (CUDA_8, HUGE, 4),
        (METAL_16, EIGHT_B, 33),
        (METAL_16, HUGE, 8),
        (VULKAN_TWO, EIGHT_B, 33),
        (VULKAN_INSIDE, EIGHT_B, 30),
        (ROCM_TWO, HUGE, 23),
        (UNTOLD, HUGE, 33),
    ],
)
def test_as_many_layers_go_as_fit(devices: tuple[DeviceInfo, ...], estimate: MemoryEstimate, layers: int) -> None:
    chosen = choose_devices("auto", devices)
    assert layers_that_fit(LAYERS, estimate, chosen) == layers
    if 0 < layers <= LAYERS:
        each = (estimate.weights + estimate.cache) // (LAYERS + 1)
        taken = layers * each + len(chosen) * (estimate.compute + MARGIN_BYTES)
        assert taken <= sum(device.memory_free for device in chosen)


def test_a_full_device_takes_nothing() -> None:
    full = DeviceInfo("CUDA0", "gpu", "", 8 * GB, MARGIN_BYTES // 2)
    assert room(full) == 0
    assert layers_that_fit(LAYERS, SMALL, (full,)) == 0
    assert layers_that_fit(0, MemoryEstimate(0, 0, 0), (CUDA_8[0],)) == 1, "nonsense is no division by zero"


def test_layers_are_as_set_or_as_many_as_fit() -> None:
    facts = ModelFacts("llama", layers=32, embedding_size=4096, heads=32, kv_heads=8, file_bytes=4_900_000_000)
    automatic = LoadSpec("m", "/m.gguf", context_tokens=8192, gpu_layers=-1)
    card = choose_devices("auto", CUDA_8)
    assert layers_for(automatic, facts, ()) == 0
    assert layers_for(automatic, facts, card) == 33
    assert 0 < layers_for(automatic, facts, (DeviceInfo("CUDA0", "gpu", "", 4 * GB, 4 * GB),)) < 33
    assert layers_for(LoadSpec("m", "/m.gguf", gpu_layers=7), facts, card) == 7
    assert layers_for(LoadSpec("m", "/m.gguf", gpu_layers=7), facts, ()) == 0
    assert layers_for(automatic, ModelFacts("llama"), card) == ALL_LAYERS
