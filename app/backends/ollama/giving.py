"""Lets Ollama fetch a model, hands it a file of ours, and removes models; with progress, and an end when closed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any, BinaryIO

from app.backends.ollama.failures import status_error
from app.backends.ollama.names import HOST, Name, parse_name
from app.backends.ollama.server import OllamaServer
from app.backends.ollama.templates import form_for
from app.errors import AppError, EngineError, InvalidInput, LocalOnly, ModelFileError, ModelNotFound
from app.gguf.header import read_header
from app.net.hosts import is_this_machine
from app.types.engines import PullProgress
from app.types.privacy import Purpose

SILENCE_S = 120.0
"""Ollama tells of a download several times a second; of one that hangs it tells nothing."""
CREATE_SILENCE_S = 600.0
"""Ollama reads the whole file once more before its next word."""
CALL_S = 30.0
_PART = 1024 * 1024
_STEP = 16 * _PART
"""Bytes between two tellings of progress."""
_NOBODY_HAS = ("file does not exist", "manifest unknown", "not found", "does not exist")
_TIME_FOR_ALL = 24 * 3600.0


class Layers:
    """Sums up the parts of a download. Pure."""

    def __init__(self) -> None:
        self._parts: dict[str, tuple[int, int]] = {}
        self._status = ""

    def feed(self, status: str, digest: str, done: int, total: int) -> PullProgress | None:
        """One line of Ollama's; None where it says nothing new."""
        before = (self._status, dict(self._parts))
        if digest and total > 0:
            self._parts[digest] = (max(0, min(done, total)), total)
            self._status = "downloading"
        elif status:
            self._status = status
        if before == (self._status, self._parts):
            return None
        done_bytes = sum(part for part, _ in self._parts.values())
        return PullProgress(self._status, done_bytes, sum(whole for _, whole in self._parts.values()))


class Giver:
    """Models in and out of one Ollama. Lives on the core's event loop."""

    def __init__(self, server: OllamaServer) -> None:
        self._server = server

    async def pull(self, text: str) -> AsyncGenerator[PullProgress, None]:
        """Let it fetch a model; closing the generator stops that."""
        name = parse_name(text)
        layers, ended = Layers(), False
        async with self._server.session(Purpose.PULL) as client:
            # A registry on this very machine has no certificate that anybody could know.
            near = name.host != HOST and is_this_machine(name.host.rpartition(":")[0] or name.host)
            opened = client.pull(name.short, insecure=near, stream=True)
            lines = self._server.lines(opened, SILENCE_S, SILENCE_S, model=name.short)
            try:
                async with aclosing(lines):
                    async for line in lines:
                        ended = ended or line.status == "success"
                        told = layers.feed(line.status or "", line.digest or "", line.completed or 0, line.total or 0)
                        if told:
                            yield told
            except EngineError as exc:
                raise _pull_error(exc, name) from exc
        if not ended:
            raise EngineError(
                "Ollama ended the download before it was whole.", hint="Try again; it goes on from there."
            )

    async def hand_over(
        self, path: Path, text: str, *, projector: Path | None = None
    ) -> AsyncGenerator[PullProgress, None]:
        """Give it a GGUF under a name, and the projector that goes with it."""
        name = parse_name(text)
        if name.host != HOST:
            raise InvalidInput("A model that is handed over cannot have an address in its name.", hint="Leave it out.")
        if not self._server.address.on_this_machine and self._server.blocked:
            raise LocalOnly(
                "“Local only” is on, so no file was given to the Ollama on another machine.",
                hint="Turn it off in Settings → Privacy, or use an Ollama on this machine.",
                params={"origin": self._server.address.origin},
            )
        facts = await asyncio.to_thread(read_header, path)
        paths = [path, *([projector] if projector else [])]
        sizes = [await asyncio.to_thread(_size, file) for file in paths]
        total, files, before = 2 * sum(sizes), {}, 0
        for number, (file, size) in enumerate(zip(paths, sizes, strict=True)):
            digest = ""
            async with aclosing(_digest(file)) as steps:
                async for step in steps:
                    if isinstance(step, str):
                        digest = step
                    else:
                        yield PullProgress("reading the file", before + step, total)
            before += size
            async with aclosing(self._send(file, digest)) as sent:
                async for done in sent:
                    yield PullProgress("handing over", before + done, total)
            before += size
            files["model.gguf" if number == 0 else "projector.gguf"] = digest
        template = facts.chat_template
        async with aclosing(self._create(name, files, template)) as created:
            async for status in created:
                yield PullProgress(status, total, total)

    async def remove(self, text: str) -> None:
        """Delete one of its models."""
        name = parse_name(text)
        async with self._server.session(Purpose.MANAGE) as client:
            # Out of its memory first: what is deleted would stay there for its keep-alive.
            await self._server.call(client.chat(name.short, [], keep_alive=0), CALL_S, model=name.short)
            await self._server.call(client.delete(name.short), CALL_S, model=name.short)

    async def _send(self, path: Path, digest: str) -> AsyncGenerator[int, None]:
        """Send a file's bytes where Ollama does not have them; tells how many went."""
        sent: asyncio.Queue[int | None] = asyncio.Queue()
        task = asyncio.create_task(self._post(path, digest, sent.put_nowait))
        task.add_done_callback(lambda _: sent.put_nowait(None))
        try:
            while (done := await sent.get()) is not None:
                yield done
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _post(self, path: Path, digest: str, tell: Callable[[int], None]) -> None:
        origin = self._server.address.origin
        client = await self._server.plain(Purpose.HAND_OVER)
        url = f"/api/blobs/{digest}"
        async with client:
            there = await self._server.call(client.head(url), CALL_S)
            if there.status_code == 200:
                return
            size = await asyncio.to_thread(_size, path)
            headers = {"content-type": "application/octet-stream", "content-length": str(size)}
            posted = client.post(url, content=_parts(path, size, tell), headers=headers)
            response = await self._server.call(posted, _TIME_FOR_ALL)
            if response.status_code not in (200, 201):
                raise status_error(response.status_code, response.text[:1000], origin)

    async def _create(self, name: Name, files: dict[str, str], jinja: str) -> AsyncGenerator[str, None]:
        form = form_for(jinja)
        more: dict[str, Any] = {"template": form.template, "parameters": {"stop": list(form.stop)}} if form else {}
        ended = False
        async with self._server.session(Purpose.HAND_OVER) as client:
            opened = client.create(name.short, files=files, stream=True, **more)
            lines = self._server.lines(opened, CREATE_SILENCE_S, CREATE_SILENCE_S, model=name.short)
            async with aclosing(lines):
                async for line in lines:
                    ended = ended or line.status == "success"
                    yield line.status or ""
        if not ended:
            raise EngineError("Ollama did not take the file.", hint="Try again.")


