"""Values to JSON and back, strictly: the one converter for the bridge, the workers and `--json`.

Unions of dataclasses carry their class name under "kind"; bytes travel as base64. Nothing is coerced: a number where a
text belongs is an error that names the place.
"""

from __future__ import annotations

import base64
import binascii
from enum import Enum
from functools import cache
from typing import Any

from cattrs import Converter, transform_error
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from app.errors import InvalidInput
from app.types.generation import Delta
from app.types.messages import Part
from app.types.streams import AnswerItem, StreamItem
from app.types.transfer import TransferItem

_TAG = "kind"


def to_wire(value: Any, as_type: Any = None) -> Any:
    """The JSON-able form of a value. Name the union as `as_type` where the value is one member of it."""
    return _converter().unstructure(value, unstructure_as=as_type)


def from_wire(wanted: Any, data: Any) -> Any:
    """Build `wanted` from JSON-able data.

    Raises:
        InvalidInput: A key is missing, unknown, or of the wrong type; the detail names each place.
    """
    try:
        result = _converter().structure(data, wanted)
    except Exception as exc:
        problems = "; ".join(transform_error(exc, path="value"))
        raise InvalidInput("The data does not have the expected form.", detail=problems) from exc
    return result


@cache
def _converter() -> Converter:
    converter = make_converter(forbid_extra_keys=True)
    for primitive in (str, int, bool):
        converter.register_structure_hook(primitive, _exactly)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(type(None), _nothing)
    converter.register_unstructure_hook(bytes, lambda data: base64.b64encode(data).decode("ascii"))
    converter.register_structure_hook(bytes, _bytes)
    for union in (Delta, AnswerItem, TransferItem, StreamItem, Part):
        configure_tagged_union(union, converter, tag_name=_TAG)
    return converter


def _exactly(value: Any, wanted: type) -> Any:
    if issubclass(wanted, Enum):  # cattrs sends enums of texts here too
        return wanted(value)
    if type(value) is not wanted:
        raise TypeError(f"expected {wanted.__name__}, got {type(value).__name__}")
    return value


def _number(value: Any, _: type) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, got {type(value).__name__}")
    return float(value)


def _nothing(value: Any, _: type) -> None:
    if value is not None:
        raise TypeError(f"expected nothing, got {type(value).__name__}")


def _bytes(value: Any, _: type) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"expected base64 text, got {type(value).__name__}")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as exc:
        raise TypeError(f"expected base64 text: {exc}") from exc
