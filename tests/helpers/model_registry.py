"""A registry of models on this machine, as far as a pull needs one: a manifest, and files that lie elsewhere."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_PART = 64 * 1024
_MODEL = "application/vnd.ollama.image.model"
_CONFIG = "application/vnd.docker.container.image.v1+json"


@dataclass(slots=True)
class Registry:
    """What it offers, and where it listens. Any thread may use it."""

    port: int = 0
    blobs: dict[str, bytes] = field(default_factory=dict)
    manifests: dict[str, bytes] = field(default_factory=dict)
    hold_at: int | None = None
    """Files stop after so many bytes, until `go_on`."""
    go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        """For a model's name."""
        return f"localhost:{self.port}"

    def offer(self, name: str, file: Path) -> None:
        """Have a model: "namespace/model:tag"."""
        model = self._blob(_MODEL, file.read_bytes())
        config = self._blob(
            _CONFIG, b'{"model_format":"gguf","model_family":"llama","architecture":"amd64","os":"linux"}'
        )
        manifest = {"schemaVersion": 2, "config": config, "layers": [model]}
        self.manifests[name.replace(":", "/manifests/")] = json.dumps(manifest).encode()

    def _blob(self, kind: str, data: bytes) -> dict[str, Any]:
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        self.blobs[digest] = data
        return {"mediaType": kind, "digest": digest, "size": len(data)}


class _Handler(BaseHTTPRequestHandler):
    registry: Registry
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = self.path.removeprefix("/v2/")
        digest = path.rpartition("/")[2]
        if path in self.registry.manifests:
            self._send(200, self.registry.manifests[path], body=body)
        elif "/blobs/" in path and digest in self.registry.blobs and body:
            # As the public one does it: the file itself lies on another host.
            self.send_response(307)
            self.send_header("Location", f"http://127.0.0.1:{self.registry.port}/files/{digest}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif digest in self.registry.blobs:
            self._send(200, self.registry.blobs[digest], body=body)
        else:
            self._send(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}', body=body)

    def _send(self, status: int, data: bytes, *, body: bool) -> None:
        wanted = self.headers.get("Range", "").removeprefix("bytes=")
        if wanted and body:
            first, _, last = wanted.partition("-")
            data, status = data[int(first) : int(last or len(data)) + 1], 206
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        for start in range(0, len(data) if body else 0, _PART):
            if self.registry.hold_at is not None and start >= self.registry.hold_at:
                self.registry.go_on.wait(30)
            try:
                self.wfile.write(data[start : start + _PART])
            except OSError:  # whoever asked went away
                self.close_connection = True
                return


@contextmanager
def model_registry() -> Iterator[Registry]:
    """One that listens until the end of the block."""
    registry = Registry()

    class Handler(_Handler):
        pass

    Handler.registry = registry
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    registry.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, name="registry")
    thread.start()
    try:
        yield registry
    finally:
        registry.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
