"""The context meter says what the real engine reads, pictures and documents included."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bridge import signatures as cmd
from app.client.aio import AsyncClient
from app.config.paths import resolve_paths
from app.process import ROOT
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import ChatOptions, ContextPolicy
from app.types.generation import SamplingOverrides
from tests.e2e.conftest import Installation

pytest.importorskip("PIL.Image", reason="Pillow comes with the engine's extra")

from tests.data.vision.pictures import draw

pytestmark = pytest.mark.engine

CONFIG = f"""
[[models]]
id = "seer"
name = "Seer"
source = "file:{ROOT / "tests" / "data" / "vision" / "colour-shape.gguf"}"
context_tokens = 512
"""
SHORT = ChatOptions(sampling=SamplingOverrides(temperature=0, max_tokens=4), context_policy=ContextPolicy.DROP)


async def test_it_is_what_the_engine_reads(tektra: Installation, tmp_path: Path) -> None:
    tektra.configure(CONFIG)
    tektra.json("models")
    draw("red", "circle", 4_000_000_001, 200).save(tmp_path / "red.png")
    picture = Attachment(AttachmentKind.IMAGE, "red.png", (tmp_path / "red.png").read_bytes())
    notes = Attachment(AttachmentKind.DOCUMENT, "notes.md", "# Colours: red, blue – green\n".encode() * 2)
    async with await AsyncClient.connect(resolve_paths(), spawn=False) as client:
        await client.invoke(cmd.model_load, model_id="seer")
        chat: str | None = None
        left_out: list[int] = []
        for text, attached in (
            ("What is in the picture?", (picture,)),
            ("Which colour is it?", (notes,)),
            ("", (notes,)),
            ("Which colour is it? " * 45, ()),
            ("Which colour is it? " * 20, ()),
            ("Sure?", ()),
        ):
            use = await client.invoke(
                cmd.chat_measure, text=text, chat_id=chat, model_id="seer", options=SHORT, attachments=attached
            )
            started = await client.invoke(
                cmd.chat_send, text=text, chat_id=chat, model_id="seer", options=SHORT, attachments=attached
            )
            async for _ in client.follow(started.answer.channel or "", 0):
                pass
            chat = started.chat.id
            messages = (await client.invoke(cmd.chat_open, chat_id=chat)).messages
            usage, note = messages[-1].usage, messages[-1].note
            assert usage is not None, messages[-1].error
            assert (use.exact, use.window) == (True, 512)
            assert abs(use.tokens - usage.prompt_tokens) <= 1, text
            assert bool(use.left_out) is bool(note), "what would be left out was foreseen"
            left_out.append(use.left_out)
        assert left_out[0] == 0
        assert left_out[-1] > 0