def _pull_error(exc: AppError, name: Name) -> AppError:
    if any(words in exc.detail.lower() for words in _NOBODY_HAS):
        return ModelNotFound(
            f"No model “{name.short}” was found where Ollama fetches its models.",
            hint="Check the spelling; https://ollama.com/library lists them.",
            detail=exc.detail,
            params={"model": name.short},
        )
    if type(exc) is EngineError:  # it has said why in words of its own
        hint = "Look at the name, and whether Ollama reaches the network; what was fetched is kept for the next try."
        return EngineError(exc.message, hint=hint, detail=exc.detail, params=exc.params)
    return exc


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as exc:
        raise _unreadable(path, exc) from exc


async def _digest(path: Path) -> AsyncGenerator[int | str, None]:
    """The bytes that were read so far, and at the end "sha256:…"."""
    digest = hashlib.sha256()
    file = await asyncio.to_thread(_open, path)
    done = 0
    try:
        while True:
            count = await asyncio.to_thread(_hash_part, file, digest.update, path)
            if not count:
                break
            done += count
            yield done
    finally:
        file.close()
    yield f"sha256:{digest.hexdigest()}"


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as exc:
        raise _unreadable(path, exc) from exc


def _hash_part(file: BinaryIO, update: Callable[[bytes], None], path: Path) -> int:
    """Hash the next part of a file."""
    done = 0
    try:
        while done < _STEP and (data := file.read(_PART)):
            update(data)
            done += len(data)
    except OSError as exc:
        raise _unreadable(path, exc) from exc
    return done


async def _parts(path: Path, size: int, tell: Callable[[int], None]) -> AsyncIterator[bytes]:
    """A file's bytes, exactly as many as were announced."""
    file = await asyncio.to_thread(_open, path)
    done = 0
    try:
        while done < size:
            data = await asyncio.to_thread(file.read, min(_PART, size - done))
            if not data:
                raise ModelFileError(
                    "The model's file became shorter while it was handed over.", hint="Try again.", detail=str(path)
                )
            yield data
            done += len(data)
            if done % _STEP < _PART or done == size:
                tell(done)
    finally:
        file.close()


def _unreadable(path: Path, exc: OSError) -> ModelFileError:
    return ModelFileError(
        "The model's file cannot be read.",
        hint="Check that it is there and that you may read it.",
        detail=f"{path}: {exc.strerror}",
        params={"path": str(path)},
    )
