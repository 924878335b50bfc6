"""Assistants: kept, changed, deleted and brought back; what cannot be one is refused."""

from __future__ import annotations

import base64
import struct
from dataclasses import replace

import pytest

from app.bridge.names import EventName
from app.errors import InvalidInput
from app.services.option_checks import MAX_PICTURE_BYTES
from app.types.generation import SamplingOverrides
from app.types.library import Assistant
from tests.unit.services.desk import Desk

PLAIN = Assistant("", "Helper")


def png(width: int, height: int, rest: int = 0) -> str:
    head = struct.pack(">8sI4sII", b"\x89PNG\r\n\x1a\n", 13, b"IHDR", width, height)
    return "png:" + base64.b64encode(head + bytes(rest)).decode()


async def test_assistants_are_listed_by_name_and_a_deletion_can_be_undone(desk: Desk) -> None:
    zed = await desk.assistants.save(assistant=Assistant("", " zed ", "Z", "Be Z.", "tiny", "fast"))
    ann = await desk.assistants.save(assistant=Assistant("", "Ann", png(256, 256), sampling=SamplingOverrides(0.1)))
    assert zed.id
    assert zed.name == "zed"
    assert await desk.assistants.list() == (ann, zed)
    assert await desk.assistants.save(assistant=replace(zed, name="Bob")) == replace(zed, name="Bob")
    deleted = await desk.assistants.delete(assistant_id=ann.id)
    assert deleted == ann
    assert [each.name for each in await desk.assistants.list()] == ["Bob"]
    assert await desk.assistants.save(assistant=deleted) == ann
    assert await desk.assistants.list() == (ann, replace(zed, name="Bob"))
    assert desk.names() == [EventName.LIBRARY_CHANGED] * 5
    with pytest.raises(InvalidInput, match="no such assistant"):
        await desk.assistants.delete(assistant_id="none")


@pytest.mark.parametrize("picture", ["", "A", "ß", "🧑‍🚀", "🏴‍☠️", "👩🏽‍❤️‍💋‍👨🏿", png(1, 1), png(256, 256)])
async def test_pictures_that_can_be_used(picture: str, desk: Desk) -> None:
    assert (await desk.assistants.save(assistant=replace(PLAIN, picture=picture))).picture == picture


@pytest.mark.parametrize(
    ("assistant", "words"),
    [
        (replace(PLAIN, name=""), "name"),
        (replace(PLAIN, name=" \t "), "name"),
        (replace(PLAIN, name="a\nb"), "name"),
        (replace(PLAIN, name="x" * 81), "name"),
        (replace(PLAIN, id="x" * 101), "id"),
        (replace(PLAIN, id="ä"), "id"),
        (replace(PLAIN, picture="two words"), "picture"),
        (replace(PLAIN, picture="x" * 17), "picture"),
        (replace(PLAIN, picture="\x07"), "picture"),
        (replace(PLAIN, picture="png:!"), "no PNG"),
        (replace(PLAIN, picture="png:"), "no PNG"),
        (replace(PLAIN, picture=png(0, 5)), "no PNG"),
        (replace(PLAIN, picture="png:" + base64.b64encode(bytes(64)).decode()), "no PNG"),
        (replace(PLAIN, picture="png:ä"), "no PNG"),
        (replace(PLAIN, picture=png(257, 10)), "257 × 10 pixels"),
        (replace(PLAIN, picture=png(10, 10, MAX_PICTURE_BYTES)), "200 KiB"),
        (replace(PLAIN, sampling=SamplingOverrides(top_p=2)), "top_p is 2"),
        (replace(PLAIN, system_prompt="x" * 2_100_000), "bytes"),
    ],
)
async def test_what_cannot_be_used_is_refused(assistant: Assistant, words: str, desk: Desk) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        await desk.assistants.save(assistant=assistant)
    assert caught.value.hint
    assert await desk.assistants.list() == ()
