"""What a real Ollama cannot be made to do: stall, send a web page, be too old, be full, break off. Protocol only."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

MODEL = "sea:1b"
PAGE = "<html><body>Please log in</body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to one path."""

    body: str = ""
    status: int = 200
    kind: str = "application/json"
    hang: bool = False
    """Say nothing more after the body, and keep the connection."""
    cut: bool = False
    """Promise more than the body, and close."""
    headers: tuple[str, ...] = ()


def said(value: Any, status: int = 200) -> Reply:
    """A value as JSON."""
    return Reply(json.dumps(value), status)


def line(text: str = "", **more: Any) -> str:
    """A line of a streamed chat."""
    message = {"role": "assistant", "content": text}
    return json.dumps({"model": MODEL, "message": message, "done": False, **more}) + "\n"


STALL = Reply(hang=True)
LISTED = {"models": [{"name": MODEL, "model": MODEL, "digest": "d1", "size": 5, "details": {"parameter_size": "1B"}}]}
SHOWN = {
    "template": "{{ .Prompt }}{{ .Response }}",
    "model_info": {"x.context_length": 4096},
    "capabilities": ["completion"],
}
LOADED = {"model": MODEL, "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "load"}


@dataclass(slots=True)
class FakeOllama:
    """Answers each path as it was told; a list is answered one after the other, and its last entry for ever."""

    host: str = ""
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    """Path and body of each request."""
    heads: list[str] = field(default_factory=list)

    open: dict[asyncio.Task[None], asyncio.StreamWriter] = field(default_factory=dict)

    def healthy(self) -> None:
        """Answer everything that a load needs."""
        self.replies = {
            "/api/version": said({"version": "0.11.4"}),
            "/api/tags": said(LISTED),
            "/api/show": said(SHOWN),
            "/api/ps": said({"models": []}),
            "/api/chat": said(LOADED),
        }

    def then(self, path: str, *replies: Reply) -> None:
        """Answer a path so from now on."""
        self.replies[path] = list(replies)

    def reply(self, path: str) -> Reply:
        """The next answer to a path."""
        found = self.replies.get(path, said({"error": "not found"}, 404))
        if isinstance(found, Reply):
            return found
        return found.pop(0) if len(found) > 1 else found[0]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for one request."""
        task: asyncio.Task[None] | None = asyncio.current_task()
        assert task
        self.open[task] = writer
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            size = next((int(row[15:]) for row in head.splitlines() if row.lower().startswith("content-length:")), 0)
            body = await reader.readexactly(size)
            path = head.split()[1]
            self.heads.append(head)
            self.asked.append((path, json.loads(body) if body else None))
            answer = self.reply(path)
            if answer.body or not answer.hang:
                data = answer.body.encode()
                length = [] if answer.hang else [f"Content-Length: {len(data) + 100 * answer.cut}"]
                rows = [f"HTTP/1.1 {answer.status} X", f"Content-Type: {answer.kind}", *length, *answer.headers]
                writer.write("\r\n".join([*rows, "Connection: close", "", ""]).encode() + data)
                await writer.drain()
            if answer.hang:
                await reader.read()  # until the other side goes
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            del self.open[task]


@asynccontextmanager
async def fake_ollama() -> AsyncIterator[FakeOllama]:
    """A server on this loop, until the end of the block."""
    fake = FakeOllama()
    fake.healthy()
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0)
    fake.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield fake
    finally:
        server.close()
        for writer in fake.open.values():
            writer.close()
        await asyncio.gather(*fake.open)
