"""The numbers of the GGUF format and of ggml's tensor types, and how other files begin."""

from __future__ import annotations

import struct

MAGIC = b"GGUF"
VERSIONS = (2, 3)

STRING = 8
ARRAY = 9
SCALARS: dict[int, struct.Struct] = {
    0: struct.Struct("<B"),
    1: struct.Struct("<b"),
    2: struct.Struct("<H"),
    3: struct.Struct("<h"),
    4: struct.Struct("<I"),
    5: struct.Struct("<i"),
    6: struct.Struct("<f"),
    7: struct.Struct("<B"),  # bool
    10: struct.Struct("<Q"),
    11: struct.Struct("<q"),
    12: struct.Struct("<d"),
}

TENSOR_TYPES: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    9: ("Q8_1", 32, 36),
    10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66),
    17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18),
    21: ("IQ3_S", 256, 110),
    22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1),
    25: ("I16", 1, 2),
    26: ("I32", 1, 4),
    27: ("I64", 1, 8),
    28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56),
    30: ("BF16", 1, 2),
    34: ("TQ1_0", 256, 54),
    35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17),
    40: ("NVFP4", 64, 36),
    41: ("Q1_0", 128, 18),
    42: ("Q2_0", 64, 18),
}
"""ggml's type number: name, values per block, bytes per block."""

FILE_TYPES: dict[int, str] = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4",
    39: "NVFP4",
    40: "Q1_0",
    41: "Q2_0",
}
"""llama.cpp's `general.file_type`: what most of the weights are."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"lmgg", "a model in the old GGML format"),
    (b"fmgg", "a model in the old GGMF format"),
    (b"tjgg", "a model in the old GGJT format"),
    (b"algg", "an old GGML adapter"),
    (b"PK\x03\x04", "a PyTorch model or another zip archive"),
    (b"\x80\x02", "a PyTorch model (pickle)"),
    (b"version https://git-lfs", "a Git LFS pointer: the model itself was not downloaded"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"\x89HDF", "a model in the HDF5 format"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)"),
)


def looks_like(head: bytes) -> str:
    """What a file that is no GGUF seems to be, from its first bytes; "" when nothing is recognised."""
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name
    if head[8:10] == b'{"':
        return "a model in the safetensors format"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "a web page, as a download saves it that asked for a login or failed"
    if head and not head.strip(b"\x00"):
        return "an unfinished download: it begins with zeros only"
    if text and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in head):
        return "a text file"
    return ""
