"""The least that asks a server of OpenAI's dialect for a streamed answer: one connection, its lines, and JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.bench.timeline import Timeline


async def by_http(base_url: str, body: Mapping[str, object], token: str = "") -> Timeline:
    """The answer to a body of `POST /chat/completions`."""
    parts = urlsplit(base_url)
    line = Timeline()
    reader, writer = await asyncio.open_connection(parts.hostname or "", parts.port or 0)
    try:
        writer.write(_post(f"{parts.path}/chat/completions", json.dumps({**body, "stream": True}).encode(), token))
        async for data in _events(reader):
            text = data["choices"][0]["delta"].get("content") if data["choices"] else None
            if text:
                line.add(text)
    finally:
        writer.close()
    return line


def _post(path: str, body: bytes, token: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    head += f"Authorization: Bearer {token}\r\n" if token else ""
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _events(reader: asyncio.StreamReader) -> AsyncIterator[dict[str, Any]]:
    """The server's events; what else an HTTP answer has is passed over. One event comes in one chunk."""
    status = await reader.readline()
    if b" 200 " not in status:
        raise RuntimeError(f"the server answered {status!r}: {await reader.read()!r}")
    while line := await reader.readline():
        if line.startswith(b"data: {"):
            yield json.loads(line[6:])
        elif line.startswith(b"data: [DONE]"):
            return
