"""What may stand in options, presets and assistants; errors name the value and its limit. Pure."""

from __future__ import annotations

import base64
import binascii
import struct
import unicodedata
from dataclasses import fields
from typing import Any

from app.config.load import Config
from app.config.problems import shorten
from app.config.rules import WrongValue
from app.config.tables import NAME_RULE, PRESET_RULES
from app.errors import InvalidInput
from app.types.chats import ChatOptions
from app.types.generation import ANY_SEED, Sampling, SamplingOverrides
from app.types.library import Assistant, ModelOptions

PICTURE_PREFIX = "png:"
MAX_PICTURE_BYTES = 200 * 1024
MAX_PICTURE_SIDE = 256
MAX_NAME = 80
MAX_ID = 100
_MAX_SYMBOL = 16
"""Code points of one emoji: families and flags have many."""
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = struct.Struct(">8sI4sII")


def check_chat_options(options: ChatOptions, config: Config) -> None:
    """Judge what a chat is to say.

    Raises:
        InvalidInput: A value is out of its limits.
    """
    _check_prompt(options.system_prompt, config)
    check_sampling(options.sampling)


def check_model_options(options: ModelOptions, config: Config) -> None:
    """Judge what is to hold for a model.

    Raises:
        InvalidInput: A value is out of its limits.
    """
    _check_prompt(options.system_prompt, config)
    check_sampling(options.sampling)


def check_assistant(assistant: Assistant, config: Config) -> None:
    """Judge an assistant.

    Raises:
        InvalidInput: Its name, picture or one of its values cannot be used.
    """
    name = assistant.name
    if not name.strip() or len(name) > MAX_NAME or any(unicodedata.category(c) == "Cc" for c in name):
        raise InvalidInput(
            "The name of the assistant is not usable.", hint=f"It is one line of at most {MAX_NAME} characters."
        )
    if len(assistant.id) > MAX_ID or not assistant.id.isascii() or not assistant.id.isprintable():
        raise InvalidInput("That is not the id of an assistant.", hint="Leave it empty for a new one.")
    _check_prompt(assistant.system_prompt, config)
    check_sampling(assistant.sampling)
    _check_picture(assistant.picture)


def check_sampling(sampling: Sampling | SamplingOverrides) -> None:
    """Judge values by the rules of presets.

    Raises:
        InvalidInput: One is out of its limits.
    """
    for name in (each.name for each in fields(sampling) if each.name in PRESET_RULES):
        value = getattr(sampling, name)
        if value is None or (name == "seed" and value == ANY_SEED and isinstance(sampling, SamplingOverrides)):
            continue
        try:
            PRESET_RULES[name].check(plain(value))
        except WrongValue as exc:
            raise InvalidInput(f"{name} {exc}.", hint=PRESET_RULES[name].allowed(), params={"key": name}) from exc


def check_preset_name(name: str) -> None:
    """Judge the name of a preset.

    Raises:
        InvalidInput: It cannot be one.
    """
    try:
        NAME_RULE.check(name)
    except WrongValue as exc:
        raise InvalidInput(
            f"The name of the preset {exc}.", hint=NAME_RULE.allowed(), params={"name": shorten(name)}
        ) from exc


def plain(value: Any) -> Any:
    """As TOML has it."""
    return list(value) if isinstance(value, tuple) else value


def _check_prompt(text: str | None, config: Config) -> None:
    size, limit = len((text or "").encode("utf-8", "surrogatepass")), config.settings.limits.max_prompt_bytes
    if size > limit:
        raise InvalidInput(
            f"The system prompt has {size:,} bytes; {limit:,} are allowed.",
            hint="Make it shorter, or raise limits.max_prompt_bytes in the settings.",
            params={"bytes": size, "limit": limit},
        )


def _check_picture(picture: str) -> None:
    """An emoji or letter, or a PNG of which only the beginning is looked at: who shows it decodes it under limits."""
    if not picture.startswith(PICTURE_PREFIX):
        if len(picture) > _MAX_SYMBOL or any(c.isspace() or unicodedata.category(c) == "Cc" for c in picture):
            raise InvalidInput("The picture of the assistant is not usable.", hint="Use one emoji or letter, or a PNG.")
        return
    try:
        data = base64.b64decode(picture.removeprefix(PICTURE_PREFIX), validate=True)
        begin, _, chunk, width, height = _HEAD.unpack_from(data)
    except (binascii.Error, ValueError, struct.error) as exc:
        raise InvalidInput("The picture of the assistant is no PNG.", hint="Choose another file.") from exc
    if begin != _PNG or chunk != b"IHDR" or not width or not height:
        raise InvalidInput("The picture of the assistant is no PNG.", hint="Choose another file.")
    if max(width, height) > MAX_PICTURE_SIDE or len(data) > MAX_PICTURE_BYTES:
        raise InvalidInput(
            f"The picture of the assistant has {width:,} × {height:,} pixels and {len(data) // 1024:,} KiB.",
            hint=f"At most {MAX_PICTURE_SIDE} × {MAX_PICTURE_SIDE} pixels and {MAX_PICTURE_BYTES // 1024} KiB "
            "are allowed.",
            params={"width": width, "height": height, "bytes": len(data)},
        )
