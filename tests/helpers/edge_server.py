"""A server at the protocol's edge, for what no real server can be made to do: stall, answer HTML, redirect, break off.

Each connection is answered by the script, which gets the request and writes raw bytes.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the other side has closed the connection."""


Script = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class EdgeServer:
    """What a running server knows. Lives on the test's event loop."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


def reply(status: int = 200, body: bytes = b"{}", *, kind: str = "application/json", **headers: str) -> bytes:
    """A whole answer."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = (
        f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n{more}\r\n"
    )
    return head.encode() + body


def says(data: bytes) -> Script:
    """The script that writes these bytes and closes."""

    async def script(_asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return script


@asynccontextmanager
async def edge_server(script: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[EdgeServer]:
    """Serve until the block ends; nothing of it is left then."""
    server = EdgeServer()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        try:
            asked = await _read(reader)
            server.asked.append(asked)
            watch = asyncio.create_task(_watch(reader, asked))
            try:
                await script(asked, writer)
                await writer.drain()
            finally:
                watch.cancel()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    body = await _body(reader, headers)
    return Asked(method, path, headers, body)


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


async def _watch(reader: asyncio.StreamReader, asked: Asked) -> None:
    try:
        while await reader.read(1024):
            pass
    except OSError:
        pass
    asked.gone.set()
